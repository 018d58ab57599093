package org.foresale.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.foresale.network.TrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ShownTest {

    /** Remembers what was shown. */
    private static final class Recorder implements Screen {

        private final List<String> ids = new ArrayList<>();
        private final List<String> html = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();
        private final List<String> said = new ArrayList<>();

        @Override
        public void show(String id, String asHtml, String text, boolean last) {
            ids.add(id);
            html.add(asHtml);
            texts.add(text);
        }

        @Override
        public void say(String text) {
            said.add(text);
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

    @Test
    void numbersAreRoundedForReadingAndMissingOnesAreEmpty() {
        String html = TableHtml.of(Table.create("n",
                DoubleColumn.create("d", 1234567.891, 0.123456, Double.NaN, 1, 72.6683),
                IntColumn.create("i", 2017, 12_345, 1, 0, 3)));
        assertThat(html).contains(">1,234,567.89<", ">0.1235<", ">72.67<", "></td>", ">1<", ">2017<", ">12,345<");
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
        assertThat(screen.said).containsExactly(screen.texts.get(screen.texts.size() - 1));
        assertThat(screen.html.get(screen.html.size() - 1)).contains("value=\"0.005\"");
    }

    @Test
    void aTrainingThatEndsInItsFirstEpochKeepsNothing() {
        Recorder screen = new Recorder();
        Screen.use(screen);
        TrainingProgress.of("net").abandoned();
        assertThat(screen.said).containsExactly("net: stopped in epoch 1; nothing kept");
    }

    @Test
    void aStudySaysWhatItKeeps() {
        Recorder screen = new Recorder();
        Screen.use(screen);
        StudyProgress.of("study").interrupted(3, 50, true);
        StudyProgress.of("study").interrupted(3, 50, false);
        StudyProgress.of("study").interrupted(0, 50, true);
        assertThat(screen.said).containsExactly(
                "study: stopped after 3 of 50 runs; they are kept, and the study goes on from there when its cell is"
                        + " run again",
                "study: stopped after 3 of 50 runs; none is kept, as the study is given no folder for them",
                "study: stopped after 0 of 50 runs; there is nothing to keep");
        assertThat(screen.texts).isEqualTo(screen.said);
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
