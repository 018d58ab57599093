package org.foresale.onednn;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.LastTimeStepLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's LastTimeStep around an LSTM with oneDNN behind it: only the last step is copied out, and only its
 * error in.
 */
final class OneDnnLastTimeStep extends LastTimeStepLayer implements Accelerated {

    private static final long serialVersionUID = 1L;

    private final OneDnnLstm lstm;

    private boolean last;

    OneDnnLastTimeStep(OneDnnLstm lstm) {
        super(lstm);
        this.lstm = lstm;
    }

    @Override
    public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaceMgr) {
        setInput(input, workspaceMgr);
        return activate(training, workspaceMgr);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        last = !lstm.isMasked();
        return last ? lstm.activateLast(training, workspaceMgr) : super.activate(training, workspaceMgr);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        return last ? lstm.backpropLast(epsilon, workspaceMgr) : super.backpropGradient(epsilon, workspaceMgr);
    }

    @Override
    public Layer restored() {
        return new LastTimeStepLayer(lstm.restored());
    }
}
