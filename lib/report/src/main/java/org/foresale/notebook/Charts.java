package org.foresale.notebook;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.cohort.Funnel;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.Symbol;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Draws the charts of the notebooks, as tablesaw-jsplot figures.
 *
 * <p>The name of a column becomes the title of its axis, so include the unit in the name, such as "spend (USD)". A text
 * column gives a categorical axis in order of appearance, even if its values look like numbers, such as the classes
 * "1.10" and "1.1".
 */
public final class Charts {

    /** More marks than a reader can see; a notebook that holds them becomes slow. */
    static final int MAX_POINTS = 5_000;

    /** Each step of a slider says of all others that they are hidden. */
    static final int MAX_STEPS = 100;

    /** What is neither a number nor a day or time. */
    private static final Set<ColumnType> NAMES = Set.of(ColumnType.STRING, ColumnType.BOOLEAN);
    static final List<Symbol> SYMBOLS = List.of(Symbol.CIRCLE, Symbol.STAR, Symbol.X, Symbol.SQUARE,
            Symbol.DIAMOND);
    private static final double POINT_SIZE = 7;
    private static final double POINT_OPACITY = .7;
    /** At 1, 2 and 5 times the powers of ten, written in full: plotly would write single digits between the powers. */
    private static final TickSettings LOG_TICKS = TickSettings.builder().dTick("D2").format(",~r").color(Reference.GREY)
            .build();

    private Charts() {
    }

    /**
     * Draws a line.
     *
     * @param title title of the chart
     * @param table one row per point, in the order in which they are connected
     * @param x     column of the horizontal axis
     * @param y     numeric column of the vertical axis
     * @return the figure
     * @throws IllegalArgumentException if there are more than 5,000 points, or if the column y is not numeric
     * @throws IllegalStateException if the table has no such column
     */
    public static Figure line(String title, Table table, String x, String y) {
        checkPoints(table.rowCount());
        return new Figure(layout(title, axis(table, x), axis(table, y)).build(), lineTrace(table, x, y, y));
    }

    /**
     * Draws several lines.
     *
     * @param title  title of the chart
     * @param table  one row per point, in the order in which they are connected
     * @param x      column of the horizontal axis
     * @param y      numeric column of the vertical axis
     * @param series column that separates the lines; its values become the legend
     * @return the figure
     * @throws IllegalArgumentException if there are more than 5,000 points, or if the column y is not numeric
     * @throws IllegalStateException if the table has no such column
     */
    public static Figure lines(String title, Table table, String x, String y, String series) {
        checkPoints(table.rowCount());
        List<Trace> traces = new ArrayList<>();
        for (String name : distinct(table, series)) {
            Table one = table.where(table.column(series).asStringColumn().isEqualTo(name));
            traces.add(lineTrace(one, x, y, name));
        }
        return new Figure(layout(title, axis(table, x), axis(table, y)).showLegend(true).build(),
                traces.toArray(Trace[]::new));
    }

    /**
     * Draws several lines of shares with markers, on an axis from 0 to 1.
     *
     * @param title  title of the chart
     * @param table  one row per point, in the order in which they are connected
     * @param x      column of the horizontal axis
     * @param y      numeric column of the vertical axis, with shares
     * @param series column that separates the lines; its values become the legend
     * @return the figure
     * @throws IllegalArgumentException if a share is not between 0 and 1, or for the reasons of {@link #lines}
     * @throws IllegalStateException if the table has no such column
     */
    public static Figure shares(String title, Table table, String x, String y, String series) {
        checkPoints(table.rowCount());
        for (double share : numbers(table, y)) {
            if (share < 0 || share > 1) {
                throw new IllegalArgumentException("the column \"" + y + "\" has " + share + ", not between 0 and 1");
            }
        }
        List<Trace> traces = new ArrayList<>();
        for (String name : distinct(table, series)) {
            Table one = only(table, series, name);
            traces.add(ScatterTrace.builder(one.column(x), one.numberColumn(y)).mode(ScatterTrace.Mode.LINE_AND_MARKERS)
                    .marker(Marker.builder().symbol(SYMBOLS.get(traces.size() % SYMBOLS.size())).size(POINT_SIZE)
                            .build()).name(name).build());
        }
        return DetailedFigure.of(layout(title, axis(table, x), ofNumbers(y)).showLegend(traces.size() > 1).build(),
                figure -> Reference.range(figure, "yaxis", 0, 1), traces.toArray(Trace[]::new));
    }

    /**
     * Draws several lines, each with a band, such as the range over seeds. The limits of the band are in two columns
     * named after the vertical axis, such as "loss, lowest" and "loss, highest" for "loss".
     *
     * @param title  title of the chart
     * @param table  one row per point, in the order in which they are connected
     * @param x      column of the horizontal axis
     * @param y      numeric column of the vertical axis
     * @param series column that separates the lines; its values become the legend
     * @return the figure
     * @throws IllegalArgumentException if there are more than 5,000 points, or if a column other than the series is not
     *     numeric
     * @throws IllegalStateException if the table has no such column
     */
    public static Figure bands(String title, Table table, String x, String y, String series) {
        checkPoints(table.rowCount());
        List<String> names = distinct(table, series);
        List<Trace> traces = new ArrayList<>();
        for (String name : names) {
            Table one = only(table, series, name);
            traces.add(ScatterTrace.builder(one.column(x), one.numberColumn(y)).mode(ScatterTrace.Mode.LINE_AND_MARKERS)
                    .marker(Marker.builder().symbol(SYMBOLS.get(traces.size() % SYMBOLS.size())).size(POINT_SIZE)
                            .build()).name(name).build());
        }
        for (String name : names) {
            Table one = only(table, series, name);
            double[] along = numbers(one, x);
            // There along the lower edge, and back along the upper one.
            traces.add(ScatterTrace.builder(there(along, reversed(along)), there(numbers(one, y + ", lowest"),
                    reversed(numbers(one, y + ", highest")))).mode(ScatterTrace.Mode.LINE).name(name + ", all seeds")
                    .build());
        }
        return DetailedFigure.of(layout(title, axis(table, x), ofNumbers(y)).showLegend(true).build(),
                figure -> Reference.bands(figure, names.size()), traces.toArray(Trace[]::new));
    }

    private static double[] there(double[] first, double... back) {
        double[] both = Arrays.copyOf(first, first.length + back.length);
        System.arraycopy(back, 0, both, first.length, back.length);
        return both;
    }

    /**
     * Draws points in time, such as one user's purchases, and the cut that separates what the model sees from what
     * comes later.
     *
     * @param title  title of the chart
     * @param table  one row per point
     * @param x      column of dates
     * @param y      column of names on the vertical axis
     * @param series column that separates the points by colour and shape; its values become the legend
     * @param cut    the first day that is not seen
     * @return the figure
     * @throws IllegalArgumentException if there is no point, or more than 5,000
     * @throws IllegalStateException if the table has no such column
     */
    public static Figure timeline(String title, Table table, String x, String y, String series, LocalDate cut) {
        if (table.isEmpty()) {
            throw new IllegalArgumentException("there are no points in time to show");
        }
        Figure points = points(title, table, x, y, series);
        List<String> names = distinct(table, y);
        Trace line = Reference.line("the cut, " + cut, DateColumn.create(x, cut, cut),
                StringColumn.create(y, names.get(0), names.get(names.size() - 1)));
        return new Figure(points.getLayout(), Stream.concat(Arrays.stream(points.getTraces()), Stream.of(line))
                .toArray(Trace[]::new));
    }

    /**
     * Draws a scatter plot.
     *
     * @param title  title of the chart
     * @param table  one row per point
     * @param x      column of the horizontal axis
     * @param y      column of the vertical axis
     * @param series column that separates the points by colour and shape; its values become the legend
     * @return the figure
     * @throws IllegalArgumentException if there are more than 5,000 points
     * @throws IllegalStateException if the table has no such column
     */
    public static Figure points(String title, Table table, String x, String y, String series) {
        return points(title, table, x, y, series, Optional.empty());
    }

    /**
     * Draws a scatter plot of named points.
     *
     * @param title  title of the chart
     * @param table  one row per point
     * @param x      column of the horizontal axis
     * @param y      column of the vertical axis
     * @param series column that separates the points by colour and shape; its values become the legend
     * @param name   column with the names, which are shown on hover
     * @return the figure
     * @throws IllegalArgumentException if there are more than 5,000 points
     * @throws IllegalStateException if the table has no such column
     */
    public static Figure points(String title, Table table, String x, String y, String series, String name) {
        return points(title, table, x, y, series, Optional.of(name));
    }

    private static Figure points(String title, Table table, String x, String y, String series,
            Optional<String> names) {
        checkPoints(table.rowCount());
        List<Trace> traces = new ArrayList<>();
        for (String name : distinct(table, series)) {
            Table one = table.where(table.column(series).asStringColumn().isEqualTo(name));
            Marker marker = Marker.builder().symbol(SYMBOLS.get(traces.size() % SYMBOLS.size())).size(POINT_SIZE)
                    .opacity(POINT_OPACITY).build();
            ScatterTrace.ScatterBuilder trace = ScatterTrace.builder(one.column(x), one.column(y))
                    .mode(ScatterTrace.Mode.MARKERS).marker(marker).name(name);
            names.ifPresent(column -> trace.text(one.column(column).asStringColumn().asObjectArray()));
            traces.add(trace.build());
        }
        return new Figure(layout(title, axis(table, x), axis(table, y)).showLegend(true).build(),
                traces.toArray(Trace[]::new));
    }

    /**
     * Draws points with intervals (a caterpillar plot); the intervals are in the columns "low" and "high".
     *
     * @param title title of the chart
     * @param table one row per point; a row without an interval gives a point alone
     * @param x     numeric column of the horizontal axis, which is logarithmic, with values above 0
     * @param y     numeric column of the vertical axis
     * @param name  column with the names, which are shown on hover
     * @return the figure
     * @throws IllegalArgumentException if there are more than 5,000 points, if a value of the horizontal axis is not
     *     above 0, or if a column that has to be numeric is not
     * @throws IllegalStateException if the table has no such column
     */
    public static Figure intervals(String title, Table table, String x, String y, String name) {
        checkPoints(table.rowCount());
        double[] along = numbers(table, x);
        double[] low = numbers(table, "low");
        double[] high = numbers(table, "high");
        // Each interval is a line of its own, cut off from the next by what is no number.
        double[] ends = new double[3 * along.length];
        double[] places = new double[ends.length];
        for (int i = 0; i < along.length; i++) {
            if (!(along[i] > 0)) {
                throw new IllegalArgumentException("a logarithmic axis needs values above 0, but \"" + x + "\" of row "
                        + i + " is " + along[i]);
            }
            Arrays.fill(places, 3 * i, 3 * i + 2, along[i]);
            places[3 * i + 2] = Double.NaN;
            ends[3 * i] = low[i];
            ends[3 * i + 1] = high[i];
            ends[3 * i + 2] = Double.NaN;
        }
        Trace lines = ScatterTrace.builder(places, ends).mode(ScatterTrace.Mode.LINE).name("interval of 95 %")
                .line(Line.builder().width(1).color(Reference.GREY).build()).build();
        Trace points = ScatterTrace.builder(along, numbers(table, y)).mode(ScatterTrace.Mode.MARKERS)
                .marker(Marker.builder().size(POINT_SIZE).opacity(POINT_OPACITY).build())
                .text(table.column(name).asStringColumn().asObjectArray()).name(y).build();
        Axis logarithmic = Axis.builder().title(x).type(Axis.Type.LOG).tickSettings(LOG_TICKS).build();
        return new Figure(layout(title, logarithmic, axis(table, y)).showLegend(true).build(), lines, points);
    }

    /**
     * Draws a funnel: how many remain after each step and how many are excluded by it, with the first step at the top.
     * If the unit changes at a step, the name of the step says so.
     *
     * @param title  title of the chart
     * @param funnel the funnel
     * @param unit   what is counted, such as "households"; the title of the horizontal axis
     * @return the figure
     */
    public static Figure funnel(String title, Funnel funnel, String unit) {
        List<FunnelBar> bars = FunnelBar.of(funnel);
        String[] names = bars.stream().map(FunnelBar::name).toArray(String[]::new);
        Trace[] traces = {
            stacked(names, bars.stream().mapToDouble(FunnelBar::left).toArray(), "go on"),
                    stacked(names, bars.stream().mapToDouble(FunnelBar::leftOut).toArray(), "left out")};
        return new Figure(layout(title, ofNumbers(unit), ofNames("step")).showLegend(true)
                .barMode(Layout.BarMode.STACK).build(), traces);
    }

    private static Trace stacked(String[] names, double[] counts, String name) {
        return BarTrace.builder(reversed(names), reversed(counts)).orientation(BarTrace.Orientation.HORIZONTAL)
                .name(name).build();
    }

    /**
     * Draws horizontal bars, with the first row of the table at the top.
     *
     * @param title    title of the chart
     * @param table    one row per bar
     * @param category column that names the bars
     * @param value    numeric column with their lengths
     * @return the figure
     * @throws IllegalArgumentException if there are more than 5,000 bars, or if the value is not numeric
     * @throws IllegalStateException if the table has no such column
     */
    public static Figure bars(String title, Table table, String category, String value) {
        checkPoints(table.rowCount());
        double[] lengths = numbers(table, value);
        Trace trace = BarTrace.builder(reversed(names(table, category)), reversed(lengths))
                .orientation(BarTrace.Orientation.HORIZONTAL).build();
        return new Figure(layout(title, ofNumbers(value), ofNames(category)).build(), trace);
    }

    /**
     * Draws a histogram with bins of equal width.
     *
     * @param title title of the chart
     * @param table table with the values
     * @param value numeric column of the values
     * @param bins  number of bins, 1 to 5,000
     * @param count what is counted, such as "households"; the title of the vertical axis
     * @return the figure
     * @throws IllegalArgumentException if the number of bins is out of range, if there is no finite value, or if the
     *     column is not numeric
     * @throws IllegalStateException if the table has no such column
     */
    public static Figure histogram(String title, Table table, String value, int bins, String count) {
        if (bins < 1 || bins > MAX_POINTS) {
            throw new IllegalArgumentException("a histogram has 1 to " + MAX_POINTS + " bins, not " + bins);
        }
        double[] values = Arrays.stream(numbers(table, value)).filter(Double::isFinite).toArray();
        if (values.length == 0) {
            throw new IllegalArgumentException("the column \"" + value + "\" has no number to count");
        }
        double least = Arrays.stream(values).min().getAsDouble();
        double width = Math.max((Arrays.stream(values).max().getAsDouble() - least) / bins, Double.MIN_NORMAL);
        double[] counts = new double[bins];
        for (double v : values) {
            counts[(int) Math.min(bins - 1.0, (v - least) / width)]++;
        }
        Object[] middles = new Object[bins];
        Arrays.setAll(middles, bin -> least + (bin + 0.5) * width);
        return new Figure(layout(title, ofNumbers(value), ofNumbers(count)).build(),
                BarTrace.builder(middles, counts).build());
    }

    /**
     * Draws a heatmap.
     *
     * @param title title of the chart
     * @param table one row per cell
     * @param x     column of the horizontal axis; values are in order of appearance
     * @param y     column of the vertical axis; values are in order of appearance, the first at the top; each is
     *     labelled if there are at most 40
     * @param z     numeric column that is shown as colour; its name becomes the title of the colour bar
     * @return the figure
     * @throws IllegalArgumentException if there are more than 5,000 cells, or if the column z is not numeric
     * @throws IllegalStateException if the table has no such column
     */
    public static Figure heatmap(String title, Table table, String x, String y, String z) {
        return heatmap(title, table, x, y, z, false);
    }

    /**
     * Draws a heatmap of positive and negative values, such as gains, with one colour below 0 and another above. With
     * at most six columns, each cell also shows its number.
     *
     * @param title title of the chart
     * @param table one row per cell
     * @param x     column of the horizontal axis, as in {@link #heatmap}
     * @param y     column of the vertical axis, as in {@link #heatmap}
     * @param z     numeric column that is shown as colour
     * @return the figure
     * @throws IllegalArgumentException if there are more than 5,000 cells, or if the column z is not numeric
     * @throws IllegalStateException if the table has no such column
     */
    public static Figure signedHeatmap(String title, Table table, String x, String y, String z) {
        return heatmap(title, table, x, y, z, true);
    }

    private static Figure heatmap(String title, Table table, String x, String y, String z, boolean signed) {
        List<String> xs = distinct(table, x);
        List<String> ys = distinct(table, y);
        Collections.reverse(ys);
        checkPoints(xs.size() * ys.size());
        Map<String, Integer> column = places(xs);
        Map<String, Integer> row = places(ys);
        double[][] cells = new double[ys.size()][xs.size()];
        Arrays.stream(cells).forEach(line -> Arrays.fill(line, Double.NaN));
        double[] values = numbers(table, z);
        for (int i = 0; i < values.length; i++) {
            cells[row.get(table.getUnformatted(i, table.columnIndex(y)))]
                    [column.get(table.getUnformatted(i, table.columnIndex(x)))] = values[i];
        }
        Axis across = areEvenSteps(xs) ? axis(table, x) : ofNames(x);
        Axis down = ys.size() <= HeatmapFigure.MAX_NAMED_ROWS ? ofNames(y) : axis(table, y);
        return new HeatmapFigure(layout(title, across, down).build(),
                HeatmapTrace.builder(labels(table, x, xs).toArray(), labels(table, y, ys).toArray(), cells).build(), z,
                ys.size(), signed ? Optional.of(cells) : Optional.empty());
    }

    /**
     * Whether values are neither numbers nor days, or lie equally far apart; plotly would draw others as cells of
     * unequal width.
     */
    private static boolean areEvenSteps(List<String> values) {
        try {
            return areEvenSteps(values.stream().mapToDouble(Double::parseDouble).toArray());
        } catch (NumberFormatException e) {
            try {
                return areEvenSteps(values.stream().mapToDouble(day -> LocalDate.parse(day).toEpochDay()).toArray());
            } catch (DateTimeParseException noDay) {
                return true;
            }
        }
    }

    private static boolean areEvenSteps(double[] numbers) {
        return IntStream.range(2, numbers.length).allMatch(i -> numbers[i] - numbers[i - 1] == numbers[1] - numbers[0]);
    }

    /**
     * Draws horizontal bars that change with a slider. The axis is fixed, so that steps can be compared.
     *
     * @param title    title of the chart
     * @param table    one row per bar and step, the bars of a step from the top down
     * @param category column that names the bars
     * @param value    numeric column with their lengths
     * @param step     column that the slider moves through; values are in order of appearance, and the first one is
     *     shown initially
     * @return the figure
     * @throws IllegalArgumentException if there is no bar, if there are more than 5,000 bars or 100 steps, or if the
     *     value is not numeric
     * @throws IllegalStateException if the table has no such column
     */
    public static Figure slider(String title, Table table, String category, String value, String step) {
        List<String> steps = steps(table, step);
        return slider(title, table, category, value, step, List.of(table), 0, steps);
    }

    /**
     * Draws horizontal bars in several colours that change with a slider, such as expected and actual values.
     *
     * @param title    title of the chart
     * @param table    one row per bar and step, the bars of a step from the top down
     * @param category column that names the bars
     * @param value    numeric column with their lengths
     * @param step     column that the slider moves through; values are in order of appearance
     * @param series   column that separates the bars by colour; its values become the legend
     * @param first    the step that is shown initially, as the slider names it, such as "10"
     * @return the figure
     * @throws IllegalArgumentException if there is no such step, or for the reasons of
     *     {@link #slider(String, Table, String, String, String)}
     * @throws IllegalStateException if the table has no such column
     */
    public static Figure slider(String title, Table table, String category, String value, String step, String series,
            String first) {
        List<String> steps = steps(table, step);
        int place = labels(table, step, steps).indexOf(first);
        if (place < 0) {
            throw new IllegalArgumentException("there is no step \"" + first + "\" among "
                    + labels(table, step, steps));
        }
        List<Table> apart = distinct(table, series).stream().map(one -> only(table, series, one)).toList();
        return slider(title, table, category, value, step, apart, place, steps);
    }

    private static Figure slider(String title, Table table, String category, String value, String step,
            List<Table> series, int first, List<String> steps) {
        checkPoints(table.rowCount());
        double[] lengths = Arrays.stream(numbers(table, value)).filter(Double::isFinite).toArray();
        if (lengths.length == 0) {
            throw new IllegalArgumentException("the column \"" + value + "\" has no number to show");
        }
        List<Trace> traces = new ArrayList<>();
        for (String name : steps) {
            for (Table bars : series) {
                Table one = only(bars, step, name);
                traces.add(BarTrace.builder(reversed(names(one, category)), reversed(numbers(one, value)))
                        .orientation(BarTrace.Orientation.HORIZONTAL)
                        .name(series.size() == 1 ? name : bars.name()).build());
            }
        }
        // Each bar has a name of its own: none is to make room for another.
        return new SliderFigure(layout(title, ofNumbers(value), ofNames(category)).showLegend(series.size() > 1)
                .barMode(Layout.BarMode.OVERLAY).build(), traces, step, labels(table, step, steps), first,
                labels(table, category, bottomUp(distinct(table, category))),
                Math.min(0, Arrays.stream(lengths).min().getAsDouble()),
                Math.max(0, Arrays.stream(lengths).max().getAsDouble()));
    }

    private static List<String> bottomUp(List<String> names) {
        List<String> turned = new ArrayList<>(names);
        Collections.reverse(turned);
        return turned;
    }

    private static List<String> steps(Table table, String step) {
        List<String> steps = distinct(table, step);
        if (steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException("a slider has at most " + MAX_STEPS + " steps, but the column \"" + step
                    + "\" has " + steps.size() + " values");
        }
        return steps;
    }

    /** The rows of one value of a column, called by it. */
    static Table only(Table table, String column, String value) {
        return table.where(table.column(column).asStringColumn().isEqualTo(value)).setName(value);
    }

    private static ScatterTrace lineTrace(Table table, String x, String y, String name) {
        NumericColumn<?> values = numeric(table, y);
        Column<?> along = table.column(x);
        ScatterTrace.Mode mode = hasLonePoint(values) ? ScatterTrace.Mode.LINE_AND_MARKERS : ScatterTrace.Mode.LINE;
        return ScatterTrace.builder(along, values).mode(mode).name(name).build();
    }

    /** Whether a value has no neighbour to draw a line to, so that a line alone would not show it. */
    private static boolean hasLonePoint(NumericColumn<?> values) {
        for (int row = 0; row < values.size(); row++) {
            boolean before = row > 0 && !values.isMissing(row - 1);
            boolean after = row + 1 < values.size() && !values.isMissing(row + 1);
            if (!values.isMissing(row) && !before && !after) {
                return true;
            }
        }
        return false;
    }

    static Layout.LayoutBuilder layout(String title, Axis x, Axis y) {
        return Layout.builder(title).showLegend(false).xAxis(x).yAxis(y);
    }

    /** The axis of a column: plotly would take texts that look like numbers or days for such. */
    private static Axis axis(Table table, String column) {
        return NAMES.contains(table.column(column).type()) ? ofNames(column) : ofNumbers(column);
    }

    static Axis ofNames(String title) {
        return Axis.builder().title(title).type(Axis.Type.CATEGORY).build();
    }

    /** Of numbers, days or times, which plotly tells apart. */
    static Axis ofNumbers(String title) {
        return Axis.builder().title(title).build();
    }

    static double[] numbers(Table table, String name) {
        return numeric(table, name).asDoubleArray();
    }

    private static NumericColumn<?> numeric(Table table, String name) {
        if (table.column(name) instanceof NumericColumn<?> numbers) {
            return numbers;
        }
        throw new IllegalArgumentException("the column \"" + name + "\" is " + table.column(name).type()
                + ", not numeric");
    }

    static void checkPoints(int points) {
        if (points > MAX_POINTS) {
            throw new IllegalArgumentException("a chart shows at most " + MAX_POINTS + " points, not " + points
                    + ": summarise the table first, by week or by class for example");
        }
    }

    /** The texts of a column as the names of bars. */
    private static String[] names(Table table, String column) {
        return labels(table, column, table.column(column).asStringColumn().asList()).toArray(String[]::new);
    }

    /** Values of a column as they are to be read: a whole number without its decimal. */
    private static List<String> labels(Table table, String column, List<String> values) {
        return table.column(column) instanceof NumericColumn<?>
                ? values.stream().map(number -> number.replaceFirst("\\.0$", "")).toList() : values;
    }

    /** The values of a column as texts, each once, in order of appearance. */
    static List<String> distinct(Table table, String column) {
        return new ArrayList<>(new LinkedHashSet<>(table.column(column).asStringColumn().asList()));
    }

    private static Map<String, Integer> places(List<String> names) {
        Map<String, Integer> places = new LinkedHashMap<>();
        names.forEach(name -> places.put(name, places.size()));
        return places;
    }

    private static Object[] reversed(String[] names) {
        Object[] reversed = new Object[names.length];
        Arrays.setAll(reversed, i -> names[names.length - 1 - i]);
        return reversed;
    }

    private static double[] reversed(double[] values) {
        double[] reversed = new double[values.length];
        Arrays.setAll(reversed, i -> values[values.length - 1 - i]);
        return reversed;
    }
}
