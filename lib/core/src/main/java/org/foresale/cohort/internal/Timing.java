package org.foresale.cohort.internal;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.foresale.cohort.Samples;
import org.foresale.internal.regression.LogisticRegression;
import org.foresale.internal.trees.BoostedTrees;
import org.foresale.log.History;

/**
 * A model that knows nothing of what was bought, only when: the day of the last purchase, the number of shopping days,
 * the days from the last purchase to the cut and from the first, and the day of the cut.
 *
 * <p>It is the mean, in log-odds, of two models. A logistic regression on the logarithms (ridge: le Cessie and van
 * Houwelingen 1992) finds what goes one way, however little there is of it; small gradient-boosted trees (XGBoost: Chen
 * and Guestrin 2016) find a pattern of any shape, as a leak may have. Days are dates, so that a model can be asked
 * about the samples of another log.
 */
public final class Timing {

    /** Number of weights of the regression. */
    public static final int TERMS = 4;

    private static final int FEATURES = 5;
    private static final int ROUNDS = 60;
    private static final Map<String, Object> PARAMETERS = Map.of("max_depth", 2, "eta", 0.05, "min_child_weight", 10);
    private static final double PENALTY = 10;

    /** A term that varies less is constant but for rounding. */
    private static final double MIN_DEVIATION = 1e-9;
    /** Keeps the log-odds of what is as good as certain finite. */
    private static final double BOUND = 1e-6;

    private final BoostedTrees trees;
    private final LogisticRegression regression;

    private Timing(BoostedTrees trees, LogisticRegression regression) {
        this.trees = trees;
        this.regression = regression;
    }

    /**
     * Fits the model.
     *
     * @param train samples to fit to
     * @return the model
     * @throws IllegalArgumentException if there is no sample, or if all have the same label
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Timing fit(Samples train) {
        train.requireBothLabels("training");
        return new Timing(BoostedTrees.fit(features(train), train.labels(), PARAMETERS, ROUNDS), regression(train));
    }

    /**
     * Predicts the probability that a sample is a buyer; the samples' labels are not looked at.
     *
     * @param samples the samples
     * @return for each sample a number between 0 and 1, larger where a purchase is likelier
     */
    public double[] predict(Samples samples) {
        double[] predicted = trees.predict(features(samples));
        for (int i = 0; i < predicted.length; i++) {
            double logOdds = (logOdds(predicted[i]) + logOdds(regression.predict(terms(samples, i)))) / 2;
            predicted[i] = 1 / (1 + Math.exp(-logOdds));
        }
        return predicted;
    }

    /**
     * Puts a model together from what was saved of it; nothing in it is believed before it is checked.
     *
     * @param trees      what {@link #trees()} gave
     * @param regression what {@link #regression()} gave
     * @return the model
     * @throws IllegalArgumentException if they are not of such a model; the message says why
     */
    public static Timing of(byte[] trees, LogisticRegression regression) {
        if (regression.weights().length != TERMS) {
            throw new IllegalArgumentException("a regression on timing has " + TERMS + " weights, not "
                    + regression.weights().length);
        }
        return new Timing(BoostedTrees.fromJson(trees, FEATURES), regression);
    }

    /**
     * Gives the trees, to be saved.
     *
     * @return XGBoost's own JSON model, text in UTF-8
     */
    public byte[] trees() {
        return trees.toJson();
    }

    /**
     * Gives the regression, to be saved.
     *
     * @return its weights are of the logarithm of the shopping days, of the logarithms of one day more than those since
     *     the last purchase and since the first, and of the date of the cut in years since 1970
     */
    public LogisticRegression regression() {
        return regression;
    }

    private static float[] features(Samples samples) {
        float[] features = new float[samples.size() * FEATURES];
        for (int i = 0; i < samples.size(); i++) {
            History history = samples.history(i);
            int cut = samples.get(i).cut();
            int at = i * FEATURES;
            if (history.isEmpty()) {
                Arrays.fill(features, at, at + FEATURES, Float.NaN);
            } else {
                int last = history.day(history.size() - 1);
                features[at] = samples.date(last).toEpochDay();
                features[at + 1] = history.shoppingDays();
                features[at + 2] = cut - last;
                features[at + 3] = cut - history.day(0);
                features[at + 4] = samples.date(cut).toEpochDay();
            }
        }
        return features;
    }

    /** Is fitted on one scale, so that the penalty treats all terms alike; the scale is then in the weights. */
    private static LogisticRegression regression(Samples train) {
        double[][] rows = IntStream.range(0, train.size()).mapToObj(i -> terms(train, i)).toArray(double[][]::new);
        double[] mean = new double[TERMS];
        double[] deviation = new double[TERMS];
        for (int j = 0; j < TERMS; j++) {
            int term = j;
            double[] column = Arrays.stream(rows).mapToDouble(row -> row[term]).toArray();
            mean[j] = StatUtils.mean(column);
            deviation[j] = Math.sqrt(StatUtils.populationVariance(column, mean[j]));
            for (double[] row : rows) {
                row[j] = deviation[j] > MIN_DEVIATION ? (row[j] - mean[j]) / deviation[j] : 0;
            }
        }
        LogisticRegression scaled = LogisticRegression.fit(rows, train.labels(), PENALTY);
        double[] weights = scaled.weights();
        double intercept = scaled.intercept();
        for (int j = 0; j < TERMS; j++) {
            weights[j] = deviation[j] > MIN_DEVIATION ? weights[j] / deviation[j] : 0;
            intercept -= weights[j] * mean[j];
        }
        return LogisticRegression.of(weights, intercept);
    }

    private static double[] terms(Samples samples, int i) {
        History history = samples.history(i);
        int cut = samples.get(i).cut();
        double year = samples.date(cut).toEpochDay() / 365.25;
        if (history.isEmpty()) {
            // A user without a history is as good as new: first seen today.
            return new double[] {0, 0, 0, year};
        }
        return new double[] {Math.log(history.shoppingDays()), Math.log1p(cut - history.day(history.size() - 1)),
            Math.log1p(cut - history.day(0)), year};
    }

    private static double logOdds(double probability) {
        double bounded = Math.min(Math.max(probability, BOUND), 1 - BOUND);
        return Math.log(bounded / (1 - bounded));
    }
}
