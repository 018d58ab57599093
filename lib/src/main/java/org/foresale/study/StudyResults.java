package org.foresale.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scoreboard;
import org.foresale.evaluate.Scoreboards;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Threshold;
import org.foresale.learn.Learner;

/** What came of a study: the predictions of all its runs, and boards of what they are worth. */
public final class StudyResults {

    private final Study study;
    /** By task, then by learner, the runs by rising seed. */
    private final Map<String, Map<String, List<Run>>> runs;

    private StudyResults(Study study, Map<String, Map<String, List<Run>>> runs) {
        this.study = study;
        this.runs = runs;
    }

    static StudyResults of(Study study, List<Run> done) {
        Map<String, Map<String, List<Run>>> sorted = new LinkedHashMap<>();
        for (Task task : study.tasks()) {
            Map<String, List<Run>> byLearner = new LinkedHashMap<>();
            for (Learner learner : study.learners()) {
                byLearner.put(learner.name(), done.stream()
                        .filter(run -> run.task().equals(task.name()) && run.learner().equals(learner.name()))
                        .sorted(Comparator.comparingLong(Run::seed)).toList());
            }
            sorted.put(task.name(), byLearner);
        }
        return new StudyResults(study, sorted);
    }

    /**
     * The results with one more learner, which asks two others and takes the mean of their chances, seed by seed.
     *
     * @param first  name of a learner
     * @param second name of another
     * @param name   what the blend is called; a learner of this name gives way
     * @return the new results
     * @throws IllegalArgumentException if a learner is not in the study, or if both have several seeds, but not as many
     */
    public StudyResults withBlend(String first, String second, String name) {
        Map<String, Map<String, List<Run>>> more = new LinkedHashMap<>();
        runs.forEach((task, byLearner) -> {
            List<Run> one = runsOf(byLearner, first);
            List<Run> other = runsOf(byLearner, second);
            if (one.size() != other.size() && one.size() > 1 && other.size() > 1) {
                throw new IllegalArgumentException(first + " has " + one.size() + " seeds, but " + second + " has "
                        + other.size());
            }
            Map<String, List<Run>> added = new LinkedHashMap<>(byLearner);
            added.put(name, IntStream.range(0, Math.max(one.size(), other.size())).mapToObj(seed ->
                    blend(name, one.get(seed % one.size()), other.get(seed % other.size()), seed + 1)).toList());
            more.put(task, added);
        });
        return new StudyResults(study, more);
    }

    private static Run blend(String name, Run one, Run other, long seed) {
        return new Run(new Cell(one.task(), "", name, seed), one.predictions().mean(other.predictions()));
    }

    /**
     * The results with one more learner: a sequence network that is shown the test histories with their events in a
     * random order.
     *
     * @param learner name of the network
     * @param name    what it is called then; a learner of this name gives way
     * @return the new results
     * @throws IllegalArgumentException if the learner is not in the study, or reads no sequence
     */
    public StudyResults withShuffled(String learner, String name) {
        Map<String, Map<String, List<Run>>> more = new LinkedHashMap<>();
        runs.forEach((task, byLearner) -> {
            Map<String, List<Run>> added = new LinkedHashMap<>(byLearner);
            added.put(name, runsOf(byLearner, learner).stream().map(run -> {
                if (!run.predictions().names().contains(Study.SHUFFLED)) {
                    throw new IllegalArgumentException(learner + " reads no sequence that could be shuffled");
                }
                return new Run(new Cell(task, "", name, run.seed()), Predictions.none()
                        .with(Study.VALIDATION, run.of(Study.VALIDATION)).with(Study.TEST, run.of(Study.SHUFFLED)));
            }).toList());
            more.put(task, added);
        });
        return new StudyResults(study, more);
    }

    private static List<Run> runsOf(Map<String, List<Run>> byLearner, String learner) {
        if (!byLearner.containsKey(learner)) {
            throw new IllegalArgumentException("\"" + learner + "\" is not in the study, which has "
                    + byLearner.keySet());
        }
        return byLearner.get(learner);
    }

    /**
     * The runs of a learner on a task.
     *
     * @param task    name of the task
     * @param learner name of the learner
     * @return its runs, by rising seed
     * @throws IllegalArgumentException if the study has no such task or learner
     */
    public List<Run> runs(String task, String learner) {
        return runsOf(byLearner(task), learner);
    }

    private Map<String, List<Run>> byLearner(String task) {
        if (!runs.containsKey(task)) {
            throw new IllegalArgumentException("the study has no task \"" + task + "\", but " + runs.keySet());
        }
        return runs.get(task);
    }

    /**
     * What the learners are worth on the test samples of a task, at thresholds where precision equals recall on
     * validation.
     *
     * @param task name of the task
     * @return the board
     * @throws IllegalArgumentException if the study has no such task, or if its test samples lack a label
     */
    public Scoreboard board(String task) {
        Task asked = task(task);
        return board(asked, task, asked.cohort().test(), Study.TEST);
    }

    /**
     * The same on the samples of the task's population, at the thresholds that were chosen on validation. With all
     * others instead of a draw of them, {@link Scoreboard#tableAt} with a share of a half says the same of 1:1 samples
     * as {@link #board}, only surer.
     *
     * @param task name of the task
     * @return the board, without learners that were not asked about the population
     * @throws IllegalArgumentException if the study has no such task, if the task has no population, or if the
     *     population lacks a label
     */
    public Scoreboard populationBoard(String task) {
        Task asked = task(task);
        return board(asked, task + ", all active users", asked.population().orElseThrow(() ->
                new IllegalArgumentException("the task " + task + " has no population")), Study.POPULATION);
    }

    private Task task(String name) {
        return study.tasks().stream().filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the study has no task \"" + name + "\", but "
                        + runs.keySet()));
    }

    private Scoreboard board(Task task, String name, Samples tested, String predictions) {
        boolean[] answers = task.cohort().validation().labels();
        Map<String, Integer> numbers = users();
        Scoreboard board = Scoreboard.of(name, tested.labels()).withUsers(IntStream.range(0, tested.size())
                .map(i -> numbers.computeIfAbsent(tested.userId(i), user -> numbers.size())).toArray());
        for (Map.Entry<String, List<Run>> learner : byLearner(task.name()).entrySet()) {
            List<Run> asked = learner.getValue().stream()
                    .filter(run -> run.predictions().names().contains(predictions)).toList();
            if (!asked.isEmpty()) {
                board = board.with(learner.getKey(), each(asked, run -> run.of(predictions)), each(asked, run ->
                        Threshold.BREAK_EVEN.of(Scores.of(answers, run.of(Study.VALIDATION)))));
            }
        }
        return board;
    }

    /**
     * The boards of all tasks.
     *
     * @return the boards, in the order of the tasks
     * @throws IllegalArgumentException if the test samples of a task lack a label
     */
    public Scoreboards boards() {
        List<Scoreboard> boards = new ArrayList<>();
        study.tasks().forEach(task -> boards.add(board(task.name())));
        return Scoreboards.of(boards);
    }

    /**
     * All counts and figures, to be kept and compared with.
     *
     * @param name what the study is called, such as "first-need"
     * @return the results
     * @throws IllegalArgumentException if the test samples or the population of a task lack a label
     */
    public Results results(String name) {
        Results results = Results.of(name, Origin.of(study.tasks(), study.seeds()));
        for (Task task : study.tasks()) {
            for (Split split : Split.values()) {
                results = results.withSamples(task.name(), split.name().toLowerCase(Locale.ROOT),
                        task.cohort().samples(split));
            }
            results = results.withBoard(task.name(), board(task.name()), "");
            if (task.population().isPresent()) {
                results = results.withSamples(task.name(), "population", task.population().get());
                results = results.withBoard(task.name(), populationBoard(task.name()), " of the population");
            }
        }
        return results;
    }

    /** A number for each user of all tasks; two logs that share an id count as sharing the user. */
    private Map<String, Integer> users() {
        Map<String, Integer> numbers = new HashMap<>();
        for (Task task : study.tasks()) {
            Samples test = task.cohort().test();
            IntStream.range(0, test.size()).forEach(i -> numbers.putIfAbsent(test.userId(i), numbers.size()));
        }
        return numbers;
    }

    private static <T> List<T> each(List<Run> runs, Function<Run, T> value) {
        return runs.stream().map(value).toList();
    }
}
