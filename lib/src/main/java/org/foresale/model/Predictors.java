package org.foresale.model;

import org.foresale.learn.AlwaysPositive;
import org.foresale.learn.BgNbdLearner;
import org.foresale.learn.Blend;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.LogisticLearner;
import org.foresale.learn.Parts;
import org.foresale.learn.PooledLearner;
import org.foresale.learn.Predictor;
import org.foresale.learn.RichTreesLearner;
import org.foresale.learn.TimingLearner;
import org.foresale.log.ForesaleException;
import org.foresale.network.NetworkPredictor;

/** Puts predictors together: the kinds that are known here, and no class that a file may name. */
public final class Predictors {

    private Predictors() {
    }

    /**
     * Puts a predictor together.
     *
     * @param parts what {@link Predictor#parts} gave; not trusted
     * @return the predictor, which gives exactly the same chances
     * @throws ForesaleException if the parts are of an unknown kind, incomplete or damaged
     */
    public static Predictor read(Parts parts) {
        return switch (parts.kind()) {
            case AlwaysPositive.Fitted.KIND -> AlwaysPositive.Fitted.read(parts);
            case TimingLearner.Fitted.KIND -> TimingLearner.Fitted.read(parts);
            case LogisticLearner.Fitted.KIND -> LogisticLearner.Fitted.read(parts);
            case BoostedTreesLearner.Fitted.KIND -> BoostedTreesLearner.Fitted.read(parts);
            case BgNbdLearner.Fitted.KIND -> BgNbdLearner.Fitted.read(parts);
            case PooledLearner.Fitted.KIND -> PooledLearner.Fitted.read(parts);
            case RichTreesLearner.Fitted.KIND -> RichTreesLearner.Fitted.read(parts);
            case NetworkPredictor.KIND -> NetworkPredictor.read(parts);
            case Blend.Fitted.KIND, Blend.Fitted.LOG_ODDS_KIND -> Blend.Fitted.read(parts, Predictors::read);
            default -> throw new ForesaleException("a model of an unknown kind");
        };
    }
}
