package org.foresale.network;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.log.internal.Arguments;
import org.foresale.network.Inspection.Unit;
import org.foresale.network.LstmWeights.Block;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Takes one step of an LSTM apart, so that it can be computed by hand. With x for what the step brings, h' and c' for
 * the output and the cell after the step before, and weights W, U and b for each gate and for the candidate:
 * <pre>
 *   i, f, o = sigmoid(W x + U h' + b)      input, forget and output gate
 *   g = tanh(W x + U h' + b)               candidate
 *   c = f c' + i g                         cell
 *   h = o tanh(c)                          output
 * </pre>
 * (Hochreiter and Schmidhuber 1997, with the forget gate of Gers, Schmidhuber and Cummins 2000.)
 */
final class LstmStep {

    private static final List<Block> ROWS = List.of(Block.INPUT, Block.FORGET, Block.OUTPUT, Block.CANDIDATE);

    private final String when;
    private final LstmWeights weights;
    private final double[] brought;
    private final double[] outputsBefore;
    private final double[] cellsBefore;
    private final double[] outputs;

    /**
     * Takes a step apart.
     *
     * @param when          when it was
     * @param brought       what it brings: one number a channel
     * @param outputsBefore the units' outputs after the step before, 0 at the first
     * @param cellsBefore   their cells then
     * @param outputs       their outputs after this step, as Deeplearning4j's layer has them
     */
    LstmStep(String when, LstmWeights weights, double[] brought, double[] outputsBefore, double[] cellsBefore,
            double[] outputs) {
        this.when = when;
        this.weights = weights;
        this.brought = brought;
        this.outputsBefore = outputsBefore;
        this.cellsBefore = cellsBefore;
        this.outputs = outputs;
    }

    private int units() {
        return outputs.length;
    }

    /** What one unit has to compute with. */
    Unit unit(int unit) {
        Arguments.index("a unit", unit, units());
        return new Unit(sum(Block.INPUT, unit), sum(Block.FORGET, unit), sum(Block.OUTPUT, unit),
                sum(Block.CANDIDATE, unit), cellsBefore[unit], outputs[unit]);
    }

    /** The unit whose cell this step moved furthest. */
    int mostMoved() {
        return IntStream.range(0, units()).boxed().max(Comparator.comparingDouble(this::moved)).orElseThrow();
    }

    private double moved(int unit) {
        Unit of = unit(unit);
        double cell = sigmoid(of.forgetSum()) * of.cellBefore()
                + sigmoid(of.inputSum()) * Math.tanh(of.candidateSum());
        return Math.abs(cell - of.cellBefore());
    }

    /** What adds up to the gates of a unit. */
    Table table(int unit) {
        Unit of = unit(unit);
        return Table.create("unit " + unit + " on " + when,
                StringColumn.create("gate", "input gate i", "forget gate f", "output gate o", "candidate g"),
                DoubleColumn.create("W x", ROWS.stream().mapToDouble(block -> weights.brings(brought, block, unit))),
                DoubleColumn.create("U h'", ROWS.stream().mapToDouble(block -> weights.recalls(outputsBefore, block,
                        unit))),
                DoubleColumn.create("b", ROWS.stream().mapToDouble(block -> weights.bias(block, unit))),
                DoubleColumn.create("sum", of.inputSum(), of.forgetSum(), of.outputSum(), of.candidateSum()),
                DoubleColumn.create("becomes", sigmoid(of.inputSum()), sigmoid(of.forgetSum()),
                        sigmoid(of.outputSum()), Math.tanh(of.candidateSum())));
    }

    private double sum(Block block, int unit) {
        return weights.sum(brought, outputsBefore, block, unit);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
