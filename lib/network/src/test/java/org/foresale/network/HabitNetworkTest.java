package org.foresale.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySamples;
import org.foresale.learn.AnnouncedPurchases;
import org.foresale.learn.CategoryLearner;
import org.foresale.learn.CategoryPairs;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class HabitNetworkTest {

    private static final int COLUMNS = HabitScale.columns();
    private static final CategoryCohort NULL = AnnouncedPurchases.cohort(1, 900, false);
    private static final HabitNetworkLearner LEARNER = new HabitNetworkLearner(1, 30, false);
    private static final HabitNetworkLearner.Fit OF_NULL = LEARNER.train(NULL.train(), NULL.validation());

    /** Of one such log the mean has a standard deviation of .03: few of its test users lack a category. */
    @Test
    void whereNothingIsToBeFoundNothingIsFound() {
        double found = LongStream.of(1, 2, 3, 5).mapToDouble(seed -> {
            CategoryCohort cohort = AnnouncedPurchases.cohort(seed, 900, false);
            return AnnouncedPurchases.aucOfFirst(LEARNER.fit(cohort).predict(cohort.test()), cohort.test(),
                    path -> true);
        }).average().orElseThrow();
        assertThat(found).isCloseTo(.5, within(.04));
    }

    /** The scores that a network of events starts from are of users whose purchases the affinities do not know. */
    @Test
    void scoresOfTrainingSamplesDoNotKnowTheirLabels() {
        CategorySamples train = NULL.train();
        assertThat(AnnouncedPurchases.aucOfFirst(OF_NULL.training(), train, path -> true))
                .isCloseTo(.5, within(.04));
    }

    @Test
    void aFirstPurchaseThatARelatedClassAnnouncesIsForeseen() {
        CategoryCohort cohort = AnnouncedPurchases.cohort(2, 1500, true);
        double found = AnnouncedPurchases.aucOfFirst(LEARNER.fit(cohort).predict(cohort.test()), cohort.test(),
                path -> path.startsWith("A > T"));
        double alone = AnnouncedPurchases.aucOfFirst(CategoryLearner.logistic().fit(cohort).predict(cohort.test()),
                cohort.test(), path -> path.startsWith("A > T"));
        assertThat(found).isGreaterThan(alone + .1).isGreaterThan(.62);
    }

    @Test
    void answersAreThoseOfDeeplearning4j() {
        CategorySamples samples = NULL.test().rows(IntStream.range(0, 20).toArray());
        double[][] scores = OF_NULL.network().predict(samples);
        CategoryPairs.fit(NULL.train()).each(samples, (rows, i) -> {
            for (int row = 0; row < rows.length; row += COLUMNS) {
                OF_NULL.network().scale().even(rows, row);
                OF_NULL.network().scale().scale(rows, row);
            }
            INDArray all = Nd4j.create(rows, new long[] {rows.length / COLUMNS, COLUMNS}, 'c');
            assertThat(scores[i]).containsExactly(
                    OF_NULL.network().network().output(all, false).data().asDouble(), within(1e-5));
        });
    }

    @Test
    void scaledFeaturesHaveMeanZeroAndStandardDeviationOne() {
        float[] rows = new float[3 * COLUMNS];
        Arrays.fill(rows, 7);
        // A feature of the user that is unknown once, and one of the category.
        for (int row = 0; row < 3; row++) {
            rows[row * COLUMNS] = row == 2 ? Float.NaN : (float) Math.expm1(row == 0 ? 1 : 3);
            rows[row * COLUMNS + COLUMNS - 1] = 10 * row;
        }
        HabitScale scale = HabitScale.fit(rows);
        assertThat(scale.mean().get(0)).isCloseTo(2, within(1e-6));
        assertThat(scale.sd().get(0)).isCloseTo(1, within(1e-6));
        assertThat(scale.mean().get(COLUMNS - 1)).isEqualTo(10);
        for (int row = 0; row < 3; row++) {
            scale.even(rows, row * COLUMNS);
            scale.scale(rows, row * COLUMNS);
        }
        assertThat(rows[0]).isCloseTo(-1, within(1e-5f));
        assertThat(rows[COLUMNS]).isCloseTo(1, within(1e-5f));
        assertThat(rows[2 * COLUMNS]).isCloseTo(0, within(1e-5f));
        assertThat(rows[1]).isCloseTo(0, within(1e-5f));
        assertThat(rows[3 * COLUMNS - 1]).isCloseTo((float) Math.sqrt(1.5), within(1e-5f));
    }

    @Test
    void scalesThatDivideByNothingOrAreIncompleteAreRefused() {
        List<Double> ones = Collections.nCopies(COLUMNS, 1.);
        assertThatThrownBy(() -> new HabitScale(ones, Collections.nCopies(COLUMNS, 0.)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0.0");
        assertThatThrownBy(() -> new HabitScale(List.of(1.), ones)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1.0]");
        assertThatThrownBy(() -> new HabitScale(Collections.nCopies(COLUMNS, Double.NaN), ones))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("NaN");
    }

    @Test
    void theSameSamplesAndSettingsShareOneNetwork() {
        HabitNetworkLearner brief = new HabitNetworkLearner(1, 1, true);
        HabitNetworkLearner.Fit first = SharedHabits.of(brief, NULL.train(), NULL.validation());
        assertThat(new HabitNetworkLearner(1, 1, true).fitted(NULL.train(), NULL.validation())).isSameAs(first);
        assertThat(SharedHabits.of(brief.withSeed(2), NULL.train(), NULL.validation())).isNotSameAs(first);
        assertThat(SharedHabits.of(brief, NULL.train(), NULL.test())).isNotSameAs(first);
        CategoryNetworkLearner alone = CategoryNetworkLearner.of(NetworkLearner.of(
                new Architecture(Architecture.Kind.LSTM, 4, 4, 3, 2, 5, .2)).withEvents(EventKind.DAYS, 8)
                .withEpochs(1));
        assertThat(alone.withSharedHabits().fit(NULL).predict(NULL.test()))
                .isDeepEqualTo(alone.fit(NULL).predict(NULL.test()));
        assertThat(alone.withSharedHabits().with(Architecture.Kind.CNN).shared()).isTrue();
    }

    @Test
    void whoWaitsForASharedNetworkCanBeInterrupted() throws InterruptedException {
        HabitNetworkLearner shared = new HabitNetworkLearner(77, 30, true);
        CompletableFuture<HabitNetworkLearner.Fit> ofFirst = new CompletableFuture<>();
        Thread first = new Thread(() -> complete(ofFirst, shared));
        first.start();
        while (Stream.of(first.getStackTrace()).noneMatch(frame -> frame.getMethodName().equals("train"))) {
            Thread.sleep(1);
        }
        CompletableFuture<HabitNetworkLearner.Fit> ofSecond = new CompletableFuture<>();
        Thread second = new Thread(() -> complete(ofSecond, shared));
        second.start();
        while (second.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        second.interrupt();
        second.join();
        assertThat(ofSecond.handle((fit, cause) -> cause).join()).isInstanceOf(CancellationException.class)
                .hasMessageContaining("waiting for the network of habits");
        assertThat(ofFirst).isNotDone();
        first.interrupt();
        first.join();
        assertThat(ofFirst.handle((fit, cause) -> cause).join()).isInstanceOf(CancellationException.class)
                .hasMessageContaining("was interrupted");
    }

    private static void complete(CompletableFuture<HabitNetworkLearner.Fit> future, HabitNetworkLearner learner) {
        try {
            future.complete(SharedHabits.of(learner, NULL.train(), NULL.validation()));
        } catch (CancellationException e) {
            future.completeExceptionally(e);
        }
    }

    @Test
    void trainingCanBeInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> LEARNER.fit(NULL)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
