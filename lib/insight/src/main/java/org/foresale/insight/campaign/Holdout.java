package org.foresale.insight.campaign;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.foresale.log.internal.Sha256;

/**
 * Draws a holdout: which users of a campaign are not addressed, so that its effect can be measured.
 *
 * <p>The holdout is stratified: each decile gives in proportion to its users, and what is left over by rounding goes to
 * the deciles with the largest remainders. Within a decile, users come in the order of a hash of the seed, the
 * campaign's name and the user's id, so the draw is the same on every machine and for any order of the users, and
 * another campaign holds out other users.
 */
final class Holdout {

    private Holdout() {
    }

    /** Draws so many of the users, each of whom is in a decile. */
    static boolean[] draw(String[] users, int[] deciles, int heldOut, String campaign, long seed) {
        int top = Arrays.stream(deciles).max().orElse(0);
        int[] sizes = new int[top + 1];
        for (int decile : deciles) {
            sizes[decile]++;
        }
        int[] quotas = quotas(sizes, heldOut, users.length);
        long[] hashes = Arrays.stream(users).mapToLong(user -> hash(seed, campaign, user)).toArray();
        Integer[] order = IntStream.range(0, users.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingLong((Integer i) -> hashes[i]).thenComparing(i -> users[i]));
        boolean[] drawn = new boolean[users.length];
        for (int i : order) {
            if (quotas[deciles[i]] > 0) {
                quotas[deciles[i]]--;
                drawn[i] = true;
            }
        }
        return drawn;
    }

    /** How many each decile gives, by the largest remainders (Hamilton's method). */
    private static int[] quotas(int[] sizes, int heldOut, int users) {
        int[] quotas = new int[sizes.length];
        long[] remainders = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            long part = (long) sizes[i] * heldOut;
            quotas[i] = (int) (part / users);
            remainders[i] = part % users;
        }
        int left = heldOut - Arrays.stream(quotas).sum();
        IntStream.range(0, sizes.length).boxed()
                .sorted(Comparator.comparingLong((Integer i) -> -remainders[i])
                        .thenComparing(Comparator.reverseOrder()))
                .limit(left).forEach(i -> quotas[i]++);
        return quotas;
    }

    private static long hash(long seed, String campaign, String user) {
        // Lengths tell where a text ends, so that no two triples are the same text.
        String text = seed + "|" + campaign.length() + "|" + campaign + "|" + user;
        return ByteBuffer.wrap(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    }
}
