package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.math3.random.Well19937c;
import org.foresale.evaluate.Spread;
import org.foresale.study.Results.Figure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

    private static final String INTEL = "Intel(R) Xeon(R) Processor";
    private static final String AMD = "AMD EPYC";
    private static final String AUC = "order / LSTM / {0} / without 0 / ROC AUC";
    private static final String TREES = "order / XGBoost / {0} / without 0 / ROC AUC";
    private static final String GAIN = "order / LSTM / gain / ROC AUC";
    private static final String POOLED = "all / pooled gain / ROC AUC";
    private static final String LESS = "all / XGBoost less LSTM / ROC AUC";
    private static final Set<String> NETWORKS = Set.of("LSTM", "pooled gain");

    @TempDir
    private Path folder;

    private static Results on(String processor, Map<String, Figure> figures, Set<String> networks) {
        Results results = Results.of("study", new Origin(processor.isEmpty() ? Map.of()
                : Map.of("processor", processor))).withCount("order / samples", 100).withNetworks(networks);
        for (Map.Entry<String, Figure> figure : figures.entrySet()) {
            results = results.with(figure.getKey(), figure.getValue());
        }
        return results;
    }

    private static Figure mean(double value, double sd, int n) {
        return new Figure(value, Map.of("sd", sd, "n", (double) n), .003);
    }

    /** A mean over 3 seeds whose difference to that of 3 others has a standard error of .01. */
    private static Figure mean(double value) {
        return mean(value, .01 * Math.sqrt(1.5), 3);
    }

    private static Figure bounded(double value, double width, Map<String, Double> more) {
        Map<String, Double> beside = new LinkedHashMap<>(more);
        beside.put("low", -width / 2);
        beside.put("high", width / 2);
        return new Figure(value, beside, .003);
    }

    private static List<String> moved(Results kept, Results now) {
        return kept.moved(now).stringColumn("what").asList();
    }

    /** Whether a figure of a network that moves by so much is said to have moved, from one processor to another. */
    private static boolean isMoved(String from, String to, double by) {
        return !moved(on(from, Map.of(AUC, mean(.8)), NETWORKS), on(to, Map.of(AUC, mean(.8 + by)), NETWORKS))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Intel(R) Xeon(R) Processor, Intel(R) Xeon(R) Processor",
        "Intel(R) Xeon(R) Processor, 11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz",
        "AMD EPYC, AMD Ryzen 7 5800X 8-Core Processor", "aarch64, aarch64"})
    void onTheSameMakeOfProcessorTheToleranceHolds(String from, String to) {
        assertThat(isMoved(from, to, .003)).isFalse();
        assertThat(isMoved(from, to, .0031)).isTrue();
        assertThat(isMoved(to, from, -.0031)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Intel(R) Xeon(R) Processor, AMD EPYC", "AMD EPYC, Intel(R) Xeon(R) Processor", "AMD EPYC, aarch64"})
    void onAnotherMakeANetworkMayMoveByWhatOtherSeedsWouldMoveItAndNoFurther(String from, String to) {
        assertThat(isMoved(from, to, .0299)).isFalse();
        assertThat(isMoved(from, to, -.0299)).isFalse();
        assertThat(isMoved(from, to, .0301)).isTrue();
        assertThat(isMoved(from, to, -.0301)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "QEMU Virtual CPU version 2.5+"})
    void ofAProcessorWhoseMakeIsNotKnownTheToleranceHolds(String other) {
        assertThat(isMoved(INTEL, other, .0031)).isTrue();
        assertThat(isMoved(other, INTEL, .0031)).isTrue();
        assertThat(isMoved(other, other, .0031)).isTrue();
    }

    @Test
    void whatIsNoNetworksKeepsItsToleranceOnAnotherMake() {
        Map<String, Figure> was = Map.of(TREES, mean(.8), "order / XGBoost / gain / ROC AUC",
                bounded(0, .04, Map.of()), "order / LSTM of others / ROC AUC", mean(.8));
        Map<String, Figure> is = Map.of(TREES, mean(.8031), "order / XGBoost / gain / ROC AUC",
                bounded(.0011, .04, Map.of()), "order / LSTM of others / ROC AUC", mean(.8031));
        assertThat(moved(on(INTEL, was, NETWORKS), on(AMD, is, NETWORKS)))
                .containsExactlyInAnyOrderElementsOf(was.keySet());
    }

    /** A task or a measure called like a network is none, nor is a tree whose name has the network's in it. */
    @Test
    void onlyTheLearnersPartOfANameMakesAFigureANetworks() {
        List<String> of = List.of("order / LSTM / ROC AUC", "order / LSTM less XGBoost / ROC AUC",
                "order / XGBoost less LSTM / ROC AUC");
        List<String> not = List.of("LSTM / XGBoost / ROC AUC", "order / XGBoost / LSTM", "LSTM", "order",
                "order / XGBoost / LSTM less XGBoost / ROC AUC", "order / LSTM, small less XGBoost / ROC AUC",
                "order / trees less LSTM less one / ROC AUC");
        Map<String, Figure> was = new LinkedHashMap<>();
        Map<String, Figure> is = new LinkedHashMap<>();
        Stream.concat(of.stream(), not.stream()).forEach(what -> {
            was.put(what, mean(.8));
            is.put(what, mean(.82));
        });
        assertThat(moved(on(INTEL, was, NETWORKS), on(AMD, is, NETWORKS))).containsExactlyElementsOf(not);
    }

    @Test
    void aSelectionCanBeANetworkForOneLogAndNoneForAnother() {
        String grocer = "grocer / best / ROC AUC";
        String market = "market / best / ROC AUC";
        String less = "market / best less popularity / ROC AUC";
        Map<String, Figure> was = Map.of(grocer, mean(.8), market, mean(.8), less, mean(.8));
        Map<String, Figure> is = Map.of(grocer, mean(.82), market, mean(.82), less, mean(.82));
        Results kept = on(INTEL, was, NETWORKS).withNetworks("market", List.of("best"));
        assertThat(moved(kept, on(AMD, is, NETWORKS).withNetworks("market", List.of("best")))).containsExactly(grocer);
        // What was kept before names were given by log says it of all of them.
        assertThat(moved(on(INTEL, was, Set.of("best")), on(AMD, is, Set.of()).withNetworks("market", List.of("best"))))
                .containsExactly(grocer);
        assertThat(moved(kept, on(AMD, is, NETWORKS).withNetworks("grocer", List.of("best")))).hasSize(3);
        kept.write(folder.resolve("kept.json"));
        assertThat(Results.read(folder.resolve("kept.json"))).isEqualTo(kept);
    }

    @Test
    void aNetworkHasTheNameOfALearner() {
        Results results = on(INTEL, Map.of(AUC, mean(.8)), NETWORKS);
        for (String name : List.of("order / LSTM", "LSTM less XGBoost", "order", "ROC AUC")) {
            assertThatThrownBy(() -> results.withNetworks(List.of("CNN", name)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"" + name + "\"");
            assertThatThrownBy(() -> results.withNetworks("order", List.of(name)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"" + name + "\"");
        }
        assertThatThrownBy(() -> results.withNetworks("order / LSTM", List.of("CNN")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("first part");
    }

    @Test
    void countsAndNamesAreTheSameOnEveryMake() {
        Results kept = on(INTEL, Map.of(AUC, mean(.8)), NETWORKS).withCount("order / LSTM / users", 7);
        assertThat(moved(kept, on(AMD, Map.of(), NETWORKS).withCount("order / LSTM / users", 8)))
                .containsExactly("order / LSTM / users", AUC);
        assertThat(moved(kept, on(AMD, Map.of(AUC, mean(Double.NaN)), NETWORKS).withCount("order / LSTM / users", 7)))
                .containsExactly(AUC);
    }

    @Test
    void aQuarterOfTheIntervalIsAllowedWhereTheSpreadOverSeedsIsNotKnown() {
        for (String what : List.of(GAIN, POOLED, LESS)) {
            Results kept = on(INTEL, Map.of(what, bounded(0, .04, Map.of())), NETWORKS);
            assertThat(moved(kept, on(AMD, Map.of(what, bounded(.0099, .1, Map.of())), NETWORKS))).isEmpty();
            assertThat(moved(kept, on(AMD, Map.of(what, bounded(.0101, .1, Map.of())), NETWORKS)))
                    .containsExactly(what);
            assertThat(moved(kept, on(INTEL, Map.of(what, bounded(.0011, .1, Map.of())), NETWORKS)))
                    .containsExactly(what);
        }
    }

    @Test
    void theWiderAllowanceIsAtMostHalfOfTheInterval() {
        for (String seeds : List.of("n", "seeds")) {
            Figure was = bounded(0, .04, Map.of("sd", .1, seeds, 3.));
            Results kept = on(INTEL, Map.of(AUC, was), NETWORKS);
            assertThat(moved(kept, on(AMD, Map.of(AUC, bounded(.0199, .04, was.more())), NETWORKS))).isEmpty();
            assertThat(moved(kept, on(AMD, Map.of(AUC, bounded(.0201, .04, was.more())), NETWORKS)))
                    .containsExactly(AUC);
        }
    }

    /** Three standard errors would be .073. */
    @Test
    void withoutAnIntervalThereIsABoundAsWell() {
        for (Figure was : List.of(mean(.8, .03, 3), new Figure(.8, Map.of("sd", .03, "n", 3., "low", .1, "high",
                Double.POSITIVE_INFINITY), .003))) {
            Results kept = on(INTEL, Map.of(AUC, was), NETWORKS);
            assertThat(moved(kept, on(AMD, Map.of(AUC, mean(.8499)), NETWORKS))).isEmpty();
            assertThat(moved(kept, on(AMD, Map.of(AUC, mean(.8501)), NETWORKS))).containsExactly(AUC);
        }
        Results tolerant = on(INTEL, Map.of(AUC, new Figure(.8, Map.of("sd", .03, "n", 3.), .06)), NETWORKS);
        assertThat(moved(tolerant, on(AMD, Map.of(AUC, mean(.8599)), NETWORKS))).isEmpty();
    }

    @Test
    void anotherMakeIsNeverAllowedLessThanTheSame() {
        Figure sure = bounded(.8, .001, Map.of("sd", 0., "n", 3.));
        assertThat(moved(on(INTEL, Map.of(AUC, sure), NETWORKS),
                on(AMD, Map.of(AUC, bounded(.803, .001, sure.more())), NETWORKS))).isEmpty();
        assertThat(moved(on(INTEL, Map.of(AUC, sure), NETWORKS),
                on(AMD, Map.of(AUC, bounded(.8031, .001, sure.more())), NETWORKS))).containsExactly(AUC);
    }

    /** Three seeds may agree by luck; the variance is pooled over the tests of the task, learner and measure alone. */
    @Test
    void fewSeedsThatAgreeByLuckAreToldByTheOthersOfTheirKind() {
        String lucky = "order / LSTM / {0} / without 8 / ROC AUC";
        double pooled = 3 * Math.sqrt((.0001 + .0004) / 2 * 2 / 3);
        Map<String, Figure> was = Map.of(lucky, mean(.8, .01, 3), AUC, mean(.8, .02, 3),
                GAIN, bounded(0, .04, Map.of("sd", .9, "seeds", 3.)),
                TREES, mean(.8, .9, 3), "order / LSTM / {0} / without 8 / F1", mean(.8, .9, 3),
                "amounts / LSTM / {0} / without 8 / ROC AUC", mean(.8, .9, 3));
        Results kept = on(INTEL, was, NETWORKS);
        for (double by : new double[] {pooled - 1e-5, pooled + 1e-5}) {
            Map<String, Figure> is = new LinkedHashMap<>(was);
            is.put(lucky, mean(.8 + by, .9, 3));
            assertThat(moved(kept, on(AMD, is, NETWORKS)).equals(List.of(lucky))).isEqualTo(by > pooled);
        }
    }

    /** What the new run says of its own spread and interval is of the run that is checked. */
    @Test
    void theKeptSpreadCountsAndNotThatOfTheNewRun() {
        Results kept = on(INTEL, Map.of(AUC, mean(.8)), NETWORKS);
        assertThat(moved(kept, on(AMD, Map.of(AUC, mean(.84, .5, 3)), NETWORKS))).containsExactly(AUC);
    }

    @Test
    void aFileOfBeforeIsComparedByTheNetworksThatTheNewRunNames() {
        Results old = on(INTEL, Map.of(AUC, mean(.8), TREES, mean(.8)), Set.of());
        Map<String, Figure> is = Map.of(AUC, mean(.82), TREES, mean(.82));
        assertThat(moved(old, on(AMD, is, NETWORKS))).containsExactly(TREES);
        assertThat(moved(old, on(AMD, is, Set.of()))).containsExactlyInAnyOrder(AUC, TREES);
        assertThat(moved(on(INTEL, Map.of(AUC, mean(.8), TREES, mean(.8)), NETWORKS),
                on(AMD, is, Set.of("LSTM", "XGBoost")))).containsExactly(TREES);
    }

    /** Two runs of other seeds are more than three standard errors apart in few cases, and then said to have moved. */
    @Test
    void otherSeedsSeldomMoveAMeanByMoreThanIsAllowed() {
        Well19937c random = new Well19937c(1);
        int moved = 0;
        int runs = 1000;
        for (int run = 0; run < runs; run++) {
            Map<String, Figure> was = new LinkedHashMap<>();
            for (int test = 0; test < 5; test++) {
                was.put("order / LSTM / {0} / without " + test + " / ROC AUC", drawn(random));
            }
            moved += moved(on(INTEL, was, NETWORKS), on(AMD, Map.of("order / LSTM / {0} / without 0 / ROC AUC",
                    drawn(random)), NETWORKS)).contains("order / LSTM / {0} / without 0 / ROC AUC") ? 1 : 0;
        }
        // Student's t with 5 times 2 degrees of freedom is beyond 3 in 1.3 % of cases.
        assertThat(moved / (double) runs).isCloseTo(.0133, within(.0111));
    }

    private static Figure drawn(Well19937c random) {
        Spread spread = Spread.of(.8 + .01 * random.nextGaussian(), .8 + .01 * random.nextGaussian(),
                .8 + .01 * random.nextGaussian());
        return mean(spread.mean(), spread.sd(), spread.n());
    }

    private static String words(Results kept, Results now) {
        Comparison comparison = Comparison.of(kept, now);
        return comparison.words(comparison.moved());
    }

    @Test
    void itIsSaidWhichRuleAppliedToWhichProcessorsAndWhoNeededIt() {
        Map<String, Figure> was = new LinkedHashMap<>();
        Map<String, Figure> is = new LinkedHashMap<>();
        for (int test = 10; test < 22; test++) {
            was.put("order / LSTM / {0} / without " + test + " / ROC AUC", mean(.8));
            is.put("order / LSTM / {0} / without " + test + " / ROC AUC", mean(test == 21 ? .824 : .815));
        }
        was.put(TREES, mean(.8));
        is.put(TREES, mean(.802));
        String words = words(on(INTEL, was, NETWORKS), on(AMD, is, NETWORKS));
        assertThat(words.lines()).startsWith("1 counts and 13 figures, 0 moved",
                "  kept on " + INTEL + ", made anew on " + AMD + ": another make of processor, so figures of networks"
                        + " may move by what other seeds would move them, all others by their tolerances",
                "  the largest movement is 0.80 of what is allowed: order / LSTM / {0} / without 21 / ROC AUC, from"
                        + " 0.8000 to 0.8240, allowed 0.0300",
                "  figures of networks within the wider allowance only: 12",
                "    order / LSTM / {0} / without 10 / ROC AUC, from 0.8000 to 0.8150, allowed 0.0300")
                .endsWith("    and 2 more").hasSize(15);
        assertThat(words).doesNotContain(TREES).doesNotContain("without 20");
    }

    @Test
    void onTheSameMakeNobodyNeedsMoreThanTheTolerance() {
        Results kept = on(INTEL, Map.of(AUC, mean(.8)), NETWORKS);
        assertThat(words(kept, kept).lines()).containsExactly("1 counts and 1 figures, 0 moved",
                "  kept on " + INTEL + ", made anew on " + INTEL
                        + ": the same make of processor, so figures may move by their tolerances");
        assertThat(words(kept, on(INTEL, Map.of(AUC, mean(.815)), NETWORKS))).contains("1 moved",
                "the largest movement is 5.00 of what is allowed").doesNotContain("wider");
        assertThat(words(kept, on("", Map.of(AUC, mean(.8)), NETWORKS)))
                .contains("made anew on unknown: not known to be different makes");
    }

    @Test
    void theCheckSaysItOfEachFile() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Path made = Files.createDirectory(folder.resolve("made"));
        on(INTEL, Map.of(AUC, mean(.8)), NETWORKS).write(kept.resolve("study.json"));
        on(AMD, Map.of(AUC, mean(.82)), NETWORKS).write(made.resolve("study.json"));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertThat(ResultsCheck.movedIn(kept, made, out)).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("study.json: 1 counts and 1 figures, 0 moved")
                .contains("kept on " + INTEL + ", made anew on " + AMD)
                .contains("within the wider allowance only: 1").contains("    " + AUC);
        on(AMD, Map.of(AUC, mean(.84)), NETWORKS).write(made.resolve("study.json"));
        assertThat(ResultsCheck.movedIn(kept, made, out)).isEqualTo(1);
        on(INTEL, Map.of(AUC, mean(.82)), NETWORKS).write(made.resolve("study.json"));
        assertThat(ResultsCheck.movedIn(kept, made, out)).isEqualTo(1);
    }
}
