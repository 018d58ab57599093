package org.foresale.network;

import com.fasterxml.jackson.annotation.JsonInclude;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import it.unimi.dsi.fastutil.objects.Object2IntMap;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.foresale.cohort.Samples;
import org.foresale.learn.AffinityFeatures;
import org.foresale.learn.PredictorParts;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Encodes histories as sequences of numbers: the newest {@link #length()} events of each, shopping days or lines.
 *
 * <p>The channels of an event are, in this order: one for each second-level class in the training samples (1 if
 * bought), one for the number of classes not in the training samples (log(1 + count)), one that marks a real event (0
 * in the padding), and the numbers of {@link EventKind#numbers()}. These numbers are standardised with their training
 * mean and standard deviation, and clipped to [-100, 100]. The encoder of a network
 * {@linkplain NetworkLearner#withRichInputs() with rich inputs} adds more such numbers: gap ratios and affinities.
 * Everything is fitted on the training samples alone. Classes are identified by their path, so that an encoder works
 * for any log with the same class names.
 */
public final class SequenceEncoder {

    static final int LONGEST = 4_096;
    private static final int MAX_CLASSES = 100_000;
    private static final int LONGEST_PATH = 1_000;
    private static final double MIN_VARIANCE = 1e-12;
    /** In standard deviations; what lies further out is an error of the source, and would drown all else. */
    private static final double FURTHEST = 100;

    private final Inputs inputs;
    private final int length;
    private final List<String> classes;
    private final double[] mean;
    private final double[] sd;

    private SequenceEncoder(Inputs inputs, int length, List<String> classes, double[] mean, double[] sd) {
        this.inputs = inputs;
        this.length = length;
        this.classes = List.copyOf(classes);
        this.mean = mean;
        this.sd = sd;
    }

    /**
     * All that an encoder has learnt but for the affinities of rich inputs, to be written as JSON.
     *
     * @param events  what an event is
     * @param length  events of a sequence
     * @param classes paths of the second-level classes, in the order of their channels
     * @param further names of the numbers that rich inputs add; empty for plain inputs, and then not written
     * @param mean    of each number in training
     * @param sd      standard deviation of each number in training
     */
    record Saved(EventKind events, int length, List<String> classes,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> further, List<Double> mean, List<Double> sd) {

        Saved {
            if (events == null || classes == null || mean == null || sd == null) {
                throw new IllegalArgumentException("the encoder lacks its events, classes, means or deviations");
            }
            checkLength(length);
            if (classes.size() > MAX_CLASSES || new HashSet<>(classes).size() != classes.size()
                    || classes.stream().anyMatch(path -> path == null || path.length() > LONGEST_PATH)) {
                throw new IllegalArgumentException("the " + classes.size()
                        + " classes of the encoder are too many, repeat each other, or are missing or too long");
            }
            further = further == null ? List.of() : further;
            if (!further.isEmpty() && !further.equals(Inputs.FURTHER)) {
                throw new IllegalArgumentException("the encoder has the additional numbers " + further
                        + ", but there must be none, or those of rich inputs");
            }
            int numbers = events.numbers().size() + further.size();
            if (mean.size() != numbers || sd.size() != numbers
                    || !mean.stream().allMatch(value -> value != null && Double.isFinite(value))
                    || !sd.stream().allMatch(value -> value != null && Double.isFinite(value) && value > 0)) {
                throw new IllegalArgumentException("the encoder has no " + numbers + " finite means and deviations");
            }
        }
    }

    /** Puts an encoder together; its affinities are a part of their own. */
    static SequenceEncoder read(PredictorParts parts, String name, String affinitiesName) {
        Saved saved = parts.json(name, Saved.class);
        Inputs inputs = saved.further().isEmpty() ? Inputs.plain(saved.events())
                : Inputs.rich(saved.events(), AffinityFeatures.read(parts, affinitiesName));
        return new SequenceEncoder(inputs, saved.length(), saved.classes(),
                saved.mean().stream().mapToDouble(Double::doubleValue).toArray(),
                saved.sd().stream().mapToDouble(Double::doubleValue).toArray());
    }

    PredictorParts addTo(PredictorParts parts, String name, String affinitiesName) {
        PredictorParts more = parts.withJson(name, new Saved(inputs.events(), length, classes, inputs.further(),
                DoubleStream.of(mean).boxed().toList(), DoubleStream.of(sd).boxed().toList()));
        return inputs.affinities().map(affinities -> affinities.addTo(more, affinitiesName)).orElse(more);
    }

    static void checkLength(int length) {
        if (length < 1 || length > LONGEST) {
            throw new IllegalArgumentException("a sequence has 1 to " + LONGEST + " events, not " + length);
        }
    }

    /**
     * Fits an encoder to training samples.
     *
     * @param train  the training samples
     * @param events what an event is
     * @param length number of events in a sequence, 1 to 4,096
     * @return the encoder
     * @throws IllegalArgumentException if the length is out of range, or if no sample has an event
     */
    public static SequenceEncoder fit(Samples train, EventKind events, int length) {
        return fit(train, Inputs.plain(events), events.reader(train), length);
    }

    /** An encoder for samples like the given ones, whose events come from a reader of such inputs. */
    static SequenceEncoder fit(Samples train, Inputs inputs, EventReader reader, int length) {
        checkLength(length);
        IntSet met = new IntOpenHashSet();
        int numbers = inputs.numbers().size();
        double[] sum = new double[numbers];
        double[] squares = new double[numbers];
        long[] count = new long[1];
        EventReader.Sink sink = (codes, size, values) -> {
            for (int k = 0; k < size; k++) {
                met.add(codes[k]);
            }
            for (int k = 0; k < numbers; k++) {
                sum[k] += values[k];
                squares[k] += values[k] * values[k];
            }
            count[0]++;
        };
        for (int i = 0; i < train.size(); i++) {
            reader.read(i, length, sink);
        }
        if (count[0] == 0) {
            throw new IllegalArgumentException("none of the " + train.size() + " training samples has an event");
        }
        double[] mean = new double[numbers];
        double[] sd = new double[numbers];
        for (int k = 0; k < numbers; k++) {
            mean[k] = sum[k] / count[0];
            double variance = squares[k] / count[0] - mean[k] * mean[k];
            sd[k] = variance > MIN_VARIANCE ? Math.sqrt(variance) : 1;
        }
        List<String> paths = IntStream.of(met.toIntArray()).sorted()
                .mapToObj(code -> train.taxonomy().path(Level.SECOND, code)).toList();
        return new SequenceEncoder(inputs, length, paths, mean, sd);
    }

    /**
     * Returns what an event is.
     *
     * @return shopping days or lines
     */
    public EventKind events() {
        return inputs.events();
    }

    /**
     * Returns the number of events in a sequence; shorter histories are padded on the left.
     *
     * @return the number of time steps
     */
    public int length() {
        return length;
    }

    /**
     * Returns the number of channels of an event.
     *
     * @return the number of features
     */
    public int features() {
        return classes.size() + dense();
    }

    /** Paths of the classes, which are the first channels. */
    List<String> classes() {
        return classes;
    }

    /** Channels of any value: unknown classes, event, numbers. */
    private int dense() {
        return 2 + mean.length;
    }

    /**
     * Returns the names of the channels.
     *
     * @return the names in the order of the channels; the name of a class is its path
     */
    public List<String> channelNames() {
        List<String> names = new ArrayList<>(classes);
        names.add("classes unknown in training");
        names.add("event");
        names.addAll(inputs.numbers());
        return names;
    }

    /**
     * Summarises the encoder.
     *
     * @return one row per kind of channel: the number of its channels, and what they hold
     */
    public Table table() {
        StringColumn channel = StringColumn.create("channel", "second-level classes", "classes unknown in training",
                "event", "numbers");
        IntColumn channels = IntColumn.create("channels", classes.size(), 1, 1, events().numbers().size());
        StringColumn holds = StringColumn.create("holds", "1 if bought", "log of how many were bought",
                "1, or 0 in the padding", String.join(", ", events().numbers()));
        if (!inputs.further().isEmpty()) {
            channel.append("further numbers");
            channels.append(inputs.further().size());
            holds.append(String.join(", ", inputs.further()));
        }
        return Table.create(features() + " channels, " + length + " time steps", channel, channels, holds);
    }

    /**
     * Returns samples as data sets for a Deeplearning4j network of your own, in order, batch by batch. Only one batch
     * is held in memory at a time.
     *
     * @param samples the samples
     * @param batch   number of samples in a batch, 1 or more; the last batch may have fewer
     * @return data sets with features [batch, features, time] and labels [batch, 1]: 1 for a buyer, 0 for a non-buyer
     * @throws IllegalArgumentException if the batch size is below 1
     */
    public DataSetIterator dataSets(Samples samples, int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException("a batch has 1 sample or more, not " + batch);
        }
        Sequences sequences = encode(samples);
        return new ExistingDataSetIterator(() -> IntStream.iterate(0, from -> from < samples.size(), from -> from
                + batch).mapToObj(from -> dataSet(samples, sequences, from, Math.min(from + batch, samples.size())))
                .iterator());
    }

    private static DataSet dataSet(Samples samples, Sequences sequences, int from, int to) {
        float[] labels = new float[to - from];
        for (int i = from; i < to; i++) {
            labels[i - from] = samples.get(i).label() ? 1 : 0;
        }
        return new DataSet(sequences.batch(IntStream.range(from, to).toArray()),
                Nd4j.create(labels, new long[] {labels.length, 1}, 'c'));
    }

    /**
     * Encodes samples.
     *
     * @param samples the samples; with rich inputs, not the training samples, since the affinities were learnt from
     *     their labels
     * @return the encoded sequences
     */
    public Sequences encode(Samples samples) {
        return encode(samples, 0, samples.size());
    }

    /** The sequences of the samples from one number to before another. */
    Sequences encode(Samples samples, int from, int to) {
        return encode(samples, inputs.reader(samples, from, to), from, to);
    }

    /** Encodes samples whose events come from a reader of the inputs that the encoder is fitted to. */
    Sequences encode(Samples samples, EventReader reader, int from, int to) {
        Sequences.Builder sequences = new Sequences.Builder(features(), dense(), length);
        int[] channelOf = channels(samples.taxonomy());
        int[] known = new int[channelOf.length];
        float[] dense = new float[dense()];
        dense[1] = 1;
        EventReader.Sink sink = (codes, size, values) -> {
            int seen = 0;
            for (int k = 0; k < size; k++) {
                if (channelOf[codes[k]] >= 0) {
                    known[seen++] = channelOf[codes[k]];
                }
            }
            dense[0] = (float) EventTimes.log(size - seen);
            for (int k = 0; k < mean.length; k++) {
                dense[2 + k] = (float) Math.max(-FURTHEST, Math.min(FURTHEST, (values[k] - mean[k]) / sd[k]));
            }
            sequences.event(known, seen, dense);
        };
        for (int i = from; i < to; i++) {
            reader.read(i, length, sink);
            sequences.endSequence();
        }
        return sequences.build();
    }

    /** For each second-level class of a taxonomy its channel, -1 if training never met it. */
    private int[] channels(Taxonomy taxonomy) {
        Object2IntMap<String> channels = new Object2IntOpenHashMap<>();
        channels.defaultReturnValue(-1);
        for (int channel = 0; channel < classes.size(); channel++) {
            channels.put(classes.get(channel), channel);
        }
        return IntStream.range(0, taxonomy.size(Level.SECOND))
                .map(code -> channels.getInt(taxonomy.path(Level.SECOND, code))).toArray();
    }

    @Override
    public String toString() {
        return "Newest " + length + " " + inputs.events() + ", " + classes.size() + " classes";
    }
}
