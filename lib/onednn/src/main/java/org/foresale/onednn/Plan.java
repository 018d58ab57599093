package org.foresale.onednn;

/** The operations and the native memory of one layer for one shape of batch. */
interface Plan extends AutoCloseable {

    /** Native memory held, in bytes. */
    long bytes();

    /** Frees the native memory; the plan must not be used again. */
    @Override
    void close();
}
