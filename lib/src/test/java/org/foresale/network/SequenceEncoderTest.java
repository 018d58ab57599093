package org.foresale.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class SequenceEncoderTest {

    private static final int LENGTH = 6;
    private static final Cohort COHORT = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40).cohort(RandomLogs.log(21, 200));

    /** The raw numbers of a sample's newest events, straight from its lines, newest last. */
    private static List<double[]> numbers(Samples samples, int i) {
        History history = samples.history(i);
        TreeMap<Integer, List<Integer>> days = new TreeMap<>();
        for (int line = 0; line < history.size(); line++) {
            days.computeIfAbsent(history.day(line), day -> new ArrayList<>()).add(line);
        }
        List<double[]> events = new ArrayList<>();
        days.forEach((day, lines) -> {
            double spend = lines.stream().mapToDouble(history::value).sum();
            long target = lines.stream().filter(line -> samples.isTarget(history.thirdClass(line))).count();
            Integer before = days.lowerKey(day);
            double angle = 2 * Math.PI * RandomLogs.FIRST_DAY.plusDays(day).getDayOfWeek().ordinal() / 7;
            events.add(new double[] {Math.log(1.0 + (before == null ? 0 : day - before)), Math.log(1 + spend),
                Math.log(1.0 + lines.size()), Math.sin(angle), Math.cos(angle), history.second(lines.get(0)) / 3600.0,
                Math.log(1.0 + samples.get(i).cut() - day), target > 0 ? 1 : 0, Math.log(1.0 + target)});
        });
        return events.subList(Math.max(0, events.size() - LENGTH), events.size());
    }

    @Test
    void channelsHoldWhatTheLinesSay() {
        Samples train = COHORT.train();
        SequenceEncoder encoder = SequenceEncoder.fit(train, LENGTH);
        int numbers = SequenceEncoder.NUMBERS.size();
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
                    assertThat(tensor.getDouble(0, first + k, t)).as(SequenceEncoder.NUMBERS.get(k))
                            .isCloseTo((expected.get(t - padding)[k] - mean) / sd, within(1e-4));
                }
            }
        }
    }

    @Test
    void classesOfADayAreMarkedAndThoseUnknownInTrainingCounted() {
        // Trained on the buyers of one cut only, so that some classes are unknown.
        Samples few = TestSamples.first(COHORT.train(), 2);
        SequenceEncoder encoder = SequenceEncoder.fit(few, 1);
        TreeSet<Integer> known = new TreeSet<>();
        for (int i = 0; i < few.size(); i++) {
            known.addAll(lastDayClasses(few, i));
        }
        int unknown = encoder.features() - SequenceEncoder.NUMBERS.size() - 2;
        assertThat(unknown).isEqualTo(known.size());
        Samples test = COHORT.test();
        Sequences sequences = encoder.encode(test);
        boolean metUnknown = false;
        for (int i = 0; i < test.size(); i++) {
            INDArray tensor = sequences.batch(i);
            TreeSet<Integer> classes = lastDayClasses(test, i);
            int unseen = 0;
            for (int code : classes) {
                if (known.contains(code)) {
                    assertThat(tensor.getDouble(0, encoder.channel(code), 0)).isEqualTo(1);
                } else {
                    assertThat(encoder.channel(code)).isEqualTo(unknown);
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

    @Test
    void aBatchHoldsItsSequencesInOrder() {
        Sequences sequences = SequenceEncoder.fit(COHORT.train(), LENGTH).encode(COHORT.train());
        INDArray batch = sequences.batch(4, 0, 4);
        assertThat(batch.slice(0)).isEqualTo(sequences.batch(4).slice(0));
        assertThat(batch.slice(1)).isEqualTo(sequences.batch(0).slice(0));
        assertThat(batch.slice(2)).isEqualTo(sequences.batch(4).slice(0));
    }

    @Test
    void everyChannelHasAName() {
        SequenceEncoder encoder = SequenceEncoder.fit(COHORT.train(), LENGTH);
        assertThat(encoder.channelNames(COHORT.train())).hasSize(encoder.features()).contains("A > X", "event")
                .endsWith(SequenceEncoder.NUMBERS.toArray(String[]::new));
        assertThat(encoder.table().intColumn("channels").sum()).isEqualTo(encoder.features());
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatThrownBy(() -> SequenceEncoder.fit(COHORT.train(), 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
        assertThatThrownBy(() -> SequenceEncoder.fit(TestSamples.none(COHORT.train()), 3))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
