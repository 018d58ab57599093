package org.foresale.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.cohort.UserFolds;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The affinities among the features, and that none of them knows the answer of its own sample. */
class RichFeaturesTest {

    private static final Target X = Target.of("x", Level.SECOND, "X");
    private static final Cohort COHORT = Snapshot.of(X).withDays(List.of(60, 90, 120), 160, 40)
            .cohort(RandomLogs.log(11, 300));
    private static final Samples TRAIN = COHORT.train();
    private static final UserFolds FOLDS = new UserFolds(3, 5);

    @Test
    void aRowHoldsTheCountsThenTheHabitsThenTheAffinities() {
        RichFeatures features = RichFeatures.fit(TRAIN);
        PurchaseFeatures counts = PurchaseFeatures.fit(TRAIN);
        assertThat(features.names()).hasSize(features.columns());
        float[] rows = features.of(COHORT.test(), 2, 4);
        float[] ofCounts = counts.of(COHORT.test(), 2, 4);
        double[][] said = Affinities.fit(TRAIN).of(COHORT.test(), 2, 4);
        assertThat(rows).hasSize(2 * features.columns());
        for (int i = 0; i < 2; i++) {
            List<Float> row = new ArrayList<>();
            for (int k = 0; k < counts.columns(); k++) {
                row.add(ofCounts[i * counts.columns() + k]);
            }
            Arrays.stream(ShoppingFeatures.of(COHORT.test(), 2 + i)).forEach(number -> row.add((float) number));
            Arrays.stream(said[i]).forEach(number -> row.add((float) number));
            for (int k = 0; k < features.columns(); k++) {
                assertThat(rows[i * features.columns() + k]).as(features.names().get(k)).isEqualTo(row.get(k));
            }
        }
    }

    @Tag("slow")
    @Test
    void affinitiesAreWhatTheSharesOfBuyersAndOthersSay() {
        double[][] said = Affinities.fit(TRAIN).of(COHORT.test(), 0, COHORT.test().size());
        Set<String> seconds = new TreeSet<>();
        Set<String> all = new TreeSet<>();
        Map<String, Integer> buyersOf = new HashMap<>();
        Map<String, Integer> othersOf = new HashMap<>();
        for (int i = 0; i < TRAIN.size(); i++) {
            Set<String> paths = bought(TRAIN, i, Level.SECOND);
            seconds.addAll(paths);
            paths.addAll(bought(TRAIN, i, Level.THIRD));
            all.addAll(paths);
            Map<String, Integer> counts = TRAIN.get(i).label() ? buyersOf : othersOf;
            paths.forEach(path -> counts.merge(path, 1, Integer::sum));
        }
        for (int i = 0; i < COHORT.test().size(); i++) {
            Set<String> mine = bought(COHORT.test(), i, Level.SECOND);
            double evidence = seconds.stream().mapToDouble(path -> {
                double buyers = (buyersOf.getOrDefault(path, 0) + 1) / (size(true) + 2);
                double others = (othersOf.getOrDefault(path, 0) + 1) / (size(false) + 2);
                return mine.contains(path) ? Math.log(buyers / others) : Math.log((1 - buyers) / (1 - others));
            }).sum();
            assertThat(said[i][Affinity.NAIVE_BAYES_SECOND.ordinal()]).isCloseTo(evidence, within(1e-9));
            mine.addAll(bought(COHORT.test(), i, Level.THIRD));
            ToDoubleFunction<String> more = path -> buyersOf.getOrDefault(path, 0) / size(true)
                    - (double) (buyersOf.getOrDefault(path, 0) + othersOf.getOrDefault(path, 0)) / TRAIN.size();
            double length = Math.sqrt(all.stream().mapToDouble(more).map(x -> x * x).sum());
            assertThat(said[i][Affinity.COSINE.ordinal()]).isCloseTo(mine.stream().filter(all::contains)
                    .mapToDouble(more).sum() / length / Math.sqrt(mine.size()), within(1e-9));
        }
    }

    private static double size(boolean label) {
        return label ? TRAIN.positives() : TRAIN.size() - TRAIN.positives();
    }

    private static Set<String> bought(Samples samples, int i, Level level) {
        Taxonomy taxonomy = samples.taxonomy();
        Set<String> paths = new TreeSet<>();
        for (int line = 0; line < samples.history(i).size(); line++) {
            paths.add(taxonomy.path(level, taxonomy.ancestor(samples.history(i).thirdClass(line), level)));
        }
        return paths;
    }

    @Test
    void theAnswersOfAFoldDoNotMoveItsOwnAffinities() {
        double[][] said = Affinities.crossFitted(TRAIN, FOLDS);
        int[] folds = FOLDS.of(TRAIN);
        for (int fold = 0; fold < FOLDS.count(); fold++) {
            int now = fold;
            double[][] other = Affinities.crossFitted(TestSamples.flipped(TRAIN, i -> folds[i] == now), FOLDS);
            boolean moved = false;
            for (int i = 0; i < folds.length; i++) {
                if (folds[i] == now) {
                    assertThat(other[i]).isEqualTo(said[i]);
                } else {
                    moved |= !Arrays.equals(other[i], said[i]);
                }
            }
            assertThat(moved).isTrue();
        }
    }

    @Test
    void whereNothingIsToBeFoundOnlyWhoKnowsTheAnswersFindsSomething() {
        Cohort first = FirstNeed.of(X).withBurnIn(10, 1).cohort(RandomLogs.log(12, 1500));
        Samples shuffled = TestSamples.shuffled(first.train(), 4);
        double[][] own = Affinities.fit(shuffled).of(shuffled, 0, shuffled.size());
        double[][] crossFitted = Affinities.crossFitted(shuffled, FOLDS);
        for (Affinity affinity : Affinity.values()) {
            assertThat(auc(shuffled, column(own, affinity))).as(affinity.label()).isGreaterThan(.57);
            assertThat(auc(shuffled, column(crossFitted, affinity))).as(affinity.label()).isBetween(.4, .55);
        }
        double sum = 0;
        for (int seed = 0; seed < 5; seed++) {
            Predictor predictor = RichTreesLearner.withDefaults().withSeed(seed).fit(
                    TestSamples.shuffled(first.train(), seed), TestSamples.shuffled(first.validation(), seed));
            sum += auc(first.test(), predictor.predict(first.test()));
        }
        assertThat(sum / 5).isBetween(.45, .55);
    }

    private static double[] column(double[][] said, Affinity affinity) {
        return Arrays.stream(said).mapToDouble(row -> 1 / (1 + Math.exp(-row[affinity.ordinal()]))).toArray();
    }

    private static double auc(Samples samples, double[] probabilities) {
        return Metrics.of(Scores.of(samples.labels(), probabilities)).rocAuc();
    }

    @Test
    void buyersOfOneFoldOnlyAreRefused() {
        int[] folds = FOLDS.of(TRAIN);
        Samples one = TestSamples.relabelled(TRAIN, i -> folds[i] == 2);
        assertThatThrownBy(() -> Affinities.crossFitted(one, FOLDS)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fold 2").hasMessageContaining("0 of");
    }
}
