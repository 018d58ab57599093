package org.foresale.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.Trace;

/** A figure with details that tablesaw-jsplot has no words for. */
abstract class DetailedFigure extends Figure {

    DetailedFigure(Layout layout, Trace... traces) {
        super(layout, traces);
    }

    /** A figure whose details are added to plotly's JSON of it. */
    static DetailedFigure of(Layout layout, Consumer<ObjectNode> details, Trace... traces) {
        return new DetailedFigure(layout, traces) {
            @Override
            void addTo(ObjectNode figure) {
                details.accept(figure);
            }
        };
    }

    /** Adds the details to plotly's JSON of the figure. */
    abstract void addTo(ObjectNode figure);
}
