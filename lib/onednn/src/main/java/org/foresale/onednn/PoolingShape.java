package org.foresale.onednn;

/**
 * The sizes of one pooling over one batch.
 *
 * @param kind how the steps under the kernel become one
 */
record PoolingShape(long batch, long channels, Window window, Kind kind) {

    /** The largest; the mean of those that are there; their sum over the kernel's size, padding counted as zeros. */
    enum Kind { MAX, MEAN, MEAN_WITH_PADDING }
}
