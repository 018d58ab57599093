package org.foresale.study;

import java.util.function.Supplier;
import org.foresale.learn.CategoryPredictor;

/**
 * A predictor of every category, and how long it took to fit.
 *
 * @param name      what tables call it, as the name of its learner
 * @param predictor the predictor
 * @param seconds   seconds that the fitting took
 * @param <P>       type of the predictor
 */
public record TimedFit<P extends CategoryPredictor>(String name, P predictor, double seconds) {

    /**
     * Fits a predictor and takes the time.
     *
     * @param name what tables call it, as the name of its learner
     * @param fit  fits it
     * @param <P>  type of the predictor
     * @return the predictor with its time
     */
    public static <P extends CategoryPredictor> TimedFit<P> of(String name, Supplier<P> fit) {
        long start = System.nanoTime();
        P predictor = fit.get();
        return new TimedFit<>(name, predictor, (System.nanoTime() - start) / 1e9);
    }
}
