package org.foresale.insight.audience;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.evaluate.Calibration;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Subgroup;
import org.foresale.insight.internal.NaturalShare;
import org.foresale.insight.internal.Wording;
import org.foresale.learn.Predictor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Plans how many users to address: shows what an audience of any size is expected to contain, and what it contained.
 *
 * <p>Expectations are based on validation users alone. Their scores are turned into probabilities by the
 * {@link Calibration} fitted to them. For the users with the highest probabilities, the mean probability is the
 * expected precision, and the sum of their probabilities over the sum of all probabilities is the expected reach. An
 * audience is a share of the users, so the same plan works for any number of them. Test users only show how well the
 * expectations held: no size, probability or amount is chosen on them. Validation and test users have to be all users
 * of the question, at the base rate.
 */
public final class AudiencePlan {

    private static final int DECILES = 10;
    private static final double[] SIZES = {.01, .05, .1, .2, .3, .5};
    private static final String NOTHING = "–";
    private static final String EXPECTED = "expected";
    private static final String ON_TEST = "on test";
    private static final String ADDRESSED = "users addressed %";

    private final Expectation expectation;
    private final Optional<RankedTestUsers> test;
    private final Optional<Economics> economics;

    private AudiencePlan(Expectation expectation, Optional<RankedTestUsers> test, Optional<Economics> economics) {
        this.expectation = expectation;
        this.test = test;
        this.economics = economics;
    }

    /**
     * Returns a plan based on the scores of validation users.
     *
     * @param validation scores of validation users; calibration turns them into probabilities, and hardly changes
     *     scores that are probabilities already
     * @return the plan
     * @throws IllegalArgumentException if one of the two labels does not occur, or if the scores are in parts
     */
    public static AudiencePlan of(Scores validation) {
        requireOnePlan(validation);
        Calibration calibration = Calibration.fit(validation);
        return new AudiencePlan(Expectation.of(IntStream.range(0, validation.size()).mapToDouble(validation::score)
                .map(calibration::of).toArray()), Optional.empty(), Optional.empty());
    }

    /**
     * Returns a plan based on the validation users of a cohort, with the actual results for its test users.
     *
     * @param cohort    cohort of a question about all active users
     * @param predictor predictor fitted to the cohort
     * @return the plan
     * @throws IllegalArgumentException if the cohort is only a sample of the users, or if the validation or test
     *     samples lack one of the labels
     */
    public static AudiencePlan of(Cohort cohort, Predictor predictor) {
        Samples validation = NaturalShare.of(cohort, Split.VALIDATION);
        Samples test = NaturalShare.of(cohort, Split.TEST);
        return of(predictor.score(validation)).withTest(predictor.score(test), test.users());
    }

    private static void requireOnePlan(Scores scores) {
        scores.requireOnePart();
        if (scores.positives() == 0 || scores.positives() == scores.size()) {
            throw new IllegalArgumentException("a plan needs buyers and non-buyers, but " + scores.positives() + " of "
                    + scores.size() + " users are buyers");
        }
    }

    /**
     * Returns a copy of this plan with the actual results for test users.
     *
     * @param scores scores of the test users by the same predictor; users with equal scores are addressed in this order
     * @param users  user of each score, as a number that identifies the user
     * @return the new plan
     * @throws IllegalArgumentException if the numbers of users and scores differ, if one of the two labels does not
     *     occur, or if the scores are in parts
     */
    public AudiencePlan withTest(Scores scores, int[] users) {
        requireOnePlan(scores);
        return new AudiencePlan(expectation, Optional.of(RankedTestUsers.of(scores, users)), economics);
    }

    /**
     * Returns a copy of this plan with profits.
     *
     * @param costPerContact cost of addressing one user, in any currency
     * @param marginPerBuyer margin of one buyer who is addressed, before that cost, in the same currency
     * @return the new plan
     * @throws IllegalArgumentException if the cost is below 0, if the margin is not above 0, or if one of them is not
     *     finite
     */
    public AudiencePlan withEconomics(double costPerContact, double marginPerBuyer) {
        return new AudiencePlan(expectation, test, Optional.of(new Economics(costPerContact, marginPerBuyer)));
    }

    /**
     * Compares the deciles of the users: the share of buyers that is expected in each with the actual one.
     *
     * @return one row per decile, from 10 for the highest probabilities to 1: decile, users on test, expected share of
     *     buyers, actual share on test with its 95 % interval (without test users, there is no such column)
     */
    public Table deciles() {
        IntColumn decile = IntColumn.create("decile");
        DoubleColumn expected = DoubleColumn.create("share of buyers, expected");
        for (int place = 0; place < DECILES; place++) {
            decile.append(DECILES - place);
            expected.append(expectation.rate(place / (double) DECILES, (place + 1) / (double) DECILES));
        }
        Table table = Table.create("share of buyers by decile", decile, expected);
        test.ifPresent(tested -> {
            IntColumn users = IntColumn.create("users on test");
            StringColumn actual = StringColumn.create("share of buyers, actual, 95 %");
            for (int place = 0; place < DECILES; place++) {
                int from = (int) Math.round(place * tested.size() / (double) DECILES);
                int to = (int) Math.round((place + 1) * tested.size() / (double) DECILES);
                users.append(to - from);
                actual.append(to == from ? NOTHING : tested.between(from, to).share().map(Interval::toString)
                        .orElse(NOTHING));
            }
            table.addColumns(users, actual);
        });
        return table;
    }

    /**
     * Counts the deciles in which what was expected disagrees with what came true.
     *
     * @return in how many of the ten deciles the expected share of buyers lies outside the 95 % interval of the actual
     *     one; 0 without test users
     */
    public int decilesOutside() {
        return test.map(tested -> (int) IntStream.range(0, DECILES).filter(place -> {
            int from = (int) Math.round(place * tested.size() / (double) DECILES);
            int to = (int) Math.round((place + 1) * tested.size() / (double) DECILES);
            double rate = expectation.rate(place / (double) DECILES, (place + 1) / (double) DECILES);
            return to > from && tested.between(from, to).share().filter(share -> !share.contains(rate)).isPresent();
        }).count()).orElse(0);
    }

    /**
     * Returns the plan for audiences of 1, 5, 10, 20, 30 and 50 % of the users.
     *
     * @return the table of {@link #table(double...)}
     */
    public Table table() {
        return table(SIZES);
    }

    /**
     * Returns the plan for audiences of given sizes.
     *
     * @param sizes shares of the users, above 0 and up to 1
     * @return one row per size: users addressed, in percent and as a number (of test users if the plan has them,
     *     otherwise of validation users); expected number of buyers, as mean ± standard deviation √(Σ p(1 - p)) for
     *     independent purchases with probabilities p; expected precision, reach (the share of all buyers who are
     *     addressed) and lift; with economics, the expected profit; with test users, the actual value next to each,
     *     with its 95 % interval over the users
     * @throws IllegalArgumentException if no size is given, or if one is out of range
     */
    public Table table(double... sizes) {
        requireSizes(sizes);
        Table table = Table.create("audiences (" + users() + (test.isPresent() ? " test" : " validation") + " users)",
                DoubleColumn.create(ADDRESSED, Arrays.stream(sizes).map(size -> 100 * size).toArray()),
                IntColumn.create("users", Arrays.stream(sizes).mapToInt(this::addressed).toArray()));
        text(table, "buyers expected", sizes, this::buyers);
        test.ifPresent(tested -> table.addColumns(IntColumn.create("buyers found", Arrays.stream(sizes)
                .mapToInt(size -> tested.highest(addressed(size)).found()).toArray())));
        expected(table, "precision", sizes, expectation::precision);
        measured(table, "precision", sizes, Subgroup::share);
        expected(table, "reach", sizes, expectation::reach);
        measured(table, "reach", sizes, Subgroup::reach);
        expected(table, "lift", sizes, expectation::lift);
        measured(table, "lift", sizes, Subgroup::lift);
        if (economics.isPresent()) {
            text(table, "profit expected", sizes, this::profitExpected);
            if (test.isPresent()) {
                text(table, "profit on test, 95 %", sizes, this::profitOnTest);
            }
        }
        return table;
    }

    /**
     * Computes precision and reach for audiences of given sizes, for a line chart or a chart with a slider.
     *
     * @param sizes shares of the users, above 0 and up to 1
     * @return one row per size and figure: users addressed in percent; name of the figure, such as "precision,
     *     expected"; its value as a share; and whether it is expected or measured on test users
     * @throws IllegalArgumentException if no size is given, or if one is out of range
     */
    public Table curve(double... sizes) {
        requireSizes(sizes);
        Table curve = Table.create("audiences", DoubleColumn.create(ADDRESSED), StringColumn.create("figure"),
                DoubleColumn.create("share"), StringColumn.create("source"));
        for (double size : sizes) {
            point(curve, size, "precision", EXPECTED, expectation.precision(size));
            test.ifPresent(tested -> point(curve, size, "precision", ON_TEST,
                    (double) tested.highest(addressed(size)).found() / addressed(size)));
            point(curve, size, "reach", EXPECTED, expectation.reach(size));
            test.ifPresent(tested -> point(curve, size, "reach", ON_TEST,
                    (double) tested.highest(addressed(size)).found() / tested.highest(tested.size()).found()));
        }
        return curve;
    }

    private static void point(Table curve, double size, String figure, String source, double share) {
        curve.doubleColumn(ADDRESSED).append(100 * size);
        curve.stringColumn("figure").append(figure + ", " + source);
        curve.doubleColumn("share").append(share);
        curve.stringColumn("source").append(source);
    }

    /**
     * Tells at how many sizes what was expected agrees with what came true.
     *
     * @param sizes shares of the users, above 0 and up to 1
     * @return a sentence: of precision and of reach, at how many sizes the expected value lies in the interval of 95 %
     *     of the actual one
     * @throws IllegalArgumentException if there is no size, or if one is out of range
     * @throws IllegalStateException if the plan has no test users
     */
    public String verdict(double... sizes) {
        requireSizes(sizes);
        RankedTestUsers tested = test.orElseThrow(() -> new IllegalStateException(
                "the plan knows no test users: give them with withTest"));
        return String.format(Locale.ROOT, "The expected precision lies in the interval of the actual precision at %d"
                + " of %d sizes of the audience, and the expected reach in that of the actual reach at %d.",
                agreeing(sizes, expectation::precision, size -> tested.highest(addressed(size)).share()), sizes.length,
                agreeing(sizes, expectation::reach, size -> tested.highest(addressed(size)).reach()));
    }

    private static long agreeing(double[] sizes, Function<Double, Double> value,
            Function<Double, Optional<Interval>> actual) {
        return Arrays.stream(sizes).boxed()
                .filter(size -> actual.apply(size).filter(found -> found.contains(value.apply(size))).isPresent())
                .count();
    }

    /**
     * Returns the size with the highest expected profit: all users whose probability is above the break-even precision
     * (as in Elkan 2001).
     *
     * @return a share of the users; 0 if no user is expected to bring in more than a contact costs
     * @throws IllegalStateException if the plan has no economics
     */
    public double mostProfitableSize() {
        return expectation.mostProfitable(requireEconomics());
    }

    /**
     * Describes the audience with the highest expected profit.
     *
     * @return measures and their values: cost, margin, break-even precision; the most profitable size according to the
     *     expected probabilities and its expected profit, as mean ± standard deviation; with test users, the actual
     *     profit of that size, and the profit of addressing all of them, each with its 95 % interval over the users
     * @throws IllegalStateException if the plan has no economics
     */
    public Table economics() {
        Economics amounts = requireEconomics();
        double size = mostProfitableSize();
        StringColumn measure = StringColumn.create("measure", "cost per contact", "margin per buyer",
                "break-even precision", "most profitable size, by the expected probabilities", "users addressed",
                "profit expected");
        StringColumn value = StringColumn.create("value", Wording.amount(amounts.costPerContact()),
                Wording.amount(amounts.marginPerBuyer()),
                String.format(Locale.ROOT, "%.3f", amounts.breakEvenPrecision()),
                String.format(Locale.ROOT, "%.1f %% of the users", 100 * size),
                String.format(Locale.ROOT, "%,d of %,d", addressed(size), users()), profitExpected(size));
        if (test.isPresent()) {
            measure.append("profit on test, 95 %").append("profit on test of addressing all, 95 %");
            value.append(profitOnTest(size)).append(profitOnTest(1));
        }
        return Table.create("most profitable audience", measure, value);
    }

    private Economics requireEconomics() {
        return economics.orElseThrow(() -> new IllegalStateException(
                "the plan knows neither cost nor margin: give them with withEconomics"));
    }

    private static void requireSizes(double... sizes) {
        if (sizes.length == 0) {
            throw new IllegalArgumentException("there is no size of an audience");
        }
        for (double size : sizes) {
            if (!(size > 0 && size <= 1)) {
                throw new IllegalArgumentException("the size of an audience is " + size
                        + ", but a share of the users, above 0 and up to 1");
            }
        }
    }

    private int users() {
        return test.map(RankedTestUsers::size).orElse(expectation.users());
    }

    private int addressed(double size) {
        return Expectation.addressed(size, users());
    }

    private String buyers(double size) {
        return String.format(Locale.ROOT, "%.1f ± %.1f", expectation.buyers(addressed(size), size),
                expectation.sd(addressed(size), size));
    }

    private String profitExpected(double size) {
        Economics amounts = requireEconomics();
        int addressed = addressed(size);
        return Wording.amount(amounts.profit(addressed, expectation.buyers(addressed, size))) + " ± "
                + Wording.amount(amounts.marginPerBuyer() * expectation.sd(addressed, size));
    }

    /** Of a given number of users addressed, the profit goes with the precision; so does its interval. */
    private String profitOnTest(double size) {
        Economics amounts = requireEconomics();
        int addressed = addressed(size);
        return test.flatMap(tested -> tested.highest(addressed).share()).map(precision -> String.format("%s [%s, %s]",
                Wording.amount(amounts.profit(addressed, addressed * precision.estimate())),
                Wording.amount(amounts.profit(addressed, addressed * precision.low())),
                Wording.amount(amounts.profit(addressed, addressed * precision.high())))).orElse(Wording.amount(0));
    }

    private static void text(Table table, String title, double[] sizes, Function<Double, String> cell) {
        table.addColumns(StringColumn.create(title, Arrays.stream(sizes).boxed().map(cell).toList()));
    }

    private static void expected(Table table, String figure, double[] sizes, Function<Double, Double> value) {
        table.addColumns(DoubleColumn.create(figure + " expected", Arrays.stream(sizes).boxed().map(value).toList()));
    }

    private void measured(Table table, String figure, double[] sizes, Function<Subgroup, Optional<Interval>> value) {
        test.ifPresent(tested -> text(table, figure + " on test, 95 %", sizes, size ->
                value.apply(tested.highest(addressed(size))).map(Interval::toString).orElse(NOTHING)));
    }

    @Override
    public String toString() {
        return "Audience plan" + (economics.isPresent() ? " with costs and values" : "");
    }
}
