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
 * Chooses settings of learners by validation: each candidate is fitted to the training samples of each task, with
 * several seeds, and judged by its log loss on validation users that no fit has met. Each run takes one thread; the
 * figures are the same on any number of them.
 *
 * @param tasks       the questions; a user id stands for the same user in all of them
 * @param groups      the candidates, a learner each
 * @param seeds       how many seeds, from 1 on; a learner whose seed changes nothing runs once
 * @param threads     how many runs go side by side
 * @param checkpoints folder where runs are kept as soon as they are done, so that a search that is killed goes on
 *                    where it was; nowhere if empty
 */
public record SettingsSearch(List<SearchTask> tasks, List<Candidates> groups, int seeds, int threads,
        Optional<Path> checkpoints) {

    private static final String JUDGED = "judged";

    /**
     * Checks the grid.
     *
     * @throws IllegalArgumentException if there is no task, learner, seed or thread, or if a name comes twice
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
     * Searches on all cores, keeping no run.
     *
     * @param tasks  the questions; a user id stands for the same user in all of them
     * @param groups the candidates, a learner each
     * @param seeds  how many seeds, from 1 on
     * @return the search
     * @throws IllegalArgumentException if there is no task, learner or seed, or if a name comes twice
     */
    public static SettingsSearch of(List<SearchTask> tasks, List<Candidates> groups, int seeds) {
        return new SettingsSearch(tasks, groups, seeds, Runtime.getRuntime().availableProcessors(), Optional.empty());
    }

    /**
     * Returns a copy of this search, its runs being kept as soon as they are done. Runs that are kept there already,
     * with the same samples, settings, seed and library, are taken up; others are deleted at the end.
     *
     * @param folder a folder of the search's own; it is made if it is not there
     * @return the new search
     */
    public SettingsSearch withCheckpoints(Path folder) {
        return new SettingsSearch(tasks, groups, seeds, threads, Optional.of(folder));
    }

    /**
     * Runs the grid, the first seed of all candidates first.
     *
     * @param listener is told of each run that is done
     * @return what was found
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; runs under way are given up
     * @throws java.io.UncheckedIOException if runs cannot be kept
     * @throws IllegalArgumentException if a learner refuses the samples of a task
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
