package org.foresale.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** What a chart is read against: a line of chance, a range that says what is possible, a band around a line. */
final class Reference {

    /** A grey that is told from the paper in light and in dark. */
    static final String GREY = "#767676";

    /** The band is as see-through as to leave what is behind it. */
    private static final String OPACITY = "44";
    /** Points at 0 and 1 are drawn whole. */
    private static final double ROOM = .03;
    private static final double WIDTH = 2;

    private Reference() {
    }

    /** A broken line in grey. */
    static Trace line(String name, Column<?> x, Column<?> y) {
        return ScatterTrace.builder(x, y).mode(ScatterTrace.Mode.LINE).name(name)
                .line(Line.builder().color(GREY).width(WIDTH).dash(Line.Dash.DASH).build()).build();
    }

    /** An axis from one number to another, whatever the data. */
    static void range(ObjectNode figure, String axis, double from, double to) {
        double room = (to - from) * ROOM;
        ((ObjectNode) figure.get("layout")).withObjectProperty(axis).putArray("range").add(from - room).add(to + room);
    }

    /** Makes of the second half of the traces bands, each in the colour of its line. */
    static void bands(ObjectNode figure, int lines) {
        for (int i = 0; i < lines; i++) {
            String colour = figure.at("/layout/colorway/" + i % figure.at("/layout/colorway").size()).asText();
            ObjectNode line = (ObjectNode) figure.get("data").get(i);
            line.withObjectProperty("marker").put("color", colour);
            line.withObjectProperty("line").put("color", colour);
            ObjectNode band = (ObjectNode) figure.get("data").get(lines + i);
            band.put("fill", "toself").put("fillcolor", colour + OPACITY).put("hoverinfo", "skip");
            band.withObjectProperty("marker").put("color", colour);
            band.withObjectProperty("line").put("width", 0);
        }
    }
}
