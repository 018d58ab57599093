package org.foresale.log;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.ints.IntComparator;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresale.log.RawLog.Field;

/**
 * Turns raw lines into a log: applies the rules, counts what they leave out, codes and sorts the rest.
 *
 * <p>The result depends on the set of lines alone, not on their order.
 */
final class LogAssembler {

    private static final int SECONDS_A_DAY = 86_400;

    private final RawLog raw;
    private final LogRules rules;
    private final Map<Reason, Long> dropped = new EnumMap<>(Reason.class);
    private final Map<Reason, Integer> firstRow = new EnumMap<>(Reason.class);
    private final long firstDay;
    private final long lastDay;

    private LogAssembler(RawLog raw, LogRules rules) {
        this.raw = raw;
        this.rules = rules;
        long earliest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        for (int row = 0; row < raw.rows(); row++) {
            if (raw.time.getLong(row) != RawLog.NO_TIME) {
                earliest = Math.min(earliest, day(row));
                latest = Math.max(latest, day(row));
            }
        }
        this.firstDay = rules.firstDay().map(LocalDate::toEpochDay).orElse(earliest);
        this.lastDay = rules.lastDay().map(LocalDate::toEpochDay).orElse(latest);
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
        boolean[] excluded = new boolean[raw.paths.size()];
        for (int path = 0; path < excluded.length; path++) {
            excluded[path] = rules.excludes(raw.paths.get(path));
        }
        IntArrayList kept = new IntArrayList();
        for (int row = 0; row < raw.rows(); row++) {
            Optional<Reason> reason = judge(row, excluded);
            if (reason.isPresent()) {
                drop(reason.get(), row);
            } else {
                kept.add(row);
            }
        }
        if (kept.isEmpty()) {
            throw new LogException(raw.source() + ": no line is left of " + raw.rows() + " read. "
                    + describe() + " Check the column mapping, the date format and the window.");
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
            lines.day()[i] = (int) (day(row) - firstDay);
            lines.second()[i] = timeOfDay ? Math.floorMod(raw.time.getLong(row), SECONDS_A_DAY) : -1;
            lines.basket()[i] = baskets.rankOf(raw.basket.getInt(row));
            lines.product()[i] = products.rankOf(raw.product.getInt(row));
            lines.thirdClass()[i] = thirdOfPath[raw.path.getInt(row)];
            lines.quantity()[i] = raw.quantity.getDouble(row);
            lines.value()[i] = raw.value.getDouble(row);
            start[users.rankOf(raw.user.getInt(row)) + 1] = i + 1;
        }
        return new PurchaseLog(name, LocalDate.ofEpochDay(firstDay), (int) (lastDay - firstDay) + 1, lines, start,
                users.words(), products.words(), baskets.words(), taxonomy, report(n));
    }

    private Optional<Reason> judge(int row, boolean[] excluded) {
        if (raw.user.getInt(row) == Coder.MISSING) {
            return Optional.of(Reason.NO_USER);
        }
        if (raw.product.getInt(row) == Coder.MISSING) {
            return Optional.of(Reason.NO_PRODUCT);
        }
        if (raw.time.getLong(row) == RawLog.NO_TIME) {
            return Optional.of(Reason.UNREADABLE_DATE);
        }
        if (day(row) < firstDay || day(row) > lastDay) {
            return Optional.of(Reason.OUTSIDE_WINDOW);
        }
        double quantity = raw.quantity.getDouble(row);
        double value = raw.value.getDouble(row);
        if (!Double.isFinite(quantity) || !Double.isFinite(value)) {
            return Optional.of(Reason.UNREADABLE_NUMBER);
        }
        if (quantity <= 0) {
            return Optional.of(Reason.QUANTITY_NOT_POSITIVE);
        }
        if (value < 0) {
            return Optional.of(Reason.NEGATIVE_VALUE);
        }
        int path = raw.path.getInt(row);
        if (path == Coder.MISSING) {
            return Optional.of(Reason.NO_CLASS);
        }
        return excluded[path] ? Optional.of(Reason.EXCLUDED_CLASS) : Optional.empty();
    }

    private void drop(Reason reason, int row) {
        dropped.merge(reason, 1L, Long::sum);
        firstRow.merge(reason, row, Math::min);
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
        int n = 0;
        for (int user = 0; user < users.words().length; user++) {
            IntArrays.quickSort(order, start[user], start[user + 1], content);
            for (int i = start[user]; i < start[user + 1]; i++) {
                if (i > start[user] && content.compare(order[i], order[i - 1]) == 0) {
                    drop(Reason.DUPLICATE, order[i]);
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

    private long day(int row) {
        return Math.floorDiv(raw.time.getLong(row), SECONDS_A_DAY);
    }

    private QualityReport report(int kept) {
        List<QualityReport.Finding> findings = new ArrayList<>();
        dropped.forEach((reason, lines) ->
                findings.add(new QualityReport.Finding(reason, lines, example(reason, firstRow.get(reason)))));
        return new QualityReport(raw.source(), raw.rows(), kept, findings);
    }

    private String example(Reason reason, int row) {
        return switch (reason) {
            case NO_USER -> raw.unreadableCell(row, Field.USER);
            case NO_PRODUCT -> raw.unreadableCell(row, Field.PRODUCT);
            case UNREADABLE_DATE -> raw.unreadableCell(row, Field.TIME);
            case OUTSIDE_WINDOW -> raw.cell(row, Field.TIME, timeText(row));
            case UNREADABLE_NUMBER -> raw.unreadableCell(row,
                    Double.isFinite(raw.quantity.getDouble(row)) ? Field.VALUE : Field.QUANTITY);
            case QUANTITY_NOT_POSITIVE -> raw.cell(row, Field.QUANTITY, Double.toString(raw.quantity.getDouble(row)));
            case NEGATIVE_VALUE -> raw.cell(row, Field.VALUE, Double.toString(raw.value.getDouble(row)));
            case NO_CLASS -> raw.unreadableCell(row, Field.CLASS);
            case EXCLUDED_CLASS -> "row " + (row + 1) + ", class " + Arguments.shown(excludedClass(row));
            case DUPLICATE -> "row " + (row + 1);
        };
    }

    private String excludedClass(int row) {
        ClassPath path = raw.paths.get(raw.path.getInt(row));
        return path.first() + " > " + path.second();
    }

    private String timeText(int row) {
        return LocalDateTime.ofEpochSecond(raw.time.getLong(row), 0, ZoneOffset.UTC).toString();
    }

    private String describe() {
        StringBuilder text = new StringBuilder();
        dropped.forEach((reason, lines) -> text.append(lines).append(" left out: ").append(reason.text())
                .append(" (").append(example(reason, firstRow.get(reason))).append("). "));
        return text.toString().trim();
    }
}
