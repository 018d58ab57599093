package org.foresale.onednn;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.base.Preconditions;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j's LSTM with oneDNN behind it. Masked batches and truncated back-propagation run in the stock layer it
 * extends. What a training forward pass leaves is kept for the backward pass; stock computes it a second time.
 */
final class OneDnnLstm extends LSTM implements Accelerated {

    private static final long serialVersionUID = 1L;

    private static final String W = LSTMParamInitializer.INPUT_WEIGHT_KEY;

    private static final String R = LSTMParamInitializer.RECURRENT_WEIGHT_KEY;

    private static final String B = LSTMParamInitializer.BIAS_KEY;

    private final transient LayerPlans<LstmShape, LstmPlan> plans = new LayerPlans<>(LstmPlan::new);

    private final boolean first;

    /**
     * Makes a layer without parameters yet.
     *
     * @param first whether it reads the network's own input, whose gradient training throws away
     */
    OneDnnLstm(NeuralNetConfiguration conf, DataType dataType, boolean first) {
        super(conf, dataType);
        this.first = first;
    }

    @Override
    public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaceMgr) {
        setInput(input, workspaceMgr);
        return activate(training, workspaceMgr);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        if (isMasked()) {
            return super.activate(training, workspaceMgr);
        }
        LstmPlan plan = forward(training, null, null, workspaceMgr);
        return everyStep(plan, workspaceMgr);
    }

    /** h after the last step, [batch, units]; for a layer above that wants no other. */
    INDArray activateLast(boolean training, LayerWorkspaceMgr workspaceMgr) {
        LstmPlan plan = forward(training, null, null, workspaceMgr);
        INDArray last = workspaceMgr.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT,
                new long[] {input.size(0), layerConf().getNOut()}, 'c');
        plan.lastHidden(last);
        return last;
    }

    @SuppressWarnings("try")
    @Override
    public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        if (isMasked()) {
            return super.rnnTimeStep(input, workspaceMgr);
        }
        setInput(input, workspaceMgr);
        LstmPlan plan = forward(false, stateMap.get(STATE_KEY_PREV_ACTIVATION),
                stateMap.get(STATE_KEY_PREV_MEMCELL), workspaceMgr);
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            INDArray hidden = Nd4j.createUninitialized(DataType.FLOAT, input.size(0), layerConf().getNOut());
            INDArray cell = Nd4j.createUninitialized(DataType.FLOAT, input.size(0), layerConf().getNOut());
            plan.lastHidden(hidden);
            plan.lastCell(cell);
            stateMap.put(STATE_KEY_PREV_ACTIVATION, hidden);
            stateMap.put(STATE_KEY_PREV_MEMCELL, cell);
        }
        return everyStep(plan, workspaceMgr);
    }

    private LstmPlan forward(boolean train, INDArray hidden, INDArray cell, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        checkInput();
        checkState(hidden);
        applyDropOutIfNecessary(train, workspaceMgr);
        LstmShape shape = new LstmShape(input.size(0), input.size(2), input.size(1), layerConf().getNOut());
        LstmPlan plan = plans.forward(shape, train);
        if (hidden == null) {
            plan.startFromZero();
        } else {
            plan.startFrom(hidden, cell);
        }
        INDArray read = input.castTo(DataType.FLOAT);
        plan.forward(read, new LstmParameters(getParam(W), getParam(R), getParam(B)));
        Reference.reachabilityFence(read);
        if (train) {
            plans.remember(input, read, plan);
        }
        return plan;
    }

    private INDArray everyStep(LstmPlan plan, LayerWorkspaceMgr workspaceMgr) {
        INDArray all = LayerArrays.timeFirst(workspaceMgr, ArrayType.ACTIVATIONS, input.size(0), layerConf().getNOut(),
                input.size(2));
        plan.hidden(all);
        return all;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        if (isMasked()) {
            return super.backpropGradient(epsilon, workspaceMgr);
        }
        return backward(epsilon, false, workspaceMgr);
    }

    /** The backward pass for an error of the last step only, [batch, units]. */
    Pair<Gradient, INDArray> backpropLast(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        return backward(epsilon, true, workspaceMgr);
    }

    private Pair<Gradient, INDArray> backward(INDArray epsilon, boolean lastOnly, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        if (!plans.remembers(input)) {
            forward(true, null, null, workspaceMgr);
        }
        INDArray errors = null;
        if (!first || !InputErrors.areThrownAway()) {
            errors = LayerArrays.timeFirst(workspaceMgr, ArrayType.ACTIVATION_GRAD, input.size(0), input.size(1),
                    input.size(2));
        }
        LstmParameters views = new LstmParameters(gradientViews.get(W), gradientViews.get(R), gradientViews.get(B));
        INDArray read = epsilon.castTo(DataType.FLOAT);
        plans.remembered().backward(read, lastOnly, errors, views);
        Reference.reachabilityFence(read);
        plans.forget();
        Gradient gradient = new DefaultGradient();
        gradient.gradientForVariable().put(W, views.input());
        gradient.gradientForVariable().put(R, views.recurrent());
        gradient.gradientForVariable().put(B, views.bias());
        weightNoiseParams.clear();
        return new Pair<>(gradient, errors == null ? null : backpropDropOutIfPresent(errors));
    }

    /** Whether this batch has to run in the stock layer. */
    boolean isMasked() {
        return maskArray != null;
    }

    private void checkInput() {
        if (input.length() == 0) {
            throw new IllegalArgumentException("Invalid input: 0 length, shape " + Arrays.toString(input.shape()) + " "
                    + layerId());
        }
        Preconditions.checkState(input.rank() == 3, "3D input [batch, features, time] expected, got shape %s %s",
                Arrays.toString(input.shape()), layerId());
        if (input.size(1) != layerConf().getNIn()) {
            throw new DL4JInvalidInputException("Received input with size(1) = " + input.size(1)
                    + " (input array shape = " + Arrays.toString(input.shape())
                    + "); input.size(1) must match layer nIn size (nIn = " + layerConf().getNIn() + ") " + layerId());
        }
    }

    private void checkState(INDArray hidden) {
        Preconditions.checkState(hidden == null || hidden.size(0) == input.size(0),
                "Invalid RNN previous state: rnnTimeStep with a different batch size, or forgot to call"
                        + " rnnClearPreviousState between batches? Previous state has shape %s, the input %s %s",
                hidden == null ? "" : Arrays.toString(hidden.shape()), Arrays.toString(input.shape()), layerId());
    }

    @Override
    public Layer restored() {
        plans.close();
        return LayerState.carry(this, new LSTM(conf, dataType));
    }
}
