package org.foresale.study;

/**
 * One cell of a study's grid.
 *
 * @param task    name of the task
 * @param variant which part of the task it is, or how its samples were changed for training; empty if the task is
 *                asked once, with its samples as they are
 * @param learner name of the learner
 * @param seed    the learner's seed
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
