package org.foresale.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A one-dimensional convolution over one shape of batch. Inputs and results are kept in the layouts that oneDNN
 * chooses; the arrays of Deeplearning4j, [batch, channels, time] however they lie in memory, are used in place where
 * they fit and copied where not.
 */
final class ConvolutionPlan implements Plan {

    private static final int DIRECT = algorithm.convolution_direct.value;

    private final ConvolutionShape shape;

    private final engine engine = NativeLibrary.engine();

    private final Natives natives;

    private final Port source;

    private final Exchange weights;

    private final Exchange bias;

    private final Exchange kept;

    private final Port passed;

    private final Operation forward;

    private Exchange error;

    private Port sourceError;

    private Exchange weightGradient;

    private Exchange biasGradient;

    private Operation throughFunction;

    private Operation toWeights;

    private Operation toSource;

    private Operation repack;

    /**
     * Allocates and plans.
     *
     * @param training whether a backward pass may follow
     */
    @SuppressWarnings("try")
    ConvolutionPlan(ConvolutionShape shape, boolean training) {
        this.shape = shape;
        try (PointerScope temporary = Natives.scope()) {
            natives = new Natives();
            convolution_forward.primitive_desc primitive = describe(training, function());
            View src = View.of(natives, primitive.src_desc());
            View wei = natives.allocate(primitive.weights_desc());
            // The backward pass of a function needs the result, which the layers above are free to change.
            boolean keeps = training && shape.function() != ConvolutionShape.Function.IDENTITY;
            View dst = keeps ? natives.allocate(primitive.dst_desc()) : View.of(natives, primitive.dst_desc());
            View add = new View(natives, Layouts.dense(shape.filters()), natives.zeros(shape.filters()));
            Map<Integer, View> views = new LinkedHashMap<>();
            views.put(DNNL_ARG_SRC, src);
            views.put(DNNL_ARG_WEIGHTS, wei);
            views.put(DNNL_ARG_BIAS, add);
            views.put(DNNL_ARG_DST, dst);
            forward = new Operation(natives, primitive, new convolution_forward(primitive), views);
            source = new Port(natives, src, 0, 1, 2);
            weights = new Exchange(natives, wei, this::weightLayout);
            bias = new Exchange(natives, add, ConvolutionPlan::flat);
            kept = keeps ? new Exchange(natives, dst, ConvolutionPlan::asItIs) : null;
            passed = keeps ? null : new Port(natives, dst, 0, 1, 2);
            if (training) {
                planBackward(src, wei, dst);
            }
        }
    }

    private Chain function() {
        return switch (shape.function()) {
            case IDENTITY -> Chain.start();
            case RELU -> Chain.start().relu();
            case TANH -> Chain.start().tanh();
        };
    }

    private convolution_forward.primitive_desc describe(boolean training, Chain function) {
        Window window = shape.window();
        return new convolution_forward.primitive_desc(engine,
                training ? prop_kind.forward_training.value : prop_kind.forward_inference.value, DIRECT,
                Layouts.any(shape.batch(), shape.inputs(), window.length()),
                Layouts.any(shape.filters(), shape.inputs(), window.kernel()), Layouts.dense(shape.filters()),
                Layouts.any(shape.batch(), shape.filters(), window.out()),
                window.strides(), window.gaps(), window.paddingLeft(), window.paddingRight(),
                function.attributes(), false);
    }

    private void planBackward(View src, View wei, View dst) {
        convolution_forward.primitive_desc plain = describe(true, Chain.start());
        Window window = shape.window();
        convolution_backward_weights.primitive_desc byWeights = new convolution_backward_weights.primitive_desc(engine,
                DIRECT, src.layout(), Layouts.any(Layouts.shape(wei.layout())), Layouts.dense(shape.filters()),
                dst.layout(), window.strides(), window.gaps(), window.paddingLeft(), window.paddingRight(), plain,
                Operation.attributes(), false);
        convolution_backward_data.primitive_desc bySource = new convolution_backward_data.primitive_desc(engine,
                DIRECT, src.layout(), Layouts.any(Layouts.shape(wei.layout())), dst.layout(), window.strides(),
                window.gaps(), window.paddingLeft(), window.paddingRight(), plain, Operation.attributes(), false);
        View diffDst = natives.allocate(dst.layout());
        View diffWei = natives.allocate(byWeights.diff_weights_desc());
        View diffAdd = new View(natives, Layouts.dense(shape.filters()), natives.zeros(shape.filters()));
        View diffSrc = View.of(natives, bySource.diff_src_desc());
        View weiAgain = natives.allocate(bySource.weights_desc());
        throughFunction = throughFunction(dst, diffDst);
        Operations operations = new Operations(natives);
        repack = operations.reorder(wei, weiAgain);
        toWeights = new Operation(natives, byWeights, new convolution_backward_weights(byWeights), Map.of(
                DNNL_ARG_SRC, src, DNNL_ARG_DIFF_DST, diffDst, DNNL_ARG_DIFF_WEIGHTS, diffWei,
                DNNL_ARG_DIFF_BIAS, diffAdd));
        toSource = new Operation(natives, bySource, new convolution_backward_data(bySource), Map.of(
                DNNL_ARG_DIFF_DST, diffDst, DNNL_ARG_WEIGHTS, weiAgain, DNNL_ARG_DIFF_SRC, diffSrc));
        error = new Exchange(natives, diffDst, ConvolutionPlan::asItIs);
        sourceError = new Port(natives, diffSrc, 0, 1, 2);
        weightGradient = new Exchange(natives, diffWei, this::weightLayout);
        biasGradient = new Exchange(natives, diffAdd, ConvolutionPlan::flat);
    }

    /** Turns the error of the result into that of what went into the function, in place. */
    private Operation throughFunction(View dst, View diffDst) {
        if (shape.function() == ConvolutionShape.Function.IDENTITY) {
            return null;
        }
        int kind = shape.function() == ConvolutionShape.Function.RELU
                ? algorithm.eltwise_relu_use_dst_for_bwd.value : algorithm.eltwise_tanh_use_dst_for_bwd.value;
        eltwise_forward.primitive_desc ahead = new eltwise_forward.primitive_desc(engine,
                prop_kind.forward_training.value, kind, dst.layout(), dst.layout());
        eltwise_backward.primitive_desc back = new eltwise_backward.primitive_desc(engine, kind, diffDst.layout(),
                diffDst.layout(), dst.layout(), ahead, Operation.attributes(), false);
        return new Operation(natives, back, new eltwise_backward(back), Map.of(
                DNNL_ARG_DST, dst, DNNL_ARG_DIFF_DST, diffDst, DNNL_ARG_DIFF_SRC, diffDst));
    }

    private static memory.desc asItIs(INDArray batchChannelsTime) {
        return Floats.layout(batchChannelsTime, 0, 1, 2);
    }

    private static memory.desc flat(INDArray row) {
        return Layouts.dense(row.length());
    }

    /** Deeplearning4j reads the memory of its one-dimensional weights as [kernel, inputs, filters]. */
    private memory.desc weightLayout(INDArray parameter) {
        long filters = shape.filters();
        return Layouts.strided(new long[] {filters, shape.inputs(), shape.window().kernel()},
                new long[] {1, filters, filters * shape.inputs()});
    }

    /**
     * The forward pass.
     *
     * @param from    [batch, inputs, time]
     * @param weight  Deeplearning4j's weights, [filters, inputs, kernel, 1] in c order
     * @param addends the biases; null if there are none
     * @param to      [batch, filters, positions]
     */
    void forward(INDArray from, INDArray weight, INDArray addends, INDArray to) {
        source.read(from);
        weights.read(weight);
        if (addends != null) {
            bias.read(addends);
        }
        if (kept != null) {
            forward.run();
            kept.write(to);
        } else {
            passed.open(to);
            forward.run();
            passed.close(to);
        }
    }

    /**
     * The backward pass after a forward pass.
     *
     * @param errors       of the result
     * @param inputErrors  takes those of the input; null if nobody reads them
     * @param weightChange takes the gradient of the weights
     * @param biasChange   takes that of the biases; null if there are none
     */
    void backward(INDArray errors, INDArray inputErrors, INDArray weightChange, INDArray biasChange) {
        error.read(errors);
        if (throughFunction != null) {
            throughFunction.run();
        }
        toWeights.run();
        weightGradient.write(weightChange);
        if (biasChange != null) {
            biasGradient.write(biasChange);
        }
        if (inputErrors != null) {
            repack.run();
            sourceError.open(inputErrors);
            toSource.run();
            sourceError.close(inputErrors);
        }
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
