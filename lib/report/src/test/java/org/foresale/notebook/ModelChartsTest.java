package org.foresale.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.foresale.evaluate.Curves;
import org.foresale.evaluate.Scores;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

class ModelChartsTest {

    private static final Scores SCORES = Scores.of(new boolean[] {true, false, true, false, false},
            new double[] {.95, .92, .55, .15, .12});

    private static JsonNode json(Figure figure) {
        return new ObjectMapper().valueToTree(PlotlyJson.of(figure));
    }

    private static void assertBroken(JsonNode trace, String x, String y) {
        assertThat(trace.at("/line/dash").asText()).isEqualTo("dash");
        assertThat(trace.get("x").toString()).isEqualTo(x);
        assertThat(trace.get("y").toString()).isEqualTo(y);
    }

    private static void assertFromZeroToOne(JsonNode figure, String axis) {
        assertThat(figure.at("/layout/" + axis + "/range/0").asDouble()).isBetween(-.05, 0.);
        assertThat(figure.at("/layout/" + axis + "/range/1").asDouble()).isBetween(1., 1.05);
    }

    @Test
    void aReliabilityDiagramHasItsDiagonalItsCountsAndItsIntervals() {
        JsonNode figure = json(ModelCharts.calibration("Calibration", Curves.calibration("trees", SCORES)));
        JsonNode trace = figure.at("/data/0");
        assertThat(trace.get("text").toString()).isEqualTo("[\"2\",\"1\",\"2\"]");
        assertThat(trace.get("y").toString()).isEqualTo("[0.0,1.0,0.5]");
        assertThat(trace.at("/error_y/arrayminus/0").asDouble()).isZero();
        // Clopper and Pearson's interval of 0 of 2 ends at 1 - 0.025^(1/2), that of 1 of 2 at 0.0126 and 0.9874.
        assertThat(trace.at("/error_y/array/0").asDouble()).isCloseTo(1 - Math.sqrt(.025), within(1e-6));
        assertThat(trace.at("/error_y/arrayminus/2").asDouble()).isCloseTo(.5 - .0126, within(1e-4));
        assertBroken(figure.at("/data/1"), "[0.0,1.0]", "[0.0,1.0]");
        assertFromZeroToOne(figure, "xaxis");
        assertFromZeroToOne(figure, "yaxis");
    }

    @Test
    void gainsBeginAtNobodyAndAreReadAgainstChance() {
        Table curves = Curves.gains("trees", SCORES).append(Curves.gains("network", SCORES));
        JsonNode figure = json(ModelCharts.gains("Gains", curves));
        assertThat(figure.get("data")).hasSize(3);
        assertThat(figure.at("/data/0/x/0").asDouble()).isZero();
        assertThat(figure.at("/data/0/y").toString()).isEqualTo("[0.0,0.5,0.5,1.0,1.0,1.0]");
        assertThat(figure.at("/data/1/name").asText()).isEqualTo("network");
        assertBroken(figure.at("/data/2"), "[0.0,1.0]", "[0.0,1.0]");
        assertFromZeroToOne(figure, "yaxis");
    }

    @Test
    void liftIsReadAgainstOne() {
        JsonNode figure = json(ModelCharts.lift("Lift", Curves.gains("trees", SCORES)));
        assertThat(figure.at("/data/0/y/0").asDouble()).isCloseTo(2.5, within(1e-12));
        assertBroken(figure.at("/data/1"), "[0.0,1.0]", "[1.0,1.0]");
        assertThat(figure.at("/layout/yaxis/range/0").asDouble()).isLessThanOrEqualTo(0);
        assertThat(figure.at("/layout/yaxis/range/1").asDouble()).isGreaterThan(2.5);
    }

    @Test
    void aRocCurveIsReadAgainstChance() {
        JsonNode figure = json(ModelCharts.roc("ROC", Curves.roc("trees", SCORES)));
        assertThat(figure.at("/data/0/x/0").asDouble()).isZero();
        assertBroken(figure.at("/data/1"), "[0.0,1.0]", "[0.0,1.0]");
    }

    @Test
    void aForestHasAnIntervalForEachLearnerOnEachQuestion() {
        Table contrasts = Table.create("c", StringColumn.create("question", "pets", "pets", "dog", "dog"),
                StringColumn.create("learner", "LSTM", "CNN", "LSTM", "CNN"),
                DoubleColumn.create("ROC AUC less that of XGBoost", .01, -.02, 0, .03),
                DoubleColumn.create("low", -.01, -.04, -.01, .02), DoubleColumn.create("high", .04, 0, .01, .05));
        JsonNode figure = json(ModelCharts.forest("Forest", contrasts));
        assertThat(figure.get("data").findValuesAsText("name")).containsExactly("dog", "pets");
        JsonNode pets = figure.at("/data/1");
        assertThat(pets.get("y").toString()).isEqualTo("[\"LSTM\",\"CNN\"]");
        assertThat(pets.at("/error_x/array/0").asDouble()).isCloseTo(.03, within(1e-12));
        assertThat(pets.at("/error_x/arrayminus/1").asDouble()).isCloseTo(.02, within(1e-12));
        assertThat(figure.at("/layout/yaxis/categoryarray").toString()).isEqualTo("[\"CNN\",\"LSTM\"]");
        assertThat(figure.at("/layout/xaxis/zeroline").asBoolean()).isTrue();
        assertThat(figure.at("/layout/xaxis/title/text").asText()).isEqualTo("ROC AUC less that of XGBoost");
        assertThat(List.of(figure.at("/data/0/offsetgroup"), pets.get("offsetgroup"))).doesNotHaveDuplicates();
    }
}
