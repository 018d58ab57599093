package org.foresale.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.foresale.claims.Article.Judgement;
import org.foresale.study.Results.Figure;
import org.foresale.study.ShiftResults;

/** How networks are trained. */
final class TrainingClaims {

    static final String SHIFT_STUDY = "shift-study";
    private static final String SPEED = "learning-speed";
    private static final String EPOCHS = " / epochs, ratio until ";
    private static final String SECONDS = " / seconds, ratio until ";
    private static final String RANKING = " / gain / ROC AUC";
    private static final String SIMULATED = ShiftResults.SIMULATED;
    private static final String REAL = "real logs";
    private static final String INVENTED = "invented users";
    private static final String POOLED = " / pooled gain / ";
    /** One loss may be where a network happens to be lucky. */
    private static final int BOUNDS = 2;
    private static final double ALPHA = .05;

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
        List<String> words = new ArrayList<>();
        kept.allStarting(SPEED, events + EPOCHS).forEach((name, epochs) -> {
            String loss = name.substring((events + EPOCHS).length());
            words.add("until " + loss + " " + Kept.ratio(epochs) + " of the epochs, "
                    + Kept.ratio(kept.figure(SPEED, events + SECONDS + loss)) + " of the time"
                    + Kept.words(" (%.0f of %.0f seeds)", epochs.more().get("n"), epochs.more().get("seeds")));
        });
        return String.join("; ", words) + ".";
    }

    /** To learn faster is to need fewer epochs and less time, until either of two losses or more. */
    private static boolean isFaster(Kept kept, String events) {
        Map<String, Figure> epochs = kept.allStarting(SPEED, events + EPOCHS);
        Map<String, Figure> seconds = kept.allStarting(SPEED, events + SECONDS);
        return Math.min(epochs.size(), seconds.size()) >= BOUNDS
                && Stream.concat(epochs.values().stream(), seconds.values().stream())
                        .allMatch(ratio -> Kept.isBounded(ratio) && Kept.high(ratio) < 1);
    }

    private static Judgement shift(Kept kept) {
        Figure pooled = kept.figure(SHIFT_STUDY, REAL + POOLED + "ROC AUC");
        List<Figure> onReal = kept.ending(SHIFT_STUDY, RANKING, name -> !name.startsWith(SIMULATED));
        List<String> measured = new ArrayList<>();
        measured.add("Real logs, all comparisons together, ROC AUC " + Kept.signed(pooled)
                + "; F1 at the threshold kept "
                + Kept.signed(kept.figure(SHIFT_STUDY, REAL + POOLED + "F1, threshold kept"))
                + ", at a threshold chosen anew, which takes no copies, "
                + Kept.signed(kept.figure(SHIFT_STUDY, REAL + POOLED + "F1, threshold chosen anew")) + ".");
        measured.add(found("Single comparisons by Holm's test, ROC AUC, real logs", onReal));
        measured.add("Invented users, all comparisons together, ROC AUC "
                + Kept.signed(kept.figure(SHIFT_STUDY, INVENTED + POOLED + "ROC AUC")) + ". "
                + found("Single comparisons", kept.ending(SHIFT_STUDY, RANKING, name -> name.startsWith(SIMULATED))));
        long higher = onReal.stream().filter(TrainingClaims::isHigher).count();
        if (higher == onReal.size()) {
            return new Judgement(measured, Verdict.REPRODUCED, "");
        }
        String most = Kept.words(", by at most %.3f of ROC AUC", most(onReal));
        if (higher > 0) {
            return new Judgement(measured, Verdict.REPRODUCED_ONLY, "in " + higher + " of " + onReal.size()
                    + " comparisons on real logs" + most);
        }
        return Kept.low(pooled) > 0 ? new Judgement(measured, Verdict.REPRODUCED_ONLY,
                "on real logs together, in none of them alone" + most)
                : new Judgement(measured, Verdict.NOT_REPRODUCED, "");
    }

    private static String found(String what, List<Figure> gains) {
        return Kept.words("%s: higher in %d of %d, lower in %d; %+.3f to %+.3f.", what,
                gains.stream().filter(TrainingClaims::isHigher).count(), gains.size(),
                gains.stream().filter(gain -> isShown(gain) && gain.value() < 0).count(),
                gains.stream().mapToDouble(Figure::value).min().orElseThrow(), most(gains));
    }

    private static boolean isHigher(Figure gain) {
        return isShown(gain) && gain.value() > 0;
    }

    private static boolean isShown(Figure gain) {
        return Kept.pValue(gain) <= ALPHA;
    }

    private static double most(List<Figure> gains) {
        return gains.stream().mapToDouble(Figure::value).max().orElseThrow();
    }
}
