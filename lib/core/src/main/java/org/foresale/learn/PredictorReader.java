package org.foresale.learn;

import org.foresale.log.ForesaleException;

/**
 * Reads predictors of one kind from their parts. Readers are found by {@link java.util.ServiceLoader}: a library with
 * its own predictor names its reader in META-INF/services/org.foresale.learn.PredictorReader. A file can thus only
 * select one of the installed readers, and cannot name a class.
 */
public interface PredictorReader {

    /**
     * Returns the kind of predictor that it reads.
     *
     * @return the kind, as returned by {@link PredictorParts#kind}
     */
    String kind();

    /**
     * Reads a predictor from its parts.
     *
     * @param parts the parts returned by {@link Predictor#parts}; they are not trusted
     * @return the predictor, which returns exactly the same scores
     * @throws ForesaleException if the parts are of another kind, incomplete or damaged
     */
    Predictor read(PredictorParts parts);
}
