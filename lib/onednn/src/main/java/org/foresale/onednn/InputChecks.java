package org.foresale.onednn;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of a layer's input, with the exceptions of the stock layers. */
final class InputChecks {

    private InputChecks() {
    }

    static void sequence(INDArray input, long channels, String layer) {
        if (input.rank() != 3 || input.size(1) != channels) {
            throw new DL4JInvalidInputException("Expected input [batch, " + channels + ", time], got shape "
                    + Arrays.toString(input.shape()) + " " + layer);
        }
    }

    static void longEnough(Window window, INDArray input, String layer) {
        if (window.out() < 1) {
            throw new DL4JInvalidInputException("A sequence of " + window.length() + " steps is too short for a kernel"
                    + " of " + window.kernel() + " with dilation " + window.dilation() + ": input shape "
                    + Arrays.toString(input.shape()) + " " + layer);
        }
    }
}
