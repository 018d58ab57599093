package org.foresale.onednn;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.convolution.Convolution1DLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.Subsampling1DLayer;
import org.deeplearning4j.nn.layers.recurrent.BidirectionalLayer;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.layers.recurrent.LastTimeStepLayer;

/** Makes the one layer of the other: stock to accelerated and back, also inside LastTimeStep and Bidirectional. */
final class Replacement {

    private Replacement() {
    }

    /**
     * Returns the layer with oneDNN behind it, with the parameters and the state of the given one; the given one itself
     * if oneDNN cannot take it.
     *
     * @param first whether the layer reads the network's own input
     */
    static Layer accelerated(Layer layer, boolean first) {
        if (layer.getClass() == LastTimeStepLayer.class) {
            Layer inside = accelerated(((LastTimeStepLayer) layer).getUnderlying(), first);
            return inside instanceof OneDnnLstm lstm ? new OneDnnLastTimeStep(lstm) : layer;
        }
        if (layer instanceof BidirectionalLayer both) {
            // Never first: the gradients of the two directions' inputs are added up, so both have to be there.
            LayerFields.setBoth(both, accelerated(LayerFields.forwards(both), false),
                    accelerated(LayerFields.backwards(both), false));
            return both;
        }
        if (Support.problem(layer).isPresent()) {
            return layer;
        }
        if (layer instanceof LSTM stock) {
            return LayerState.carry(stock, new OneDnnLstm(stock.conf(), stock.getDataType(), first));
        }
        if (layer instanceof Convolution1DLayer stock) {
            return LayerState.carry(stock, new OneDnnConvolution1D(stock.conf(), stock.getDataType(),
                    Support.function(stock.layerConf().getActivationFn()).orElseThrow(), first));
        }
        Subsampling1DLayer stock = (Subsampling1DLayer) layer;
        return LayerState.carry(stock, new OneDnnSubsampling1D(stock.conf(), stock.getDataType(),
                Support.kind(stock.layerConf()).orElseThrow()));
    }

    /** The stock layer; the given one itself if it is stock. */
    static Layer restored(Layer layer) {
        if (layer instanceof Accelerated accelerated) {
            return accelerated.restored();
        }
        if (layer instanceof BidirectionalLayer both) {
            LayerFields.setBoth(both, restored(LayerFields.forwards(both)), restored(LayerFields.backwards(both)));
            return both;
        }
        return layer;
    }
}
