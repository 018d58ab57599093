package org.foresale.learn;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.foresale.log.ForesaleException;
import org.foresale.log.internal.OneLine;

/** Puts predictors together: those of this library, and those that have a {@link PredictorReader}. */
public final class Predictors {

    private static final System.Logger LOGGER = System.getLogger(Predictors.class.getName());

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
        return Stream.of(Predictors.class.getClassLoader(), Thread.currentThread().getContextClassLoader())
                .distinct().flatMap(loader -> readers(loader).stream())
                .filter(reader -> reader.kind().equals(kind)).findFirst()
                .orElseThrow(() -> new ForesaleException("a model of the unknown kind \"" + OneLine.of(kind)
                        + "\". Is the library that makes such models on the class path (networks are in"
                        + " foresale-network), and does it name a reader in META-INF/services/"
                        + PredictorReader.class.getName() + "?"));
    }

    /** All readers that can be made; what is wrong with one of another library does not keep this one from reading. */
    private static List<PredictorReader> readers(ClassLoader loader) {
        List<PredictorReader> made = new ArrayList<>();
        Iterator<PredictorReader> all = ServiceLoader.load(PredictorReader.class, loader).iterator();
        for (boolean more = true; more; ) {
            try {
                more = all.hasNext();
                if (more) {
                    made.add(all.next());
                }
            } catch (ServiceConfigurationError e) {
                LOGGER.log(System.Logger.Level.WARNING, "a reader of predictors cannot be made", e);
            }
        }
        return made;
    }

    private static Predictor read(PredictorReader reader, PredictorParts parts) {
        try {
            return reader.read(parts);
        } catch (IllegalArgumentException e) {
            throw new ForesaleException("the parts of the model do not fit: " + e.getMessage(), e);
        }
    }
}
