package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scores in parts, each of a model of its own, against counting all pairs and all samples. */
class ScoresInPartsTest {

    private static final double EXACT = 1e-12;

    /** Samples in up to four parts, each with both labels and many ties. */
    private record Case(boolean[] labels, double[] probabilities, int[] parts, double[] thresholds) {

        static Case of(Random random) {
            int parts = 1 + random.nextInt(4);
            int n = 2 * parts + random.nextInt(40);
            Case made = new Case(new boolean[n], new double[n], new int[n], new double[parts]);
            int levels = 1 + random.nextInt(8);
            for (int i = 0; i < n; i++) {
                made.labels[i] = i < 2 * parts ? i < parts : random.nextBoolean();
                made.probabilities[i] = random.nextInt(levels + 1) / (double) levels;
                made.parts[i] = i < 2 * parts ? i % parts : random.nextInt(parts);
            }
            Arrays.setAll(made.thresholds, part -> random.nextDouble());
            return made;
        }

        Scored scored() {
            return new Scored(Scores.of(labels, probabilities, parts),
                    Arrays.stream(thresholds).boxed().toList());
        }

        /** Each sample as many times as counted. */
        Case repeated(int[] counts) {
            int[] from = IntStream.range(0, counts.length)
                    .flatMap(i -> IntStream.range(0, counts[i]).map(copy -> i)).toArray();
            boolean[] repeatedLabels = new boolean[from.length];
            IntStream.range(0, from.length).forEach(i -> repeatedLabels[i] = labels[from[i]]);
            return new Case(repeatedLabels, IntStream.of(from).mapToDouble(i -> probabilities[i]).toArray(),
                    IntStream.of(from).map(i -> parts[i]).toArray(), thresholds);
        }

        double rocAuc() {
            double inOrder = 0;
            int pairs = 0;
            for (int i = 0; i < labels.length; i++) {
                for (int j = 0; j < labels.length; j++) {
                    if (labels[i] && !labels[j] && parts[i] == parts[j]) {
                        pairs++;
                        inOrder += probabilities[i] > probabilities[j] ? 1
                                : probabilities[i] == probabilities[j] ? .5 : 0;
                    }
                }
            }
            return inOrder / pairs;
        }

        /** The mean over the positives of the precision among the samples of their part that score as high. */
        double prAuc() {
            double sum = 0;
            for (int i = 0; i < labels.length; i++) {
                if (labels[i]) {
                    int positive = i;
                    int[] above = IntStream.range(0, labels.length).filter(j -> parts[j] == parts[positive]
                            && probabilities[j] >= probabilities[positive]).toArray();
                    sum += (double) IntStream.of(above).filter(j -> labels[j]).count() / above.length;
                }
            }
            return sum / count(true, true, true, false);
        }

        /** How many samples there are of positives or negatives, above their thresholds or below. */
        private double count(boolean positives, boolean above, boolean below, boolean negatives) {
            return IntStream.range(0, labels.length).filter(i -> labels[i] ? positives : negatives)
                    .filter(i -> probabilities[i] >= thresholds[parts[i]] ? above : below).count();
        }

        void check(Metrics metrics) {
            double truePositives = count(true, true, false, false);
            double falsePositives = count(false, true, false, true);
            double falseNegatives = count(true, false, true, false);
            assertThat(metrics.samples()).isEqualTo(labels.length);
            assertThat(metrics.positives()).isEqualTo((int) (truePositives + falseNegatives));
            assertThat(metrics.rocAuc()).isCloseTo(rocAuc(), within(EXACT));
            assertThat(metrics.prAuc()).isCloseTo(prAuc(), within(EXACT));
            assertThat(metrics.f1()).isCloseTo(2 * truePositives
                    / (2 * truePositives + falsePositives + falseNegatives), within(EXACT));
            assertThat(metrics.recall()).isCloseTo(truePositives / (truePositives + falseNegatives), within(EXACT));
            if (truePositives + falsePositives > 0) {
                assertThat(metrics.precision()).isCloseTo(truePositives / (truePositives + falsePositives),
                        within(EXACT));
            }
            assertThat(metrics.brier()).isCloseTo(IntStream.range(0, labels.length)
                    .mapToDouble(i -> Math.pow(probabilities[i] - (labels[i] ? 1 : 0), 2)).average().orElseThrow(),
                    within(EXACT));
            assertThat(metrics.threshold()).isCloseTo(Arrays.stream(thresholds).average().orElseThrow(),
                    within(EXACT));
        }
    }

    @Test
    void pairsAreOfOnePartAndCountsOfAll() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            Case some = Case.of(random);
            some.check(some.scored().metrics());
        }
    }

    @Test
    void samplesCountAsOftenAsTheyAreDrawn() {
        Random random = new Random(6);
        for (int round = 0; round < 200; round++) {
            Case some = Case.of(random);
            int[] counts = IntStream.range(0, some.labels.length).map(i -> random.nextInt(4)).toArray();
            counts[0] = 1;
            counts[some.thresholds.length] = 2;
            some.repeated(counts).check(Tally.of(some.scored()).metrics(counts));
        }
    }

    @Test
    void ofOnePartTheMetricsAreThoseOfTheSamples() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            Scores scores = Cases.small(random);
            boolean[] labels = new boolean[scores.size()];
            IntStream.range(0, labels.length).forEach(i -> labels[i] = scores.label(i));
            double[] probabilities = IntStream.range(0, labels.length).mapToDouble(scores::score).toArray();
            assertThat(new Scored(Scores.of(labels, probabilities, new int[labels.length]), List.of(.4)).metrics())
                    .isEqualTo(Metrics.of(scores, .4));
        }
    }

    /** A model whose scores are all higher than another's is not better; a common ranking would say otherwise. */
    @Test
    void scalesOfTwoModelsAreNotCompared() {
        boolean[] labels = {true, false, false, true, false, false};
        double[] probabilities = {.3, .2, .1, .9, .8, .7};
        int[] parts = {0, 0, 0, 1, 1, 1};
        assertThat(Metrics.of(Scores.of(labels, probabilities)).rocAuc()).isEqualTo(.75);
        Scored scored = new Scored(Scores.of(labels, probabilities, parts), List.of(.25, .85));
        assertThat(scored.metrics().rocAuc()).isEqualTo(1);
        assertThat(scored.metrics().prAuc()).isEqualTo(1);
        assertThat(scored.metrics().f1()).isEqualTo(1);
    }

    @Test
    void aBoardOfPartsHasAThresholdForEach() {
        boolean[] labels = {true, false, true, false};
        int[] parts = {0, 0, 1, 1};
        double[] probabilities = {.3, .2, .9, .8};
        Scoreboard board = Scoreboard.of("folds", labels, parts)
                .with("mine", List.of(probabilities), new double[][] {{.25, .85}})
                .with("of one threshold", List.of(probabilities), List.of(.25));
        assertThat(board.spread("mine", Metrics::f1).mean()).isEqualTo(1);
        assertThat(board.spread("mine", Metrics::threshold).mean()).isCloseTo(.55, within(EXACT));
        assertThat(board.spread("of one threshold", Metrics::f1).mean()).isEqualTo(.8);
        assertThat(board.spread("of one threshold", Metrics::rocAuc).mean()).isEqualTo(1);
        assertThat(board.spread(Scoreboard.ALWAYS_POSITIVE, Metrics::rocAuc).mean()).isEqualTo(.5);
        assertThat(board.spread(Scoreboard.ALWAYS_POSITIVE, Metrics::f1).mean()).isCloseTo(2. / 3, within(EXACT));
        assertThat(board.table().name()).isEqualTo("folds (4 test samples in 2 parts)");
        assertThatThrownBy(() -> Scoreboard.of("folds", labels, new int[] {0, 1, 0, 1}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("part 0");
        assertThatThrownBy(() -> board.with("mine", List.of(probabilities), new double[][] {{.25}}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 parts");
    }
}
