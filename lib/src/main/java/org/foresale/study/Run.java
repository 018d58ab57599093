package org.foresale.study;

import java.util.List;

/**
 * What one learner with one seed says of the samples of one task.
 *
 * @param task       name of the task
 * @param learner    name of the learner
 * @param seed       the seed
 * @param validation predictions of the validation samples, on which thresholds are chosen
 * @param test       predictions of the test samples
 * @param shuffled   predictions of the test samples with the events of each history in a random order; empty if the
 *                   learner reads no sequence
 * @param seconds    time of fitting
 */
public record Run(String task, String learner, long seed, List<Double> validation, List<Double> test,
        List<Double> shuffled, double seconds) {
}
