package org.foresale.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.foresale.evaluate.Difference;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Scoreboard;
import org.foresale.evaluate.Spread;
import org.junit.jupiter.api.Test;

class FindingTest {

    @Test
    void aSentenceFollowsTheFigure() {
        assertThat(Finding.when(true, "It does.", "It does not.")).hasToString("It does.");
        assertThat(Finding.when(false, "It does.", "It does not.")).hasToString("It does not.");
    }

    @Test
    void aDifferenceIsSaidToBeWhatItsIntervalShows() {
        assertThat(Finding.of(difference(.01, .03, .01))).hasToString(
                "ROC AUC of “LSTM” against “CNN”: higher, +0.020 [+0.010, +0.030].");
        assertThat(Finding.of(difference(-.03, -.01, .01))).hasToString(
                "ROC AUC of “LSTM” against “CNN”: lower, -0.020 [-0.030, -0.010].");
        assertThat(Finding.of(difference(-.01, .03, .2))).hasToString(
                "ROC AUC of “LSTM” against “CNN”: no difference is shown, +0.010 [-0.010, +0.030].");
        assertThat(Finding.of(new Difference("LSTM", "CNN", "ROC AUC", Spread.of(.02),
                new Interval(.02, .01, .03, .95), .01, 9)).toString()).contains("There are too few users to tell.");
    }

    @Test
    void ofSeveralDifferencesEachIsAdjustedForTheOthers() {
        Difference alone = difference(.001, .03, .04);
        assertThat(Finding.of(alone).toString()).contains("“CNN”: higher,");
        assertThat(Finding.of(alone, difference(.001, .03, .04)).toString()).doesNotContain("higher")
                .contains("no difference is shown, +0.016 [+0.001, +0.030] (p = 0.0800 by Holm's procedure).");
        assertThat(Finding.ofDifferences(List.of(alone))).hasToString(Finding.of(alone).toString());
    }

    @Test
    void aSentenceBeginsWithWhereItHolds() {
        Difference alone = difference(.001, .03, .04);
        assertThat(Finding.of("It does.", "They do.").at("Ta-Feng")).hasToString(
                "Ta-Feng: It does.\nTa-Feng: They do.");
        assertThat(Finding.of(alone).at("rare").and(Finding.of(alone).at("common")).toString())
                .startsWith("Rare: ROC AUC of “LSTM” against “CNN”: higher,").contains("Common: ROC AUC of “LSTM”");
        // Two groups are judged together, so neither is shown.
        assertThat(Finding.ofGroups(List.of(Map.entry("rare", alone), Map.entry("common", alone))).toString())
                .startsWith("Rare: ROC AUC of “LSTM” against “CNN”: no difference").contains("Common: ROC AUC of “LSTM”")
                .doesNotContain("higher");
        assertThatThrownBy(() -> Finding.ofGroups(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyWholeIntervalsLieAboveALevel() {
        Map<String, Interval> f1 = Map.of(Scoreboard.ALWAYS_POSITIVE, new Interval(.9, .9, .95, .95),
                "CNN", new Interval(.85, .81, .89, .95), "LSTM", new Interval(.84, .79, .88, .95));
        List<String> learners = List.of(Scoreboard.ALWAYS_POSITIVE, "LSTM", "CNN");
        assertThat(Finding.above("the F1", .8, learners, f1::get)).hasToString("The whole interval of the F1 lies above"
                + " 0.8 for “CNN” (“always positive” is left out). The highest estimate is that of “CNN”: 0.850 [0.810,"
                + " 0.890].");
        // Names may have commas in them.
        assertThat(Finding.above("the F1", .8, List.of("XGBoost", "XGBoost, more others", "LSTM"),
                name -> f1.get(name.equals("LSTM") ? name : "CNN")).toString())
                .contains("for “XGBoost” and “XGBoost, more others”. ");
        assertThat(Finding.above("the F1", .87, learners, f1::get).toString()).contains("for no learner (“always positive” is left out).");
        assertThat(Finding.above("the F1", .7, learners, f1::get).toString()).contains("for all 2 learners (“always positive” is left out).");
        assertThatThrownBy(() -> Finding.above("the F1", .8, List.of(Scoreboard.ALWAYS_POSITIVE), f1::get))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no learner");
    }

    @Test
    void theBaselineIsSaidToBeLeftOutWhereItIs() {
        Interval high = new Interval(.9, .8, 1, .95);
        assertThat(Finding.above("the F1", .3, List.of("LSTM", "CNN"), name -> high).toString())
                .contains("for all 2 learners. ").doesNotContain("left out");
    }

    @Test
    void aFigureThatIsNotDefinedIsNotTheHighest() {
        Interval none = new Interval(Double.NaN, .7, 1, .95);
        Interval high = new Interval(.9, .8, 1, .95);
        assertThat(Finding.above("the F1", .3, List.of("a, b", "LSTM", "CNN"), name -> name.equals("LSTM") ? high : none))
                .hasToString("The whole interval of the F1 lies above 0.3 for “LSTM”. The highest estimate is that of"
                        + " “LSTM”: 0.900 [0.800, 1.000]. It is not defined for “a, b” and “CNN”.");
        assertThat(Finding.above("the F1", .3, List.of("LSTM"), name -> none))
                .hasToString("The F1 is not defined for any learner.");
    }

    @Test
    void aLevelIsWrittenAsItIsMeant() {
        Interval high = new Interval(.9, .8, 1, .95);
        for (Map.Entry<Double, String> level : Map.of(.1 + .2, "0.3", .87, "0.87", 0., "0", 1e-5, "0.00001",
                -.25, "-0.25", 100., "100").entrySet()) {
            assertThat(Finding.above("the F1", level.getKey(), List.of("LSTM"), name -> high).toString())
                    .contains("lies above " + level.getValue() + " for ");
        }
        assertThatThrownBy(() -> Finding.above("the F1", Double.NaN, List.of("LSTM"), name -> high))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("NaN");
    }

    /** A sentence begins with an upper-case letter, a name stays as it is. */
    @Test
    void namesAreToldFromTheSentence() {
        Difference difference = new Difference("best by validation", "popularity, first purchases",
                "recall at 10, first purchase", Spread.of(.02), new Interval(.02, .01, .03, .95), .01, 100);
        assertThat(Finding.of(difference)).hasToString("Recall at 10, first purchase, of “best by validation” against"
                + " “popularity, first purchases”: higher, +0.020 [+0.010, +0.030].");
        assertThat(Finding.of(difference).at("grocer").toString()).startsWith("Grocer: recall at 10, first purchase,");
        assertThat(Finding.of("it does.").shown(RunMode.FULL)).containsExactly("It does.");
        assertThat(Finding.of("it does.").html(RunMode.FULL)).contains("<p>It does.</p>");
    }

    @Test
    void aQuickRunSaysThatItIsOne() {
        Finding finding = Finding.of("It does.").and(Finding.of("They do."));
        assertThat(finding.shown(RunMode.FULL)).containsExactly("It does.", "They do.");
        assertThat(finding.shown(RunMode.QUICK)).containsExactly("It does.", "They do.", Finding.QUICK_NOTE);
        assertThat(Finding.of("One.\nTwo.").shown(RunMode.FULL)).containsExactly("One.", "Two.");
        assertThat(finding.html(RunMode.QUICK)).endsWith("<p>" + Finding.QUICK_NOTE + "</p></blockquote>");
    }

    @Test
    void aNameInASentenceStaysText() {
        assertThat(Finding.of("<b>$5</b>").html(RunMode.FULL)).contains("<p>&lt;b&gt;$5&lt;/b&gt;</p>", "mathjax_ignore");
    }

    @Test
    void aFindingSaysSomething() {
        assertThatThrownBy(() -> Finding.of(new String[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Finding.of(" ")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("says nothing");
        for (String blank : List.of("One.\n\nTwo.", "\nOne.", "One.\n \n")) {
            assertThatThrownBy(() -> Finding.of("It does.", blank)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no blank line");
        }
        assertThatThrownBy(() -> Finding.when(true, "It does.", " ")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("says nothing");
    }

    private static Difference difference(double low, double high, double pValue) {
        return new Difference("LSTM", "CNN", "ROC AUC", Spread.of((low + high) / 2),
                new Interval((low + high) / 2, low, high, .95), pValue, 100);
    }
}
