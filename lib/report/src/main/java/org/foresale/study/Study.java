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
 * Runs a grid of tasks, their parts, learners and seeds. Each seed of a learner is trained anew on each part of a task,
 * and its predictions for all parts are combined. Each run takes one thread, with as many runs in parallel as there are
 * cores; the figures do not depend on the number of threads.
 *
 * @param tasks       the questions
 * @param learners    the learners, each with a different name; a learner that does not depend on its seed runs once per
 *     part
 * @param seeds       number of seeds, from 1 on
 * @param threads     number of runs in parallel
 * @param checkpoints folder where each run is saved when it finishes, so that an interrupted study can resume; runs are
 *     not saved if empty
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
     * @throws IllegalArgumentException if there is no task, learner, seed or thread, or if a name is repeated
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
     * Returns a study on all cores without checkpoints.
     *
     * @param tasks    the questions
     * @param learners the learners
     * @param seeds    number of seeds, from 1 on
     * @return the study
     * @throws IllegalArgumentException if there is no task, learner or seed, or if a name is repeated
     */
    public static Study of(List<Task> tasks, List<Learner> learners, int seeds) {
        return new Study(tasks, learners, seeds, Runtime.getRuntime().availableProcessors(), Optional.empty());
    }

    /**
     * Returns a copy of this study with another number of threads.
     *
     * @param newThreads number of runs in parallel
     * @return the new study
     * @throws IllegalArgumentException if the number is below 1
     */
    public Study withThreads(int newThreads) {
        return new Study(tasks, learners, seeds, newThreads, checkpoints);
    }

    /**
     * Returns a copy of this study that saves each run when it finishes. Runs in the folder with the same samples,
     * settings, seed and library are reused; all other runs are deleted at the end.
     *
     * @param folder folder for this study alone; it is created if it does not exist
     * @return the new study
     */
    public Study withCheckpoints(Path folder) {
        return new Study(tasks, learners, seeds, threads, Optional.of(folder));
    }

    /**
     * Runs the grid.
     *
     * @param listener listener that is called after each run
     * @return the results
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; unfinished runs are lost
     * @throws java.io.UncheckedIOException if runs cannot be saved
     * @throws IllegalArgumentException if a learner rejects the samples of a task
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
