package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.foresale.evaluate.CategoryBoard.Figure;
import org.foresale.evaluate.CategoryBoard.Purchases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class CategoryBoardTest {

    private static final Offset<Double> EXACT = within(1e-12);
    private static final List<CategoryLabels> LABELS = CategoryCases.labels();
    private static final CategoryBoard BOARD = CategoryCases.board();

    private static JsonNode expected(Purchases purchases) {
        return CategoryCases.expected().get("purchases").get(purchases.name());
    }

    /** For each seed, the figure of each category that is measured. */
    private static double[][] expected(String learner, Figure figure, Purchases purchases) {
        return CategoryCases.stream(expected(purchases).get("figures").get(learner))
                .map(seed -> CategoryCases.stream(seed).mapToDouble(each -> each.get(figure.ordinal()).asDouble())
                        .toArray()).toArray(double[][]::new);
    }

    private static double mean(double... values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Purchases.class)
    void figuresAreThoseOfScikitLearn(Purchases purchases) {
        JsonNode expected = expected(purchases);
        int[] measured = CategoryCases.ints(expected.get("measured"));
        assertThat(BOARD.categories(purchases))
                .isEqualTo(IntStream.of(measured).mapToObj(i -> "category " + i).toList());
        for (Figure figure : Figure.values()) {
            double[][] mine = expected("mine", figure, purchases);
            double[][] yours = expected("yours", figure, purchases);
            assertThat(BOARD.macro("mine", figure, purchases).estimate())
                    .isCloseTo(mean(Stream.of(mine).mapToDouble(CategoryBoardTest::mean).toArray()), EXACT);
            assertThat(BOARD.macro("yours", figure, purchases).estimate()).isCloseTo(mean(yours[0]), EXACT);
            Difference difference = BOARD.difference("mine", "yours", figure, purchases);
            Spread bySeed = Spread.of(Stream.of(mine).mapToDouble(seed -> mean(seed) - mean(yours[0])).toArray());
            assertThat(difference.bySeed().mean()).isCloseTo(bySeed.mean(), EXACT);
            assertThat(difference.bySeed().sd()).isCloseTo(bySeed.sd(), EXACT);
            assertThat(difference.interval().estimate()).isCloseTo(bySeed.mean(), EXACT);
            Table table = BOARD.perCategory("mine", figure, purchases);
            assertThat(table.rowCount()).isEqualTo(measured.length);
            for (int i = 0; i < measured.length; i++) {
                int category = i;
                Table row = table.where(table.stringColumn("category").isEqualTo("category " + measured[i]));
                assertThat(row.intColumn("buyers").get(0)).isEqualTo(expected.get("buyers").get(measured[i]).asInt());
                assertThat(row.doubleColumn(figure.toString()).get(0))
                        .isCloseTo(mean(Stream.of(mine).mapToDouble(seed -> seed[category]).toArray()), EXACT);
            }
        }
    }

    @Test
    void categoriesThatFewBuyOrAllAreNotMeasured() {
        for (Purchases purchases : Purchases.values()) {
            JsonNode expected = expected(purchases);
            Table table = BOARD.notMeasured(purchases);
            assertThat(table.rowCount()).isEqualTo(8 - expected.get("measured").size());
            table.forEach(row -> {
                int category = Integer.parseInt(row.getString("category").substring("category ".length()));
                assertThat(row.getInt("buyers")).isEqualTo(expected.get("buyers").get(category).asInt());
                assertThat(row.getInt("non-buyers")).isEqualTo(expected.get("others").get(category).asInt());
                assertThat(Math.min(row.getInt("buyers"), row.getInt("non-buyers"))).isLessThan(10);
            });
        }
        assertThat(BOARD.categories(Purchases.FIRST)).isNotEqualTo(BOARD.categories(Purchases.ALL));
    }

    /** One category in samples of several parts, counted pair by pair. */
    private record Pairs(List<Integer> parts, List<Boolean> labels, List<Double> scores) {

        /** The samples that a resample of the users takes along, one after the other. */
        static Pairs drawn(int category, Purchases purchases, List<double[][]> scores, int[] timesOfUser) {
            Pairs pairs = new Pairs(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int part = 0; part < LABELS.size(); part++) {
                CategoryLabels labels = LABELS.get(part);
                for (int i = 0; i < labels.size(); i++) {
                    boolean isIn = purchases == Purchases.ALL
                            || labels.boughtBefore(i, category) == (purchases == Purchases.AGAIN);
                    for (int time = 0; isIn && time < timesOfUser[labels.users()[i]]; time++) {
                        pairs.parts.add(part);
                        pairs.labels.add(labels.buys(i, category));
                        pairs.scores.add(scores.get(part)[i][category]);
                    }
                }
            }
            return pairs;
        }

        double of(Figure figure) {
            return figure == Figure.ROC_AUC ? rocAuc() : prAuc();
        }

        private double rocAuc() {
            double inOrder = 0;
            int pairs = 0;
            for (int i = 0; i < labels.size(); i++) {
                for (int j = 0; j < labels.size(); j++) {
                    if (labels.get(i) && !labels.get(j) && parts.get(i).equals(parts.get(j))) {
                        pairs++;
                        double above = scores.get(i) - scores.get(j);
                        inOrder += above > 0 ? 1 : above == 0 ? .5 : 0;
                    }
                }
            }
            return inOrder / pairs;
        }

        private double prAuc() {
            return IntStream.range(0, labels.size()).filter(labels::get).mapToDouble(i -> {
                int[] above = IntStream.range(0, labels.size()).filter(j -> parts.get(j).equals(parts.get(i))
                        && scores.get(j) >= scores.get(i)).toArray();
                return (double) IntStream.of(above).filter(labels::get).count() / above.length;
            }).average().orElse(Double.NaN);
        }
    }

    /** Users numbered as they are in the data, each as often as a bootstrap of the same seed draws it. */
    private static int[][] draws(int rounds) {
        int[] users = LABELS.stream().flatMapToInt(part -> Arrays.stream(part.users())).distinct()
                .sorted().toArray();
        SplittableRandom random = new SplittableRandom(1);
        int[][] draws = new int[rounds][users[users.length - 1] + 1];
        for (int[] draw : draws) {
            for (int i = 0; i < users.length; i++) {
                draw[users[random.nextInt(users.length)]]++;
            }
        }
        return draws;
    }

    /** For each round, the mean over the categories that are measured. */
    private static double[] macros(String learner, int seed, Figure figure, Purchases purchases, int[][] draws) {
        List<double[][]> scores = CategoryCases.scores(learner, seed);
        double[] macros = new double[draws.length];
        int[] measured = CategoryCases.ints(expected(purchases).get("measured"));
        for (int i = 0; i < measured.length; i++) {
            int category = measured[i];
            double[] values = Arrays.stream(draws)
                    .mapToDouble(draw -> Pairs.drawn(category, purchases, scores, draw).of(figure)).toArray();
            double moved = figure == Figure.ROC_AUC ? 0
                    : mean(values) - expected(learner, figure, purchases)[seed][i];
            Arrays.setAll(macros, round -> macros[round] + (values[round] - moved) / measured.length);
        }
        return macros;
    }

    @ParameterizedTest
    @EnumSource(Purchases.class)
    void aResampleTakesAllSamplesOfItsUsersAlong(Purchases purchases) {
        int rounds = 70;
        int[][] draws = draws(rounds);
        double[][] weights = Fits.draws(3, 1, 0, rounds);
        CategoryBoard board = BOARD.withRounds(rounds);
        for (Figure figure : Figure.values()) {
            double[][] mine = IntStream.range(0, 3)
                    .mapToObj(seed -> macros("mine", seed, figure, purchases, draws)).toArray(double[][]::new);
            double[] ofMine = IntStream.range(0, rounds).mapToDouble(round -> IntStream.range(0, 3)
                    .mapToDouble(seed -> weights[round][seed] * mine[seed][round]).sum()).toArray();
            isPercentile(board.macro("mine", figure, purchases), ofMine);
            double[] ofYours = macros("yours", 0, figure, purchases, draws);
            isPercentile(board.macro("yours", figure, purchases), ofYours);
            Difference difference = board.difference("mine", "yours", figure, purchases);
            double[] differences = IntStream.range(0, rounds).mapToDouble(i -> ofMine[i] - ofYours[i]).toArray();
            isPercentile(difference.interval(), differences);
            assertThat(difference.pValue()).isEqualTo(new Resamples(0, differences).pValue());
        }
    }

    private static void isPercentile(Interval interval, double[] values) {
        Interval expected = Interval.percentile(interval.estimate(), values, .95);
        assertThat(interval.low()).isCloseTo(expected.low(), EXACT);
        assertThat(interval.high()).isCloseTo(expected.high(), EXACT);
        assertThat(interval.level()).isEqualTo(.95);
    }

    @Test
    void ofThreeSeedsTwoAreDrawn() {
        assertThat(List.of(Fits.draws(3, 1, 0, 500))).allSatisfy(draw -> {
            assertThat(Arrays.stream(draw).sum()).isEqualTo(1);
            assertThat(Arrays.stream(draw).boxed()).isSubsetOf(0., .5, 1.);
        });
        assertThat(Arrays.deepEquals(Fits.draws(3, 1, 0, 9), Fits.draws(3, 1, 1, 9))).as("each side apart").isFalse();
        assertThat(Fits.draws(1, 1, 0, 9)).isDeepEqualTo(Fits.draws(1, 1, 1, 9));
    }

    @Test
    void scoresOfDifferentPartsAreNotCompared() {
        List<double[][]> scores = CategoryCases.scores("yours", 0);
        double[][] lower = Arrays.stream(scores.get(1)).map(row -> Arrays.stream(row).map(score -> score / 8).toArray())
                .toArray(double[][]::new);
        CategoryBoard board = BOARD.with("moved", List.of(scores.get(0), lower));
        for (Purchases purchases : Purchases.values()) {
            for (Figure figure : Figure.values()) {
                assertThat(board.macro("moved", figure, purchases)).isEqualTo(board.macro("yours", figure, purchases));
            }
        }
    }

    /** Averages of learners that know nothing are of chance, and so is the difference. */
    @Test
    void scoresThatKnowNothingAreNoBetterThanChance() {
        Random random = new Random(3);
        CategoryLabels labels = CategoryCases.random(random, 400, 12);
        CategoryBoard board = CategoryBoard.of("null", List.of(labels))
                .with("one", List.<double[][]>of(CategoryCases.noise(random, 400, 12)))
                .with("other", List.<double[][]>of(CategoryCases.noise(random, 400, 12)));
        for (Purchases purchases : Purchases.values()) {
            Interval macro = board.macro("one", Figure.ROC_AUC, purchases);
            assertThat(macro.contains(.5)).isTrue();
            assertThat(macro.estimate()).isCloseTo(.5, within(.02));
            // The standard error of an AUC by chance (Mann and Whitney 1947), if the categories tell 12 times as much.
            double perLabel = purchases == Purchases.ALL ? 200 : 100;
            assertThat(macro.standardError()).isCloseTo(Math.sqrt((2 * perLabel + 1) / (12 * perLabel * perLabel) / 12),
                    within(.1 * macro.standardError()));
            for (Figure figure : Figure.values()) {
                Difference difference = board.difference("one", "other", figure, purchases);
                assertThat(difference.interval().contains(0)).isTrue();
                assertThat(difference.finding()).isEqualTo("no difference");
            }
        }
        Table table = board.perCategoryDifference("one", "other", Figure.ROC_AUC, Purchases.ALL);
        assertThat(table.rowCount()).isEqualTo(12);
        assertThat(table.stringColumn("shown").asSet()).containsExactly("no difference");
    }

    @Test
    void theIntervalOfAveragePrecisionIsAboutTheFigure() {
        Random random = new Random(4);
        CategoryLabels labels = CategoryCases.random(random, 60, 40);
        CategoryBoard board = CategoryBoard.of("null", List.of(labels))
                .with("one", List.<double[][]>of(CategoryCases.noise(random, 60, 40)));
        Interval macro = board.macro("one", Figure.PR_AUC, Purchases.ALL);
        assertThat((macro.low() + macro.high()) / 2)
                .isCloseTo(macro.estimate(), within(.1 * (macro.high() - macro.low())));
    }

    /** A board of so many users, on which "good" is always right and "bad" always wrong. */
    private static CategoryBoard rightAndWrong(int users, int categories) {
        CategoryLabels labels = CategoryCases.random(new Random(5), users, categories);
        return CategoryBoard.of("sure", List.of(labels))
                .with("good", List.<double[][]>of(CategoryCases.sure(labels, true)))
                .with("bad", List.<double[][]>of(CategoryCases.sure(labels, false)));
    }

    @Test
    void whatIsBetterIsShown() {
        CategoryBoard board = rightAndWrong(100, 3);
        Difference difference = board.difference("good", "bad", Figure.ROC_AUC, Purchases.ALL);
        assertThat(difference).hasToString("good less bad, macro ROC AUC over 3 categories, all: "
                + "+1.000 [+1.000, +1.000] at 95 % — good is higher");
        Table against = board.differences("bad", Figure.ROC_AUC, Purchases.AGAIN);
        assertThat(against.name()).isEqualTo("macro ROC AUC over 3 categories, buys again less that of bad");
        assertThat(against.stringColumn("learner").asList()).containsExactly("good");
        assertThat(against.stringColumn("shown").asList()).containsExactly("higher");
        Table pairs = board.differences(List.of(Map.entry("bad", "good")), Figure.PR_AUC, Purchases.FIRST);
        assertThat(pairs.stringColumn("learners").asList()).containsExactly("bad less good");
        assertThat(pairs.stringColumn("shown").asList()).containsExactly("lower");
        Table perCategory = board.perCategoryDifference("bad", "good", Figure.ROC_AUC, Purchases.ALL);
        assertThat(perCategory.columnNames())
                .containsExactly("category", "buyers", "difference", "low", "high", "p, Holm", "shown");
        assertThat(perCategory.doubleColumn("difference").asList()).containsOnly(-1.);
        assertThat(perCategory.doubleColumn("low").asList()).containsOnly(-1.);
        assertThat(perCategory.stringColumn("p, Holm").asList()).containsOnly("0.0060");
        assertThat(perCategory.stringColumn("shown").asList()).containsOnly("lower");
    }

    @Test
    void ofFewUsersNothingIsShown() {
        // Forty samples, but of nine users.
        CategoryLabels all = CategoryCases.random(new Random(6), 40, 2);
        List<BitSet> buys = IntStream.range(0, 40).mapToObj(i -> CategoryCases.bits(IntStream.range(0, 2)
                .filter(category -> all.buys(i, category)).toArray())).toList();
        CategoryLabels labels = CategoryLabels.of(all.categories(), IntStream.range(0, 40).map(i -> i % 9).toArray(),
                buys, buys);
        CategoryBoard board = CategoryBoard.of("few", List.of(labels))
                .with("good", List.<double[][]>of(CategoryCases.sure(labels, true)))
                .with("bad", List.<double[][]>of(CategoryCases.sure(labels, false)));
        Difference difference = board.difference("good", "bad", Figure.ROC_AUC, Purchases.ALL);
        assertThat(difference.users()).isEqualTo(9);
        assertThat(difference.finding()).isEqualTo("too few to tell");
        assertThat(board.perCategoryDifference("good", "bad", Figure.ROC_AUC, Purchases.ALL).stringColumn("shown")
                .asList()).containsOnly("too few to tell");
        assertThatThrownBy(() -> board.macro("good", Figure.ROC_AUC, Purchases.AGAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no category of \"few\" has 10 samples of each label among \"buys again\":"
                        + " test on more users");
        assertThat(board.macroTable(Figure.ROC_AUC).row(0).getString("buys again")).isEmpty();
    }

    /** All who buy are one user, who is missing from a third of the resamples: there is no interval. */
    @Test
    void anIntervalThatHardlyExistsIsMissing() {
        int[] users = IntStream.range(0, 40).map(i -> i < 12 ? 0 : i).toArray();
        List<BitSet> buys = IntStream.range(0, 40)
                .mapToObj(i -> i < 12 ? CategoryCases.bits(0) : CategoryCases.bits()).toList();
        CategoryLabels labels = CategoryLabels.of(List.of("milk"), users, buys, buys);
        CategoryBoard board = CategoryBoard.of("one buyer", List.of(labels))
                .with("good", List.<double[][]>of(CategoryCases.sure(labels, true)))
                .with("bad", List.<double[][]>of(CategoryCases.sure(labels, false)));
        Table table = board.perCategory("good", Figure.ROC_AUC, Purchases.ALL);
        assertThat(table.doubleColumn("ROC AUC").get(0)).isEqualTo(1);
        assertThat(table.doubleColumn("low").isMissing(0)).isTrue();
        assertThat(table.doubleColumn("high").isMissing(0)).isTrue();
        Table difference = board.perCategoryDifference("good", "bad", Figure.PR_AUC, Purchases.ALL);
        assertThat(difference.stringColumn("p, Holm").get(0)).isEqualTo("1.0000");
        assertThat(difference.stringColumn("shown").get(0)).isEqualTo("too few to tell");
        assertThatThrownBy(() -> board.macro("good", Figure.ROC_AUC, Purchases.ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than a tenth of the resamples");
    }

    @Test
    void aCategoryNeedsAPartWithBothLabels() {
        List<CategoryLabels> parts = Stream.of(CategoryCases.bits(0), CategoryCases.bits())
                .map(buys -> CategoryLabels.of(List.of("milk"), IntStream.range(0, 20).toArray(),
                        Collections.nCopies(20, buys), Collections.nCopies(20, buys))).toList();
        CategoryBoard board = CategoryBoard.of("apart", parts);
        assertThat(board.categories(Purchases.ALL)).isEmpty();
        assertThat(board.notMeasured(Purchases.ALL).row(0).getInt("buyers")).isEqualTo(20);
    }

    @Test
    void pValuesOfManyCategoriesAreThoseOfStudent() {
        CategoryCases.stream(CategoryCases.expected().get("pValues")).forEach(each -> {
            double error = each.get("error").asDouble();
            // Two numbers whose standard deviation is the error.
            Resamples resamples = new Resamples(each.get("mean").asDouble(),
                    new double[] {error / Math.sqrt(2), -error / Math.sqrt(2)});
            assertThat(resamples.pValue(each.get("users").asInt()))
                    .isCloseTo(each.get("pValue").asDouble(), within(1e-6 * each.get("pValue").asDouble()));
        });
        assertThat(new Resamples(0, new double[9]).pValue(10)).isEqualTo(1);
        assertThat(new Resamples(1, new double[] {1, 1 + 1e-9}).pValue(10_000)).isPositive().isLessThan(1e-300);
    }

    @Test
    void tablesAreInTheOrderOfBuyers() {
        Table table = BOARD.perCategory("yours", Figure.PR_AUC, Purchases.ALL);
        assertThat(table.columnNames()).containsExactly("category", "buyers", "PR AUC", "low", "high");
        assertThat(table.intColumn("buyers").asList()).isSortedAccordingTo((one, other) -> other - one);
        table.forEach(row -> assertThat(row.getDouble("PR AUC"))
                .isBetween(row.getDouble("low"), row.getDouble("high")));
        table.forEach(row -> isRow(row, "PR AUC", BOARD.only(List.of(row.getString("category")))
                .macro("yours", Figure.PR_AUC, Purchases.ALL)));
        Table differences = BOARD.perCategoryDifference("mine", "yours", Figure.ROC_AUC, Purchases.FIRST);
        assertThat(differences.intColumn("buyers").asList()).isSortedAccordingTo((one, other) -> other - one);
        differences.forEach(row -> isRow(row, "difference", BOARD.only(List.of(row.getString("category")))
                .difference("mine", "yours", Figure.ROC_AUC, Purchases.FIRST).interval()));
    }

    private static void isRow(Row row, String column, Interval alone) {
        assertThat(row.getDouble(column)).isCloseTo(alone.estimate(), EXACT);
        assertThat(row.getDouble("low")).isCloseTo(alone.low(), EXACT);
        assertThat(row.getDouble("high")).isCloseTo(alone.high(), EXACT);
    }

    @Test
    void theMacroTableHasAColumnForEachKindOfPurchase() {
        Table table = BOARD.macroTable(Figure.ROC_AUC);
        assertThat(table.columnNames()).containsExactly("learner", "all", "buys again", "first purchase");
        assertThat(table.stringColumn("learner").asList()).isEqualTo(BOARD.learners()).containsExactly("mine", "yours");
        for (Purchases purchases : Purchases.values()) {
            assertThat(table.row(1).getString(purchases.toString()))
                    .isEqualTo(BOARD.macro("yours", Figure.ROC_AUC, purchases).toString());
        }
    }

    @Test
    void fewerCategoriesAreABoardOfTheirOwn() {
        CategoryBoard some = BOARD.only(List.of("category 4", "category 1"));
        assertThat(some.categories(Purchases.ALL)).containsExactly("category 1", "category 4");
        double[] mine = Stream.of(expected("mine", Figure.ROC_AUC, Purchases.ALL))
                .mapToDouble(seed -> mean(seed[1], seed[4])).toArray();
        assertThat(some.macro("mine", Figure.ROC_AUC, Purchases.ALL).estimate()).isCloseTo(mean(mine), EXACT);
        assertThat(some.difference("mine", "yours", Figure.ROC_AUC, Purchases.ALL).figure())
                .isEqualTo("macro ROC AUC over 2 categories, all");
    }

    @Test
    void theSameDifferenceForEachKindOfPurchase() {
        assertThat(BOARD.differencesByPurchases("mine", "yours", Figure.ROC_AUC)).containsExactly(
                BOARD.difference("mine", "yours", Figure.ROC_AUC, Purchases.ALL),
                BOARD.difference("mine", "yours", Figure.ROC_AUC, Purchases.AGAIN),
                BOARD.difference("mine", "yours", Figure.ROC_AUC, Purchases.FIRST));
    }

    @Test
    void groupsByBuyersHoldEachCategoryOnce() {
        int[] buyers = CategoryCases.ints(expected(Purchases.ALL).get("buyers"));
        List<Map.Entry<String, Difference>> groups =
                BOARD.differencesByBuyers("mine", "yours", Figure.ROC_AUC, Purchases.ALL, 2);
        List<Integer> byBuyers = IntStream.of(CategoryCases.ints(expected(Purchases.ALL).get("measured"))).boxed()
                .sorted(Comparator.comparing(category -> buyers[category])).toList();
        int half = byBuyers.size() / 2;
        assertThat(groups).hasSize(2);
        for (int group = 0; group < 2; group++) {
            List<Integer> of = byBuyers.subList(group == 0 ? 0 : half, group == 0 ? half : byBuyers.size());
            assertThat(groups.get(group).getKey())
                    .isEqualTo(buyers[of.get(0)] + " to " + buyers[of.get(of.size() - 1)] + " buyers");
            assertThat(groups.get(group).getValue()).isEqualTo(BOARD.only(of.stream().map(i -> "category " + i)
                    .toList()).difference("mine", "yours", Figure.ROC_AUC, Purchases.ALL));
        }
        refused("9 groups", () -> BOARD.differencesByBuyers("mine", "yours", Figure.ROC_AUC, Purchases.ALL, 9));
        refused("0 groups", () -> BOARD.differencesByBuyers("mine", "yours", Figure.ROC_AUC, Purchases.ALL, 0));
    }

    @Test
    void calibrationIsThatOfScikitLearn() {
        for (String learner : BOARD.learners()) {
            JsonNode expected = CategoryCases.expected().get("calibration").get(learner);
            Table table = BOARD.calibration(learner);
            assertThat(table.rowCount()).isEqualTo(8);
            assertThat(table.intColumn("buyers").asList()).isSortedAccordingTo((one, other) -> other - one);
            table.forEach(row -> {
                JsonNode each = expected.get(Integer.parseInt(row.getString("category").substring(9)));
                assertThat(row.getInt("buyers")).isEqualTo(each.get("buyers").asInt());
                assertThat(row.getDouble("mean probability")).isCloseTo(each.get("mean").asDouble(), EXACT);
                assertThat(row.getDouble("share of buyers")).isCloseTo(each.get("share").asDouble(), EXACT);
                assertThat(row.getDouble("Brier")).isCloseTo(each.get("brier").asDouble(), EXACT);
                assertThat(row.isMissing("Brier skill")).isEqualTo(each.get("skill").isNull());
                if (!each.get("skill").isNull()) {
                    assertThat(row.getDouble("Brier skill")).isCloseTo(each.get("skill").asDouble(), EXACT);
                }
            });
        }
    }

    @Test
    void nothingDependsOnThreadsOrOnWhatWasAskedBefore() throws Exception {
        CategoryBoard asked = CategoryCases.board();
        asked.withRounds(2000).macro("mine", Figure.PR_AUC, Purchases.ALL);
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            for (Figure figure : Figure.values()) {
                assertThat(one.submit(() -> CategoryCases.board().macro("mine", figure, Purchases.ALL)).get())
                        .isEqualTo(BOARD.macro("mine", figure, Purchases.ALL))
                        .isEqualTo(asked.macro("mine", figure, Purchases.ALL));
            }
        } finally {
            one.shutdown();
        }
    }

    @Test
    void scoresMayChangeLater() {
        List<double[][]> scores = CategoryCases.scores("yours", 0);
        CategoryBoard board = BOARD.with("copied", scores);
        scores.forEach(part -> Arrays.stream(part).forEach(row -> Arrays.fill(row, .5)));
        assertThat(board.macro("copied", Figure.ROC_AUC, Purchases.ALL))
                .isEqualTo(BOARD.macro("yours", Figure.ROC_AUC, Purchases.ALL));
    }

    private static void refused(String why, Runnable asked) {
        assertThatThrownBy(asked::run).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        CategoryLabels two = CategoryCases.random(new Random(7), 20, 2);
        CategoryLabels three = CategoryCases.random(new Random(7), 20, 3);
        refused("there are no labels", () -> CategoryBoard.of("test", List.of()));
        refused("part 1 is of the categories category 0, category 1, category 2, part 0 of category 0, category 1",
                () -> CategoryBoard.of("test", List.of(two, three)));
        refused("1 users", () -> CategoryBoard.of("test", List.of(CategoryLabels.of(List.of("milk"), new int[1],
                List.of(new BitSet()), List.of(new BitSet())))));
        CategoryBoard board = CategoryBoard.of("test", List.of(two, two));
        double[][] fits = CategoryCases.noise(new Random(8), 20, 2);
        refused("mine has scores of 1 parts, but the board has 2", () -> board.with("mine", List.<double[][]>of(fits)));
        refused("mine has scores of 19 samples in part 1, but the board has 20",
                () -> board.with("mine", List.of(fits, Arrays.copyOf(fits, 19))));
        refused("mine scores sample 0 of part 0 for 3 categories, but the board has 2",
                () -> board.with("mine", List.of(CategoryCases.noise(new Random(8), 20, 3), fits)));
        for (double wrong : new double[] {-.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            double[][] scores = CategoryCases.noise(new Random(8), 20, 2);
            scores[3][1] = wrong;
            refused("the score of mine for sample 3 of part 1 and the category \"category 1\" is " + wrong,
                    () -> board.with("mine", List.of(fits, scores)));
        }
        refused("at least 1 round, not 0", () -> board.withRounds(0));
        refused("of the categories category 1, cheese only 1 are on the board",
                () -> board.only(List.of("category 1", "cheese")));
        refused("only 0 are on the board", () -> board.only(List.of()));
    }

    @Test
    void whoIsNotOnTheBoardIsRefused() {
        String why = "\"nobody\" is not on the board, which has [mine, yours]";
        refused(why, () -> BOARD.macro("nobody", Figure.ROC_AUC, Purchases.ALL));
        refused(why, () -> BOARD.difference("mine", "nobody", Figure.ROC_AUC, Purchases.ALL));
        refused(why, () -> BOARD.differences("nobody", Figure.ROC_AUC, Purchases.ALL));
        refused(why, () -> BOARD.perCategory("nobody", Figure.ROC_AUC, Purchases.ALL));
        refused(why, () -> BOARD.perCategoryDifference("nobody", "mine", Figure.ROC_AUC, Purchases.ALL));
        refused(why, () -> BOARD.calibration("nobody"));
        refused("there is no pair", () -> BOARD.differences(List.of(), Figure.ROC_AUC, Purchases.ALL));
        refused("compares a learner with itself",
                () -> BOARD.differences(List.of(Map.entry("mine", "mine")), Figure.ROC_AUC, Purchases.ALL));
        CategoryBoard twoSeeds = BOARD.with("yours", CategoryCases.scores("mine", 0));
        refused("mine has 3 seeds, but yours has 2",
                () -> twoSeeds.difference("mine", "yours", Figure.ROC_AUC, Purchases.ALL));
        refused("mine has 3 seeds, but yours has 2",
                () -> twoSeeds.perCategoryDifference("mine", "yours", Figure.ROC_AUC, Purchases.ALL));
    }
}
