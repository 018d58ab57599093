package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.interval.ClopperPearsonInterval;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubgroupTest {

    private static boolean[] first(int n, int of) {
        boolean[] values = new boolean[of];
        Arrays.fill(values, 0, n, true);
        return values;
    }

    private static int[] eachItsOwn(int n) {
        return IntStream.range(0, n).toArray();
    }

    @Test
    void sharesAreThoseOfCounting() {
        // 4 of 10 belong, 2 of them and 3 others have the outcome.
        Subgroup group = Subgroup.of(first(4, 10),
                new boolean[] {true, true, false, false, true, true, true, false, false, false}, eachItsOwn(10));
        assertThat(group.size()).isEqualTo(4);
        assertThat(group.found()).isEqualTo(2);
        assertThat(group.share().orElseThrow().estimate()).isEqualTo(.5);
        assertThat(group.reach().orElseThrow().estimate()).isCloseTo(2 / 5.0, within(1e-12));
        assertThat(group.lift().orElseThrow().estimate()).isCloseTo(.5 / .5, within(1e-12));
    }

    /** The spread is nearly that of a share of independent users, sqrt(p (1 - p) / n). */
    @Test
    void theIntervalOfAShareIsThatOfIndependentUsersAndWiderOfUsersThatComeFourTimes() {
        Random random = new Random(3);
        boolean[] outcome = new boolean[2000];
        int[] fours = new int[2000];
        for (int i = 0; i < outcome.length; i++) {
            fours[i] = i / 4;
            outcome[i] = i % 4 == 0 ? random.nextInt(5) == 0 : outcome[i - 1];
        }
        boolean[] members = first(1000, 2000);
        Interval single = Subgroup.of(members, outcome, eachItsOwn(2000)).share().orElseThrow();
        Interval repeated = Subgroup.of(members, outcome, fours).share().orElseThrow();
        double p = single.estimate();
        double width = 2 * 1.96 * Math.sqrt(p * (1 - p) / 1000);
        assertThat(single.high() - single.low()).isCloseTo(width, within(.15 * width));
        assertThat(repeated.estimate()).isEqualTo(p);
        assertThat(repeated.high() - repeated.low()).isCloseTo(2 * width, within(.3 * width));
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "10, 10", "0, 1", "1, 1", "3, 1000", "500, 500", "7, 9"})
    void theIntervalOfAShareIsThatOfCommonsMath(int found, int n) {
        Interval share = Subgroup.of(first(n, n + 5), first(found, n + 5), eachItsOwn(n + 5)).share().orElseThrow();
        assertThat(share.estimate()).isEqualTo((double) found / n);
        // Commons Math knows no interval of none or of all.
        ConfidenceInterval expected = found == 0 || found == n ? new ConfidenceInterval(
                found == 0 ? 0 : Math.pow(.025, 1. / n), found == 0 ? 1 - Math.pow(.025, 1. / n) : 1, .95)
                : new ClopperPearsonInterval().createInterval(n, found, .95);
        assertThat(share.low()).isCloseTo(expected.getLowerBound(), within(1e-9)).isBetween(0.0, share.estimate());
        assertThat(share.high()).isCloseTo(expected.getUpperBound(), within(1e-9)).isBetween(share.estimate(), 1.0);
    }

    /** No interval is a point because no resample can show otherwise, and no share is above 1. */
    @Test
    void whoeverFindsAllOrNoneOfTheOutcomesIsAsUnsureAsTheyAreFew() {
        Subgroup all = Subgroup.of(first(50, 100), first(5, 100), eachItsOwn(100));
        assertThat(all.reach()).contains(Interval.ofShare(1, 5));
        Interval lift = all.lift().orElseThrow();
        assertThat(lift.estimate()).isEqualTo(2);
        Interval among = Interval.ofShare(.5, 100, .975);
        assertThat(lift.low()).isCloseTo(Interval.ofShare(1, 5, .975).low() / among.high(), within(1e-12));
        assertThat(lift.high()).as("the share of members is not known exactly, either")
                .isCloseTo(1 / among.low(), within(1e-12)).isGreaterThan(2);
        boolean[] others = new boolean[100];
        Arrays.fill(others, 98, 100, true);
        assertThat(Subgroup.of(first(90, 100), others, eachItsOwn(100)).reach()).contains(Interval.ofShare(0, 2));
        // All of ten members have it, as have many others: which part of these is found, is not known exactly.
        Interval some = Subgroup.of(first(10, 1000), first(100, 1000), eachItsOwn(1000)).reach().orElseThrow();
        assertThat(some.low()).isLessThan(.06);
        assertThat(some.high()).isGreaterThan(.14);
    }

    @Test
    void nobodyHasNoShareAndNoOutcomeHasNoLift() {
        Subgroup nobody = Subgroup.of(new boolean[3], first(1, 3), eachItsOwn(3));
        assertThat(nobody.size()).isZero();
        assertThat(nobody.share()).isEmpty();
        assertThat(nobody.reach()).isEmpty();
        assertThat(nobody.lift()).isEmpty();
        Subgroup nothing = Subgroup.of(first(2, 3), new boolean[3], eachItsOwn(3));
        assertThat(nothing.share()).isPresent();
        assertThat(nothing.reach()).isEmpty();
        assertThat(nothing.lift()).isEmpty();
        Subgroup missed = Subgroup.of(first(2, 4), new boolean[] {false, false, true, false}, eachItsOwn(4));
        assertThat(missed.lift().orElseThrow().estimate()).isZero();
        assertThat(missed.lift().orElseThrow().high()).isPositive();
    }

    /** Of a rare outcome, and of one that members alone have, resamples hold the truth too seldom. */
    @ParameterizedTest
    @CsvSource({"400, .2, .01, .005", "400, .2, .04, 0", "600, .2, .25, .1"})
    void theIntervalOfALiftHoldsTheTruth(int n, double members, double amongMembers, double amongOthers) {
        Random random = new Random(8);
        double truth = amongMembers / (members * amongMembers + (1 - members) * amongOthers);
        int studies = 200;
        int held = 0;
        int defined = 0;
        for (int study = 0; study < studies; study++) {
            boolean[] member = new boolean[n];
            boolean[] outcome = new boolean[n];
            for (int i = 0; i < n; i++) {
                member[i] = random.nextDouble() < members;
                outcome[i] = random.nextDouble() < (member[i] ? amongMembers : amongOthers);
            }
            Optional<Interval> lift = Subgroup.of(member, outcome, eachItsOwn(n)).lift();
            defined += lift.isPresent() ? 1 : 0;
            held += lift.isPresent() && lift.get().contains(truth) ? 1 : 0;
        }
        assertThat((double) held / defined).isGreaterThanOrEqualTo(.92);
        assertThat(defined).isGreaterThan(studies * 9 / 10);
    }

    /** Where outcomes are many, the interval is that of the logarithm by the delta method (Katz 1978). */
    @Test
    void theIntervalOfALiftIsNearlyThatOfItsLogarithm() {
        Random random = new Random(6);
        int n = 2000;
        boolean[] member = new boolean[n];
        boolean[] outcome = new boolean[n];
        for (int i = 0; i < n; i++) {
            member[i] = random.nextInt(4) == 0;
            outcome[i] = random.nextDouble() < (member[i] ? .3 : .1);
        }
        Subgroup group = Subgroup.of(member, outcome, eachItsOwn(n));
        Interval lift = group.lift().orElseThrow();
        double found = group.found();
        double all = IntStream.range(0, n).filter(i -> outcome[i]).count();
        // The gradient of log(f) - log(s) - log(a), squared under the multinomial covariance; f is part of s and of a.
        double f = found / n;
        double s = (double) group.size() / n;
        double a = all / n;
        double variance = (1 / f + 1 / s + 1 / a - 2 / s - 2 / a + 2 * f / (s * a) - 1) / n;
        double factor = Math.exp(1.96 * Math.sqrt(variance));
        assertThat(lift.low()).isCloseTo(lift.estimate() / factor, within(.03 * lift.estimate()));
        assertThat(lift.high()).isCloseTo(lift.estimate() * factor, within(.03 * lift.estimate()));
    }

    @Test
    void oneUserTellsNextToNothing() {
        Subgroup one = Subgroup.of(first(2, 2), first(1, 2), new int[2]);
        assertThat(one.share()).contains(Interval.ofShare(.5, 1));
        assertThat(one.lift().orElseThrow().estimate()).isEqualTo(1);
    }

    @Test
    void lengthsThatDifferAreRefused() {
        assertThatThrownBy(() -> Subgroup.of(new boolean[3], new boolean[2], new int[3]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 outcomes");
        assertThatThrownBy(() -> Subgroup.of(new boolean[0], new boolean[0], new int[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
