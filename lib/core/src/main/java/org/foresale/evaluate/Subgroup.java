package org.foresale.evaluate;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures how frequent an outcome is in a subgroup of the samples, such as the users addressed by a campaign.
 *
 * <p>Intervals of shares are those of {@link Interval#ofShare} for the number of users. The interval of the lift is a
 * {@link Bootstrap} over the users with fixed membership: the share among the members and the share among all samples
 * come from the same resample. The bootstrap underestimates the variation where hardly any user has the outcome. If, of
 * the users with the outcome, fewer than {@value #MIN_USERS} are members or fewer are not, the lift is therefore
 * computed as {@link #reach} divided by the share of members, both with exact 97.5 % intervals. Its interval then
 * extends from the lowest reach over the highest share to the highest reach over the lowest share, and covers the true
 * lift in at least 95 of 100 cases (Bonferroni's inequality).
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
     * @param users   the user of each sample; any distinct number per user will do
     * @return the subgroup
     * @throws IllegalArgumentException if the lengths differ, or if there is no sample
     */
    public static Subgroup of(boolean[] members, boolean[] outcome, int[] users) {
        if (members.length != outcome.length || members.length != users.length || members.length == 0) {
            throw new IllegalArgumentException(members.length + " memberships, " + outcome.length
                    + " outcomes and " + users.length + " users: the numbers must be equal, and at least 1");
        }
        return new Subgroup(members.clone(), outcome.clone(), users.clone());
    }

    /**
     * Returns the number of samples in the subgroup.
     *
     * @return the number of members
     */
    public int size() {
        return (int) members().count();
    }

    /**
     * Returns the number of members that have the outcome.
     *
     * @return the number of members with the outcome
     */
    public int found() {
        return (int) members().filter(i -> outcome[i]).count();
    }

    /**
     * Returns the share of members that have the outcome: the precision of selecting them.
     *
     * @return the share with its 95 % interval; empty if there is no member
     */
    public Optional<Interval> share() {
        if (size() == 0) {
            return Optional.empty();
        }
        return Optional.of(Interval.ofShare((double) found() / size(), usersOf(members())));
    }

    /**
     * Returns the share of all outcomes that are found among the members: the recall of selecting them.
     *
     * @return the share with its 95 % interval; empty if there is no member, or if no sample has the outcome
     */
    public Optional<Interval> reach() {
        return size() == 0 ? Optional.empty() : amongOutcomes().share();
    }

    /**
     * Returns the lift: the share of the outcome among the members, divided by its share among all samples.
     *
     * @return the lift, 1 if both are the same, with its 95 % interval; empty if there is no member, if no sample has
     *     the outcome, or if either is the case in more than a tenth of the resamples
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
