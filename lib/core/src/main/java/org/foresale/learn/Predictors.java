package org.foresale.learn;

import org.foresale.log.ForesaleException;
import org.foresale.log.internal.OneLine;
import org.foresale.log.internal.Providers;

/** Puts predictors together: those of this library, and those that have a {@link PredictorReader}. */
public final class Predictors {

    private Predictors() {
    }

    /**
     * Puts a predictor together.
     *
     * @param parts what {@link Predictor#parts} gave; not trusted
     * @return the predictor, which predicts exactly the same
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
            default -> read(reader(parts.kind()), parts);
        };
    }

    /** Readers beside this library, or wherever the program at large finds its classes, as a plug-in's may be. */
    private static PredictorReader reader(String kind) {
        return Providers.of(PredictorReader.class).stream().filter(reader -> reader.kind().equals(kind)).findFirst()
                .orElseThrow(() -> new ForesaleException("a model of the unknown kind \"" + OneLine.of(kind)
                        + "\". Is the library that makes such models on the class path (networks are in"
                        + " foresale-network), and does it name a reader in META-INF/services/"
                        + PredictorReader.class.getName() + "?"));
    }

    private static Predictor read(PredictorReader reader, PredictorParts parts) {
        try {
            return reader.read(parts);
        } catch (IllegalArgumentException e) {
            throw new ForesaleException("the parts of the model do not fit: " + e.getMessage(), e);
        }
    }
}
