package org.foresale.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the gains of a shift study into words. What is said of all tasks and learners together follows from the pooled
 * intervals, what is said of single ones from the adjusted p-values; real logs come first.
 */
final class ShiftVerdict {

    private static final double HALF = .5;
    private static final String RANKING = "ROC AUC";
    private static final String KEPT = "F1 at the original threshold";
    private static final String ANEW = "F1 at a re-tuned threshold";

    private ShiftVerdict() {
    }

    /** The gains of each kind of logs in ranking, in F1 at the threshold kept, and in F1 at a threshold chosen anew. */
    static String of(List<Gains> ranking, List<Gains> kept, List<Gains> anew) {
        List<String> lines = new ArrayList<>();
        for (int kind = 0; kind < ranking.size(); kind++) {
            lines.add(pooled(ranking.get(kind), kept.get(kind), anew.get(kind)));
        }
        for (int kind = 0; kind < ranking.size(); kind++) {
            lines.add(counts(RANKING, ranking.get(kind)));
            lines.add(counts(KEPT, kept.get(kind)));
            lines.add(counts(ANEW, anew.get(kind)));
        }
        lines.add(by("learner, " + ranking.get(0).logs().words(), Gain::learner, ranking.get(0).single().stream()));
        lines.add(by("task", Gain::task, ranking.stream().flatMap(gains -> gains.single().stream())));
        lines.add(conclusion(ranking.get(0), kept.get(0), anew.get(0)));
        return String.join("\n", lines);
    }

    private static String pooled(Gains ranking, Gains kept, Gains anew) {
        return String.format(Locale.ROOT, "Training on shifted copies, all %s together (mean of %d comparisons, 95 %%):"
                + " %s %s; %s %s; %s %s.", ranking.logs().words(), ranking.single().size(),
                RANKING, mean(ranking), KEPT, mean(kept), ANEW, mean(anew));
    }

    private static String mean(Gains gains) {
        return gains.pooled().signed() + ", " + gains.finding();
    }

    private static String counts(String what, Gains gains) {
        int all = gains.single().size();
        return String.format(Locale.ROOT, "%s, single comparisons on %s by Holm's test: higher in %d of %d, lower in"
                + " %d, no difference shown in %d; %+.3f to %+.3f.", what, gains.logs().words(), gains.higher(), all,
                gains.lower(), all - gains.higher() - gains.lower(), gains.min(), gains.max());
    }

    private static String by(String what, Function<Gain, String> key, Stream<Gain> gains) {
        Map<String, List<Gain>> groups = gains
                .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
        List<String> parts = new ArrayList<>();
        groups.forEach((name, all) -> parts.add(String.format(Locale.ROOT, "%s in %d of %d (%+.3f on average)", name,
                all.stream().filter(Gain::isHigher).count(), all.size(),
                all.stream().mapToDouble(Gain::estimate).average().orElse(Double.NaN))));
        return "By " + what + ", ROC AUC is higher: " + String.join("; ", parts) + ".";
    }

    private static String conclusion(Gains ranking, Gains kept, Gains anew) {
        long byKept = kept.higher();
        long byAnew = anew.higher();
        String threshold = byKept == 0 ? "" : String.format(Locale.ROOT, " F1 rises in %d comparisons at the original"
                + " threshold, and in %d at a re-tuned threshold, which needs no copies: %s.", byKept, byAnew,
                byAnew <= HALF * byKept ? "a re-tuned threshold does most of what copies do for F1"
                        : "copies do more than move the threshold");
        return String.format(Locale.ROOT, "Does it help to predict earlier? On %s, a better ranking is shown in %s"
                + " comparisons, and the largest gain in ROC AUC is %.3f.%s", ranking.logs().words(),
                share(ranking), Math.max(0, ranking.max()), threshold);
    }

    private static String share(Gains gains) {
        long higher = gains.higher();
        int all = gains.single().size();
        return (higher == 0 ? "none of the " : higher == all ? "all "
                : (higher > HALF * all ? "most, " : higher == HALF * all ? "half, " : "a minority, ") + higher + " of ")
                + all;
    }
}
