package org.foresale.learn;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.DoubleStream;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;

/**
 * Recommends what goes with what a user bought before, by lifts of pairs of categories.
 *
 * <p>Users who had bought a category and those who had not have a popularity each. The lift of an earlier category j
 * and a later one k is the number of training samples with j that buy k, over the number that these popularities make
 * one expect, 10 added to both (shrinkage after DuMouchel 1999). The log-odds of a user are those of the popularity,
 * plus a strength times the sum of the logarithms of the lifts of all that the user bought before.
 */
record ItemToItem() implements CategoryLearner {

    private static final double SHRINKAGE = 10;
    private static final double[] STRENGTHS = {.02, .05, .1, .2, .4};
    private static final double NEAREST = 1e-6;
    /** What is saved of as many is 100 MB. */
    private static final int MAX_CATEGORIES = 5_000;

    @Override
    public String name() {
        return "item to item";
    }

    @Override
    public CategoryPredictor fit(CategorySamples train, CategorySamples validation) {
        train.requireBothLabels("training").requireValidation(validation);
        int size = train.categories().size();
        if (size > MAX_CATEGORIES) {
            throw new IllegalArgumentException("item to item has a number for any two categories, of at most "
                    + MAX_CATEGORIES + ", not of " + size + ": ask for fewer, with more buyers, by withMinBuyers");
        }
        double[][] popularity = popularity(train, size);
        double[][] bought = new double[size][size];
        double[][] expected = new double[size][size];
        for (int i = 0; i < train.size(); i++) {
            BitSet before = train.boughtBefore(i);
            BitSet buys = train.buys(i);
            double[] share = shares(before, popularity);
            before.stream().forEach(item -> {
                buys.stream().forEach(next -> bought[item][next]++);
                double[] row = expected[item];
                for (int next = 0; next < size; next++) {
                    row[next] += share[next];
                }
            });
        }
        float[] lifts = new float[size * size];
        for (int at = 0; at < lifts.length; at++) {
            lifts[at] = (float) Math.log((bought[at / size][at % size] + SHRINKAGE)
                    / (expected[at / size][at % size] + SHRINKAGE));
        }
        return DoubleStream.of(STRENGTHS).mapToObj(strength ->
                        new Fitted(train.categories(), strength, logOdds(popularity), lifts))
                .min(Comparator.comparingDouble(fitted -> logLoss(fitted.predict(validation), validation)))
                .orElseThrow();
    }

    /** First of those who had not bought a category, then of those who had; one buyer and one other are added. */
    private static double[][] popularity(CategorySamples train, int size) {
        double[][] positives = new double[2][size];
        double[][] all = new double[2][size];
        Arrays.stream(positives).forEach(row -> Arrays.fill(row, 1));
        Arrays.stream(all).forEach(row -> Arrays.fill(row, 2));
        for (int i = 0; i < train.size(); i++) {
            for (int category = 0; category < size; category++) {
                int had = train.boughtBefore(i, category) ? 1 : 0;
                all[had][category]++;
                positives[had][category] += train.buys(i, category) ? 1 : 0;
            }
        }
        for (int had = 0; had < 2; had++) {
            double[] shares = positives[had];
            double[] samples = all[had];
            Arrays.setAll(shares, category -> shares[category] / samples[category]);
        }
        return positives;
    }

    private static double[] shares(BitSet before, double[][] popularity) {
        double[] shares = popularity[0].clone();
        before.stream().forEach(category -> shares[category] = popularity[1][category]);
        return shares;
    }

    private static float[] logOdds(double[][] popularity) {
        float[] logOdds = new float[2 * popularity[0].length];
        for (int at = 0; at < logOdds.length; at++) {
            double share = popularity[at / popularity[0].length][at % popularity[0].length];
            logOdds[at] = (float) Math.log(share / (1 - share));
        }
        return logOdds;
    }

    private static double logLoss(double[][] scores, CategorySamples samples) {
        double loss = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int category = 0; category < scores[i].length; category++) {
                double said = samples.buys(i, category) ? scores[i][category] : 1 - scores[i][category];
                loss -= Math.log(Math.max(NEAREST, said));
            }
        }
        return loss;
    }

    /**
     * The lifts.
     *
     * @param categories what is asked for
     * @param strength   how much a lift adds
     * @param logOdds    of the popularity of each category among those who had not bought it, then among those who had
     * @param lifts      logarithms of the lifts, for each earlier category a row of the later ones
     */
    record Fitted(Categories categories, double strength, float[] logOdds, float[] lifts)
            implements CategoryPredictor {

        /** What its parts are called. */
        static final String KIND = "item to item of categories";

        private static final String SETTINGS = "settings.json";
        private static final String LOG_ODDS = "log-odds.bin";
        private static final String LIFTS = "lifts.bin";
        private static final float LARGEST = 100;

        static Fitted read(PredictorParts parts) {
            parts.requireKind(KIND);
            Settings settings = parts.json(SETTINGS, Settings.class);
            long size = settings.categories().size();
            return new Fitted(settings.categories(), settings.strength(), parts.floats(LOG_ODDS, 2 * size, LARGEST),
                    parts.floats(LIFTS, size * size, LARGEST));
        }

        @Override
        public double[][] predict(CategorySamples samples) {
            samples.requireCategories(categories);
            int size = categories.size();
            double[][] scores = new double[samples.size()][size];
            for (int i = 0; i < scores.length; i++) {
                double[] row = scores[i];
                BitSet before = samples.boughtBefore(i);
                Arrays.setAll(row, category -> logOdds[before.get(category) ? size + category : category]);
                before.stream().forEach(item -> {
                    for (int next = 0; next < size; next++) {
                        row[next] += strength * lifts[item * size + next];
                    }
                });
                Arrays.setAll(row, category -> 1 / (1 + Math.exp(-row[category])));
            }
            return scores;
        }

        @Override
        public PredictorParts parts() {
            return PredictorParts.of(KIND).withJson(SETTINGS, new Settings(categories, strength))
                    .withFloats(LOG_ODDS, logOdds).withFloats(LIFTS, lifts);
        }

        @Override
        public String toString() {
            return "Item to item, fitted to " + categories.size() + " categories";
        }
    }

    /** What is saved as JSON. */
    private record Settings(Categories categories, Double strength) {

        Settings {
            if (categories == null || strength == null || !(strength >= 0 && strength <= 1)) {
                throw new IllegalArgumentException("the categories are missing, or the strength is " + strength
                        + ", not 0 to 1");
            }
        }
    }
}
