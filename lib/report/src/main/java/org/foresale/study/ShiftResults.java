package org.foresale.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Shift;
import org.foresale.cohort.Split;
import org.foresale.evaluate.Contrasts;
import org.foresale.evaluate.Difference;
import org.foresale.evaluate.Holm;
import org.foresale.evaluate.Scoreboard;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Threshold;
import org.foresale.learn.Learner;
import org.foresale.log.Taxonomy;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Holds the results of a shift study, or of several studies of different tasks.
 *
 * <p>Tasks whose name begins with "{@value #SIMULATED}" are about invented users; their results are reported separately
 * from those on real logs, and after them. Users of one log are resampled together over all tasks.
 */
public final class ShiftResults {

    /** Begins the names of tasks on a simulated log. */
    public static final String SIMULATED = "simulated";

    private static final String POOLED_GAIN = "pooled gain";
    private static final String TRAINED = "trained on copies without";
    private static final String TESTED = "shopping days taken from the test";

    private final Map<Task, ShiftStudy> studies;
    private final Map<Cell, Predictions> cells;
    private final Map<Task, Map<String, Integer>> users;
    private final Map<ShiftFigure, List<Gains>> gains = new ConcurrentHashMap<>();

    private ShiftResults(Map<Task, ShiftStudy> studies, Map<Cell, Predictions> cells) {
        this.studies = studies;
        this.cells = cells;
        this.users = numbered(studies.keySet());
    }

    /** For each task the numbers of its users: the same for the same user of a log, whose taxonomy tells it. */
    private static Map<Task, Map<String, Integer>> numbered(Collection<Task> tasks) {
        Map<Task, Map<String, Integer>> users = new HashMap<>();
        Map<Taxonomy, Map<String, Integer>> logs = new IdentityHashMap<>();
        int next = 0;
        for (Task task : tasks) {
            Samples test = task.cohort().test();
            Map<String, Integer> log = logs.computeIfAbsent(test.taxonomy(), unknown -> new HashMap<>());
            for (int i = 0; i < test.size(); i++) {
                if (log.putIfAbsent(test.userId(i), next) == null) {
                    next++;
                }
            }
            users.put(task, log);
        }
        return users;
    }

    static ShiftResults of(ShiftStudy study, List<Run> runs) {
        Map<Task, ShiftStudy> studies = new LinkedHashMap<>();
        study.tasks().forEach(task -> studies.put(task, study));
        Map<Cell, Predictions> cells = new HashMap<>();
        runs.forEach(run -> cells.put(run.cell(), run.predictions()));
        return new ShiftResults(studies, cells);
    }

    /**
     * Combines these results with those of a study of other tasks.
     *
     * @param other the other results
     * @return the results of both
     * @throws IllegalArgumentException if both have a task with the same name
     */
    public ShiftResults and(ShiftResults other) {
        Map<Task, ShiftStudy> both = new LinkedHashMap<>(studies);
        both.putAll(other.studies);
        if (both.keySet().stream().map(Task::name).distinct().count() < studies.size() + other.studies.size()) {
            throw new IllegalArgumentException("a task is in both studies: "
                    + both.keySet().stream().map(Task::name).toList());
        }
        Map<Cell, Predictions> all = new HashMap<>(cells);
        all.putAll(other.cells);
        return new ShiftResults(both, all);
    }

    /**
     * Counts the samples of each task.
     *
     * @return one row per task: numbers of training and validation samples, and number of test samples that remain in
     *     each test
     */
    public Table samples() {
        Table table = Table.create("samples", StringColumn.create("task", studies.keySet().stream().map(Task::name)
                .toList()));
        column(table, "training", task -> task.cohort().train().size());
        column(table, "validation", task -> task.cohort().validation().size());
        studies.values().stream().flatMap(study -> study.tested().removed().stream()).distinct().sorted()
                .forEach(removed -> column(table, "test without " + removed, task -> test(task, removed).size()));
        return table;
    }

    private void column(Table table, String name, ToIntFunction<Task> number) {
        table.addColumns(IntColumn.create(name, studies.keySet().stream().mapToInt(number).toArray()));
    }

    private static Samples test(Task task, int removed) {
        return Shift.by(removed).of(task.cohort().test());
    }

    /**
     * Compares training shifts for one learner, tested on samples without their newest shopping days.
     *
     * @param task    name of the task
     * @param learner name of the learner
     * @param removed number of shopping days removed from the test samples, one of those of the study
     * @param figure  figure that determines the threshold
     * @return the board; its learners are named after the shifts, such as "{0, 1}"
     * @throws IllegalArgumentException if the study has no such task, learner or test
     */
    public Scoreboard board(String task, String learner, int removed, ShiftFigure figure) {
        Task asked = task(task);
        ShiftStudy study = studies.get(asked);
        Scoreboard board = empty(asked, removed);
        for (Shift shift : study.training()) {
            board = with(board, shift.inBraces(), asked, learner, shift, removed, figure);
        }
        return board;
    }

    /**
     * Compares all learners trained on the first shift, tested on samples without their newest shopping days.
     *
     * @param task    name of the task
     * @param removed number of shopping days removed from the test samples, one of those of the study
     * @param figure  figure that determines the threshold
     * @return the board
     * @throws IllegalArgumentException if the study has no such task or test
     */
    public Scoreboard learners(String task, int removed, ShiftFigure figure) {
        Task asked = task(task);
        ShiftStudy study = studies.get(asked);
        Scoreboard board = empty(asked, removed);
        for (Learner learner : study.learners()) {
            board = with(board, learner.name(), asked, learner.name(), study.training().get(0), removed, figure);
        }
        return board;
    }

    private Scoreboard empty(Task task, int removed) {
        Samples test = test(task, removed);
        return Scoreboard.of(task.name() + " without " + removed, test.labels())
                .withUsers(IntStream.range(0, test.size()).map(i -> users.get(task).get(test.userId(i))).toArray());
    }

    private Scoreboard with(Scoreboard board, String name, Task task, String learner, Shift shift, int removed,
            ShiftFigure figure) {
        int chosenOn = figure.retuned() ? removed : 0;
        boolean[] labels = Shift.by(chosenOn).of(task.cohort().validation()).labels();
        List<Predictions> seeds = seeds(studies.get(task), new Cell(task.name(), shift.inBraces(), learner, 1));
        return board.with(name, seeds.stream().map(seed -> seed.of(Study.TEST + " " + removed)).toList(),
                seeds.stream().map(seed -> Threshold.BREAK_EVEN.of(
                        Scores.of(labels, seed.of(Study.VALIDATION + " " + chosenOn)))).toList());
    }

    private Task task(String name) {
        return studies.keySet().stream().filter(task -> task.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the study has no task \"" + name + "\", but "
                        + studies.keySet().stream().map(Task::name).toList()));
    }

    private List<Predictions> seeds(ShiftStudy study, Cell first) {
        if (!cells.containsKey(first)) {
            throw new IllegalArgumentException("the study has no learner \"" + first.learner() + "\", but "
                    + study.learners().stream().map(Learner::name).toList());
        }
        List<Predictions> seeds = new ArrayList<>();
        for (int seed = 1; seed <= study.seeds(); seed++) {
            Cell cell = new Cell(first.task(), first.variant(), first.learner(), seed);
            if (cells.containsKey(cell)) {
                seeds.add(cells.get(cell));
            }
        }
        return seeds;
    }

    /**
     * Returns a figure of a learner by training shift and test, for a heatmap or a line chart.
     *
     * @param task    name of the task
     * @param learner name of the learner
     * @param figure  the figure
     * @return one row per training shift and test: both, and the mean of the figure over the seeds
     * @throws IllegalArgumentException if the study has no such task or learner
     */
    public Table grid(String task, String learner, ShiftFigure figure) {
        StringColumn trained = StringColumn.create(TRAINED);
        IntColumn tested = IntColumn.create(TESTED);
        DoubleColumn value = DoubleColumn.create(figure.title());
        ShiftStudy study = studies.get(task(task));
        Map<Integer, Scoreboard> boards = new LinkedHashMap<>();
        study.tested().removed().forEach(removed -> boards.put(removed, board(task, learner, removed, figure)));
        for (Shift shift : study.training()) {
            boards.forEach((removed, board) -> {
                trained.append(shift.inBraces());
                tested.append(removed);
                value.append(board.spread(shift.inBraces(), figure.metric()).mean());
            });
        }
        return Table.create(learner + ", " + task + ": " + figure.title(), tested, trained, value);
    }

    /**
     * Computes the gain of a learner over training on the first shift, for a heatmap.
     *
     * @param task    name of the task
     * @param learner name of the learner
     * @param figure  the figure
     * @return one row per further training shift and test: both, and the mean of the figure over the seeds, minus that
     *     of the first training shift on the same test
     * @throws IllegalArgumentException if the study has no such task or learner
     */
    public Table gainGrid(String task, String learner, ShiftFigure figure) {
        Table grid = grid(task, learner, figure);
        int tests = studies.get(task(task)).tested().removed().size();
        DoubleColumn values = grid.doubleColumn(figure.title());
        DoubleColumn gained = DoubleColumn.create("gain in " + figure.title());
        for (int row = 0; row < grid.rowCount(); row++) {
            gained.append(values.get(row) - values.get(row % tests));
        }
        return grid.replaceColumn(figure.title(), gained)
                .inRange(tests, grid.rowCount()).setName(grid.name() + ", gained");
    }

    /**
     * Returns a figure of a learner with its spread.
     *
     * @param task    name of the task
     * @param learner name of the learner
     * @param figure  the figure
     * @return one row per test: number of shopping days removed, then the figure of always positive and of each
     *     training shift, as mean ± standard deviation over the seeds
     * @throws IllegalArgumentException if the study has no such task or learner
     */
    public Table table(String task, String learner, ShiftFigure figure) {
        ShiftStudy study = studies.get(task(task));
        Table table = Table.create(learner + ", " + task + ": " + figure.title(),
                IntColumn.create("without", study.tested().removed().toArray(Integer[]::new)));
        List<Scoreboard> boards = study.tested().removed().stream()
                .map(removed -> board(task, learner, removed, figure)).toList();
        List<String> rows = new ArrayList<>(List.of(Scoreboard.ALWAYS_POSITIVE));
        study.training().forEach(shift -> rows.add(shift.inBraces()));
        for (String row : rows) {
            table.addColumns(StringColumn.create(row, boards.stream()
                    .map(board -> board.spread(row, figure.metric()).range()).toList()));
        }
        return table;
    }

    /**
     * Computes the gain from training on the last and largest shift instead of the first, averaged over all tests with
     * shopping days removed.
     *
     * @param figure the figure
     * @return first for real logs, then for invented users: one row for all tasks and learners together, and one row
     *     per task and learner: the difference with its 95 % interval over users and seeds, the same by seed as mean ±
     *     standard deviation, its p-value, and what is shown: higher, lower, no difference or too few to tell. The
     *     p-values of single tasks and learners are adjusted for all of them ({@link Holm}), and determine what is
     *     shown
     * @throws IllegalArgumentException if a study has no test with shopping days removed
     */
    public Table gains(ShiftFigure figure) {
        Table table = Table.create("gained in " + figure.title());
        for (String column : List.of("task", "learner", "gain, 95 %", "by seed", "p, Holm", "shown")) {
            table.addColumns(StringColumn.create(column));
        }
        for (Gains all : allGains(figure)) {
            row(table, all.logs().words() + ", pooled", "all", all.pooled().signed(), "", all.pValue(), all.finding());
            for (Gain gain : all.single()) {
                row(table, gain.task(), gain.learner(), gain.difference().interval().signed(),
                        gain.difference().bySeed().signed(), gain.adjusted(), gain.finding());
            }
        }
        return table;
    }

    private static void row(Table table, String task, String learner, String gain, String bySeed, double pValue,
            String shown) {
        List<String> cells = List.of(task, learner, gain, bySeed, String.format(Locale.ROOT, "%.4f", pValue), shown);
        for (int i = 0; i < cells.size(); i++) {
            table.stringColumn(i).append(cells.get(i));
        }
    }

    private List<Gains> allGains(ShiftFigure figure) {
        return gains.computeIfAbsent(figure, this::measured);
    }

    private List<Gains> measured(ShiftFigure figure) {
        Map<Logs, List<Compared>> kinds = new EnumMap<>(Logs.class);
        studies.forEach((task, study) -> study.learners().forEach(learner ->
                kinds.computeIfAbsent(Logs.of(task), kind -> new ArrayList<>())
                        .add(new Compared(task, study, learner.name()))));
        int all = kinds.values().stream().mapToInt(List::size).sum();
        Map<Logs, Contrasts.Pooled> measured = new EnumMap<>(Logs.class);
        kinds.forEach((kind, compared) -> measured.put(kind, Contrasts
                .of(compared.stream().map(each -> contrast(each, figure)).toList()).among(all)
                .measure(figure.title(), figure.metric())));
        double[] adjusted = Holm.adjusted(measured.values().stream().flatMap(each -> each.single().stream())
                .mapToDouble(Difference::pValue).toArray());
        List<Gains> gained = new ArrayList<>();
        int next = 0;
        for (Map.Entry<Logs, Contrasts.Pooled> each : measured.entrySet()) {
            List<Gain> single = new ArrayList<>();
            for (Compared compared : kinds.get(each.getKey())) {
                single.add(new Gain(compared.task().name(), compared.learner(),
                        each.getValue().single().get(single.size()), adjusted[next]));
                next++;
            }
            gained.add(new Gains(each.getKey(), each.getValue().pooled(), each.getValue().pValue(), single));
        }
        return List.copyOf(gained);
    }

    /** A single comparison of the fullest training shift with the first. */
    private record Compared(Task task, ShiftStudy study, String learner) {
    }

    /** The fits of a learner are the same in all tests. */
    private Contrasts.Contrast contrast(Compared compared, ShiftFigure figure) {
        List<Shift> training = compared.study().training();
        List<Scoreboard> boards = compared.study().tested().removed().stream().filter(removed -> removed > 0)
                .map(removed -> board(compared.task().name(), compared.learner(), removed, figure)).toList();
        return new Contrasts.Contrast(boards, training.get(training.size() - 1).inBraces(), training.get(0).inBraces());
    }

    /**
     * Summarises the study, based on {@link #gains}: for all tasks and learners together by the intervals, for single
     * ones by the adjusted p-values.
     *
     * @return several sentences, one per line
     * @throws IllegalArgumentException if a study has no test with shopping days removed
     */
    public String verdict() {
        return ShiftVerdict.of(allGains(ShiftFigure.ROC_AUC), allGains(ShiftFigure.F1_FIXED),
                allGains(ShiftFigure.F1_RETUNED));
    }

    /**
     * Returns all counts and figures, to be saved and compared with later results; each gain has its adjusted p-value.
     *
     * @param name name of the study, such as "shift-study"
     * @return the results
     * @throws IllegalArgumentException if a study has no test with shopping days removed
     */
    public Results results(String name) {
        int seeds = studies.values().stream().mapToInt(ShiftStudy::seeds).max().orElseThrow();
        Results results = Results.of(name, Origin.of(studies.keySet(), seeds)).withNetworks(networks());
        for (Map.Entry<Task, ShiftStudy> one : studies.entrySet()) {
            String task = one.getKey().name();
            for (Split split : Split.values()) {
                results = results.withSamples(task, split.name().toLowerCase(Locale.ROOT),
                        one.getKey().cohort().samples(split));
            }
            for (int removed : one.getValue().tested().removed()) {
                results = results.withSamples(task, "test without " + removed, test(one.getKey(), removed));
                for (Learner learner : one.getValue().learners()) {
                    for (ShiftFigure figure : ShiftFigure.values()) {
                        Scoreboard board = board(task, learner.name(), removed, figure);
                        for (Shift shift : one.getValue().training()) {
                            results = results.withFigure(String.join(" / ", task, learner.name(), shift.inBraces(),
                                    "without " + removed, figure.title()),
                                    board.spread(shift.inBraces(), figure.metric()));
                        }
                    }
                }
            }
        }
        for (ShiftFigure figure : ShiftFigure.values()) {
            for (Gains all : allGains(figure)) {
                results = results.withDifference(String.join(" / ", all.logs().words(), POOLED_GAIN, figure.title()),
                        all.pooled(), all.pValue());
                for (Gain gain : all.single()) {
                    results = results.withDifference(String.join(" / ", gain.task(), gain.learner(), "gain",
                            figure.title()), gain.difference(), gain.adjusted());
                }
            }
        }
        return results.withSentence("verdict", verdict());
    }

    /** The networks of all studies; gains that are pooled over learners come of them as well. */
    private Set<String> networks() {
        Set<String> networks = studies.values().stream().flatMap(study -> study.learners().stream())
                .filter(Learner::usesNetwork).map(Learner::name).collect(Collectors.toSet());
        if (!networks.isEmpty()) {
            networks.add(POOLED_GAIN);
        }
        return networks;
    }

    @Override
    public String toString() {
        return "Results of " + cells.size() + " runs";
    }
}
