package org.foresale.network.internal;

import org.foresale.learn.CategoryPredictor;
import org.foresale.learn.PredictorParts;
import org.foresale.network.CategoryNetworkPredictor;

/** Reads habit networks for {@link CategoryPredictor#read}. */
public final class HabitNetworkReader implements CategoryPredictor.Reader {

    /** Creates the reader, for the service loader. */
    public HabitNetworkReader() {
    }

    @Override
    public String kind() {
        return CategoryNetworkPredictor.KIND_OF_HABITS;
    }

    @Override
    public CategoryPredictor read(PredictorParts parts) {
        return CategoryNetworkPredictor.readHabits(parts);
    }
}
