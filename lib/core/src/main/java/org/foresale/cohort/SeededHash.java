package org.foresale.cohort;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A number between 0 and 1 that depends on a seed, a purpose and a user id alone: the same on every machine, whatever
 * the order of the users and whoever else is there.
 */
final class SeededHash {

    private static final int BITS = 53;

    private SeededHash() {
    }

    static double uniform(long seed, String purpose, String userId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((seed + "|" + purpose + "|" + userId).getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(digest).getLong() >>> (Long.SIZE - BITS)) * 0x1p-53;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
