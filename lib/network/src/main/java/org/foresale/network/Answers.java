package org.foresale.network;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What a network is to say of samples, and how far off it is. */
interface Answers {

    /** How many samples there are. */
    int size();

    /** How the network ends. */
    Head head();

    /** What the head's loss takes as the labels of some samples, one row a sample. */
    INDArray of(int... samples);

    /**
     * Takes the mean of -log p of the true answers, weighted as in training.
     *
     * @param outputs of the network, sample by sample
     */
    double logLoss(float[] outputs);

    /**
     * Takes the mean area under the ROC curve over the outputs.
     *
     * @param outputs of the network, sample by sample
     */
    double rocAuc(float[] outputs);
}
