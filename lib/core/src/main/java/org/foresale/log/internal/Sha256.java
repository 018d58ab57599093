package org.foresale.log.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Creates SHA-256 digests, which every Java platform supports. */
public final class Sha256 {

    private Sha256() {
    }

    /**
     * Returns a new digest.
     *
     * @return the digest, without any data yet
     */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
