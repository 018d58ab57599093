package org.foresale.internal.bgnbd;

import java.util.Comparator;
import java.util.List;

/**
 * A BG/NBD model as it was fitted.
 *
 * @param model         the likeliest parameters found: r, a and b between 1/10,000 and 10,000, alpha between 1/10,000
 *                      and 10,000 mean ages
 * @param logLikelihood of the customers under it, the sum of their logarithms
 * @param converged     whether it is a maximum of the likelihood, to rounding. It is not where the customers do not
 *                      tell the parameters apart, as where nobody bought twice or nobody ceases: then one or more
 *                      of them are at a bound, and alone mean nothing; the probabilities still order the customers
 */
public record BgNbdFit(BgNbd model, double logLikelihood, boolean converged) {

    /** Logarithms of the parameters in their units: many and few purchases, by customers who stay and who go. */
    private static final List<double[]> STARTS = List.of(new double[] {0, 0, 0, 0}, new double[] {-1, -1, -.5, 1},
            new double[] {1, 0, -1, 2}, new double[] {1, 2, 1, 1}, new double[] {-1, 1, -2, -1});
    private static final double MAX_GRADIENT = 1e-6;

    static BgNbdFit of(Customers customers) {
        LogLikelihood likelihood = new LogLikelihood(customers);
        Bfgs.Point best = STARTS.stream().map(start -> Bfgs.minimum(likelihood::at, start))
                .min(Comparator.comparingDouble(Bfgs.Point::value)).orElseThrow();
        return new BgNbdFit(likelihood.model(best.at()), -best.value() * customers.size(),
                best.maxGradient() <= MAX_GRADIENT && LogLikelihood.isInside(best.at()));
    }
}
