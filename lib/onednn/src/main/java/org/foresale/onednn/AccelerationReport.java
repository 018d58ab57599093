package org.foresale.onednn;

import java.util.List;

/**
 * Lists which layers of a network run on oneDNN, and why the rest do not.
 *
 * @param lines one line per layer, in the network's order; each direction of a bidirectional layer has its own
 */
public record AccelerationReport(List<Line> lines) {

    /**
     * Describes one layer.
     *
     * @param name        name of the layer, or its index if it has none
     * @param type        type of the layer, as Deeplearning4j names it
     * @param accelerated whether the layer runs on oneDNN
     * @param reason      why it does not or, if it does, which part still runs in the stock layer
     */
    public record Line(String name, String type, boolean accelerated, String reason) {
    }

    /**
     * Copies the lines.
     */
    public AccelerationReport {
        lines = List.copyOf(lines);
    }

    /**
     * Returns the number of layers that run on oneDNN.
     *
     * @return the number
     */
    public int accelerated() {
        return (int) lines.stream().filter(Line::accelerated).count();
    }

    /** Returns a table with one line per layer. */
    @Override
    public String toString() {
        int name = width(lines.stream().map(Line::name).toList(), "layer");
        int type = width(lines.stream().map(Line::type).toList(), "type");
        String format = "%-" + name + "s  %-" + type + "s  %-6s  %s";
        StringBuilder table = new StringBuilder(String.format(format, "layer", "type", "runs", "why"));
        for (Line line : lines) {
            table.append('\n').append(String.format(format, line.name, line.type,
                    line.accelerated ? "oneDNN" : "stock", line.reason));
        }
        return table.toString();
    }

    private static int width(List<String> cells, String heading) {
        return cells.stream().mapToInt(String::length).reduce(heading.length(), Math::max);
    }
}
