package org.foresale.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Shift;
import org.foresale.learn.Learner;
import org.foresale.learn.Predictor;

/**
 * Studies whether it helps to train on copies of the samples without their newest shopping days, if purchases are to be
 * predicted earlier.
 *
 * <p>Each learner is fitted to the training samples together with the copies of each shift, and predicts the test
 * samples without their newest 0, 1, 2 … shopping days. Validation samples for early stopping are shifted like the
 * training samples, one copy each. Thresholds are chosen on validation samples, either on the original ones or on those
 * shifted like the test samples. Both labels are shifted in the same way, and all copies of a user are in one split.
 *
 * @param tasks       the questions
 * @param learners    the learners, each with a different name; a learner that does not depend on its seed runs once
 * @param training    shifts of the training samples; the first one is the baseline
 * @param tested      numbers of newest shopping days that are removed from the test samples
 * @param seeds       number of seeds, from 1 on
 * @param threads     number of runs in parallel
 * @param checkpoints folder where each run is saved when it finishes; runs are not saved if empty
 */
public record ShiftStudy(List<Task> tasks, List<Learner> learners, List<Shift> training, Shift tested, int seeds,
        int threads, Optional<Path> checkpoints) {

    private static final long VALIDATION_SEED = 1;

    /**
     * Checks the grid.
     *
     * @throws IllegalArgumentException if there is no task, learner, shift, seed or thread, if one of them is repeated,
     *     if a task has learners or a population of its own, if samples are shifted already, or if a shift of the test
     *     leaves no validation or test samples of a label
     */
    public ShiftStudy {
        tasks = List.copyOf(tasks);
        learners = List.copyOf(learners);
        training = List.copyOf(training);
        Study.requireGrid(tasks, learners, seeds, threads);
        if (training.isEmpty() || training.stream().distinct().count() < training.size()) {
            throw new IllegalArgumentException("a shift study needs shifts to train on, each once, not "
                    + training.stream().map(Shift::inBraces).toList());
        }
        for (Task task : tasks) {
            if (task.parts().stream().anyMatch(part -> !part.learners().isEmpty() || part.population().isPresent())) {
                throw new IllegalArgumentException("the task " + task.name() + " has learners or a population of its"
                        + " own, which a shift study does not use: leave them out");
            }
            for (int removed : tested.removed()) {
                requireBothLabels(task, task.cohort().validation(), removed, "validation");
                requireBothLabels(task, task.cohort().test(), removed, "test");
            }
        }
    }

    private static void requireBothLabels(Task task, Samples samples, int removed, String split) {
        Samples left = Shift.by(removed).of(samples);
        if (left.positives() == 0 || left.positives() == left.size()) {
            throw new IllegalArgumentException("of the " + samples.size() + " " + split + " samples of " + task.name()
                    + ", " + left.positives() + " buyers and " + (left.size() - left.positives())
                    + " non-buyers have more than " + removed + " shopping days: both are needed. Remove fewer with"
                    + " withTested");
        }
    }

    /**
     * Returns a study of the shifts {0}, {0, 1}, {0, 1, 2, 4} and {0, 1, 2, 4, 8}, tested without 0, 1, 2, 4 and 8
     * shopping days, on all cores and without checkpoints.
     *
     * @param tasks    the questions
     * @param learners the learners
     * @param seeds    number of seeds, from 1 on
     * @return the study
     * @throws IllegalArgumentException if there is no task, learner or seed, if a name is repeated, or if a label has
     *     no histories of more than 8 shopping days
     */
    public static ShiftStudy of(List<Task> tasks, List<Learner> learners, int seeds) {
        Shift fullest = Shift.by(0, 1, 2, 4, 8);
        return new ShiftStudy(tasks, learners, List.of(Shift.by(0), Shift.by(0, 1), Shift.by(0, 1, 2, 4), fullest),
                fullest, seeds, Runtime.getRuntime().availableProcessors(), Optional.empty());
    }

    /**
     * Returns a copy of this study with other training shifts.
     *
     * @param shifts the shifts; the first one is the baseline
     * @return the new study
     * @throws IllegalArgumentException if there is none, or if one is repeated
     */
    public ShiftStudy withTraining(List<Shift> shifts) {
        return new ShiftStudy(tasks, learners, shifts, tested, seeds, threads, checkpoints);
    }

    /**
     * Returns a copy of this study with other tests.
     *
     * @param removed numbers of newest shopping days that are removed from the test samples, in ascending order
     * @return the new study
     * @throws IllegalArgumentException if there is none, or if one leaves no samples of a label
     */
    public ShiftStudy withTested(int... removed) {
        return new ShiftStudy(tasks, learners, training, Shift.by(removed), seeds, threads, checkpoints);
    }

    /**
     * Returns a copy of this study with another number of threads.
     *
     * @param newThreads number of runs in parallel
     * @return the new study
     * @throws IllegalArgumentException if the number is below 1
     */
    public ShiftStudy withThreads(int newThreads) {
        return new ShiftStudy(tasks, learners, training, tested, seeds, newThreads, checkpoints);
    }

    /**
     * Returns a copy of this study that saves each run when it finishes, like {@link Study#withCheckpoints}.
     *
     * @param folder folder for this study alone; it is created if it does not exist
     * @return the new study
     */
    public ShiftStudy withCheckpoints(Path folder) {
        return new ShiftStudy(tasks, learners, training, tested, seeds, threads, Optional.of(folder));
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
    public ShiftResults run(StudyListener listener) {
        Cells cells = new Cells();
        for (Task task : tasks) {
            String samples = checkpoints.isEmpty() ? "" : Fingerprint.of(task.cohort());
            for (Learner learner : learners) {
                for (Shift shift : training) {
                    for (int seed = 1; seed <= Study.seedsOf(learner, seeds); seed++) {
                        Cell cell = new Cell(task.name(), shift.inBraces(), learner.name(), seed);
                        Fit fit = new Fit(task, learner.withSeed(seed), shift);
                        cells.add(cell, checkpoints.isEmpty() ? "" : Fingerprint.of(Fingerprint.ofCode(), samples,
                                fit.learner().toString(), "seed " + seed, shift.inBraces(), tested.inBraces()),
                                () -> run(fit));
                    }
                }
            }
        }
        return ShiftResults.of(this, cells.fill(threads, checkpoints, listener));
    }

    /** What is fitted in a cell. */
    private record Fit(Task task, Learner learner, Shift shift) {
    }

    private Predictions run(Fit fit) {
        Samples validation = fit.task().cohort().validation();
        Samples test = fit.task().cohort().test();
        Predictor predictor = fit.learner().fit(fit.shift().of(fit.task().cohort().train()),
                fit.shift().oneEach(validation, VALIDATION_SEED));
        Predictions predictions = Predictions.none();
        for (int removed : tested.removed()) {
            Shift shift = Shift.by(removed);
            predictions = predictions.with(Study.VALIDATION + " " + removed, predictor.predict(shift.of(validation)))
                    .with(Study.TEST + " " + removed, predictor.predict(shift.of(test)));
        }
        return predictions;
    }
}
