package org.foresale.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;

/** Makes operations; they live as long as the natives they are made with. */
final class Operations {

    private final Natives natives;

    private final engine engine = NativeLibrary.engine();

    Operations(Natives natives) {
        this.natives = natives;
    }

    /** a x b into the result, matrix by matrix along the first axis. */
    Operation matmul(View a, View b, View result, Chain chain) {
        return matmul(new matmul.primitive_desc(engine, a.layout(), b.layout(), result.layout(),
                chain.attributes(), false), a, b, result, chain);
    }

    /**
     * a x weights into the result, for weights used many times: they are repacked for the vector units once.
     *
     * @param packing gets the operation that repacks, to be run whenever the weights have changed
     */
    Operation matmulPacked(View a, View weights, View result, Chain chain, List<Operation> packing) {
        memory.desc any = Layouts.any(Layouts.shape(weights.layout()));
        matmul.primitive_desc primitive = new matmul.primitive_desc(engine, a.layout(), any, result.layout(),
                chain.attributes(), false);
        View packed = natives.allocate(primitive.weights_desc());
        packing.add(reorder(weights, packed));
        return matmul(primitive, a, packed, result, chain);
    }

    private Operation matmul(matmul.primitive_desc primitive, View a, View b, View result, Chain chain) {
        Map<Integer, View> views = new LinkedHashMap<>(chain.views());
        views.put(DNNL_ARG_SRC, a);
        views.put(DNNL_ARG_WEIGHTS, b);
        views.put(DNNL_ARG_DST, result);
        return new Operation(natives, primitive, new matmul(primitive), views);
    }

    /** a * b, element by element, into the result. */
    Operation product(View a, View b, View result, Chain chain) {
        binary.primitive_desc primitive = new binary.primitive_desc(engine, algorithm.binary_mul.value,
                a.layout(), b.layout(), result.layout(), chain.attributes(), false);
        Map<Integer, View> views = new LinkedHashMap<>(chain.views());
        views.put(DNNL_ARG_SRC_0, a);
        views.put(DNNL_ARG_SRC_1, b);
        views.put(DNNL_ARG_DST, result);
        return new Operation(natives, primitive, new binary(primitive), views);
    }

    /** Copies values into another layout. */
    Operation reorder(View from, View to) {
        reorder.primitive_desc primitive = new reorder.primitive_desc(engine, from.layout(), engine, to.layout(),
                Operation.attributes(), false);
        return new Operation(natives, primitive, new reorder(primitive), Map.of(DNNL_ARG_SRC, from, DNNL_ARG_DST, to));
    }
}
