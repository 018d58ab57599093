package org.foresale.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Some of the samples, such as those addressed, and how much of an outcome is found among them.
 *
 * <p>Intervals are those of {@link Bootstrap} over the users, who is a member being settled. Where all or none of the
 * members have the outcome, no resample differs; the interval of their share is then the exact one of a share of 0 or 1
 * (Clopper and Pearson 1934), and those of lift and reach are as many times wider as the figure is larger than the
 * share.
 */
public final class Subgroup {

    private static final double LEVEL = .95;

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
        double share = (double) found() / size();
        int people = (int) members().map(i -> users[i]).distinct().count();
        double beyond = Math.pow((1 - LEVEL) / 2, 1.0 / people);
        if (found() == 0) {
            return Optional.of(new Interval(0, 0, 1 - beyond, LEVEL));
        }
        if (found() == size()) {
            return Optional.of(new Interval(1, beyond, 1, LEVEL));
        }
        return Optional.of(people == 1 ? new Interval(share, 0, 1, LEVEL) : resampled(Metrics::precision));
    }

    /**
     * The share of all outcomes that is found among the members, which is the recall of choosing them.
     *
     * @return the share with its interval of 95 %; empty if there is no member, or if no sample has the outcome
     */
    public Optional<Interval> reach() {
        return figure((double) size() / outcomes(), Metrics::recall);
    }

    /**
     * How many times as large the share is among the members as among all samples.
     *
     * @return the lift with its interval of 95 %; empty if there is no member, or if no sample has the outcome
     */
    public Optional<Interval> lift() {
        return figure((double) outcome.length / outcomes(),
                metrics -> metrics.precision() * metrics.samples() / metrics.positives());
    }

    /** A figure that is so many times the share, where the outcomes of all are known. */
    private Optional<Interval> figure(double times, ToDoubleFunction<Metrics> metric) {
        if (size() == 0 || outcomes() == 0) {
            return Optional.empty();
        }
        Interval share = share().orElseThrow();
        boolean sameInAll = found() == 0 || found() == size();
        boolean resampling = !sameInAll && IntStream.of(users).distinct().count() > 1;
        return Optional.of(resampling ? resampled(metric)
                : new Interval(times * share.estimate(), times * share.low(), times * share.high(), LEVEL));
    }

    /** The outcome as answers and the members as what is predicted: precision, recall and lift are those of metrics. */
    private Interval resampled(ToDoubleFunction<Metrics> metric) {
        Scores scores = Scores.of(outcome, IntStream.range(0, members.length)
                .mapToDouble(i -> members[i] ? 1 : 0).toArray());
        return Bootstrap.of(users).withLevel(LEVEL).interval(List.of(new Scored(scores, Metrics.HALF)), metric);
    }

    private IntStream members() {
        return IntStream.range(0, members.length).filter(i -> members[i]);
    }

    private int outcomes() {
        return (int) IntStream.range(0, outcome.length).filter(i -> outcome[i]).count();
    }
}
