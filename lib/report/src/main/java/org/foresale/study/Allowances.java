package org.foresale.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.foresale.study.Results.Figure;

/**
 * By how much the figures of a new run may differ from those that were kept.
 *
 * <p>On the same make of processor, or if a make is not known, each has its tolerance. On another make, figures of
 * networks may move by what other seeds would move them: other rounding grows over a training, which then ends
 * elsewhere, as with another seed. That is {@value #STANDARD_ERRORS} standard errors, sd √(2/n) each, of the difference
 * of two means over n seeds. As few seeds tell little of their spread, the variances of figures of the same task,
 * learner and measure are pooled, whatever training and test lack. The wider allowance is at most half of the figure's
 * interval. Where the spread over seeds is not known, it is a quarter of the interval, about one standard error. A
 * figure without an interval may move by at most {@value #MAX}: where seeds differ much, three standard errors would
 * let pass what tells another thing. Of the 600 such figures of the shift study, the bound holds for 45; other seeds
 * are expected to move 3 of the 600 by more than they may, compared with 2 without a bound, but 14 with one of .03.
 *
 * <p>A figure is a network's if its name's second part is the name of a network, or one half of a difference; names of
 * tasks and measures do not count. Both results must name it, unless the kept ones name no network at all.
 */
final class Allowances {

    private static final double STANDARD_ERRORS = 3;
    private static final double HALF = .5;
    private static final double QUARTER = .25;
    private static final double MAX = .05;
    /** Stands between the parts of a figure's name: task, learner, and others to the measure. */
    static final String SLASH = " / ";
    /** Stands between two learners in the name of their difference. */
    static final String LESS = " less ";


    private final Map<String, Figure> kept;
    private final boolean wider;
    private final List<Set<String>> networks;
    /** By kind of figure, the sum of (n - 1) sd² and that of n - 1. */
    private final Map<List<String>, double[]> squares = new HashMap<>();

    /** The figures' kept spreads count; what the new run says of its own does not, as it is what is checked. */
    Allowances(Results kept, Results now) {
        this.kept = kept.figures();
        wider = kept.origin().make().isPresent() && now.origin().make().isPresent()
                && !kept.origin().make().equals(now.origin().make());
        networks = kept.networks().isEmpty() ? List.of(now.networks()) : List.of(kept.networks(), now.networks());
        this.kept.forEach((what, figure) -> {
            if (hasSpread(figure)) {
                double sd = figure.more().get("sd");
                double[] sums = squares.computeIfAbsent(kind(what, figure), any -> new double[2]);
                sums[0] += (seeds(figure) - 1) * sd * sd;
                sums[1] += seeds(figure) - 1;
            }
        });
    }

    /** Whether figures of networks may move by more than their tolerance. */
    boolean isWider() {
        return wider;
    }

    /** By how much a kept figure may move on the same make of processor. */
    double strict(String what) {
        return kept.get(what).allowed();
    }

    /** By how much a kept figure may move in this comparison. */
    double of(String what) {
        return isWider() && isOfNetwork(what) ? Math.max(strict(what), ofSeeds(what)) : strict(what);
    }

    private boolean isOfNetwork(String what) {
        String[] parts = what.split(SLASH);
        return parts.length > 1 && networks.stream().allMatch(named -> named.stream().map(name -> name.split(SLASH))
                .anyMatch(name -> (name.length == 1 || name[0].equals(parts[0]))
                        && isLearnerOrHalf(parts[1], name[name.length - 1])));
    }

    /** Names of other learners may have " less " in them, so the part is not split. */
    private static boolean isLearnerOrHalf(String part, String network) {
        return part.equals(network) || part.startsWith(network + LESS) || part.endsWith(LESS + network);
    }

    private double ofSeeds(String what) {
        Figure figure = kept.get(what);
        double width = figure.width();
        if (!hasSpread(figure)) {
            return Double.isFinite(width) ? width * QUARTER : 0;
        }
        double[] sums = squares.get(kind(what, figure));
        double error = Math.sqrt(sums[0] / sums[1] * 2 / seeds(figure));
        return Math.min(STANDARD_ERRORS * error, Double.isFinite(width) ? width * HALF : MAX);
    }

    private static boolean hasSpread(Figure figure) {
        return Double.isFinite(figure.more().getOrDefault("sd", Double.NaN)) && seeds(figure) > 1;
    }

    /** Of a mean "n", of a difference "seeds". */
    private static double seeds(Figure figure) {
        return figure.more().getOrDefault("n", figure.more().getOrDefault("seeds", 0.));
    }

    /** Task, learner and measure, which a name begins and ends with, and whether it is a mean or a difference. */
    private static List<String> kind(String what, Figure figure) {
        String[] parts = what.split(SLASH);
        return List.of(parts[0], parts[Math.min(1, parts.length - 1)], parts[parts.length - 1],
                String.valueOf(figure.more().containsKey("n")));
    }
}
