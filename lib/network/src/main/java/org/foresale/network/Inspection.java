package org.foresale.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.foresale.cohort.Samples;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Shows the internal values of a trained network as it reads one history: filter activations, LSTM gates and cell
 * states.
 *
 * <p>The gates and the cell state are those of Hochreiter and Schmidhuber (1997), with the forget gate of Gers,
 * Schmidhuber and Cummins (2000).
 */
public final class Inspection {

    private static final int EMBEDDING = 0;
    private static final int CONVOLUTION = 1;
    private static final int POOLING = 2;

    private final Architecture architecture;
    private final List<EventTexts> events;
    private final int length;
    private final MultiLayerNetwork network;
    /** The output of each layer for the one history; first the input. */
    private final List<INDArray> outputs;

    private Inspection(Architecture architecture, List<EventTexts> events, int length, MultiLayerNetwork network,
            List<INDArray> outputs) {
        this.architecture = architecture;
        this.events = events;
        this.length = length;
        this.network = network;
        this.outputs = outputs;
    }

    static Inspection of(NetworkPredictor predictor, Samples samples, int sample) {
        SequenceEncoder encoder = predictor.encoder();
        MultiLayerNetwork network = predictor.network();
        INDArray input = encoder.encode(samples, sample, sample + 1).batch(0);
        return new Inspection(predictor.architecture(),
                EventTexts.of(samples, sample, encoder.events(), encoder.length()), encoder.length(), network,
                network.feedForward(input, false));
    }

    /**
     * Returns the network's output.
     *
     * @return the score, between 0 and 1, before any calibration
     */
    public double score() {
        return outputs.get(outputs.size() - 1).getDouble(0);
    }

    /**
     * Returns the events that the network reads.
     *
     * @return one row per event, oldest first: number, date, and what was bought
     */
    public Table events() {
        return Table.create("events",
                IntColumn.create("event", IntStream.rangeClosed(1, events.size()).toArray()),
                StringColumn.create("when", events.stream().map(EventTexts::label).toList()),
                StringColumn.create("bought", events.stream().map(EventTexts::text).toList()));
    }

    /**
     * Returns the feature map of the first convolution: the activations of its filters at each event.
     *
     * @return one row per filter and event, filter by filter, oldest event first: event (its date), filter (from 0),
     *     output (the activation, 0 or above)
     * @throws IllegalStateException if the network has no convolution
     */
    public Table featureMap() {
        requireConvolution();
        return grid(outputs.get(CONVOLUTION + 1), "filter", events.size(), labels());
    }

    /**
     * Returns the feature map after pooling, which the next layer reads.
     *
     * @return one row per filter and step, filter by filter, oldest step first: event (date of the newest of the pooled
     *     events), filter (from 0), output (the activation, 0 or above)
     * @throws IllegalStateException if the network has no convolution
     */
    public Table pooledMap() {
        requireConvolution();
        List<String> steps = pooledLabels();
        return grid(outputs.get(POOLING + 1), "filter", steps.size(), steps);
    }

    /**
     * Returns the activations of the LSTM's gates at each step, averaged over the units.
     *
     * @return one row per step and gate, oldest step first: event (date of the newest event of the step), gate (input,
     *     forget or output), openness (0 to 1)
     * @throws IllegalStateException if the network has no LSTM
     */
    public Table gates() {
        LstmTrace trace = trace();
        StringColumn event = StringColumn.create("event");
        StringColumn gate = StringColumn.create("gate");
        DoubleColumn openness = DoubleColumn.create("openness (0 to 1)");
        List<String> steps = stepLabels();
        int padding = trace.input().length - steps.size();
        for (int step = 0; step < steps.size(); step++) {
            for (Gate one : Gate.values()) {
                event.append(steps.get(step));
                gate.append(one.name().toLowerCase(Locale.ROOT));
                openness.append(Arrays.stream(one.of(trace)[padding + step]).average().orElseThrow());
            }
        }
        return Table.create("gates", event, gate, openness);
    }

    /**
     * Returns the LSTM's cell states at each step.
     *
     * @return one row per unit and step, unit by unit, oldest step first: event (date of the newest event of the step),
     *     unit (from 0), cell
     * @throws IllegalStateException if the network has no LSTM
     */
    public Table cells() {
        double[][] cells = trace().cell();
        List<String> steps = stepLabels();
        StringColumn event = StringColumn.create("event");
        IntColumn unit = IntColumn.create("unit");
        DoubleColumn cell = DoubleColumn.create("cell");
        for (int k = 0; k < architecture.units(); k++) {
            for (int step = 0; step < steps.size(); step++) {
                event.append(steps.get(step));
                unit.append(k);
                cell.append(cells[cells.length - steps.size() + step][k]);
            }
        }
        return Table.create("cells", event, unit, cell);
    }

    /**
     * Computes the score after each step, as if the network stopped reading there.
     *
     * @return one row per step, oldest first: event (date of the newest event of the step), score (0 to 1)
     * @throws IllegalStateException if the network has no LSTM
     */
    public Table scores() {
        double[][] hidden = trace().hidden();
        List<String> steps = stepLabels();
        Layer output = network.getOutputLayer();
        DoubleColumn score = DoubleColumn.create("score so far (0 to 1)");
        for (int step = hidden.length - steps.size(); step < hidden.length; step++) {
            double sum = output.getParam("b").getDouble(0);
            for (int k = 0; k < architecture.units(); k++) {
                sum += hidden[step][k] * output.getParam("W").getDouble(k, 0);
            }
            score.append(LstmTrace.sigmoid(sum));
        }
        return Table.create("scores", StringColumn.create("event", steps), score);
    }

    /**
     * Returns the number of steps that the LSTM reads, without the padding.
     *
     * @return the number of steps with an event; with pooling, fewer than the number of events
     * @throws IllegalStateException if the network has no LSTM
     */
    public int steps() {
        lstm();
        return stepLabels().size();
    }

    /**
     * Holds the values that one LSTM unit computes with at a step.
     *
     * @param inputSum     W x + U h' + b of the input gate
     * @param forgetSum    the same of the forget gate
     * @param outputSum    the same of the output gate
     * @param candidateSum the same of the candidate
     * @param cellBefore   cell state after the previous step: c'
     * @param output       output of Deeplearning4j's layer: h
     */
    public record Unit(double inputSum, double forgetSum, double outputSum, double candidateSum, double cellBefore,
            double output) {
    }

    /**
     * Returns the LSTM unit whose cell state changes most at a step.
     *
     * @param step number of the step, from 0, the oldest, to {@link #steps()} - 1
     * @return the unit with the largest absolute change, from 0
     * @throws IllegalStateException     if the network has no LSTM
     * @throws IndexOutOfBoundsException if there is no such step
     */
    public int mostMoved(int step) {
        return step(step).mostMoved();
    }

    /**
     * Splits the pre-activations of a unit's gates at a step into their terms.
     *
     * @param step number of the step, from 0, the oldest, to {@link #steps()} - 1
     * @param unit number of the unit, from 0
     * @return one row per gate, and one for the candidate: the term of the step's input (W x), the term of the previous
     *     output (U h'), the bias (b), their sum, and the value after the activation function: 0 to 1 for a gate, -1 to
     *     1 for the candidate
     * @throws IllegalStateException     if the network has no LSTM
     * @throws IndexOutOfBoundsException if there is no such step or unit
     */
    public Table sums(int step, int unit) {
        return step(step).table(unit);
    }

    /**
     * Returns the values that one unit computes with at a step, so that its output can be computed by hand.
     *
     * @param step number of the step, from 0, the oldest, to {@link #steps()} - 1
     * @param unit number of the unit, from 0
     * @return its pre-activations, its previous cell state, and its output
     * @throws IllegalStateException     if the network has no LSTM
     * @throws IndexOutOfBoundsException if there is no such step or unit
     */
    public Unit unit(int step, int unit) {
        return step(step).unit(unit);
    }

    private LstmStep step(int step) {
        Objects.checkIndex(step, steps());
        double[][] brought = brought();
        LstmWeights weights = weights();
        int at = brought.length - steps() + step;
        return new LstmStep(stepLabels().get(step), weights, brought[at], LstmTrace.of(brought, weights), at,
                given()[at]);
    }

    /**
     * Returns for each step what was bought, the activations of the gates, and the score so far.
     *
     * @return four rows per step, oldest first: step (its date and, if a step is one event, what was bought), what
     *     (input gate, forget gate, output gate, each averaged over the units, or the score so far), and its value,
     *     from 0 to 1
     * @throws IllegalStateException if the network has no LSTM
     */
    public Table walk() {
        Table gates = gates();
        Table scores = scores();
        StringColumn step = StringColumn.create("step");
        StringColumn what = StringColumn.create("what");
        DoubleColumn number = DoubleColumn.create("from 0 to 1");
        List<String> names = walkLabels();
        int each = Gate.values().length;
        for (int s = 0; s < names.size(); s++) {
            for (int row = s * each; row < (s + 1) * each; row++) {
                step.append(names.get(s));
                what.append(gates.stringColumn("gate").get(row) + " gate");
                number.append(gates.doubleColumn(2).getDouble(row));
            }
            step.append(names.get(s));
            what.append("score so far");
            number.append(scores.doubleColumn(1).getDouble(s));
        }
        return Table.create("walk", step, what, number);
    }

    private List<String> walkLabels() {
        return architecture.kind() == Architecture.Kind.CNN_LSTM ? pooledLabels()
                : events.stream().map(event -> event.label() + ": " + event.brief()).toList();
    }

    /** The gates of an LSTM. */
    private enum Gate {
        INPUT, FORGET, OUTPUT;

        double[][] of(LstmTrace trace) {
            return switch (this) {
                case INPUT -> trace.input();
                case FORGET -> trace.forget();
                case OUTPUT -> trace.output();
            };
        }
    }

    LstmTrace trace() {
        return LstmTrace.of(brought(), weights());
    }

    /** The number of the layer that has the LSTM. */
    private int lstm() {
        return switch (architecture.kind()) {
            case LSTM -> EMBEDDING + 1;
            case CNN_LSTM -> POOLING + 1;
            default -> throw new IllegalStateException(architecture.kind().title() + " has no LSTM");
        };
    }

    private LstmWeights weights() {
        Layer layer = network.getLayer(lstm());
        return LstmWeights.of(layer.getParam("W"), layer.getParam("RW"), layer.getParam("b"));
    }

    /** What the steps bring to the LSTM: [step][channel]. */
    private double[][] brought() {
        return byStep(outputs.get(lstm()));
    }

    /** What the LSTM's layer itself gives after each step: [step][unit]. */
    private double[][] given() {
        Layer layer = ((BaseWrapperLayer) network.getLayer(lstm())).getUnderlying();
        return byStep(layer.activate(outputs.get(lstm()), false, LayerWorkspaceMgr.noWorkspaces()));
    }

    private static double[][] byStep(INDArray sequence) {
        INDArray one = sequence.slice(0);
        double[][] steps = new double[(int) one.size(1)][(int) one.size(0)];
        for (int t = 0; t < steps.length; t++) {
            for (int channel = 0; channel < steps[t].length; channel++) {
                steps[t][channel] = one.getDouble(channel, t);
            }
        }
        return steps;
    }

    private void requireConvolution() {
        if (!architecture.kind().convolves()) {
            throw new IllegalStateException(architecture.kind().title() + " has no convolution");
        }
    }

    private List<String> labels() {
        return events.stream().map(EventTexts::label).toList();
    }

    private List<String> stepLabels() {
        return architecture.kind() == Architecture.Kind.CNN_LSTM ? pooledLabels() : labels();
    }

    /** The newest event of each pooled step that has an event; what does not fill a step at the end is not pooled. */
    private List<String> pooledLabels() {
        int padding = length - events.size();
        int pool = architecture.pool();
        List<String> labels = new ArrayList<>();
        for (int end = pool; end <= length; end += pool) {
            if (end > padding) {
                labels.add(events.get(end - 1 - padding).label());
            }
        }
        return labels;
    }

    /** The last columns of a map [1, rows, steps] in long form. */
    private static Table grid(INDArray map, String rowName, int columns, List<String> labels) {
        StringColumn event = StringColumn.create("event");
        IntColumn row = IntColumn.create(rowName);
        DoubleColumn output = DoubleColumn.create("output");
        long first = map.size(2) - columns;
        for (int r = 0; r < map.size(1); r++) {
            for (int c = 0; c < columns; c++) {
                event.append(labels.get(c));
                row.append(r);
                output.append(map.getDouble(0, r, first + c));
            }
        }
        return Table.create("map", event, row, output);
    }

    @Override
    public String toString() {
        return "Outputs of the layers of " + architecture + " for " + events.size() + " events";
    }
}
