package org.foresale.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.onednn.SparseInput;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import tech.tablesaw.api.Table;

class SequenceEncoderTest {

    private static final int LENGTH = 6;
    private static final Snapshot QUESTION = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40);
    private static final Cohort COHORT = QUESTION.cohort(RandomLogs.log(21, 200));

    /** The raw numbers of a sample's newest events, straight from its lines, newest last. */
    private static List<double[]> numbers(Samples samples, int i) {
        History history = samples.history(i);
        TreeMap<Integer, List<Integer>> days = new TreeMap<>();
        for (int line = 0; line < history.size(); line++) {
            days.computeIfAbsent(history.day(line), day -> new ArrayList<>()).add(line);
        }
        List<double[]> events = new ArrayList<>();
        List<Integer> withTarget = new ArrayList<>();
        days.forEach((day, lines) -> {
            double spend = lines.stream().mapToDouble(history::value).sum();
            long target = lines.stream().filter(line -> samples.isTarget(history.thirdClass(line))).count();
            Integer before = days.lowerKey(day);
            double angle = 2 * Math.PI * RandomLogs.FIRST_DAY.plusDays(day).getDayOfWeek().ordinal() / 7;
            if (target > 0) {
                withTarget.add(day);
            }
            int since = withTarget.isEmpty() ? day - days.firstKey() + 1 : day - withTarget.get(withTarget.size() - 1);
            events.add(new double[] {Math.log(1.0 + (before == null ? 0 : day - before)), Math.log(1 + spend),
                Math.log(1.0 + lines.size()), Math.sin(angle), Math.cos(angle), history.second(lines.get(0)) / 3600.0,
                Math.log(1.0 + samples.get(i).cut() - day), target > 0 ? 1 : 0, Math.log(1.0 + target),
                Math.log(1.0 + since), Math.log(1.0 + withTarget.size())});
        });
        return events.subList(Math.max(0, events.size() - LENGTH), events.size());
    }

    @Test
    void channelsHoldWhatTheLinesSay() {
        Samples train = COHORT.train();
        SequenceEncoder encoder = SequenceEncoder.fit(train, EventKind.DAYS, LENGTH);
        int numbers = EventKind.DAYS.numbers().size();
        double[] sum = new double[numbers];
        double[] squares = new double[numbers];
        int events = 0;
        for (int i = 0; i < train.size(); i++) {
            for (double[] event : numbers(train, i)) {
                events++;
                for (int k = 0; k < numbers; k++) {
                    sum[k] += event[k];
                    squares[k] += event[k] * event[k];
                }
            }
        }
        Samples test = COHORT.test();
        Sequences sequences = encoder.encode(test);
        for (int i = 0; i < test.size(); i++) {
            INDArray tensor = sequences.batch(i);
            assertThat(tensor.shape()).containsExactly(1, encoder.features(), LENGTH);
            List<double[]> expected = numbers(test, i);
            assertThat(sequences.events(i)).isEqualTo(expected.size());
            int padding = LENGTH - expected.size();
            for (int t = 0; t < LENGTH; t++) {
                int first = encoder.features() - numbers;
                if (t < padding) {
                    for (int channel = 0; channel < encoder.features(); channel++) {
                        assertThat(tensor.getDouble(0, channel, t)).isZero();
                    }
                    continue;
                }
                assertThat(tensor.getDouble(0, first - 1, t)).isEqualTo(1);
                for (int k = 0; k < numbers; k++) {
                    double mean = sum[k] / events;
                    double sd = Math.sqrt(squares[k] / events - mean * mean);
                    assertThat(tensor.getDouble(0, first + k, t)).as(EventKind.DAYS.numbers().get(k))
                            .isCloseTo((expected.get(t - padding)[k] - mean) / sd, within(1e-4));
                }
            }
        }
    }

    @Test
    void classesOfADayAreMarkedAndThoseUnknownInTrainingCounted() {
        // Trained on the buyers of one cut only, so that some classes are unknown.
        Samples few = TestSamples.first(COHORT.train(), 2);
        SequenceEncoder encoder = SequenceEncoder.fit(few, EventKind.DAYS, 1);
        TreeSet<Integer> known = new TreeSet<>();
        for (int i = 0; i < few.size(); i++) {
            known.addAll(lastDayClasses(few, i));
        }
        int unknown = encoder.features() - EventKind.DAYS.numbers().size() - 2;
        assertThat(unknown).isEqualTo(known.size());
        Samples test = COHORT.test();
        Sequences sequences = encoder.encode(test);
        boolean metUnknown = false;
        for (int i = 0; i < test.size(); i++) {
            INDArray tensor = sequences.batch(i);
            TreeSet<Integer> classes = lastDayClasses(test, i);
            int unseen = 0;
            for (int code : classes) {
                int channel = encoder.channelNames().indexOf(test.taxonomy().path(Level.SECOND, code));
                if (known.contains(code)) {
                    assertThat(tensor.getDouble(0, channel, 0)).isEqualTo(1);
                } else {
                    assertThat(channel).isEqualTo(-1);
                    unseen++;
                }
            }
            double marked = 0;
            for (int channel = 0; channel < unknown; channel++) {
                marked += tensor.getDouble(0, channel, 0);
            }
            assertThat(marked).isEqualTo(classes.size() - unseen);
            assertThat(tensor.getDouble(0, unknown, 0)).isCloseTo(Math.log(1.0 + unseen), within(1e-6));
            metUnknown |= unseen > 0;
        }
        assertThat(metUnknown).isTrue();
    }

    private static TreeSet<Integer> lastDayClasses(Samples samples, int i) {
        History history = samples.history(i);
        TreeSet<Integer> classes = new TreeSet<>();
        for (int line = 0; line < history.size(); line++) {
            if (history.day(line) == history.day(history.size() - 1)) {
                classes.add(samples.taxonomy().ancestor(history.thirdClass(line), Level.SECOND));
            }
        }
        return classes;
    }

    /** The raw numbers of a sample's newest lines, newest last. */
    private static List<double[]> lineNumbers(Samples samples, int i) {
        History history = samples.history(i);
        List<double[]> events = new ArrayList<>();
        TreeSet<Integer> days = new TreeSet<>();
        for (int line = 0; line < history.size(); line++) {
            int day = history.day(line);
            Integer before = days.lower(day);
            days.add(day);
            double angle = 2 * Math.PI * RandomLogs.FIRST_DAY.plusDays(day).getDayOfWeek().ordinal() / 7;
            events.add(new double[] {Math.log(1.0 + (before == null ? 0 : day - before)),
                Math.log(1 + history.value(line)), Math.log(1 + history.quantity(line)), Math.sin(angle),
                Math.cos(angle), history.second(line) / 3600.0, Math.log(1.0 + samples.get(i).cut() - day),
                samples.isTarget(history.thirdClass(line)) ? 1 : 0});
        }
        return events.subList(Math.max(0, events.size() - LENGTH), events.size());
    }

    @Test
    void linesAreEventsToo() {
        Samples train = COHORT.train();
        SequenceEncoder encoder = SequenceEncoder.fit(train, EventKind.LINES, LENGTH);
        List<double[]> all = IntStream.range(0, train.size()).boxed()
                .flatMap(i -> lineNumbers(train, i).stream()).toList();
        Samples test = COHORT.test();
        Sequences sequences = encoder.encode(test);
        int first = encoder.features() - EventKind.LINES.numbers().size();
        for (int i = 0; i < test.size(); i++) {
            INDArray tensor = sequences.batch(i);
            List<double[]> expected = lineNumbers(test, i);
            History history = test.history(i);
            assertThat(sequences.events(i)).isEqualTo(expected.size());
            for (int back = 1; back <= expected.size(); back++) {
                int second = test.taxonomy().ancestor(history.thirdClass(history.size() - back), Level.SECOND);
                int channel = encoder.channelNames().indexOf(test.taxonomy().path(Level.SECOND, second));
                assertThat(tensor.getDouble(0, channel, LENGTH - back)).isEqualTo(1);
                assertThat(tensor.getDouble(0, first - 1, LENGTH - back)).isEqualTo(1);
                for (int k = 0; k < EventKind.LINES.numbers().size(); k++) {
                    int number = k;
                    double mean = all.stream().mapToDouble(event -> event[number]).average().orElseThrow();
                    double variance = all.stream().mapToDouble(event -> Math.pow(event[number] - mean, 2)).average()
                            .orElseThrow();
                    assertThat(tensor.getDouble(0, first + k, LENGTH - back)).as(EventKind.LINES.numbers().get(k))
                            .isCloseTo((expected.get(expected.size() - back)[k] - mean) / Math.sqrt(variance),
                                    within(1e-4));
                }
            }
        }
    }

    @Test
    void anInputUsedAgainHoldsNothingOfTheBatchBefore() {
        SequenceEncoder encoder = SequenceEncoder.fit(COHORT.train(), EventKind.DAYS, LENGTH);
        Sequences sequences = encoder.encode(COHORT.train());
        Sequences others = encoder.encode(COHORT.test());
        MultiLayerNetwork stock = new MultiLayerNetwork(Architecture.lstm().configuration(encoder.features(), LENGTH,
                TrainingPlan.withDefaults(), 1));
        stock.init();
        SparseInput input = sequences.inputOf(stock);
        assertThat(filled(input, sequences, false, 0, 1, 2, 3, 4)).isEqualTo(sequences.batch(0, 1, 2, 3, 4));
        assertThat(filled(input, others, false, 3, 3)).isEqualTo(others.batch(3, 3));
        INDArray hidden = filled(input, sequences, true, 9, 8, 7);
        assertThat(filled(input, sequences, false, 9, 8, 7)).isEqualTo(sequences.batch(9, 8, 7));
        // What is hidden is the classes, and nothing but them.
        int dense = EventKind.DAYS.numbers().size() + 2;
        INDArrayIndex classes = NDArrayIndex.interval(0, encoder.features() - dense);
        assertThat(hidden.get(NDArrayIndex.all(), classes).sumNumber().doubleValue()).isZero();
        INDArrayIndex numbers = NDArrayIndex.interval(encoder.features() - dense, encoder.features());
        assertThat(hidden.get(NDArrayIndex.all(), numbers))
                .isEqualTo(sequences.batch(9, 8, 7).get(NDArrayIndex.all(), numbers));
    }

    private static INDArray filled(SparseInput input, Sequences sequences, boolean hides, int... rows) {
        sequences.fill(input, () -> hides, rows);
        return input.array(LENGTH);
    }

    @Test
    void shufflingKeepsTheEventsAndLosesTheirOrder() {
        Sequences sequences = SequenceEncoder.fit(COHORT.train(), EventKind.DAYS, LENGTH).encode(COHORT.test());
        Sequences shuffled = sequences.shuffled(1);
        int moved = 0;
        for (int i = 0; i < sequences.size(); i++) {
            INDArray before = sequences.batch(i);
            INDArray after = shuffled.batch(i);
            assertThat(columns(after)).containsExactlyInAnyOrderElementsOf(columns(before));
            moved += before.equals(after) ? 0 : 1;
        }
        assertThat(moved).isGreaterThan(sequences.size() / 2);
        assertThat(sequences.shuffled(1).batch(0)).isEqualTo(shuffled.batch(0));
    }

    private static List<String> columns(INDArray tensor) {
        return IntStream.range(0, LENGTH).mapToObj(t -> tensor.slice(0).getColumn(t).toStringFull()).toList();
    }

    @Test
    void aLogThatCodesItsClassesOtherwiseIsEncodedAlike() {
        SequenceEncoder encoder = SequenceEncoder.fit(COHORT.train(), EventKind.DAYS, LENGTH);
        // Lines of a class that comes first in the alphabet move the codes of all others; they come after the cuts.
        Table more = RandomLogs.table(21, 200);
        Table last = more.first(1).copy();
        last.stringColumn("a").set(0, "0");
        last.stringColumn("b").set(0, "0");
        last.stringColumn("c").set(0, "0");
        last.dateTimeColumn("time").set(0, RandomLogs.FIRST_DAY.plusDays(RandomLogs.DAYS - 1L).atTime(8, 0));
        Cohort other = QUESTION.cohort(LogSource.table(more.append(last)).load(RandomLogs.MAPPING, RandomLogs.RULES));
        assertThat(other.test().taxonomy().size(Level.SECOND))
                .isEqualTo(COHORT.test().taxonomy().size(Level.SECOND) + 1);
        Sequences expected = encoder.encode(COHORT.test());
        Sequences sequences = encoder.encode(other.test());
        assertThat(sequences.size()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(sequences.batch(i)).isEqualTo(expected.batch(i));
        }
    }

    @Test
    void aBatchHoldsItsSequencesInOrder() {
        Sequences sequences = SequenceEncoder.fit(COHORT.train(), EventKind.DAYS, LENGTH).encode(COHORT.train());
        INDArray batch = sequences.batch(4, 0, 4);
        assertThat(batch.slice(0)).isEqualTo(sequences.batch(4).slice(0));
        assertThat(batch.slice(1)).isEqualTo(sequences.batch(0).slice(0));
        assertThat(batch.slice(2)).isEqualTo(sequences.batch(4).slice(0));
    }

    @Test
    void everyChannelHasAName() {
        SequenceEncoder encoder = SequenceEncoder.fit(COHORT.train(), EventKind.DAYS, LENGTH);
        assertThat(encoder.channelNames()).hasSize(encoder.features()).contains("A > X", "event")
                .endsWith(EventKind.DAYS.numbers().toArray(String[]::new));
        assertThat(encoder.table().intColumn("channels").sum()).isEqualTo(encoder.features());
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatThrownBy(() -> SequenceEncoder.fit(COHORT.train(), EventKind.DAYS, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
        assertThatThrownBy(() -> SequenceEncoder.fit(TestSamples.none(COHORT.train()), EventKind.DAYS, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
