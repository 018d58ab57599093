package org.foresale.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.CategorySnapshot;
import org.foresale.log.ForesaleException;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

/** What every learner of all categories has to keep to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CategoryLearnerChecks {

    private static final int CUT = 160;
    private static final CategorySnapshot QUESTION =
            CategorySnapshot.of(Level.SECOND).withDays(List.of(60, 90, 120), CUT, 40).withMinBuyers(20);
    private static final Table LINES = RandomLogs.table(11, 300);
    private static final CategoryCohort COHORT = cohort(LINES);

    /** What each learner learns of the cohort, for all that only look at it; each entry is made once. */
    private final Map<CategoryLearner, CategoryPredictor> fitted = new IdentityHashMap<>();

    /**
     * Lists the learners to check, always the same objects.
     *
     * @return the learners
     */
    protected abstract Stream<CategoryLearner> learners();

    private CategoryPredictor fitted(CategoryLearner learner) {
        return fitted.computeIfAbsent(learner, any -> any.fit(COHORT));
    }

    private static CategoryCohort cohort(Table lines) {
        return QUESTION.cohort(LogSource.table(lines).load(RandomLogs.MAPPING, RandomLogs.RULES));
    }

    private static CategorySamples first(int samples) {
        return COHORT.test().rows(IntStream.range(0, samples).toArray());
    }

    private static void requireScores(double[][] scores, CategorySamples samples) {
        assertThat(scores).hasDimensions(samples.size(), samples.categories().size());
        for (double[] row : scores) {
            assertThat(Arrays.stream(row).allMatch(score -> score >= 0 && score <= 1)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void scoresLieBetweenZeroAndOne(CategoryLearner learner) {
        CategoryPredictor predictor = fitted(learner);
        assertThat(predictor.categories()).isEqualTo(COHORT.categories());
        for (CategorySamples samples : List.of(COHORT.train(), COHORT.validation(), COHORT.test())) {
            requireScores(predictor.predict(samples), samples);
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void theSameSamplesAndSeedGiveTheSameScores(CategoryLearner learner) {
        assertThat(learner.fit(COHORT).predict(COHORT.test())).isDeepEqualTo(fitted(learner).predict(COHORT.test()));
        CategoryLearner seeded = learner.withSeed(7);
        assertThat(seeded.fit(COHORT).predict(COHORT.test()))
                .isDeepEqualTo(learner.withSeed(7).fit(COHORT).predict(COHORT.test()));
        assertThat(seeded.name()).isEqualTo(learner.name()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void aSampleIsScoredAloneAsAmongOthers(CategoryLearner learner) {
        CategoryPredictor predictor = fitted(learner);
        double[][] all = predictor.predict(COHORT.test());
        for (int i = 0; i < 5; i++) {
            double[] alone = predictor.predict(COHORT.test().rows(i))[0];
            for (int category = 0; category < alone.length; category++) {
                assertThat(alone[category]).isCloseTo(all[i][category], within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void theOrderOfTheRowsOfTheLogDoesNotMatter(CategoryLearner learner) {
        CategoryCohort other = cohort(RandomLogs.shuffled(LINES, 5));
        assertThat(learner.fit(other).predict(other.test())).isDeepEqualTo(fitted(learner).predict(COHORT.test()));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void whatComesAfterTheTestCutDoesNotMatter(CategoryLearner learner) {
        Table future = LINES.copy();
        Table past = future.where(future.dateTimeColumn("time").date().isBefore(RandomLogs.FIRST_DAY.plusDays(CUT)));
        Table after = future.where(future.dateTimeColumn("time").date()
                .isOnOrAfter(RandomLogs.FIRST_DAY.plusDays(CUT)));
        for (int row = 0; row < after.rowCount(); row++) {
            after.doubleColumn("value").set(row, 1e6);
            after.stringColumn("a").set(row, "B");
            after.stringColumn("b").set(row, "S1");
            after.stringColumn("c").set(row, "S1-0");
        }
        CategoryCohort other = cohort(past.append(after));
        assertThat(learner.fit(other).predict(other.test())).isDeepEqualTo(fitted(learner).predict(COHORT.test()));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void whatTestUsersDoDoesNotReachTraining(CategoryLearner learner) {
        Table others = LINES.copy();
        for (int row = 0; row < others.rowCount(); row++) {
            if (isTestUser(others.stringColumn("user").get(row))) {
                others.stringColumn("c").set(row, "S2-0");
                others.stringColumn("b").set(row, "S2");
                others.stringColumn("a").set(row, "B");
            }
        }
        CategoryCohort other = cohort(others);
        assertThat(learner.fit(other).predict(other.validation()))
                .isDeepEqualTo(fitted(learner).predict(COHORT.validation()));
    }

    private static boolean isTestUser(String user) {
        return IntStream.range(0, COHORT.test().size()).anyMatch(i -> COHORT.test().userId(i).equals(user));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void theAnswersAreNotLookedAtInPredicting(CategoryLearner learner) {
        PurchaseLog log = LogSource.table(LINES).load(RandomLogs.MAPPING, RandomLogs.RULES);
        CategorySamples unlabelled = CategorySamples.everybody(log, COHORT.categories(), CUT);
        double[][] all = fitted(learner).predict(unlabelled);
        double[][] labelled = fitted(learner).predict(COHORT.test());
        for (int i = 0; i < COHORT.test().size(); i++) {
            int user = log.findUser(COHORT.test().userId(i)).orElseThrow();
            for (int category = 0; category < labelled[i].length; category++) {
                assertThat(all[user][category])
                        .isCloseTo(labelled[i][category], within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void predictorsReadAgainGiveExactlyTheSameScores(CategoryLearner learner) {
        CategoryPredictor predictor = fitted(learner);
        CategoryPredictor read = CategoryPredictor.read(PredictorParts.of(predictor.parts().files()));
        assertThat(read.categories()).isEqualTo(predictor.categories());
        assertThat(read.predict(COHORT.test())).isDeepEqualTo(predictor.predict(COHORT.test()));
        assertThat(read.parts().files().keySet()).isEqualTo(predictor.parts().files().keySet());
        read.parts().files().forEach((name, bytes) ->
                assertThat(bytes).as(name).isEqualTo(predictor.parts().bytes(name)));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void predictorsThatLackAPartAreRefused(CategoryLearner learner) {
        Map<String, byte[]> all = fitted(learner).parts().files();
        for (String name : all.keySet()) {
            Map<String, byte[]> others = new HashMap<>(all);
            others.remove(name);
            assertThatThrownBy(() -> CategoryPredictor.read(PredictorParts.of(others))).as(name)
                    .isInstanceOf(ForesaleException.class);
        }
        // A model within the model can be missing as a whole.
        for (String folder : all.keySet().stream().filter(name -> name.contains("/"))
                .map(name -> name.substring(0, name.indexOf('/') + 1)).distinct().toList()) {
            Map<String, byte[]> others = new HashMap<>(all);
            others.keySet().removeIf(name -> name.startsWith(folder));
            assertThatThrownBy(() -> CategoryPredictor.read(PredictorParts.of(others))).as(folder)
                    .isInstanceOf(ForesaleException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void damagedPartsAreRefusedOrStillGiveScores(CategoryLearner learner) {
        Map<String, byte[]> all = fitted(learner).parts().files();
        Random random = new Random(6);
        List<String> names = new ArrayList<>(all.keySet());
        Collections.shuffle(names, random);
        for (String name : names.subList(0, Math.min(8, names.size()))) {
            for (int i = 0; i < 30; i++) {
                Map<String, byte[]> damaged = new HashMap<>(all);
                byte[] bytes = all.get(name).clone();
                int at = random.nextInt(bytes.length);
                bytes[at] = (byte) (32 + random.nextInt(95));
                damaged.put(name, i % 2 == 0 ? bytes : Arrays.copyOf(bytes, at));
                try {
                    CategoryPredictor read = CategoryPredictor.read(PredictorParts.of(damaged));
                    CategorySamples few = read.categories().equals(COHORT.categories()) ? first(5)
                            : CategorySamples.everybody(RandomLogs.log(1, 5), read.categories(), CUT);
                    requireScores(read.predict(few), few);
                } catch (ForesaleException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void noSamplesHaveNoScores(CategoryLearner learner) {
        assertThat(fitted(learner).predict(COHORT.test().rows())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void samplesThatNothingCanBeLearntFromAreRefused(CategoryLearner learner) {
        assertThatThrownBy(() -> learner.fit(COHORT.train().rows(), COHORT.validation()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no sample for training");
        CategorySamples train = COHORT.train();
        int[] withoutX = IntStream.range(0, train.size())
                .filter(i -> !train.buys(i).get(train.categories().place("A > X"))).toArray();
        assertThatThrownBy(() -> learner.fit(train.rows(withoutX), COHORT.validation()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("none of the " + withoutX.length)
                .hasMessageContaining("A > X").hasMessageContaining("withMinBuyers");
        assertThatThrownBy(() -> learner.fit(train, COHORT.validation().rows()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no sample for validation");
        CategorySamples nobody = CategorySamples.everybody(RandomLogs.log(1, 5), COHORT.categories(), CUT);
        assertThatThrownBy(() -> learner.fit(train, nobody)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none of the 5 samples for validation buys any");
    }

    @ParameterizedTest
    @MethodSource("learners")
    void otherCategoriesAreRefused(CategoryLearner learner) {
        List<String> paths = new ArrayList<>(COHORT.categories().paths());
        Collections.swap(paths, 0, 1);
        CategorySamples swapped = COHORT.test().only(new Categories(Level.SECOND, paths));
        assertThatThrownBy(() -> fitted(learner).predict(swapped)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another order");
        assertThatThrownBy(() -> learner.fit(COHORT.train(), swapped)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another order");
        Categories unheardOf = new Categories(Level.SECOND, List.of("A > X", "C > unheard of"));
        CategorySamples unknown = CategorySamples.everybody(RandomLogs.log(1, 5), unheardOf, CUT);
        assertThatThrownBy(() -> fitted(learner).predict(unknown)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown: C > unheard of");
    }

    @ParameterizedTest
    @MethodSource("learners")
    void anotherLogWithFewerClassesIsScored(CategoryLearner learner) {
        PurchaseLog log = LogSource.table(RandomLogs.table(21, 40))
                .load(RandomLogs.MAPPING, RandomLogs.RULES.withoutClasses(Level.SECOND, "S3"));
        CategorySamples samples = CategorySamples.everybody(log, COHORT.categories(), CUT);
        assertThat(COHORT.categories().missingIn(log.taxonomy())).containsExactly("B > S3");
        requireScores(fitted(learner).predict(samples), samples);
    }
}
