package org.foresale.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.log.ForesaleException;
import org.foresale.log.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

/** What learners make of a log in which a third of the users buy regularly. */
class FittedLearnersTest {

    private static final Cohort COHORT = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40).cohort(RandomLogs.log(11, 600));
    private static final BoostedTreesLearner TREES = BoostedTreesLearner.withDefaults();

    static Stream<Learner> learners() {
        return Stream.of(TREES, new LogisticLearner(), BgNbdLearner.of(40), Blend.of(TREES, new LogisticLearner()));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void regularBuyersAreForeseen(Learner learner) {
        Predictor predictor = learner.fit(COHORT);
        Samples test = COHORT.test();
        assertThat(Metrics.of(Scores.of(test.labels(), predictor.predict(test))).rocAuc()).isGreaterThan(.8);
    }

    @Test
    void settingsAreChangedOneAtATime() {
        BoostedTreesLearner trees = BoostedTreesLearner.withDefaults();
        assertThat(trees.withDepth(2).withMinChildWeight(5).withShares(.9, .3)).isEqualTo(new BoostedTreesLearner(2,
                trees.rate(), 5, .9, .3, trees.rounds(), trees.patience(), false, trees.seed(), trees.listener()));
        assertThatThrownBy(() -> trees.withShares(0, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0");
        assertThatThrownBy(() -> new LogisticLearner(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1.0");
        assertThat(new LogisticLearner()).hasToString("LogisticLearner[penalty=1.0]");
        double free = length(new LogisticLearner(1e-6));
        assertThat(length(new LogisticLearner())).isBetween(0.01 * free, free);
        assertThat(length(new LogisticLearner(1e9))).isCloseTo(0, within(1e-4));
    }

    /** Length of the weights of a regression. */
    private static double length(LogisticLearner learner) {
        return Math.sqrt(learner.fit(COHORT).coefficients().doubleColumn("weight")
                .asList().stream().mapToDouble(weight -> weight * weight).sum());
    }

    @Test
    void namesTellWhatIsFitted() {
        assertThat(learners().map(Learner::name)).containsExactly("XGBoost", "logistic regression", "BG/NBD",
                "blend of XGBoost and logistic regression");
    }

    @Test
    void treesAreToldOfAndStopBeforeTheyAreTooMany() {
        List<Integer> rounds = new ArrayList<>();
        BoostedTreesLearner.Fitted fitted = TREES.withListener((round, most, loss) -> {
            rounds.add(round);
            assertThat(most).isEqualTo(600);
            assertThat(loss).isBetween(0.0, 1.0);
        }).fit(COHORT);
        assertThat(rounds).hasSizeBetween(31, 599).hasSize(fitted.rounds() + 30);
        assertThat(TREES.withRounds(5).fit(COHORT).rounds()).isEqualTo(5);
    }

    @Test
    void anotherSeedGivesOtherTrees() {
        double[] predictions = TREES.fit(COHORT).predict(COHORT.test());
        assertThat(TREES.withSeed(-2).fit(COHORT).predict(COHORT.test()))
                .isNotEqualTo(predictions);
        assertThat(Blend.of(TREES, TREES).withSeed(3)).isEqualTo(Blend.of(TREES.withSeed(3), TREES.withSeed(3)));
    }

    @Test
    void anInterruptEndsTheFittingOfTrees() {
        BoostedTreesLearner interrupted = TREES.withListener((round, most, loss) -> {
            if (round == 2) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            assertThatThrownBy(() -> interrupted.fit(COHORT))
                    .isInstanceOf(CancellationException.class).hasMessageContaining("2 trees");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void treesNeedBothLabelsInValidation() {
        assertThatThrownBy(() -> TREES.fit(COHORT.train(), TestSamples.withLabel(COHORT.validation(), false)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("validation");
    }

    @Test
    void absurdTreesAreRefused() {
        assertThatThrownBy(() -> TREES.withRounds(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
        assertThatThrownBy(() -> TREES.withRounds(5001)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5000").hasMessageContaining("5001");
        for (double share : new double[] {0, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> new BoostedTreesLearner(4, share, 20, .8, .5, 600, 30, false, 1, TREES.listener()))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(Double.toString(share));
        }
        assertThatThrownBy(() -> new BoostedTreesLearner(4, .1, -1, .8, .5, 600, 30, false, 1, TREES.listener()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1");
    }

    @Test
    void treesOfOtherFeaturesAreRefused() {
        BoostedTreesLearner.Fitted fitted = TREES.withRounds(2).fit(COHORT);
        Map<String, byte[]> files = new HashMap<>(fitted.parts().files());
        files.put("features.json", "{\"classes\": [\"A > X\"]}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> BoostedTreesLearner.Fitted.read(PredictorParts.of(files)))
                .isInstanceOf(ForesaleException.class)
                .hasMessageContaining("trees.json").hasMessageContaining("not 23");
        assertThatThrownBy(() -> new BoostedTreesLearner.Fitted(new PurchaseFeatures(List.of("a")), fitted.trees))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("23");
        assertThatThrownBy(() -> TimingLearner.Fitted.read(fitted.parts())).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("boosted trees");
    }

    @Test
    void whoIsGivenTheFilesCannotChangeTheParts() {
        byte[] mine = {1};
        PredictorParts parts = PredictorParts.of("kind").with("mine.bin", mine);
        PredictorParts read = PredictorParts.of(parts.files());
        mine[0] = 2;
        parts.files().get("mine.bin")[0] = 3;
        read.files().get("mine.bin")[0] = 4;
        assertThat(parts.bytes("mine.bin")).containsExactly(1);
        assertThat(read.bytes("mine.bin")).containsExactly(1);
        Map<String, byte[]> files = new HashMap<>(parts.files());
        PredictorParts saved = PredictorParts.of(files);
        files.get("mine.bin")[0] = 5;
        assertThat(saved.bytes("mine.bin")).containsExactly(1);
    }

    @Test
    void coefficientsTellThatBuyersOfTheTargetBuyItAgain() {
        Table table = new LogisticLearner().fit(COHORT).coefficients();
        assertThat(table.stringColumn("feature").asList()).isEqualTo(LogisticLearner.FEATURES);
        double bought = table.doubleColumn("weight").get(LogisticLearner.FEATURES.indexOf("target bought"));
        double days = table.doubleColumn("weight").get(LogisticLearner.FEATURES.indexOf("log days with the target"));
        assertThat(bought + days).isGreaterThan(.3);
    }

    /** Part of a regression's JSON and what comes in its place; part of the reason for the refusal. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "weights" : \\[          | "weights" : [ 1.0,     | 9 weights, not 8
            "weights" : \\[ [^,]*,   | "weights" : [ null,    | null
            "weights" : \\[ [^,]*,   | "weights" : [ "NaN",   | NaN
            "weights" : \\[ [^,]*,   | "weights" : [ 1e300,   | 1.0E300
            "mean" : \\[             | "mean" : [ 0.0,        | 8 standard deviations, not 9
            "sd" : \\[ [^,]*,        | "sd" : [ 0.0,          | at least
            "sd" : \\[ [^,]*,        | "sd" : [ 1e-200,       | at least
            "intercept"              | "constant"             | missing
            "intercept" : .*         | "intercept" : null     | missing
            """)
    void absurdRegressionsAreRefused(String place, String instead, String why) {
        PredictorParts parts = new LogisticLearner().fit(COHORT).parts();
        String json = new String(parts.bytes("regression.json"), StandardCharsets.UTF_8);
        String altered = json.replaceFirst(place, instead);
        assertThat(altered).isNotEqualTo(json);
        Map<String, byte[]> files = new HashMap<>(parts.files());
        files.put("regression.json", altered.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> LogisticLearner.Fitted.read(PredictorParts.of(files)))
                .isInstanceOf(ForesaleException.class)
                .hasMessageContaining("regression.json").hasMessageContaining(why);
    }

    @Test
    void aBlendIsTheMeanOfTwo() {
        Predictor trees = TREES.fit(COHORT);
        Predictor regression = new LogisticLearner().fit(COHORT);
        double[] blended = Blend.predictor(trees, regression).predict(COHORT.test());
        for (int i = 0; i < blended.length; i++) {
            assertThat(blended[i])
                    .isEqualTo((trees.predict(COHORT.test())[i] + regression.predict(COHORT.test())[i]) / 2);
        }
        assertThat(Blend.of(TREES, new LogisticLearner()).fit(COHORT)
                .predict(COHORT.test())).isEqualTo(blended);
    }

    @Test
    void aBlendOfLogOddsIsTheirMean() {
        Predictor trees = TREES.fit(COHORT);
        Predictor regression = new LogisticLearner().fit(COHORT);
        double[] blended = Blend.ofLogOdds(TREES, new LogisticLearner()).fit(COHORT)
                .predict(COHORT.test());
        for (int i = 0; i < blended.length; i++) {
            double first = trees.predict(COHORT.test())[i];
            double second = regression.predict(COHORT.test())[i];
            // The odds are the geometric mean of both.
            assertThat(blended[i] / (1 - blended[i]))
                    .isCloseTo(Math.sqrt(first / (1 - first) * second / (1 - second)), withinPercentage(1e-6));
        }
        Predictor always = new AlwaysPositive.Fitted();
        assertThat(Arrays.stream(new Blend.Fitted(always, always, true).predict(COHORT.test())))
                .allSatisfy(probability -> assertThat(probability).isBetween(.999, 1.0));
    }

    @Test
    void whatCouldNotBeReadAgainIsNotWritten() {
        Predictor always = new AlwaysPositive.Fitted();
        Predictor blend = always;
        for (int depth = 1; depth <= 10; depth++) {
            blend = Blend.predictor(blend, always);
        }
        Predictor deepest = blend;
        assertThat(deepest.parts().kind()).isEqualTo(Blend.Fitted.KIND);
        assertThatThrownBy(() -> Blend.predictor(deepest, always).parts()).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("10 folders");
    }

    @Test
    void blendsOfBlendsWithoutEndAreRefused() {
        PredictorParts endless = new AlwaysPositive.Fitted().parts();
        for (int i = 0; i < 12; i++) {
            endless = PredictorParts.of(Blend.Fitted.KIND).with("first", endless)
                    .with("second", new AlwaysPositive.Fitted().parts());
        }
        PredictorParts parts = endless;
        assertThatThrownBy(() -> Predictors.read(parts)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("10 folders");
    }
}
