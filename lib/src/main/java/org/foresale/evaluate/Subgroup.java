package org.foresale.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Some of the samples, such as those addressed, and how much of an outcome is found among them.
 *
 * <p>Intervals of shares are those of {@link Interval#ofShare} with the number of users. That of the lift is of
 * {@link Bootstrap} over the users, who is a member being settled; where no resample differs, it is that of a share,
 * multiplied like the share itself: of {@link #share} if all or none of the members have the outcome, of {@link #reach}
 * if all that have it are members or all samples are of one user.
 */
public final class Subgroup {

    private final boolean[] members;
    private final boolean[] outcome;
    private final int[] users;

    private Subgroup(boolean[] members, boolean[] outcome, int[] users) {
        this.members = members;
        this.outcome = outcome;
        this.users = users;
    }

    /**
     * A subgroup.
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
     * How many samples belong to the subgroup.
     *
     * @return the number of members
     */
    public int size() {
        return (int) members().count();
    }

    /**
     * How many members have the outcome.
     *
     * @return their number
     */
    public int found() {
        return (int) members().filter(i -> outcome[i]).count();
    }

    /**
     * The share of the members that have the outcome, which is the precision of choosing them.
     *
     * @return the share with its interval of 95 %; empty if there is no member
     */
    public Optional<Interval> share() {
        if (size() == 0) {
            return Optional.empty();
        }
        return Optional.of(Interval.ofShare((double) found() / size(),
                (int) members().map(i -> users[i]).distinct().count()));
    }

    /**
     * The share of all outcomes that is found among the members, which is the recall of choosing them.
     *
     * @return the share with its interval of 95 %; empty if there is no member, or if no sample has the outcome
     */
    public Optional<Interval> reach() {
        return size() == 0 ? Optional.empty() : amongOutcomes().share();
    }

    /**
     * How many times as large the share is among the members as among all samples.
     *
     * @return the lift, 1 if both are the same, with its interval of 95 %; empty if there is no member, or if no sample
     *     has the outcome
     */
    public Optional<Interval> lift() {
        Subgroup outcomes = amongOutcomes();
        if (size() == 0 || outcomes.size() == 0) {
            return Optional.empty();
        }
        double samples = members.length;
        if (found() == 0 || found() == size()) {
            return share().map(share -> times(samples / outcomes.size(), share));
        }
        if (found() == outcomes.size() || IntStream.of(users).distinct().count() == 1) {
            return reach().map(reach -> times(samples / size(), reach));
        }
        // The outcome as answers and the members as what is predicted: the share is the precision of metrics.
        Scores scores = Scores.of(outcome, IntStream.range(0, members.length)
                .mapToDouble(i -> members[i] ? 1 : 0).toArray());
        return Optional.of(Bootstrap.of(users).interval(List.of(new Scored(scores, Metrics.HALF)),
                metrics -> metrics.precision() * metrics.samples() / metrics.positives()));
    }

    /** Which of those that have the outcome are members. */
    private Subgroup amongOutcomes() {
        return new Subgroup(outcome, members, users);
    }

    private static Interval times(double factor, Interval share) {
        return new Interval(factor * share.estimate(), factor * share.low(), factor * share.high(), share.level());
    }

    private IntStream members() {
        return IntStream.range(0, members.length).filter(i -> members[i]);
    }
}
