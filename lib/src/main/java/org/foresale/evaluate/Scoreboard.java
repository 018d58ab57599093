package org.foresale.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Learners side by side on the same samples, each over one or more seeds.
 *
 * <p>The first line is always what saying yes to everybody reaches, so that no F1 is read without it.
 */
public final class Scoreboard {

    private final String name;
    private final boolean[] labels;
    private final Map<String, List<Metrics>> rows;

    private Scoreboard(String name, boolean[] labels, Map<String, List<Metrics>> rows) {
        this.name = name;
        this.labels = labels;
        this.rows = rows;
    }

    /**
     * An empty board.
     *
     * @param name   what is measured
     * @param labels the answers of the samples
     * @return a board with the always-positive line
     * @throws IllegalArgumentException if there is no sample
     */
    public static Scoreboard of(String name, boolean[] labels) {
        double[] ones = new double[labels.length];
        Arrays.fill(ones, 1);
        return new Scoreboard(name, labels.clone(), Map.of()).with("always positive", List.of(ones));
    }

    /**
     * The board with one more learner.
     *
     * @param learner     its name
     * @param predictions for each seed, the predictions of all samples
     * @return the new board
     * @throws IllegalArgumentException if there is no seed, or if the predictions do not fit the samples
     */
    public Scoreboard with(String learner, List<double[]> predictions) {
        if (predictions.isEmpty()) {
            throw new IllegalArgumentException("no predictions of " + learner);
        }
        Map<String, List<Metrics>> more = new LinkedHashMap<>(rows);
        more.put(learner, predictions.stream().map(chances -> Metrics.of(Scores.of(labels, chances))).toList());
        return new Scoreboard(name, labels, more);
    }

    /**
     * A figure of a learner over its seeds.
     *
     * @param learner its name
     * @param metric  which figure, such as {@link Metrics#rocAuc()}
     * @return mean, standard deviation and number of seeds
     * @throws IllegalArgumentException if the learner is not on the board
     */
    public Spread spread(String learner, ToDoubleFunction<Metrics> metric) {
        if (!rows.containsKey(learner)) {
            throw new IllegalArgumentException("\"" + learner + "\" is not on the board, which has " + rows.keySet());
        }
        return Spread.of(rows.get(learner).stream().mapToDouble(metric).toArray());
    }

    /**
     * The board as a table.
     *
     * @return one row a learner: its number of seeds; ROC AUC, F1, precision and recall at {@value Metrics#HALF}, each
     *     as mean ± standard deviation over the seeds
     */
    public Table table() {
        Table table = Table.create(name + " (" + labels.length + " test samples)",
                StringColumn.create("learner", rows.keySet()),
                IntColumn.create("seeds", rows.values().stream().mapToInt(List::size).toArray()));
        column(table, "ROC AUC", Metrics::rocAuc);
        column(table, "F1", Metrics::f1);
        column(table, "precision", Metrics::precision);
        column(table, "recall", Metrics::recall);
        return table;
    }

    private void column(Table table, String title, ToDoubleFunction<Metrics> metric) {
        StringColumn column = StringColumn.create(title);
        rows.keySet().forEach(learner -> column.append(spread(learner, metric).range()));
        table.addColumns(column);
    }
}
