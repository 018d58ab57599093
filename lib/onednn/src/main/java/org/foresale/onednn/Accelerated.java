package org.foresale.onednn;

import org.deeplearning4j.nn.api.Layer;

/** A layer with oneDNN behind it. */
interface Accelerated extends Layer {

    /** The stock layer, with this layer's parameters and state; this layer's native memory is freed. */
    Layer restored();
}
