package org.foresale.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.RandomLogs;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.Samples;
import org.foresale.cohort.UserFolds;
import org.foresale.internal.regression.SparseRows;
import org.foresale.log.ForesaleException;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class PooledCategoriesTest {

    private static final UserFolds FOLDS = new UserFolds(1, 3);
    private static final BoostedTreesLearner TREES = BoostedTreesLearner.withDefaults().withDepth(6)
            .withLearningRate(.1).withMinChildWeight(20).withRounds(100).withPatience(20);
    private static final CategoryCohort NULL = AnnouncedPurchases.cohort(1, 900, false);
    private static final CategoryCohort RULE = AnnouncedPurchases.cohort(2, 1500, true);

    @Test
    void aFirstPurchaseThatARelatedClassAnnouncesIsForeseen() {
        Predicate<String> announced = path -> path.startsWith("A > T");
        double pooled = AnnouncedPurchases.aucOfFirst(CategoryLearner.pooled(TREES).fit(RULE).predict(RULE.test()), RULE.test(),
                announced);
        double alone = AnnouncedPurchases.aucOfFirst(CategoryLearner.logistic().fit(RULE).predict(RULE.test()), RULE.test(), announced);
        assertThat(pooled).isGreaterThan(alone + .1).isGreaterThan(.62);
    }

    @Test
    void whereNothingIsToBeFoundNothingIsFound() {
        double pooled = AnnouncedPurchases.aucOfFirst(CategoryLearner.pooled(TREES).fit(NULL).predict(NULL.test()), NULL.test(),
                path -> true);
        assertThat(pooled).isCloseTo(.5, within(.04));
    }

    /** An affinity knows the labels that it was fitted to, by heart; those of other folds know nothing of them. */
    @Test
    void crossFittedAffinitiesDoNotKnowTheLabels() {
        CategorySamples train = NULL.train();
        CategorySamples latest = train.rows(ofCut(train, 120));
        int[] foldOf = FOLDS.of(latest.histories());
        CategoryAffinities own = CategoryAffinities.fit(train);
        List<CategoryAffinities> others = crossFitted(train);
        SparseRows bought = CategoryAffinities.bought(own.classes(), latest.histories());
        double[][] known = new double[latest.size()][];
        Arrays.setAll(known, i -> probabilities(own.of(bought, i)));
        double[][] unknown = new double[latest.size()][];
        Arrays.setAll(unknown, i -> probabilities(others.get(foldOf[i]).of(bought, i)));
        assertThat(AnnouncedPurchases.aucOfFirst(known, latest, path -> true)).isGreaterThan(.65);
        assertThat(AnnouncedPurchases.aucOfFirst(unknown, latest, path -> true)).isCloseTo(.5, within(.04));
    }

    private static double[] probabilities(double[] logOdds) {
        return Arrays.stream(logOdds).map(each -> 1 / (1 + Math.exp(-each))).toArray();
    }

    private static int[] ofCut(CategorySamples samples, int cut) {
        return IntStream.range(0, samples.size()).filter(i -> samples.cut(i) == cut).toArray();
    }

    /** What a user goes on to buy at the latest cut changes what is learnt for others, and nothing for the user. */
    @Test
    void theOwnLabelOfAUserDoesNotReachTheUser() {
        CategorySamples train = RULE.train();
        int last = ofCut(train, 120)[0];
        String user = train.userId(last);
        Table lines = AnnouncedPurchases.log(2, 1500, true);
        for (int row = 0; row < lines.rowCount(); row++) {
            if (lines.stringColumn("user").get(row).equals(user) && !lines.dateTimeColumn("time").get(row)
                    .isBefore(RandomLogs.FIRST_DAY.plusDays(120).atStartOfDay())) {
                lines.stringColumn("b").set(row, "S3");
                lines.stringColumn("c").set(row, "S3-0");
            }
        }
        CategorySamples other = AnnouncedPurchases.QUESTION.cohort(LogSource.table(lines).load(RandomLogs.MAPPING, RandomLogs.RULES))
                .train();
        int fold = FOLDS.of(train.histories())[last];
        List<CategoryAffinities> before = crossFitted(train);
        List<CategoryAffinities> after = crossFitted(other);
        SparseRows bought = CategoryAffinities.bought(before.get(fold).classes(), train.histories());
        assertThat(other.buys(last)).isNotEqualTo(train.buys(last));
        assertThat(after.get(fold).of(bought, last)).isEqualTo(before.get(fold).of(bought, last));
        int next = (fold + 1) % 3;
        assertThat(after.get(next).of(bought, last)).isNotEqualTo(before.get(next).of(bought, last));
    }

    private static List<CategoryAffinities> crossFitted(CategorySamples train) {
        return CategoryAffinities.crossFitted(BoughtClasses.fit(train.histories()), train, FOLDS);
    }

    /** Every user of these logs is active at the latest cut. */
    @Test
    void affinitiesAreFittedToTheLatestSampleOfEachUser() {
        CategorySamples train = RULE.train();
        CategorySamples latest = train.rows(ofCut(train, 120));
        assertThat(CategoryAffinities.fit(train).weights().numbers())
                .isEqualTo(CategoryAffinities.fit(latest).weights().numbers());
    }

    /** Classes in the order of their paths: A > R0, ..., and then their third-level classes. */
    @Test
    void howLatelyAClassWasBoughtFadesWithItsAge() {
        Samples histories = NULL.train().histories();
        BoughtClasses classes = BoughtClasses.fit(histories);
        SparseRows lately = classes.lately(histories, 3, 5, 30);
        for (int i = 3; i < 5; i++) {
            for (int place = 0; place < classes.columns(); place++) {
                String path = Stream.concat(classes.seconds().stream(), classes.thirds().stream()).toList().get(place);
                Level level = place < classes.seconds().size() ? Level.SECOND : Level.THIRD;
                History history = histories.history(i);
                OptionalInt last = IntStream.range(0, history.size()).filter(line -> histories.taxonomy().path(level,
                        histories.taxonomy().ancestor(history.thirdClass(line), level)).equals(path))
                        .map(history::day).max();
                double[] one = new double[classes.columns()];
                one[place] = 1;
                assertThat(lately.dot(i - 3, one)).isCloseTo(last.isEmpty() ? 0
                        : Math.exp(-(histories.get(i).cut() - last.getAsInt()) / 30.), within(1e-12));
            }
        }
    }

    @Test
    void factsAreThoseOfTrainingSamples() {
        CategorySamples train = NULL.train();
        CategoryFacts facts = CategoryFacts.fit(train);
        int place = train.categories().place("A > T3");
        int[] latest = ofCut(train, 120);
        int[] fresh = IntStream.range(0, train.size()).filter(i -> !train.boughtBefore(i).get(place)).toArray();
        double all = train.positives()[place];
        double ofLatest = train.rows(latest).positives()[place];
        double ofFresh = train.rows(fresh).positives()[place];
        assertThat(facts.of(place)[0]).isEqualTo(all / train.size());
        assertThat(facts.of(place)[1]).isCloseTo((ofFresh + 1) / (fresh.length + 2), within(1e-12));
        assertThat(facts.of(place)[2]).isCloseTo(Math.log((ofLatest + 1) / (latest.length + 2)
                / ((all - ofLatest + 1) / (train.size() - latest.length + 2))), within(1e-12));
        assertThat(facts.of(place)[3]).isEqualTo(2);
    }

    @Test
    void rowsHaveANameForEachColumn() {
        assertThat(PairFeatures.names()).hasSize(PairFeatures.columns()).doesNotHaveDuplicates();
    }

    /** Half as many pairs as there are are drawn, and still tell of all categories. */
    @Test
    void somePairsAreDrawn() {
        int all = RULE.train().size() * RULE.categories().size();
        double[][] scores = new PooledCategories(TREES, all / 2).fit(RULE).predict(RULE.test());
        assertThat(AnnouncedPurchases.aucOfFirst(scores, RULE.test(), path -> path.startsWith("A > T"))).isGreaterThan(.58);
        assertThatThrownBy(() -> new PooledCategories(TREES, 1)).hasMessageContaining("not 1");
        assertThatThrownBy(() -> CategoryLearner.pooled(null)).hasMessageContaining("trees are null");
        assertThatThrownBy(() -> CategoryLearner.pooled().fit(RULE.train(), RULE.validation().rows()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no sample for validation");
    }

    @Test
    void weightsThatAreTooManyOrNoNumbersAreRefused() {
        Map<String, byte[]> parts = CategoryLearner.pooled(TREES.withRounds(2)).fit(NULL).parts().files();
        byte[] weights = parts.get("affinities.bin");
        int size = NULL.categories().size();
        assertThat(weights).hasSize(Float.BYTES * (3 * 30 + 1) * size);
        Map<String, byte[]> longer = new HashMap<>(parts);
        longer.put("affinities.bin", Arrays.copyOf(weights, weights.length + 4));
        assertThatThrownBy(() -> CategoryPredictor.read(PredictorParts.of(longer)))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("affinities.bin");
        byte[] infinite = weights.clone();
        ByteBuffer.wrap(infinite).order(ByteOrder.LITTLE_ENDIAN).putFloat(8, Float.POSITIVE_INFINITY);
        Map<String, byte[]> damaged = new HashMap<>(parts);
        damaged.put("affinities.bin", infinite);
        assertThatThrownBy(() -> CategoryPredictor.read(PredictorParts.of(damaged)))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("Infinity");
    }
}
