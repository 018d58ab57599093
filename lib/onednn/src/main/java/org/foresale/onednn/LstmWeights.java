package org.foresale.onednn;

import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of an LSTM, or their gradients, gate by gate: Deeplearning4j's W [inputs, 4 units] and b [4 units] as
 * [4, inputs + 1, units] with the bias as the last row, its R [units, 4 units] as [4, units, units].
 */
final class LstmWeights {

    private final View input;

    private final View recurrent;

    private final long inputAddress;

    private final long recurrentAddress;

    private final LstmShape shape;

    private final Exchange w;

    private final Exchange b;

    private final Exchange r;

    LstmWeights(Natives natives, LstmShape shape) {
        this.shape = shape;
        long units = shape.units();
        long rows = shape.inputs() + 1;
        inputAddress = natives.zeros(4 * rows * units);
        recurrentAddress = natives.zeros(4 * units * units);
        input = new View(natives, Layouts.dense(4, rows, units), inputAddress);
        recurrent = new View(natives, Layouts.dense(4, units, units), recurrentAddress);
        long[] strides = {rows * units, units, 1};
        w = new Exchange(natives, new View(natives,
                Layouts.strided(new long[] {4, shape.inputs(), units}, strides), inputAddress), LstmWeights::byGate);
        b = new Exchange(natives, new View(natives, Layouts.strided(new long[] {4, 1, units}, strides),
                Floats.at(inputAddress, shape.inputs() * units)), LstmWeights::byGate);
        r = new Exchange(natives, recurrent, LstmWeights::byGate);
    }

    private static memory.desc byGate(INDArray columns) {
        boolean vector = columns.rank() == 1;
        long rows = vector ? 1 : columns.size(0);
        long units = columns.size(-1) / 4;
        long alongRow = columns.stride(-1);
        return Layouts.strided(new long[] {4, rows, units},
                new long[] {units * alongRow, vector ? 4 * units * alongRow : columns.stride(0), alongRow});
    }

    /** [4, inputs + 1, units], the bias in the last row. */
    View input() {
        return input;
    }

    /** [4, units, units]. */
    View recurrent() {
        return recurrent;
    }

    /** The input's weights of one gate, [units, inputs]: transposed, without the bias. */
    View inputTransposed(Natives natives, int gate) {
        return new View(natives, Layouts.strided(new long[] {shape.units(), shape.inputs()},
                new long[] {1, shape.units()}),
                Floats.at(inputAddress, gate * (shape.inputs() + 1) * shape.units()));
    }

    /** The recurrent weights of one gate, transposed. */
    View recurrentTransposed(Natives natives, int gate) {
        return new View(natives, Layouts.strided(new long[] {shape.units(), shape.units()},
                new long[] {1, shape.units()}),
                recurrentAddress(gate));
    }

    /** The recurrent weights of some gates from one on, [gates, units, units]. */
    View recurrent(Natives natives, int firstGate, int gates) {
        return new View(natives, Layouts.dense(gates, shape.units(), shape.units()),
                recurrentAddress(firstGate));
    }

    /** The recurrent weights of one gate. */
    long recurrentAddress(int gate) {
        return Floats.at(recurrentAddress, gate * shape.units() * shape.units());
    }

    void clear() {
        Floats.clear(inputAddress, 4 * (shape.inputs() + 1) * shape.units());
        Floats.clear(recurrentAddress, 4 * shape.units() * shape.units());
    }

    void read(LstmParameters parameters) {
        w.read(parameters.input());
        b.read(parameters.bias());
        r.read(parameters.recurrent());
    }

    void write(LstmParameters parameters) {
        w.write(parameters.input());
        b.write(parameters.bias());
        r.write(parameters.recurrent());
    }
}
