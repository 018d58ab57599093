package org.foresale.cohort;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.foresale.log.internal.Sha256;

/**
 * A number between 0 and 1 that depends on a seed, a purpose and a user id alone: the same on every machine, whatever
 * the order of the users and whoever else is there.
 */
final class SeededHash {

    private static final int BITS = 53;

    private SeededHash() {
    }

    static double uniform(long seed, String purpose, String userId) {
        byte[] digest = Sha256.digest().digest((seed + "|" + purpose + "|" + userId).getBytes(StandardCharsets.UTF_8));
        return (ByteBuffer.wrap(digest).getLong() >>> (Long.SIZE - BITS)) * 0x1p-53;
    }
}
