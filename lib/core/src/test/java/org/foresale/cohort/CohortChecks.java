package org.foresale.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;

/** What must hold of every cohort, straight from the lines of its log. */
final class CohortChecks {

    private CohortChecks() {
    }

    static List<Sample> all(Cohort cohort) {
        List<Sample> samples = new ArrayList<>();
        for (Split split : Split.values()) {
            IntStream.range(0, cohort.samples(split).size()).mapToObj(cohort.samples(split)::get).forEach(samples::add);
        }
        return samples;
    }

    /** Samples with user ids instead of codes, to compare cohorts of different logs. */
    static List<List<Object>> named(Cohort cohort, Split split) {
        Samples samples = cohort.samples(split);
        return IntStream.range(0, samples.size()).<List<Object>>mapToObj(i -> List.of(samples.userId(i),
                samples.get(i).cut(), samples.get(i).label(), samples.get(i).split())).toList();
    }

    static void check(Cohort cohort) {
        Map<Integer, Set<Split>> splits = new HashMap<>();
        for (Split split : Split.values()) {
            Samples samples = cohort.samples(split);
            assertThat(samples.positives() * 2).as(split + " is 1:1").isEqualTo(samples.size());
            for (int i = 0; i < samples.size(); i++) {
                Sample sample = samples.get(i);
                assertThat(sample.split()).isEqualTo(split);
                splits.computeIfAbsent(sample.user(), user -> new HashSet<>()).add(split);
                History history = samples.history(i);
                assertThat(history.isEmpty()).isFalse();
                assertThat(history.day(history.size() - 1)).isLessThan(sample.cut());
            }
        }
        assertThat(splits.values()).allMatch(found -> found.size() == 1);
        assertThat(cohort.sentinel().rocAuc()).isBetween(0.0, 1.0);
        Funnel funnel = cohort.funnel();
        Funnel.Step last = funnel.steps().get(funnel.steps().size() - 1);
        for (Split split : Split.values()) {
            assertThat(last.count(split)).isEqualTo(cohort.samples(split).size());
        }
    }

    /** What a first-need sample must be: each buyer followed by its other, both as the rules say. */
    static void checkFirstNeed(FirstNeed question, PurchaseLog log, Cohort cohort) {
        check(cohort);
        BitSet sign = question.relatedClasses(log).withTarget();
        BitSet target = question.target().in(log.taxonomy());
        for (Split split : Split.values()) {
            Samples samples = cohort.samples(split);
            Map<Integer, Integer> bins = new HashMap<>();
            for (int i = 0; i < samples.size(); i += 2) {
                Sample buyer = samples.get(i);
                Sample other = samples.get(i + 1);
                assertThat(buyer.label()).isTrue();
                assertThat(other.label()).isFalse();
                boolean riskSet = question.negatives().population() == Negatives.Population.RISK_SET;
                History bought = log.history(buyer.user());
                checkBuyer(question, riskSet ? bought.before(buyer.cut() + 1) : bought, buyer, sign, target);
                History ofOther = log.history(other.user());
                checkOther(question, riskSet ? ofOther.before(other.cut() + 1) : ofOther, other, sign);
                bins.merge(buyer.cut() / 14, 1, Integer::sum);
                bins.merge(other.cut() / 14, -1, Integer::sum);
                if (question.negatives().matched()) {
                    checkAlike(log.history(buyer.user()), buyer.cut(), log.history(other.user()), other.cut());
                }
            }
            if (!question.negatives().matched()) {
                assertThat(bins.values()).as("cuts follow feature days in bins of 14 days").containsOnly(0);
            }
        }
    }

    /** The history is all that the design may know: up to the feature day, or the whole window. */
    private static void checkBuyer(FirstNeed question, History whole, Sample sample, BitSet sign, BitSet target) {
        boolean buysTarget = false;
        int first = Integer.MAX_VALUE;
        Set<Integer> earlier = new HashSet<>();
        for (int line = 0; line < whole.size(); line++) {
            buysTarget |= target.get(whole.thirdClass(line));
            if (sign.get(whole.thirdClass(line))) {
                first = Math.min(first, whole.day(line));
            }
            if (whole.day(line) < sample.cut()) {
                earlier.add(whole.day(line));
            }
        }
        assertThat(buysTarget).isTrue();
        assertThat(sample.cut()).isEqualTo(first).isGreaterThanOrEqualTo(question.burnIn());
        assertThat(earlier.size()).isGreaterThanOrEqualTo(question.shoppingDays());
    }

    private static void checkOther(FirstNeed question, History whole, Sample sample, BitSet sign) {
        Set<Integer> earlier = new HashSet<>();
        boolean ownDay = false;
        for (int line = 0; line < whole.size(); line++) {
            assertThat(sign.get(whole.thirdClass(line))).isFalse();
            ownDay |= whole.day(line) == sample.cut();
            if (whole.day(line) < sample.cut()) {
                earlier.add(whole.day(line));
            }
        }
        assertThat(ownDay).isTrue();
        assertThat(sample.cut()).isGreaterThanOrEqualTo(question.burnIn());
        assertThat(earlier.size()).isGreaterThanOrEqualTo(question.shoppingDays());
    }

    private static void checkAlike(History one, int cut, History other, int otherCut) {
        assertThat(Math.abs(cut - otherCut)).isLessThanOrEqualTo(14);
        History a = one.before(cut);
        History b = other.before(otherCut);
        double[][] pairs = {{a.shoppingDays(), b.shoppingDays(), 1.25}, {cut - a.day(0), otherCut - b.day(0), 1.25},
                {cut - a.day(a.size() - 1), otherCut - b.day(b.size() - 1), 1.5}};
        for (double[] pair : pairs) {
            assertThat(Math.max(pair[0], pair[1]) / Math.min(pair[0], pair[1])).isLessThan(pair[2] + 1e-9);
        }
    }
}
