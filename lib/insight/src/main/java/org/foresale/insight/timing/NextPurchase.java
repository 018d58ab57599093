package org.foresale.insight.timing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.evaluate.Calibration;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Scores;
import org.foresale.learn.Learner;
import org.foresale.learn.Predictor;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Predicts when the buyers of a category buy it next: the days until then, with an interval that should hold eight in
 * ten.
 *
 * <p>One learner is fitted for each of six horizons, the last of which is the question's; its calibrated probabilities
 * to buy within each of them are the distribution of the time until the next purchase. The naive prediction beside it
 * is the last purchase and the median of the user's own gaps, or of all training users' gaps for a user who bought
 * once. Both are tested on users and in a window that no learner saw.
 */
public final class NextPurchase {

    private static final int HORIZONS = 6;
    private static final double LEVEL = .95;
    private static final int MIN_USERS = 10;

    private final Snapshot question;
    private final int[] days;
    private final List<Predictor> predictors;
    private final List<Calibration> calibrations;
    private final double usualGap;
    private final Tested tested;
    private final String learner;

    private NextPurchase(String learner, Snapshot question, int[] days, List<Predictor> predictors,
            List<Calibration> calibrations, double usualGap, Tested tested) {
        this.learner = learner;
        this.question = question;
        this.days = days;
        this.predictors = predictors;
        this.calibrations = calibrations;
        this.usualGap = usualGap;
        this.tested = tested;
    }

    /** What was predicted for test users, and what came true: days until the next purchase, capped at the horizon. */
    private record Tested(double[] actual, double[] predicted, double[] naive, int inside, double held) {
    }

    /**
     * Fits the learners of all horizons and tests them.
     *
     * @param question the question; its training days, test day and longest horizon are used
     * @param log      the log
     * @param learner  the learner for a horizon in days, such as {@code BgNbdLearner::of}
     * @return the prediction
     * @throws IllegalArgumentException if the horizon is shorter than six days, if a learner refuses the samples, or if
     *     fewer than ten test users had bought the target before
     */
    public static NextPurchase fit(Snapshot question, PurchaseLog log, IntFunction<Learner> learner) {
        if (question.horizon() < HORIZONS) {
            throw new IllegalArgumentException("a horizon of " + question.horizon() + " days: six horizons need at"
                    + " least six days");
        }
        int[] days = IntStream.rangeClosed(1, HORIZONS).map(i -> i * question.horizon() / HORIZONS).toArray();
        List<Predictor> predictors = new ArrayList<>();
        List<Calibration> calibrations = new ArrayList<>();
        Snapshot all = question.withAllActiveUsers();
        for (int horizon : days) {
            Cohort cohort = all.withDays(question.trainCuts(), question.testCut(), horizon).cohort(log);
            Predictor predictor = learner.apply(horizon).fit(cohort);
            Scores validation = predictor.score(cohort.validation());
            predictors.add(predictor);
            calibrations.add(Calibration.fit(validation));
        }
        Cohort cohort = all.cohort(log);
        String name = learner.apply(question.horizon()).name();
        NextPurchase untested = new NextPurchase(name, question, days, predictors, calibrations,
                usualGap(cohort.train()), new Tested(new double[0], new double[0], new double[0], 0, 0));
        return new NextPurchase(name, question, days, predictors, calibrations, untested.usualGap,
                untested.test(buyers(cohort.test()), log));
    }

    /** Samples of users who bought the target before their cuts. */
    private static Samples buyers(Samples samples) {
        int[] places = IntStream.range(0, samples.size()).filter(i -> targetDays(samples, i).length > 0).toArray();
        boolean[] labels = new boolean[places.length];
        for (int i = 0; i < places.length; i++) {
            labels[i] = samples.get(places[i]).label();
        }
        return samples.select(places, labels);
    }

    private static int[] targetDays(Samples samples, int i) {
        History history = samples.history(i);
        return IntStream.range(0, history.size()).filter(line -> samples.isTarget(history.thirdClass(line)))
                .map(history::day).distinct().toArray();
    }

    private static double[] gaps(int[] bought) {
        return IntStream.range(1, bought.length).mapToDouble(i -> bought[i] - bought[i - 1]).toArray();
    }

    /** The median of all gaps of the training users, each looked at on the latest of the days. */
    private static double usualGap(Samples train) {
        int latest = IntStream.range(0, train.size()).map(i -> train.get(i).cut()).max().orElse(0);
        return median(IntStream.range(0, train.size()).filter(i -> train.get(i).cut() == latest)
                .mapToObj(i -> gaps(targetDays(train, i))).flatMapToDouble(Arrays::stream).toArray(),
                Double.POSITIVE_INFINITY);
    }

    private static double median(double[] values, double otherwise) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? otherwise : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private DaysUntil[] daysUntil(Samples samples) {
        double[][] probabilities = new double[samples.size()][days.length];
        for (int h = 0; h < days.length; h++) {
            double[] scores = predictors.get(h).predict(samples);
            for (int i = 0; i < scores.length; i++) {
                probabilities[i][h] = calibrations.get(h).of(scores[i]);
            }
        }
        return Arrays.stream(probabilities).map(each -> DaysUntil.of(days, each)).toArray(DaysUntil[]::new);
    }

    /** The naive prediction: at least tomorrow. */
    private double naive(Samples samples, int i) {
        int[] bought = targetDays(samples, i);
        return Math.max(1, bought[bought.length - 1] + median(gaps(bought), usualGap) - samples.get(i).cut() + 1);
    }

    private Tested test(Samples test, PurchaseLog log) {
        if (test.size() < MIN_USERS) {
            throw new IllegalArgumentException(test.size() + " test users had bought " + question.target().name()
                    + " before: too few to test when they buy next");
        }
        DaysUntil[] until = daysUntil(test);
        double cap = question.horizon() + 1.0;
        double[] actual = new double[until.length];
        double[] predicted = new double[until.length];
        double[] naive = new double[until.length];
        int inside = 0;
        for (int i = 0; i < until.length; i++) {
            double days = nextDay(log.history(test.get(i).user()), test, test.get(i).cut());
            actual[i] = Math.min(cap, days);
            predicted[i] = Math.min(cap, until[i].mid());
            naive[i] = Math.min(cap, naive(test, i));
            // What lies beyond the horizon lies at infinity.
            inside += until[i].holds(days > question.horizon() ? Double.POSITIVE_INFINITY : days) ? 1 : 0;
        }
        return new Tested(actual, predicted, naive, inside,
                Arrays.stream(until).mapToDouble(DaysUntil::held).average().orElseThrow());
    }

    private static double nextDay(History history, Samples samples, int cut) {
        for (int line = 0; line < history.size(); line++) {
            if (history.day(line) >= cut && samples.isTarget(history.thirdClass(line))) {
                return history.day(line) - cut + 1.0;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /**
     * Predicts the next purchase of all active users who bought the target before.
     *
     * @param log the log; its classes are named as in the one that the learners were fitted to
     * @param day the first day that is not seen, from the log's second day to the day after its last
     * @return one row a user, the earliest first: user, days until the next purchase (the median), and the days up to
     *     which one and nine in ten users like this one have bought; "later than …" behind the horizon
     * @throws IllegalArgumentException if the day is not in its range, or if the log lacks a class of the target
     */
    public Table predict(PurchaseLog log, LocalDate day) {
        Samples buyers = buyers(Samples.active(log, question.target(), log.frame().cut(day), question.shoppingDays(),
                question.activeWithin()));
        DaysUntil[] until = daysUntil(buyers);
        StringColumn user = StringColumn.create("user");
        StringColumn mid = StringColumn.create("days until the next purchase");
        StringColumn low = StringColumn.create("10 % by");
        StringColumn high = StringColumn.create("90 % by");
        IntStream.range(0, until.length).boxed().sorted((i, j) -> Double.compare(until[i].mid(), until[j].mid()))
                .forEach(i -> {
                    user.append(buyers.userId(i));
                    mid.append(shown(until[i].mid()));
                    low.append(shown(until[i].low()));
                    high.append(shown(until[i].high()));
                });
        return Table.create("next purchase of " + question.target().name() + " from " + day, user, mid, low, high);
    }

    /** Whole days, as they are tested: a purchase within 22.08 days comes on the 23rd day at the latest. */
    private String shown(double days) {
        return Double.isInfinite(days) ? "later than " + question.horizon() : String.valueOf((int) Math.ceil(days));
    }

    /**
     * Returns how far both predictions were from what came true, on test users.
     *
     * @return one row a prediction: mean absolute error in days, where everything behind the horizon counts as one day
     *     behind it; the share of users whose next purchase lay within the interval; and which share should: 0.8 where
     *     the interval ends before the horizon, more where it is open
     */
    public Table test() {
        return Table.create("days until the next purchase, " + tested.actual.length + " test users",
                StringColumn.create("prediction", learner, "median gap"),
                DoubleColumn.create("mean absolute error, days", error(tested.predicted), error(tested.naive)),
                StringColumn.create("within the interval", inside().toString(), "–"),
                StringColumn.create("should be", String.format(Locale.ROOT, "%.3f", tested.held), "–"));
    }

    private Interval inside() {
        return Interval.ofShare((double) tested.inside / tested.actual.length, tested.actual.length);
    }

    private double error(double[] predicted) {
        return IntStream.range(0, predicted.length).mapToDouble(i -> Math.abs(predicted[i] - tested.actual[i]))
                .average().orElseThrow();
    }

    /**
     * Returns by how many days the prediction was nearer to the truth than the median gap.
     *
     * @return the difference of the mean absolute errors with its interval of 95 % over the test users (Student 1908),
     *     above 0 if the learner is nearer
     */
    public Interval gain() {
        double[] gains = IntStream.range(0, tested.actual.length).mapToDouble(i -> Math.abs(tested.naive[i]
                - tested.actual[i]) - Math.abs(tested.predicted[i] - tested.actual[i])).toArray();
        double mean = Arrays.stream(gains).average().orElseThrow();
        double squares = Arrays.stream(gains).map(gain -> (gain - mean) * (gain - mean)).sum();
        double half = new TDistribution(null, gains.length - 1.0).inverseCumulativeProbability((1 + LEVEL) / 2)
                * Math.sqrt(squares / (gains.length - 1) / gains.length);
        return new Interval(mean, mean - half, mean + half, LEVEL);
    }

    /**
     * Tells whether the prediction is nearer to the truth than the median gap, and whether its intervals hold the truth
     * as often as they should.
     *
     * @return two sentences
     */
    public String verdict() {
        Interval gain = gain();
        String shown = gain.contains(0) ? "is not shown to be nearer to the truth than"
                : gain.low() > 0 ? "is nearer to the truth than" : "is further from the truth than";
        return String.format(Locale.ROOT, "The prediction of the next purchase %s the median gap, by %+.1f [%+.1f,"
                + " %+.1f] days at %s. ", shown, gain.estimate(), gain.low(), gain.high(), gain.percent())
                + ofIntervals();
    }

    private String ofIntervals() {
        Interval inside = inside();
        String compared = inside.contains(tested.held) ? "which agrees with"
                : inside.high() < tested.held ? "fewer than" : "more than";
        String so = inside.contains(tested.held) ? "" : inside.high() < tested.held ? ": they are too narrow"
                : ": they are too wide";
        return String.format(Locale.ROOT, "Of its intervals, %.1f %% [%.1f, %.1f] hold the truth, %s the %.1f %% that"
                + " should%s.", 100 * inside.estimate(), 100 * inside.low(), 100 * inside.high(), compared,
                100 * tested.held, so);
    }

    /**
     * Returns what is shown in two sentences.
     *
     * @return the {@link #verdict()}
     */
    @Override
    public String toString() {
        return verdict();
    }
}
