package org.foresale.insight.recommend;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.foresale.evaluate.Bootstrap;
import org.foresale.evaluate.Difference;
import org.foresale.evaluate.Interval;

/**
 * How many of the recommended items users went on to buy.
 *
 * @param users  the user of each sample
 * @param hits   recommended items that were bought
 * @param bought candidates that were bought and had not been before
 */
record Hits(int[] users, int[] hits, int[] bought) {

    /** The hits of a ranking in some samples. */
    static Hits of(ItemRanking ranking, Purchases purchases, int[] candidates, int most, int[] which) {
        int[] rising = candidates.clone();
        Arrays.sort(rising);
        int[] hits = new int[which.length];
        int[] bought = new int[which.length];
        for (int i = 0; i < which.length; i++) {
            int[] fresh = purchases.fresh()[which[i]];
            bought[i] = (int) IntStream.of(fresh).filter(place -> Arrays.binarySearch(rising, place) >= 0).count();
            hits[i] = (int) IntStream.of(ranking.best(purchases.before()[which[i]], candidates, most))
                    .filter(k -> Arrays.binarySearch(fresh, candidates[k]) >= 0).count();
        }
        return new Hits(IntStream.of(which).map(i -> purchases.users()[i]).toArray(), hits, bought);
    }

    /** The hits of several parts, one after the other. */
    static Hits pooled(List<Hits> parts) {
        return new Hits(parts.stream().flatMapToInt(part -> IntStream.of(part.users)).toArray(),
                parts.stream().flatMapToInt(part -> IntStream.of(part.hits)).toArray(),
                parts.stream().flatMapToInt(part -> IntStream.of(part.bought)).toArray());
    }

    /** For each sample, 1 if at least one recommended item was bought, else 0. */
    double[] any() {
        return IntStream.of(hits).mapToDouble(n -> n > 0 ? 1 : 0).toArray();
    }

    /** Of each sample that bought a candidate for the first time, what share of these was recommended. */
    double[] recalls() {
        return buyers().mapToDouble(i -> (double) hits[i] / bought[i]).toArray();
    }

    private IntStream buyers() {
        return IntStream.range(0, hits.length).filter(i -> bought[i] > 0);
    }

    private int[] usersOfBuyers() {
        return buyers().map(i -> users[i]).toArray();
    }

    /** The share of samples with a hit, with its exact interval; empty if there are not two users. */
    Optional<Interval> meanHits() {
        int distinct = (int) IntStream.of(users).distinct().count();
        return distinct < 2 ? Optional.empty()
                : Optional.of(Interval.ofShare(Arrays.stream(any()).average().orElseThrow(), distinct));
    }

    /** The mean recall; empty if there are not two users who bought a candidate. */
    Optional<Interval> meanRecall() {
        return Bootstrap.mean(usersOfBuyers(), recalls());
    }

    /** By how much it is above that of others of the same samples. */
    Optional<Interval> meanHitsLess(Hits others) {
        return Bootstrap.mean(users, less(any(), others.any()));
    }

    /** By how much the mean recall is above that of others of the same samples. */
    Optional<Interval> meanRecallLess(Hits others) {
        return Bootstrap.mean(usersOfBuyers(), less(recalls(), others.recalls()));
    }

    double recall() {
        return Arrays.stream(recalls()).average().orElse(Double.NaN);
    }

    /** The share of samples with a hit, in words. */
    String hitRate() {
        return shown(meanHits(), any(), false);
    }

    String recallRange() {
        return shown(meanRecall(), recalls(), false);
    }

    /** What these hits are more than others of the same samples, in words. */
    String hitRateLess(Hits others) {
        return shown(meanHitsLess(others), less(any(), others.any()), true);
    }

    String recallLess(Hits others) {
        return shown(meanRecallLess(others), less(recalls(), others.recalls()), true);
    }

    /**
     * Tells whether the recall is above that of others of the same samples with all of its interval; of few users, it
     * is not shown.
     */
    boolean isShownAbove(Hits others) {
        return Arrays.stream(usersOfBuyers()).distinct().count() >= Difference.MIN_USERS
                && meanRecallLess(others).filter(difference -> difference.low() > 0).isPresent();
    }

    private static double[] less(double[] first, double[] second) {
        return IntStream.range(0, first.length).mapToDouble(i -> first[i] - second[i]).toArray();
    }

    /** A mean with its interval; without one if there are not two users, empty if there is none. */
    private static String shown(Optional<Interval> mean, double[] values, boolean signed) {
        if (values.length == 0) {
            return "";
        }
        return mean.map(signed ? Interval::signed : Interval::toString)
                .orElseGet(() -> String.format(Locale.ROOT, signed ? "%+.3f" : "%.3f",
                        Arrays.stream(values).average().orElseThrow()));
    }
}
