package org.foresale.notebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Draws the charts for judging models from the tables of {@link org.foresale.evaluate.Curves} and
 * {@link org.foresale.evaluate.Scoreboards}, each with its reference line.
 */
public final class ModelCharts {

    private static final String LEARNER = "learner";
    private static final String ADDRESSED = "share addressed";
    private static final double POINT_SIZE = 9;
    private static final int TEXT_SIZE = 12;
    /** Of a forest: for a point with its interval, between learners, and for the axis. */
    private static final int POINT_HEIGHT = 13;
    private static final int LEARNER_HEIGHT = 14;
    private static final int ROOM = 190;
    private static final int LEGEND = 110;

    private ModelCharts() {
    }

    /**
     * Draws a reliability diagram: the share of buyers against the mean prediction with its interval, the number of
     * samples next to each point, and the diagonal of perfect calibration.
     *
     * @param title  title of the chart
     * @param curves table of {@link org.foresale.evaluate.Curves#calibration}; the tables of several learners may be
     *     appended
     * @return the figure
     * @throws IllegalStateException if the table lacks one of its columns
     */
    public static Figure calibration(String title, Table curves) {
        Charts.checkPoints(curves.rowCount());
        List<Trace> traces = new ArrayList<>();
        List<Table> learners = apart(curves, LEARNER);
        for (Table one : learners) {
            String[] counts = one.intColumn("samples").asList().stream()
                    .map(count -> String.format(Locale.ROOT, "%,d", count)).toArray(String[]::new);
            traces.add(ScatterTrace.builder(one.column("mean prediction"), one.column("share of buyers"))
                    .mode(ScatterTrace.Mode.TEXT_AND_MARKERS).text(counts).marker(marker(traces.size()))
                    .name(one.name() + ", number of samples").build());
        }
        traces.add(diagonal("as predicted"));
        return DetailedFigure.of(Charts.layout(title, Charts.ofNumbers("mean prediction"),
                Charts.ofNumbers("share of buyers")).showLegend(true).build(), figure -> {
                    Reference.range(figure, "xaxis", 0, 1);
                    Reference.range(figure, "yaxis", 0, 1);
                    for (int i = 0; i < learners.size(); i++) {
                        ObjectNode trace = (ObjectNode) figure.get("data").get(i);
                        trace.put("textposition", "bottom right");
                        trace.withObjectProperty("textfont").put("size", TEXT_SIZE);
                        errors(trace, "error_y", learners.get(i), "share of buyers");
                    }
                }, traces.toArray(Trace[]::new));
    }

    /**
     * Draws a cumulative gains chart: the share of buyers found by addressing the highest scores first, and the line
     * for a random order.
     *
     * @param title  title of the chart
     * @param curves table of {@link org.foresale.evaluate.Curves#gains}; the tables of several learners may be appended
     * @return the figure
     * @throws IllegalStateException if the table lacks one of its columns
     */
    public static Figure gains(String title, Table curves) {
        // Who addresses nobody finds nobody.
        return against(title, curves, ADDRESSED, "buyers found", true, diagonal("by chance"));
    }

    /**
     * Draws a lift chart: how many times as many buyers are found as in a random order, and the line for a random order
     * at 1.
     *
     * @param title  title of the chart
     * @param curves table of {@link org.foresale.evaluate.Curves#gains}; the tables of several learners may be appended
     * @return the figure
     * @throws IllegalStateException if the table lacks one of its columns
     */
    public static Figure lift(String title, Table curves) {
        Figure lift = against(title, curves, ADDRESSED, "lift", false, Reference.line("by chance",
                DoubleColumn.create("x", 0, 1), DoubleColumn.create("y", 1, 1)));
        double most = curves.numberColumn("lift").max();
        return DetailedFigure.of(lift.getLayout(), figure -> {
            Reference.range(figure, "xaxis", 0, 1);
            Reference.range(figure, "yaxis", 0, most);
        }, lift.getTraces());
    }

    /**
     * Draws ROC curves and the diagonal for random guessing.
     *
     * @param title  title of the chart
     * @param curves table of {@link org.foresale.evaluate.Curves#roc}; the tables of several learners may be appended
     * @return the figure
     * @throws IllegalStateException if the table lacks one of its columns
     */
    public static Figure roc(String title, Table curves) {
        return against(title, curves, "false positive rate", "true positive rate", false, diagonal("by chance"));
    }

    private static Figure against(String title, Table curves, String x, String y, boolean fromNothing, Trace line) {
        Charts.checkPoints(curves.rowCount());
        List<Trace> traces = new ArrayList<>();
        for (Table one : apart(curves, LEARNER)) {
            DoubleColumn along = DoubleColumn.create(x);
            DoubleColumn up = DoubleColumn.create(y);
            if (fromNothing) {
                along.append(0);
                up.append(0);
            }
            along.append(one.doubleColumn(x));
            up.append(one.doubleColumn(y));
            traces.add(ScatterTrace.builder(along, up).mode(ScatterTrace.Mode.LINE).name(one.name()).build());
        }
        traces.add(line);
        return DetailedFigure.of(Charts.layout(title, Charts.ofNumbers(x), Charts.ofNumbers(y)).showLegend(true)
                .build(), figure -> {
                    Reference.range(figure, "xaxis", 0, 1);
                    Reference.range(figure, "yaxis", 0, 1);
                }, traces.toArray(Trace[]::new));
    }

    /**
     * Draws a forest plot: the difference of each learner from a reference learner on each question, with its interval;
     * the first learner is at the top.
     *
     * @param title     title of the chart
     * @param contrasts table of {@link org.foresale.evaluate.Scoreboards#contrasts}
     * @return the figure
     * @throws IllegalStateException if the table lacks one of its columns
     */
    public static Figure forest(String title, Table contrasts) {
        Charts.checkPoints(contrasts.rowCount());
        List<Table> questions = new ArrayList<>(apart(contrasts, "question"));
        List<String> learners = Charts.distinct(contrasts, LEARNER);
        String difference = contrasts.column(2).name();
        List<Trace> traces = new ArrayList<>();
        // plotly draws the first at the bottom.
        Collections.reverse(questions);
        for (Table one : questions) {
            traces.add(ScatterTrace.builder(one.column(difference), one.column(LEARNER))
                    .mode(ScatterTrace.Mode.MARKERS).marker(marker(traces.size())).name(one.name()).build());
        }
        int height = ROOM + learners.size() * (questions.size() * POINT_HEIGHT + LEARNER_HEIGHT);
        return DetailedFigure.of(Charts.layout(title, Charts.ofNumbers(difference), Charts.ofNames(LEARNER))
                .showLegend(true).build(), figure -> {
                    ObjectNode layout = (ObjectNode) figure.get("layout");
                    layout.withObjectProperty("legend").put("traceorder", "reversed").put("yref", "container")
                            .put("y", 0).put("yanchor", "bottom");
                    layout.withObjectProperty("margin").put("b", LEGEND);
                    layout.put("height", height).put("scattermode", "group").put("scattergap", .2);
                    layout.withObjectProperty("xaxis").put("zeroline", true).put("zerolinewidth", 2);
                    ArrayNode names = layout.withObjectProperty("yaxis").put("categoryorder", "array").put("dtick", 1)
                            .putArray("categoryarray");
                    IntStream.range(0, learners.size()).mapToObj(i -> learners.get(learners.size() - 1 - i))
                            .forEach(learner -> names.add(PlotlyJson.literalText(learner)));
                    for (int i = 0; i < questions.size(); i++) {
                        ObjectNode trace = (ObjectNode) figure.get("data").get(i);
                        trace.put("orientation", "h").put("offsetgroup", Integer.toString(i));
                        errors(trace, "error_x", questions.get(i), difference);
                    }
                }, traces.toArray(Trace[]::new));
    }

    /** The interval of each point, whose ends the columns low and high have. */
    private static void errors(ObjectNode trace, String axis, Table table, String value) {
        ObjectNode error = trace.putObject(axis).put("type", "data").put("symmetric", false).put("thickness", 1.5)
                .put("width", 0);
        ArrayNode above = error.putArray("array");
        ArrayNode below = error.putArray("arrayminus");
        for (int row = 0; row < table.rowCount(); row++) {
            double middle = table.doubleColumn(value).getDouble(row);
            above.add(table.doubleColumn("high").getDouble(row) - middle);
            below.add(middle - table.doubleColumn("low").getDouble(row));
        }
    }

    private static Trace diagonal(String name) {
        return Reference.line(name, DoubleColumn.create("x", 0, 1), DoubleColumn.create("y", 0, 1));
    }

    private static Marker marker(int place) {
        return Marker.builder().symbol(Charts.SYMBOLS.get(place % Charts.SYMBOLS.size())).size(POINT_SIZE).build();
    }

    /** The rows of each value of a column of names, called by it. */
    private static List<Table> apart(Table table, String column) {
        StringColumn names = table.stringColumn(column);
        return Charts.distinct(table, column).stream().map(name -> table.where(names.isEqualTo(name)).setName(name))
                .toList();
    }
}
