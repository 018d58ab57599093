package org.foresale.notebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A figure of which a slider shows the traces of one step at a time; tablesaw-jsplot has no sliders.
 *
 * <p>The slider only makes traces visible, so a page needs no more than to draw data and layout.
 */
final class SliderFigure extends DetailedFigure {

    private static final int HEIGHT = 500;
    private static final int ROOM = 60;
    /** Names up to this length stand below their places on the slider. */
    private static final int SHORT = 12;
    /** What fits beside each other on a phone. */
    private static final int LINE = 36;
    private static final int TEXT_SIZE = 14;

    private final String name;
    private final List<String> steps;
    private final int series;
    private final int first;
    private final List<String> bars;
    private final double least;
    private final double most;

    /**
     * Makes a figure with a slider.
     *
     * @param traces the traces, step by step, those of a step in the same order
     * @param name  what the slider moves along
     * @param steps the name of each step
     * @param first the place of the step to begin with
     * @param bars  the names of the bars, from the bottom up
     * @param least left end of the horizontal axis, which stays while the slider moves
     * @param most  its right end
     */
    SliderFigure(Layout layout, List<Trace> traces, String name, List<String> steps, int first,
            List<String> bars, double least, double most) {
        super(layout, traces.toArray(Trace[]::new));
        this.name = name;
        this.steps = List.copyOf(steps);
        this.series = traces.size() / steps.size();
        this.first = first;
        this.bars = List.copyOf(bars);
        this.least = least;
        this.most = most;
    }

    /** Adds the slider to plotly's JSON of the figure. */
    @Override
    void addTo(ObjectNode figure) {
        ObjectNode layout = (ObjectNode) figure.get("layout");
        layout.put("height", HEIGHT);
        // Below is the slider.
        layout.withObjectProperty("legend").put("y", 1).put("yanchor", "bottom");
        layout.withObjectProperty("xaxis").putArray("range").add(least).add(most);
        // The bars of one series would stand below all those of the next.
        ArrayNode names = layout.withObjectProperty("yaxis").put("categoryorder", "array").putArray("categoryarray");
        bars.forEach(bar -> names.add(PlotlyJson.literalText(bar)));
        ObjectNode slider = layout.putArray("sliders").addObject().put("active", first);
        slider.putObject("pad").put("t", ROOM);
        ObjectNode current = slider.putObject("currentvalue").put("prefix", PlotlyJson.literalText(name) + ": ");
        if (steps.stream().anyMatch(step -> step.length() > SHORT)) {
            // Below the slider, long names would be cut and hide each other: only the one above it is to be read.
            slider.putObject("font").put("size", 1);
            current.putObject("font").put("size", TEXT_SIZE);
        }
        ArrayNode stops = slider.putArray("steps");
        int traces = steps.size() * series;
        for (int place = 0; place < traces; place++) {
            ObjectNode trace = (ObjectNode) figure.get("data").get(place);
            trace.put("visible", place / series == first);
            // A series has one colour in all steps: a bar that turns another one would seem to mean another thing.
            trace.withObjectProperty("marker").set("color", layout.at("/colorway/" + place % series));
        }
        for (int step = 0; step < steps.size(); step++) {
            ArrayNode visible = stops.addObject().put("label", lines(steps.get(step)))
                    .put("method", "restyle").putArray("args").add("visible").addArray();
            for (int place = 0; place < traces; place++) {
                visible.add(place / series == step);
            }
        }
    }

    /** A name in lines that fit on a phone, broken between words. */
    private static String lines(String name) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : name.split(" ")) {
            if (length > 0) {
                boolean fits = length + word.length() < LINE;
                lines.append(fits ? " " : "<br>");
                length = fits ? length + 1 : 0;
            }
            lines.append(PlotlyJson.literalText(word));
            length += word.length();
        }
        return lines.toString();
    }
}
