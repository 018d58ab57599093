package org.foresale.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the draws of others are, beside plain counting and brute force. */
class PairingTest {

    private static final int DRAWS = 4_000;
    private static final int END = 84;
    private static final double ROUNDING = 1e-9;

    private static RuleResults.Result<EligibleUser> candidate(int user, int featureDay, int... days) {
        return new RuleResults.Result<>("u" + user, 0, user, EligibleUser.of(Split.TRAIN, featureDay, days));
    }

    private static List<Pairing.Pair> pairs(Pairing pairing, List<RuleResults.Result<EligibleUser>> candidates,
            long seed) {
        Pairing.Others others = new Pairing.Others(candidates, 14, END, 1, seed);
        List<Pairing.Buyer> buyers = IntStream.range(0, candidates.size())
                .filter(place -> candidates.get(place).value().buys())
                .mapToObj(place -> new Pairing.Buyer(place, candidates.get(place).value().featureDay())).toList();
        int[] users = IntStream.range(0, candidates.size())
                .filter(place -> others.days(place).possible() < others.days(place).end()).toArray();
        return pairing.pairs(buyers, users, others);
    }

    /** Buyers in two fortnights; others who shop seldom and often in one or both of them. */
    private static List<RuleResults.Result<EligibleUser>> fewUsers() {
        return List.of(candidate(0, 20, 1), candidate(1, 35, 1), candidate(2, EligibleUser.NO_BUYER, 1, 21),
                candidate(3, EligibleUser.NO_BUYER, 1, 15, 17, 19), candidate(4, EligibleUser.NO_BUYER, 1, 16, 30),
                candidate(5, EligibleUser.NO_BUYER, 1, 29, 31, 33));
    }

    @Test
    void everyDayOfAFortnightIsDrawnWithTheSameProbability() {
        Map<Integer, Integer> drawn = new HashMap<>();
        for (int seed = 0; seed < DRAWS; seed++) {
            List<Pairing.Pair> pairs = pairs(new DatePairing(1), fewUsers(), seed);
            assertThat(pairs).hasSize(2);
            pairs.forEach(pair -> drawn.merge(100 * pair.other() + pair.cut(), 1, Integer::sum));
        }
        assertThat(drawn).hasSize(9);
        drawn.forEach((day, times) -> {
            double expected = day % 100 < 28 ? 1. / 5 : 1. / 4;
            assertThat((double) times / DRAWS).as("other and day " + day)
                    .isCloseTo(expected, within(4 * Math.sqrt(expected * (1 - expected) / DRAWS)));
        });
    }

    @Test
    void severalOthersABuyerAreDrawnLikeOne() {
        Map<Integer, Integer> drawn = new HashMap<>();
        for (int seed = 0; seed < DRAWS; seed++) {
            List<Pairing.Pair> pairs = pairs(new DatePairing(3), fewUsers(), seed);
            assertThat(pairs.stream().map(pair -> 100 * pair.other() + pair.cut()).distinct()).hasSize(6);
            assertThat(pairs.stream().filter(pair -> pair.buyer().user() == 0)).hasSize(3);
            pairs.forEach(pair -> drawn.merge(100 * pair.other() + pair.cut(), 1, Integer::sum));
        }
        drawn.forEach((day, times) -> {
            double expected = day % 100 < 28 ? 3. / 5 : 3. / 4;
            assertThat((double) times / DRAWS).as("other and day " + day)
                    .isCloseTo(expected, within(4 * Math.sqrt(expected * (1 - expected) / DRAWS)));
        });
        assertThat(pairs(new DatePairing(9), fewUsers(), 1)).as("all there are").hasSize(9);
    }

    @Test
    void othersAreOneABuyerWhereEachIsToBeLikeIt() {
        assertThat(Negatives.riskSet().withPerBuyer(5).title()).isEqualTo("risk set, 5 a buyer");
        assertThatThrownBy(() -> Negatives.riskSet().withPerBuyer(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 non-buyers per buyer");
        assertThatThrownBy(() -> Negatives.riskSet().withPerBuyer(5).withMatching())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("5 non-buyers per buyer, matched");
    }

    @Test
    void aDrawOfOneFortnightTellsNothingOfAnother() {
        assertThat(bothOverExpected(new DatePairing(1))).isCloseTo(1, within(.2));
        // User 4 is the only one with days in both; whoever is used up in one cannot be drawn in the other.
        assertThat(bothOverExpected(new LeakingDrawPairing())).isZero();
    }

    /** How often user 4 is drawn in both fortnights, over how often it would be if the two were independent. */
    private static double bothOverExpected(Pairing pairing) {
        int first = 0;
        int second = 0;
        int both = 0;
        for (int seed = 0; seed < DRAWS; seed++) {
            Set<Integer> cuts = new HashSet<>();
            pairs(pairing, fewUsers(), seed).stream().filter(pair -> pair.other() == 4)
                    .forEach(pair -> cuts.add(pair.cut()));
            first += cuts.contains(16) ? 1 : 0;
            second += cuts.contains(30) ? 1 : 0;
            both += cuts.size() == 2 ? 1 : 0;
        }
        return (double) both * DRAWS / first / second;
    }

    @Test
    void buyersWithoutADayInTheirFortnightAreLeftOut() {
        List<RuleResults.Result<EligibleUser>> candidates =
                List.of(candidate(0, 20, 1), candidate(1, 22, 1), candidate(2, 60, 1),
                candidate(3, EligibleUser.NO_BUYER, 1, 15));
        List<Pairing.Pair> pairs = pairs(new DatePairing(1), candidates, 1);
        assertThat(pairs).hasSize(1);
        assertThat(pairs.get(0).buyer().featureDay()).isBetween(14, 27);
        assertThat(pairs.get(0).cut()).isEqualTo(15);
    }

    /** Closest first means: who is left out, or gets another, has lost the other to a pair at least as close. */
    @Test
    void matchingMakesTheClosestPairsFirst() {
        for (int seed = 0; seed < 50; seed++) {
            List<RuleResults.Result<EligibleUser>> candidates = random(seed);
            Map<Integer, Double> ofBuyer = new HashMap<>();
            Map<Integer, Double> ofOther = new HashMap<>();
            List<Possible> possible = possible(candidates, 1 + ROUNDING);
            for (Pairing.Pair pair : pairs(new MatchPairing(), candidates, seed)) {
                double distance = possible.stream().filter(one -> one.buyer() == pair.buyer().user()
                        && one.other() == pair.other() && one.cut() == pair.cut()).findFirst().orElseThrow().distance();
                assertThat(ofBuyer.put(pair.buyer().user(), distance)).as("a buyer once").isNull();
                assertThat(ofOther.put(pair.other(), distance)).as("an other once").isNull();
            }
            assertThat(ofBuyer.size()).isGreaterThan(10);
            for (Possible one : possible(candidates, 1 - ROUNDING)) {
                double taken = Math.min(ofBuyer.getOrDefault(one.buyer(), Double.POSITIVE_INFINITY),
                        ofOther.getOrDefault(one.other(), Double.POSITIVE_INFINITY));
                assertThat(taken).as("seed " + seed + ", " + one).isLessThanOrEqualTo(one.distance() + ROUNDING);
            }
        }
    }

    private static List<RuleResults.Result<EligibleUser>> random(int seed) {
        Random random = new Random(seed);
        return IntStream.range(0, 60).mapToObj(user -> {
            int[] days = IntStream.range(0, END).filter(day -> random.nextInt(4) == 0).toArray();
            int place = 2 + random.nextInt(days.length - 2);
            return user < 20 && days[place] >= 14 ? candidate(user, days[place], Arrays.copyOf(days, place))
                    : candidate(user, EligibleUser.NO_BUYER, days);
        }).toList();
    }

    private record Possible(int buyer, int other, int cut, double distance) {
    }

    /** All pairs within the caliper, or a little more or less than that. */
    private static List<Possible> possible(List<RuleResults.Result<EligibleUser>> candidates, double caliper) {
        List<Possible> possible = new ArrayList<>();
        for (int buyer = 0; buyer < candidates.size(); buyer++) {
            EligibleUser value = candidates.get(buyer).value();
            for (int other = 0; value.buys() && other < candidates.size(); other++) {
                int[] days = candidates.get(other).value().shoppingDays();
                for (int place = 1; place < days.length && other != buyer; place++) {
                    double distance = distance(value.shoppingDays(), value.featureDay(), days, place, caliper);
                    if (days[place] >= 14 && distance < Double.POSITIVE_INFINITY) {
                        possible.add(new Possible(buyer, other, days[place], distance));
                    }
                }
            }
        }
        return possible;
    }

    private static double distance(int[] before, int featureDay, int[] days, int place, double caliper) {
        double[] parts = {(featureDay - days[place]) / 14., Math.log((double) before.length / place) / Math.log(1.25),
                Math.log((double) (featureDay - before[0]) / (days[place] - days[0])) / Math.log(1.25),
                Math.log((double) (featureDay - before[before.length - 1]) / (days[place] - days[place - 1]))
                        / Math.log(1.5)};
        double sum = 0;
        for (double part : parts) {
            if (Math.abs(part) > caliper) {
                return Double.POSITIVE_INFINITY;
            }
            sum += part * part;
        }
        return sum;
    }
}
