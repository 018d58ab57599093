package org.foresale.learn;

import org.foresale.log.ForesaleException;

/**
 * Puts predictors of one kind together from their parts. Readers are found by {@link java.util.ServiceLoader}: a
 * library that brings a predictor of its own names its reader in META-INF/services/org.foresale.learn.PredictorReader.
 * So a file chooses among the readers that are there, and can name no class.
 */
public interface PredictorReader {

    /**
     * Tells which kind of predictor it reads.
     *
     * @return what {@link PredictorParts#kind} says of it
     */
    String kind();

    /**
     * Puts a predictor together.
     *
     * @param parts what {@link Predictor#parts} gave; not trusted
     * @return the predictor, which predicts exactly the same
     * @throws ForesaleException if the parts are of another kind, incomplete or damaged
     */
    Predictor read(PredictorParts parts);
}
