package org.foresale.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A one-dimensional pooling over one shape of batch, channels last inside. */
final class PoolingPlan implements Plan {

    private final Natives natives;

    private final Port source;

    private final Port result;

    private final Operation forward;

    private Port error;

    private Port sourceError;

    private Operation backward;

    /**
     * Allocates and plans.
     *
     * @param training whether a backward pass may follow
     */
    @SuppressWarnings("try")
    PoolingPlan(PoolingShape shape, boolean training) {
        try (PointerScope temporary = Natives.scope()) {
            natives = new Natives();
            engine engine = NativeLibrary.engine();
            Window window = shape.window();
            int kind = kind(shape);
            memory.desc wide = channelsLast(shape.batch(), shape.channels(), window.length());
            memory.desc narrow = channelsLast(shape.batch(), shape.channels(), window.out());
            pooling_forward.primitive_desc ahead = new pooling_forward.primitive_desc(engine,
                    training ? prop_kind.forward_training.value : prop_kind.forward_inference.value, kind, wide, narrow,
                    window.strides(), window.kernels(), window.gaps(), window.paddingLeft(), window.paddingRight(),
                    Operation.attributes(), false);
            View src = View.of(natives, wide);
            View dst = View.of(natives, narrow);
            Map<Integer, View> views = new LinkedHashMap<>(Map.of(DNNL_ARG_SRC, src, DNNL_ARG_DST, dst));
            View places = training && shape.kind() == PoolingShape.Kind.MAX
                    ? natives.allocate(ahead.workspace_desc()) : null;
            if (places != null) {
                views.put(DNNL_ARG_WORKSPACE, places);
            }
            forward = new Operation(natives, ahead, new pooling_forward(ahead), views);
            source = new Port(natives, src, 0, 1, 2);
            result = new Port(natives, dst, 0, 1, 2);
            if (training) {
                View diffDst = View.of(natives, narrow);
                View diffSrc = View.of(natives, wide);
                Map<Integer, View> back = new LinkedHashMap<>(
                        Map.of(DNNL_ARG_DIFF_DST, diffDst, DNNL_ARG_DIFF_SRC, diffSrc));
                if (places != null) {
                    back.put(DNNL_ARG_WORKSPACE, places);
                }
                pooling_backward.primitive_desc behind = new pooling_backward.primitive_desc(engine, kind, wide, narrow,
                        window.strides(), window.kernels(), window.gaps(), window.paddingLeft(), window.paddingRight(),
                        ahead, Operation.attributes(), false);
                backward = new Operation(natives, behind, new pooling_backward(behind), back);
                error = new Port(natives, diffDst, 0, 1, 2);
                sourceError = new Port(natives, diffSrc, 0, 1, 2);
            }
        }
    }

    private static int kind(PoolingShape shape) {
        return switch (shape.kind()) {
            case MAX -> algorithm.pooling_max.value;
            case MEAN -> algorithm.pooling_avg_exclude_padding.value;
            case MEAN_WITH_PADDING -> algorithm.pooling_avg_include_padding.value;
        };
    }

    private static memory.desc channelsLast(long batch, long channels, long time) {
        return Layouts.strided(new long[] {batch, channels, time}, new long[] {time * channels, 1, channels});
    }

    void forward(INDArray from, INDArray to) {
        source.read(from);
        result.open(to);
        forward.run();
        result.close(to);
    }

    void backward(INDArray errors, INDArray inputErrors) {
        error.read(errors);
        sourceError.open(inputErrors);
        backward.run();
        sourceError.close(inputErrors);
    }

    @Override
    public long bytes() {
        return natives.bytes();
    }

    @Override
    public void close() {
        natives.close();
    }
}
