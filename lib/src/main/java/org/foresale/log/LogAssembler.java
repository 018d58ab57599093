package org.foresale.log;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.ints.IntComparator;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns raw lines into a log: has them judged, codes and sorts those that are kept.
 *
 * <p>The result depends on the set of lines alone, not on their order.
 */
final class LogAssembler {

    private final RawLog raw;
    private final LineJudge judge;

    private LogAssembler(RawLog raw, LogRules rules) {
        this.raw = raw;
        this.judge = new LineJudge(raw, rules);
    }

    /**
     * A log of the lines that the rules keep.
     *
     * @param name       the log's name
     * @param raw        the lines
     * @param levelNames names of the taxonomy's levels
     * @param timeOfDay  whether the times of the source tell the time of day
     * @param rules      what belongs to the log
     * @return the log
     * @throws LogException if no line is left; the message shows why
     */
    static PurchaseLog assemble(String name, RawLog raw, List<String> levelNames, boolean timeOfDay, LogRules rules) {
        return new LogAssembler(raw, rules).assemble(name, levelNames, timeOfDay);
    }

    private PurchaseLog assemble(String name, List<String> levelNames, boolean timeOfDay) {
        IntArrayList kept = new IntArrayList();
        for (int row = 0; row < raw.rows(); row++) {
            if (judge.keeps(row)) {
                kept.add(row);
            }
        }
        if (kept.isEmpty()) {
            throw new LogException(raw.source() + ": no line is left of " + raw.rows() + " read. "
                    + judge.describe() + " Check the column mapping, the date format and the window.");
        }

        Coder.Sorted users = sorted(raw.users, raw.user, kept);
        Coder.Sorted products = sorted(raw.products, raw.product, kept);
        Coder.Sorted baskets = sorted(raw.baskets, raw.basket, kept);
        boolean[] usedPath = used(raw.paths.size(), raw.path, kept);
        List<ClassPath> paths = new ArrayList<>();
        for (int path = 0; path < usedPath.length; path++) {
            if (usedPath[path]) {
                paths.add(raw.paths.get(path));
            }
        }
        Taxonomy taxonomy = Taxonomy.of(levelNames, paths);
        int[] thirdOfPath = raw.paths.stream().mapToInt(taxonomy::codeOf).toArray();

        int[] order = order(kept, users, products, baskets, thirdOfPath);
        int n = order.length;
        Lines lines = new Lines(new int[n], new int[n], new int[n], new int[n], new int[n], new double[n],
                new double[n]);
        int[] start = new int[users.words().length + 1];
        for (int i = 0; i < n; i++) {
            int row = order[i];
            lines.day()[i] = (int) (raw.day(row) - judge.firstDay());
            lines.second()[i] = timeOfDay ? raw.second(row) : -1;
            lines.basket()[i] = baskets.rankOf(raw.basket.getInt(row));
            lines.product()[i] = products.rankOf(raw.product.getInt(row));
            lines.thirdClass()[i] = thirdOfPath[raw.path.getInt(row)];
            lines.quantity()[i] = raw.quantity.getDouble(row);
            lines.value()[i] = raw.value.getDouble(row);
            start[users.rankOf(raw.user.getInt(row)) + 1] = i + 1;
        }
        return new PurchaseLog(name, LocalDate.ofEpochDay(judge.firstDay()), judge.days(), lines, start, users.words(),
                products.words(), baskets.words(), taxonomy, judge.report(n));
    }

    /** The kept rows by user, time and content, without those that say the same again. */
    private int[] order(IntArrayList kept, Coder.Sorted users, Coder.Sorted products, Coder.Sorted baskets,
            int[] thirdOfPath) {
        int[] start = new int[users.words().length + 1];
        for (int i = 0; i < kept.size(); i++) {
            start[users.rankOf(raw.user.getInt(kept.getInt(i))) + 1]++;
        }
        for (int user = 0; user < users.words().length; user++) {
            start[user + 1] += start[user];
        }
        int[] order = new int[kept.size()];
        int[] next = start.clone();
        for (int i = 0; i < kept.size(); i++) {
            int row = kept.getInt(i);
            order[next[users.rankOf(raw.user.getInt(row))]++] = row;
        }
        IntComparator content = new ByContent(raw.time.elements(), ranks(baskets, raw.basket),
                ranks(products, raw.product), raw.path.elements(), thirdOfPath, raw.quantity.elements(),
                raw.value.elements());
        IntComparator firstRowFirst = (a, b) -> {
            int compared = content.compare(a, b);
            return compared != 0 ? compared : Integer.compare(a, b);
        };
        int n = 0;
        for (int user = 0; user < users.words().length; user++) {
            IntArrays.quickSort(order, start[user], start[user + 1], firstRowFirst);
            for (int i = start[user]; i < start[user + 1]; i++) {
                if (i > start[user] && content.compare(order[i], order[i - 1]) == 0) {
                    judge.drop(Reason.DUPLICATE, order[i]);
                } else {
                    order[n++] = order[i];
                }
            }
        }
        return IntArrays.trim(order, n);
    }

    private static int[] ranks(Coder.Sorted sorted, IntArrayList codes) {
        int[] ranks = new int[codes.size()];
        for (int row = 0; row < ranks.length; row++) {
            ranks[row] = sorted.rankOf(codes.getInt(row));
        }
        return ranks;
    }

    /** Compares two rows of a user by all that they say: never equal unless the lines are the same. */
    private record ByContent(long[] time, int[] basket, int[] product, int[] path, int[] thirdOfPath,
            double[] quantity, double[] value) implements IntComparator {

        @Override
        public int compare(int a, int b) {
            int compared = Long.compare(time[a], time[b]);
            compared = compared != 0 ? compared : Integer.compare(basket[a], basket[b]);
            compared = compared != 0 ? compared : Integer.compare(product[a], product[b]);
            compared = compared != 0 ? compared : Integer.compare(thirdOfPath[path[a]], thirdOfPath[path[b]]);
            compared = compared != 0 ? compared : Double.compare(quantity[a], quantity[b]);
            return compared != 0 ? compared : Double.compare(value[a], value[b]);
        }
    }

    private static boolean[] used(int size, IntArrayList codes, IntArrayList rows) {
        boolean[] used = new boolean[size];
        for (int i = 0; i < rows.size(); i++) {
            int code = codes.getInt(rows.getInt(i));
            if (code != Coder.MISSING) {
                used[code] = true;
            }
        }
        return used;
    }

    private static Coder.Sorted sorted(Coder coder, IntArrayList codes, IntArrayList kept) {
        return coder.sorted(used(coder.words().size(), codes, kept));
    }
}
