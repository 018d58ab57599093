package org.foresale.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.log.Level;
import org.foresale.network.Architecture.Kind;
import org.foresale.onednn.OneDnn;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.Table;

class InspectionTest {

    private static final int LENGTH = 9;
    private static final Cohort COHORT = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40).cohort(RandomLogs.log(41, 200));
    private static final NetworkLearner LEARNER =
            NetworkLearner.of(new Architecture(Kind.CNN_LSTM, 6, 7, 3, 2, 5, 0.2)).withEvents(EventKind.DAYS, LENGTH)
                    .withPlan(new TrainingPlan(3, 3, 32, Integer.MAX_VALUE, 1e-2, 0, 0, false));
    private static final NetworkPredictor NETWORK = LEARNER.fit(COHORT);
    private static final Samples TEST = COHORT.test();

    private static INDArray stockOutput(NetworkPredictor network, int sample, int layer) {
        MultiLayerNetwork stock = OneDnn.restore(network.network());
        return stock.feedForward(network.encoder().encode(TEST).batch(sample), false).get(layer + 1);
    }

    @Test
    void theChanceIsThatOfThePredictor() {
        double[] predictions = NETWORK.predict(TEST);
        for (int i = 0; i < 20; i++) {
            assertThat(NETWORK.inspect(TEST, i).score()).isCloseTo(predictions[i], within(1e-5));
        }
    }

    @Test
    void theTraceEndsWhereTheLayerDoes() {
        for (Kind kind : new Kind[] {Kind.LSTM, Kind.CNN_LSTM}) {
            NetworkPredictor network = LEARNER.with(LEARNER.architecture().with(kind)).fit(COHORT);
            int layer = kind == Kind.LSTM ? 1 : 3;
            for (int i = 0; i < 20; i++) {
                double[][] hidden = network.inspect(TEST, i).trace().hidden();
                INDArray last = stockOutput(network, i, layer);
                for (int unit = 0; unit < 5; unit++) {
                    assertThat(hidden[hidden.length - 1][unit]).isCloseTo(last.getDouble(0, unit), within(1e-5));
                }
                Table predictions = network.inspect(TEST, i).scores();
                assertThat(predictions.doubleColumn(1).getDouble(predictions.rowCount() - 1))
                        .isCloseTo(network.inspect(TEST, i).score(), within(1e-5));
            }
        }
    }

    @Test
    void aStepComputedByHandIsWhatTheLayerGives() {
        for (Kind kind : new Kind[] {Kind.LSTM, Kind.CNN_LSTM}) {
            NetworkPredictor network = LEARNER.with(LEARNER.architecture().with(kind)).fit(COHORT);
            Inspection inspection = network.inspect(TEST, 3);
            for (int at = 0; at < inspection.steps(); at++) {
                for (int k = 0; k < 5; k++) {
                    Inspection.Unit unit = inspection.unit(at, k);
                    double cell = unit.cellBefore() / (1 + Math.exp(-unit.forgetSum()))
                            + Math.tanh(unit.candidateSum()) / (1 + Math.exp(-unit.inputSum()));
                    assertThat(Math.tanh(cell) / (1 + Math.exp(-unit.outputSum())))
                            .isCloseTo(unit.output(), within(1e-5));
                    Table table = inspection.sums(at, k);
                    for (int row = 0; row < 4; row++) {
                        assertThat(table.doubleColumn("W x").get(row) + table.doubleColumn("U h'").get(row)
                                + table.doubleColumn("b").get(row))
                                .isCloseTo(table.doubleColumn("sum").get(row), within(1e-12));
                    }
                }
                assertThat(inspection.mostMoved(at)).isBetween(0, 4);
            }
            int last = inspection.steps() - 1;
            INDArray stock = stockOutput(network, 3, kind == Kind.LSTM ? 1 : 3);
            for (int k = 0; k < 5; k++) {
                assertThat(inspection.unit(last, k).output()).isCloseTo(stock.getDouble(0, k), within(1e-5));
            }
            assertThatThrownBy(() -> inspection.mostMoved(last + 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> inspection.unit(last, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aWalkTellsOfEachStepWhatOtherTablesTell() {
        NetworkPredictor lstm = LEARNER.with(LEARNER.architecture().with(Kind.LSTM)).fit(COHORT);
        Inspection inspection = lstm.inspect(TEST, 3);
        Table walk = inspection.walk();
        assertThat(walk.rowCount()).isEqualTo(4 * inspection.steps());
        for (int step = 0; step < inspection.steps(); step++) {
            assertThat(walk.stringColumn(0).get(4 * step)).startsWith(inspection.events().getString(step, "when") + ": ");
            assertThat(walk.stringColumn(1).asList().subList(4 * step, 4 * step + 4))
                    .containsExactly("input gate", "forget gate", "output gate", "score so far");
            for (int gate = 0; gate < 3; gate++) {
                assertThat(walk.doubleColumn(2).get(4 * step + gate))
                        .isEqualTo(inspection.gates().doubleColumn(2).get(3 * step + gate));
            }
            assertThat(walk.doubleColumn(2).get(4 * step + 3))
                    .isEqualTo(inspection.scores().doubleColumn(1).get(step));
        }
        assertThat(NETWORK.inspect(TEST, 3).walk().stringColumn(0).get(0)).doesNotContain(":");
    }

    @Test
    void theFeatureMapIsThatOfTheStockLayer() {
        for (int i = 0; i < 10; i++) {
            Inspection inspection = NETWORK.inspect(TEST, i);
            int events = inspection.events().rowCount();
            INDArray map = stockOutput(NETWORK, i, 1);
            Table shown = inspection.featureMap();
            assertThat(shown.rowCount()).isEqualTo(7 * events);
            for (int row = 0; row < shown.rowCount(); row++) {
                assertThat(shown.doubleColumn("output").getDouble(row)).isCloseTo(
                        map.getDouble(0, row / events, LENGTH - events + row % events), within(1e-5));
            }
            // Of nine steps four pairs are pooled; a pair is named by its newer day.
            Table pooled = inspection.pooledMap();
            List<String> days = inspection.events().stringColumn("when").asList();
            List<String> steps = pooled.stringColumn("event").unique().asList();
            assertThat(days).containsAll(steps);
            assertThat(steps).hasSize((int) IntStream.of(2, 4, 6, 8).filter(end -> end > LENGTH - events).count());
        }
    }

    @Test
    void eventsAreTheNewestShoppingDays() {
        for (int i = 0; i < 10; i++) {
            int[] days = TEST.history(i).days();
            int first = Math.max(0, days.length - LENGTH);
            assertThat(NETWORK.inspect(TEST, i).events().stringColumn("when").asList()).containsExactlyElementsOf(
                    IntStream.range(first, days.length).mapToObj(d -> TEST.date(days[d]).toString()).toList());
        }
    }

    @Test
    void gatesAreBetweenShutAndOpen() {
        Inspection inspection = NETWORK.inspect(TEST, 0);
        Table gates = inspection.gates();
        assertThat(gates.stringColumn("gate").unique().asList()).containsExactlyInAnyOrder("input", "forget", "output");
        assertThat(gates.doubleColumn("openness (0 to 1)").asList()).allMatch(open -> open > 0 && open < 1);
        assertThat(inspection.cells().intColumn("unit").max()).isEqualTo(4);
    }

    @Test
    void aNetworkWithoutLayersOfAKindHasNothingToShow() {
        NetworkPredictor lstm = LEARNER.with(LEARNER.architecture().with(Kind.LSTM)).fit(COHORT);
        NetworkPredictor cnn = LEARNER.with(LEARNER.architecture().with(Kind.CNN)).fit(COHORT);
        assertThatThrownBy(() -> lstm.inspect(TEST, 0).featureMap()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("LSTM has no convolution");
        assertThatThrownBy(() -> cnn.inspect(TEST, 0).gates()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CNN has no LSTM");
        assertThatThrownBy(() -> Filters.of(lstm)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NETWORK.inspect(TEST, TEST.size())).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Brute force: which events move a number of a layer when they are changed. */
    @Test
    void aReceptiveFieldIsWhatMovesANumber() {
        int length = 40;
        Architecture architecture = new Architecture(Kind.CNN, 3, 4, 5, 4, 3, 0);
        MultiLayerNetwork network = new MultiLayerNetwork(
                architecture.configuration(2, length, TrainingPlan.withDefaults(), 1));
        network.init();
        // Biases so large that no ReLU is shut, and random inputs: nothing moves unseen but what loses to a maximum.
        network.getLayer(1).getParam("b").assign(50);
        network.getLayer(3).getParam("b").assign(50);
        // Places of the convolution, the pooling and the second convolution among the activations, and a middle step.
        int[] places = {2, 3, 4};
        int[] middles = {20, 5, 5};
        boolean[][] moves = new boolean[places.length][length];
        for (int round = 0; round < 30; round++) {
            INDArray input = Nd4j.randn(1, 2, length);
            List<INDArray> before = network.feedForward(input.dup(), false);
            for (int event = 0; event < length; event++) {
                INDArray changed = input.dup();
                changed.putScalar(new int[] {0, 0, event}, 100);
                List<INDArray> after = network.feedForward(changed, false);
                for (int k = 0; k < places.length; k++) {
                    for (int filter = 0; filter < 4; filter++) {
                        moves[k][event] |= Math.abs(after.get(places[k]).getDouble(0, filter, middles[k])
                                - before.get(places[k]).getDouble(0, filter, middles[k])) > 1e-3;
                    }
                }
            }
        }
        List<Integer> seen = architecture.receptiveFields(length).intColumn("events seen").asList();
        for (int k = 0; k < places.length; k++) {
            boolean[] moved = moves[k];
            assertThat(IntStream.range(0, length).filter(event -> moved[event]).count()).as("layer %d", k)
                    .isEqualTo(seen.get(k + 1).longValue());
        }
    }

    @Test
    void theWeightsOfAFilterAreWhatAnEventAlonePutsIntoIt() {
        // An event of one channel in the middle of nothing: answers before ReLU, less those to nothing, are weights.
        Filters filters = Filters.of(NETWORK);
        MultiLayerNetwork stock = OneDnn.restore(NETWORK.network());
        int features = NETWORK.encoder().features();
        INDArray nothing = Nd4j.zeros(1, features, LENGTH);
        INDArray base = linear(stock, nothing);
        for (int channel : new int[] {0, features / 2, features - 1}) {
            INDArray one = nothing.dup();
            one.putScalar(new int[] {0, channel, 4}, 1);
            INDArray answers = linear(stock, one).sub(base);
            for (int filter = 0; filter < 7; filter++) {
                double[][] weights = filters.effective(filter);
                for (int tap = 0; tap < 3; tap++) {
                    // A filter in the middle of steps 3 to 5 sees the event with its last, middle and first weight.
                    assertThat(answers.getDouble(0, filter, 5 - tap)).isCloseTo(weights[channel][tap], within(1e-5));
                }
            }
        }
    }

    /** The convolution's answers with ReLU out of the way: a bias so large that all of them are above 0. */
    private static INDArray linear(MultiLayerNetwork stock, INDArray input) {
        stock.getLayer(1).getParam("b").assign(100);
        return stock.feedForward(input, false).get(2);
    }

    @Test
    void anEffectIsAWeightTimesTheSpreadOfItsChannel() {
        Filters filters = Filters.of(NETWORK);
        Sequences sequences = NETWORK.encoder().encode(TEST);
        int features = NETWORK.encoder().features();
        double[] largest = new double[features];
        for (int channel = 0; channel < features; channel++) {
            List<Double> values = new ArrayList<>();
            for (int i = 0; i < sequences.size(); i++) {
                for (int step = LENGTH - sequences.events(i); step < LENGTH; step++) {
                    values.add(sequences.batch(i).getDouble(0, channel, step));
                }
            }
            double mean = values.stream().mapToDouble(value -> value).average().orElseThrow();
            double spread = Math.sqrt(values.stream().mapToDouble(value -> Math.pow(value - mean, 2)).average()
                    .orElseThrow());
            for (double weight : filters.effective(3)[channel]) {
                largest[channel] = Math.max(largest[channel], spread * Math.abs(weight));
            }
        }
        Table effects = filters.effects(TEST, 3, 4);
        assertThat(effects.rowCount()).isEqualTo(4 * 3);
        double[] sorted = Arrays.stream(largest).sorted().toArray();
        for (int rank = 0; rank < 4; rank++) {
            double most = IntStream.range(3 * rank, 3 * rank + 3)
                    .mapToDouble(row -> Math.abs(effects.doubleColumn("effect").getDouble(row))).max().orElseThrow();
            assertThat(most).isCloseTo(sorted[features - 1 - rank], within(1e-5));
        }
    }

    @Test
    void theStrongestStretchesAreTheHighestPeaks() {
        Filters filters = Filters.of(NETWORK);
        Table strongest = filters.strongest(TEST, 3, 5);
        assertThat(strongest.rowCount()).isEqualTo(5);
        double highest = 0;
        for (int i = 0; i < TEST.size(); i++) {
            Table map = NETWORK.inspect(TEST, i).featureMap();
            highest = Math.max(highest, map.where(map.intColumn("filter").isEqualTo(3)).doubleColumn("output").max());
        }
        assertThat(strongest.doubleColumn("output").getDouble(0)).isCloseTo(highest, within(1e-5));
        assertThat(strongest.doubleColumn("output").asList()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        Table ofAll = filters.strongest(COHORT.train(), 3, 10);
        assertThat(ofAll.stringColumn("user").asList()).doesNotHaveDuplicates().hasSize(10);
        assertThat(filters.table(TEST).intColumn("filter").asList()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
        assertThatThrownBy(() -> filters.effects(TEST, 7, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
