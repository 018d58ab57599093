package org.foresale.evaluate;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Holds the difference between two learners in a figure, measured on the same samples.
 *
 * <p>With few users, resamples vary too little, so no finding is given if there are fewer than {@value #MIN_USERS}
 * users of a label. A 95 % percentile interval of a mean of n normal values is the interval of the normal distribution,
 * narrowed by the square root of (n - 1) / n, whereas Student's (1908) interval with n - 1 degrees of freedom would be
 * exact. The percentile interval covers the true value in 90 of 100 cases with ten users, in 87 with six and in 60 with
 * two; with two, moreover, all resamples may lie on one side of 0 by chance.
 *
 * @param first    name of the learner
 * @param second   name of the learner it is compared with
 * @param figure   name of the figure, such as "ROC AUC"
 * @param bySeed   the differences by seed, first minus second, over all samples
 * @param interval their mean, with its interval over users and seeds
 * @param pValue   two-sided bootstrap p-value of the hypothesis that the difference is 0; it is near 0 if hardly any
 *                 resample lies on the other side of 0. For several differences, adjust the p-values with {@link Holm}
 * @param users    number of users of the label that has fewer, on all boards together
 */
public record Difference(String first, String second, String figure, Spread bySeed, Interval interval, double pValue,
        int users) {

    /** Finding if the first learner's figure is higher. */
    public static final String HIGHER = "higher";
    /** Finding if the first learner's figure is lower. */
    public static final String LOWER = "lower";
    /** Finding if the difference may be 0. */
    public static final String NO_DIFFERENCE = "no difference";
    /** Finding if there are fewer than {@value #MIN_USERS} users of a label. */
    public static final String TOO_FEW = "too few to tell";
    /** Least number of users of each label for a finding. */
    public static final int MIN_USERS = 10;
    private static final double ALPHA = .05;

    /**
     * Checks the p-value.
     *
     * @throws IllegalArgumentException if the p-value is outside its range
     */
    public Difference {
        Holm.requireProbability(pValue);
    }

    /**
     * Returns the finding that follows from the interval.
     *
     * @return "higher" or "lower" if the first learner's figure is so; "no difference" if the interval contains 0; "too
     *     few to tell" if there are fewer than {@value #MIN_USERS} users of a label
     */
    public String finding() {
        return users < MIN_USERS ? TOO_FEW
                : interval.contains(0) ? NO_DIFFERENCE : interval.low() > 0 ? HIGHER : LOWER;
    }

    /**
     * Returns the finding for one of several differences, which follows from its adjusted p-value.
     *
     * @param adjusted its p-value, adjusted together with those of the other differences by {@link Holm}
     * @return "higher" or "lower" if the first learner's figure is so; "no difference" if the p-value is above 0.05;
     *     "too few to tell" if there are fewer than {@value #MIN_USERS} users of a label
     */
    public String finding(double adjusted) {
        return finding(interval.estimate(), adjusted, users);
    }

    static String finding(double difference, double adjusted, int users) {
        return users < MIN_USERS ? TOO_FEW : adjusted > ALPHA ? NO_DIFFERENCE : difference > 0 ? HIGHER : LOWER;
    }

    /**
     * Describes the difference in a sentence.
     *
     * @return for example "CNN less XGBoost, ROC AUC: +0.003 [-0.010, +0.016] at 95 % — no difference is shown"
     */
    public String verdict() {
        String shown = users < MIN_USERS ? TOO_FEW + ", " + users + " users of a label"
                : interval.contains(0) ? "no difference is shown" : first + " is " + finding();
        return first + " less " + second + ", " + figure + ": " + interval.signed() + " at " + interval.percent()
                + " — " + shown;
    }

    /**
     * Describes the difference in a sentence.
     *
     * @return the {@link #verdict()}
     */
    @Override
    public String toString() {
        return verdict();
    }

    /** What a learner reaches less what another does, seed by seed, a single one beside each of the other's. */
    static double[] bySeed(String first, double[] ofFirst, String second, double[] ofSecond) {
        requireSeeds(first, ofFirst.length, second, ofSecond.length);
        double[] differences = new double[Math.max(ofFirst.length, ofSecond.length)];
        Arrays.setAll(differences, i -> ofFirst[i % ofFirst.length] - ofSecond[i % ofSecond.length]);
        return differences;
    }

    /** Refuses learners that both have several seeds, but not as many. */
    static void requireSeeds(String first, int ofFirst, String second, int ofSecond) {
        if (ofFirst != ofSecond && ofFirst > 1 && ofSecond > 1) {
            throw new IllegalArgumentException(first + " has " + ofFirst + " seeds, but " + second + " has "
                    + ofSecond);
        }
    }

    /** Refuses to compare no pair, one twice, or a learner with itself. */
    static void requirePairs(List<Map.Entry<String, String>> pairs) {
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("there is no pair to compare");
        }
        Set<Set<String>> seen = new HashSet<>();
        for (Map.Entry<String, String> pair : pairs) {
            if (pair.getKey().equals(pair.getValue()) || !seen.add(Set.of(pair.getKey(), pair.getValue()))) {
                throw new IllegalArgumentException("the pair " + pair + " compares a learner with itself, or comes"
                        + " twice in " + pairs);
            }
        }
    }

    /** One row a difference; what is shown follows from the p-values, adjusted as they are several. */
    static Table table(List<Difference> differences, String title, String column) {
        return table(differences, title, "learner", Difference::first, column);
    }

    /** Makes one row a difference, where each is from another learner than the others. */
    static Table tableOfPairs(List<Difference> differences, String title) {
        return table(differences, title, "learners", each -> each.first() + " less " + each.second(),
                "difference, 95 %");
    }

    private static Table table(List<Difference> differences, String title, String of,
            Function<Difference, String> name, String column) {
        double[] adjusted = Holm.adjusted(differences.stream().mapToDouble(Difference::pValue).toArray());
        return Table.create(title, StringColumn.create(of, differences.stream().map(name).toList()),
                StringColumn.create(column,
                        differences.stream().map(each -> each.interval().signed()).toList()),
                StringColumn.create("by seed", differences.stream().map(each -> each.bySeed().signed()).toList()),
                pColumn(adjusted),
                StringColumn.create("shown", IntStream.range(0, adjusted.length)
                        .mapToObj(i -> differences.get(i).finding(adjusted[i])).toList()));
    }

    static StringColumn pColumn(double... adjusted) {
        return StringColumn.create("p, Holm", DoubleStream.of(adjusted)
                .mapToObj(pValue -> String.format(Locale.ROOT, "%.4f", pValue)).toList());
    }
}
