package org.foresale.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.foresale.cohort.Cohort;
import org.foresale.learn.Learner;
import org.foresale.learn.Predictor;
import org.foresale.network.NetworkPredictor;

/**
 * A grid of tasks, their parts, learners and seeds. A seed of a learner is trained anew on each part of a task; its
 * predictions of all parts together are those of the seed. Each of the runs takes one thread, and as many go side by
 * side as there are cores; the figures are the same on any number of them.
 *
 * @param tasks       the questions
 * @param learners    the learners, each with a name of its own; one whose seed changes nothing runs once a part
 * @param seeds       how many seeds, from 1 on
 * @param threads     how many runs go side by side
 * @param checkpoints folder where runs are kept as soon as they are done, so that a study that is killed goes on where
 *                    it was; nowhere if empty
 */
public record Study(List<Task> tasks, List<Learner> learners, int seeds, int threads, Optional<Path> checkpoints) {

    /** What runs say of the validation samples, on which thresholds are chosen. */
    static final String VALIDATION = "validation";
    /** What runs say of the test samples. */
    static final String TEST = "test";
    /** What runs say of the test samples with the events of each history in a random order. */
    static final String SHUFFLED = "shuffled";
    /** What runs say of the task's population. */
    static final String POPULATION = "population";

    /**
     * Checks the grid.
     *
     * @throws IllegalArgumentException if there is no task, learner, seed or thread, or if a name comes twice
     */
    public Study {
        tasks = List.copyOf(tasks);
        learners = List.copyOf(learners);
        requireGrid(tasks, learners, seeds, threads);
        for (Task task : tasks) {
            requireDistinct("learners", Stream.concat(learners.stream(), task.parts().get(0).learners().stream())
                    .map(Learner::name).toList());
        }
    }

    /** Those of the study, then the part's own. */
    List<Learner> learners(TaskPart part) {
        return Stream.concat(learners.stream(), part.learners().stream()).toList();
    }

    static void requireGrid(List<Task> tasks, List<Learner> learners, int seeds, int threads) {
        if (tasks.isEmpty() || learners.isEmpty() || seeds < 1 || threads < 1) {
            throw new IllegalArgumentException("a study needs tasks, learners, seeds and threads, not " + tasks.size()
                    + ", " + learners.size() + ", " + seeds + " and " + threads);
        }
        requireDistinct("tasks", tasks.stream().map(Task::name).toList());
        requireDistinct("learners", learners.stream().map(Learner::name).toList());
    }

    static void requireDistinct(String what, List<String> names) {
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("two of the " + what + " have the same name: " + names);
        }
    }

    /**
     * Returns a study on all cores, kept nowhere.
     *
     * @param tasks    the questions
     * @param learners the learners
     * @param seeds    how many seeds, from 1 on
     * @return the study
     * @throws IllegalArgumentException if there is no task, learner or seed, or if a name comes twice
     */
    public static Study of(List<Task> tasks, List<Learner> learners, int seeds) {
        return new Study(tasks, learners, seeds, Runtime.getRuntime().availableProcessors(), Optional.empty());
    }

    /**
     * Returns a copy of this study on another number of threads.
     *
     * @param newThreads how many runs go side by side
     * @return the new study
     * @throws IllegalArgumentException if there is none
     */
    public Study withThreads(int newThreads) {
        return new Study(tasks, learners, seeds, newThreads, checkpoints);
    }

    /**
     * Returns a copy of this study, its runs being kept as soon as they are done. Runs that are kept there already,
     * with the same samples, settings, seed and library, are taken up; others are deleted at the end.
     *
     * @param folder a folder of the study's own; it is made if it is not there
     * @return the new study
     */
    public Study withCheckpoints(Path folder) {
        return new Study(tasks, learners, seeds, threads, Optional.of(folder));
    }

    /**
     * Runs the grid.
     *
     * @param listener is told of each run that is done
     * @return what came of it
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; runs under way are given up
     * @throws java.io.UncheckedIOException if runs cannot be kept
     * @throws IllegalArgumentException if a learner refuses the samples of a task
     */
    public StudyResults run(StudyListener listener) {
        Cells cells = new Cells();
        for (Task task : tasks) {
            for (TaskPart part : task.parts()) {
                String samples = checkpoints.isEmpty() ? "" : Fingerprint.of(part.cohort())
                        + part.population().map(Fingerprint::of).orElse("");
                for (Learner learner : learners(part)) {
                    for (int seed = 1; seed <= seedsOf(learner, seeds); seed++) {
                        Cell cell = new Cell(task.name(), part.name(), learner.name(), seed);
                        Learner seeded = learner.withSeed(seed);
                        cells.add(cell, checkpoints.isEmpty() ? "" : Fingerprint.of(Fingerprint.ofCode(), samples,
                                seeded.toString(), "seed " + seed), () -> run(part, seeded, cell.seed()));
                    }
                }
            }
        }
        return StudyResults.of(this, cells.fill(threads, checkpoints, listener));
    }

    /** A learner whose seed changes nothing needs but one. */
    static int seedsOf(Learner learner, int seeds) {
        return seedsOf(learner::withSeed, seeds);
    }

    /** However many seeds there are, a learner that is the same with another seed needs but one. */
    static int seedsOf(LongFunction<?> withSeed, int seeds) {
        return withSeed.apply(1).equals(withSeed.apply(2)) ? 1 : seeds;
    }

    private static Predictions run(TaskPart part, Learner learner, long seed) {
        Cohort cohort = part.cohort();
        Predictor predictor = learner.fit(cohort);
        Predictions predictions = Predictions.none().with(VALIDATION, predictor.predict(cohort.validation()))
                .with(TEST, predictor.predict(cohort.test()));
        if (predictor instanceof NetworkPredictor network) {
            predictions = predictions.with(SHUFFLED, network.predictShuffled(cohort.test(), seed));
        }
        return part.population().isEmpty() ? predictions
                : predictions.with(POPULATION, predictor.predict(part.population().get()));
    }
}
