package org.foresale.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.foresale.evaluate.Scoreboard;
import org.foresale.learn.Learner;

/**
 * Selects settings of learners by validation: each candidate is fitted to the training samples of each task with
 * several seeds, and evaluated by its log loss on validation users that no fit has seen. Each run takes one thread; the
 * figures do not depend on the number of threads.
 *
 * @param tasks       the questions; a user id stands for the same user in all of them
 * @param groups      candidates, by learner
 * @param seeds       number of seeds, from 1 on; a learner that does not depend on its seed runs once
 * @param threads     number of runs in parallel
 * @param checkpoints folder where each run is saved when it finishes, so that an interrupted search can resume; runs
 *     are not saved if empty
 */
public record SettingsSearch(List<SearchTask> tasks, List<Candidates> groups, int seeds, int threads,
        Optional<Path> checkpoints) {

    private static final String JUDGED = "judged";

    /**
     * Checks the grid.
     *
     * @throws IllegalArgumentException if there is no task, learner, seed or thread, or if a name is repeated
     */
    public SettingsSearch {
        tasks = List.copyOf(tasks);
        groups = List.copyOf(groups);
        if (tasks.isEmpty() || groups.isEmpty() || seeds < 1 || threads < 1) {
            throw new IllegalArgumentException("a search needs tasks, learners, seeds and threads, not " + tasks.size()
                    + ", " + groups.size() + ", " + seeds + " and " + threads);
        }
        Study.requireDistinct("tasks", tasks.stream().map(SearchTask::name).toList());
        Study.requireDistinct("learners", groups.stream().map(Candidates::learner).toList());
    }

    /**
     * Returns a search on all cores without checkpoints.
     *
     * @param tasks  the questions; a user id stands for the same user in all of them
     * @param groups candidates, by learner
     * @param seeds  number of seeds, from 1 on
     * @return the search
     * @throws IllegalArgumentException if there is no task, learner or seed, or if a name is repeated
     */
    public static SettingsSearch of(List<SearchTask> tasks, List<Candidates> groups, int seeds) {
        return new SettingsSearch(tasks, groups, seeds, Runtime.getRuntime().availableProcessors(), Optional.empty());
    }

    /**
     * Returns a copy of this search that saves each run when it finishes. Runs in the folder with the same samples,
     * settings, seed and library are reused; all other runs are deleted at the end.
     *
     * @param folder folder for this search alone; it is created if it does not exist
     * @return the new search
     */
    public SettingsSearch withCheckpoints(Path folder) {
        return new SettingsSearch(tasks, groups, seeds, threads, Optional.of(folder));
    }

    /**
     * Runs the grid, with the first seed of all candidates first.
     *
     * @param listener listener that is called after each run
     * @return the results
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; unfinished runs are lost
     * @throws java.io.UncheckedIOException if runs cannot be saved
     * @throws IllegalArgumentException if a learner rejects the samples of a task
     */
    public SearchFindings run(StudyListener listener) {
        Cells cells = new Cells();
        Map<SearchTask, String> samples = new LinkedHashMap<>();
        tasks.forEach(task -> samples.put(task, task.fingerprint()));
        for (int seed = 1; seed <= seeds; seed++) {
            for (SearchTask task : tasks) {
                for (Candidates group : groups) {
                    for (Map.Entry<String, Learner> setting : group.settings().entrySet()) {
                        if (seed <= Study.seedsOf(setting.getValue(), seeds)) {
                            Learner seeded = setting.getValue().withSeed(seed);
                            cells.add(cell(task, group, setting.getKey(), seed), Fingerprint.of(Fingerprint.ofCode(),
                                    task.name(), samples.get(task), seeded.toString(), "seed " + seed),
                                    () -> judged(task, seeded));
                        }
                    }
                }
            }
        }
        List<Run> runs = cells.fill(threads, checkpoints, listener);
        Map<String, String> checksums = new LinkedHashMap<>();
        samples.forEach((task, checksum) -> checksums.put(task.name(), checksum));
        return new SearchFindings(tasks, groups.stream().map(group -> GroupFinding.of(group, boards(group, runs)))
                .toList(), Origin.of(checksums, seeds));
    }

    private static Cell cell(SearchTask task, Candidates group, String setting, long seed) {
        return new Cell(task.name(), "", group.learner() + ", " + setting, seed);
    }

    private static Predictions judged(SearchTask task, Learner learner) {
        return Predictions.none().with(JUDGED, learner.fit(task.train(), task.stopping()).predict(task.judging()));
    }

    /** A board a task, with all settings of a learner. */
    private List<Scoreboard> boards(Candidates group, List<Run> runs) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        List<Scoreboard> boards = new ArrayList<>();
        for (SearchTask task : tasks) {
            Scoreboard board = Scoreboard.of(task.name(), task.judging().labels())
                    .withUsers(IntStream.range(0, task.judging().size()).map(i ->
                            numbers.computeIfAbsent(task.judging().userId(i), user -> numbers.size())).toArray());
            for (String setting : group.settings().keySet()) {
                board = board.with(setting, runs.stream()
                        .filter(run -> run.cell().equals(cell(task, group, setting, run.seed())))
                        .map(run -> run.of(JUDGED)).toList());
            }
            boards.add(board);
        }
        return boards;
    }
}
