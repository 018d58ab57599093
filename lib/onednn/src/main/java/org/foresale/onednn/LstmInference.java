package org.foresale.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.foresale.onednn.LstmTape.A;
import static org.foresale.onednn.LstmTape.F;
import static org.foresale.onednn.LstmTape.G;
import static org.foresale.onednn.LstmTape.O;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.rnn_direction;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;

/**
 * The forward pass of inference by oneDNN's own LSTM, all steps in one call. Where the processor has AVX-512, it is
 * faster than {@link LstmForward}; without, and in training, it is slower.
 */
final class LstmInference {

    /** oneDNN's order of gates: input gate, forget, candidate, output. */
    private static final int[] ORDER = {G, F, A, O};

    private final LstmShape shape;

    private final LstmWeights weights;

    private final long bias;

    private final List<Operation> packing = new ArrayList<>();

    private final Operation pass;

    LstmInference(Natives natives, LstmShape shape, LstmTape tape, LstmWeights weights) {
        this.shape = shape;
        this.weights = weights;
        long batch = shape.batch();
        long inputs = shape.inputs();
        long units = shape.units();
        bias = natives.zeros(ORDER.length * units);
        memory.desc states = Layouts.dense(1, 1, batch, units);
        memory.desc biases = Layouts.dense(1, 1, ORDER.length, units);
        memory.desc read = Layouts.strided(new long[] {shape.steps(), batch, inputs},
                new long[] {shape.input(), inputs + 1, 1});
        memory.desc written = Layouts.dense(shape.steps(), batch, units);
        lstm_forward.primitive_desc primitive = new lstm_forward.primitive_desc(NativeLibrary.engine(),
                prop_kind.forward_inference.value, rnn_direction.unidirectional_left2right.value, read, states, states,
                Layouts.any(1, 1, inputs, ORDER.length, units), Layouts.any(1, 1, units, ORDER.length, units), biases,
                written, states, states, Operation.attributes(), false);
        Map<Integer, View> views = new LinkedHashMap<>();
        views.put(DNNL_ARG_SRC_LAYER, new View(natives, read, tape.input(0)));
        views.put(DNNL_ARG_SRC_ITER, new View(natives, states, tape.hiddenBefore(0)));
        views.put(DNNL_ARG_SRC_ITER_C, new View(natives, states, tape.cellBefore(0)));
        views.put(DNNL_ARG_WEIGHTS_LAYER, packed(natives, primitive.weights_layer_desc(), inputs,
                inputs + 1, weights.inputAddress(0)));
        views.put(DNNL_ARG_WEIGHTS_ITER, packed(natives, primitive.weights_iter_desc(), units, units,
                weights.recurrentAddress(0)));
        views.put(DNNL_ARG_BIAS, new View(natives, biases, bias));
        views.put(DNNL_ARG_DST_LAYER, new View(natives, written, tape.hidden(0)));
        views.put(DNNL_ARG_DST_ITER, new View(natives, states, natives.zeros(shape.state())));
        views.put(DNNL_ARG_DST_ITER_C, new View(natives, states, tape.cell(shape.steps() - 1)));
        pass = new Operation(natives, primitive, new lstm_forward(primitive), views);
    }

    /**
     * Weights in the primitive's own layout.
     *
     * @param rows    how many rows of weights there are
     * @param between rows from one gate to the next
     * @param from    those of Deeplearning4j's first gate
     */
    private View packed(Natives natives, memory.desc layout, long rows, long between, long from) {
        Operations operations = new Operations(natives);
        long units = shape.units();
        long plain = natives.zeros(rows * ORDER.length * units);
        for (int place = 0; place < ORDER.length; place++) {
            View gate = new View(natives, Layouts.dense(rows, units),
                    Floats.at(from, ORDER[place] * between * units));
            packing.add(operations.reorder(gate, new View(natives, Layouts.strided(new long[] {rows, units},
                    new long[] {ORDER.length * units, 1}), Floats.at(plain, place * units))));
        }
        View packed = natives.allocate(layout);
        packing.add(operations.reorder(new View(natives, Layouts.dense(1, 1, rows, ORDER.length, units), plain),
                packed));
        return packed;
    }

    /** Whether it is the faster way on this processor. */
    static boolean isFaster() {
        return dnnl.dnnl_get_effective_cpu_isa() >= dnnl.dnnl_cpu_isa_avx512_core;
    }

    /** Runs over the tape, from the states before its first step; only the last cell is kept. */
    void run() {
        packing.forEach(Operation::run);
        for (int place = 0; place < ORDER.length; place++) {
            Floats.copy(weights.biasAddress(ORDER[place]), Floats.at(bias, place * shape.units()), shape.units());
        }
        pass.run();
    }
}
