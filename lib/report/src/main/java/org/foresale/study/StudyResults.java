package org.foresale.study;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.evaluate.Scoreboard;
import org.foresale.evaluate.Scoreboards;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Threshold;
import org.foresale.learn.Blend;
import org.foresale.learn.Learner;

/** Holds the predictions of all runs of a study, and evaluates them on boards. */
public final class StudyResults {

    private static final String OF_POPULATION = " of the population";

    private final Study study;
    /** By task, then by learner, the runs by rising seed. */
    private final Map<String, Map<String, List<Run>>> runs;
    /** Names of networks, and of what is made of their scores. */
    private final Set<String> networks;
    /** Boards that were asked for: each keeps what its intervals have in common. */
    private final Map<Asked, Scoreboard> boards = new ConcurrentHashMap<>();
    private final Map<Threshold, Scoreboards> together = new ConcurrentHashMap<>();

    /** Which predictions of a task are on a board, with which thresholds. */
    private record Asked(String task, String predictions, Threshold threshold) {
    }

    private StudyResults(Study study, Map<String, Map<String, List<Run>>> runs, Set<String> networks) {
        this.study = study;
        this.runs = runs;
        this.networks = networks;
    }

    static StudyResults of(Study study, List<Run> done) {
        Map<String, Map<String, List<Run>>> sorted = new LinkedHashMap<>();
        Set<String> networks = new HashSet<>();
        for (Task task : study.tasks()) {
            Map<String, List<Run>> byLearner = new LinkedHashMap<>();
            for (Learner learner : study.learners(task.parts().get(0))) {
                byLearner.put(learner.name(), done.stream()
                        .filter(run -> run.task().equals(task.name()) && run.learner().equals(learner.name()))
                        .collect(Collectors.groupingBy(Run::seed, TreeMap::new, Collectors.toList()))
                        .values().stream().map(parts -> together(task, parts)).toList());
                if (learner.usesNetwork()) {
                    networks.add(learner.name());
                }
            }
            sorted.put(task.name(), byLearner);
        }
        return new StudyResults(study, sorted, networks);
    }

    /** The runs of a seed on the parts of a task as one run. */
    private static Run together(Task task, List<Run> parts) {
        Map<String, Predictions> byPart = parts.stream()
                .collect(Collectors.toMap(run -> run.cell().variant(), Run::predictions));
        return new Run(new Cell(task.name(), "", parts.get(0).learner(), parts.get(0).seed()), Predictions.concatenated(
                task.parts().stream().map(part -> byPart.get(part.name())).toList()));
    }

    /**
     * Returns a copy of the results with a blend of two learners added, which averages their scores seed by seed.
     *
     * @param first  name of the first learner
     * @param second name of the second learner
     * @param name   name of the blend; a learner that already has this name is replaced
     * @return the new results
     * @throws IllegalArgumentException if a learner is not in the study, or if both have several seeds but different
     *     numbers of them
     */
    public StudyResults withBlend(String first, String second, String name) {
        return withBlend(first, second, name, (one, other) -> (one + other) / 2);
    }

    /**
     * Returns a copy of the results with a blend of two learners added, which averages their log-odds seed by seed.
     *
     * @param first  name of the first learner
     * @param second name of the second learner
     * @param name   name of the blend; a learner that already has this name is replaced
     * @return the new results
     * @throws IllegalArgumentException if a learner is not in the study, or if both have several seeds but different
     *     numbers of them
     */
    public StudyResults withLogOddsBlend(String first, String second, String name) {
        return withBlend(first, second, name, Blend::meanOfLogOdds);
    }

    private StudyResults withBlend(String first, String second, String name, DoubleBinaryOperator blend) {
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
                    new Run(new Cell(task, "", name, seed + 1), one.get(seed % one.size()).predictions()
                            .blended(other.get(seed % other.size()).predictions(), blend))).toList());
            more.put(task, added);
        });
        return new StudyResults(study, more, networksWith(name, first, second));
    }

    /**
     * Returns a copy of the results with one more learner: a sequence network that reads the test histories with their
     * events in a random order.
     *
     * @param learner name of the network
     * @param name    name for the network with shuffled events; a learner that already has this name is replaced
     * @return the new results
     * @throws IllegalArgumentException if the learner is not in the study, or does not read sequences
     */
    public StudyResults withShuffled(String learner, String name) {
        Map<String, Map<String, List<Run>>> more = new LinkedHashMap<>();
        runs.forEach((task, byLearner) -> {
            Map<String, List<Run>> added = new LinkedHashMap<>(byLearner);
            added.put(name, runsOf(byLearner, learner).stream().map(run -> {
                if (!run.predictions().names().contains(Study.SHUFFLED)) {
                    throw new IllegalArgumentException(learner + " reads no sequences, so there is nothing to shuffle");
                }
                return new Run(new Cell(task, "", name, run.seed()), Predictions.none()
                        .with(Study.VALIDATION, run.of(Study.VALIDATION)).with(Study.TEST, run.of(Study.SHUFFLED)));
            }).toList());
            more.put(task, added);
        });
        return new StudyResults(study, more, networksWith(name, learner));
    }

    /** The networks with one more learner, if what it is made of is among them; a learner of its name gives way. */
    private Set<String> networksWith(String name, String... of) {
        Set<String> more = new HashSet<>(networks);
        more.remove(name);
        if (Stream.of(of).anyMatch(networks::contains)) {
            more.add(name);
        }
        return more;
    }

    private static List<Run> runsOf(Map<String, List<Run>> byLearner, String learner) {
        if (!byLearner.containsKey(learner)) {
            throw new IllegalArgumentException("\"" + learner + "\" is not in the study, which has "
                    + byLearner.keySet());
        }
        return byLearner.get(learner);
    }

    /**
     * Returns the runs of a learner on a task.
     *
     * @param task    name of the task
     * @param learner name of the learner
     * @return its runs, by ascending seed; for a cross-fitted task, each run has the predictions of all parts, one part
     *     after the other
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
     * Evaluates the learners on the test samples of a task, at thresholds where precision equals recall on validation.
     *
     * @param task name of the task
     * @return the board
     * @throws IllegalArgumentException if the study has no such task, or if its test samples lack a label
     */
    public Scoreboard board(String task) {
        return board(task, Threshold.BREAK_EVEN);
    }

    /**
     * Evaluates the learners on the test samples of a task, at thresholds chosen by a rule.
     *
     * @param task      name of the task
     * @param threshold the rule, which gets the validation samples of each part
     * @return the board
     * @throws IllegalArgumentException if the study has no such task, or if its test samples lack a label
     */
    public Scoreboard board(String task, Threshold threshold) {
        Task asked = task(task);
        return board(asked, task + at(threshold), asked.samples(Split.TEST), Study.TEST, threshold);
    }

    /**
     * Evaluates the learners on the task's population, at the thresholds chosen on validation. As the population has
     * all non-buyers instead of a sample of them, {@link Scoreboard#tableAt} with a share of one half estimates the
     * same figures for 1:1 samples as {@link #board}, but more precisely.
     *
     * @param task name of the task
     * @return the board, without learners that did not predict the population
     * @throws IllegalArgumentException if the study has no such task, if the task has no population, or if the
     *     population lacks a label
     */
    public Scoreboard populationBoard(String task) {
        return populationBoard(task, Threshold.BREAK_EVEN);
    }

    /**
     * Evaluates the learners on the task's population, at thresholds chosen by a rule.
     *
     * @param task      name of the task
     * @param threshold the rule, which gets the validation samples of each part
     * @return the board, without learners that did not predict the population
     * @throws IllegalArgumentException if the study has no such task, if the task has no population, or if the
     *     population lacks a label
     */
    public Scoreboard populationBoard(String task, Threshold threshold) {
        Task asked = task(task);
        if (asked.populations().isEmpty()) {
            throw new IllegalArgumentException("the task " + task + " has no population");
        }
        return board(asked, task + ", all active users" + at(threshold), asked.populations(), Study.POPULATION,
                threshold);
    }

    private static String at(Threshold threshold) {
        return switch (threshold) {
            case BREAK_EVEN -> "";
            case F1 -> ", at the highest F1 on validation";
        };
    }

    private Task task(String name) {
        return study.tasks().stream().filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the study has no task \"" + name + "\", but "
                        + runs.keySet()));
    }

    private Scoreboard board(Task task, String name, List<Samples> tested, String predictions, Threshold threshold) {
        return boards.computeIfAbsent(new Asked(task.name(), predictions, threshold),
                asked -> newBoard(task, name, tested, predictions, threshold));
    }

    private Scoreboard newBoard(Task task, String name, List<Samples> tested, String predictions, Threshold threshold) {
        Map<String, Integer> numbers = users();
        boolean[] labels = new boolean[Task.offsets(tested)[tested.size()]];
        int[] parts = new int[labels.length];
        int[] users = new int[labels.length];
        int next = 0;
        for (int part = 0; part < tested.size(); part++) {
            Samples samples = tested.get(part);
            for (int i = 0; i < samples.size(); i++, next++) {
                labels[next] = samples.get(i).label();
                parts[next] = part;
                users[next] = numbers.computeIfAbsent(samples.userId(i), user -> numbers.size());
            }
        }
        Scoreboard board = Scoreboard.of(name, labels, parts).withUsers(users);
        for (Map.Entry<String, List<Run>> learner : byLearner(task.name()).entrySet()) {
            List<Run> asked = learner.getValue().stream()
                    .filter(run -> run.predictions().names().contains(predictions)).toList();
            if (!asked.isEmpty()) {
                board = board.with(learner.getKey(), asked.stream().map(run -> run.of(predictions)).toList(),
                        asked.stream().map(run -> thresholds(task, run, threshold)).toArray(double[][]::new));
            }
        }
        return board;
    }

    /** The thresholds of the parts, each chosen on the part's own validation. */
    private static double[] thresholds(Task task, Run run, Threshold threshold) {
        List<Samples> validation = task.samples(Split.VALIDATION);
        int[] offsets = Task.offsets(validation);
        double[] all = run.of(Study.VALIDATION);
        return IntStream.range(0, validation.size()).mapToDouble(part -> threshold.of(Scores.of(
                validation.get(part).labels(), Arrays.copyOfRange(all, offsets[part], offsets[part + 1])))).toArray();
    }

    /**
     * Returns the boards of all tasks.
     *
     * @return the boards, in the order of the tasks
     * @throws IllegalArgumentException if the test samples of a task lack a label
     */
    public Scoreboards boards() {
        return boards(Threshold.BREAK_EVEN);
    }

    /**
     * Returns the boards of all tasks, at thresholds chosen by another rule.
     *
     * @param threshold the rule, which gets the validation samples of each part
     * @return the boards, in the order of the tasks
     * @throws IllegalArgumentException if the test samples of a task lack a label
     */
    public Scoreboards boards(Threshold threshold) {
        return together.computeIfAbsent(threshold, rule ->
                Scoreboards.of(study.tasks().stream().map(task -> board(task.name(), rule)).toList()));
    }

    /**
     * Returns all counts and figures, to be saved and compared with later results.
     *
     * @param name name of the study, such as "first-need"
     * @return the results
     * @throws IllegalArgumentException if the test samples or the population of a task lack a label
     */
    public Results results(String name) {
        Results results = Results.of(name, Origin.of(study.tasks(), study.seeds())).withNetworks(networks);
        for (Task task : study.tasks()) {
            for (Split split : Split.values()) {
                results = results.withSamples(task.name(), split.name().toLowerCase(Locale.ROOT), task.samples(split));
            }
            results = results.withBoard(task.name(), board(task.name()), "")
                    .withHighestF1(task.name(), board(task.name(), Threshold.F1), "");
            if (!task.populations().isEmpty()) {
                results = results.withSamples(task.name(), "population", task.populations())
                        .withBoard(task.name(), populationBoard(task.name()), OF_POPULATION)
                        .withHighestF1(task.name(), populationBoard(task.name(), Threshold.F1), OF_POPULATION);
            }
        }
        return results;
    }

    /** A number for each user of all tasks; two logs that share an id count as sharing the user. */
    private Map<String, Integer> users() {
        Map<String, Integer> numbers = new HashMap<>();
        for (Task task : study.tasks()) {
            for (Samples test : task.samples(Split.TEST)) {
                IntStream.range(0, test.size()).forEach(i -> numbers.putIfAbsent(test.userId(i), numbers.size()));
            }
        }
        return numbers;
    }

    @Override
    public String toString() {
        return "Results of " + study.tasks().size() + " tasks and " + study.learners().size() + " learners";
    }
}
