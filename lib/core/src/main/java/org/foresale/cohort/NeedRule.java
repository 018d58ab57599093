package org.foresale.cohort;

import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import org.foresale.log.History;

/**
 * What becomes of a user whom a first-need question looks at.
 *
 * @param burnIn       first day on which a cut of training or validation may lie
 * @param testFrom     first day on which a cut of the test may lie
 * @param knownUntil   day after the last that training and validation may know
 * @param days         length of the log's window
 * @param shoppingDays least number of shopping days before a cut
 * @param sign         the target's classes and the related ones
 * @param target       the target's classes
 * @param population   whose days others may be cut at
 */
record NeedRule(int burnIn, int testFrom, int knownUntil, int days, int shoppingDays, BitSet sign, BitSet target,
        Negatives.Population population) implements RuleResults.Rule<EligibleUser> {

    /** First day of a cut. */
    int from(Split part) {
        return part == Split.TEST ? testFrom : burnIn;
    }

    /** Day after the last that anything of a split may know. */
    int end(Split part) {
        return part == Split.TEST ? days : knownUntil;
    }

    @Override
    public int counters() {
        return FunnelStep.values().length * Split.values().length;
    }

    /** How many users of a split came to a step. */
    static int count(int[] counters, Split split, FunnelStep step) {
        return counters[at(split, step)];
    }

    private static int at(Split split, FunnelStep step) {
        return split.ordinal() * FunnelStep.values().length + step.ordinal();
    }

    @Override
    public Optional<EligibleUser> judge(Split split, History history, int[] counters) {
        History known = history.before(end(split));
        OptionalInt first = known.first(sign);
        FunnelStep step = first.isEmpty() ? withoutSign(known, split)
                : withSign(known, known.day(first.getAsInt()), split);
        counters[at(split, step)]++;
        int signDay = first.isEmpty() ? end(split) : known.day(first.getAsInt());
        History before = known.before(signDay);
        if (step == FunnelStep.BUYERS) {
            return Optional.of(EligibleUser.of(split, signDay, before.days()));
        }
        return step == FunnelStep.NO_SIGN || population == Negatives.Population.RISK_SET && hasDay(before, split)
                ? Optional.of(EligibleUser.of(split, EligibleUser.NO_BUYER, before.days())) : Optional.empty();
    }

    private FunnelStep withoutSign(History known, Split split) {
        return hasDay(known, split) ? FunnelStep.NO_SIGN : FunnelStep.NO_DAY;
    }

    /** Whether the user shops on a day on which an other may be cut. */
    private boolean hasDay(History before, Split split) {
        return ShoppingDays.of(before.days(), shoppingDays, from(split), end(split)).count() > 0;
    }

    private FunnelStep withSign(History known, int featureDay, Split split) {
        if (targetKnown(known, featureDay).first(target).isEmpty()) {
            return FunnelStep.RELATED_ONLY;
        }
        if (featureDay < burnIn) {
            return FunnelStep.TOO_EARLY;
        }
        if (featureDay < from(split)) {
            return FunnelStep.BEFORE_TEST;
        }
        return known.before(featureDay).shoppingDays() < shoppingDays ? FunnelStep.TOO_NEW : FunnelStep.BUYERS;
    }

    /**
     * Where the target has to be bought for the sign to count: on the feature day itself where nothing may hang on what
     * comes after it, else any time in the window.
     */
    private History targetKnown(History known, int featureDay) {
        return population == Negatives.Population.RISK_SET ? known.before(featureDay + 1) : known;
    }
}
