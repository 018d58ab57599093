package org.foresale.network.internal;

import org.foresale.learn.Predictor;
import org.foresale.learn.PredictorParts;
import org.foresale.learn.PredictorReader;
import org.foresale.network.NetworkPredictor;

/** Reads networks from saved models. */
public final class NetworkReader implements PredictorReader {

    /** Creates the reader, for the service loader. */
    public NetworkReader() {
    }

    @Override
    public String kind() {
        return NetworkPredictor.KIND;
    }

    @Override
    public Predictor read(PredictorParts parts) {
        return NetworkPredictor.read(parts);
    }
}
