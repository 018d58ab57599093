package org.foresale.insight.explain;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.foresale.cohort.Samples;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.FeatureWords;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Computes the contribution of each feature to the log-odds of boosted trees (Lundberg et al., From local explanations
 * to global understanding with explainable AI for trees, 2020). For one sample, all contributions add up to its
 * log-odds.
 *
 * <p>Strongly correlated features, such as counts in windows of 30 and of 60 days, share one contribution between them.
 */
public final class FeatureDrivers implements Drivers {

    private static final int MAX_FEATURES = 20;
    private static final int NUMBERS_AT_ONCE = 1 << 20;
    /** Below this rank correlation, more of a feature does not clearly do one thing. */
    private static final double CLEAR = .3;

    private final BoostedTreesLearner.Fitted fitted;
    private final Samples samples;
    private final int most;
    private final Set<String> targets;

    private FeatureDrivers(BoostedTreesLearner.Fitted fitted, Samples samples, int most) {
        this.fitted = fitted;
        this.samples = samples;
        this.most = most;
        targets = targets(samples);
    }

    static FeatureDrivers of(BoostedTreesLearner.Fitted fitted, Samples samples) {
        return new FeatureDrivers(fitted, Effects.requireSome(samples), MAX_FEATURES);
    }

    /**
     * Returns a copy of these drivers with tables of another length; the default is 20 features.
     *
     * @param number maximum number of features in a table
     * @return the new drivers
     * @throws IllegalArgumentException if it is below 1
     */
    public FeatureDrivers withFeatures(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("a table shows at least 1 feature, not " + number);
        }
        return new FeatureDrivers(fitted, samples, number);
    }

    /**
     * Returns the contributions to one sample's log-odds.
     *
     * @return one row per feature, by decreasing absolute contribution: feature, the user's value (missing if there is
     *     none), contribution; then the sum of all other features, and the log-odds of a user about whom nothing is
     *     known. Together they add up to the log-odds of the score
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    @Override
    public Table of(int sample) {
        float[] row = row(sample);
        double[] all = fitted.contributions(row);
        double[] contributions = Arrays.copyOf(all, row.length);
        List<Integer> largest = Effects.largest(contributions).stream().limit(most).toList();
        List<String> names = fitted.features().names();
        StringColumn feature = StringColumn.create("feature");
        DoubleColumn value = DoubleColumn.create("value");
        DoubleColumn contribution = DoubleColumn.create("contribution (log odds)");
        double rest = Arrays.stream(contributions).sum();
        for (int column : largest) {
            feature.append(names.get(column));
            value.append(row[column]);
            contribution.append(contributions[column]);
            rest -= contributions[column];
        }
        feature.append("all other features").append("nothing known");
        value.appendMissing().appendMissing();
        contribution.append(rest).append(all[row.length]);
        return Table.create("why the score of user " + samples.userId(sample), feature, value, contribution);
    }

    /**
     * Describes the three strongest subjects in one sentence each. Features on the same subject, such as the lines of a
     * class in several windows, are strongly correlated, so their contributions are added up. The sentence is that of
     * the feature with the largest contribution in the direction of the sum.
     *
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    @Override
    public List<String> reasons(int sample) {
        float[] row = row(sample);
        FeatureWords words = new FeatureWords(fitted.features());
        double[] contributions = fitted.contributions(row);
        List<List<Integer>> subjects = List.copyOf(IntStream.range(0, row.length).boxed()
                .collect(Collectors.groupingBy(column -> subject(words, column), LinkedHashMap::new,
                        Collectors.toList())).values());
        double[] sums = subjects.stream()
                .mapToDouble(columns -> columns.stream().mapToDouble(column -> contributions[column]).sum()).toArray();
        return Effects.reasons(sums, subject -> {
            int strongest = Collections.max(subjects.get(subject),
                    Comparator.comparingDouble(column -> contributions[column] * Math.signum(sums[subject])));
            return words.of(strongest, row[strongest]);
        });
    }

    /** A class that is all target has the same lines as the target. */
    private String subject(FeatureWords words, int column) {
        String subject = words.subject(column);
        return targets.contains(subject) ? FeatureWords.TARGET : subject;
    }

    /** The second-level classes of which everything belongs to the target. */
    private static Set<String> targets(Samples samples) {
        Taxonomy taxonomy = samples.taxonomy();
        Set<String> targets = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (int third = 0; third < taxonomy.size(Level.THIRD); third++) {
            (samples.isTarget(third) ? targets : others)
                    .add(taxonomy.path(Level.SECOND, taxonomy.ancestor(third, Level.SECOND)));
        }
        targets.removeAll(others);
        return targets;
    }

    private float[] row(int sample) {
        return fitted.features().of(samples, sample, sample + 1);
    }

    /**
     * Summarises the contributions over all samples.
     *
     * @return one row per feature, the largest first: feature, mean absolute contribution, the 95 % interval of that
     *     mean over the users (empty with fewer than two users), Spearman's rank correlation (1904) between the
     *     feature's value and its contribution over the samples with a value, and the effect of a higher value:
     *     "raises", "lowers", or "mixed" if the absolute correlation is below 0.3
     */
    @Override
    public Table overall() {
        double[] sizes = new double[fitted.features().columns()];
        go((i, column, value, contribution) -> sizes[column] += Math.abs(contribution) / samples.size());
        List<Integer> largest = Effects.largest(sizes).stream().limit(most).toList();
        double[][] values = new double[largest.size()][samples.size()];
        double[][] contributions = new double[largest.size()][samples.size()];
        int[] places = IntStream.range(0, sizes.length).map(largest::indexOf).toArray();
        go((i, column, value, contribution) -> {
            if (places[column] >= 0) {
                values[places[column]][i] = value;
                contributions[places[column]][i] = contribution;
            }
        });
        int[] everybody = IntStream.range(0, samples.size()).toArray();
        StringColumn feature = StringColumn.create("feature");
        DoubleColumn mean = DoubleColumn.create("mean size of contribution (log odds)");
        StringColumn range = StringColumn.create("95 %");
        DoubleColumn correlation = DoubleColumn.create("rank correlation");
        StringColumn more = StringColumn.create("more of it");
        List<String> names = fitted.features().names();
        for (int k = 0; k < values.length; k++) {
            feature.append(names.get(largest.get(k)));
            mean.append(sizes[largest.get(k)]);
            range.append(Effects.range(samples, everybody, Arrays.stream(contributions[k]).map(Math::abs).toArray()));
            double rho = correlation(values[k], contributions[k]);
            correlation.append(rho);
            more.append(Double.isNaN(rho) ? "" : Math.abs(rho) < CLEAR ? "mixed" : rho > 0 ? "raises" : "lowers");
        }
        return Table.create("what drives the scores of " + samples.size() + " samples", feature, mean, range,
                correlation, more);
    }

    /** Takes what a feature adds to the log odds of a sample. */
    private interface Sink {
        void accept(int sample, int column, float value, double contribution);
    }

    /** All features of all samples, some rows at a time: all rows at once may be more than fits into memory. */
    private void go(Sink sink) {
        int columns = fitted.features().columns();
        int rows = Math.max(1, NUMBERS_AT_ONCE / columns);
        for (int from = 0; from < samples.size(); from += rows) {
            int to = Math.min(from + rows, samples.size());
            float[] features = fitted.features().of(samples, from, to);
            double[] contributions = fitted.contributions(features);
            for (int i = from; i < to; i++) {
                for (int column = 0; column < columns; column++) {
                    sink.accept(i, column, features[(i - from) * columns + column],
                            contributions[(i - from) * (columns + 1) + column]);
                }
            }
        }
    }

    /** Over the samples that have a value; NaN if they do not differ. */
    private static double correlation(double[] values, double[] contributions) {
        int[] known = IntStream.range(0, values.length).filter(i -> !Double.isNaN(values[i])).toArray();
        return known.length < 2 ? Double.NaN : new SpearmansCorrelation().correlation(
                IntStream.of(known).mapToDouble(i -> values[i]).toArray(),
                IntStream.of(known).mapToDouble(i -> contributions[i]).toArray());
    }

    @Override
    public String toString() {
        return "At most " + most + " features per user that drive the scores of: " + fitted;
    }
}
