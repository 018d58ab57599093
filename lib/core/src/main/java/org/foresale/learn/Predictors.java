package org.foresale.learn;

import java.util.LinkedHashMap;
import java.util.Map;
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
        Map<Class<?>, PredictorReader> readers = new LinkedHashMap<>();
        Providers.of(PredictorReader.class).stream().filter(reader -> reads(reader, kind))
                .forEach(reader -> readers.putIfAbsent(reader.getClass(), reader));
        if (readers.size() > 1) {
            throw new ForesaleException("models of the kind \"" + OneLine.of(kind) + "\" have more than one reader: "
                    + readers.keySet() + ". Leave all but one off the class path.");
        }
        return readers.values().stream().findFirst()
                .orElseThrow(() -> new ForesaleException("a model of the unknown kind \"" + OneLine.of(kind)
                        + "\". Is the library that makes such models on the class path (networks are in"
                        + " foresale-network), and does it name a reader in META-INF/services/"
                        + PredictorReader.class.getName() + "?"));
    }

    /** What is wrong with a reader of another kind keeps no model from being read. */
    private static boolean reads(PredictorReader reader, String kind) {
        try {
            return kind.equals(reader.kind());
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }

    private static Predictor read(PredictorReader reader, PredictorParts parts) {
        Predictor predictor;
        try {
            predictor = reader.read(parts);
        } catch (ForesaleException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ForesaleException("the parts of the model do not fit: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new ForesaleException("the parts of the model cannot be read by " + reader.getClass().getName() + ": "
                    + e, e);
        }
        if (predictor == null) {
            throw new ForesaleException("the reader " + reader.getClass().getName() + " gave no predictor");
        }
        return predictor;
    }
}
