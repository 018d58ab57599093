package org.foresale.data;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Compares the statistics of several logs: how often and how much their users shop, how often they buy the same classes
 * again, and how their purchases are distributed over time.
 *
 * <p>Classes are those of the second level. A quantile is the value that this share of the sorted values lies below.
 * The peak index of a class is its number of lines per day in its best month over that in the average month, for the
 * months that lie entirely in the window. Rare classes are excluded from its median, as a rare class has a best month
 * by chance alone.
 */
public final class LogProfile {

    private static final double[] THREE = {.1, .5, .9};
    private static final double[] SIX = {.1, .25, .5, .75, .9, .95};
    private static final int TOP = 10;
    private static final int PEAKS = 100;
    private static final int DAYS_A_WEEK = 7;

    private final PurchaseLog log;
    /** The whole ones. */
    private final List<YearMonth> months = new ArrayList<>();
    /** Place of each day's month among them, -1 if it is not there. */
    private final int[] monthOfDay;
    private final IntArrayList shoppingDays = new IntArrayList();
    private final IntArrayList gaps = new IntArrayList();
    private final IntArrayList classesADay = new IntArrayList();
    private final IntArrayList linesADay = new IntArrayList();
    private final int[] weekdays = new int[DAYS_A_WEEK];
    private final int[][] linesByMonth;
    private final long[] linesByClass;
    private long repeats;

    private LogProfile(PurchaseLog log) {
        this.log = log;
        for (YearMonth month = YearMonth.from(log.firstDay()); !month.atEndOfMonth().isAfter(log.date(log.days() - 1));
                month = month.plusMonths(1)) {
            if (!month.atDay(1).isBefore(log.firstDay())) {
                months.add(month);
            }
        }
        this.monthOfDay = IntStream.range(0, log.days()).map(day -> months.indexOf(YearMonth.from(log.date(day))))
                .toArray();
        this.linesByClass = new long[log.taxonomy().size(Level.SECOND)];
        this.linesByMonth = new int[linesByClass.length][months.size()];
        for (int user = 0; user < log.users(); user++) {
            read(log.history(user));
        }
    }

    /**
     * Compares the profiles of several logs.
     *
     * @param logs the logs, each with a different name
     * @return one row per statistic, with a text column for each log; quantiles share one cell, in ascending order,
     *     such as "1 / 6 / 21"
     * @throws IllegalArgumentException if there is no log, if two have the same name, or if one is called "statistic",
     *     like the first column; {@link PurchaseLog#withName} returns a log with another name
     */
    public static Table compare(PurchaseLog... logs) {
        List<String> names = Arrays.stream(logs).map(PurchaseLog::name).toList();
        if (logs.length == 0 || names.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().count()
                < names.size()) {
            throw new IllegalArgumentException("logs to compare need different names, not " + names);
        }
        Table table = Table.create("profile");
        for (PurchaseLog log : logs) {
            Map<String, String> rows = new LogProfile(log).rows();
            if (table.columnCount() == 0) {
                table.addColumns(StringColumn.create("statistic", rows.keySet()));
            }
            table.addColumns(StringColumn.create(log.name(), rows.values()));
        }
        return table;
    }

    private void read(History history) {
        BitSet before = new BitSet();
        int days = 0;
        for (int from = 0, to; from < history.size(); from = to) {
            int day = history.day(from);
            BitSet today = new BitSet();
            for (to = from; to < history.size() && history.day(to) == day; to++) {
                int second = log.taxonomy().ancestor(history.thirdClass(to), Level.SECOND);
                today.set(second);
                count(day, second);
            }
            if (from > 0) {
                gaps.add(day - history.day(from - 1));
            }
            linesADay.add(to - from);
            classesADay.add(today.cardinality());
            weekdays[log.date(day).getDayOfWeek().ordinal()]++;
            int known = before.cardinality();
            before.or(today);
            repeats += today.cardinality() - (before.cardinality() - known);
            days++;
        }
        shoppingDays.add(days);
    }

    private void count(int day, int second) {
        linesByClass[second]++;
        if (monthOfDay[day] >= 0) {
            linesByMonth[second][monthOfDay[day]]++;
        }
    }

    private Map<String, String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("users", count(log.users()));
        rows.put("shopping days per user (10, 50, 90 %)", quantiles(shoppingDays, THREE));
        rows.put("days between shopping days (10, 50, 90 %)", quantiles(gaps, THREE));
        rows.put("classes per shopping day (10, 25, 50, 75, 90, 95 %)", quantiles(classesADay, SIX));
        rows.put("lines per shopping day (median)", quantiles(linesADay, .5));
        long bought = classesADay.intStream().asLongStream().sum();
        rows.put("share of classes that the user bought before", decimals((double) repeats / bought, 2));
        long most = Arrays.stream(linesByClass).sorted().skip(Math.max(0, linesByClass.length - TOP)).sum();
        rows.put("share of lines in the " + TOP + " most bought classes", decimals((double) most / log.lines(), 2));
        rows.put("shopping days by weekday (Mon to Sun)", Arrays.stream(weekdays)
                .mapToObj(days -> decimals((double) days / linesADay.size(), 3)).collect(Collectors.joining(" / ")));
        rows.put("peak index by month of the " + PEAKS + " most bought classes (median)", peak());
        return rows;
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String quantiles(IntArrayList values, double... ratios) {
        int[] sorted = values.intStream().sorted().toArray();
        return sorted.length == 0 ? "none" : Arrays.stream(ratios)
                .mapToObj(ratio -> count(sorted[(int) (ratio * sorted.length)]))
                .collect(Collectors.joining(" / "));
    }

    private String peak() {
        double[] peaks = IntStream.range(0, linesByClass.length).boxed()
                .sorted(Comparator.comparingLong(second -> -linesByClass[second])).limit(PEAKS)
                .mapToDouble(second -> peak(linesByMonth[second])).filter(Double::isFinite).sorted().toArray();
        return peaks.length == 0 ? "no whole month" : decimals(peaks[peaks.length / 2], 2);
    }

    private double peak(int[] lines) {
        int[] lengths = months.stream().mapToInt(YearMonth::lengthOfMonth).toArray();
        double[] rates = IntStream.range(0, lines.length).mapToDouble(i -> (double) lines[i] / lengths[i]).toArray();
        return Arrays.stream(rates).max().orElse(Double.NaN) / Arrays.stream(rates).average().orElse(Double.NaN);
    }

    private static String decimals(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    @Override
    public String toString() {
        return "Profile of " + log;
    }
}
