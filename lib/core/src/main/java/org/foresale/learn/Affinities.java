package org.foresale.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.cohort.UserFolds;
import org.foresale.internal.regression.LogisticRegression;
import org.foresale.internal.regression.SparseRows;

/**
 * All affinities of users to the target, fitted to training samples.
 *
 * @param classes what the weights are of
 * @param weights for each {@link Affinity} in its order the weights of the classes, and the intercept as the last
 */
record Affinities(BoughtClasses classes, List<List<Double>> weights) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the classes are missing, or if the weights are not one row of numbers within
     *     1e9 of 0 for each affinity, as long as the classes are many and one more
     */
    Affinities {
        if (classes == null || weights == null || weights.size() != Affinity.values().length) {
            throw new IllegalArgumentException("affinities have classes and " + Affinity.values().length
                    + " rows of weights, but " + (classes == null ? "no class" : weights == null ? "no weight"
                    : weights.size() + " rows") + " came");
        }
        int columns = classes.columns();
        weights = weights.stream().map(row -> Scale.checked("weights", row, columns + 1)).toList();
    }

    /** The affinities for samples like the given ones, of both labels. */
    static Affinities fit(Samples train) {
        BoughtClasses classes = BoughtClasses.fit(train);
        return fit(classes, classes.of(train, 0, train.size()), train.labels());
    }

    private static Affinities fit(BoughtClasses classes, SparseRows bought, boolean[] labels) {
        return new Affinities(classes, Arrays.stream(Affinity.values())
                .map(affinity -> row(affinity.fit(classes, bought, labels))).toList());
    }

    private static List<Double> row(LogisticRegression fitted) {
        List<Double> row = new ArrayList<>(DoubleStream.of(fitted.weights()).boxed().toList());
        row.add(fitted.intercept());
        return row;
    }

    /**
     * Tells what affinities say of the very samples that they are fitted to, without knowing their labels: those of the
     * users of a fold come from affinities that are fitted to all other folds.
     *
     * @param train the training samples, of both labels
     * @param folds which user is in which fold
     * @return for each sample one number an affinity
     * @throws IllegalArgumentException if the samples outside a fold have one label only
     */
    static double[][] crossFitted(Samples train, UserFolds folds) {
        BoughtClasses classes = BoughtClasses.fit(train);
        SparseRows bought = classes.of(train, 0, train.size());
        boolean[] labels = train.labels();
        int[] foldOf = folds.of(train);
        double[][] all = new double[train.size()][];
        for (int fold = 0; fold < folds.count(); fold++) {
            int now = fold;
            int[] inside = IntStream.range(0, foldOf.length).filter(i -> foldOf[i] == now).toArray();
            int[] outside = IntStream.range(0, foldOf.length).filter(i -> foldOf[i] != now).toArray();
            if (inside.length == 0) {
                continue;
            }
            Affinities others = fit(classes, bought.rows(outside), labels(labels, outside, now));
            double[][] said = others.of(bought.rows(inside));
            for (int k = 0; k < inside.length; k++) {
                all[inside[k]] = said[k];
            }
        }
        return all;
    }

    private static boolean[] labels(boolean[] labels, int[] rows, int fold) {
        boolean[] some = new boolean[rows.length];
        int positives = 0;
        for (int k = 0; k < rows.length; k++) {
            some[k] = labels[rows[k]];
            positives += some[k] ? 1 : 0;
        }
        if (positives == 0 || positives == rows.length) {
            throw new IllegalArgumentException("outside fold " + fold + " of the training users, " + positives + " of "
                    + rows.length + " samples are buyers: affinities need buyers and others in several folds, so take "
                    + "more users");
        }
        return some;
    }

    /** What the affinities say of some of the samples, whose labels are not looked at. */
    double[][] of(Samples samples, int from, int to) {
        return of(classes.of(samples, from, to));
    }

    private double[][] of(SparseRows bought) {
        double[][] said = new double[bought.size()][Affinity.values().length];
        for (Affinity affinity : Affinity.values()) {
            double[] row = weights.get(affinity.ordinal()).stream().mapToDouble(Double::doubleValue).toArray();
            for (int i = 0; i < said.length; i++) {
                said[i][affinity.ordinal()] = affinity.of(row, row[row.length - 1], bought, i);
            }
        }
        return said;
    }
}
