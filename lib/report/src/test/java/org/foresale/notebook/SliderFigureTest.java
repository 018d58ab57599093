package org.foresale.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

class SliderFigureTest {

    private static JsonNode json(Figure figure) {
        return new ObjectMapper().valueToTree(PlotlyJson.of(figure));
    }

    @Test
    void eachStepShowsItsOwnBarsOnTheSameAxis() {
        Table table = Table.create("t", StringColumn.create("size", "5 %", "5 %", "<b>10 %", "<b>10 %"),
                StringColumn.create("figure", "precision", "reach", "precision", "reach"),
                DoubleColumn.create("share", .9, .3, .8, .5));
        JsonNode figure = json(Charts.slider("Audiences", table, "figure", "share", "size"));
        assertThat(figure.get("data")).hasSize(2);
        assertThat(figure.at("/data/0/x").toString()).isEqualTo("[0.3,0.9]");
        assertThat(figure.at("/data/1/x").toString()).isEqualTo("[0.5,0.8]");
        assertThat(figure.at("/data/1/y").toString()).isEqualTo("[\"reach\",\"precision\"]");
        assertThat(figure.at("/data/0/orientation").asText()).isEqualTo("h");
        assertThat(figure.at("/data/0/visible").asBoolean()).isTrue();
        assertThat(figure.at("/data/1/visible").asBoolean()).isFalse();
        assertThat(figure.at("/data/0/marker/color")).isEqualTo(figure.at("/data/1/marker/color"));
        assertThat(figure.at("/layout/xaxis/range").toString()).isEqualTo("[0.0,0.9]");
        assertThat(figure.at("/layout/sliders/0/currentvalue/prefix").asText()).isEqualTo("size: ");
        JsonNode steps = figure.at("/layout/sliders/0/steps");
        assertThat(steps).hasSize(2);
        assertThat(figure.at("/layout/sliders/0").has("font")).isFalse();
        assertThat(steps.at("/0/label").asText()).isEqualTo("5 %");
        assertThat(steps.at("/1/label").asText()).isEqualTo("&lt;b>10 %");
        assertThat(steps.at("/1/method").asText()).isEqualTo("restyle");
        assertThat(steps.at("/1/args").toString()).isEqualTo("[\"visible\",[false,true]]");
        assertThat(figure.at("/layout/title/text").asText()).isEqualTo("Audiences");
    }

    @Test
    void expectedAndFoundHaveColoursOfTheirOwnAndTheFirstPictureIsAsAsked() {
        Table table = Table.create("t", DoubleColumn.create("size", 5, 5, 10, 10),
                StringColumn.create("figure", "reach, expected", "reach, found", "reach, expected", "reach, found"),
                DoubleColumn.create("share", .3, .2, .5, .4),
                StringColumn.create("source", "expected", "found", "expected", "found"));
        JsonNode figure = json(Charts.slider("Audiences", table, "figure", "share", "size", "source", "10"));
        assertThat(figure.get("data")).hasSize(4);
        assertThat(figure.at("/data/0/name").asText()).isEqualTo("expected");
        assertThat(figure.at("/data/3/x").toString()).isEqualTo("[0.4]");
        assertThat(figure.at("/data/0/marker/color")).isEqualTo(figure.at("/data/2/marker/color"))
                .isNotEqualTo(figure.at("/data/1/marker/color"));
        assertThat(figure.at("/data").findValuesAsText("visible")).containsExactly("false", "false", "true", "true");
        assertThat(figure.at("/layout/sliders/0/active").asInt()).isEqualTo(1);
        assertThat(figure.at("/layout/sliders/0/steps/0/args/1").toString()).isEqualTo("[true,true,false,false]");
        assertThat(figure.at("/layout/yaxis/categoryarray").toString())
                .isEqualTo("[\"reach, found\",\"reach, expected\"]");
        assertThat(figure.at("/layout/showlegend").asBoolean()).isTrue();
        assertThatThrownBy(() -> Charts.slider("t", table, "figure", "share", "size", "source", "20"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"20\"")
                .hasMessageContaining("[5, 10]");
    }

    @Test
    void longNamesOfStepsStandAboveTheSliderInLines() {
        Table table = Table.create("t", StringColumn.create("step", "2017-01-06: CAT FOOD, DRY TEA/COFFEE/COCO MIX and"
                + " 23 more", "2017-01-09: <b>MILK"), StringColumn.create("gate", "input", "input"),
                DoubleColumn.create("open", .3, .2));
        JsonNode slider = json(Charts.slider("t", table, "gate", "open", "step")).at("/layout/sliders/0");
        assertThat(slider.at("/steps/0/label").asText())
                .isEqualTo("2017-01-06: CAT FOOD, DRY<br>TEA/COFFEE/COCO MIX and 23 more");
        assertThat(slider.at("/steps/1/label").asText()).isEqualTo("2017-01-09: &lt;b>MILK");
        assertThat(slider.at("/font/size").asInt()).isEqualTo(1);
        assertThat(slider.at("/currentvalue/font/size").asInt()).isGreaterThan(10);
    }

    @Test
    void lossesStandLeftOfZero() {
        Table table = Table.create("t", DoubleColumn.create("size", 10, 12.5),
                StringColumn.create("figure", "profit", "profit"), DoubleColumn.create("money", -3, 7));
        JsonNode figure = json(Charts.slider("t", table, "figure", "money", "size"));
        assertThat(figure.at("/layout/xaxis/range").toString()).isEqualTo("[-3.0,7.0]");
        assertThat(figure.at("/layout/sliders/0/steps/0/label").asText()).isEqualTo("10");
        assertThat(figure.at("/layout/sliders/0/steps/1/label").asText()).isEqualTo("12.5");
    }

    @Test
    void otherFiguresHaveNoSlider() {
        Table table = Table.create("t", IntColumn.create("x", 1, 2), DoubleColumn.create("y", 1, 2));
        assertThat(json(Charts.line("t", table, "x", "y")).at("/layout/sliders").isMissingNode()).isTrue();
    }

    @Test
    void tooManyStepsOrNoBarAreRefused() {
        Table many = Table.create("m", IntColumn.create("x", IntStream.range(0, Charts.MAX_STEPS + 1).toArray()));
        assertThatThrownBy(() -> Charts.slider("m", many, "x", "x", "x")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("101").hasMessageContaining("100");
        Table none = Table.create("n", StringColumn.create("s"), DoubleColumn.create("y"));
        assertThatThrownBy(() -> Charts.slider("n", none, "s", "y", "s")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"y\"");
    }
}
