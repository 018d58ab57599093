package org.foresale.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/** A heat map with a title to its colours and room for the names of its rows; tablesaw-jsplot has neither. */
final class HeatmapFigure extends Figure {

    /** More rows than this are not named one by one: the chart would not fit on a screen. */
    static final int MAX_NAMED_ROWS = 40;

    private static final int ROW = 20;
    /** For the title and the horizontal axis. */
    private static final int ROOM = 150;

    private final String colour;
    private final int rows;

    /**
     * Makes a heat map.
     *
     * @param colour what the colour tells
     * @param rows   number of rows
     */
    HeatmapFigure(Layout layout, HeatmapTrace trace, String colour, int rows) {
        super(layout, trace);
        this.colour = colour;
        this.rows = rows;
    }

    /** Adds the title of the colour bar, the name of each row and the height to plotly's JSON of the figure. */
    void addTo(ObjectNode figure) {
        ObjectNode layout = (ObjectNode) figure.get("layout");
        ObjectNode trace = (ObjectNode) figure.get("data").get(0);
        ObjectNode title = trace.withObjectProperty("colorbar").withObjectProperty("title");
        title.put("text", PlotlyJson.literalText(colour)).put("side", "right");
        title.withObjectProperty("font").set("size", layout.at("/font/size"));
        if (rows <= MAX_NAMED_ROWS) {
            layout.withObjectProperty("yaxis").put("dtick", 1);
            layout.put("height", Math.max(layout.get("height").asInt(), rows * ROW + ROOM));
        }
    }
}
