package org.foresale.study;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Split;
import org.foresale.log.PurchaseLog;

/**
 * A question of a study.
 *
 * @param name       short, for tables and charts
 * @param cohort     its samples
 * @param population more samples to test on, such as all active users at the natural share of buyers; none of their
 *                   users is in training or validation
 */
public record Task(String name, Cohort cohort, Optional<Samples> population) {

    /**
     * Checks the name and the population.
     *
     * @param name       short, for tables and charts
     * @param cohort     its samples
     * @param population more samples to test on, such as all active users at the natural share of buyers
     * @throws IllegalArgumentException if the name is blank, or if a user of the population is trained or validated on
     */
    public Task {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a task needs a name, but it is blank");
        }
        if (population.isPresent()) {
            Set<String> known = new HashSet<>();
            for (Split split : new Split[] {Split.TRAIN, Split.VALIDATION}) {
                Samples samples = cohort.samples(split);
                for (int i = 0; i < samples.size(); i++) {
                    known.add(samples.userId(i));
                }
            }
            Samples tested = population.get();
            for (int i = 0; i < tested.size(); i++) {
                if (known.contains(tested.userId(i))) {
                    throw new IllegalArgumentException("the user " + tested.userId(i) + " of the population of " + name
                            + " is trained or validated on");
                }
            }
        }
    }

    /**
     * A question without a population.
     *
     * @param name   short, for tables and charts
     * @param cohort its samples
     * @return the task
     * @throws IllegalArgumentException if the name is blank
     */
    public static Task of(String name, Cohort cohort) {
        return new Task(name, cohort, Optional.empty());
    }

    /**
     * A snapshot question: its samples, 1:1, and as population all active users of the test day.
     *
     * @param name     short, for tables and charts
     * @param question the question
     * @param log      the log
     * @return the task
     * @throws IllegalArgumentException if the name is blank, or if the log does not suit the question
     */
    public static Task of(String name, Snapshot question, PurchaseLog log) {
        return of(name, question.cohort(log)).withPopulation(question.withAllActiveUsers().cohort(log).test());
    }

    /**
     * The same question with more samples to test on.
     *
     * @param samples the population
     * @return the new task
     * @throws IllegalArgumentException if one of their users is trained or validated on
     */
    public Task withPopulation(Samples samples) {
        return new Task(name, cohort, Optional.of(samples));
    }
}
