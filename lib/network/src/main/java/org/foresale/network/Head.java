package org.foresale.network;

import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * How a network ends.
 *
 * @param outputs    number of its outputs
 * @param activation of the outputs
 * @param loss       what training makes small
 */
record Head(int outputs, Activation activation, ILossFunction loss) {

    /** One probability, trained on the log loss. */
    static Head probability() {
        return probability(new LossBinaryXENT());
    }

    static Head probability(ILossFunction loss) {
        return new Head(1, Activation.SIGMOID, loss);
    }

    /** Log-odds of many categories. */
    static Head logOdds(int categories, ILossFunction loss) {
        return new Head(categories, Activation.IDENTITY, loss);
    }
}
