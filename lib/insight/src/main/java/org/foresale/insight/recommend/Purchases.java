package org.foresale.insight.recommend;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;

/**
 * What the users of samples bought before their cuts, and what within a horizon after them.
 *
 * @param users  the user of each sample
 * @param before places of the items bought before the cut, rising
 * @param after  places of the items bought within the horizon, rising, whether bought before or not
 * @param fresh  those of them that were not bought before
 */
record Purchases(int[] users, int[][] before, int[][] after, int[][] fresh) {

    static Purchases of(PurchaseLog log, Samples samples, int horizon, Items items) {
        int size = samples.size();
        Purchases purchases = new Purchases(samples.users(), new int[size][], new int[size][], new int[size][]);
        for (int i = 0; i < size; i++) {
            int[] before = items.of(samples.history(i), 0);
            History whole = log.history(samples.get(i).user()).before(samples.get(i).cut() + horizon);
            int[] after = items.of(whole, samples.history(i).size());
            purchases.before[i] = before;
            purchases.after[i] = after;
            purchases.fresh[i] = IntStream.of(after).filter(place -> Arrays.binarySearch(before, place) < 0).toArray();
        }
        return purchases;
    }

    int size() {
        return users.length;
    }

    /** How many different users bought each of some items for the first time, those of some samples only. */
    int[] firstBuyers(int items, boolean[] counted) {
        int[] buyers = new int[items];
        // User by user: one purchase lies within the horizon of several cuts, but its user counts once.
        int[] order = IntStream.range(0, size()).filter(i -> counted[i]).toArray();
        IntArrays.stableSort(order, (a, b) -> Integer.compare(users[a], users[b]));
        int[] lastUser = new int[items];
        Arrays.fill(lastUser, -1);
        for (int i : order) {
            for (int place : fresh[i]) {
                if (lastUser[place] != users[i]) {
                    lastUser[place] = users[i];
                    buyers[place]++;
                }
            }
        }
        return buyers;
    }
}
