package org.foresale.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Split;
import org.foresale.cohort.Target;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.learn.PredictorParts;
import org.foresale.log.Level;
import org.foresale.network.Architecture.Kind;
import org.foresale.onednn.OneDnn;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

class NetworkLearnerTest {

    private static final Snapshot QUESTION = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40);
    private static final Cohort COHORT = QUESTION.cohort(RandomLogs.log(31, 400));
    private static final NetworkLearner SMALL =
            NetworkLearner.of(new Architecture(Kind.CNN_LSTM, 8, 8, 3, 2, 8, 0.2)).withEvents(EventKind.DAYS, 8)
                    .withPlan(new TrainingPlan(12, 3, 32, Integer.MAX_VALUE, 1e-2, 0, 0, false));

    @Test
    void itLearnsWhoComesBack() {
        NetworkPredictor network = SMALL.fit(COHORT);
        Samples test = COHORT.test();
        assertThat(Metrics.of(Scores.of(test.labels(), network.predict(test))).rocAuc()).isGreaterThan(.8);
    }

    @Test
    void theWeightsOfTheBestEpochAreKept() {
        List<TrainingListener.Epoch> finished = new ArrayList<>();
        NetworkPredictor network = SMALL.withListener(new TrainingListener() {
            @Override
            public void finished(TrainingListener.Epoch best, Ending ending) {
                finished.add(best);
            }
        }).fit(COHORT);
        TrainingListener.Epoch best = network.epochs().stream()
                .min(Comparator.comparingDouble(TrainingListener.Epoch::validationLoss)).orElseThrow();
        assertThat(finished).containsExactly(best);
        assertThat(network.epochs().size()).isLessThanOrEqualTo(Math.min(12, best.number() + 3));
        boolean[] labels = COHORT.validation().labels();
        double[] predictions = network.predict(COHORT.validation());
        double loss = 0;
        for (int i = 0; i < labels.length; i++) {
            loss -= Math.log(labels[i] ? predictions[i] : 1 - predictions[i]) / labels.length;
        }
        assertThat(loss).isCloseTo(best.validationLoss(), within(1e-6));
    }

    @Test
    void aSeedGivesOneResultAndAnotherSeedAnother() {
        NetworkLearner learner = SMALL.withEpochs(2);
        double[] first = learner.fit(COHORT).predict(COHORT.test());
        double[] again = learner.fit(COHORT).predict(COHORT.test());
        double[] other = learner.withSeed(2).fit(COHORT).predict(COHORT.test());
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void aLargeTrainingSetIsGoneThroughInSeveralEpochs() {
        int samples = COHORT.train().size();
        List<Integer> batches = new ArrayList<>();
        NetworkLearner bounded = SMALL.withPlan(SMALL.plan().withEpochs(5, 5).withEpochSamples(samples / 2))
                .withListener(new TrainingListener() {
                    @Override
                    public void batch(int epoch, int epochs, int batch, int all) {
                        if (batch == 1) {
                            batches.add(all);
                        }
                    }
                });
        bounded.fit(COHORT);
        int parts = samples % 2 == 0 ? 2 : 3;
        assertThat(batches).hasSize(5).allMatch(all -> all <= (samples / parts + 1 + 31) / 32);
        NetworkLearner exact = SMALL.withPlan(SMALL.plan().withEpochSamples(samples));
        assertThat(exact.fit(COHORT).predict(COHORT.test()))
                .isEqualTo(SMALL.fit(COHORT).predict(COHORT.test()));
    }

    @Test
    void runsSideBySideDoNotDisturbEachOther() throws Exception {
        NetworkLearner learner = SMALL.withEpochs(3);
        List<double[]> alone = new ArrayList<>();
        for (int seed = 1; seed <= 2; seed++) {
            alone.add(learner.withSeed(seed).fit(COHORT).predict(COHORT.test()));
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
                runs.add(threads.submit(() -> seeded.fit(cohort)
                        .predict(cohort.test())));
            }
            List<double[]> predictions = new ArrayList<>();
            for (Future<double[]> run : runs) {
                predictions.add(run.get());
            }
            return predictions;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Interrupts its own thread in the first batch of an epoch. */
    private static TrainingListener interruptIn(int epoch) {
        return interruptIn(epoch, () -> { });
    }

    private static TrainingListener interruptIn(int epoch, Runnable abandoned) {
        return new TrainingListener() {
            @Override
            public void abandoned() {
                abandoned.run();
            }

            @Override
            public void batch(int number, int epochs, int batch, int batches) {
                if (number == epoch && batch == 1) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    @Test
    void anInterruptEndsTheTrainingAndKeepsTheBestWeightsSoFar() {
        NetworkPredictor interrupted = SMALL.withListener(interruptIn(3)).fit(COHORT);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.epochs()).hasSize(2);
        assertThat(interrupted.ending()).isEqualTo(TrainingListener.Ending.INTERRUPTED);
        NetworkPredictor whole = SMALL.withEpochs(2).fit(COHORT);
        assertThat(whole.ending()).isEqualTo(TrainingListener.Ending.MAX_EPOCHS);
        assertThat(interrupted.predict(COHORT.test())).isEqualTo(whole.predict(COHORT.test()));
    }

    /** Names in saved models outlive those in the code. */
    @Test
    void aTrainingEndsInASavedModelAsItAlwaysDid() {
        PredictorParts saved = SMALL.withEpochs(1).fit(COHORT).parts();
        assertThat(new String(saved.bytes("epochs.json"), StandardCharsets.UTF_8)).contains("\"MOST_EPOCHS\"");
        assertThat(NetworkPredictor.read(saved).ending()).isEqualTo(TrainingListener.Ending.MAX_EPOCHS);
    }

    @Test
    void anInterruptBeforeAnyWeightsAreWorthKeepingIsACancellation() {
        AtomicInteger abandoned = new AtomicInteger();
        assertThatThrownBy(() -> SMALL.withListener(interruptIn(1, abandoned::incrementAndGet)).fit(COHORT))
                .isInstanceOf(CancellationException.class).hasMessageContaining("epoch 1");
        assertThat(abandoned).hasValue(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void sparseEventsGiveTheOutputsOfTheDenseStockNetwork() {
        for (Kind kind : Kind.values()) {
            NetworkPredictor network = SMALL.withEpochs(1).with(SMALL.architecture().with(kind)).fit(COHORT);
            MultiLayerNetwork stock = OneDnn.restore(network.network());
            Sequences sequences = network.encoder().encode(COHORT.test());
            INDArray dense = stock.output(sequences.batch(IntStream.range(0, sequences.size()).toArray()), false);
            double[] predictions = network.predict(COHORT.test());
            for (int i = 0; i < predictions.length; i++) {
                assertThat(predictions[i]).as("%s %d", kind, i).isCloseTo(dense.getDouble(i), within(1e-5));
            }
        }
    }

    @Test
    void aWeightOfThreeIsWorthThreeSamples() {
        Architecture architecture = new Architecture(Kind.CNN_LSTM, 4, 3, 3, 2, 4, 0);
        INDArray input = Nd4j.rand(DataType.FLOAT, 4, 3, 8);
        INDArray labels = Nd4j.createFromArray(1f, 0f, 1f, 0f).reshape(4, 1);
        MultiLayerNetwork weighted = gradient(architecture, new WeightedLogLoss(3, 1), input, labels);
        int[] tripled = {0, 0, 0, 1, 2, 2, 2, 3};
        INDArray more = Nd4j.concat(0, IntStream.of(tripled).mapToObj(i -> input.slice(i).reshape(1, 3, 8))
                .toArray(INDArray[]::new));
        INDArray moreLabels = Nd4j.createFromArray(1f, 1f, 1f, 0f, 1f, 1f, 1f, 0f).reshape(8, 1);
        MultiLayerNetwork plain = gradient(architecture, new LossBinaryXENT(), more, moreLabels);
        assertThat(weighted.score() * 4).isCloseTo(plain.score() * 8, within(1e-5));
        assertThat(weighted.getFlattenedGradients().distance2(plain.getFlattenedGradients())).isLessThan(1e-5);
        assertThat(plain.getFlattenedGradients().norm2Number().doubleValue()).isGreaterThan(.1);
    }

    private static MultiLayerNetwork gradient(Architecture architecture, ILossFunction loss, INDArray input,
            INDArray labels) {
        MultiLayerNetwork network = new MultiLayerNetwork(architecture.configuration(3, 8,
                TrainingPlan.withDefaults().withRegularisation(0, 0), 1, Head.probability(loss)));
        network.init();
        network.setInput(input);
        network.setLabels(labels);
        network.computeGradientAndScore();
        return network;
    }

    @Test
    void classWeightsMakeBuyersAndOthersWeighAlike() {
        // Of all active users a minority buys. With class weights the mean prediction is that of a world of halves.
        Cohort natural = QUESTION.withAllActiveUsers().cohort(RandomLogs.log(31, 400));
        double rate = natural.baseRate(Split.TRAIN);
        assertThat(rate).isLessThan(.35);
        NetworkLearner once = SMALL.withEpochs(1);
        double plain = mean(once.fit(natural).predict(natural.test()));
        double weighted = mean(once.withPlan(once.plan().withClassWeights()).fit(natural)
                .predict(natural.test()));
        assertThat(plain).isCloseTo(rate, within(.1));
        assertThat(weighted).isGreaterThan(plain + .02);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    @Test
    void onlyTheControlIsBlindToTheOrderOfEvents() {
        for (Kind kind : Kind.values()) {
            NetworkPredictor network = SMALL.withEpochs(3).with(SMALL.architecture().with(kind)).fit(COHORT);
            double[] inOrder = network.predict(COHORT.test());
            double[] shuffled = network.predictShuffled(COHORT.test(), 1);
            double moved = IntStream.range(0, inOrder.length).mapToDouble(i -> Math.abs(inOrder[i] - shuffled[i]))
                    .max().orElseThrow();
            if (kind == Kind.NO_SEQUENCE) {
                assertThat(moved).isLessThan(1e-5);
            } else {
                assertThat(moved).as("%s", kind).isGreaterThan(1e-3);
            }
        }
    }

    @Test
    void guardsKeepTheWeightsSmallAndTheTrainingLossIsTheLogLossAlone() {
        NetworkLearner long8 = SMALL.withPlan(SMALL.plan().withEpochs(8, 8));
        NetworkPredictor free = long8.fit(COHORT);
        NetworkPredictor kept = long8.withPlan(long8.plan().withRegularisation(.05, 0)).fit(COHORT);
        assertThat(length(kept.weights())).isLessThan(.7 * length(free.weights()));
        assertThat(kept.epochs().get(0).trainLoss()).isBetween(.3, 1.0);
        NetworkLearner blind = long8.withPlan(long8.plan().withRegularisation(0, .5));
        assertThat(blind.fit(COHORT).predict(COHORT.test()))
                .isNotEqualTo(free.predict(COHORT.test()))
                .isEqualTo(blind.fit(COHORT).predict(COHORT.test()));
    }

    private static double length(float[] weights) {
        return Math.sqrt(IntStream.range(0, weights.length).mapToDouble(i -> weights[i] * weights[i]).sum());
    }

    @Test
    void theCurveAndTheLayersAreTold() {
        NetworkPredictor network = SMALL.withEpochs(2).fit(COHORT);
        assertThat(network.learningCurve().rowCount()).isEqualTo(2 * network.epochs().size());
        assertThat(network.layers().longColumn("parameters").sum()).isEqualTo(network.parameters());
        for (Kind kind : Kind.values()) {
            NetworkPredictor other = SMALL.withEpochs(1).with(SMALL.architecture().with(kind)).fit(COHORT);
            assertThat(other.layers().longColumn("parameters").sum()).isEqualTo(other.parameters())
                    .isEqualTo(other.architecture().parameters(other.encoder().features()));
        }
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
        assertThatThrownBy(() -> new Architecture(Kind.LSTM, 8, 8, 3, 2, 8, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.0");
        assertThatThrownBy(() -> new Architecture(Kind.CNN, 8, 0, 3, 2, 8, 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0");
        assertThatThrownBy(() -> new Architecture(Kind.CNN, 8, 2_000_000_000, 3, 2, 8, 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2000000000");
        assertThatThrownBy(() -> SMALL.withEvents(EventKind.LINES, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pooling");
        assertThatThrownBy(() -> SMALL.plan().withSteps(32, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0");
        assertThatThrownBy(() -> SMALL.plan().withRegularisation(-1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1.0");
        assertThatThrownBy(() -> SMALL.plan().withRegularisation(0, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.0");
        assertThatThrownBy(() -> Architecture.cnnLstm()
                .configuration(10, 3, TrainingPlan.withDefaults(), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 events");
        assertThatThrownBy(() -> NetworkLearner.of(Architecture.cnn().with(Kind.LSTM).withUnits(512))
                .withEvents(EventKind.LINES, 512)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("512 events").hasMessageContaining("multiplications");
    }

    /** What a network of each kind takes, as its layers say themselves, in steps of the sequence that they see. */
    @Test
    void workIsThatOfTheLayers() {
        int length = 12;
        for (Kind kind : Kind.values()) {
            Architecture architecture = new Architecture(kind, 6, 5, 3, 2, 4, 0);
            MultiLayerNetwork network = new MultiLayerNetwork(architecture.configurationAfterEmbedding(length,
                    Head.probability()));
            network.init();
            List<INDArray> steps = network.feedForward(Nd4j.zeros(1, 6, length));
            long work = 6L * length;
            for (int layer = 0; layer < network.getnLayers() - 1; layer++) {
                boolean sequence = steps.get(layer).rank() == 3;
                work += network.getLayer(layer).numParams() * (sequence ? steps.get(layer).size(2) : 1);
            }
            assertThat(architecture.work(length)).as(kind.title()).isEqualTo(work);
        }
    }
}
