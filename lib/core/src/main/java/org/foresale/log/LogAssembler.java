package org.foresale.log;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.ints.IntComparator;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Turns raw lines into a log: has them judged, codes and sorts those that are kept.
 *
 * <p>The result depends on the set of lines alone, not on their order. Raw columns are coded in place and given up one
 * by one as the log's columns are made, so that a log of a hundred million lines needs little more than it holds.
 */
final class LogAssembler {

    private final RawLog raw;
    private final LogRules rules;
    private final LineJudge judge;

    private LogAssembler(RawLog raw, LogRules rules) {
        this.raw = raw;
        this.rules = rules;
        this.judge = new LineJudge(raw, rules);
    }

    /**
     * Returns a log of the lines that the rules keep.
     *
     * @param name       the log's name
     * @param raw        the lines; they are used up
     * @param levelNames names of the taxonomy's levels
     * @param timeOfDay  whether the times of the source tell the time of day
     * @param rules      what belongs to the log
     * @return the log
     * @throws ForesaleException if no line is left; the message shows why
     */
    static PurchaseLog assemble(String name, RawLog raw, List<String> levelNames, boolean timeOfDay, LogRules rules) {
        return new LogAssembler(raw, rules).assemble(name, paths -> Taxonomy.of(levelNames, paths), timeOfDay, true);
    }

    /**
     * Some users' part of a log that is spread over many.
     *
     * @param raw   all lines of these users; they are used up
     * @param frame what all parts share
     * @return the part, as a log under the same taxonomy and window as all others
     */
    static PurchaseLog assemble(RawLog raw, LogFrame frame) {
        LogRules rules = LogRules.withDefaults().withNobody()
                .withWindow(frame.firstDay(), frame.date(frame.days() - 1));
        return new LogAssembler(raw, rules).assemble(frame.name(), paths -> frame.taxonomy(), frame.timeOfDay(), false);
    }

    private PurchaseLog assemble(String name, Function<List<ClassPath>, Taxonomy> classes, boolean timeOfDay,
            boolean whole) {
        BitSet kept = new BitSet(raw.rows());
        for (int row = 0; row < raw.rows(); row++) {
            if (judge.keeps(row)) {
                kept.set(row);
            }
        }
        if (kept.isEmpty()) {
            throw LineJudge.nothingLeft(raw.source(), raw.rows(), judge.findings());
        }
        raw.requireExactIds();
        LogWindow window = LogWindow.of(raw.source(), rules, days(kept));
        List<ClassPath> paths = used(raw.path, raw.paths.size(), kept).stream().mapToObj(raw.paths::get).toList();
        Taxonomy taxonomy = classes.apply(paths);
        recode(raw.path, raw.paths.stream().mapToInt(taxonomy::codeOf).toArray());
        String[] users = sorted(raw.users, raw.user, kept);
        String[] products = sorted(raw.products, raw.product, kept);
        String[] baskets = sorted(raw.baskets, raw.basket, kept);

        int[] start = new int[users.length + 1];
        int[] order = byUser(kept, start);
        free(raw.user);
        int n = sortUsers(order, start, whole);
        long[] time = gather(raw.time, order, n);
        int[] day = new int[n];
        int[] second = new int[timeOfDay ? n : 0];
        for (int i = 0; i < n; i++) {
            day[i] = (int) (RawLog.day(time[i]) - window.firstDay());
            if (timeOfDay) {
                second[i] = RawLog.second(time[i]);
            }
        }
        Lines lines = new Lines(day, second, gather(raw.basket, order, n), gather(raw.product, order, n),
                gather(raw.path, order, n), gather(raw.quantity, order, n), gather(raw.value, order, n));
        // In a part of a log, a user's share of all lines is not known.
        QualityReport report = judge.report(n)
                .and(whole ? BusyUsers.remarks(BusyUsers.tally(users, start, 0)) : List.of());
        return new PurchaseLog(name, LocalDate.ofEpochDay(window.firstDay()), window.days(), lines, start, users,
                products, baskets, taxonomy, report);
    }

    /** How many of the kept rows each day has. */
    private SortedMap<Long, Long> days(BitSet kept) {
        long first = kept.stream().mapToLong(row -> raw.day(row)).min().orElseThrow();
        long last = kept.stream().mapToLong(row -> raw.day(row)).max().orElseThrow();
        // A date has four digits at most, so these are a few million days.
        long[] counts = new long[(int) (last - first) + 1];
        for (int row = kept.nextSetBit(0); row >= 0; row = kept.nextSetBit(row + 1)) {
            counts[(int) (raw.day(row) - first)]++;
        }
        SortedMap<Long, Long> days = new TreeMap<>();
        for (int day = 0; day < counts.length; day++) {
            if (counts[day] > 0) {
                days.put(first + day, counts[day]);
            }
        }
        return days;
    }

    /** The kept rows by user, in the order of the source; start is filled with where each user's begin. */
    private int[] byUser(BitSet kept, int[] start) {
        int[] user = raw.user.elements();
        for (int row = kept.nextSetBit(0); row >= 0; row = kept.nextSetBit(row + 1)) {
            start[user[row] + 1]++;
        }
        for (int u = 0; u + 1 < start.length; u++) {
            start[u + 1] += start[u];
        }
        int[] order = new int[start[start.length - 1]];
        int[] next = start.clone();
        for (int row = kept.nextSetBit(0); row >= 0; row = kept.nextSetBit(row + 1)) {
            order[next[user[row]]++] = row;
        }
        return order;
    }

    /**
     * Sorts each user's rows by time and content and takes out those that say the same again. The users of a whole log
     * are sorted on all cores; a part of one is the task of one.
     */
    private int sortUsers(int[] order, int[] start, boolean allCores) {
        IntComparator content = new ByContent(raw.time.elements(), raw.basket.elements(), raw.product.elements(),
                raw.path.elements(), raw.quantity.elements(), raw.value.elements(), !raw.basket.isEmpty());
        IntStream users = IntStream.range(0, start.length - 1);
        (allCores ? users.parallel() : users).forEach(user -> sort(order, start[user], start[user + 1], content));
        int n = 0;
        for (int user = 0; user + 1 < start.length; user++) {
            int from = start[user];
            int to = start[user + 1];
            start[user] = n;
            for (int i = from; i < to; i++) {
                if (i > from && content.compare(order[i], order[i - 1]) == 0) {
                    judge.drop(QualityReport.Reason.DUPLICATE, order[i]);
                } else {
                    order[n++] = order[i];
                }
            }
        }
        start[start.length - 1] = n;
        return n;
    }

    /** Sorts rows that come in the order of the source: most have theirs by time, so few are left to compare. */
    private void sort(int[] rows, int from, int to, IntComparator content) {
        IntComparator firstRowFirst = (a, b) -> {
            int compared = content.compare(a, b);
            return compared != 0 ? compared : Integer.compare(a, b);
        };
        long[] time = raw.time.elements();
        int sorted = from;
        for (int i = from + 1; i <= to; i++) {
            if (i < to && time[rows[i]] < time[rows[i - 1]]) {
                IntArrays.quickSort(rows, from, to, firstRowFirst);
                return;
            }
            if (i == to || time[rows[i]] > time[rows[i - 1]]) {
                if (i - sorted > 1) {
                    IntArrays.quickSort(rows, sorted, i, firstRowFirst);
                }
                sorted = i;
            }
        }
    }

    /** Compares two rows of a user by all that they say: never equal unless the lines are the same. */
    private record ByContent(long[] time, int[] basket, int[] product, int[] third, double[] quantity, double[] value,
            boolean hasBaskets) implements IntComparator {

        @Override
        public int compare(int a, int b) {
            int compared = Long.compare(time[a], time[b]);
            compared = compared != 0 || !hasBaskets ? compared : Integer.compare(basket[a], basket[b]);
            compared = compared != 0 ? compared : Integer.compare(product[a], product[b]);
            compared = compared != 0 ? compared : Integer.compare(third[a], third[b]);
            compared = compared != 0 ? compared : Double.compare(quantity[a], quantity[b]);
            return compared != 0 ? compared : Double.compare(value[a], value[b]);
        }
    }

    /** The texts of the kept rows in their order; the column then holds their places in it. */
    private static String[] sorted(Coder coder, IntArrayList column, BitSet kept) {
        Coder.Sorted sorted = coder.sorted(used(column, coder.words().size(), kept));
        recode(column, sorted.rank());
        return sorted.words();
    }

    private static BitSet used(IntArrayList column, int codes, BitSet kept) {
        BitSet used = new BitSet(codes);
        int[] cells = column.elements();
        for (int row = 0; row < column.size(); row++) {
            if (cells[row] != Coder.MISSING && kept.get(row)) {
                used.set(cells[row]);
            }
        }
        return used;
    }

    private static void recode(IntArrayList column, int[] codes) {
        int[] cells = column.elements();
        for (int row = 0; row < column.size(); row++) {
            cells[row] = cells[row] == Coder.MISSING ? Coder.MISSING : codes[cells[row]];
        }
    }

    private static int[] gather(IntArrayList column, int[] order, int n) {
        int[] from = column.elements();
        int[] gathered = new int[column.isEmpty() ? 0 : n];
        for (int i = 0; i < gathered.length; i++) {
            gathered[i] = from[order[i]];
        }
        free(column);
        return gathered;
    }

    private static long[] gather(LongArrayList column, int[] order, int n) {
        long[] from = column.elements();
        long[] gathered = new long[n];
        for (int i = 0; i < n; i++) {
            gathered[i] = from[order[i]];
        }
        column.clear();
        column.trim();
        return gathered;
    }

    private static double[] gather(DoubleArrayList column, int[] order, int n) {
        double[] from = column.elements();
        double[] gathered = new double[n];
        for (int i = 0; i < n; i++) {
            gathered[i] = from[order[i]];
        }
        column.clear();
        column.trim();
        return gathered;
    }

    private static void free(IntArrayList column) {
        column.clear();
        column.trim();
    }
}
