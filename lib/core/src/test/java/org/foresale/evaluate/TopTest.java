package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.foresale.evaluate.CategoryBoard.Purchases;
import org.foresale.evaluate.CategoryBoard.Top;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tech.tablesaw.api.Table;

/** Categories ranked for samples. */
class TopTest {

    private static final Offset<Double> EXACT = within(1e-9);
    private static final CategoryBoard BOARD = CategoryCases.board();

    private static double[] expected(String learner, Top top, int n, Purchases purchases) {
        JsonNode seeds = CategoryCases.expected().get("purchases").get(purchases.name()).get("top").get(learner)
                .get(String.valueOf(n));
        return CategoryCases.stream(seeds).mapToDouble(seed -> seed.get(top.name()).asDouble()).toArray();
    }

    @ParameterizedTest
    @EnumSource(Purchases.class)
    void figuresAreThoseOfSortingAndOfScikitLearn(Purchases purchases) {
        for (Top top : Top.values()) {
            for (int n : new int[] {1, 2, 5}) {
                Spread mine = Spread.of(expected("mine", top, n, purchases));
                double yours = expected("yours", top, n, purchases)[0];
                assertThat(BOARD.top("mine", top, n, purchases).estimate()).isCloseTo(mine.mean(), EXACT);
                assertThat(BOARD.top("yours", top, n, purchases).estimate()).isCloseTo(yours, EXACT);
                Difference difference = BOARD.topDifference("mine", "yours", top, n, purchases);
                assertThat(difference.interval().estimate()).isCloseTo(mine.mean() - yours, EXACT);
                assertThat(difference.bySeed().mean()).isCloseTo(mine.mean() - yours, EXACT);
                assertThat(difference.bySeed().sd()).isCloseTo(mine.sd(), EXACT);
                assertThat(difference.users()).isEqualTo(CategoryCases.expected().get("purchases")
                        .get(purchases.name()).get("top").get("mine").get("1").get(0).get("users").asInt());
                assertThat(difference.figure()).isEqualTo(top + " at " + n + ", " + purchases);
            }
        }
    }

    /** Of all categories each sample buys one, so the users are those that a bootstrap of a mean draws. */
    @Test
    void intervalsAreThoseOfAMean() {
        int[] users = CategoryCases.labels().stream().flatMapToInt(part -> Arrays.stream(part.users())).toArray();
        assertThat(BOARD.top("yours", Top.HIT_RATE, 2, Purchases.ALL)).satisfies(interval -> {
            Interval mean = Bootstrap.mean(users, hits("yours", 0)).orElseThrow();
            assertThat(interval.estimate()).isCloseTo(mean.estimate(), EXACT);
            assertThat(interval.low()).isCloseTo(mean.low(), EXACT);
            assertThat(interval.high()).isCloseTo(mean.high(), EXACT);
        });
        double[] ofFirst = hits("mine", 0);
        double[] ofSecond = hits("yours", 0);
        CategoryBoard board = BOARD.with("one seed", CategoryCases.scores("mine", 0));
        Interval paired = board.topDifference("one seed", "yours", Top.HIT_RATE, 2, Purchases.ALL).interval();
        Interval mean = Bootstrap.mean(users, IntStream.range(0, users.length)
                .mapToDouble(i -> ofFirst[i] - ofSecond[i]).toArray()).orElseThrow();
        assertThat(paired.low()).isCloseTo(mean.low(), EXACT);
        assertThat(paired.high()).isCloseTo(mean.high(), EXACT);
    }

    /** For each sample, whether one of its two highest categories is bought. */
    private static double[] hits(String learner, int seed) {
        List<CategoryLabels> parts = CategoryCases.labels();
        List<double[][]> scores = CategoryCases.scores(learner, seed);
        return IntStream.range(0, parts.size()).boxed().flatMapToDouble(part ->
                IntStream.range(0, parts.get(part).size()).mapToDouble(sample -> {
                    double[] row = scores.get(part)[sample];
                    return IntStream.range(0, row.length).boxed()
                            .sorted((one, other) -> Double.compare(row[other], row[one])).limit(2)
                            .anyMatch(category -> parts.get(part).buys(sample, category)) ? 1 : 0;
                })).toArray();
    }

    @Test
    void seedsAreDrawnToo() {
        double[] means = expected("mine", Top.RECALL, 2, Purchases.FIRST);
        CategoryBoard board = BOARD.withRounds(20);
        double[][] weights = Fits.draws(3, 1, 0, 20);
        List<Resamples> seeds = IntStream.range(0, 3).mapToObj(seed -> CategoryFit.of("mine",
                CategoryPairs.of(CategoryCases.labels()), CategoryCases.scores("mine", seed)).top(Purchases.FIRST)
                .means(List.of(new TopRanks.At(Top.RECALL, 2)), 20).get(0)).toList();
        double[] values = IntStream.range(0, 20).mapToDouble(round -> IntStream.range(0, 3)
                .mapToDouble(seed -> weights[round][seed] * seeds.get(seed).values()[round]).sum()).toArray();
        Interval expected = Interval.percentile(Spread.of(means).mean(), values, .95);
        Interval interval = board.top("mine", Top.RECALL, 2, Purchases.FIRST);
        assertThat(interval.low()).isCloseTo(expected.low(), EXACT);
        assertThat(interval.high()).isCloseTo(expected.high(), EXACT);
    }

    @Test
    void theTableHasListsOfFiveTenAndTwentyBelowEachOther() {
        Table table = BOARD.topTable(Purchases.AGAIN);
        assertThat(table.columnNames())
                .containsExactly("learner", "categories in the list", "hit rate", "recall", "NDCG");
        int learners = BOARD.learners().size();
        assertThat(table.stringColumn("learner").asList().subList(0, learners)).isEqualTo(BOARD.learners());
        assertThat(table.stringColumn("learner").asList().subList(2 * learners, 3 * learners))
                .isEqualTo(BOARD.learners());
        assertThat(table.intColumn(1).unique().asList()).containsExactlyInAnyOrder(5, 10, 20);
        assertThat(table.row(1).getInt(1)).isEqualTo(5);
        assertThat(table.row(1).getString("NDCG"))
                .isEqualTo(BOARD.top("yours", Top.NDCG, 5, Purchases.AGAIN).toString());
        assertThat(table.row(2 * learners).getInt(1)).isEqualTo(20);
        assertThat(table.row(2 * learners).getString("recall")).isEqualTo("1.000 [1.000, 1.000]");
    }

    @Test
    void ofEqualScoresTheFirstIsHigher() {
        List<BitSet> buysSecond = Collections.nCopies(4, CategoryCases.bits(1));
        CategoryLabels labels = CategoryLabels.of(List.of("milk", "bread", "cheese"), new int[] {0, 1, 2, 3},
                buysSecond, Collections.nCopies(4, new BitSet()));
        double[][] equal = new double[4][3];
        CategoryBoard board = CategoryBoard.of("ties", List.of(labels)).with("equal", List.<double[][]>of(equal));
        assertThat(board.top("equal", Top.HIT_RATE, 1, Purchases.ALL).estimate()).isZero();
        assertThat(board.top("equal", Top.HIT_RATE, 2, Purchases.ALL).estimate()).isEqualTo(1);
        assertThat(board.top("equal", Top.NDCG, 2, Purchases.ALL).estimate())
                .isCloseTo(Math.log(2) / Math.log(3), EXACT);
        assertThat(board.only(List.of("bread", "cheese")).top("equal", Top.HIT_RATE, 1, Purchases.ALL).estimate())
                .isEqualTo(1);
        assertThatThrownBy(() -> board.top("equal", Top.RECALL, 1, Purchases.AGAIN))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"buys again\" on \"ties\"");
        assertThatThrownBy(() -> board.top("equal", Top.RECALL, 0, Purchases.ALL))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a list of 0 categories");
        assertThatThrownBy(() -> board.topDifference("equal", "nobody", Top.RECALL, 1, Purchases.ALL))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"nobody\" is not on the board");
    }
}
