package org.foresale.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foresale.evaluate.Difference;
import org.foresale.log.internal.Names;

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
        return String.format(Locale.ROOT, "Training on shifted copies, all %s together (mean of %d comparison%s, 95"
                + " %%): %s %s; %s %s; %s %s.", ranking.logs().words(), ranking.single().size(),
                ranking.single().size() == 1 ? "" : "s",
                RANKING, mean(ranking), KEPT, mean(kept), ANEW, mean(anew));
    }

    private static String mean(Gains gains) {
        return gains.pooled().signed() + ", " + gains.finding();
    }

    private static String counts(String what, Gains gains) {
        int all = gains.single().size();
        return String.format(Locale.ROOT, "%s, single comparisons on %s by Holm's test: higher in %d of %d, lower in"
                + " %d, no difference shown in %d%s; %+.3f to %+.3f.", what, gains.logs().words(), gains.higher(), all,
                gains.lower(), all - gains.higher() - gains.lower() - gains.tooFew(), gains.tooFew() == 0 ? ""
                        : ", too few users to tell in " + gains.tooFew(), gains.min(), gains.max());
    }

    private static String by(String what, Function<Gain, String> key, Stream<Gain> gains) {
        Map<String, List<Gain>> groups = gains
                .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
        List<String> parts = new ArrayList<>();
        groups.forEach((name, all) -> parts.add(String.format(Locale.ROOT, "%s in %d of %d (%+.3f on average)",
                Names.quoted(name),
                all.stream().filter(Gain::isHigher).count(), all.size(),
                all.stream().mapToDouble(Gain::estimate).average().orElse(Double.NaN))));
        return "By " + what + ", ROC AUC is higher: " + String.join("; ", parts) + ".";
    }

    /** Of all together by the pooled interval; how many single comparisons show it stands beside. */
    private static String conclusion(Gains ranking, Gains kept, Gains anew) {
        return String.format(Locale.ROOT, "Does it help to predict earlier? On %s together, %s: %s. Of the single"
                + " comparisons, %d of %d show a better ranking; the largest gain in ROC AUC is %.3f.%s",
                ranking.logs().words(),
                switch (ranking.finding()) {
                    case Difference.HIGHER -> "the ranking is better";
                    case Difference.LOWER -> "the ranking is worse";
                    case Difference.TOO_FEW -> "there are too few users to tell whether the ranking is better";
                    default -> "no better ranking is shown";
                }, ranking.pooled().signed(), ranking.higher(), ranking.single().size(), Math.max(0, ranking.max()),
                threshold(kept, anew));
    }

    /** What a new threshold does without copies is known only where copies are shown to do something. */
    private static String threshold(Gains kept, Gains anew) {
        double byKept = kept.pooled().estimate();
        double byAnew = anew.pooled().estimate();
        return !kept.finding().equals(Difference.HIGHER) ? "" : String.format(Locale.ROOT, " Copies raise F1 by %.3f at"
                + " the original threshold, and change it by %+.3f at a re-tuned threshold, which needs no copies: %s.",
                byKept, byAnew, byAnew <= HALF * byKept ? "a re-tuned threshold does most of what copies do for F1"
                        : "copies do more than move the threshold");
    }
}
