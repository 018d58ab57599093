package org.foresale.internal.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresale.Expected;
import org.junit.jupiter.api.Test;

class BoostedTreesTest {

    private static final int ROWS = 500;
    private static final Map<String, Object> DEPTH = Map.of("max_depth", 3);
    private static final boolean[] TWO = {true, false};

    @Test
    void treesFindWhichFeatureTellsTheLabel() {
        Random random = new Random(1);
        float[] features = new float[2 * ROWS];
        boolean[] labels = new boolean[ROWS];
        for (int row = 0; row < ROWS; row++) {
            features[2 * row] = random.nextFloat();
            features[2 * row + 1] = random.nextInt(10) == 0 ? Float.NaN : random.nextFloat();
            labels[row] = features[2 * row] > .4 && features[2 * row] < .7;
        }
        BoostedTrees trees = BoostedTrees.fit(features, labels, DEPTH, 30);
        double[] probabilities = trees.predict(new float[] {.55f, .9f, .1f, .9f, .55f, Float.NaN, .9f, Float.NaN});
        assertThat(probabilities[0]).isGreaterThan(.9).isBetween(0.0, 1.0);
        assertThat(probabilities[1]).isLessThan(.1);
        assertThat(probabilities[2]).isGreaterThan(.9);
        assertThat(probabilities[3]).isLessThan(.1);
        assertThat(BoostedTrees.fit(features, labels, DEPTH, 30).predict(features)).isEqualTo(trees.predict(features));
        assertThat(trees.predict(new float[0])).isEmpty();
        assertThat(trees.rounds()).isEqualTo(30);
    }

    @Test
    void scoresAreThoseOfXgboostInPython() {
        Stored stored = Stored.rows();
        for (JsonNode each : Expected.of("boostedTrees").get("cases")) {
            BoostedTrees trees = BoostedTrees.fit(stored.train(), stored.trainLabels(), parameters(each),
                    each.get("rounds").intValue());
            assertThat(trees.predict(stored.validation()))
                    .containsExactly(numbers(each.get("predictions")), within(1e-5));
        }
    }

    @Test
    void validationStopsWhereItStopsXgboostInPython() {
        Stored stored = Stored.rows();
        for (JsonNode each : Expected.of("boostedTrees").get("cases")) {
            List<Double> losses = new ArrayList<>();
            BoostedTrees trees = stored.stopped(parameters(each), 600, 30, (round, most, loss) -> {
                losses.add(loss);
                assertThat(losses).hasSize(round);
                assertThat(most).isEqualTo(600);
            });
            assertThat(trees.rounds()).isEqualTo(each.get("bestRounds").intValue());
            assertThat(losses.stream().mapToDouble(loss -> loss).toArray())
                    .containsExactly(numbers(each.get("losses")), within(1e-5));
            assertThat(trees.predict(stored.validation()))
                    .containsExactly(numbers(each.get("bestPredictions")), within(1e-5));
            BoostedTrees asMany = BoostedTrees.fit(stored.train(), stored.trainLabels(), parameters(each),
                    trees.rounds());
            assertThat(asMany.predict(stored.validation())).isEqualTo(trees.predict(stored.validation()));
        }
    }

    @Test
    void aWeightIsWorthAsManyCopies() {
        // 90 rows of which 30 are true, then each of these twice: features of few values are cut alike in both.
        Random random = new Random(5);
        float[] features = new float[2 * 120];
        boolean[] labels = new boolean[120];
        for (int row = 0; row < 120; row++) {
            labels[row] = row < 30 || row >= 90;
            boolean copy = row >= 90;
            features[2 * row] = copy ? features[2 * (row - 90)] : random.nextInt(8) + (labels[row] ? 2 : 0);
            features[2 * row + 1] = copy ? features[2 * (row - 90) + 1] : random.nextInt(8);
        }
        float[] once = Arrays.copyOf(features, 2 * 90);
        boolean[] onceLabels = Arrays.copyOf(labels, 90);
        List<Double> losses = new ArrayList<>();
        List<Double> weightedLosses = new ArrayList<>();
        BoostedTrees copies = BoostedTrees.fit(features, labels, features, labels, DEPTH, 20, 20, true,
                (round, most, loss) -> losses.add(loss));
        BoostedTrees weighted = BoostedTrees.fit(once, onceLabels, once, onceLabels, DEPTH, 20, 20, true,
                (round, most, loss) -> weightedLosses.add(loss));
        BoostedTrees unweighted = BoostedTrees.fit(once, onceLabels, once, onceLabels, DEPTH, 20, 20, false,
                RoundListener.NONE);
        assertThat(weighted.predict(once)).containsExactly(copies.predict(once), within(1e-5));
        assertThat(weightedLosses.stream().mapToDouble(loss -> loss).toArray())
                .containsExactly(losses.stream().mapToDouble(loss -> loss).toArray(), within(1e-5));
        assertThat(Arrays.stream(weighted.predict(once)).average().orElseThrow())
                .isGreaterThan(Arrays.stream(unweighted.predict(once)).average().orElseThrow() + .05);
    }

    @Test
    void whereLabelsAreAsManyNothingWeighsMore() {
        float[] features = new float[200];
        boolean[] labels = new boolean[100];
        for (int row = 0; row < 100; row++) {
            labels[row] = row % 2 == 0;
            features[2 * row] = row % 7 + (labels[row] ? 1 : 0);
        }
        assertThat(BoostedTrees.fit(features, labels, features, labels, DEPTH, 5, 5, true, RoundListener.NONE).toJson())
                .isEqualTo(BoostedTrees.fit(features, labels, features, labels, DEPTH, 5, 5, RoundListener.NONE)
                        .toJson());
    }

    @Test
    void patienceAndTheMostRoundsBoundTheTrees() {
        Stored stored = Stored.rows();
        Map<String, Object> greedy = Map.of("max_depth", 6, "eta", 1.5);
        List<Integer> rounds = new ArrayList<>();
        BoostedTrees trees = stored.stopped(greedy, 50, 2, (round, most, loss) -> rounds.add(round));
        assertThat(rounds).hasSize(trees.rounds() + 2);
        assertThat(stored.stopped(DEPTH, 3, 30, RoundListener.NONE).rounds()).isEqualTo(3);
    }

    @Test
    void readTreesSayExactlyTheSame() {
        Stored stored = Stored.rows();
        BoostedTrees trees = stored.stopped(Map.of("max_depth", 6, "subsample", .7), 50, 5, RoundListener.NONE);
        BoostedTrees read = BoostedTrees.fromJson(trees.toJson(), Stored.COLUMNS);
        assertThat(read.predict(stored.train())).isEqualTo(trees.predict(stored.train()));
        assertThat(read.rounds()).isEqualTo(trees.rounds());
        assertThat(read.toJson()).isEqualTo(trees.toJson());
    }

    @Test
    void manyRowsAreAskedInPartsAndByManyThreads() {
        Stored stored = Stored.rows();
        BoostedTrees trees = BoostedTrees.fit(stored.train(), stored.trainLabels(), DEPTH, 20);
        double[] once = trees.predict(stored.train());
        int copies = (1 << 20) / stored.train().length + 2;
        float[] many = new float[copies * stored.train().length];
        for (int copy = 0; copy < copies; copy++) {
            System.arraycopy(stored.train(), 0, many, copy * stored.train().length, stored.train().length);
        }
        double[] probabilities = trees.predict(many);
        for (int copy = 0; copy < copies; copy++) {
            assertThat(Arrays.copyOfRange(probabilities, copy * once.length, (copy + 1) * once.length)).isEqualTo(once);
        }
        assertThat(IntStream.range(0, 200).parallel().mapToObj(i -> trees.predict(stored.train())))
                .allSatisfy(each -> assertThat(each).isEqualTo(once));
    }

    @Test
    void anInterruptEndsTheFitting() {
        Stored stored = Stored.rows();
        try {
            assertThatThrownBy(() -> stored.stopped(DEPTH, 50, 50, (round, most, loss) -> {
                if (round == 3) {
                    Thread.currentThread().interrupt();
                }
            })).isInstanceOf(CancellationException.class).hasMessageContaining("3 trees");
            assertThatThrownBy(() -> BoostedTrees.fit(stored.train(), stored.trainLabels(), DEPTH, 5))
                    .isInstanceOf(CancellationException.class).hasMessageContaining("0 trees");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void whatIsNoRowsIsRefused() {
        refused(() -> BoostedTrees.fit(new float[3], TWO, DEPTH, 1), "3 features");
        refused(() -> BoostedTrees.fit(new float[0], new boolean[0], DEPTH, 1), "0 labels");
        refused(() -> BoostedTrees.fit(new float[4], TWO, DEPTH, 0), "not 0");
        refused(() -> BoostedTrees.fit(new float[4], TWO, DEPTH, 5001), "not 5001");
        refused(() -> BoostedTrees.fit(new float[4], new boolean[2], DEPTH, 1), "all 2 labels are false");
        refused(() -> BoostedTrees.fit(new float[4], TWO, Map.of("objective", "reg:squarederror"), 1),
                "reg:squarederror");
        refused(() -> BoostedTrees.fit(new float[4], TWO, DEPTH, 1).predict(new float[3]), "rows of 2");
        assertThatThrownBy(() -> BoostedTrees.fit(new float[4], TWO, Map.of("max_depth", "deep"), 1))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("XGBoost");
    }

    @Test
    void validationRowsThatDoNotFitAreRefused() {
        refused(() -> stopped(new float[6], TWO, 1, 1), "2 validation rows come with 6");
        refused(() -> stopped(new float[5], TWO, 1, 1), "5 features");
        refused(() -> stopped(new float[4], new boolean[2], 1, 1), "all 2 labels are false");
        refused(() -> stopped(new float[4], TWO, 0, 1), "not 0");
        refused(() -> stopped(new float[4], TWO, 1, 0), "patience");
    }

    private static BoostedTrees stopped(float[] validation, boolean[] labels, int rounds, int patience) {
        return BoostedTrees.fit(new float[4], TWO, validation, labels, DEPTH, rounds, patience, RoundListener.NONE);
    }

    private static void refused(ThrowingCallable call, String why) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
    }

    private static Map<String, Object> parameters(JsonNode each) {
        Map<String, Object> parameters = new HashMap<>();
        each.get("parameters").properties().forEach(field ->
                parameters.put(field.getKey(), field.getValue().numberValue()));
        return parameters;
    }

    private static double[] numbers(JsonNode values) {
        return IntStream.range(0, values.size()).mapToDouble(i -> values.get(i).doubleValue()).toArray();
    }
}
