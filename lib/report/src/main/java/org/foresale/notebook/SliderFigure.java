package org.foresale.notebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A figure of which a slider shows one trace at a time; tablesaw-jsplot has no sliders.
 *
 * <p>The slider only makes traces visible, so a page needs no more than to draw data and layout.
 */
final class SliderFigure extends Figure {

    private static final int HEIGHT = 500;
    private static final int ROOM = 60;

    private final String name;
    private final List<String> steps;
    private final double least;
    private final double most;

    /**
     * Makes a figure with a slider.
     *
     * @param name  what the slider moves along
     * @param steps the name of each trace's step
     * @param least left end of the horizontal axis, which stays while the slider moves
     * @param most  its right end
     */
    SliderFigure(Layout layout, List<Trace> traces, String name, List<String> steps, double least, double most) {
        super(layout, traces.toArray(Trace[]::new));
        this.name = name;
        this.steps = List.copyOf(steps);
        this.least = least;
        this.most = most;
    }

    /** Adds the slider to plotly's JSON of the figure. */
    void addTo(ObjectNode figure) {
        ObjectNode layout = (ObjectNode) figure.get("layout");
        layout.put("height", HEIGHT);
        layout.withObjectProperty("xaxis").putArray("range").add(least).add(most);
        ObjectNode slider = layout.putArray("sliders").addObject().put("active", 0);
        slider.putObject("pad").put("t", ROOM);
        slider.putObject("currentvalue").put("prefix", PlotlyJson.literalText(name) + ": ");
        ArrayNode stops = slider.putArray("steps");
        for (int step = 0; step < steps.size(); step++) {
            ObjectNode trace = (ObjectNode) figure.get("data").get(step);
            trace.put("visible", step == 0);
            // All steps in the first colour: a bar that turns another one would seem to mean another thing.
            trace.withObjectProperty("marker").set("color", layout.at("/colorway/0"));
            ArrayNode visible = stops.addObject().put("label", PlotlyJson.literalText(steps.get(step)))
                    .put("method", "restyle").putArray("args").add("visible").addArray();
            for (int other = 0; other < steps.size(); other++) {
                visible.add(other == step);
            }
        }
    }
}
