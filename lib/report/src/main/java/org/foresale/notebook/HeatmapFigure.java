package org.foresale.notebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/** A heat map with a title to its colours and room for the names of its rows; tablesaw-jsplot has neither. */
final class HeatmapFigure extends DetailedFigure {

    /** More rows than this are not named one by one: the chart would not fit on a screen. */
    static final int MAX_NAMED_ROWS = 40;

    private static final int ROW = 20;
    /** For the title and the horizontal axis. */
    private static final int ROOM = 150;

    /** Wider grids have no room for a number in each cell on a phone. */
    private static final int MAX_NUMBERED_COLUMNS = 6;
    /** Brown below 0, blue above it, which the colour-blind tell apart, and nearly white at 0. */
    private static final List<String> DIVERGING = List.of("#b35806", "#f7f7f7", "#2166ac");
    private static final int NUMBER_SIZE = 12;

    private final String colour;
    private final int rows;
    private final Optional<double[][]> signed;

    /**
     * Makes a heat map.
     *
     * @param colour what the colour tells
     * @param rows   number of rows
     * @param signed the cells if they may lie on both sides of 0, which then is the middle of the colours
     */
    HeatmapFigure(Layout layout, HeatmapTrace trace, String colour, int rows, Optional<double[][]> signed) {
        super(layout, trace);
        this.colour = colour;
        this.rows = rows;
        this.signed = signed;
    }

    /** Adds the title of the colour bar, the name of each row and the height to plotly's JSON of the figure. */
    @Override
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
        signed.ifPresent(cells -> diverge(trace, cells));
    }

    private static void diverge(ObjectNode trace, double[]... cells) {
        double most = Arrays.stream(cells).flatMapToDouble(Arrays::stream).filter(Double::isFinite).map(Math::abs)
                .max().orElse(1);
        trace.put("zmin", -most).put("zmax", most);
        ArrayNode scale = trace.putArray("colorscale");
        for (int i = 0; i < DIVERGING.size(); i++) {
            scale.addArray().add(i / (DIVERGING.size() - 1.)).add(DIVERGING.get(i));
        }
        if (cells[0].length <= MAX_NUMBERED_COLUMNS) {
            trace.put("texttemplate", "%{z:+.3f}").put("showscale", false);
            trace.putObject("textfont").put("size", NUMBER_SIZE);
        }
    }
}
