package org.foresale.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Split;
import org.foresale.learn.CategoryLearner;
import org.foresale.learn.Learner;

/**
 * Documents how a model was made.
 *
 * @param cohort   the question and the log
 * @param learner  name of the learner
 * @param settings the learner's settings in words, including its seed
 * @param splits   for training, validation and test, the number of samples and of buyers among them
 * @param foresale version of this library, "unknown" if it does not run from its jar
 * @param java     version of Java
 */
public record Provenance(String cohort, String learner, String settings, List<Count> splits, String foresale,
        String java) {

    private static final int LONGEST = 10_000;

    /**
     * Checks the texts.
     *
     * @throws IllegalArgumentException if a text is missing or longer than 10,000 characters, or if the counts are
     *     missing or more than three
     */
    public Provenance {
        for (String text : new String[] {cohort, learner, settings, foresale, java}) {
            if (text == null || text.length() > LONGEST) {
                throw new IllegalArgumentException("a text of the provenance is missing, or longer than " + LONGEST
                        + " characters");
            }
        }
        if (splits == null || splits.size() > Split.values().length || splits.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("the provenance has no counts of its splits, or too many");
        }
        splits = List.copyOf(splits);
    }

    /**
     * Counts the samples and buyers of a split.
     *
     * @param split   the split
     * @param samples number of samples
     * @param buyers  number of samples that buy the target
     */
    public record Count(Split split, int samples, int buyers) {

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if there is no split, or if the number of buyers is below 0 or above that of
         *     samples
         */
        public Count {
            if (split == null || buyers < 0 || buyers > samples) {
                throw new IllegalArgumentException("of the split " + split + ", " + buyers + " of " + samples
                        + " samples are buyers");
            }
        }
    }

    static Provenance of(Cohort cohort, Learner learner) {
        return of(cohort.name(), learner.name(), learner.toString(), split -> count(cohort, split));
    }

    /** The number of samples and of buyers in each split. */
    static List<Count> counts(Cohort cohort) {
        return Stream.of(Split.values()).map(split -> count(cohort, split)).toList();
    }

    private static Count count(Cohort cohort, Split split) {
        return new Count(split, cohort.samples(split).size(), cohort.samples(split).positives());
    }

    /** Whoever buys any category counts as a buyer. */
    static Provenance of(CategoryCohort cohort, CategoryLearner learner) {
        return of(cohort.name(), learner.name(), learner.toString(), split -> new Count(split,
                cohort.samples(split).size(), (int) IntStream.range(0, cohort.samples(split).size())
                        .filter(i -> !cohort.samples(split).buys(i).isEmpty()).count()));
    }

    private static Provenance of(String cohort, String learner, String settings, Function<Split, Count> count) {
        String version = Optional.ofNullable(Provenance.class.getPackage().getImplementationVersion())
                .orElse("unknown");
        return new Provenance(cohort, learner, settings, Stream.of(Split.values()).map(count).toList(), version,
                Runtime.version().toString());
    }
}
