package org.foresale.onednn;

import java.util.List;

/**
 * Which layers of a network have oneDNN behind them, and why the others have not.
 *
 * @param lines one a layer, in the network's order; both directions of a bidirectional layer have their own
 */
public record AccelerationReport(List<Line> lines) {

    /**
     * One layer.
     *
     * @param name        its name, or its index if it has none
     * @param type        its kind, in Deeplearning4j's words
     * @param accelerated whether oneDNN is behind it
     * @param reason      why it is not; what still runs in the stock layer if it is
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
     * Tells how many layers have oneDNN behind them.
     *
     * @return the number
     */
    public int accelerated() {
        return (int) lines.stream().filter(Line::accelerated).count();
    }

    /** Shows a table, one layer a line. */
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
