package org.foresale.study;

import java.util.List;
import org.foresale.evaluate.Difference;
import org.foresale.evaluate.Interval;

/**
 * What the fullest training shift gains on one kind of logs.
 *
 * @param logs   the kind
 * @param pooled the mean over all tasks and learners, with its interval over users and seeds
 * @param pValue how surely the mean is none
 * @param single the gain of each task and learner
 */
record Gains(Logs logs, Interval pooled, double pValue, List<Gain> single) {

    Gains {
        single = List.copyOf(single);
    }

    /** What is shown of the mean; if each gain is of too few users to tell, so is their mean. */
    String finding() {
        if (!single.isEmpty() && tooFew() == single.size()) {
            return Difference.TOO_FEW;
        }
        return pooled.contains(0) ? Difference.NO_DIFFERENCE
                : pooled.low() > 0 ? Difference.HIGHER : Difference.LOWER;
    }

    long higher() {
        return single.stream().filter(Gain::isHigher).count();
    }

    long lower() {
        return single.stream().filter(Gain::isLower).count();
    }

    /** How many gains are of too few users to tell. */
    long tooFew() {
        return single.stream().filter(gain -> gain.finding().equals(Difference.TOO_FEW)).count();
    }

    double min() {
        return single.stream().mapToDouble(Gain::estimate).min().orElse(Double.NaN);
    }

    double max() {
        return single.stream().mapToDouble(Gain::estimate).max().orElse(Double.NaN);
    }
}
