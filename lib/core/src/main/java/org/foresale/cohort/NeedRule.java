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
        Negatives.Population population) implements UserRule<Candidate> {

    /** What becomes of a user; the texts are those of the funnel. */
    enum Step {
        RELATED_ONLY("related class, no target"),
        TOO_EARLY("bought in the burn-in"),
        BEFORE_TEST("bought before the test"),
        TOO_NEW("too few earlier days"),
        NO_DAY("no day to cut at"),
        BUYERS("buyers"),
        NO_SIGN("without a sign");

        private final String text;

        Step(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

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
        return Step.values().length * Split.values().length;
    }

    /** How many users of a split came to a step. */
    static int count(int[] counters, Split split, Step step) {
        return counters[at(split, step)];
    }

    private static int at(Split split, Step step) {
        return split.ordinal() * Step.values().length + step.ordinal();
    }

    @Override
    public Optional<Candidate> judge(Split split, History history, int[] counters) {
        History known = history.before(end(split));
        OptionalInt first = known.first(sign);
        Step step = first.isEmpty() ? withoutSign(known, split) : withSign(known, known.day(first.getAsInt()), split);
        counters[at(split, step)]++;
        int signDay = first.isEmpty() ? end(split) : known.day(first.getAsInt());
        History before = known.before(signDay);
        if (step == Step.BUYERS) {
            return Optional.of(Candidate.of(split, signDay, before.days()));
        }
        return step == Step.NO_SIGN || population == Negatives.Population.RISK_SET && hasDay(before, split)
                ? Optional.of(Candidate.of(split, Candidate.NO_BUYER, before.days())) : Optional.empty();
    }

    private Step withoutSign(History known, Split split) {
        return hasDay(known, split) ? Step.NO_SIGN : Step.NO_DAY;
    }

    /** Whether the user shops on a day on which an other may be cut. */
    private boolean hasDay(History before, Split split) {
        return ShoppingDays.of(before.days(), shoppingDays, from(split), end(split)).count() > 0;
    }

    private Step withSign(History known, int featureDay, Split split) {
        if (targetKnown(known, featureDay).first(target).isEmpty()) {
            return Step.RELATED_ONLY;
        }
        if (featureDay < burnIn) {
            return Step.TOO_EARLY;
        }
        if (featureDay < from(split)) {
            return Step.BEFORE_TEST;
        }
        return known.before(featureDay).shoppingDays() < shoppingDays ? Step.TOO_NEW : Step.BUYERS;
    }

    /**
     * Where the target has to be bought for the sign to count: on the feature day itself where nothing may hang on what
     * comes after it, else any time in the window.
     */
    private History targetKnown(History known, int featureDay) {
        return population == Negatives.Population.RISK_SET ? known.before(featureDay + 1) : known;
    }
}
