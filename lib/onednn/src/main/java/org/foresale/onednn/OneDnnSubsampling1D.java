package org.foresale.onednn;

import java.lang.ref.Reference;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.subsampling.Subsampling1DLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Deeplearning4j's Subsampling1D with oneDNN behind it. Masked batches run in the stock layer it extends. */
final class OneDnnSubsampling1D extends Subsampling1DLayer implements Accelerated {

    private static final long serialVersionUID = 1L;

    private final transient LayerPlans<PoolingShape, PoolingPlan> plans = new LayerPlans<>(PoolingPlan::new);

    private final PoolingShape.Kind kind;

    OneDnnSubsampling1D(NeuralNetConfiguration conf, DataType dataType, PoolingShape.Kind kind) {
        super(conf, dataType);
        this.kind = kind;
    }

    @Override
    public INDArray activate(boolean train, LayerWorkspaceMgr workspaceMgr) {
        plans.forget();
        if (maskArray != null || input == null || input.rank() != 3 || input.length() == 0) {
            return super.activate(train, workspaceMgr);
        }
        PoolingShape shape = shape();
        INDArray output = LayerArrays.channelsLast(workspaceMgr, ArrayType.ACTIVATIONS, shape.batch(), shape.channels(),
                shape.window().out());
        forward(shape, train, output);
        return output;
    }

    private void forward(PoolingShape shape, boolean train, INDArray output) {
        PoolingPlan plan = plans.forward(shape, train);
        INDArray read = input.castTo(DataType.FLOAT);
        plan.forward(read, output);
        Reference.reachabilityFence(read);
        if (train) {
            plans.remember(input, read, plan);
        }
    }

    private PoolingShape shape() {
        Window window = Window.of(convolutionMode, input.size(2), layerConf().getKernelSize(),
                layerConf().getStride(), layerConf().getDilation(), layerConf().getPadding());
        InputChecks.longEnough(window, input, layerId());
        return new PoolingShape(input.size(0), input.size(1), window, kind);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        if (maskArray != null || epsilon.rank() != 3) {
            return super.backpropGradient(epsilon, workspaceMgr);
        }
        assertInputSet(true);
        if (!plans.remembers(input)) {
            forward(shape(), true, workspaceMgr.createUninitialized(ArrayType.FF_WORKING_MEM, DataType.FLOAT,
                    epsilon.shape(), 'c'));
        }
        INDArray errors = LayerArrays.channelsLast(workspaceMgr, ArrayType.ACTIVATION_GRAD, input.size(0),
                input.size(1), input.size(2));
        INDArray read = epsilon.castTo(DataType.FLOAT);
        plans.remembered().backward(read, errors);
        Reference.reachabilityFence(read);
        plans.forget();
        return new Pair<>(new DefaultGradient(), errors);
    }

    @Override
    public Layer restored() {
        plans.close();
        return LayerState.carry(this, new Subsampling1DLayer(conf, dataType));
    }
}
