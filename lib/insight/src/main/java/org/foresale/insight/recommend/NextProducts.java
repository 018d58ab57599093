package org.foresale.insight.recommend;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;

/**
 * Learns which items users are likely to buy next among those they have not bought yet.
 *
 * <p>Candidates are the third-level classes, or the products, that enough training users bought for the first time
 * within a horizon after a cut. Classes of the target are excluded, as its buyers are predicted to buy them anyway.
 * Several rankings are learnt on the training samples: the best sellers, as the baseline; the items most often bought
 * for the first time; those that buyers of the target buy more often than all users (lift), or most often; item-to-item
 * collaborative filtering (Linden, Smith and York, Amazon.com recommendations, 2003); and a ridge regression from the
 * history to the next purchases (after EASE: Steck, Embarrassingly shallow autoencoders for sparse data, 2019). The
 * settings of the last two, and the ranking itself, are those with the highest mean recall on the validation samples.
 * However, if no ranking has a recall there whose difference from the baseline's has an interval above 0, the baseline
 * is chosen. No data of test users are used.
 *
 * <p>{@link #fit(PurchaseLog, CrossFitted)} measures the improvement over the best ranking that is the same for all
 * users, with an interval, over all users of a log.
 *
 * <p>"All users" refers to the samples. To make it all active users, take samples from
 * {@link org.foresale.cohort.Snapshot#withAllActiveUsers}.
 *
 * @param horizon     number of days after a cut in which a purchase counts
 * @param most        number of items that are recommended to a user
 * @param support     minimum number of training users who buy a candidate for the first time
 * @param shrinkage   expected purchases added to both sides of a lift, so that lifts based on few purchases stay near 1
 *     (after DuMouchel 1999)
 * @param groupOnly   whether candidates are limited to the target's first-level classes
 * @param products    whether items are products instead of third-level classes
 */
public record NextProducts(int horizon, int most, int support, double shrinkage, boolean groupOnly, boolean products) {

    /** Rankings that are the same for everybody: lists of what is popular. */
    static final List<String> SAME_FOR_ALL = List.of(ItemRanking.MOST_BOUGHT, ItemRanking.FIRST_BOUGHT);

    /** How much of a lift's logarithm an item of the history adds. */
    private static final double[] STRENGTHS = {.02, .05, .1, .2, .4};
    private static final double[] PENALTIES = {3, 10, 30, 100};

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if horizon, most or support is below 1, or if the shrinkage is not above 0
     */
    public NextProducts {
        for (int number : new int[] {horizon, most, support}) {
            if (number < 1) {
                throw new IllegalArgumentException("horizon, items and support are at least 1, but one is " + number
                        + ": give it a larger number");
            }
        }
        if (!(shrinkage > 0 && shrinkage < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the shrinkage is above 0, not " + shrinkage);
        }
    }

    /**
     * Returns the question with defaults: ten third-level classes from the whole assortment, a support of 30 users and
     * a shrinkage of 10 purchases.
     *
     * @param horizon number of days after a cut in which a purchase counts
     * @return the question
     * @throws IllegalArgumentException if it is below 1
     */
    public static NextProducts within(int horizon) {
        return new NextProducts(horizon, 10, 30, 10, false, false);
    }

    /**
     * Returns a copy with another number of recommended items.
     *
     * @param number number of items that are recommended to a user
     * @return the new question
     * @throws IllegalArgumentException if it is below 1
     */
    public NextProducts withMost(int number) {
        return new NextProducts(horizon, number, support, shrinkage, groupOnly, products);
    }

    /**
     * Returns a copy with another minimum support of candidates.
     *
     * @param users minimum number of training users who buy a candidate for the first time
     * @return the new question
     * @throws IllegalArgumentException if it is below 1
     */
    public NextProducts withSupport(int users) {
        return new NextProducts(horizon, most, users, shrinkage, groupOnly, products);
    }

    /**
     * Returns a copy with another shrinkage of lifts.
     *
     * @param purchases expected purchases added to both sides of a lift
     * @return the new question
     * @throws IllegalArgumentException if it is not above 0
     */
    public NextProducts withShrinkage(double purchases) {
        return new NextProducts(horizon, most, support, purchases, groupOnly, products);
    }

    /**
     * Returns a copy with candidates from the target's first-level classes only, such as its department.
     *
     * @return the new question
     */
    public NextProducts withinGroup() {
        return new NextProducts(horizon, most, support, shrinkage, true, products);
    }

    /**
     * Returns a copy with products as items instead of third-level classes; of more than 2,000 products, the best
     * sellers are taken.
     *
     * @return the new question
     */
    public NextProducts withProducts() {
        return new NextProducts(horizon, most, support, shrinkage, groupOnly, true);
    }

    /**
     * Learns the rankings and selects one.
     *
     * @param log        log that the samples were made from; its purchases are used up to the horizon after the cuts of
     *     the training and validation samples
     * @param train      training samples; their labels say who buys the target
     * @param validation samples of other users, on which a ranking is selected
     * @return the fitted recommender
     * @throws IllegalArgumentException if samples are of another split or another log, or there are none, if a user is
     *     in both, if the log ends before a horizon does, or if no item has the support
     */
    public Recommender fit(PurchaseLog log, Samples train, Samples validation) {
        requireSplit(train, Split.TRAIN);
        requireSplit(validation, Split.VALIDATION);
        int end = Math.max(end(log, train), end(log, validation));
        int[] users = IntStream.of(train.users()).distinct().sorted().toArray();
        int[] others = IntStream.of(validation.users()).distinct().toArray();
        IntStream.of(others).filter(user -> Arrays.binarySearch(users, user) >= 0).findFirst().ifPresent(user -> {
            throw new IllegalArgumentException("the user \"" + log.userId(user)
                    + "\" is in training and in validation: give samples of one cohort");
        });
        Items items = Items.of(log, products, users, end(log, train), support);
        Purchases bought = Purchases.of(log, train, horizon, items);
        int[] candidates = candidates(items, bought, train);
        Lift lift = new Lift(bought, train.labels(), candidates, shrinkage);
        Purchases held = Purchases.of(log, validation, horizon, items);
        int[] everybody = IntStream.range(0, held.size()).toArray();
        Map<ItemRanking, Hits> rankings = new LinkedHashMap<>();
        for (Stream<ItemRanking> kind : kinds(CoPurchases.of(bought, items.size(), candidates), lift)) {
            // One after the other: all settings of a ranking at once may take hundreds of megabytes.
            Map.Entry<ItemRanking, Hits> best = kind
                    .map(ranking -> Map.entry(ranking, Hits.of(ranking, held, candidates, most, everybody)))
                    .reduce(NextProducts::better).orElseThrow();
            rankings.put(best.getKey(), best.getValue());
        }
        return new Recommender(this, items, IntStream.concat(IntStream.of(users), IntStream.of(others)).toArray(), end,
                lift, rankings, chosen(rankings));
    }

    /**
     * Learns and selects rankings for each part of a cross-fitted question, to be measured on its test users.
     *
     * @param log   log that the samples were made from
     * @param model predictors of the question, which determine who is predicted to buy the target
     * @return the recommenders of all parts
     * @throws IllegalArgumentException for the reasons of {@link #fit(PurchaseLog, Samples, Samples)} and
     *     {@link Recommender#measure(PurchaseLog, Samples, boolean[])}
     */
    public CrossFittedRecommender fit(PurchaseLog log, CrossFitted model) {
        return CrossFittedRecommender.of(this, log, model);
    }

    /** The ranking of the higher mean recall; the first if both are equal, as where nobody buys anything. */
    private static Map.Entry<ItemRanking, Hits> better(Map.Entry<ItemRanking, Hits> first,
            Map.Entry<ItemRanking, Hits> second) {
        return second.getValue().recall() > first.getValue().recall() ? second : first;
    }

    /** The best of the rankings whose recall is shown to be above the baseline's, or else the baseline. */
    private static ItemRanking chosen(Map<ItemRanking, Hits> rankings) {
        Map.Entry<ItemRanking, Hits> baseline = rankings.entrySet().iterator().next();
        return rankings.entrySet().stream().filter(each -> each.getValue().isShownAbove(baseline.getValue()))
                .reduce(NextProducts::better).orElse(baseline).getKey();
    }

    /**
     * Returns the kinds of rankings, each with all its settings to choose from; the first is the baseline, and those of
     * {@link #SAME_FOR_ALL} need no model.
     */
    private List<Stream<ItemRanking>> kinds(CoPurchases counts, Lift lift) {
        return List.of(Stream.of(ItemRanking.mostBought(counts)), Stream.of(ItemRanking.firstBought(counts)),
                Stream.of(ItemRanking.same("lift among buyers of the target", lift.all())),
                Stream.of(ItemRanking.same("most often bought by buyers of the target for the first time",
                        lift.rates())),
                DoubleStream.of(STRENGTHS).mapToObj(each -> ItemRanking.itemToItem(counts, shrinkage, each)),
                DoubleStream.of(PENALTIES).mapToObj(each -> ItemRanking.ridge(counts, each)));
    }

    /** The items that enough training users buy for the first time, the most of them first. */
    private int[] candidates(Items items, Purchases bought, Samples train) {
        boolean[] all = new boolean[bought.size()];
        Arrays.fill(all, true);
        int[] buyers = bought.firstBuyers(items.size(), all);
        Taxonomy taxonomy = train.taxonomy();
        BitSet groups = IntStream.range(0, taxonomy.size(Level.THIRD))
                .filter(third -> !groupOnly || train.isTarget(third))
                .map(third -> taxonomy.ancestor(third, Level.FIRST)).collect(BitSet::new, BitSet::set, BitSet::or);
        int[] candidates = IntStream.range(0, buyers.length)
                .filter(place -> buyers[place] >= support && !train.isTarget(items.thirdClass(place))
                        && groups.get(taxonomy.ancestor(items.thirdClass(place), Level.FIRST)))
                .boxed().sorted(Comparator.comparingInt(place -> -buyers[place])).mapToInt(place -> place).toArray();
        if (candidates.length == 0) {
            throw new IllegalArgumentException("no " + items.unit() + " was bought for the first time within " + horizon
                    + " days by " + support + " training users: choose a lower support or a longer horizon");
        }
        return candidates;
    }

    private static void requireSplit(Samples samples, Split split) {
        if (samples.size() == 0) {
            throw new IllegalArgumentException("there are no samples of the split " + split);
        }
        for (int i = 0; i < samples.size(); i++) {
            if (samples.get(i).split() != split) {
                throw new IllegalArgumentException("the sample of user " + samples.userId(i) + " is from the split "
                        + samples.get(i).split() + ", not " + split);
            }
        }
    }

    /** The day after the last that is looked at for some samples. */
    int end(PurchaseLog log, Samples samples) {
        if (samples.taxonomy() != log.taxonomy()) {
            throw new IllegalArgumentException("the samples are not from the log " + log.name());
        }
        long end = IntStream.range(0, samples.size()).mapToLong(i -> (long) samples.get(i).cut() + horizon).max()
                .orElse(0);
        if (end > log.days()) {
            throw new IllegalArgumentException("a horizon of " + horizon + " days ends on day " + end + ", but "
                    + log.name() + " has " + log.days() + " days: choose a shorter horizon or earlier cuts");
        }
        return (int) end;
    }
}
