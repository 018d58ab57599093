package org.foresale.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts the gains of a shift study into words; each word follows from the intervals. */
final class ShiftVerdict {

    private static final double HALF = .5;

    private ShiftVerdict() {
    }

    static String of(List<Gain> ranking, List<Gain> kept, List<Gain> anew) {
        return String.join("\n", counts("Ranking (ROC AUC)", ranking), counts("F1 at the threshold kept", kept),
                counts("F1 at a threshold chosen anew", anew), by("learner", Gain::learner, ranking),
                by("task", Gain::task, ranking), conclusion(ranking, kept, anew));
    }

    private static String counts(String what, List<Gain> gains) {
        long higher = higher(gains);
        long lower = gains.stream().filter(Gain::isLower).count();
        return String.format(Locale.ROOT, "%s: higher by training on shifted copies in %d of %d comparisons, lower in %d,"
                + " no difference shown in %d; %+.3f to %+.3f.", what, higher, gains.size(), lower,
                gains.size() - higher - lower, gains.stream().mapToDouble(Gain::estimate).min().orElse(Double.NaN),
                gains.stream().mapToDouble(Gain::estimate).max().orElse(Double.NaN));
    }

    private static long higher(List<Gain> gains) {
        return gains.stream().filter(Gain::isHigher).count();
    }

    private static String by(String what, Function<Gain, String> key, List<Gain> gains) {
        Map<String, List<Gain>> groups = gains.stream()
                .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
        List<String> parts = new ArrayList<>();
        groups.forEach((name, all) -> parts.add(String.format(Locale.ROOT, "%s in %d of %d (%+.3f on average)", name,
                higher(all), all.size(), all.stream().mapToDouble(Gain::estimate).average().orElse(Double.NaN))));
        return "By " + what + ", ROC AUC is higher: " + String.join("; ", parts) + ".";
    }

    private static String conclusion(List<Gain> ranking, List<Gain> kept, List<Gain> anew) {
        long byKept = higher(kept);
        long byAnew = higher(anew);
        String threshold = byKept == 0 ? "" : String.format(Locale.ROOT, " F1 rises in %d comparisons at the threshold"
                + " kept, and in %d once the threshold is chosen anew, which takes no copies: %s.", byKept, byAnew,
                byAnew <= HALF * byKept ? "most of what copies do to F1, a threshold chosen for the purpose does too"
                        : "copies do more than move the threshold");
        return String.format(Locale.ROOT, "Does it help to foresee earlier? A better ranking is shown in %s comparisons,"
                + " and nowhere is it better by more than %.3f of ROC AUC.%s", share(ranking),
                Math.max(0, ranking.stream().mapToDouble(Gain::estimate).max().orElse(0)), threshold);
    }

    private static String share(List<Gain> gains) {
        long higher = higher(gains);
        return (higher == 0 ? "none of the " : higher == gains.size() ? "all "
                : (higher > HALF * gains.size() ? "most, " : higher == HALF * gains.size() ? "half, " : "a minority, ")
                + higher + " of ")
                + gains.size();
    }
}
