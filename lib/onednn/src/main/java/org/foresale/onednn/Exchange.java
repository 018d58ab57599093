package org.foresale.onednn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies between ND4J arrays, however they lie in memory, and one place of native memory. */
final class Exchange {

    private final Natives natives;

    private final View inside;

    private final Function<INDArray, memory.desc> layout;

    private final Map<List<Long>, Bound> byStrides = new HashMap<>();

    /** The two directions for arrays of one layout. */
    private record Bound(View outside, Operation in, Operation out) {
    }

    /**
     * Makes an exchange.
     *
     * @param inside the native side
     * @param layout the layout of an array in the shape of the native side
     */
    Exchange(Natives natives, View inside, Function<INDArray, memory.desc> layout) {
        this.natives = natives;
        this.inside = inside;
        this.layout = layout;
    }

    /** Copies the array in. */
    void read(INDArray from) {
        bound(from).in.run();
    }

    /** Copies out, into the array. */
    void write(INDArray to) {
        bound(to).out.run();
    }

    private Bound bound(INDArray array) {
        Bound bound = byStrides.computeIfAbsent(strides(array), strides -> bind(array));
        bound.outside.moveTo(Floats.address(array));
        return bound;
    }

    @SuppressWarnings("try")
    private Bound bind(INDArray array) {
        try (PointerScope temporary = Natives.scope()) {
            View outside = new View(natives, layout.apply(array), Floats.address(array));
            Operations operations = new Operations(natives);
            return new Bound(outside, operations.reorder(outside, inside), operations.reorder(inside, outside));
        }
    }

    private static List<Long> strides(INDArray array) {
        return Arrays.stream(array.stride()).boxed().toList();
    }
}
