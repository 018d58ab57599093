package org.foresale.learn;

import org.foresale.log.ForesaleException;

/** Reads predictors from their parts: those of this library, and those that have a {@link PredictorReader}. */
public final class Predictors {

    private Predictors() {
    }

    /**
     * Reads a predictor from its parts.
     *
     * @param parts the parts returned by {@link Predictor#parts}; they are not trusted
     * @return the predictor, which returns exactly the same scores
     * @throws ForesaleException if the parts are of an unknown kind, incomplete or damaged
     */
    public static Predictor read(PredictorParts parts) {
        return switch (parts.kind()) {
            case AlwaysPositive.Fitted.KIND -> AlwaysPositive.Fitted.read(parts);
            case TimingLearner.Fitted.KIND -> TimingLearner.Fitted.read(parts);
            case LogisticLearner.Fitted.KIND -> LogisticLearner.Fitted.read(parts);
            case BoostedTreesLearner.Fitted.KIND -> BoostedTreesLearner.Fitted.read(parts);
            case BgNbdLearner.Fitted.KIND -> BgNbdLearner.Fitted.read(parts);
            case PooledLearner.Fitted.KIND -> PooledLearner.Fitted.read(parts);
            case RichTreesLearner.Fitted.KIND -> RichTreesLearner.Fitted.read(parts);
            case Blend.Fitted.KIND, Blend.Fitted.LOG_ODDS_KIND -> Blend.Fitted.read(parts, Predictors::read);
            default -> PartsReader.ofService(PredictorReader.class, PredictorReader::kind, PredictorReader::read,
                    parts);
        };
    }
}
