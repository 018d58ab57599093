package org.foresale.onednn;

/**
 * The sizes of a linear layer over one batch of sparse steps.
 *
 * @param classes channels that are marked or not
 * @param numbers channels after them that hold any number
 */
record SparseShape(long batch, long time, int classes, int numbers, int filters) {

    int steps() {
        return Math.toIntExact(batch * time);
    }
}
