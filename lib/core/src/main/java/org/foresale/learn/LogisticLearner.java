package org.foresale.learn;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.internal.regression.LogisticRegression;
import org.foresale.log.ForesaleException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Fits a logistic regression to how recently and how often a user bought anything, and the target: a baseline that a
 * marketing department could compute by hand.
 *
 * <p>Features are standardised by their mean and standard deviation in training, so that the weights can be compared. A
 * ridge penalty shrinks the weights towards 0 (le Cessie and van Houwelingen 1992).
 *
 * @param penalty factor of half the squared norm of the weights, which is added to the sum of the log losses, 0 or more
 */
public record LogisticLearner(double penalty) implements Learner {

    /**
     * Names of the features, in order. "log" is log(1 + x); if the target was never bought, its last purchase is set to
     * one day before the first purchase of any product.
     */
    public static final List<String> FEATURES = List.of("log days since the last purchase", "log shopping days",
            "log tenure in days", "target bought", "log days since the last purchase of the target",
            "log days with the target", "log lines of the target in 60 days", "share of the target in all lines");

    private static final double PENALTY = 1;

    /**
     * Checks the penalty.
     *
     * @throws IllegalArgumentException if it is below 0 or not finite
     */
    public LogisticLearner {
        if (!(penalty >= 0 && penalty < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the penalty is " + penalty + ", not a finite number of 0 or more");
        }
    }

    /** Creates the learner with a penalty of 1. */
    public LogisticLearner() {
        this(PENALTY);
    }

    @Override
    public String name() {
        return "logistic regression";
    }

    @Override
    public Fitted fit(Cohort cohort) {
        return fit(cohort.train(), cohort.validation());
    }

    @Override
    public Fitted fit(Samples train, Samples validation) {
        boolean[] labels = train.requireBothLabels("training").labels();
        double[][] rows = IntStream.range(0, train.size()).mapToObj(i -> row(train, i)).toArray(double[][]::new);
        Scale scale = Scale.of(rows);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = scale.scaled(rows[i]);
        }
        return new Fitted(scale, LogisticRegression.fit(rows, labels, penalty));
    }

    private static double[] row(Samples samples, int i) {
        double[] habits = Habit.all(samples, i);
        double lines = Habit.LINES.in(habits);
        double targetLines = Habit.TARGET_LINES.in(habits);
        // A user without a history is as good as new: bought today for the first time.
        double tenure = lines == 0 ? 0 : Habit.TENURE.in(habits);
        double recency = lines == 0 ? 0 : Habit.RECENCY.in(habits);
        return new double[] {
            Math.log1p(recency), Math.log1p(Habit.SHOPPING_DAYS.in(habits)),
            Math.log1p(tenure), targetLines > 0 ? 1 : 0,
            Math.log1p(targetLines > 0 ? Habit.TARGET_RECENCY.in(habits) : tenure + 1),
            Math.log1p(Habit.TARGET_DAYS.in(habits)), Math.log1p(Habit.TARGET_LINES_60.in(habits)),
            lines == 0 ? 0 : targetLines / lines};
    }

    /** Predicts with a fitted regression and the scale of its features. */
    public static final class Fitted implements Predictor {

        /** Kind of its parts. */
        public static final String KIND = "logistic regression";

        private static final String WEIGHTS = "regression.json";

        private final Scale scale;
        private final LogisticRegression regression;

        private Fitted(Scale scale, LogisticRegression regression) {
            this.scale = scale;
            this.regression = regression;
        }

        /**
         * Reads the predictor from its parts.
         *
         * @param parts its parts
         * @return the predictor
         * @throws ForesaleException if they were not returned by {@link #parts}
         */
        public static Fitted read(PredictorParts parts) {
            parts.requireKind(KIND);
            Saved saved = parts.json(WEIGHTS, Saved.class);
            return new Fitted(saved.scale, LogisticRegression.of(
                    saved.weights.stream().mapToDouble(Double::doubleValue).toArray(), saved.intercept));
        }

        @Override
        public double[] predict(Samples samples) {
            return IntStream.range(0, samples.size())
                    .mapToDouble(i -> regression.predict(scale.scaled(row(samples, i)))).toArray();
        }

        /**
         * Returns the weights of the regression.
         *
         * @return one row per feature: its name, and the change of the log-odds per standard deviation of the feature
         */
        public Table coefficients() {
            return Table.create("coefficients", StringColumn.create("feature", FEATURES),
                    DoubleColumn.create("weight", regression.weights()));
        }

        @Override
        public PredictorParts parts() {
            List<Double> weights = DoubleStream.of(regression.weights()).boxed().toList();
            return PredictorParts.of(KIND).withJson(WEIGHTS, new Saved(scale, weights, regression.intercept()));
        }

        /** What is saved; an absent number is not taken for 0. */
        private record Saved(Scale scale, List<Double> weights, Double intercept) {

            Saved {
                if (scale == null || intercept == null) {
                    throw new IllegalArgumentException("the scale or the intercept is missing");
                }
                weights = Scale.checked("weights", weights, FEATURES.size());
                Scale.checked("means", scale.mean(), FEATURES.size());
                Scale.checked("intercept", List.of(intercept), 1);
            }
        }

        @Override
        public String toString() {
            return "Logistic regression, fitted";
        }
    }
}
