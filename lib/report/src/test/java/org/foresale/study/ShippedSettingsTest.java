package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.foresale.Targets;
import org.foresale.cohort.Target;
import org.foresale.evaluate.Interval;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.Learner;
import org.foresale.learn.LogisticLearner;
import org.foresale.learn.RichTreesLearner;
import org.foresale.network.Architecture;
import org.foresale.network.NetworkLearner;
import org.junit.jupiter.api.Test;

/** The defaults are those that were searched for, on targets of which nothing is reported. */
class ShippedSettingsTest {

    private static final Path NOTEBOOKS = Path.of("../../notebooks");
    private static final Results SAVED = Results.read(NOTEBOOKS.resolve("results/settings.json"));
    private static final Pattern TARGET = Pattern.compile("Target\\s*\\.of\\(([^)]*)\\)");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    /** All texts in calls of Target.of, in whatever cell of whatever notebook. */
    private static Set<String> namedInNotebooks() throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.list(NOTEBOOKS)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".ipynb")).toList()) {
                for (JsonNode cell : new ObjectMapper().readTree(Files.readString(file)).get("cells")) {
                    StringBuilder source = new StringBuilder();
                    cell.get("source").forEach(line -> source.append(line.asText()));
                    Matcher target = TARGET.matcher(source);
                    while (target.find()) {
                        TEXT.matcher(target.group(1)).results().forEach(text -> names.add(text.group(1)));
                    }
                }
            }
        }
        return names;
    }

    @Test
    void noTargetOfTheSearchIsNamedInANotebook() throws IOException {
        Set<String> named = namedInNotebooks();
        for (Target known : Targets.completeJourney().values()) {
            assertThat(named).containsAll(known.classes());
        }
        assertThat(named).contains("56", "Wild bird food", "SOUP");
        assertThat(ShippedSettings.TARGETS).hasSize(4)
                .allSatisfy(target -> assertThat(named).doesNotContainAnyElementsOf(target.classes()));
        Set<String> asked = new HashSet<>();
        ShippedSettings.TARGETS.forEach(target -> {
            asked.add(target.name() + ", snapshot");
            asked.add(target.name() + ", first need");
        });
        assertThat(SAVED.origin().facts().keySet().stream().filter(fact -> fact.startsWith("samples of "))
                .map(fact -> fact.substring("samples of ".length()))).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void theDefaultsAreThoseOfTheLearners() {
        List<Learner> shipped = List.of(new LogisticLearner(), BoostedTreesLearner.withDefaults(),
                RichTreesLearner.withDefaults(), NetworkLearner.of(Architecture.lstm()),
                NetworkLearner.of(Architecture.cnnLstm()));
        assertThat(ShippedSettings.candidates().stream().map(Candidates::defaults))
                .isEqualTo(shipped.stream().map(Learner::toString).toList());
    }

    @Test
    void eachCandidateHasSettingsOfItsOwn() {
        for (Candidates group : ShippedSettings.candidates()) {
            assertThat(group.settings().values().stream().map(Learner::toString)).doesNotHaveDuplicates()
                    .hasSizeGreaterThan(4);
        }
    }

    /** Whoever changes a default or a candidate has to search anew. */
    @Test
    void theSavedSearchIsThatOfTodaysSettings() {
        Map<String, String> today = new TreeMap<>();
        for (Candidates group : ShippedSettings.candidates()) {
            group.settings().forEach((setting, learner) ->
                    today.put(group.learner() + " / " + setting + " / settings", learner.toString()));
        }
        Map<String, String> saved = new TreeMap<>(SAVED.sentences());
        saved.keySet().removeIf(what -> !what.endsWith(" / settings"));
        assertThat(saved).as("the settings of notebooks/results/settings.json; make it anew with environment/search"
                + " --save").isEqualTo(today);
        assertThat(SAVED.origin().madeBy()).contains("environment/search");
    }

    /** The default is the best, or within one standard error of it; where it is neither, the file says so. */
    @Test
    void theSavedVerdictsAreThoseOfTheSavedFigures() {
        for (Candidates group : ShippedSettings.candidates()) {
            String learner = group.learner();
            String best = group.settings().keySet().stream()
                    .min(Comparator.comparingDouble(setting -> loss(learner, setting).estimate())).orElseThrow();
            assertThat(SAVED.sentences()).containsEntry(learner + " / best", best);
            Interval lowest = loss(learner, best);
            // Half the width of an interval of 95 %, over 1.96.
            boolean kept = loss(learner, "default").estimate()
                    <= lowest.estimate() + (lowest.high() - lowest.low()) / (2 * 1.959964);
            String verdict = SAVED.sentences().get(learner + " / verdict");
            assertThat(verdict.contains("does not stay")).as(learner + ": " + verdict).isEqualTo(!kept);
            String better = String.join(", ", group.settings().keySet().stream().filter(setting -> "lower".equals(
                    SAVED.sentences().get(learner + " / " + setting + " / shown"))).toList());
            assertThat(verdict).endsWith(better.isEmpty() ? "; none is shown to be better"
                    : "; shown to be better: " + better);
        }
    }

    private static Interval loss(String learner, String setting) {
        Results.Figure figure = SAVED.figures().get(learner + " / " + setting + " / log loss");
        return new Interval(figure.value(), figure.more().get("low"), figure.more().get("high"), .95);
    }
}
