package org.foresale.study;

/**
 * One cell of a study's grid.
 *
 * @param task    name of the task
 * @param variant how the samples of the task were changed for training; empty if they were not
 * @param learner name of the learner
 * @param seed    the learner's seed
 */
public record Cell(String task, String variant, String learner, long seed) {

    /**
     * The cell in words.
     *
     * @return for example "LSTM on pets, seed 2"
     */
    @Override
    public String toString() {
        return learner + " on " + task + (variant.isEmpty() ? "" : " " + variant) + ", seed " + seed;
    }
}
