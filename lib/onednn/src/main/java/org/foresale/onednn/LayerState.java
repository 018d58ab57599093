package org.foresale.onednn;

import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;

/** All that a layer of Deeplearning4j carries besides its configuration. */
final class LayerState {

    private LayerState() {
    }

    /** Gives the new layer the very parameter and gradient views, the counters, the masks and the states of the old. */
    static <L extends AbstractLayer<?>> L carry(AbstractLayer<?> from, L to) {
        if (from instanceof BaseLayer<?> old && to instanceof BaseLayer<?> made) {
            made.setParamsViewArray(old.params());
            made.setParamTable(old.paramTable());
            if (old.getGradientsViewArray() != null) {
                made.setBackpropGradientsViewArray(old.getGradientsViewArray());
            }
        }
        if (from instanceof BaseRecurrentLayer<?> old && to instanceof BaseRecurrentLayer<?> made) {
            made.rnnSetPreviousState(old.rnnGetPreviousState());
            made.rnnSetTBPTTState(old.rnnGetTBPTTState());
        }
        to.setListeners(from.getListeners());
        to.setIndex(from.getIndex());
        to.setIterationCount(from.getIterationCount());
        to.setEpochCount(from.getEpochCount());
        to.setCacheMode(from.getCacheMode());
        to.allowInputModification(from.isInputModificationAllowed());
        to.setMaskArray(from.getMaskArray());
        to.setMaskState(from.getMaskState());
        return to;
    }
}
