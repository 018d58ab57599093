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
 * Takes one step of an LSTM apart, so that it can be computed by hand, with the formulas and the letters of
 * {@link LstmTrace}: x is what the step brings, h' and c' are the output and the cell after the step before.
 */
final class LstmStep {

    private static final List<Block> ROWS = List.of(Block.INPUT, Block.FORGET, Block.OUTPUT, Block.CANDIDATE);

    private final String when;
    private final LstmWeights weights;
    private final double[] brought;
    private final LstmTrace trace;
    private final int step;
    private final double[] outputs;
    private final double[] outputsBefore;
    private final double[] cellsBefore;

    /**
     * Takes a step apart.
     *
     * @param when    when it was
     * @param brought what it brings: one number a channel
     * @param trace   all steps of the sequence
     * @param step    which of them
     * @param outputs the units' outputs after it, as Deeplearning4j's layer has them
     */
    LstmStep(String when, LstmWeights weights, double[] brought, LstmTrace trace, int step, double[] outputs) {
        this.when = when;
        this.weights = weights;
        this.brought = brought;
        this.trace = trace;
        this.step = step;
        this.outputs = outputs;
        this.outputsBefore = step == 0 ? new double[units()] : trace.hidden()[step - 1];
        this.cellsBefore = step == 0 ? new double[units()] : trace.cell()[step - 1];
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
        return Math.abs(trace.cell()[step][unit] - cellsBefore[unit]);
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
                DoubleColumn.create("becomes", trace.input()[step][unit], trace.forget()[step][unit],
                        trace.output()[step][unit], trace.candidate()[step][unit]));
    }

    private double sum(Block block, int unit) {
        return weights.sum(brought, outputsBefore, block, unit);
    }
}
