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
 * of width one that reads a network's own input can read it from a {@link SparseInput}.
 */
final class OneDnnConvolution1D extends Convolution1DLayer implements Accelerated {

    private static final long serialVersionUID = 1L;

    private static final String W = ConvolutionParamInitializer.WEIGHT_KEY;

    private static final String B = ConvolutionParamInitializer.BIAS_KEY;

    private final transient LayerPlans<ConvolutionShape, ConvolutionPlan> plans =
            new LayerPlans<>(ConvolutionPlan::new);

    private final transient LayerPlans<SparseShape, SparsePlan> sparsePlans = new LayerPlans<>(SparsePlan::new);

    private final ConvolutionShape.Function function;

    private final boolean first;

    /** What is to be read next, in place of the array that stands for it; null if it was never sparse. */
    private transient SparseInput expected;

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

    /** Whether this layer reads marks themselves, for steps of so many channels. */
    boolean canReadMarks(int channels) {
        return first && maskArray == null && layerConf().getNIn() == channels
                && function == ConvolutionShape.Function.IDENTITY && layerConf().getKernelSize()[0] == 1
                && layerConf().getStride()[0] == 1 && layerConf().getPadding()[0] == 0;
    }

    /** Reads the steps of this input whenever the array that stands for them comes. */
    void expect(SparseInput input) {
        expected = input;
    }

    @Override
    public INDArray activate(boolean train, LayerWorkspaceMgr workspaceMgr) {
        forget();
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
        // Read once: another thread, which should not be there, may put its own in place.
        SparseInput marks = expected;
        if (marks != null && marks.is(input)) {
            sparse(marks, shape, train, output);
        } else {
            dense(shape, train, output);
        }
    }

    private void sparse(SparseInput marks, ConvolutionShape shape, boolean train, INDArray output) {
        SparsePlan plan = sparsePlans.forward(new SparseShape(shape.batch(), shape.window().length(),
                Math.toIntExact(shape.inputs() - marks.numbers()), marks.numbers(),
                Math.toIntExact(shape.filters())), train);
        plan.forward(marks, getParam(W), hasBias() ? getParam(B) : null, output);
        if (train) {
            sparsePlans.remember(input, null, plan);
        }
    }

    private void dense(ConvolutionShape shape, boolean train, INDArray output) {
        INDArray read = input.castTo(DataType.FLOAT);
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
        if (!plans.remembers(input) && !sparsePlans.remembers(input)) {
            forward(shape(), true, LayerArrays.channelsLast(workspaceMgr, ArrayType.FF_WORKING_MEM, epsilon.size(0),
                    epsilon.size(1), epsilon.size(2)));
        }
        INDArray errors = null;
        if (!first || !InputErrors.areThrownAway()) {
            errors = LayerArrays.channelsLast(workspaceMgr, ArrayType.ACTIVATION_GRAD, input.size(0), input.size(1),
                    input.size(2));
        }
        INDArray biasView = hasBias() ? gradientViews.get(B) : null;
        INDArray read = epsilon.castTo(DataType.FLOAT);
        if (sparsePlans.remembers(input)) {
            if (errors != null) {
                throw new IllegalStateException("the gradient of a sparse input is not computed: give the network the"
                        + " dense array " + layerId());
            }
            sparsePlans.remembered().backward(read, gradientViews.get(W), biasView);
        } else {
            plans.remembered().backward(read, errors, gradientViews.get(W), biasView);
        }
        Reference.reachabilityFence(read);
        forget();
        Gradient gradient = new DefaultGradient();
        if (biasView != null) {
            gradient.setGradientFor(B, biasView);
        }
        gradient.setGradientFor(W, gradientViews.get(W), 'c');
        weightNoiseParams.clear();
        return new Pair<>(gradient, errors);
    }

    private void forget() {
        plans.forget();
        sparsePlans.forget();
    }

    @Override
    public Layer restored() {
        plans.close();
        sparsePlans.close();
        return LayerState.carry(this, new Convolution1DLayer(conf, dataType));
    }
}
