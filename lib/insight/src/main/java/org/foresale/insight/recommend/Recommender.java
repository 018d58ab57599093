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

/** Recommends what users have not bought yet, as {@link NextProducts} has learnt it; and tells what that is worth. */
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
     * Tells how many items may be recommended.
     *
     * @return the number of candidates
     */
    public int candidates() {
        return lift.candidates().length;
    }

    /**
     * Tells what the choice was made on.
     *
     * @return one row a ranking, as {@link #measure(PurchaseLog, Samples)} has them, on the validation samples
     */
    public Table choice() {
        return ranked(rankings).table("on the validation samples");
    }

    /**
     * Tells what buyers of the target buy more often than everybody, among training users.
     *
     * @return one row an item, the 20 with the highest lift of those that enough buyers of the target buy for the first
     *     time: item, its first-level class, how many users these are; of 100 buyers of the target and of 100 users,
     *     how many of those that have not bought it yet buy it within the horizon; the lift, shrunk, with its interval
     *     over the users
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
     * Tells what one user is likely to buy next and has not bought yet.
     *
     * @param samples samples of the same log
     * @param sample  which of them
     * @return one row an item, the likeliest first: rank, item, its first-level class, and of 100 users that have not
     *     bought it how many do so within the horizon, among training users
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws IllegalArgumentException  if the samples are of another log
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
     * Tells what some users are likely to buy next and have not bought yet.
     *
     * @param samples   samples of the same log
     * @param addressed for each of them, whether anything is to be recommended, such as that it is predicted to buy the
     *                  target
     * @return one row a user and item, in the order of the samples, the likeliest item first: user, rank, item
     * @throws IllegalArgumentException if there is not one flag a sample, or if the samples are of another log
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
            throw new IllegalArgumentException("the samples are not of the log that the rankings were learnt on");
        }
    }

    private static int[] which(Samples samples, boolean[] addressed) {
        if (addressed.length != samples.size()) {
            throw new IllegalArgumentException(addressed.length + " flags for " + samples.size() + " samples");
        }
        return IntStream.range(0, addressed.length).filter(i -> addressed[i]).toArray();
    }

    /**
     * Tells what the rankings are worth for all test users.
     *
     * @param log  the log
     * @param test the test samples; what their users bought after the cut is looked at to score the rankings only
     * @return as {@link #measure(PurchaseLog, Samples, boolean[])} has it
     * @throws IllegalArgumentException as {@link #measure(PurchaseLog, Samples, boolean[])} does
     */
    public Table measure(PurchaseLog log, Samples test) {
        boolean[] all = new boolean[test.size()];
        Arrays.fill(all, true);
        return measure(log, test, all);
    }

    /**
     * Tells what the rankings are worth for some test users, such as those predicted to buy the target.
     *
     * @param log       the log
     * @param test      the test samples; what their users bought after the cut is looked at to score the rankings only
     * @param addressed for each of them, whether anything is recommended
     * @return one row a ranking, the most bought items for a baseline first: how many samples; the recall, by which the
     *     ranking was chosen, which is the mean over those that buy any candidate for the first time of the share of
     *     these that was recommended, and by how much it is above the baseline's on the same samples; the hit rate,
     *     which is the share of samples that buy at least one of the recommended items within the horizon, and by how
     *     much it is above the baseline's. Each with its interval of 95 % over the users; empty where nobody is left,
     *     without an interval where one user is
     * @throws IllegalArgumentException if samples are of another log, of another split or of a user of training or
     *     validation, if training looked at days from a test cut on, if the log ends before the horizon, or if there is
     *     not one flag a sample
     */
    public Table measure(PurchaseLog log, Samples test, boolean[] addressed) {
        return ranked(hits(log, test, addressed)).table("on the test samples");
    }

    /**
     * Returns the recalls and hit rates of {@link #measure(PurchaseLog, Samples, boolean[])}.
     *
     * @param log       the log
     * @param test      the test samples
     * @param addressed for each of them, whether anything is recommended
     * @return first the recalls, by which the ranking was chosen, then the hit rates: of "chosen", the ranking that was
     *     chosen on the validation samples, of the two lists that are the same for everybody, "most bought" and "most
     *     often bought for the first time", and by how much the first is above each of the two, such as "recall at 10,
     *     chosen less most bought", each with its interval of 95 % over the users; empty if there are not two users
     * @throws IllegalArgumentException as {@link #measure(PurchaseLog, Samples, boolean[])} does
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
                throw new IllegalArgumentException("user " + test.userId(i) + " is not for the test");
            }
            if (test.get(i).cut() < end) {
                throw new IllegalArgumentException("training and validation looked at purchases up to " + test.date(end
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
        return "Recommender by " + chosen + " for " + question;
    }
}
