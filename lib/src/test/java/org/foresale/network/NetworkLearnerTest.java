package org.foresale.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scoreboard;
import org.foresale.evaluate.Scores;
import org.foresale.log.CompleteJourney;
import org.foresale.log.Level;
import org.junit.jupiter.api.Test;

class NetworkLearnerTest {

    private static final Cohort COHORT = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40).cohort(RandomLogs.log(31, 400));
    private static final NetworkLearner SMALL =
            new NetworkLearner(new Architecture(8, 8, 3, 2, 8, 0.2), 8, 12, 3, 32, 1e-2, 1, TrainingListener.NONE);

    @Test
    void itLearnsWhoComesBack() {
        NetworkPredictor network = SMALL.fit(COHORT.train(), COHORT.validation());
        Samples test = COHORT.test();
        assertThat(Metrics.of(Scores.of(test.labels(), network.predict(test))).rocAuc()).isGreaterThan(.8);
    }

    @Test
    void theWeightsOfTheBestEpochAreKept() {
        List<Epoch> finished = new ArrayList<>();
        NetworkPredictor network = SMALL.withListener(new TrainingListener() {
            @Override
            public void finished(Epoch best) {
                finished.add(best);
            }
        }).fit(COHORT.train(), COHORT.validation());
        Epoch best = network.epochs().stream().min(Comparator.comparingDouble(Epoch::validationLoss)).orElseThrow();
        assertThat(finished).containsExactly(best);
        assertThat(network.epochs().size()).isLessThanOrEqualTo(Math.min(12, best.number() + 3));
        boolean[] labels = COHORT.validation().labels();
        double[] chances = network.predict(COHORT.validation());
        double loss = 0;
        for (int i = 0; i < labels.length; i++) {
            loss -= Math.log(labels[i] ? chances[i] : 1 - chances[i]) / labels.length;
        }
        assertThat(loss).isCloseTo(best.validationLoss(), within(1e-9));
    }

    @Test
    void aSeedGivesOneResultAndAnotherSeedAnother() {
        NetworkLearner learner = SMALL.withEpochs(2);
        double[] first = learner.fit(COHORT.train(), COHORT.validation()).predict(COHORT.test());
        double[] again = learner.fit(COHORT.train(), COHORT.validation()).predict(COHORT.test());
        double[] other = learner.withSeed(2).fit(COHORT.train(), COHORT.validation()).predict(COHORT.test());
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void runsSideBySideDoNotDisturbEachOther() throws Exception {
        NetworkLearner learner = SMALL.withEpochs(3);
        List<double[]> alone = new ArrayList<>();
        for (int seed = 1; seed <= 2; seed++) {
            alone.add(learner.withSeed(seed).fit(COHORT.train(), COHORT.validation()).predict(COHORT.test()));
        }
        List<double[]> together = sideBySide(learner, COHORT, 2);
        for (int i = 0; i < 2; i++) {
            assertThat(together.get(i)).isEqualTo(alone.get(i));
        }
    }

    /** The test predictions of seeds 1, 2, …, trained two at a time. */
    private static List<double[]> sideBySide(NetworkLearner learner, Cohort cohort, int seeds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<double[]>> runs = new ArrayList<>();
            for (int seed = 1; seed <= seeds; seed++) {
                NetworkLearner seeded = learner.withSeed(seed);
                runs.add(threads.submit(() -> seeded.fit(cohort.train(), cohort.validation())
                        .predict(cohort.test())));
            }
            List<double[]> chances = new ArrayList<>();
            for (Future<double[]> run : runs) {
                chances.add(run.get());
            }
            return chances;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anInterruptEndsTheTraining() {
        NetworkLearner learner = SMALL.withListener(new TrainingListener() {
            @Override
            public void batch(int epoch, int epochs, int batch, int batches) {
                if (epoch == 2 && batch == 1) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        assertThatThrownBy(() -> learner.fit(COHORT.train(), COHORT.validation()))
                .isInstanceOf(CancellationException.class).hasMessageContaining("epoch 2");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void theCurveAndTheLayersAreTold() {
        NetworkPredictor network = SMALL.withEpochs(2).fit(COHORT.train(), COHORT.validation());
        assertThat(network.learningCurve().rowCount()).isEqualTo(2 * network.epochs().size());
        assertThat(network.layers().longColumn("parameters").sum()).isEqualTo(network.parameters());
        int features = network.encoder().features();
        // Embedding, convolution, pooling, LSTM (four gates of input, recurrent and bias weights), output.
        assertThat(network.layers().longColumn("parameters").asList()).containsExactly(
                (features + 1) * 8L, (8 * 3 + 1) * 8L, 0L, 4 * 8 * (8 + 8 + 1L), 9L);
        assertThat(network.layers().stringColumn("computed by").asList()).containsExactly(
                "oneDNN", "oneDNN", "oneDNN", "oneDNN", "Deeplearning4j");
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatThrownBy(() -> SMALL.withEpochs(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
        assertThatThrownBy(() -> new Architecture(8, 8, 3, 2, 8, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.0");
        assertThatThrownBy(() -> new Architecture(8, 0, 3, 2, 8, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Architecture.cnnLstm().configuration(10, 3, 1e-3, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 events");
    }

    /** The slice's own promise, on the real log: three seeds, two at a time, as the notebook runs them. */
    @Test
    void petsAreForeseenOnCompleteJourney() throws Exception {
        Cohort cohort = Snapshot.of(Target.of("pets", Level.SECOND, "DOG FOODS", "CAT FOOD", "CAT LITTER",
                "PET CARE SUPPLIES")).cohort(CompleteJourney.load());
        NetworkLearner learner = NetworkLearner.of(Architecture.cnnLstm()).withEpochs(4);
        Scoreboard board = Scoreboard.of(cohort.name(), cohort.test().labels())
                .with(learner.name(), sideBySide(learner, cohort, 3));
        System.out.println(board.table().printAll());
        assertThat(board.spread(learner.name(), Metrics::rocAuc).mean()).isGreaterThanOrEqualTo(.85);
        assertThat(board.spread("always positive", Metrics::f1).mean()).isCloseTo(2.0 / 3, within(1e-12));
    }
}
