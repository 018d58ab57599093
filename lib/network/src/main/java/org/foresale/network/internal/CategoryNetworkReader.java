package org.foresale.network.internal;

import org.foresale.learn.CategoryPredictor;
import org.foresale.learn.PredictorParts;
import org.foresale.network.CategoryNetworkPredictor;

/** Reads networks of categories for {@link CategoryPredictor#read}. */
public final class CategoryNetworkReader implements CategoryPredictor.Reader {

    /** Creates the reader, for the service loader. */
    public CategoryNetworkReader() {
    }

    @Override
    public String kind() {
        return CategoryNetworkPredictor.KIND;
    }

    @Override
    public CategoryPredictor read(PredictorParts parts) {
        return CategoryNetworkPredictor.read(parts);
    }
}
