package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.foresale.RandomLogs;
import org.foresale.evaluate.Difference;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scoreboard;
import org.foresale.evaluate.Scoreboards;
import org.foresale.evaluate.Spread;
import org.foresale.log.PurchaseLog;
import org.foresale.study.Results.Figure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

class ResultsTest {

    private static final Results RESULTS = Results.of("study", new Origin(Map.of("commit", "abc\"def")))
            .withCount("samples", 12)
            .withFigure("AUC", Spread.of(.81, .83), .02)
            .withFigure("alone", Spread.of(.5), .02)
            .withFigure("absent", Spread.of(Double.NaN, Double.NaN), .02)
            .withFigure("gain", new Interval(.0123456789, -.01, .03, .95), .01)
            .withSentence("verdict", "A line.\nAnother line.")
            .withNetworks(List.of("LSTM", "CNN + LSTM"));

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Path file = folder.resolve("deep/results.json");
        RESULTS.write(file);
        assertThat(Results.read(file)).isEqualTo(RESULTS);
        JsonNode json = new ObjectMapper().readTree(Files.readString(file));
        assertThat(json.at("/figures/AUC/value").asDouble()).isEqualTo(.82);
        assertThat(json.at("/figures/AUC/n").asInt()).isEqualTo(2);
        assertThat(json.at("/figures/gain/value").asDouble()).isEqualTo(.012346);
        assertThat(json.at("/figures/absent/value").isNull()).isTrue();
        assertThat(json.at("/origin/commit").asText()).isEqualTo("abc\"def");
        assertThat(json.at("/networks/0").asText()).isEqualTo("CNN + LSTM");
        assertThat(json.at("/networks/1").asText()).isEqualTo("LSTM");
    }

    @Test
    void aFileThatNamesNoNetworksIsReadAsBefore() throws IOException {
        Path file = folder.resolve("old.json");
        RESULTS.write(file);
        String json = Files.readString(file);
        String old = json.substring(0, json.indexOf(",\n\"networks\"")) + "\n}\n";
        Files.writeString(file, old);
        assertThat(Results.read(file).networks()).isEmpty();
        assertThat(Results.read(file).withNetworks(RESULTS.networks())).isEqualTo(RESULTS);
        Results.read(file).write(file);
        assertThat(Files.readString(file)).isEqualTo(old);
    }

    @Test
    void aDifferenceHasItsSpreadOverSeedsBesideItAndNoOtherTolerance() {
        Interval interval = new Interval(.01, -.01, .03, .95);
        Results empty = Results.of("study", new Origin(Map.of()));
        Figure several = empty.withDifference("x",
                new Difference("a", "b", "ROC AUC", Spread.of(.005, .015), interval, .2, 50))
                .figures().get("x / a less b / ROC AUC");
        assertThat(several.more()).containsEntry("sd", .007071).containsEntry("seeds", 2.).doesNotContainKey("n");
        assertThat(several.allowed()).isEqualTo(.001);
        assertThat(empty.withDifference("x", new Difference("a", "b", "ROC AUC", Spread.of(.01), interval, .2, 50))
                .figures().get("x / a less b / ROC AUC").more()).containsOnlyKeys("low", "high", "p");
    }

    /** The processor's name, the cores and the memory are those that the system tells. */
    @Test
    void theOriginTellsMachineDayAndSeeds() throws IOException {
        Map<String, String> facts = Origin.of(List.of(), 3).facts();
        assertThat(facts).containsEntry("seeds", "3").containsEntry("list of seeds", "1, 2, 3")
                .containsEntry("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        LocalDate day = LocalDate.parse(facts.get("date"));
        assertThat(day).isBetween(LocalDate.now(ZoneOffset.UTC).minusDays(1), LocalDate.now(ZoneOffset.UTC));
        assertThat(facts.get("memory")).matches("\\d+\\.\\d GiB");
        assertThat(facts.get("processor")).isNotBlank();
        assertThat(Origin.of(List.of(), 1).facts()).containsEntry("list of seeds", "1");
    }

    @Test
    void anOriginOfAnEarlierVersionIsReadAndNotCompared() {
        Results before = Results.of("study", new Origin(Map.of("commit", "old", "seeds", "3"))).withCount("users", 1);
        Path file = folder.resolve("before.json");
        before.write(file);
        Results now = Results.of("study", Origin.of(List.of(), 3)).withCount("users", 1);
        assertThat(Results.read(file).moved(now).isEmpty()).isTrue();
        assertThat(Results.read(file).origin().facts()).doesNotContainKey("memory");
    }

    @Test
    void whatMovedIsNamedAndWhatDidNotIsNot() {
        assertThat(RESULTS.moved(RESULTS).rowCount()).isZero();
        Results other = Results.of("study", new Origin(Map.of("commit", "other")))
                .withCount("samples", 13)
                .withCount("more", 1)
                .withFigure("AUC", Spread.of(.84), .02)
                .withFigure("alone", Spread.of(.5301), .02)
                .withFigure("absent", Spread.of(Double.NaN), .02)
                .withFigure("gain", new Interval(Double.NaN, 0, 0, .95), .01);
        Table moved = RESULTS.moved(other);
        assertThat(moved.stringColumn("what").asList()).containsExactly("samples", "more", "alone", "gain");
        assertThat(moved.stringColumn("was").asList()).containsExactly("12", "absent", "0.5000", "0.0123");
        assertThat(moved.stringColumn("is").asList()).containsExactly("13", "1", "0.5301", "NaN");
    }

    @Test
    void theWiderTheIntervalTheMoreMayAFigureMove() {
        Results results = Results.of("study", new Origin(Map.of())).withFigures("x",
                Map.of("wide", new Interval(5, 3, 7, .95), "narrow", new Interval(.5, .49, .51, .95)));
        assertThat(results.figures().get("x / wide").tolerance()).isEqualTo(.1);
        assertThat(results.figures().get("x / narrow").tolerance()).isEqualTo(.003);
        assertThat(results.withFigure("s", Spread.of(1, 2)).figures().get("s").tolerance()).isEqualTo(.003);
    }

    @Test
    void aFigureWithAnIntervalMovesByAFortiethOfItAtMost() {
        Results empty = Results.of("study", new Origin(Map.of()));
        Results kept = empty.withFigure("gain", new Interval(.01, -.01, .03, .95));
        assertThat(kept.figures().get("gain").tolerance()).isEqualTo(.003);
        assertThat(kept.moved(empty.withFigure("gain", new Interval(.0109, 0, .04, .95))).isEmpty()).isTrue();
        Table moved = kept.moved(empty.withFigure("gain", new Interval(.0111, -.02, .02, .95)));
        assertThat(moved.stringColumn("what").asList()).containsExactly("gain");
        assertThat(moved.stringColumn("allowed").asList()).containsExactly("0.001");
    }

    @Test
    void aMeanOverSeedsKeepsItsToleranceBesideAnInterval() {
        Map<String, Double> beside = Map.of("n", 10., "low", .29, "high", .31);
        Results kept = Results.of("study", new Origin(Map.of())).with("seconds", new Figure(.3, beside, .3));
        Figure slower = new Figure(.59, beside, .3);
        assertThat(kept.moved(Results.of("study", new Origin(Map.of())).with("seconds", slower)).isEmpty()).isTrue();
    }

    @Test
    void aDifferenceHasItsPValueBesideIt() {
        Path file = folder.resolve("p.json");
        Results.of("study", new Origin(Map.of())).withDifference("gain", new Interval(.01, -.01, .03, .95), .0125)
                .write(file);
        assertThat(Results.read(file).figures().get("gain").more()).containsEntry("p", .0125)
                .containsEntry("low", -.01);
    }

    @Test
    void meansOverBoardsHaveTheirIntervals() {
        Scoreboard board = Scoreboard.of("b", new boolean[] {true, false, true, false})
                .with("good", List.of(new double[] {.9, .2, .8, .1}));
        Scoreboards boards = Scoreboards.of(List.of(board, board.with("good", List.of(new double[] {.1, .2, .8, .1}))));
        Results results = Results.of("study", new Origin(Map.of())).withMeans("all", boards, " here")
                .withMeanHighestF1("all", boards, "");
        assertThat(results.figures()).containsOnlyKeys(Stream.of("always positive", "good").flatMap(learner ->
                Stream.of("ROC AUC here", "precision at 1:1 here", "recall here", "F1 at 1:1 here",
                        "F1 at 1:1, highest on validation").map(figure -> "all / " + learner + " / " + figure))
                .toArray(String[]::new));
        Interval recall = boards.interval("good", Metrics::recall);
        assertThat(results.figures().get("all / good / recall here").value()).isEqualTo(.75);
        assertThat(results.figures().get("all / good / recall here").more())
                .containsOnly(Map.entry("low", recall.low()), Map.entry("high", recall.high()));
        assertThat(results.figures().get("all / good / F1 at 1:1, highest on validation").value())
                .isEqualTo(.833333);
        assertThat(results.figures().get("all / always positive / F1 at 1:1 here").value()).isEqualTo(.666667);
    }

    @Test
    void boardsLogsAndDifferencesAreNamed() {
        boolean[] labels = {true, false, true, false};
        Scoreboard board = Scoreboard.of("b", labels).with("good", List.of(new double[] {.9, .2, .8, .1}))
                .with("bad", List.of(new double[] {.1, .9, .2, .8}));
        Results results = Results.of("study", new Origin(Map.of())).withBoard("pets", board, " here")
                .withDifference("pets", board.difference("good", "bad", "ROC AUC", Metrics::rocAuc))
                .withLog(RandomLogs.log(1, 20));
        assertThat(results.figures().get("pets / good / ROC AUC here").value()).isEqualTo(1);
        assertThat(results.figures().get("pets / bad / F1 at 1:1 here").value()).isZero();
        assertThat(results.figures().get("pets / always positive / F1 at 1:1 here").value()).isEqualTo(.666667);
        assertThat(results.figures().get("pets / good less bad / ROC AUC").value()).isEqualTo(1);
        assertThat(results.figures().get("pets / bad / recall here").more()).containsOnlyKeys("n", "low", "high")
                .containsEntry("low", board.interval("bad", Metrics::recall).low())
                .containsEntry("high", board.interval("bad", Metrics::recall).high());
        assertThat(results.withHighestF1("pets", board, "").figures())
                .containsKeys("pets / always positive / F1 at 1:1, highest on validation",
                        "pets / good / F1 at 1:1, highest on validation");
        PurchaseLog log = RandomLogs.log(1, 20);
        assertThat(results.counts()).containsEntry(log.name() + " / users", 20L)
                .containsEntry(log.name() + " / lines", (long) log.lines());
    }

    @Test
    void otherFilesAreRefusedInWords() throws IOException {
        Path file = folder.resolve("x.json");
        Files.writeString(file, "{\"format\": 2}");
        assertThatThrownBy(() -> Results.read(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 2").hasMessageContaining("environment/report --save");
        Files.writeString(file, "{\"name\": 1}");
        assertThatThrownBy(() -> Results.read(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no results file");
        Files.writeString(file, "");
        assertThatThrownBy(() -> Results.read(file)).isInstanceOf(IllegalArgumentException.class);
        Files.writeString(file, "{\"format\": 1, ");
        assertThatThrownBy(() -> Results.read(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no JSON");
        assertThatThrownBy(() -> Results.read(folder.resolve("none.json"))).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.json").hasMessageContaining("environment/report --save");
    }

    /** A damage that is told names the file and what to do; one that is not has changed a figure or a name. */
    @Test
    void aDamageIsToldWithTheFileAndTheRemedy() throws IOException {
        Path file = folder.resolve("x.json");
        RESULTS.write(file);
        byte[] whole = Files.readAllBytes(file);
        int told = 0;
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);
            try {
                assertThat(Results.read(file)).isNotEqualTo(RESULTS);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining(file.toString()).hasMessageContaining("environment/report --save");
                told++;
            }
        }
        assertThat(told).isGreaterThan(whole.length);
    }

    /** What a file may hold in the place of what was written, and what is then said to have been found. */
    static Stream<String[]> damages() {
        return Stream.of(new String[][] {
                {"\"samples\": 12", "\"samples\": \"12\"", "\"counts / samples\" is \"12\""},
                {"\"samples\": 12", "\"samples\": null", "is null"},
                {"\"samples\": 12", "\"samples\": 12.5", "is 12.5"},
                {"\"samples\": 12", "\"samples\": 9223372036854775808", "is 9223372036854775808"},
                {"\"samples\": 12", "\"samples\": 12, \"samples\": 13", "Duplicate"},
                {"\"value\": 0.82", "\"value\": \"0.82\"", "\"figures / AUC / value\" is \"0.82\""},
                {"\"value\": 0.82", "\"value\": \"Infinity\"", "is \"Infinity\""},
                {"\"value\": 0.82", "\"value\": 1e999", "not a number"},
                {"\"value\": 0.82, ", "", "\"figures / AUC / value\" is missing"},
                {"\"low\": -0.01", "\"low\": \"-0.01\"", "\"figures / gain / low\" is \"-0.01\""},
                {"\"low\": -0.01", "\"low\": true", "is true"},
                {"\"low\": -0.01", "\"low\": 0.04", "0.04, is above the high one, 0.03"},
                {"\"tolerance\": 0.01", "\"tolerance\": -0.01", "the tolerance is -0.01"},
                {"\"tolerance\": 0.01", "\"tolerance\": null", "\"figures / gain / tolerance\" is null"},
                {"\"tolerance\": 0.01", "\"tolerance\": NaN", "NaN"},
                {", \"tolerance\": 0.01", "", "\"figures / gain / tolerance\" is missing"},
                {"\"figures\"", "\"figure\"", "\"figures\" is missing"},
                {"\"name\": \"study\"", "\"name\": 3", "\"name\" is 3"},
                {"\"verdict\": \"A line.\\nAnother line.\"", "\"verdict\": null", "\"sentences / verdict\" is null"},
                {"\"LSTM\"\n", "3\n", "\"networks\" is 3"},
                {"[\n\"CNN + LSTM\",\n\"LSTM\"\n]", "\"LSTM\"", "\"networks\" is \"LSTM\", not a list"},
                {"\"format\": 1", "\"format\": \"1\"", "its format is \"1\""}});
    }

    @ParameterizedTest
    @MethodSource("damages")
    void whatWasNotWrittenIsRefusedWithFilePlaceAndRemedy(String written, String instead, String found)
            throws IOException {
        Path file = folder.resolve("damaged.json");
        RESULTS.write(file);
        String json = Files.readString(file);
        assertThat(json).contains(written);
        Files.writeString(file, json.replace(written, instead));
        assertThatThrownBy(() -> Results.read(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("damaged.json").hasMessageContaining(found)
                .hasMessageContaining("environment/report --save");
    }

    @Test
    void whatComesAfterTheResultsIsRefused() throws IOException {
        Path file = folder.resolve("long.json");
        RESULTS.write(file);
        String json = Files.readString(file);
        for (String garbage : List.of("x", "}", "{}", "<<<<<<< HEAD")) {
            Files.writeString(file, json + garbage);
            assertThatThrownBy(() -> Results.read(file)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("long.json").hasMessageContaining("environment/report --save");
        }
        Files.write(file, new byte[] {'{', (byte) 0xff, '}'});
        assertThatThrownBy(() -> Results.read(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("long.json").hasMessageContaining("UTF-8");
    }

    @Test
    void anInfiniteEndOfAnIntervalIsReadAsItWasWritten() {
        Path file = folder.resolve("infinite.json");
        Results results = Results.of("study", new Origin(Map.of()))
                .withFigure("lift", new Interval(2, 1.5, Double.POSITIVE_INFINITY, .95))
                .withDifference("log lift",
                        new Interval(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, .95), 1);
        results.write(file);
        assertThat(Results.read(file)).isEqualTo(results);
        assertThat(Results.read(file).figures().get("lift").more())
                .containsEntry("low", 1.5).containsEntry("high", Double.POSITIVE_INFINITY);
        assertThat(results.figures().get("lift").tolerance()).isEqualTo(.003);
        assertThat(results.moved(Results.read(file)).isEmpty()).isTrue();
    }

    @Test
    void aFigureWithoutAUsableToleranceIsRefused() {
        for (double bad : new double[] {-.001, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Figure(1, Map.of(), bad)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tolerance is " + bad).hasMessageContaining("0 or more");
        }
    }

    @Test
    void aCheckOfFoldersCountsWhatMoved() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Path made = Files.createDirectory(folder.resolve("made"));
        assertThat(ResultsCheck.movedIn(kept, made, System.out)).isEqualTo(1);
        RESULTS.write(kept.resolve("study.json"));
        assertThat(ResultsCheck.movedIn(kept, made, System.out)).isEqualTo(1);
        RESULTS.write(made.resolve("study.json"));
        assertThat(ResultsCheck.movedIn(kept, made, System.out)).isZero();
        RESULTS.withCount("samples", 11).write(made.resolve("study.json"));
        assertThat(ResultsCheck.movedIn(kept, made, System.out)).isEqualTo(1);
        RESULTS.write(made.resolve("study.json"));
        RESULTS.write(made.resolve("new.json"));
        assertThat(ResultsCheck.movedIn(kept, made, System.out)).as("a file that nobody kept").isEqualTo(1);
    }

    @Test
    void aCheckOfAFolderThatIsNotThereIsRefusedInWords() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        RESULTS.write(kept.resolve("study.json"));
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> ResultsCheck.movedIn(none, kept, System.out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no folder " + none).hasMessageContaining("environment/report");
        assertThatThrownBy(() -> ResultsCheck.movedIn(kept, none, System.out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no folder " + none);
        assertThatThrownBy(() -> ResultsCheck.movedIn(kept.resolve("study.json"), kept, System.out))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("study.json");
    }

    @Test
    void whatAnotherCommandMadeIsLeftOutOfACheck() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Path made = Files.createDirectory(folder.resolve("made"));
        RESULTS.write(kept.resolve("study.json"));
        RESULTS.write(made.resolve("study.json"));
        Results.of("other", new Origin(Map.of()).madeBy("environment/search")).write(kept.resolve("other.json"));
        assertThat(Results.read(kept.resolve("other.json")).origin().madeBy()).contains("environment/search");
        assertThat(ResultsCheck.movedIn(kept, made, System.out)).isZero();
        Results.of("other", new Origin(Map.of())).write(kept.resolve("other.json"));
        assertThat(ResultsCheck.movedIn(kept, made, System.out)).isEqualTo(1);
    }
}
