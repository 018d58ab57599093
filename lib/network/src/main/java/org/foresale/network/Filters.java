package org.foresale.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.cohort.Samples;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Shows what the filters of a trained network's first convolution have learnt to detect. */
public final class Filters {

    private static final int CONVOLUTION_OUTPUT = 2;
    private static final int BATCH = 128;
    private static final int LONGEST_NAME = 22;

    private final NetworkPredictor predictor;
    private final MultiLayerNetwork network;
    private final int kernel;

    private Filters(NetworkPredictor predictor) {
        this.predictor = predictor;
        network = predictor.network();
        kernel = predictor.architecture().kernel();
    }

    /**
     * Returns the filters of a network.
     *
     * @param predictor the network
     * @return its filters
     * @throws IllegalArgumentException if the network has no convolution
     */
    public static Filters of(NetworkPredictor predictor) {
        if (!predictor.architecture().kind().convolves()) {
            throw new IllegalArgumentException(predictor.architecture().kind().title() + " has no filters");
        }
        return new Filters(predictor);
    }

    /**
     * Computes the peak activation of each filter over a history, averaged over buyers and over non-buyers. A history
     * without events counts as 0.
     *
     * @param samples the labelled samples
     * @return one row per filter: filter (from 0), mean among buyers, mean among non-buyers, and their difference;
     *     sorted by the absolute difference, largest first
     * @throws IllegalArgumentException if one of the two labels does not occur
     */
    public Table table(Samples samples) {
        samples.requireBothLabels("comparing filters");
        double[][] sums = new double[2][predictor.architecture().filters()];
        double[] counts = new double[2];
        Peak[][] peaks = peaks(samples);
        for (int i = 0; i < peaks.length; i++) {
            int label = samples.get(i).label() ? 1 : 0;
            counts[label]++;
            for (int filter = 0; filter < sums[label].length; filter++) {
                sums[label][filter] += peaks[i][filter].output();
            }
        }
        IntColumn filter = IntColumn.create("filter");
        DoubleColumn buyers = DoubleColumn.create("mean peak, buyers");
        DoubleColumn others = DoubleColumn.create("mean peak, non-buyers");
        DoubleColumn difference = DoubleColumn.create("difference");
        List<Integer> order = IntStream.range(0, sums[0].length).boxed().sorted(Comparator.comparingDouble(
                f -> -Math.abs(sums[1][f] / counts[1] - sums[0][f] / counts[0]))).toList();
        for (int f : order) {
            filter.append(f);
            buyers.append(sums[1][f] / counts[1]);
            others.append(sums[0][f] / counts[0]);
            difference.append(sums[1][f] / counts[1] - sums[0][f] / counts[0]);
        }
        return Table.create("filters", filter, buyers, others, difference);
    }

    /**
     * Computes the effects of the input channels on a filter: the filter's weights, multiplied through the embedding so
     * that they apply to the channels of an event, times the standard deviation of each channel. An effect is therefore
     * large only if the channel often changes the activation. A category that is rarely bought has a small effect,
     * however large its weight.
     *
     * @param samples samples whose events give the standard deviations
     * @param filter  number of the filter, from 0
     * @param most    maximum number of channels
     * @return the channels with the largest absolute effects; one row per channel and tap: event (from -2 for two
     *     events before to +2 for two after, for a width of 5), channel (its name, cut to 22 characters), effect
     * @throws IndexOutOfBoundsException if there is no such filter
     * @throws IllegalArgumentException if the number of channels is below 0
     */
    public Table effects(Samples samples, int filter, int most) {
        double[][] weights = effective(filter);
        double[] spreads = predictor.encoder().encode(samples).spreads();
        List<String> names = predictor.encoder().channelNames();
        List<Integer> largest = IntStream.range(0, weights.length).boxed().sorted(Comparator.comparingDouble(
                channel -> -spreads[channel] * Arrays.stream(weights[channel]).map(Math::abs).max().orElseThrow()))
                .limit(most).toList();
        StringColumn event = StringColumn.create("event");
        StringColumn channel = StringColumn.create("channel");
        DoubleColumn effect = DoubleColumn.create("effect");
        for (int c : largest) {
            for (int tap = 0; tap < kernel; tap++) {
                event.append(String.format(Locale.ROOT, "%+d", tap - (kernel - 1) / 2));
                channel.append(shortened(names.get(c)));
                effect.append(spreads[c] * weights[c][tap]);
            }
        }
        return Table.create("effects of filter " + filter, event, channel, effect);
    }

    /** The last part of a path, short enough for the axis of a chart on a phone. */
    private static String shortened(String path) {
        String name = path.substring(path.lastIndexOf("> ") + 1).strip();
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }

    /** [channel][tap]: the sum over the embedding of both layers' weights. */
    double[][] effective(int filter) {
        Architecture architecture = predictor.architecture();
        Objects.checkIndex(filter, architecture.filters());
        float[] all = predictor.weights();
        int features = predictor.encoder().features();
        int width = architecture.embedding();
        int taps = width * (features + 1) + architecture.filters();
        double[][] weights = new double[features][kernel];
        for (int channel = 0; channel < features; channel++) {
            for (int tap = 0; tap < kernel; tap++) {
                for (int unit = 0; unit < width; unit++) {
                    weights[channel][tap] += (double) all[width + channel * width + unit]
                            * all[taps + (tap * width + unit) * architecture.filters() + filter];
                }
            }
        }
        return weights;
    }

    /**
     * Returns the stretches of events that activate a filter most (as in Zeiler and Fergus 2014), one per user.
     *
     * @param samples the samples
     * @param filter  number of the filter, from 0
     * @param most    maximum number of stretches
     * @return one row per stretch, the strongest first: user, date of its middle event, the filter's activation, and
     *     what was bought, event by event
     * @throws IndexOutOfBoundsException if there is no such filter
     * @throws IllegalArgumentException if the number of stretches is below 0
     */
    public Table strongest(Samples samples, int filter, int most) {
        Objects.checkIndex(filter, predictor.architecture().filters());
        Peak[][] peaks = peaks(samples);
        Set<String> met = new HashSet<>();
        StringColumn user = StringColumn.create("user");
        StringColumn when = StringColumn.create("when");
        DoubleColumn output = DoubleColumn.create("output");
        StringColumn bought = StringColumn.create("bought, event by event");
        IntStream.range(0, peaks.length).boxed()
                .filter(i -> peaks[i][filter].step() >= 0)
                .sorted(Comparator.comparingDouble(i -> -peaks[i][filter].output()))
                .filter(i -> met.add(samples.userId(i))).limit(most)
                .forEach(i -> {
                    List<EventTexts> events = EventTexts.of(samples, i, predictor.encoder().events(),
                            predictor.encoder().length());
                    int middle = peaks[i][filter].step() - (predictor.encoder().length() - events.size());
                    List<EventTexts> stretch = new ArrayList<>(events.subList(Math.max(0, middle - (kernel - 1) / 2),
                            Math.min(events.size(), middle + kernel / 2 + 1)));
                    user.append(samples.userId(i));
                    when.append(events.get(middle).label());
                    output.append(peaks[i][filter].output());
                    bought.append(stretch.stream().map(EventTexts::text).collect(Collectors.joining(" · ")));
                });
        return Table.create("what activates filter " + filter, user, when, output, bought);
    }

    /**
     * The strongest output of a filter to a history.
     *
     * @param step   the time step it stands at; -1 if there is no event
     * @param output the output
     */
    private record Peak(int step, double output) {
    }

    /** For each sample and filter the peak over the real events. */
    private Peak[][] peaks(Samples samples) {
        Sequences sequences = predictor.encoder().encode(samples);
        Peak[][] peaks = new Peak[sequences.size()][predictor.architecture().filters()];
        int length = predictor.encoder().length();
        for (int from = 0; from < peaks.length; from += BATCH) {
            int to = Math.min(from + BATCH, peaks.length);
            INDArray map = network.feedForwardToLayer(1, sequences.batch(IntStream.range(from, to).toArray()), false)
                    .get(CONVOLUTION_OUTPUT);
            for (int i = from; i < to; i++) {
                for (int filter = 0; filter < peaks[i].length; filter++) {
                    Peak peak = new Peak(-1, 0);
                    for (int step = length - sequences.events(i); step < length; step++) {
                        double output = map.getDouble(i - from, filter, step);
                        peak = peak.step() < 0 || output > peak.output() ? new Peak(step, output) : peak;
                    }
                    peaks[i][filter] = peak;
                }
            }
        }
        return peaks;
    }

    @Override
    public String toString() {
        return "Filters of " + kernel + " events of " + predictor;
    }
}
