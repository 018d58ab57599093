package org.foresale.insight.recommend;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.evaluate.Interval;
import org.foresale.insight.internal.Wording;
import org.foresale.log.PurchaseLog;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Recommends items that users have not bought yet, by the rankings of {@link NextProducts}, and measures how well this
 * works.
 */
public final class Recommender {

    private static final int MAX_LIFTS = 20;

    private final NextProducts question;
    private final Items items;
    /** The users of training and validation, rising. */
    private final int[] fittedUsers;
    /** The day after the last that training and validation looked at. */
    private final int end;
    private final Lift lift;
    private final Map<ItemRanking, Hits> rankings;
    private final ItemRanking chosen;

    Recommender(NextProducts question, Items items, int[] fittedUsers, int end, Lift lift,
            Map<ItemRanking, Hits> rankings, ItemRanking chosen) {
        this.question = question;
        this.items = items;
        this.fittedUsers = IntStream.of(fittedUsers).sorted().toArray();
        this.end = end;
        this.lift = lift;
        this.rankings = Collections.unmodifiableMap(new LinkedHashMap<>(rankings));
        this.chosen = chosen;
    }

    /**
     * Returns the ranking that was chosen on the validation samples.
     *
     * @return its name in the tables
     */
    public String chosen() {
        return chosen.name();
    }

    /**
     * Returns the number of items that may be recommended.
     *
     * @return the number of candidates
     */
    public int candidates() {
        return lift.candidates().length;
    }

    /**
     * Returns the validation results by which the ranking was chosen.
     *
     * @return one row per ranking, as in {@link #measure(PurchaseLog, Samples)}, on the validation samples
     */
    public Table choice() {
        return ranked(rankings).table("on the validation samples");
    }

    /**
     * Returns the items that buyers of the target buy more often than all users, among training users.
     *
     * @return one row per item, for the 20 items with the highest lift among those with enough support from buyers of
     *     the target: item, its first-level class, number of buyers of the target who buy it for the first time;
     *     percentages of the buyers of the target and of all users who buy it within the horizon, among those who have
     *     not bought it yet; the lift, shrunk, with its interval over the users
     */
    public Table lifts() {
        int[] buyers = lift.purchases().firstBuyers(items.size(), lift.buyers());
        double[] lifts = lift.all();
        int[] best = IntStream.range(0, lifts.length)
                .filter(k -> buyers[lift.candidates()[k]] >= question.support()).boxed()
                .sorted(Comparator.comparingDouble(k -> -lifts[k])).limit(MAX_LIFTS).mapToInt(k -> k).toArray();
        StringColumn item = StringColumn.create(items.unit());
        StringColumn group = StringColumn.create(items.groups("buyers of both", "of buyers of the target %", "of all %",
                "lift", "95 %"));
        IntColumn users = IntColumn.create("buyers of both");
        DoubleColumn ofBuyers = DoubleColumn.create("of buyers of the target %");
        DoubleColumn ofAll = DoubleColumn.create("of all %");
        DoubleColumn value = DoubleColumn.create("lift");
        for (int k : best) {
            item.append(items.name(lift.candidates()[k]));
            group.append(items.group(lift.candidates()[k]));
            users.append(buyers[lift.candidates()[k]]);
            ofBuyers.append(100 * lift.rates(k).ofBuyers());
            ofAll.append(100 * lift.rates(k).ofAll());
            value.append(lifts[k]);
        }
        StringColumn range = StringColumn.create("95 %", lift.intervals(best).stream()
                .map(interval -> interval.map(Interval::range).orElse(Wording.NOT_DEFINED)).toList());
        return Table.create("bought for the first time within " + question.horizon() + " days", item, group, users,
                ofBuyers, ofAll, value, range);
    }

    /**
     * Recommends items to one user: those that the user is likely to buy next and has not bought yet.
     *
     * @param samples samples of the same log
     * @param sample  index of the sample
     * @return one row per item, the most likely first: rank, item, its first-level class, and the percentage of
     *     training users without the item who buy it within the horizon
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws IllegalArgumentException  if the samples are from another log
     */
    public Table next(Samples samples, int sample) {
        int[] best = best(samples, sample);
        StringColumn item = StringColumn.create(items.unit());
        StringColumn group = StringColumn.create(items.groups("rank", "of all %"));
        DoubleColumn rate = DoubleColumn.create("of all %");
        for (int k : best) {
            item.append(items.name(lift.candidates()[k]));
            group.append(items.group(lift.candidates()[k]));
            rate.append(100 * lift.rates(k).ofAll());
        }
        return Table.create("what user " + samples.userId(sample) + " may buy next",
                IntColumn.create("rank", IntStream.rangeClosed(1, best.length).toArray()), item, group, rate);
    }

    /**
     * Recommends items to some users: those that each is likely to buy next and has not bought yet.
     *
     * @param samples   samples of the same log
     * @param addressed whether each sample gets recommendations, for example because it is predicted to buy the target
     * @return one row per user and item, in the order of the samples, the most likely item first: user, rank, item
     * @throws IllegalArgumentException if the number of flags is not that of the samples, or if the samples are from
     *     another log
     */
    public Table next(Samples samples, boolean[] addressed) {
        StringColumn user = StringColumn.create("user");
        IntColumn rank = IntColumn.create("rank");
        StringColumn item = StringColumn.create(items.unit());
        for (int i : which(samples, addressed)) {
            int[] best = best(samples, i);
            for (int k = 0; k < best.length; k++) {
                user.append(samples.userId(i));
                rank.append(k + 1);
                item.append(items.name(lift.candidates()[best[k]]));
            }
        }
        return Table.create("what users may buy next", user, rank, item);
    }

    private int[] best(Samples samples, int sample) {
        requireLog(samples);
        return chosen.best(items.of(samples.history(sample), 0), lift.candidates(), question.most());
    }

    private void requireLog(Samples samples) {
        if (samples.taxonomy() != items.taxonomy()) {
            throw new IllegalArgumentException("the samples are not from the log that the rankings were learnt on");
        }
    }

    private static int[] which(Samples samples, boolean[] addressed) {
        if (addressed.length != samples.size()) {
            throw new IllegalArgumentException(addressed.length + " flags for " + samples.size() + " samples");
        }
        return IntStream.range(0, addressed.length).filter(i -> addressed[i]).toArray();
    }

    /**
     * Measures the rankings on all test users.
     *
     * @param log  the log
     * @param test the test samples; purchases of their users after the cut are only used to score the rankings
     * @return the table of {@link #measure(PurchaseLog, Samples, boolean[])}
     * @throws IllegalArgumentException for the reasons of {@link #measure(PurchaseLog, Samples, boolean[])}
     */
    public Table measure(PurchaseLog log, Samples test) {
        boolean[] all = new boolean[test.size()];
        Arrays.fill(all, true);
        return measure(log, test, all);
    }

    /**
     * Measures the rankings on some test users, such as those predicted to buy the target.
     *
     * @param log       the log
     * @param test      the test samples; purchases of their users after the cut are only used to score the rankings
     * @param addressed whether each sample gets recommendations
     * @return one row per ranking, the best sellers as the baseline first: number of samples; the recall, by which the
     *     ranking was chosen, and its difference from the baseline's on the same samples; the hit rate, and its
     *     difference from the baseline's. The recall of a sample is the share of its first purchases of candidates
     *     within the horizon that were recommended, averaged over the samples with such purchases. The hit rate is the
     *     share of samples that buy at least one of the recommended items within the horizon. Each figure has its 95 %
     *     interval over the users; it is empty without users, and has no interval with a single user
     * @throws IllegalArgumentException if samples are from another log, from another split or from a user of training
     *     or validation, if training used days from a test cut on, if the log ends before the horizon does, or if the
     *     number of flags is not that of the samples
     */
    public Table measure(PurchaseLog log, Samples test, boolean[] addressed) {
        return ranked(hits(log, test, addressed)).table("on the test samples");
    }

    /**
     * Returns the recalls and hit rates of {@link #measure(PurchaseLog, Samples, boolean[])}.
     *
     * @param log       the log
     * @param test      the test samples
     * @param addressed whether each sample gets recommendations
     * @return first the recalls, by which the ranking was chosen, then the hit rates: those of "chosen", the ranking
     *     that was chosen on the validation samples, those of the two lists that are the same for all users, "most
     *     bought" and "most often bought for the first time", and the differences between the first and each of the
     *     two, such as "recall at 10, chosen less most bought", each with its 95 % interval over the users; empty with
     *     fewer than two users
     * @throws IllegalArgumentException for the reasons of {@link #measure(PurchaseLog, Samples, boolean[])}
     */
    public Map<String, Interval> figures(PurchaseLog log, Samples test, boolean[] addressed) {
        return ranked(hits(log, test, addressed)).figures();
    }

    /** The hits of the ranking that was chosen. */
    Hits ofChosen(Map<ItemRanking, Hits> hits) {
        return hits.get(chosen);
    }

    private RankingHits ranked(Map<ItemRanking, Hits> hits) {
        Map<String, Hits> named = new LinkedHashMap<>();
        hits.forEach((ranking, each) -> named.put(ranking.name() + (ranking == chosen ? " (chosen)" : ""), each));
        return new RankingHits(question.most(), named, hits.get(chosen));
    }

    /** The hits of each ranking among those test samples that are addressed. */
    Map<ItemRanking, Hits> hits(PurchaseLog log, Samples test, boolean[] addressed) {
        requireLog(test);
        question.end(log, test);
        for (int i = 0; i < test.size(); i++) {
            if (test.get(i).split() != Split.TEST || Arrays.binarySearch(fittedUsers, test.get(i).user()) >= 0) {
                throw new IllegalArgumentException("user " + test.userId(i) + " is not a test user");
            }
            if (test.get(i).cut() < end) {
                throw new IllegalArgumentException("training and validation used purchases up to " + test.date(end
                        - 1) + ", but a test sample is cut at " + test.date(test.get(i).cut())
                        + ": choose earlier training days or a shorter horizon");
            }
        }
        int[] which = which(test, addressed);
        Purchases purchases = Purchases.of(log, test, question.horizon(), items);
        Map<ItemRanking, Hits> hits = new LinkedHashMap<>();
        rankings.keySet().forEach(ranking -> hits.put(ranking,
                Hits.of(ranking, purchases, lift.candidates(), question.most(), which)));
        return hits;
    }

    @Override
    public String toString() {
        return "Recommender by " + chosen.name() + " for " + question;
    }
}
