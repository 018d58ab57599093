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
import org.foresale.learn.Predictor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How many users to address: what an audience of any size is expected to hold, and what it held.
 *
 * <p>The expectation is made of validation users alone. Their scores become probabilities by the {@link
 * Calibration} fitted to them; of the users with the highest probabilities, the mean probability is the precision to
 * expect, and its sum over that of all the reach. An audience is a share of the users, so the same plan serves any
 * number of them. Test users only show what came of it: no size, probability or amount is chosen on them. Validation
 * and test users are to be all users of the question, at their natural share of buyers.
 */
public final class AudiencePlan {

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
     * Returns the plan that validation users lead to.
     *
     * @param validation scores of validation users; calibration makes probabilities of them, and leaves those that are
     *                   probabilities already nearly as they are
     * @return the plan
     * @throws IllegalArgumentException if a label is absent, or if the scores are in parts
     */
    public static AudiencePlan of(Scores validation) {
        requireOnePlan(validation);
        Calibration calibration = Calibration.fit(validation);
        return new AudiencePlan(Expectation.of(IntStream.range(0, validation.size()).mapToDouble(validation::score)
                .map(calibration::of).toArray()), Optional.empty(), Optional.empty());
    }

    /**
     * Returns the plan that the validation users of a cohort lead to, beside what came of its test users.
     *
     * @param cohort    a question of all active users
     * @param predictor what was fitted to it
     * @return the plan
     * @throws IllegalArgumentException if the cohort's samples are a draw of the users, or if validation or test lacks
     *     a label
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
     * Returns the plan beside what came of test users.
     *
     * @param scores scores of them by the same predictor; users of equal scores are addressed in this order
     * @param users  the user of each score, as any number that tells users apart
     * @return the new plan
     * @throws IllegalArgumentException if there are not as many users as scores, if a label is absent, or if the
     *     scores are in parts
     */
    public AudiencePlan withTest(Scores scores, int[] users) {
        requireOnePlan(scores);
        return new AudiencePlan(expectation, Optional.of(RankedTestUsers.of(scores, users)), economics);
    }

    /**
     * Returns the plan with profits.
     *
     * @param costPerContact of each user addressed, in any currency
     * @param marginPerBuyer of each buyer addressed, before that cost, in the same currency
     * @return the new plan
     * @throws IllegalArgumentException if the cost is below 0, if the margin is not above 0, or if one is not finite
     */
    public AudiencePlan withEconomics(double costPerContact, double marginPerBuyer) {
        return new AudiencePlan(expectation, test, Optional.of(new Economics(costPerContact, marginPerBuyer)));
    }

    /**
     * Returns the plan for audiences of 1, 5, 10, 20, 30 and 50 % of the users.
     *
     * @return as {@link #table(double...)}
     */
    public Table table() {
        return table(SIZES);
    }

    /**
     * Returns the plan for audiences of some sizes.
     *
     * @param sizes shares of the users, above 0 and up to 1
     * @return one row a size: users addressed, in percent and their number, of the test users if there are any and else
     *     of the validation users; buyers expected, as mean ± standard deviation if each buys by chance, √(Σ p(1 - p))
     *     over their probabilities p; precision, reach (the share of all buyers that is addressed) and lift expected;
     *     with economics the profit expected; with test users, what came true beside each, with the interval of 95 %
     *     over the users
     * @throws IllegalArgumentException if there is no size, or if one is out of range
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
     * Computes precision and reach for audiences of some sizes, for a chart of lines or one with a slider.
     *
     * @param sizes shares of the users, above 0 and up to 1
     * @return one row a size and figure: users addressed in percent; the figure, such as "precision, expected"; its
     *     share; and whether it is expected or found on test users
     * @throws IllegalArgumentException if there is no size, or if one is out of range
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
     * Returns the size that is expected to bring most: all users whose probability is above the break-even precision
     * (as in Elkan 2001).
     *
     * @return a share of the users; 0 if none is expected to bring more than it costs
     * @throws IllegalStateException if the plan has no economics
     */
    public double mostProfitableSize() {
        return expectation.mostProfitable(requireEconomics());
    }

    /**
     * Returns the audience that is expected to bring most.
     *
     * @return measures and their values: cost, margin, break-even precision; the most profitable size by the expected
     *     probabilities and its profit, as mean ± standard deviation; with test users, what that size brought of them,
     *     and what addressing all of them would have brought, each with the interval of 95 % over the users
     * @throws IllegalStateException if the plan has no economics
     */
    public Table economics() {
        Economics amounts = requireEconomics();
        double size = mostProfitableSize();
        StringColumn measure = StringColumn.create("measure", "cost per contact", "margin per buyer",
                "break-even precision", "most profitable size, by the expected probabilities", "users addressed",
                "profit expected");
        StringColumn value = StringColumn.create("value", amount(amounts.costPerContact()),
                amount(amounts.marginPerBuyer()), String.format(Locale.ROOT, "%.3f", amounts.breakEvenPrecision()),
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
        return amount(amounts.profit(addressed, expectation.buyers(addressed, size))) + " ± "
                + amount(amounts.marginPerBuyer() * expectation.sd(addressed, size));
    }

    /** Of a given number of users addressed, the profit goes with the precision; so does its interval. */
    private String profitOnTest(double size) {
        Economics amounts = requireEconomics();
        int addressed = addressed(size);
        return test.flatMap(tested -> tested.highest(addressed).share()).map(precision -> String.format("%s [%s, %s]",
                amount(amounts.profit(addressed, addressed * precision.estimate())),
                amount(amounts.profit(addressed, addressed * precision.low())),
                amount(amounts.profit(addressed, addressed * precision.high())))).orElse(amount(0));
    }

    private static String amount(double money) {
        return String.format(Locale.ROOT, "%,.2f", money);
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
