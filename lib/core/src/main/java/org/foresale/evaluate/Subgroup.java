package org.foresale.evaluate;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Some of the samples, such as those addressed, and how much of an outcome is found among them.
 *
 * <p>Intervals of shares are those of {@link Interval#ofShare} with the number of users. That of the lift is of
 * {@link Bootstrap} over the users, who is a member being settled: the share among the members and that among all are
 * of the same resample. Resamples show too little where hardly anybody has the outcome. If fewer than
 * {@value #MIN_USERS} users with the outcome are members, or fewer are not, the lift is taken for {@link #reach} over
 * the share of members, both with exact intervals of 97.5 %, and its interval is from the lowest reach over the highest
 * share to the highest over the lowest: it holds the true lift in 95 of 100 cases or more (Bonferroni's inequality).
 */
public final class Subgroup {

    /** The usual least number of events for a resample to be trusted. */
    private static final int MIN_USERS = 5;
    private static final double LEVEL = .95;
    /** The level of two intervals that hold both at once in 95 of 100 cases. */
    private static final double BOTH = .975;

    private final boolean[] members;
    private final boolean[] outcome;
    private final int[] users;

    private Subgroup(boolean[] members, boolean[] outcome, int[] users) {
        this.members = members;
        this.outcome = outcome;
        this.users = users;
    }

    /**
     * Returns a subgroup.
     *
     * @param members for each sample, whether it belongs to the subgroup
     * @param outcome for each sample, whether it has the outcome
     * @param users   the user of each sample, as any number that tells users apart
     * @return the subgroup
     * @throws IllegalArgumentException if the lengths differ, or if there is no sample
     */
    public static Subgroup of(boolean[] members, boolean[] outcome, int[] users) {
        if (members.length != outcome.length || members.length != users.length || members.length == 0) {
            throw new IllegalArgumentException(members.length + " samples in or out, " + outcome.length
                    + " outcomes and " + users.length + " users: as many are needed, and at least one");
        }
        return new Subgroup(members.clone(), outcome.clone(), users.clone());
    }

    /**
     * Tells how many samples belong to the subgroup.
     *
     * @return the number of members
     */
    public int size() {
        return (int) members().count();
    }

    /**
     * Tells how many members have the outcome.
     *
     * @return their number
     */
    public int found() {
        return (int) members().filter(i -> outcome[i]).count();
    }

    /**
     * Returns the share of the members that have the outcome, which is the precision of choosing them.
     *
     * @return the share with its interval of 95 %; empty if there is no member
     */
    public Optional<Interval> share() {
        if (size() == 0) {
            return Optional.empty();
        }
        return Optional.of(Interval.ofShare((double) found() / size(), usersOf(members())));
    }

    /**
     * Returns the share of all outcomes that is found among the members, which is the recall of choosing them.
     *
     * @return the share with its interval of 95 %; empty if there is no member, or if no sample has the outcome
     */
    public Optional<Interval> reach() {
        return size() == 0 ? Optional.empty() : amongOutcomes().share();
    }

    /**
     * Tells how many times as large the share is among the members as among all samples.
     *
     * @return the lift, 1 if both are the same, with its interval of 95 %; empty if there is no member, if no sample
     *     has the outcome, or if one of both is so in more than a tenth of the resamples
     */
    public Optional<Interval> lift() {
        Subgroup outcomes = amongOutcomes();
        if (size() == 0 || outcomes.size() == 0) {
            return Optional.empty();
        }
        return isRare() ? Optional.of(rareLift(outcomes))
                : Bootstrap.of(users).intervals(counts -> new double[] {lift(counts)}).get(0);
    }

    /** Whether those with the outcome are few, either among the members or among the others. */
    private boolean isRare() {
        return usersOf(members().filter(i -> outcome[i])) < MIN_USERS
                || usersOf(IntStream.range(0, outcome.length).filter(i -> outcome[i] && !members[i])) < MIN_USERS;
    }

    private Interval rareLift(Subgroup outcomes) {
        Interval reach = Interval.ofShare((double) found() / outcomes.size(), usersOf(outcomes.members()), BOTH);
        Interval among = Interval.ofShare((double) size() / members.length, usersOf(IntStream.range(0, users.length)),
                BOTH);
        return new Interval(reach.estimate() / among.estimate(), reach.low() / among.high(),
                reach.high() / among.low(), LEVEL);
    }

    /** The lift of a resample; NaN if it has no member or no outcome. */
    private double lift(int[] counts) {
        double all = 0;
        double size = 0;
        double outcomes = 0;
        double found = 0;
        for (int i = 0; i < counts.length; i++) {
            all += counts[i];
            size += members[i] ? counts[i] : 0;
            outcomes += outcome[i] ? counts[i] : 0;
            found += members[i] && outcome[i] ? counts[i] : 0;
        }
        return found * all / (size * outcomes);
    }

    /** Which of those that have the outcome are members. */
    private Subgroup amongOutcomes() {
        return new Subgroup(outcome, members, users);
    }

    private int usersOf(IntStream samples) {
        return (int) samples.map(i -> users[i]).distinct().count();
    }

    private IntStream members() {
        return IntStream.range(0, members.length).filter(i -> members[i]);
    }

    @Override
    public String toString() {
        return size() + " of " + members.length + " samples";
    }
}
