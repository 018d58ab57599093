package org.foresale.claims;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.foresale.claims.Article.Judgement;
import org.foresale.study.Results.Figure;

/** How networks are trained. */
final class TrainingClaims {

    static final String SHIFT_STUDY = "shift-study";
    private static final String SPEED = "learning-speed";
    private static final String EPOCHS = " / epochs, ratio";
    private static final String SECONDS = " / seconds, ratio";
    private static final String RANKING = " / gain / ROC AUC";
    private static final String SIMULATED = "simulated";
    private static final double LEVEL = .975;

    private TrainingClaims() {
    }

    static List<Article> all() {
        return List.of(
                new Article("Learning speed", "With a CNN before it, the LSTM learns faster than alone.",
                        List.of("04-lstm-training"), TrainingClaims::speed),
                new Article("Shift", "Copies of the samples that lack the newest purchases make a better predictor, for"
                        + " 20,000 users.", List.of("05-shift-study"), TrainingClaims::shift));
    }

    private static Judgement speed(Kept kept) {
        List<String> measured = List.of(
                "CNN + LSTM over LSTM until the same validation loss, where every product in a basket is an event: "
                        + ratios(kept, "lines"),
                "The same where a shopping day is an event: " + ratios(kept, "days"));
        boolean lines = isFaster(kept, "lines");
        boolean days = isFaster(kept, "days");
        if (lines && days) {
            return new Judgement(measured, Verdict.REPRODUCED, "");
        }
        if (lines) {
            return new Judgement(measured, Verdict.REPRODUCED_ONLY, "for long sequences, of products");
        }
        return days ? new Judgement(measured, Verdict.REPRODUCED_ONLY, "for sequences of shopping days")
                : new Judgement(measured, Verdict.NOT_REPRODUCED, "");
    }

    private static String ratios(Kept kept, String events) {
        return Kept.spread(kept.figure(SPEED, events + EPOCHS)) + " of the epochs, "
                + Kept.spread(kept.figure(SPEED, events + SECONDS)) + " of the time.";
    }

    /** To learn faster is to need fewer epochs and less time. */
    private static boolean isFaster(Kept kept, String events) {
        return isBelowOne(kept.figure(SPEED, events + EPOCHS)) && isBelowOne(kept.figure(SPEED, events + SECONDS));
    }

    /** Whether a ratio is below 1 with all of its interval of 95 % (Student 1908) over the seeds. */
    private static boolean isBelowOne(Figure ratio) {
        double n = ratio.more().getOrDefault("n", 1.);
        if (n < 2) {
            return false;
        }
        double half = new TDistribution(n - 1).inverseCumulativeProbability(LEVEL) * ratio.more().get("sd")
                / Math.sqrt(n);
        return ratio.value() + half < 1;
    }

    private static Judgement shift(Kept kept) {
        List<Figure> ranking = kept.ending(SHIFT_STUDY, RANKING);
        List<Figure> onReal = kept.ending(SHIFT_STUDY, RANKING, name -> !name.startsWith(SIMULATED));
        List<Figure> threshold = kept.ending(SHIFT_STUDY, " / gain / F1, threshold kept");
        List<Figure> anew = kept.ending(SHIFT_STUDY, " / gain / F1, threshold chosen anew");
        List<String> measured = new ArrayList<>();
        measured.add(found("Ranking (ROC AUC)", ranking));
        measured.add(found("The same without invented users", onReal));
        measured.add(found("F1 at the threshold kept", threshold));
        measured.add(found("F1 at a threshold chosen anew, which takes no copies", anew));
        long higher = higher(ranking);
        if (higher == 0) {
            return new Judgement(measured, Verdict.NOT_REPRODUCED, "");
        }
        return higher == ranking.size() ? new Judgement(measured, Verdict.REPRODUCED, "")
                : new Judgement(measured, Verdict.REPRODUCED_ONLY, "in " + higher + " of " + ranking.size()
                        + " comparisons" + Kept.words(", by at most %.3f of ROC AUC", most(ranking)));
    }

    private static String found(String what, List<Figure> gains) {
        return Kept.words("%s: higher in %d of %d comparisons, lower in %d; %+.3f to %+.3f.", what, higher(gains),
                gains.size(), gains.stream().filter(gain -> Kept.high(gain) < 0).count(),
                gains.stream().mapToDouble(Figure::value).min().orElseThrow(), most(gains));
    }

    private static long higher(List<Figure> gains) {
        return gains.stream().filter(gain -> Kept.low(gain) > 0).count();
    }

    private static double most(List<Figure> gains) {
        return gains.stream().mapToDouble(Figure::value).max().orElseThrow();
    }
}
