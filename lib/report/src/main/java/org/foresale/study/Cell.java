package org.foresale.study;

/**
 * Identifies one cell of a study's grid.
 *
 * @param task    name of the task
 * @param variant part of the task, or how its samples were modified for training; empty for the only part with the
 *     original samples
 * @param learner name of the learner
 * @param seed    seed of the learner
 */
public record Cell(String task, String variant, String learner, long seed) {

    /**
     * Returns the cell in words.
     *
     * @return for example "LSTM on pets, seed 2"
     */
    @Override
    public String toString() {
        return learner + " on " + task + (variant.isEmpty() ? "" : " " + variant) + ", seed " + seed;
    }
}
