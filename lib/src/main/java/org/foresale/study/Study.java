package org.foresale.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.foresale.cohort.Cohort;
import org.foresale.learn.Learner;
import org.foresale.learn.Predictor;
import org.foresale.network.NetworkPredictor;

/**
 * A grid of tasks, learners and seeds. Each of its runs takes one thread, and as many go side by side as there are
 * cores; the figures are the same on any number of them.
 *
 * @param tasks    the questions
 * @param learners the learners, each with a name of its own; one whose seed changes nothing runs once a task
 * @param seeds    how many seeds, from 1 on
 * @param threads  how many runs go side by side
 */
public record Study(List<Task> tasks, List<Learner> learners, int seeds, int threads) {

    /**
     * Checks the grid.
     *
     * @throws IllegalArgumentException if there is no task, learner, seed or thread, or if a name comes twice
     */
    public Study {
        tasks = List.copyOf(tasks);
        learners = List.copyOf(learners);
        if (tasks.isEmpty() || learners.isEmpty() || seeds < 1 || threads < 1) {
            throw new IllegalArgumentException("a study needs tasks, learners, seeds and threads, not " + tasks.size()
                    + ", " + learners.size() + ", " + seeds + " and " + threads);
        }
        requireDistinct("tasks", tasks.stream().map(Task::name).toList());
        requireDistinct("learners", learners.stream().map(Learner::name).toList());
    }

    private static void requireDistinct(String what, List<String> names) {
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("two of the " + what + " have the same name: " + names);
        }
    }

    /**
     * A study on all cores.
     *
     * @param tasks    the questions
     * @param learners the learners
     * @param seeds    how many seeds, from 1 on
     * @return the study
     * @throws IllegalArgumentException if there is no task, learner or seed, or if a name comes twice
     */
    public static Study of(List<Task> tasks, List<Learner> learners, int seeds) {
        return new Study(tasks, learners, seeds, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Runs the grid.
     *
     * @param listener is told of each run that is done
     * @return what came of it
     * @throws CancellationException if the thread is interrupted; runs under way are given up
     */
    public StudyResults run(StudyListener listener) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "study");
            thread.setDaemon(true);
            return thread;
        });
        try {
            CompletionService<Run> runs = new ExecutorCompletionService<>(pool);
            int all = 0;
            for (Task task : tasks) {
                for (Learner learner : learners) {
                    for (int seed = 1; seed <= seedsOf(learner); seed++) {
                        long number = seed;
                        runs.submit(() -> run(task, learner, number));
                        all++;
                    }
                }
            }
            List<Run> done = new ArrayList<>();
            while (done.size() < all) {
                done.add(runs.take().get());
                listener.done(done.size(), all, done.get(done.size() - 1));
            }
            return StudyResults.of(this, done);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the study was interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause
                    : new IllegalStateException("a run of the study failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private int seedsOf(Learner learner) {
        return learner.withSeed(1).equals(learner.withSeed(2)) ? 1 : seeds;
    }

    private static Run run(Task task, Learner learner, long seed) {
        Cohort cohort = task.cohort();
        long start = System.nanoTime();
        Predictor predictor = learner.withSeed(seed).fit(cohort.train(), cohort.validation());
        double seconds = (System.nanoTime() - start) / 1e9;
        if (Thread.currentThread().isInterrupted()) {
            // A training that was cut short has weights, but they are not those of the study.
            throw new CancellationException("the study was interrupted");
        }
        double[] shuffled = predictor instanceof NetworkPredictor network
                ? network.predictShuffled(cohort.test(), seed) : new double[0];
        return new Run(task.name(), learner.name(), seed, list(predictor.predict(cohort.validation())),
                list(predictor.predict(cohort.test())), list(shuffled), seconds);
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
