package org.foresale.onednn;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Deeplearning4j's parameters of an LSTM, or the views that take their gradients. */
record LstmParameters(INDArray input, INDArray recurrent, INDArray bias) {
}
