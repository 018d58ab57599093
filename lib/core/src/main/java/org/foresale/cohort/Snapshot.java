package org.foresale.cohort;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.log.LogFrame;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.Arguments;

/**
 * Defines the snapshot question: which of the users who are active on a given day buy the target in the days that
 * follow?
 *
 * <p>The cut of a snapshot is the first day of its horizon. A model sees a user's whole history before the cut,
 * purchases of the target included; the label is whether the user buys the target within the horizon, which begins at
 * the cut. Training and validation users are cut on the training days, test users on the test day, which comes after
 * every training label has ended.
 *
 * @param target       what is to be predicted
 * @param trainCuts    cuts for training and validation, in days since the log's first day; stored in ascending order,
 *                     without duplicates
 * @param testCut      cut for the test, in days since the log's first day
 * @param horizon      length of the label window in days
 * @param shoppingDays minimum number of shopping days before the cut
 * @param activeWithin maximum number of days from the last shopping day to the cut
 * @param split        the split of the users
 * @param balanced     whether buyers and non-buyers are balanced 1:1, at each cut of each split
 */
public record Snapshot(Target target, List<Integer> trainCuts, int testCut, int horizon, int shoppingDays,
        int activeWithin, UserSplit split, boolean balanced) implements Question, Serializable {

    static final String USERS = "users";
    static final String AT_CUTS = "users at a cut";
    private static final String BUYERS = FunnelStep.BUYERS.text();
    private static final String OTHERS = FunnelStep.OTHERS.text();
    private static final String BUYERS_LEFT = "buyers not drawn";
    private static final String OTHERS_LEFT = "non-buyers not drawn";
    static final String SAMPLES = "samples";

    /**
     * Checks the days.
     *
     * @throws IllegalArgumentException if there is no training cut, if a number of days is not above 0, or if a
     *     training label ends after the test cut
     */
    public Snapshot {
        trainCuts = new SnapshotDays(trainCuts, testCut, horizon, shoppingDays, activeWithin).trainCuts();
    }

    private static Snapshot of(Target target, SnapshotDays days, UserSplit split, boolean balanced) {
        return new Snapshot(target, days.trainCuts(), days.testCut(), days.horizon(), days.shoppingDays(),
                days.activeWithin(), split, balanced);
    }

    /** When users are looked at, whatever the target is. */
    SnapshotDays days() {
        return new SnapshotDays(trainCuts, testCut, horizon, shoppingDays, activeWithin);
    }

    /**
     * Returns the question for a target, with the defaults for a log of a year: training cuts every 30 days from 90 to
     * 240, the test on day 300, a horizon of 60 days; users with at least 3 shopping days, one of them in the last 60
     * days; a 60/20/20 % split of the users by a hash with seed 1; balanced 1:1.
     *
     * @param target what is to be predicted
     * @return the question
     */
    public static Snapshot of(Target target) {
        return of(Arguments.given("target", target), SnapshotDays.withDefaults(), UserSplit.of(1), true);
    }

    /**
     * Returns the question for a target, on days derived from the length of a log, with the other defaults of {@link
     * #of}.
     *
     * <p>The test horizon ends with the log. The last training cut lies one horizon before the test cut, so that its
     * label has ended by then. Up to five more training cuts precede it, half a horizon apart, as long as at least one
     * horizon of the log lies before each. The days thus depend only on the length of the log, and cannot be chosen by
     * the results.
     *
     * @param log     the log
     * @param target  what is to be predicted
     * @param horizon length of the label window in days
     * @return the question
     * @throws IllegalArgumentException if the horizon is not above 0, or if the log is shorter than three horizons
     */
    public static Snapshot fitting(PurchaseLog log, Target target, int horizon) {
        return of(target, SnapshotDays.fitting(log, horizon), UserSplit.of(1), true);
    }

    /**
     * Returns a copy of this question on other days.
     *
     * @param train      cuts for training and validation, in days since the log's first day
     * @param test       cut for the test, in days since the log's first day
     * @param newHorizon length of the label window in days
     * @return the new question
     * @throws IllegalArgumentException if there is no training cut, if a number of days is not above 0, or if a
     *     training label ends after the test cut
     */
    public Snapshot withDays(List<Integer> train, int test, int newHorizon) {
        return new Snapshot(target, train, test, newHorizon, shoppingDays, activeWithin, split, balanced);
    }

    /**
     * Returns a copy of this question with another definition of an active user.
     *
     * @param least  minimum number of shopping days before the cut
     * @param within maximum number of days from the last shopping day to the cut
     * @return the new question
     * @throws IllegalArgumentException if a number is not above 0
     */
    public Snapshot withActivity(int least, int within) {
        return new Snapshot(target, trainCuts, testCut, horizon, least, within, split, balanced);
    }

    @Override
    public Snapshot withSplit(UserSplit users) {
        return new Snapshot(target, trainCuts, testCut, horizon, shoppingDays, activeWithin,
                Arguments.given("split", users), balanced);
    }

    /**
     * Returns a copy of this question that uses all active users, without balancing, so that buyers occur at the base
     * rate.
     *
     * @return the new question
     */
    public Snapshot withAllActiveUsers() {
        return new Snapshot(target, trainCuts, testCut, horizon, shoppingDays, activeWithin, split, false);
    }

    /**
     * Returns the samples of a log.
     *
     * @param log the log
     * @return the cohort; its samples are ordered by cut, then by user
     * @throws IllegalArgumentException if the log ends before the test's horizon, lacks a class of the target, or if a
     *     split has no buyers or no non-buyers
     */
    @Override
    public Cohort cohort(PurchaseLog log) {
        return select(Users.of(log, split)).of(log);
    }

    @Override
    public Selection select(Users users) {
        LogFrame log = users.frame();
        days().requireWithin(log);
        BitSet classes = target.in(log.taxonomy());
        RuleResults<ActiveUser> results = users.ask(new ActiveRule(days(), classes));
        Funnel.Counter funnel = funnel(results.counters());
        List<Selection.Chosen> used = new ArrayList<>();
        Map<Split, Cohort.Eligible> counts = new EnumMap<>(Split.class);
        String name = log.name() + ": buys " + target.name() + " within " + horizon + " days";
        for (Split part : Split.values()) {
            for (int i = 0; i < cuts(part).size(); i++) {
                List<Selection.Chosen> eligible = eligible(results.given(), part, i);
                List<Selection.Chosen> drawn = balanced ? balance(eligible, cuts(part).get(i)) : eligible;
                used.addAll(drawn);
                funnel.add(SAMPLES, part, drawn.size());
                funnel.add(BUYERS_LEFT, part, positives(eligible) - positives(drawn));
                funnel.add(OTHERS_LEFT, part, eligible.size() - drawn.size() - positives(eligible) + positives(drawn));
            }
            requireBoth(part, name, funnel);
            int buyers = funnel.count(BUYERS, part);
            counts.put(part, new Cohort.Eligible(buyers + funnel.count(OTHERS, part), buyers));
        }
        return new Selection(name, target, classes, used, counts, funnel.funnel());
    }

    private List<Integer> cuts(Split part) {
        return part == Split.TEST ? List.of(testCut) : trainCuts;
    }

    private Funnel.Counter funnel(int[] counters) {
        Funnel.Counter funnel = new Funnel.Counter().kept(USERS).kept(AT_CUTS).leftOut(FunnelStep.TOO_NEW.text())
                .leftOut(FunnelStep.SILENT.text()).kept(BUYERS).kept(OTHERS).leftOut(BUYERS_LEFT)
                .leftOut(OTHERS_LEFT).kept(SAMPLES);
        for (Split part : Split.values()) {
            funnel.add(USERS, part, ActiveRule.users(counters, part));
            for (FunnelStep step : FunnelStep.OF_SNAPSHOTS) {
                int count = ActiveRule.count(counters, part, step);
                funnel.add(AT_CUTS, part, count);
                funnel.add(step.text(), part, count);
            }
        }
        return funnel;
    }

    private void requireBoth(Split part, String name, Funnel.Counter funnel) {
        int buyers = funnel.count(BUYERS, part);
        int others = funnel.count(OTHERS, part);
        if (buyers == 0 || others == 0) {
            throw new IllegalArgumentException(name + ": the " + part + " split has " + buyers + " buyers and " + others
                    + " non-buyers among " + funnel.count(USERS, part) + " users on " + (part == Split.TEST ? 1
                    : trainCuts.size()) + " days; both are needed. Choose "
                    + (buyers == 0 ? "a target that is bought more often, a longer horizon"
                    : "a target that fewer users buy, a shorter horizon") + " or a log of more users.");
        }
    }

    private List<Selection.Chosen> eligible(List<RuleResults.Result<ActiveUser>> results, Split part, int cut) {
        return results.stream().filter(result -> result.value().split() == part && result.value().asked().get(cut))
                .map(result -> Selection.Chosen.of(result, cuts(part).get(cut), result.value().buys().get(cut), part))
                .toList();
    }

    private static int positives(List<Selection.Chosen> samples) {
        return (int) samples.stream().filter(chosen -> chosen.sample().label()).count();
    }

    /** All of the rarer label and as many of the other, chosen by a hash of the user id. */
    private List<Selection.Chosen> balance(List<Selection.Chosen> eligible, int cut) {
        int each = Math.min(positives(eligible), eligible.size() - positives(eligible));
        int[] drawn = Draw.of(IntStream.range(0, eligible.size()).toArray(),
                i -> SeededHash.uniform(split.seed(), "draw at " + cut, eligible.get(i).userId()));
        return Stream.of(true, false)
                .flatMap(label -> IntStream.of(drawn).filter(i -> eligible.get(i).sample().label() == label)
                        .limit(each).boxed())
                .sorted().map(eligible::get).toList();
    }
}
