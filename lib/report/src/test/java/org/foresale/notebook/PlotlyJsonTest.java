package org.foresale.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.cohort.Funnel;
import org.foresale.cohort.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.traces.ScatterTrace;

class PlotlyJsonTest {

    private static final Table TABLE = Table.create("t",
            IntColumn.create("epoch", 1, 2, 3), DoubleColumn.create("loss", .5, Double.NaN, .3),
            StringColumn.create("class", "007", "1.0", "x"), StringColumn.create("side", "a", "b", "a"),
            DateColumn.create("day", LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 2),
                    LocalDate.of(2024, 1, 3)));

    /** Through strict JSON and back: no NaN, no JavaScript. */
    private static JsonNode json(Figure figure) {
        try {
            ObjectMapper strict = new ObjectMapper();
            return strict.readTree(strict.writeValueAsString(PlotlyJson.of(figure)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLineKeepsItsNumbersAndAMissingOneBecomesAGap() {
        JsonNode figure = json(Charts.line("Loss", TABLE, "epoch", "loss"));
        JsonNode y = figure.at("/data/0/y");
        assertThat(y.get(0).asDouble()).isEqualTo(.5);
        assertThat(y.get(1).isNull()).isTrue();
        assertThat(figure.at("/layout/title/text").asText()).isEqualTo("Loss");
        assertThat(figure.at("/layout/xaxis/title/text").asText()).isEqualTo("epoch");
        assertThat(figure.at("/layout/yaxis/title/text").asText()).isEqualTo("loss");
        assertThat(figure.at("/layout/xaxis/dtick").asInt()).isEqualTo(1);
        assertThat(figure.at("/layout/width").isMissingNode()).isTrue();
        assertThat(figure.at("/layout/colorway").size()).isEqualTo(7);
    }

    @Test
    void linesAreToldApartInOrderOfAppearance() {
        JsonNode figure = json(Charts.lines("Sides", TABLE, "day", "loss", "side"));
        assertThat(figure.at("/data").size()).isEqualTo(2);
        assertThat(figure.at("/data/0/name").asText()).isEqualTo("a");
        assertThat(figure.at("/data/0/x/1").asText()).startsWith("2024-01-03");
        assertThat(figure.at("/layout/showlegend").asBoolean()).isTrue();
    }

    @Test
    void aPointThatNoLineReachesIsMarked() {
        DoubleColumn x = DoubleColumn.create("epoch", new double[] {1, 2, 3, 4});
        double gap = DoubleColumn.create("gap").appendMissing().getDouble(0);
        Table table = Table.create(x, DoubleColumn.create("whole", new double[] {.5, .4, .3, .2}),
                DoubleColumn.create("alone", new double[] {.5, .4, gap, .2}),
                DoubleColumn.create("none", new double[] {.5, .4, gap, gap}));
        assertThat(json(Charts.line("l", table, "epoch", "whole")).at("/data/0/mode").asText()).isEqualTo("lines");
        assertThat(json(Charts.line("l", table, "epoch", "alone")).at("/data/0/mode").asText())
                .isEqualTo("lines+markers");
        assertThat(json(Charts.line("l", table, "epoch", "none")).at("/data/0/mode").asText()).isEqualTo("lines");
        assertThat(json(Charts.line("l", table.first(1), "epoch", "whole")).at("/data/0/mode").asText())
                .isEqualTo("lines+markers");
    }

    @Test
    void namesOfClassesStayNames() {
        JsonNode figure = json(Charts.bars("Classes", TABLE, "class", "epoch"));
        assertThat(figure.at("/data/0/orientation").asText()).isEqualTo("h");
        assertThat(figure.at("/data/0/y").toString()).isEqualTo("[\"x\",\"1.0\",\"007\"]");
    }

    /** Charts of a table whose column "name" has names, its column "n" numbers. */
    private static Stream<Arguments> chartsWithNames() {
        return Stream.of(
                named("bars", table -> Charts.bars("b", table, "name", "n"), "y"),
                named("slider", table -> Charts.slider("s", table, "name", "n", "step"), "y"),
                named("line", table -> Charts.line("l", table, "name", "n"), "x"),
                named("lines", table -> Charts.lines("l", table, "name", "n", "step"), "x"),
                named("points", table -> Charts.points("p", table, "name", "n", "step"), "x"),
                named("points, upright", table -> Charts.points("p", table, "n", "name", "step"), "y"),
                named("heat map", table -> Charts.heatmap("h", table, "name", "step", "n"), "x"),
                named("heat map, upright", table -> Charts.heatmap("h", table, "step", "name", "n"), "y"),
                named("names of points", table -> Charts.points("p", table, "n", "n", "step", "name"), "text"));
    }

    private static Arguments named(String chart, Function<Table, Figure> drawn, String key) {
        return Arguments.of(chart, drawn, key);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chartsWithNames")
    void namesThatLookLikeNumbersStayNames(String chart, Function<Table, Figure> drawn, String key) {
        for (List<String> names : List.of(List.of("1.10", "1.1"), List.of("null", "NaN"), List.of("Infinity", "2.0"),
                List.of("2024-01-02", "2024-01-01"), List.of("10", "9"), List.of("true", "false"))) {
            JsonNode figure = json(drawn.apply(Table.create("t", StringColumn.create("name", names),
                    DoubleColumn.create("n", 1, 2), StringColumn.create("step", "s", "s"))));
            List<String> found = new ArrayList<>();
            figure.at("/data/0").get(key).forEach(name -> {
                assertThat(name.isTextual()).as(name.toString()).isTrue();
                found.add(name.asText());
            });
            assertThat(found).containsExactlyInAnyOrderElementsOf(names);
            if (!key.equals("text")) {
                assertThat(figure.at("/layout/" + key + "axis/type").asText()).isEqualTo("category");
            }
        }
    }

    @Test
    void numbersAndDaysHaveAnAxisOfNumbersAndDays() {
        assertThat(json(Charts.line("l", TABLE, "day", "loss")).at("/layout/xaxis/type").asText())
                .isNotEqualTo("category");
        JsonNode points = json(Charts.points("p", TABLE, "epoch", "loss", "side"));
        assertThat(points.at("/layout/xaxis/type").asText()).isNotEqualTo("category");
        assertThat(points.at("/layout/yaxis/type").asText()).isNotEqualTo("category");
        JsonNode bars = json(Charts.bars("b", Table.create("t", DoubleColumn.create("size", 10, 2.5),
                DoubleColumn.create("n", 1, 2)), "size", "n"));
        assertThat(bars.at("/data/0/y").toString()).isEqualTo("[\"2.5\",\"10\"]");
    }

    @Test
    void aDollarInTheFormOfNumbersIsACurrency() {
        Layout layout = Layout.builder("t").xAxis(Axis.builder().tickSettings(
                TickSettings.builder().format("$,.2f").build()).build()).build();
        assertThat(json(new Figure(layout, ScatterTrace.builder(new double[] {1}, new double[] {1}).build()))
                .at("/layout/xaxis/tickformat").asText()).isEqualTo("$,.2f");
    }

    @Test
    void aHeatMapKeepsTheOrderOfItsRows() {
        JsonNode figure = json(Charts.heatmap("Grid", TABLE, "side", "class", "epoch"));
        assertThat(figure.at("/data/0/y").toString()).isEqualTo("[\"x\",\"1.0\",\"007\"]");
        assertThat(figure.at("/data/0/x").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(figure.at("/data/0/z").toString()).isEqualTo("[[3.0,null],[null,2.0],[1.0,null]]");
        assertThat(figure.at("/data/0/colorscale").asText()).isEqualTo("Viridis");
    }

    @Test
    void aHeatMapSaysWhatItsColoursMean() {
        Table hostile = Table.create("t", StringColumn.create("x", "a"), StringColumn.create("y", "b"),
                DoubleColumn.create("<b>spend</b> (USD)", 1));
        JsonNode title = json(Charts.heatmap("Grid", hostile, "x", "y", "<b>spend</b> (USD)"))
                .at("/data/0/colorbar/title");
        assertThat(shown(title.get("text"))).isEqualTo("<b>spend</b> (USD)");
        assertThat(title.get("side").asText()).isEqualTo("right");
    }

    @Test
    void aHeatMapNamesEachOfItsRowsAndHasRoomForThem() {
        JsonNode small = json(grid(3));
        assertThat(small.at("/layout/yaxis/dtick").asInt()).isEqualTo(1);
        assertThat(small.at("/layout/yaxis/type").asText()).isEqualTo("category");
        int usual = small.at("/layout/height").asInt();
        JsonNode large = json(grid(25));
        assertThat(large.at("/layout/yaxis/dtick").asInt()).isEqualTo(1);
        assertThat(large.at("/layout/height").asInt()).isGreaterThan(Math.max(usual, 25 * 20));
        JsonNode larger = json(grid(41));
        assertThat(larger.at("/layout/yaxis/dtick").isMissingNode()).isTrue();
        assertThat(larger.at("/layout/height").asInt()).isEqualTo(usual);
    }

    /** A heat map of one column. */
    private static Figure grid(int rows) {
        return Charts.heatmap("Grid", Table.create("t", StringColumn.create("x", Collections.nCopies(rows, "x")),
                StringColumn.create("y", IntStream.range(0, rows).mapToObj(i -> "class " + i)),
                DoubleColumn.create("z", new double[rows])), "x", "y", "z");
    }

    @Test
    void cellsOfUnevenStepsAreEquallyWide() {
        Table even = Table.create("even", IntColumn.create("x", 0, 1, 2), StringColumn.create("y", "a", "a", "a"),
                DoubleColumn.create("z", 1, 2, 3));
        assertThat(json(Charts.heatmap("Even", even, "x", "y", "z")).at("/layout/xaxis/type").asText())
                .isNotEqualTo("category");
        Table uneven = even.replaceColumn("x", IntColumn.create("x", 0, 1, 4));
        assertThat(json(Charts.heatmap("Uneven", uneven, "x", "y", "z")).at("/layout/xaxis/type").asText())
                .isEqualTo("category");
        Table months = even.replaceColumn("x", DateColumn.create("x", LocalDate.of(2017, 1, 1),
                LocalDate.of(2017, 2, 1), LocalDate.of(2017, 3, 1)));
        assertThat(json(Charts.heatmap("Months", months, "x", "y", "z")).at("/layout/xaxis/type").asText())
                .isEqualTo("category");
    }

    @Test
    void pointsDifferInColourAndShape() {
        JsonNode figure = json(Charts.points("Points", TABLE, "epoch", "loss", "side"));
        assertThat(figure.get("data")).hasSizeGreaterThan(1);
        assertThat(figure.at("/data/0/mode").asText()).isEqualTo("markers");
        assertThat(figure.at("/data/0/marker/symbol").asText()).isNotEqualTo(
                figure.at("/data/1/marker/symbol").asText());
        assertThat(figure.at("/layout/showlegend").asBoolean()).isTrue();
    }

    @Test
    void intervalsAreLinesOfTheirOwnAndPointsHaveNames() {
        Table table = Table.create("t", StringColumn.create("class", "it's <b>", "\\n", "c"),
                IntColumn.create("buyers", 300, 20, 7), DoubleColumn.create("auc", .7, .6, .5),
                DoubleColumn.create("low", .65, .4, Double.NaN), DoubleColumn.create("high", .75, .8, Double.NaN));
        JsonNode figure = json(Charts.intervals("Caterpillar", table, "buyers", "auc", "class"));
        assertThat(figure.at("/data/0/mode").asText()).isEqualTo("lines");
        assertThat(figure.at("/data/0/x").toString())
                .isEqualTo("[300.0,300.0,null,20.0,20.0,null,7.0,7.0,null]");
        assertThat(figure.at("/data/0/y").toString()).isEqualTo("[0.65,0.75,null,0.4,0.8,null,null,null,null]");
        assertThat(figure.at("/data/1/y").toString()).isEqualTo("[0.7,0.6,0.5]");
        assertThat(shown(figure.at("/data/1/text/0"))).isEqualTo("it's <b>");
        assertThat(shown(figure.at("/data/1/text/1"))).isEqualTo("\\n");
        assertThat(figure.at("/layout/xaxis/type").asText()).isEqualTo("log");
        assertThat(figure.at("/layout/xaxis/dtick").asText()).isEqualTo("D2");
        assertThat(figure.at("/layout/xaxis/tickformat").asText()).isEqualTo(",~r");
        assertThatThrownBy(() -> Charts.intervals("No log", table.copy().replaceColumn("buyers",
                IntColumn.create("buyers", 1, 0, 2)), "buyers", "auc", "class"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("row 1 is 0.0");
    }

    @Test
    void pointsMayHaveNames() {
        JsonNode figure = json(Charts.points("Points", TABLE, "epoch", "loss", "side", "class"));
        assertThat(figure.at("/data/0/text").toString()).isEqualTo("[\"007\",\"x\"]");
        assertThat(json(Charts.points("Points", TABLE, "epoch", "loss", "side")).at("/data/0/text").isMissingNode())
                .isTrue();
    }

    private static Funnel.Step step(Funnel.Kind kind, String text, int count) {
        return new Funnel.Step(kind, text, Map.of(Split.TRAIN, count));
    }

    @Test
    void aFunnelShowsWhatGoesOnAndWhatIsLeftOut() {
        Funnel funnel = new Funnel(List.of(
                new Funnel.Step(Funnel.Kind.KEPT, "users", Map.of(Split.TRAIN, 6, Split.TEST, 4)),
                new Funnel.Step(Funnel.Kind.LEFT_OUT, "too new", Map.of(Split.TEST, 3)),
                new Funnel.Step(Funnel.Kind.KEPT, "samples", Map.of(Split.TRAIN, 6, Split.TEST, 1))));
        JsonNode figure = json(Charts.funnel("Funnel", funnel, "users"));
        assertThat(figure.at("/data/0/x").toString()).isEqualTo("[7.0,7.0,10.0]");
        assertThat(figure.at("/data/1/x").toString()).isEqualTo("[0.0,3.0,0.0]");
        assertThat(shown(figure.at("/data/1/y/2"))).isEqualTo("users");
        assertThat(figure.at("/layout/barmode").asText()).isEqualTo("stack");
    }

    @Test
    void aFunnelNeverGrowsUnlessSomethingElseIsCounted() {
        JsonNode figure = json(Charts.funnel("Funnel", new Funnel(List.of(step(Funnel.Kind.KEPT, "users", 2467),
                step(Funnel.Kind.KEPT, "users at a cut", 12_322), step(Funnel.Kind.LEFT_OUT, "silent", 1849),
                step(Funnel.Kind.KEPT, "buyers", 1661), step(Funnel.Kind.KEPT, "others", 8812),
                step(Funnel.Kind.LEFT_OUT, "others not drawn", 7151), step(Funnel.Kind.KEPT, "samples", 3322))), "u"));
        List<String> names = new ArrayList<>();
        figure.at("/data/0/y").forEach(name -> names.add(0, name.asText()));
        assertThat(names).containsExactly("users", "users at a cut (counted anew)", "silent",
                "1,661 buyers, 8,812 others", "others not drawn", "samples");
        double[] bars = new double[names.size()];
        for (int i = 0; i < bars.length; i++) {
            int place = bars.length - 1 - i;
            bars[i] = figure.at("/data/0/x/" + place).asDouble() + figure.at("/data/1/x/" + place).asDouble();
            assertThat(i == 0 || bars[i] <= bars[i - 1] || names.get(i).endsWith("(counted anew)")).as(names.get(i))
                    .isTrue();
        }
        assertThat(bars).containsExactly(2467, 12_322, 12_322, 10_473, 10_473, 3322);
    }

    @Test
    void sharesAreMarkedOnAnAxisFromZeroToOne() {
        Table table = Table.create("t", StringColumn.create("event", "a", "b"),
                DoubleColumn.create("openness", .4, .6), StringColumn.create("gate", "input", "input"));
        JsonNode figure = json(Charts.shares("Gates", table, "event", "openness", "gate"));
        assertThat(figure.at("/data/0/mode").asText()).isEqualTo("lines+markers");
        assertThat(figure.at("/layout/yaxis/range/0").asDouble()).isBetween(-.05, 0.);
        assertThat(figure.at("/layout/yaxis/range/1").asDouble()).isBetween(1., 1.05);
        assertThatThrownBy(() -> Charts.shares("No share", table.copy().replaceColumn("openness",
                DoubleColumn.create("openness", 0, 1.5)), "event", "openness", "gate"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1.5");
    }

    @Test
    void aBandReachesFromTheLowestToTheHighestInTheColourOfItsLine() {
        Table table = Table.create("t", IntColumn.create("epoch", 1, 2), DoubleColumn.create("loss", .5, .4),
                DoubleColumn.create("loss, lowest", .45, .3), DoubleColumn.create("loss, highest", .6, .5),
                StringColumn.create("network", "LSTM", "LSTM"));
        JsonNode figure = json(Charts.bands("Speed", table, "epoch", "loss", "network"));
        assertThat(figure.at("/data/0/y").toString()).isEqualTo("[0.5,0.4]");
        assertThat(figure.at("/data/1/x").toString()).isEqualTo("[1.0,2.0,2.0,1.0]");
        assertThat(figure.at("/data/1/y").toString()).isEqualTo("[0.45,0.3,0.5,0.6]");
        assertThat(figure.at("/data/1/fill").asText()).isEqualTo("toself");
        String colour = figure.at("/layout/colorway/0").asText();
        assertThat(figure.at("/data/0/line/color").asText()).isEqualTo(colour);
        assertThat(figure.at("/data/1/fillcolor").asText()).startsWith(colour).hasSize(colour.length() + 2);
    }

    @Test
    void theCutIsALineAcrossAllNames() {
        Table table = Table.create("t", DateColumn.create("date", LocalDate.of(2017, 1, 1), LocalDate.of(2017, 9, 1),
                LocalDate.of(2017, 9, 2)), StringColumn.create("bought", "SOUP", "MEAT", "sign of need"),
                StringColumn.create("known", "seen", "never seen", "never seen"));
        JsonNode figure = json(Charts.timeline("Year", table, "date", "bought", "known", LocalDate.of(2017, 7, 20)));
        JsonNode cut = figure.at("/data/2");
        assertThat(cut.get("name").asText()).isEqualTo("the cut, 2017-07-20");
        assertThat(cut.get("mode").asText()).isEqualTo("lines");
        assertThat(cut.at("/line/dash").asText()).isEqualTo("dash");
        assertThat(cut.at("/x/0").asText()).startsWith("2017-07-20");
        assertThat(cut.at("/x/1")).isEqualTo(cut.at("/x/0"));
        assertThat(cut.get("y").toString()).isEqualTo("[\"SOUP\",\"sign of need\"]");
        assertThatThrownBy(() -> Charts.timeline("None", table.emptyCopy(), "date", "bought", "known",
                LocalDate.of(2017, 7, 20))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void signedCellsDivergeFromZeroAndSayTheirNumbers() {
        Table table = Table.create("t", StringColumn.create("test", "0", "1"), StringColumn.create("train", "a", "a"),
                DoubleColumn.create("gain", -.01, .03));
        JsonNode trace = json(Charts.signedHeatmap("Gain", table, "test", "train", "gain")).at("/data/0");
        assertThat(trace.get("zmin").asDouble()).isEqualTo(-.03);
        assertThat(trace.get("zmax").asDouble()).isEqualTo(.03);
        assertThat(trace.at("/colorscale/1/0").asDouble()).isEqualTo(.5);
        assertThat(trace.get("texttemplate").asText()).isEqualTo("%{z:+.3f}");
        Table wide = Table.create("t", StringColumn.create("test", IntStream.range(0, 7).mapToObj(i -> "t" + i)),
                StringColumn.create("train", Collections.nCopies(7, "a")), DoubleColumn.create("gain", new double[7]));
        assertThat(json(Charts.signedHeatmap("Wide", wide, "test", "train", "gain")).at("/data/0/texttemplate")
                .isMissingNode()).isTrue();
        assertThat(json(Charts.heatmap("Counts", table, "test", "train", "gain")).at("/data/0/zmin").isMissingNode())
                .isTrue();
    }

    @Test
    void thousandsOnAnAxisAreSeparated() {
        JsonNode axis = json(Charts.line("l", TABLE, "epoch", "loss")).at("/layout/yaxis");
        assertThat(axis.get("separatethousands").asBoolean()).isTrue();
        assertThat(axis.get("exponentformat").asText()).isEqualTo("none");
    }

    @Test
    void aHistogramCountsEveryValueOnce() {
        double[] values = IntStream.range(0, 1000).mapToDouble(i -> i % 10).toArray();
        Table table = Table.create("h", DoubleColumn.create("v", values));
        JsonNode figure = json(Charts.histogram("H", table, "v", 10, "values"));
        assertThat(figure.at("/data/0/y").size()).isEqualTo(10);
        figure.at("/data/0/y").forEach(count -> assertThat(count.asDouble()).isEqualTo(100));
        assertThat(figure.at("/layout/yaxis/title/text").asText()).isEqualTo("values");
        Table constant = Table.create("h", DoubleColumn.create("v", 5, 5, 5));
        assertThat(json(Charts.histogram("H", constant, "v", 3, "values")).at("/data/0/y").toString()).contains("3.0");
    }

    @Test
    void figuresOfTablesawItselfAreUnderstood() {
        JsonNode figure = json(LinePlot.create("Own", TABLE, "epoch", "loss"));
        assertThat(figure.at("/layout/title/text").asText()).isEqualTo("Own");
        assertThat(figure.at("/data/0/y/2").asDouble()).isEqualTo(.3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "</script><img src=x>", "A & B", "it's", "50 % of \"it\"",
        "back\\slash", "line\nbreak", "猫粮", "a, b: {c}", "$5 to $10", "&lt;b&gt;", "&#36;5", "&amp;amp;"})
    void aHostileNameIsOnlyAName(String name) {
        Table table = Table.create("t", IntColumn.create("x", 1, 2), DoubleColumn.create("y", 1, 2),
                StringColumn.create("s", name, name));
        JsonNode figure = json(Charts.lines(name, table, "x", "y", "s"));
        assertThat(shown(figure.at("/layout/title/text"))).isEqualTo(name);
        assertThat(shown(figure.at("/data/0/name"))).isEqualTo(name);
        assertThat(figure.at("/data").size()).isEqualTo(1);
        JsonNode bars = json(Charts.bars("b", table, "s", "y"));
        assertThat(shown(bars.at("/data/0/y/0"))).isEqualTo(name);
        JsonNode points = json(Charts.points("p", table, "s", "y", "s", "s"));
        assertThat(shown(points.at("/data/0/x/0"))).isEqualTo(name);
        assertThat(shown(points.at("/data/0/text/0"))).isEqualTo(name);
        assertThat(shown(points.at("/layout/xaxis/title/text"))).isEqualTo("s");
        JsonNode slider = json(Charts.slider("s", table.copy().setName(name), "s", "y", "s"));
        assertThat(shown(slider.at("/layout/sliders/0/steps/0/label"))).isEqualTo(name);
        assertThat(PlotlyJson.title(PlotlyJson.of(Charts.line(name, table, "x", "y")))).isEqualTo(name);
    }

    /** What plotly.js makes of a text without markup: entities become characters. */
    private static String shown(JsonNode text) {
        assertThat(text.asText()).doesNotContain("<", "$");
        return text.asText().replace("&lt;", "<").replace("&#36;", "$").replace("&amp;", "&");
    }

    @Test
    void tooManyPointsAreRefusedWithTheRemedy() {
        Table many = Table.create("m", DoubleColumn.create("x", new double[Charts.MAX_POINTS + 1]));
        assertThatThrownBy(() -> Charts.line("m", many, "x", "x")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5001").hasMessageContaining("summarise");
        assertThatThrownBy(() -> Charts.line("m", TABLE, "epoch", "side")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("side").hasMessageContaining("not numeric");
        assertThatThrownBy(() -> Charts.histogram("m", TABLE, "loss", 0, "n"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0");
        Table empty = Table.create("e", DoubleColumn.create("x"));
        assertThatThrownBy(() -> Charts.histogram("m", empty, "x", 3, "n"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(List.of(Charts.line("e", empty, "x", "x").getTraces())).hasSize(1);
    }
}
