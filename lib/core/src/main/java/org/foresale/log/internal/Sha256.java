package org.foresale.log.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes SHA-256 checksums, which every Java has. */
public final class Sha256 {

    private Sha256() {
    }

    /**
     * Returns a new digest.
     *
     * @return the digest, of nothing so far
     */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
