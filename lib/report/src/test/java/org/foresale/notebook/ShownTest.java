package org.foresale.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.network.TrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

class ShownTest {

    /** Remembers what was shown. */
    private static final class Recorder implements Screen {

        private final List<String> ids = new ArrayList<>();
        private final List<String> html = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();

        @Override
        public void show(String id, String asHtml, String text, boolean last) {
            ids.add(id);
            html.add(asHtml);
            texts.add(text);
        }
    }

    @AfterEach
    void consoleAgain() {
        Screen.use(new Screen.Console());
    }

    @Test
    void aTableEscapesItsCellsAndTellsItsTrueSize() {
        StringColumn texts = StringColumn.create("<b>name</b>");
        for (int i = 0; i < 25_000; i++) {
            texts.append("<i>" + i + "</i>");
        }
        String html = TableHtml.of(Table.create("\"quoted\" & 'named'", texts));
        assertThat(html).doesNotContain("<i>", "<b>").contains("&lt;i&gt;0&lt;/i&gt;", "&lt;b&gt;name&lt;/b&gt;",
                "&quot;quoted&quot; &amp; &#39;named&#39;", "25,000 rows × 1 columns, the first 20 rows shown");
        assertThat(html).doesNotContain("&lt;i&gt;20&lt;/i&gt;");
        // Such as the columns of an export.
        assertThat(TableHtml.of(Table.create("t", texts.first(44)))).contains("&lt;i&gt;43&lt;/i&gt;", "44 rows × 1")
                .doesNotContain("shown");
    }

    @Test
    void nothingThatIsShownIsTakenForAFormula() {
        Recorder screen = new Recorder();
        Screen.use(screen);
        ProgressBar.of("$5 to $10").done("\\(x\\)");
        String ignored = "class=\"[a-z ]*\\bmathjax_ignore tex2jax_ignore\"";
        assertThat(screen.html.get(0)).containsPattern("^<div " + ignored);
        assertThat(TableHtml.of(Table.create("$5 to $10", StringColumn.create("$a$", "$$b$$"))))
                .containsPattern("<table " + ignored).containsPattern("mathjax_ignore[^$]*\\$5 to \\$10");
    }

    private static List<String> cells(Column<?> column) {
        return ShownTable.of(Table.create("t", column)).columns().get(0).cells();
    }

    @Test
    void aColumnHasTheSameDecimalsAllTheWayDown() {
        assertThat(cells(DoubleColumn.create("mean", .123456, 1, Double.NaN, 9.9))).containsExactly(
                "0.123", "1.000", "", "9.900");
        assertThat(cells(DoubleColumn.create("megabytes", 4.414885, 44.070227, 443.755158)))
                .containsExactly("4.4", "44.1", "443.8");
        assertThat(cells(DoubleColumn.create("megabytes", 12.960852, 1298.566563))).containsExactly("13", "1,299");
        assertThat(cells(DoubleColumn.create("seconds", 39.8, 12, 4.4))).containsExactly("39.8", "12.0", "4.4");
        assertThat(cells(DoubleColumn.create("value", 33139.49999999934, 12537.95, 5)))
                .containsExactly("33,139.50", "12,537.95", "5.00");
        assertThat(cells(DoubleColumn.create("effect", -.0001, .0374))).containsExactly("0.000", "+0.037");
        assertThat(cells(DoubleColumn.create("effect", .00052, .00001))).containsExactly("0.00052", "0.00001");
        assertThat(cells(DoubleColumn.create("ratio", 25.91, .004))).containsExactly("25.910", "0.004");
    }

    @Test
    void thousandsAreSeparatedButNotThoseOfNames() {
        assertThat(cells(IntColumn.create("lines", 999, 1000, -12_345))).containsExactly("999", "1,000", "-12,345");
        assertThat(cells(LongColumn.create("weights", new long[] {1_000_000_000_000L}))).containsExactly("1,000,000,000,000");
        assertThat(cells(DoubleColumn.create("lines", 1234, 0))).containsExactly("1,234", "0");
        assertThat(cells(IntColumn.create("year", new int[] {2017}))).containsExactly("2017");
        assertThat(cells(IntColumn.create("user", new int[] {2467}))).containsExactly("2467");
    }

    @Test
    void figuresThatGoBothWaysHaveTheirSign() {
        double[] values = {.7109, -.604, 0, -.00001};
        List<String> signed = List.of("+0.711", "-0.604", "0.000", "0.000");
        assertThat(cells(DoubleColumn.create("standardised difference", values))).isEqualTo(signed);
        assertThat(cells(DoubleColumn.create("difference", 1.0331, .8841))).containsExactly("1.033", "0.884");
        assertThat(cells(DoubleColumn.create("amount", 1.5, -2.25))).containsExactly("1.50", "-2.25");
    }

    @Test
    void percentagesHaveTheirSignAndSharesThreeDecimals() {
        assertThat(cells(DoubleColumn.create("buyers %", 27.346021675918585, 100)))
                .containsExactly("27.3 %", "100.0 %");
        assertThat(cells(DoubleColumn.create("share %", 100, .0129315, 0)))
                .containsExactly("100.00 %", "0.01 %", "0.00 %");
        assertThat(cells(IntColumn.create("empty %", 0, 3))).containsExactly("0 %", "3 %");
        assertThat(cells(DoubleColumn.create("recall, 95 %", .5, .25))).containsExactly("0.500", "0.250");
        assertThat(cells(DoubleColumn.create("timing only, AUC", 1, .6027450019257029)))
                .containsExactly("1.000", "0.603");
        assertThat(cells(DoubleColumn.create("timing only, AUC", new double[] {1}))).containsExactly("1.000");
        assertThat(cells(DoubleColumn.create("log loss", .18371, .18382))).containsExactly("0.1837", "0.1838");
    }

    @Test
    void aTimeIsWrittenAsItIsRead() {
        assertThat(cells(DateTimeColumn.create("time", LocalDateTime.of(2017, 1, 7, 13, 55, 24))))
                .containsExactly("2017-01-07 13:55:24");
        assertThat(cells(DateColumn.create("day", LocalDate.of(2017, 1, 7)))).containsExactly("2017-01-07");
    }

    @Test
    void whatIsTrueOrFalseIsWrittenAsYesOrNo() {
        BooleanColumn predicted = BooleanColumn.create("predicted", true, false);
        predicted.appendMissing();
        assertThat(cells(predicted)).containsExactly("yes", "no", "");
        Table users = Table.create("users", StringColumn.create("user", "a", "b", "c"), predicted);
        assertThat(TableHtml.of(users)).contains(">yes</td>", ">no</td>").doesNotContain("true", "false");
        assertThat(ShownTable.of(users).text()).contains("yes", "no").doesNotContain("true", "false");
        assertThat(TableView.transposed(users).column("a").get(0)).isEqualTo("yes");
    }

    @Test
    void theTextSaysTheSameAsTheHtml() {
        Table table = Table.create("t", StringColumn.create("learner", "LSTM", "CNN"),
                DoubleColumn.create("score", .9671376943588257, .5), IntColumn.create("lines", 1440500, 5));
        String text = ShownTable.of(table).text();
        assertThat(text).contains("0.967", "0.500", "1,440,500", "2 rows × 3 columns").doesNotContain("0.9671");
        assertThat(TableHtml.of(table)).contains(">0.967<", ">0.500<", ">1,440,500<", "2 rows × 3 columns");
        Table longer = Table.create("t", IntColumn.create("n", IntStream.range(0, 61).toArray()));
        assertThat(ShownTable.of(longer).text()).contains("19  |", "61 rows × 1 columns, the first 20 rows shown")
                .doesNotContain("20  |");
        assertThat(ShownTable.of(Table.create("none")).text()).contains("0 rows × 0 columns");
        assertThat(ShownTable.of(Table.create("empty", IntColumn.create("n"))).text()).contains("0 rows × 1 columns");
    }

    @Test
    void aWideTableIsTurned() {
        Table plan = Table.create("audiences", DoubleColumn.create("users addressed %", 5, 10),
                IntColumn.create("users", 1100, 22), DoubleColumn.create("precision", .9589, 1));
        Table turned = TableView.transposed(plan);
        assertThat(turned.name()).isEqualTo("audiences");
        assertThat(turned.columnNames()).containsExactly("users addressed %", "5 %", "10 %");
        assertThat(turned.column(0).asList()).isEqualTo(List.of("users", "precision"));
        assertThat(turned.column(1).asList()).isEqualTo(List.of("1,100", "0.959"));
        assertThat(turned.column(2).asList()).isEqualTo(List.of("22", "1.000"));
        assertThatThrownBy(() -> TableView.transposed(Table.create("long", IntColumn.create("n", new int[13]))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("13 rows");
        assertThatThrownBy(() -> TableView.transposed(Table.create("none")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 columns");
        assertThatThrownBy(() -> TableView.transposed(Table.create("twice", StringColumn.create("s", "a", "a"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void figuresStandBelowEachOtherAndTheirIntervalsMayWrap() {
        String html = TableHtml.of(Table.create("t", StringColumn.create("learner", "LSTM", "CNN"),
                StringColumn.create("AUC, 95 %", "0.876 [0.862, 0.890]", "")));
        assertThat(html).contains("text-align:right", "0.876 <span style=\"white-space:nowrap\">[0.862, 0.890]</span>");
        assertThat(TableHtml.of(Table.create("t", StringColumn.create("told", "0.5", "a word"))))
                .doesNotContain("text-align:right");
    }

    @Test
    void theFirstColumnAndTheCaptionStayWhileATableIsScrolled() {
        String html = TableHtml.of(Table.create("t", StringColumn.create("a", "x"), StringColumn.create("b", "y")));
        assertThat(html).containsPattern("<caption[^>]*><span style=\"[^\"]*position:sticky;left:0;max-width:100cqi")
                .containsPattern("<th scope=\"col\" style=\"position:sticky")
                .containsPattern("<th scope=\"row\" style=\"[^\"]*position:sticky[^\"]*\">x</th>")
                .containsPattern("<td style=\"(?![^\"]*sticky)[^\"]*\">y</td>");
    }

    @Test
    void aLongCellAndAWideTableAreCut() {
        Table longCell = Table.create("l", StringColumn.create("c", "x".repeat(10_000)));
        assertThat(TableHtml.of(longCell)).hasSizeLessThan(2_000);
        Table wide = Table.create("w");
        for (int i = 0; i < 100; i++) {
            wide.addColumns(IntColumn.create("c" + i, new int[] {i}));
        }
        assertThat(TableHtml.of(wide)).contains("1 rows × 100 columns, the first 30 columns shown")
                .doesNotContain(">c30<");
    }

    @Test
    void progressIsShownInOnePlaceAndNotTooOften() {
        Recorder screen = new Recorder();
        Screen.use(screen);
        ProgressBar bar = ProgressBar.of("<Counting>");
        for (int i = 1; i <= 10_000; i++) {
            bar.at(i / 10_000.0, "step " + i);
        }
        bar.done("all <counted>");
        assertThat(screen.ids).hasSizeBetween(2, 20).allMatch(screen.ids.get(0)::equals);
        assertThat(screen.html.get(0)).contains("<progress").doesNotContain("<Counting>");
        assertThat(screen.html.get(screen.html.size() - 1)).contains("value=\"1.000\"", "all &lt;counted&gt;");
        assertThat(screen.texts.get(screen.texts.size() - 1)).startsWith("<Counting>: done in 0:0");
        assertThatThrownBy(() -> bar.at(1.5, "")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
    }

    /** WCAG's relative luminance of a colour such as #1f8bd4. */
    private static double luminance(String colour) {
        double[] parts = new double[3];
        for (int i = 0; i < parts.length; i++) {
            double part = Integer.parseInt(colour.substring(2 * i + 1, 2 * i + 3), 16) / 255.;
            parts[i] = part <= .04045 ? part / 12.92 : Math.pow((part + .055) / 1.055, 2.4);
        }
        return .2126 * parts[0] + .7152 * parts[1] + .0722 * parts[2];
    }

    /** WCAG 2.2 asks for 3 : 1 of what a picture is made of. */
    @Test
    void progressIsToldFromItsPageInLightAndInDark() {
        Recorder screen = new Recorder();
        Screen.use(screen);
        ProgressBar.of("Study").done("");
        Matcher colour = Pattern.compile("accent-color:(#[0-9a-f]{6})").matcher(screen.html.get(0));
        assertThat(colour.find()).isTrue();
        // Chromium's tracks in light and dark, white paper, JupyterLab's dark one and the report's.
        for (String beside : List.of("#efefef", "#3b3b3b", "#ffffff", "#111111", "#14181e")) {
            double[] both = {luminance(colour.group(1)), luminance(beside)};
            Arrays.sort(both);
            assertThat((both[1] + .05) / (both[0] + .05)).as(beside).isGreaterThanOrEqualTo(3);
        }
        assertThat(screen.html.get(0)).contains("color:var(--jp-content-font-color1,inherit)");
    }

    @Test
    void aTrainingTellsItsBestEpoch() {
        Recorder screen = new Recorder();
        Screen.use(screen);
        TrainingProgress progress = TrainingProgress.of("net");
        progress.batch(1, 20, 1, 10);
        TrainingListener.Epoch best = new TrainingListener.Epoch(1, .6, .5, .8, 1, true);
        progress.epoch(List.of(best));
        progress.finished(best, TrainingListener.Ending.INTERRUPTED);
        assertThat(screen.texts.get(0)).contains("epoch 1 of at most 20");
        assertThat(screen.texts.get(screen.texts.size() - 1))
                .isEqualTo("net: stopped after epoch 1; best epoch 1 kept, validation loss 0.500");
        assertThat(screen.html.get(screen.html.size() - 1)).contains("value=\"0.005\"");
    }

    @Test
    void aTrainingThatEndsInItsFirstEpochKeepsNothing() {
        Recorder screen = new Recorder();
        Screen.use(screen);
        TrainingProgress.of("net").abandoned();
        assertThat(screen.texts).containsExactly("net: stopped in epoch 1; nothing kept");
    }

    @Test
    void aStudySaysWhatItKeeps() {
        Recorder screen = new Recorder();
        Screen.use(screen);
        StudyProgress.of("study").interrupted(3, 50, true);
        StudyProgress.of("study").interrupted(3, 50, false);
        StudyProgress.of("study").interrupted(0, 50, true);
        assertThat(screen.texts).containsExactly(
                "study: stopped after 3 of 50 runs; they are kept, and the study goes on from there when its cell is"
                        + " run again",
                "study: stopped after 3 of 50 runs; none is kept, as the study is given no folder for them",
                "study: stopped after 0 of 50 runs; there is nothing to keep");
    }

    @Test
    void aStudyOfSizesSaysAfterHowManyItStopped() {
        Recorder screen = new Recorder();
        Screen.use(screen);
        ScaleProgress progress = ScaleProgress.of("sizes");
        progress.at(.25, "the cohort on the cluster");
        progress.interrupted(1, 3);
        assertThat(screen.texts).hasSize(2)
                .endsWith("sizes: stopped after 1 of 3 logs; a new run begins with the first");
        assertThat(screen.html.get(1)).contains("value=\"0.250\"");
        ScaleProgress.of("sizes").done(3);
        assertThat(screen.texts.get(2)).startsWith("sizes: done in 0:0").endsWith(" · 3 logs");
    }

    /** Else a bar stays as it was when its work was interrupted. */
    @Test
    void noNotebookDrawsABarItself() throws IOException {
        try (Stream<Path> books = Files.list(Path.of("../../notebooks"))) {
            List<Path> notebooks = books.filter(path -> path.toString().endsWith(".ipynb")).toList();
            assertThat(notebooks).hasSizeGreaterThan(8);
            assertThat(notebooks).allSatisfy(path -> assertThat(Files.readString(path)).doesNotContain("ProgressBar"));
        }
    }

    @Test
    void theLossIsSketchedHighestForTheHighest() {
        List<TrainingListener.Epoch> epochs = Stream.of(.6, .5, .4, .5)
                .map(loss -> new TrainingListener.Epoch(1, .6, loss, .8, 1, true)).toList();
        assertThat(TrainingProgress.sketch(epochs)).isEqualTo("█▅▁▅");
        assertThat(TrainingProgress.sketch(epochs.subList(0, 1))).isEqualTo("▁");
    }

    @Test
    void aRunIsFullUnlessAskedToBeQuick() {
        assertThat(RunMode.FULL.pick(3, 1)).isEqualTo(3);
        assertThat(RunMode.QUICK.pick(3, 1)).isEqualTo(1);
        assertThat(RunMode.current()).isEqualTo(System.getenv(RunMode.VARIABLE) == null ? RunMode.FULL : RunMode.QUICK);
    }
}
