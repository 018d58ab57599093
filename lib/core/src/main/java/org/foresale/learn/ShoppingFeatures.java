package org.foresale.learn;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.DoubleStream;
import org.foresale.cohort.Samples;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;

/**
 * Computes features of recency, frequency and monetary value (RFM, Hughes 1994) that do not depend on any class: how
 * much, how often and how regularly the user shops, whether the next visit is overdue, how much of what the user buys
 * is new, and the trend.
 *
 * <p>All features are computed from the history before the cut, so there is nothing to fit. "In n days" means in the n
 * days before the cut; a gap is the number of days from one shopping day to the next.
 */
public final class ShoppingFeatures {

    private static final int[] WINDOWS = {7, 15, 30, 60, 120};
    private static final int[] NEW_WINDOWS = {30, 60};
    /** A trend compares this many days before the cut with all that came earlier. */
    private static final int RECENT = 60;
    private static final List<String> NAMES = List.copyOf(allNames());

    private ShoppingFeatures() {
    }

    /**
     * Returns the names of the features.
     *
     * @return a name for each feature of a row, in their order
     */
    public static List<String> names() {
        return NAMES;
    }

    private static List<String> allNames() {
        List<String> names = new ArrayList<>();
        for (String what : List.of("lines", "shopping days", "money spent")) {
            Arrays.stream(WINDOWS).mapToObj(days -> what + " in " + days + " days").forEach(names::add);
        }
        names.addAll(List.of("lines", "shopping days", "money spent", "lines a shopping day",
                "money spent a shopping day", "days since the last shopping day", "days since the first shopping day",
                "mean gap", "standard deviation of gaps", "days since the last shopping day over mean gap",
                "mean gap of the target", "days since the last purchase of the target over mean gap of the target"));
        for (String level : List.of("second-level classes", "third-level classes")) {
            names.add(level);
            Arrays.stream(NEW_WINDOWS).mapToObj(days -> level + " new in " + days + " days").forEach(names::add);
        }
        names.addAll(List.of("shopping days a day in 60 days over earlier", "share of weekends in shopping days",
                "day of the year of the cut"));
        return names;
    }

    /**
     * Computes the features of one sample; its label is ignored.
     *
     * @param samples the samples
     * @param i       index of the sample
     * @return one value for each of {@link #names}, NaN where it is undefined: recency without a shopping day, a mean
     *     gap without two of them, a standard deviation without two gaps, a trend without a shopping day more than 60
     *     days before the cut
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public static double[] of(Samples samples, int i) {
        History history = samples.history(i);
        int cut = samples.get(i).cut();
        int[] days = history.days();
        DoubleStream.Builder row = DoubleStream.builder();
        double[] lines = new double[WINDOWS.length + 1];
        double[] money = new double[WINDOWS.length + 1];
        BitSet targetDays = new BitSet();
        for (int line = 0; line < history.size(); line++) {
            addInWindows(lines, cut - history.day(line), 1);
            addInWindows(money, cut - history.day(line), history.value(line));
            if (samples.isTarget(history.thirdClass(line))) {
                targetDays.set(history.day(line));
            }
        }
        double[] visits = new double[WINDOWS.length + 1];
        int weekends = 0;
        for (int day : days) {
            addInWindows(visits, cut - day, 1);
            weekends += samples.weekday(day).compareTo(DayOfWeek.SATURDAY) >= 0 ? 1 : 0;
        }
        int all = WINDOWS.length;
        add(row, Arrays.copyOf(lines, all));
        add(row, Arrays.copyOf(visits, all));
        add(row, Arrays.copyOf(money, all));
        add(row, lines[all], visits[all], money[all], lines[all] / visits[all], money[all] / visits[all]);
        Gaps gaps = Gaps.of(days, cut);
        add(row, gaps.last, gaps.first, gaps.mean, gaps.sd, gaps.last / gaps.mean);
        Gaps ofTarget = Gaps.of(targetDays.stream().toArray(), cut);
        add(row, ofTarget.mean, ofTarget.last / ofTarget.mean);
        addNew(row, history, cut, samples.taxonomy(), Level.SECOND);
        addNew(row, history, cut, samples.taxonomy(), Level.THIRD);
        add(row, trend(days, cut), (double) weekends / days.length, samples.date(cut).getDayOfYear());
        return row.build().toArray();
    }

    private static void add(DoubleStream.Builder row, double... numbers) {
        DoubleStream.of(numbers).forEach(row);
    }

    private static void addInWindows(double[] sums, int age, double amount) {
        for (int window = 0; window < WINDOWS.length; window++) {
            sums[window] += age <= WINDOWS[window] ? amount : 0;
        }
        sums[WINDOWS.length] += amount;
    }

    /** How many classes there are, and how many of them were bought for the first time a short while ago. */
    private static void addNew(DoubleStream.Builder row, History history, int cut, Taxonomy taxonomy, Level level) {
        BitSet met = new BitSet();
        double[] fresh = new double[NEW_WINDOWS.length];
        for (int line = 0; line < history.size(); line++) {
            int code = taxonomy.ancestor(history.thirdClass(line), level);
            if (!met.get(code)) {
                met.set(code);
                for (int window = 0; window < NEW_WINDOWS.length; window++) {
                    fresh[window] += cut - history.day(line) <= NEW_WINDOWS[window] ? 1 : 0;
                }
            }
        }
        add(row, met.cardinality());
        add(row, fresh);
    }

    /** Shopping days a day in the last days over the same of the time before; 1 where nothing changed. */
    private static double trend(int[] days, int cut) {
        long recent = Arrays.stream(days).filter(day -> cut - day <= RECENT).count();
        if (recent == days.length) {
            return Double.NaN;
        }
        double earlier = (double) (days.length - recent) / (cut - days[0] - RECENT);
        return recent / (double) RECENT / earlier;
    }

    /** Days from the last and from the first day to the cut, and the gaps between the days. */
    private record Gaps(double last, double first, double mean, double sd) {

        static Gaps of(int[] days, int cut) {
            if (days.length == 0) {
                return new Gaps(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
            }
            int newest = days[days.length - 1];
            int gaps = days.length - 1;
            double mean = gaps == 0 ? Double.NaN : (double) (newest - days[0]) / gaps;
            double squares = 0;
            for (int k = 1; k < days.length; k++) {
                squares += (days[k] - days[k - 1] - mean) * (days[k] - days[k - 1] - mean);
            }
            return new Gaps(cut - newest, cut - days[0], mean, gaps < 2 ? Double.NaN : Math.sqrt(squares / gaps));
        }
    }
}
