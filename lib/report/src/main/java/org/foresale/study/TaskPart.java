package org.foresale.study;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.learn.Learner;

/**
 * Holds the samples of one part of a task, on which a learner is trained, validated and tested once.
 *
 * @param name       name of the part, such as "fold 1 of 5, day 240"; empty if it is the only one
 * @param fold       fold of its test users, from 0 on
 * @param cohort     samples of the part
 * @param population more samples to test on, such as all active users at the base rate; none of their users is in
 *     training or validation
 * @param learners   learners of this part alone, besides those of the study, such as one that knows other needs of the
 *     same training users
 */
public record TaskPart(String name, int fold, Cohort cohort, Optional<Samples> population, List<Learner> learners) {

    /**
     * Checks the population.
     *
     * @throws IllegalArgumentException if the population is null, if the fold is below 0, or if a user of the
     *     population is in training or validation
     */
    public TaskPart {
        if (population == null) {
            throw new IllegalArgumentException("the population of \"" + cohort.name()
                    + "\" is null: give samples, or Optional.empty() if there is none");
        }
        learners = List.copyOf(learners);
        if (fold < 0) {
            throw new IllegalArgumentException("there is no fold " + fold + " of \"" + cohort.name()
                    + "\": count from 0");
        }
        Set<String> known = new HashSet<>();
        for (Split split : new Split[] {Split.TRAIN, Split.VALIDATION}) {
            Samples samples = cohort.samples(split);
            for (int i = 0; i < samples.size() && population.isPresent(); i++) {
                known.add(samples.userId(i));
            }
        }
        for (int i = 0; population.isPresent() && i < population.get().size(); i++) {
            if (known.contains(population.get().userId(i))) {
                throw new IllegalArgumentException("the user " + population.get().userId(i) + " of the population of \""
                        + cohort.name() + "\"" + (name.isEmpty() ? "" : ", " + name) + " is in training or validation");
            }
        }
    }

    /** Returns a copy of this part with more learners of its own. */
    TaskPart withLearners(List<Learner> own) {
        return new TaskPart(name, fold, cohort, population, Stream.concat(learners.stream(), own.stream()).toList());
    }
}
