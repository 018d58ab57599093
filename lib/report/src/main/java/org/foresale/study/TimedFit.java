package org.foresale.study;

import java.util.function.Supplier;
import org.foresale.learn.CategoryPredictor;

/**
 * Holds a predictor of all categories, and the time it took to fit.
 *
 * @param name      name used in tables, such as that of the learner
 * @param predictor the predictor
 * @param seconds   time to fit it, in seconds
 * @param <P>       type of the predictor
 */
public record TimedFit<P extends CategoryPredictor>(String name, P predictor, double seconds) {

    /**
     * Fits a predictor and measures the time.
     *
     * @param name name used in tables, such as that of the learner
     * @param fit  function that fits the predictor
     * @param <P>  type of the predictor
     * @return the predictor with its time
     */
    public static <P extends CategoryPredictor> TimedFit<P> of(String name, Supplier<P> fit) {
        long start = System.nanoTime();
        P predictor = fit.get();
        return new TimedFit<>(name, predictor, (System.nanoTime() - start) / 1e9);
    }
}
