package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    /** The area under the ROC curve of normal scores one deviation apart: the normal distribution at 1 / √2. */
    private static final double TRUE_AUC = 0.7602499389065233;

    private static Scored scored(Scores scores) {
        return new Scored(scores, Metrics.HALF);
    }

    private static int[] ownUsers(int n) {
        return IntStream.range(0, n).toArray();
    }

    private static double width(Interval interval) {
        return interval.high() - interval.low();
    }

    @Test
    void nineteenOfTwentyIntervalsHoldTheTrueValue() {
        Random random = new Random(1);
        int sets = 200;
        int held = 0;
        for (int set = 0; set < sets; set++) {
            Interval interval = Bootstrap.of(ownUsers(200)).withRounds(200)
                    .interval(List.of(scored(Cases.normal(random, 200, 1))), Metrics::rocAuc);
            held += interval.contains(TRUE_AUC) ? 1 : 0;
        }
        assertThat((double) held / sets).isBetween(.9, .99);
    }

    @Test
    void theIntervalIsThatOfResamplesWrittenOutAndSorted() {
        Random random = new Random(2);
        int[] users = {7, 7, 3, 3, 3, 9, 1, 1, 4, 2};
        List<Scored> seeds = List.of(new Scored(Cases.normal(random, 10, 1), .4),
                new Scored(Cases.normal(random, 10, 1), .6));
        List<Scored> others = List.of(new Scored(Cases.normal(random, 10, 2), .5));
        for (ToDoubleFunction<Metrics> figure : List.<ToDoubleFunction<Metrics>>of(Metrics::rocAuc, Metrics::f1,
                Metrics::prAuc, Metrics::logLoss)) {
            Bootstrap bootstrap = Bootstrap.of(users).withRounds(41).withLevel(.9).withSeed(3);
            double[] first = naive(users, seeds, figure, 41, 3, 0);
            double[] second = naive(users, others, figure, 41, 3, 1);
            double[] differences = IntStream.range(0, 41).mapToDouble(i -> first[i] - second[i]).toArray();
            Interval interval = bootstrap.interval(seeds, figure);
            Arrays.sort(first);
            assertThat(interval.low()).isCloseTo(first[2], within(1e-12));
            assertThat(interval.high()).isCloseTo(first[38], within(1e-12));
            assertThat(interval.level()).isEqualTo(.9);
            Interval difference = bootstrap.difference(seeds, others, figure);
            Arrays.sort(differences);
            assertThat(difference.low()).isCloseTo(differences[2], within(1e-12));
            assertThat(difference.high()).isCloseTo(differences[38], within(1e-12));
            assertThat(difference.estimate()).isCloseTo(interval.estimate()
                    - figure.applyAsDouble(others.get(0).metrics()), within(1e-12));
        }
    }

    /** The same draws, each sample of each drawn user put into a list; of two seeds, one is drawn. */
    private static double[] naive(int[] users, List<Scored> seeds, ToDoubleFunction<Metrics> figure, int rounds,
            long seed, int side) {
        int[] people = Arrays.stream(users).sorted().distinct().toArray();
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom ofSeeds = new SplittableRandom(new SplittableRandom(seed).split().nextLong() + side);
        double[] figures = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            List<Integer> samples;
            long positives;
            do {
                samples = new ArrayList<>();
                for (int i = 0; i < people.length; i++) {
                    int user = people[random.nextInt(people.length)];
                    IntStream.range(0, users.length).filter(j -> users[j] == user).forEach(samples::add);
                }
                positives = samples.stream().filter(seeds.get(0).scores()::label).count();
            } while (positives == 0 || positives == samples.size());
            Scored scored = seeds.get(seeds.size() == 1 ? 0 : ofSeeds.nextInt(2));
            boolean[] labels = new boolean[samples.size()];
            double[] predictions = new double[labels.length];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = scored.scores().label(samples.get(i));
                predictions[i] = scored.scores().score(samples.get(i));
            }
            figures[round] = figure.applyAsDouble(Metrics.of(Scores.of(labels, predictions), scored.threshold()));
        }
        return figures;
    }

    /** Predictions of 0 and 1, so that the accuracy is the same at all thresholds, which stand for what a seed adds. */
    private static List<Scored> seeds(Random random, int users, double right, double... thresholds) {
        double[] predictions = IntStream.range(0, users)
                .mapToDouble(i -> random.nextDouble() < right == (i % 2 == 0) ? 1 : 0).toArray();
        Scores scores = Scores.of(Cases.alternating(users), predictions);
        return Arrays.stream(thresholds).mapToObj(threshold -> new Scored(scores, threshold)).toList();
    }

    private static double ofUsersAndSeeds(Metrics metrics) {
        return metrics.accuracy() + metrics.threshold();
    }

    private static double variance(double[] values) {
        double sd = Spread.of(values).sd();
        return sd * sd;
    }

    @Test
    void theVarianceOfAMeanIsThatOfUsersAndThatOfSeedsOverTheirNumber() {
        double[] thresholds = {.2, .35, .5, .55, .8};
        List<Scored> seeds = seeds(new Random(5), 400, .8, thresholds);
        Bootstrap bootstrap = Bootstrap.of(ownUsers(400)).withRounds(20_000);
        double right = seeds.get(0).metrics().accuracy();
        double ofUsers = right * (1 - right) / 400;
        double ofSeeds = variance(thresholds) / 5;
        List<Scored> other = seeds(new Random(6), 400, .8, .5);
        double p = other.get(0).metrics().accuracy();
        Resamples both = bootstrap.differenceOnBoards(List.of(seeds), List.of(other),
                BootstrapTest::ofUsersAndSeeds);
        double paired = bootstrapOfThePairs(seeds.get(0), other.get(0));
        assertThat(both.estimate()).isCloseTo(right - p - .02, within(1e-12));
        assertThat(variance(both.values())).isCloseTo(paired + ofSeeds, within(.03 * (paired + ofSeeds)));
        Resamples users = bootstrap.differenceOnBoards(List.of(seeds.subList(0, 1)), List.of(other),
                BootstrapTest::ofUsersAndSeeds);
        assertThat(variance(users.values())).isCloseTo(paired, within(.05 * paired));
        assertThat(width(bootstrap.interval(seeds.subList(0, 1), Metrics::accuracy)))
                .isCloseTo(2 * 1.96 * Math.sqrt(ofUsers), within(.1 * Math.sqrt(ofUsers)));
        assertThat(width(bootstrap.interval(seeds, BootstrapTest::ofUsersAndSeeds)))
                .isCloseTo(2 * 1.96 * Math.sqrt(ofUsers + ofSeeds), within(.1 * Math.sqrt(ofUsers + ofSeeds)));
    }

    /** The variance of the mean difference of independent users. */
    private static double bootstrapOfThePairs(Scored first, Scored second) {
        int n = first.scores().size();
        double[] differences = IntStream.range(0, n).mapToDouble(i -> right(first, i) - right(second, i)).toArray();
        return variance(differences) * (n - 1) / n / n;
    }

    private static double right(Scored scored, int i) {
        return scored.scores().score(i) >= scored.threshold() == scored.scores().label(i) ? 1 : 0;
    }

    /** All 5⁴ draws of four of five seeds, each as likely as the other. */
    @Test
    void aFigureThatIsTheSameForAllUsersHasTheIntervalOfAllDrawsOfItsSeeds() {
        double[] thresholds = {.1, .2, .45, .5, .9};
        double[] means = IntStream.range(0, 625).mapToDouble(draw -> (thresholds[draw % 5] + thresholds[draw / 5 % 5]
                + thresholds[draw / 25 % 5] + thresholds[draw / 125]) / 4).toArray();
        Interval expected = Interval.percentile(.43, means, .9);
        Interval interval = Bootstrap.of(ownUsers(8)).withRounds(20_000).withLevel(.9)
                .interval(seeds(new Random(1), 8, .7, thresholds), Metrics::threshold);
        assertThat(interval.estimate()).isCloseTo(.43, within(1e-12));
        assertThat(interval.low()).isCloseTo(expected.low(), within(.02));
        assertThat(interval.high()).isCloseTo(expected.high(), within(.02));
    }

    /** Users and seeds vary alike; an interval that holds the seeds fixed is that of one seed of their mean. */
    @Test
    void intervalsHoldTheTruthAsOftenAsTheySayAndThoseOfFixedSeedsDoNot() {
        Random random = new Random(11);
        int studies = 400;
        int held = 0;
        int heldWithFixedSeeds = 0;
        int shown = 0;
        for (int study = 0; study < studies; study++) {
            double[] thresholds = IntStream.range(0, 5)
                    .mapToDouble(seed -> Math.min(1, Math.max(0, .5 + .1 * random.nextGaussian()))).toArray();
            List<Scored> seeds = seeds(random, 100, .7, thresholds);
            Scored fixed = new Scored(seeds.get(0).scores(), Arrays.stream(thresholds).average().orElseThrow());
            Bootstrap bootstrap = Bootstrap.of(ownUsers(100)).withRounds(400).withSeed(study);
            held += bootstrap.interval(seeds, BootstrapTest::ofUsersAndSeeds).contains(1.2) ? 1 : 0;
            heldWithFixedSeeds += bootstrap.interval(List.of(fixed), BootstrapTest::ofUsersAndSeeds).contains(1.2)
                    ? 1 : 0;
            List<Scored> none = seeds(random, 100, .7, .5);
            shown += bootstrap.differenceOnBoards(List.of(seeds), List.of(none), BootstrapTest::ofUsersAndSeeds)
                    .pValue() <= .05 ? 1 : 0;
        }
        assertThat((double) held / studies).isBetween(.92, .98);
        assertThat((double) heldWithFixedSeeds / studies).isLessThan(.88);
        assertThat((double) shown / studies).isBetween(.02, .08);
    }

    @Test
    void theUsersDrawnDoNotDependOnTheSeeds() {
        List<Scored> seeds = seeds(new Random(1), 60, .7, .4, .5, .6);
        Bootstrap bootstrap = Bootstrap.of(ownUsers(60));
        assertThat(bootstrap.interval(seeds, Metrics::accuracy).range())
                .isEqualTo(bootstrap.interval(seeds.subList(0, 1), Metrics::accuracy).range());
    }

    @Test
    void theSameResamplesMakeADifferenceSurer() {
        Random random = new Random(3);
        Scores scores = Cases.normal(random, 300, 1.5);
        double[] nearly = IntStream.range(0, 300)
                .mapToDouble(i -> Math.min(1, Math.max(0, scores.score(i) + .02 * random.nextGaussian()))).toArray();
        List<Scored> first = List.of(scored(scores));
        List<Scored> second = List.of(scored(Scores.of(Cases.alternating(300), nearly)));
        Bootstrap bootstrap = Bootstrap.of(ownUsers(300));
        double paired = width(bootstrap.difference(first, second, Metrics::rocAuc));
        double unpaired = Math.hypot(width(bootstrap.interval(first, Metrics::rocAuc)),
                width(bootstrap.interval(second, Metrics::rocAuc)));
        assertThat(paired).isPositive().isLessThan(unpaired / 3);
        Interval self = bootstrap.difference(first, first, Metrics::f1);
        assertThat(self).isEqualTo(new Interval(0, 0, 0, .95));
    }

    @Test
    void theSamplesOfAUserAreNotTakenForIndependent() {
        Scores once = Cases.normal(new Random(4), 200, 1);
        int[] users = IntStream.range(0, 800).map(i -> i / 4).toArray();
        boolean[] labels = new boolean[800];
        double[] predictions = new double[800];
        for (int i = 0; i < 800; i++) {
            labels[i] = once.label(i / 4);
            predictions[i] = once.score(i / 4);
        }
        List<Scored> fourTimes = List.of(scored(Scores.of(labels, predictions)));
        double alone = width(Bootstrap.of(ownUsers(200)).interval(List.of(scored(once)), Metrics::rocAuc));
        assertThat(width(Bootstrap.of(users).interval(fourTimes, Metrics::rocAuc))).isCloseTo(alone, within(1e-12));
        assertThat(width(Bootstrap.of(ownUsers(800)).interval(fourTimes, Metrics::rocAuc)))
                .isBetween(.4 * alone, .6 * alone);
    }

    @Test
    void theSameSeedGivesTheSameIntervalAndAHigherLevelAWiderOne() {
        List<Scored> scores = List.of(scored(Cases.normal(new Random(5), 100, 1)));
        Bootstrap bootstrap = Bootstrap.of(ownUsers(100));
        Interval interval = bootstrap.interval(scores, Metrics::rocAuc);
        assertThat(Bootstrap.of(ownUsers(100)).interval(scores, Metrics::rocAuc)).isEqualTo(interval);
        assertThat(bootstrap.withSeed(2).interval(scores, Metrics::rocAuc)).isNotEqualTo(interval);
        assertThat(width(bootstrap.withLevel(.99).interval(scores, Metrics::rocAuc))).isGreaterThan(width(interval));
        assertThat(interval.estimate()).isEqualTo(scores.get(0).metrics().rocAuc());
    }

    @Test
    void aResampleThatLacksALabelIsDrawnAnew() {
        boolean[] labels = new boolean[20];
        labels[0] = true;
        Scores scores = Scores.of(labels, new Random(7).doubles(20).toArray());
        assertThat(Bootstrap.of(ownUsers(20)).interval(List.of(scored(scores)), Metrics::rocAuc).low()).isNotNaN();
        Bootstrap bootstrap = Bootstrap.of(new int[] {0, 1});
        List<Scored> buyers = List.of(scored(Scores.of(new boolean[] {true, true}, new double[] {.1, .2})));
        assertThatThrownBy(() -> bootstrap.interval(buyers, Metrics::rocAuc))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 of 2");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Bootstrap.of(new int[] {4, 4})).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 users").hasMessageContaining("2 or more");
        Bootstrap bootstrap = Bootstrap.of(ownUsers(4));
        assertThatThrownBy(() -> bootstrap.withRounds(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
        assertThatThrownBy(() -> bootstrap.withLevel(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.0");
        assertThatThrownBy(() -> bootstrap.interval(List.of(), Metrics::f1))
                .isInstanceOf(IllegalArgumentException.class);
        Random random = new Random(8);
        List<Scored> five = List.of(scored(Cases.normal(random, 5, 1)));
        assertThatThrownBy(() -> bootstrap.interval(five, Metrics::f1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 samples").hasMessageContaining("4 samples");
        Scored four = scored(Cases.normal(random, 4, 1));
        Scored strange = scored(Scores.of(new boolean[] {true, true, true, false}, new double[4]));
        assertThatThrownBy(() -> bootstrap.interval(List.of(four, strange), Metrics::f1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("sample 1");
        assertThatThrownBy(() -> bootstrap.difference(List.of(four), List.of(strange), Metrics::f1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("sample 1");
        Scores scores = four.scores();
        assertThatThrownBy(() -> new Scored(scores, -1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1.0");
    }

    @Test
    void figuresOfOnesOwnHaveTheIntervalsThatMetricsHave() {
        Scores scores = Cases.normal(new Random(5), 60, 1);
        int[] users = IntStream.range(0, 60).map(i -> i / 2).toArray();
        Bootstrap bootstrap = Bootstrap.of(users).withRounds(200).withSeed(4);
        Interval accuracy = bootstrap.interval(List.of(scored(scores)), Metrics::accuracy);
        List<Optional<Interval>> own = bootstrap.intervals(counts -> {
            double right = 0;
            for (int i = 0; i < counts.length; i++) {
                right += scores.score(i) >= Metrics.HALF == scores.label(i) ? counts[i] : 0;
            }
            return new double[] {right / Arrays.stream(counts).sum(), counts[0] > 0 ? 1 : Double.NaN, Double.NaN};
        });
        assertThat(own.get(0)).hasValueSatisfying(interval -> {
            assertThat(interval.estimate()).isCloseTo(accuracy.estimate(), within(1e-12));
            assertThat(interval.low()).isCloseTo(accuracy.low(), within(1e-12));
            assertThat(interval.high()).isCloseTo(accuracy.high(), within(1e-12));
        });
        // A user is absent from a third of the resamples.
        assertThat(own.subList(1, 3)).containsOnly(Optional.empty());
    }

    @Test
    void theMeanOfHitsHasTheIntervalOfTheAccuracy() {
        Scores scores = Cases.normal(new Random(2), 300, 1);
        int[] users = new Random(3).ints(300, 0, 90).toArray();
        double[] right = IntStream.range(0, 300)
                .mapToDouble(i -> scores.label(i) == scores.score(i) >= Metrics.HALF ? 1 : 0).toArray();
        Interval expected = Bootstrap.of(users).interval(List.of(scored(scores)), Metrics::accuracy);
        Interval mean = Bootstrap.mean(users, right).orElseThrow();
        assertThat(mean.estimate()).isCloseTo(expected.estimate(), within(1e-12));
        assertThat(mean.low()).isCloseTo(expected.low(), within(1e-12));
        assertThat(mean.high()).isCloseTo(expected.high(), within(1e-12));
    }

    @Test
    void aMeanIsAsSureAsItsUsersAreMany() {
        double[] values = new Random(3).doubles(100).toArray();
        double[] twice = IntStream.range(0, 200).mapToDouble(i -> values[i / 2]).toArray();
        Interval once = Bootstrap.mean(ownUsers(100), values).orElseThrow();
        Interval same = Bootstrap.mean(IntStream.range(0, 200).map(i -> i / 2).toArray(), twice).orElseThrow();
        assertThat(same.low()).isCloseTo(once.low(), within(1e-12));
        double mean = Arrays.stream(values).average().orElseThrow();
        double sd = Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
        assertThat(width(once)).isCloseTo(2 * 1.96 * sd / 10, within(.02));
        assertThat(once.contains(mean)).isTrue();
    }

    @Test
    void whatHasNoMeanOverUsersIsRefusedOrEmpty() {
        assertThat(Bootstrap.mean(new int[] {4, 4}, new double[] {1, 2})).isEmpty();
        assertThat(Bootstrap.mean(new int[0], new double[0])).isEmpty();
        assertThatThrownBy(() -> Bootstrap.mean(new int[] {4, 5}, new double[3]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 values for 2");
        assertThatThrownBy(() -> Bootstrap.mean(new int[] {4, 5}, new double[] {1, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("NaN");
    }
}
