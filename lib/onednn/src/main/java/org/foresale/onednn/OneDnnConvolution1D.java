package org.foresale.onednn;

import java.lang.ref.Reference;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.Convolution1DLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's Convolution1D with oneDNN behind it. Masked batches run in the stock layer it extends; a convolution
 * of width one that reads a network's own, mostly zero input is computed from what is not zero.
 */
final class OneDnnConvolution1D extends Convolution1DLayer implements Accelerated {

    private static final long serialVersionUID = 1L;

    private static final String W = ConvolutionParamInitializer.WEIGHT_KEY;

    private static final String B = ConvolutionParamInitializer.BIAS_KEY;

    private final transient LayerPlans<ConvolutionShape, ConvolutionPlan> plans =
            new LayerPlans<>(ConvolutionPlan::new);

    private final ConvolutionShape.Function function;

    private final boolean first;

    private transient SparseConvolution sparse;

    /** Whether what the last forward pass left is with {@link #sparse}. */
    private transient boolean wasSparse;

    /**
     * Makes a layer without parameters yet.
     *
     * @param first whether it reads the network's own input, whose gradient training throws away
     */
    OneDnnConvolution1D(NeuralNetConfiguration conf, DataType dataType, ConvolutionShape.Function function,
            boolean first) {
        super(conf, dataType);
        this.function = function;
        this.first = first;
    }

    @Override
    public INDArray activate(boolean train, LayerWorkspaceMgr workspaceMgr) {
        plans.forget();
        if (maskArray != null || input == null || input.length() == 0) {
            return super.activate(train, workspaceMgr);
        }
        ConvolutionShape shape = shape();
        INDArray output = LayerArrays.channelsLast(workspaceMgr, ArrayType.ACTIVATIONS, shape.batch(), shape.filters(),
                shape.window().out());
        forward(shape, train, output);
        return output;
    }

    private void forward(ConvolutionShape shape, boolean train, INDArray output) {
        INDArray read = input.castTo(DataType.FLOAT);
        wasSparse = first && shape.isLinear() && sparse(shape).read(read);
        if (wasSparse) {
            sparse.forward(getParam(W), hasBias() ? getParam(B) : null, output);
            Reference.reachabilityFence(read);
            plans.remember(train ? input : null, null, null);
            return;
        }
        dense(shape, train, read, output);
    }

    private SparseConvolution sparse(ConvolutionShape shape) {
        if (sparse == null) {
            sparse = new SparseConvolution(shape.inputs(), shape.filters());
        }
        return sparse;
    }

    private void dense(ConvolutionShape shape, boolean train, INDArray read, INDArray output) {
        ConvolutionPlan plan = plans.forward(shape, train);
        plan.forward(read, getParam(W), hasBias() ? getParam(B) : null, output);
        Reference.reachabilityFence(read);
        if (train) {
            plans.remember(input, read, plan);
        }
    }

    private ConvolutionShape shape() {
        InputChecks.sequence(input, layerConf().getNIn(), layerId());
        Window window = Window.of(convolutionMode, input.size(2), layerConf().getKernelSize(),
                layerConf().getStride(), layerConf().getDilation(), layerConf().getPadding());
        InputChecks.longEnough(window, input, layerId());
        return new ConvolutionShape(input.size(0), input.size(1), layerConf().getNOut(), window, function);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        if (maskArray != null) {
            return super.backpropGradient(epsilon, workspaceMgr);
        }
        assertInputSet(true);
        if (!plans.remembers(input)) {
            forward(shape(), true, workspaceMgr.createUninitialized(ArrayType.FF_WORKING_MEM, DataType.FLOAT,
                    epsilon.shape(), 'c'));
        }
        INDArray errors = null;
        if (!first || !InputErrors.areThrownAway()) {
            errors = LayerArrays.channelsLast(workspaceMgr, ArrayType.ACTIVATION_GRAD, input.size(0), input.size(1),
                    input.size(2));
        }
        INDArray biasView = hasBias() ? gradientViews.get(B) : null;
        INDArray read = epsilon.castTo(DataType.FLOAT);
        if (wasSparse && errors == null) {
            sparse.backward(read, gradientViews.get(W), biasView);
        } else {
            if (wasSparse) {
                dense(shape(), true, input.castTo(DataType.FLOAT), workspaceMgr.createUninitialized(
                        ArrayType.FF_WORKING_MEM, DataType.FLOAT, epsilon.shape(), 'c'));
            }
            plans.remembered().backward(read, errors, gradientViews.get(W), biasView);
        }
        Reference.reachabilityFence(read);
        plans.forget();
        Gradient gradient = new DefaultGradient();
        if (biasView != null) {
            gradient.setGradientFor(B, biasView);
        }
        gradient.setGradientFor(W, gradientViews.get(W), 'c');
        weightNoiseParams.clear();
        return new Pair<>(gradient, errors);
    }

    @Override
    public Layer restored() {
        plans.close();
        return LayerState.carry(this, new Convolution1DLayer(conf, dataType));
    }
}
