package org.foresale.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.learn.AffinityFeatures;
import org.foresale.learn.ShoppingFeatures;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.network.Architecture.Kind;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What rich inputs add to an event, and that none of it knows the answer of its own sample. */
class RichInputsTest {

    private static final int LENGTH = 6;
    private static final Target X = Target.of("x", Level.SECOND, "X");
    private static final Cohort COHORT =
            Snapshot.of(X).withDays(List.of(60, 90, 120), 160, 40).cohort(RandomLogs.log(21, 200));
    private static final Samples TRAIN = COHORT.train();
    private static final int GAPS = GapRatios.NAMES.size();
    private static final int AFFINITIES = AffinityFeatures.names().size();
    private static final NetworkLearner SMALL =
            NetworkLearner.of(new Architecture(Kind.CNN_LSTM, 8, 8, 3, 2, 8, 0.2)).withEvents(EventKind.DAYS, LENGTH)
                    .withPlan(new TrainingPlan(3, 3, 32, Integer.MAX_VALUE, 1e-2, 0, 0, false)).withRichInputs();

    private static double mean(List<Integer> days) {
        return IntStream.range(1, days.size()).map(k -> days.get(k) - days.get(k - 1)).average().orElseThrow();
    }

    /** The ratio of the days that have passed since the last of some days, as its logarithm; 0 without a gap. */
    private static double logRatio(List<Integer> days, int now) {
        return days.size() < 2 ? 0 : Math.log(1 + (now - days.get(days.size() - 1)) / mean(days));
    }

    /** The gap ratios of a day, straight from all lines of the history. */
    private static double[] ratios(Samples samples, int i, int day) {
        History history = samples.history(i);
        TreeSet<Integer> shopping = new TreeSet<>();
        TreeSet<Integer> target = new TreeSet<>();
        for (int line = 0; line < history.size(); line++) {
            shopping.add(history.day(line));
            if (samples.isTarget(history.thirdClass(line))) {
                target.add(history.day(line));
            }
        }
        int cut = samples.get(i).cut();
        return new double[] {logRatio(List.copyOf(shopping.headSet(day)), day),
            logRatio(List.copyOf(target.headSet(day)), day),
            logRatio(List.copyOf(shopping.headSet(day, true)), cut),
            logRatio(List.copyOf(target.headSet(day, true)), cut)};
    }

    /** What a reader says of the newest events of a sample. */
    private static List<double[]> read(EventReader reader, int sample, int most) {
        List<double[]> events = new ArrayList<>();
        reader.read(sample, most, (classes, count, numbers) -> events.add(numbers.clone()));
        return events;
    }

    @Test
    void gapRatiosAreThoseOfTheRawHistory() {
        Samples samples = TRAIN;
        // Affinities of any log will do.
        AffinityFeatures affinities = AffinityFeatures.fit(TRAIN);
        Random random = new Random(5);
        for (EventKind events : EventKind.values()) {
            Inputs inputs = Inputs.rich(events, affinities);
            int own = events.numbers().size();
            int[] notZero = new int[GAPS];
            for (int n = 0; n < 50; n++) {
                int i = random.nextInt(samples.size());
                int most = 1 + random.nextInt(60);
                int[] days = days(samples.history(i), events);
                List<double[]> read = read(inputs.reader(samples, i, i + 1), i, most);
                List<double[]> plain = read(events.reader(samples), i, most);
                assertThat(read).hasSize(Math.min(most, days.length)).hasSameSizeAs(plain);
                for (int k = 0; k < read.size(); k++) {
                    double[] expected = ratios(samples, i, days[days.length - read.size() + k]);
                    assertThat(Arrays.copyOf(read.get(k), own)).isEqualTo(plain.get(k));
                    assertThat(Arrays.copyOfRange(read.get(k), own, own + GAPS))
                            .containsExactly(expected, within(1e-12));
                    for (int gap = 0; gap < GAPS; gap++) {
                        notZero[gap] += expected[gap] > 0 ? 1 : 0;
                    }
                }
            }
            assertThat(notZero).as("events with a ratio").doesNotContain(0);
        }
    }

    /** The day of each event. */
    private static int[] days(History history, EventKind events) {
        return events == EventKind.DAYS ? history.days() : IntStream.range(0, history.size()).map(history::day)
                .toArray();
    }

    /** The newest event knows what ShoppingFeatures say of the cut. */
    @Test
    void theNewestEventKnowsHowLateTheUserIsAtTheCut() {
        int late = ShoppingFeatures.names().indexOf("days since the last shopping day over mean gap");
        int lateForTarget = ShoppingFeatures.names()
                .indexOf("days since the last purchase of the target over mean gap of the target");
        for (int i = 0; i < TRAIN.size(); i++) {
            double[] features = ShoppingFeatures.of(TRAIN, i);
            List<double[]> all = GapRatios.of(TRAIN, i, EventKind.DAYS);
            double[] newest = all.get(all.size() - 1);
            assertThat(newest[2]).isCloseTo(logOrZero(features[late]), within(1e-12));
            assertThat(newest[3]).isCloseTo(logOrZero(features[lateForTarget]), within(1e-12));
        }
    }

    private static double logOrZero(double ratio) {
        return Double.isNaN(ratio) ? 0 : Math.log(1 + ratio);
    }

    @Test
    void affinityChannelsOfTrainingSamplesComeFromOtherFoldsAndThoseOfOthersFromAllTrainingSamples() {
        AffinityFeatures affinities = AffinityFeatures.fit(TRAIN);
        Inputs inputs = Inputs.rich(EventKind.DAYS, affinities);
        EventReader reader = inputs.trainingReader(TRAIN, 3);
        SequenceEncoder encoder = SequenceEncoder.fit(TRAIN, inputs, reader, LENGTH);
        double[][] crossFitted = AffinityFeatures.ofTraining(TRAIN, 3);
        Samples test = COHORT.test();
        Sequences ofTraining = encoder.encode(TRAIN, reader, 0, TRAIN.size());
        for (int k = 0; k < AFFINITIES; k++) {
            int affinity = k;
            // As of all numbers, the mean is over all events.
            double[] all = IntStream.range(0, TRAIN.size()).boxed().flatMapToDouble(i ->
                    IntStream.range(0, ofTraining.events(i)).mapToDouble(event -> crossFitted[i][affinity])).toArray();
            double mean = Arrays.stream(all).average().orElseThrow();
            double sd = Math.sqrt(Arrays.stream(all).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
            int channel = encoder.features() - AFFINITIES + k;
            assertThat(encoder.channelNames().get(channel)).isEqualTo(AffinityFeatures.names().get(k));
            assertConstant(ofTraining, channel, column(crossFitted, k, mean, sd));
            assertConstant(encoder.encode(test), channel,
                    column(affinities.of(test, 0, test.size()), k, mean, sd));
            assertConstant(encoder.encode(test, 5, 9), channel, column(affinities.of(test, 5, 9), k, mean, sd));
        }
    }

    private static double[] column(double[][] said, int k, double mean, double sd) {
        return Arrays.stream(said).mapToDouble(row -> (row[k] - mean) / sd).toArray();
    }

    /** That a channel holds one number of each sequence, and 0 in the padding. */
    private static void assertConstant(Sequences sequences, int channel, double[] expected) {
        assertThat(sequences.size()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            INDArray tensor = sequences.batch(i);
            for (int back = 1; back <= LENGTH; back++) {
                assertThat(tensor.getDouble(0, channel, LENGTH - back))
                        .isCloseTo(back <= sequences.events(i) ? expected[i] : 0, within(1e-5));
            }
        }
    }

    @Test
    void theAnswerOfATrainingSampleDoesNotMoveItsOwnNumbers() {
        Inputs inputs = Inputs.rich(EventKind.DAYS, AffinityFeatures.fit(TRAIN));
        EventReader before = inputs.trainingReader(TRAIN, 3);
        for (int i = 0; i < TRAIN.size(); i += 20) {
            int flipped = i;
            Samples other = TestSamples.flipped(TRAIN, sample -> sample == flipped);
            EventReader after = Inputs.rich(EventKind.DAYS, AffinityFeatures.fit(other)).trainingReader(other, 3);
            int moved = 0;
            for (int sample = 0; sample < TRAIN.size(); sample++) {
                boolean same = Arrays.deepEquals(read(before, sample, LENGTH).toArray(),
                        read(after, sample, LENGTH).toArray());
                moved += same ? 0 : 1;
                assertThat(same || sample != flipped).isTrue();
            }
            assertThat(moved).isGreaterThan(TRAIN.size() / 2);
        }
    }

    @Test
    void theLearnerTrainsOnAffinitiesOfOtherFolds() {
        NetworkPredictor network = SMALL.fit(TRAIN, COHORT.validation());
        Inputs inputs = Inputs.rich(EventKind.DAYS, AffinityFeatures.fit(TRAIN));
        EventReader reader = inputs.trainingReader(TRAIN, SMALL.seed());
        Sequences ofOtherFolds = network.encoder().encode(TRAIN, reader, 0, TRAIN.size());
        assertThat(trained(SMALL, network.encoder(), ofOtherFolds, TRAIN, COHORT.validation()).weights())
                .isEqualTo(network.weights());
        assertThat(trained(SMALL, network.encoder(), network.encoder().encode(TRAIN), TRAIN, COHORT.validation())
                .weights()).isNotEqualTo(network.weights());
    }

    private static NetworkPredictor trained(NetworkLearner learner, SequenceEncoder encoder, Sequences sequences,
            Samples train, Samples validation) {
        return new NetworkPredictor(new Training(learner.architecture(), learner.plan(), learner.seed(),
                learner.listener(), encoder, sequences, TargetAnswers.of(train.labels()))
                .run(encoder.encode(validation), TargetAnswers.of(validation.labels())));
    }

    /** Where the answers are drawn by lot, the loss in training falls fast only for who knows them. */
    @Test
    void whereNothingIsToBeFoundOnlyWhoKnowsTheAnswersFindsSomething() {
        Cohort first = FirstNeed.of(X).withBurnIn(10, 1).cohort(RandomLogs.log(12, 1500));
        double loss = 0;
        double lossOfWhoKnows = 0;
        double auc = 0;
        int seeds = 5;
        for (int seed = 0; seed < seeds; seed++) {
            Samples train = TestSamples.shuffled(first.train(), seed);
            Samples validation = TestSamples.shuffled(first.validation(), seed);
            NetworkLearner learner = SMALL.withSeed(seed);
            NetworkPredictor network = learner.fit(train, validation);
            NetworkPredictor knows =
                    trained(learner, network.encoder(), network.encoder().encode(train), train, validation);
            loss += network.epochs().get(2).trainLoss() / seeds;
            lossOfWhoKnows += knows.epochs().get(2).trainLoss() / seeds;
            auc += Metrics.of(Scores.of(first.test().labels(), network.predict(first.test()))).rocAuc() / seeds;
        }
        assertThat(loss).isBetween(.68, .7);
        assertThat(lossOfWhoKnows).isLessThan(.675);
        assertThat(auc).isBetween(.45, .55);
    }

    @Test
    void everyChannelHasANameAndTheTableCountsThem() {
        SequenceEncoder encoder = SMALL.withEpochs(1).fit(TRAIN, COHORT.validation()).encoder();
        SequenceEncoder plain = SequenceEncoder.fit(TRAIN, EventKind.DAYS, LENGTH);
        List<String> names = new ArrayList<>(plain.channelNames());
        names.addAll(GapRatios.NAMES);
        names.addAll(AffinityFeatures.names());
        assertThat(encoder.channelNames()).isEqualTo(names).hasSize(encoder.features());
        assertThat(encoder.table().intColumn("channels").sum()).isEqualTo(encoder.features());
        assertThat(encoder.table().column("holds").getString(4)).contains("log gap ratio", "naive Bayes");
        assertThat(plain.table().rowCount()).isEqualTo(4);
    }

    @Test
    void whoLooksInsideSeesTheNetworkThatPredicts() {
        NetworkPredictor network = SMALL.fit(TRAIN, COHORT.validation());
        Samples test = COHORT.test();
        double[] probabilities = network.predict(test);
        for (int i = 0; i < test.size(); i += 10) {
            assertThat(network.inspect(test, i).score()).isCloseTo(probabilities[i], within(1e-5));
        }
        int all = network.encoder().features();
        assertThat(Filters.of(network).effects(test, 0, all).stringColumn("channel").asSet())
                .contains("log target cut ratio", "cosine with what buye…");
    }

    @Test
    void thePlainLearnerIsWhatItWas() {
        NetworkLearner plain = NetworkLearner.of(Architecture.cnnLstm());
        assertThat(plain).hasToString("NetworkLearner[" + Architecture.cnnLstm() + ", newest 48 DAYS, "
                + TrainingPlan.withDefaults() + ", seed=1]");
        assertThat(plain.withRichInputs()).hasToString("NetworkLearner[" + Architecture.cnnLstm()
                + ", newest 48 DAYS, rich inputs, " + TrainingPlan.withDefaults() + ", seed=1]");
        assertThat(plain.withRichInputs().withEvents(EventKind.LINES, 30).withSeed(2).name())
                .isEqualTo("CNN + LSTM, lines, rich inputs");
    }
}
