package org.foresale.network;

import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Follows the receptive field from layer to layer. */
final class ReceptiveFields {

    private final StringColumn layers = StringColumn.create("layer");
    private final IntColumn widths = IntColumn.create("width");
    private final IntColumn strides = IntColumn.create("stride");
    private final IntColumn seen = IntColumn.create("events seen");
    private final IntColumn left = IntColumn.create("steps left");
    private final int length;
    private int steps;
    /** Events that one step of the layer so far sees. */
    private int sees = 1;
    /** Events from one step of the layer so far to the next. */
    private int apart = 1;

    ReceptiveFields(int length) {
        this.length = length;
        steps = length;
    }

    /** A layer that keeps the number of steps, padded at the ends. */
    ReceptiveFields layer(String name, int width, int stride) {
        sees = Math.min(length, sees + (width - 1) * apart);
        apart *= stride;
        return row(name, width, stride);
    }

    /** Pooling of so many steps to one; what does not fill a step is left out. */
    ReceptiveFields pooling(String name, int pool) {
        steps /= pool;
        return layer(name, pool, pool);
    }

    /** A layer that leaves one step, which sees all. */
    ReceptiveFields whole(String name) {
        int width = steps;
        steps = 1;
        sees = length;
        return row(name, width, width);
    }

    private ReceptiveFields row(String name, int width, int stride) {
        layers.append(name);
        widths.append(width);
        strides.append(stride);
        seen.append(sees);
        left.append(steps);
        return this;
    }

    Table table() {
        return Table.create("receptive fields", layers, widths, strides, seen, left);
    }
}
