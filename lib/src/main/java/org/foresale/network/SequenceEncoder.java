package org.foresale.network;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.log.Level;
import org.foresale.network.DayEvents.DayEvent;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Turns histories into sequences of numbers: one event a shopping day, the newest {@link #length()} of them.
 *
 * <p>The channels of an event are, in this order: one for each second-level class met in training (1 if bought that
 * day), one that counts the classes never met in training, one that marks a real event (0 in the padding), and the
 * numbers of {@link #NUMBERS}, each less its mean and over its standard deviation in training. All that is learnt is
 * learnt from the training samples.
 */
public final class SequenceEncoder {

    /**
     * The numeric channels, in order: days since the last shopping day, money spent, lines bought, weekday as an angle,
     * hour, days to the cut, whether the target was bought, and how many lines of it. "log" is log(1 + x).
     */
    public static final List<String> NUMBERS = List.of("log gap", "log spend", "log lines", "weekday sine",
            "weekday cosine", "hour", "log days to cut", "target bought", "log target lines");

    private static final int DAYS_A_WEEK = 7;

    private final int length;
    private final Int2IntOpenHashMap channelOfClass;
    private final double[] mean;
    private final double[] sd;

    private SequenceEncoder(int length, Int2IntOpenHashMap channelOfClass, double[] mean, double[] sd) {
        this.length = length;
        this.channelOfClass = channelOfClass;
        this.mean = mean;
        this.sd = sd;
    }

    /**
     * An encoder for samples like the given ones.
     *
     * @param train  the training samples
     * @param length how many events a sequence has
     * @return the encoder
     * @throws IllegalArgumentException if the length is below 1, or if no sample has an event
     */
    public static SequenceEncoder fit(Samples train, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("a sequence has at least 1 event, not " + length);
        }
        TreeSet<Integer> classes = new TreeSet<>();
        double[] sum = new double[NUMBERS.size()];
        double[] squares = new double[NUMBERS.size()];
        long events = 0;
        for (int i = 0; i < train.size(); i++) {
            for (DayEvent event : DayEvents.newest(train, i, length)) {
                IntStream.of(event.classes()).forEach(classes::add);
                double[] numbers = numbers(train, event);
                for (int k = 0; k < numbers.length; k++) {
                    sum[k] += numbers[k];
                    squares[k] += numbers[k] * numbers[k];
                }
                events++;
            }
        }
        if (events == 0) {
            throw new IllegalArgumentException("none of the " + train.size() + " training samples has an event");
        }
        double[] mean = new double[sum.length];
        double[] sd = new double[sum.length];
        for (int k = 0; k < sum.length; k++) {
            mean[k] = sum[k] / events;
            double variance = squares[k] / events - mean[k] * mean[k];
            sd[k] = variance > 1e-12 ? Math.sqrt(variance) : 1;
        }
        Int2IntOpenHashMap channels = new Int2IntOpenHashMap();
        channels.defaultReturnValue(classes.size());
        for (int code : classes) {
            channels.put(code, channels.size());
        }
        return new SequenceEncoder(length, channels, mean, sd);
    }

    /**
     * How many events a sequence has; shorter histories are padded on the left.
     *
     * @return the number of time steps
     */
    public int length() {
        return length;
    }

    /**
     * How many channels an event has.
     *
     * @return the number of features
     */
    public int features() {
        return channelOfClass.size() + 2 + NUMBERS.size();
    }

    /**
     * The channel of a second-level class.
     *
     * @param secondClass its code in the taxonomy
     * @return its channel; the channel of the unknown classes if training never met it
     */
    public int channel(int secondClass) {
        return channelOfClass.get(secondClass);
    }

    /**
     * The name of each channel.
     *
     * @param samples give the taxonomy
     * @return names in the order of the channels
     */
    public List<String> channelNames(Samples samples) {
        String[] names = new String[features()];
        channelOfClass.forEach((code, channel) -> names[channel] = samples.taxonomy().path(Level.SECOND, code));
        int next = channelOfClass.size();
        names[next++] = "classes unknown in training";
        names[next++] = "event";
        for (String number : NUMBERS) {
            names[next++] = number;
        }
        return List.of(names);
    }

    /**
     * The encoder in a few lines.
     *
     * @return one row a kind of channel: how many there are, and what they hold
     */
    public Table table() {
        return Table.create(features() + " channels, " + length + " time steps",
                StringColumn.create("channel", "second-level classes", "classes unknown in training", "event",
                        "numbers"),
                IntColumn.create("channels", channelOfClass.size(), 1, 1, NUMBERS.size()),
                StringColumn.create("holds", "1 if bought that day", "log of how many were bought",
                        "1, or 0 in the padding", String.join(", ", NUMBERS)));
    }

    /**
     * The sequences of samples.
     *
     * @param samples the samples
     * @return their sequences
     */
    public Sequences encode(Samples samples) {
        Sequences.Builder sequences = new Sequences.Builder(features(), length);
        int unknown = channelOfClass.size();
        IntArrayList channels = new IntArrayList();
        for (int i = 0; i < samples.size(); i++) {
            for (DayEvent event : DayEvents.newest(samples, i, length)) {
                channels.clear();
                int unseen = 0;
                for (int code : event.classes()) {
                    int channel = channelOfClass.get(code);
                    if (channel == unknown) {
                        unseen++;
                    } else {
                        channels.add(channel);
                    }
                }
                double[] numbers = numbers(samples, event);
                float[] dense = new float[2 + numbers.length];
                dense[0] = (float) Math.log1p(unseen);
                dense[1] = 1;
                for (int k = 0; k < numbers.length; k++) {
                    dense[2 + k] = (float) ((numbers[k] - mean[k]) / sd[k]);
                }
                sequences.event(channels.toIntArray(), dense);
            }
            sequences.endSequence();
        }
        return sequences.build();
    }

    private static double[] numbers(Samples samples, DayEvent event) {
        double angle = 2 * Math.PI * samples.weekday(event.day()).ordinal() / DAYS_A_WEEK;
        return new double[] {Math.log1p(event.gap()), Math.log1p(event.spend()), Math.log1p(event.items()),
            Math.sin(angle), Math.cos(angle), event.hour(), Math.log1p(event.toCut()),
            event.targetLines() > 0 ? 1 : 0, Math.log1p(event.targetLines())};
    }
}
