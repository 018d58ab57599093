package org.foresale.study;

/**
 * Holds a cell of a study's grid with its predictions.
 *
 * @param cell        the cell
 * @param predictions predictions of the fitted learner for the samples of the study
 */
public record Run(Cell cell, Predictions predictions) {

    /**
     * Returns the name of the task.
     *
     * @return the name
     */
    public String task() {
        return cell.task();
    }

    /**
     * Returns the name of the learner.
     *
     * @return the name
     */
    public String learner() {
        return cell.learner();
    }

    /**
     * Returns the learner's seed.
     *
     * @return the seed
     */
    public long seed() {
        return cell.seed();
    }

    /** What is said of some samples. */
    double[] of(String samples) {
        return predictions.of(samples);
    }
}
