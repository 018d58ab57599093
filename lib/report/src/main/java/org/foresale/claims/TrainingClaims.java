package org.foresale.claims;

import java.util.ArrayList;
import java.util.List;
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
    private static final String EVERY = "every-category";
    private static final String EVERY_SHIFTED = "Ta-Feng, first fold / LSTM, shift {0, 2} less LSTM / macro ROC AUC";
    /** One loss may be where a network happens to be lucky. */
    private static final int BOUNDS = 2;
    private static final double ALPHA = .05;

    private TrainingClaims() {
    }

    static List<Article> all() {
        return List.of(
                Article.claim("Learning speed", "An LSTM learns faster with a CNN before it than alone.",
                        List.of(new Section("04-lstm-training", "Does a CNN before the LSTM make it learn faster?")),
                        TrainingClaims::speed),
                Article.claim("Shift", "Training on copies that lack the newest purchases gives a better predictor,"
                        + " for 20,000 users.", List.of(new Section("05-shift-study", "The answer"),
                        new Section("05-shift-study", "Ranking"),
                        new Section("07-every-category", "Does the order matter?")), TrainingClaims::shift)
                        .withAside(TrainingClaims::shiftOfInvented));
    }

    private static Judgement speed(ResultsFolder kept) {
        List<String> measured = List.of(
                "Training that the CNN + LSTM needs, as a multiple of the LSTM's, with shopping days as events: "
                        + ratios(kept, "days"),
                "The same with every product in a basket as an event: " + ratios(kept, "lines"));
        return faster(Design.of("where a shopping day is an event"), kept, "days").judged(measured,
                faster(Design.of("for long sequences of products"), kept, "lines"));
    }

    private static String ratios(ResultsFolder kept, String events) {
        List<String> words = new ArrayList<>();
        kept.allStarting(SPEED, events + SECONDS).forEach((name, seconds) -> {
            String loss = name.substring((events + SECONDS).length());
            words.add("to a validation loss of " + loss + ", " + (kept.has(SPEED, events + EPOCHS + loss)
                    ? ResultsFolder.ratio(kept.figure(SPEED, events + EPOCHS + loss)) + " of the epochs, "
                    : "both in the first epoch, ") + ResultsFolder.ratio(seconds) + " of the time"
                    + ResultsFolder.words(" (%.0f of %.0f seeds)", ResultsFolder.beside(seconds, "n"),
                            ResultsFolder.beside(seconds, "seeds")));
        });
        return String.join("; ", words) + ".";
    }

    /**
     * To learn faster is to need less time until each of two losses or more, and fewer epochs until each of those that
     * take more than one.
     */
    private static Design faster(Design design, ResultsFolder kept, String events) {
        List<Figure> epochs = List.copyOf(kept.allStarting(SPEED, events + EPOCHS).values());
        List<Figure> seconds = List.copyOf(kept.allStarting(SPEED, events + SECONDS).values());
        if (seconds.size() < BOUNDS || epochs.isEmpty()) {
            throw new MissingFigureException("the results of " + SPEED + " have " + seconds.size() + " losses of "
                    + events + " and " + epochs.size() + " that take several epochs, not " + BOUNDS + " and 1");
        }
        Design judged = design;
        for (Figure ratio : Stream.concat(epochs.stream(), seconds.stream()).toList()) {
            judged = isComplete(ratio) ? judged.with(Rule.below(1), ratio) : judged.withNothing(Rule.below(1));
        }
        return judged;
    }

    /**
     * Tells whether a ratio can be judged: all seeds get there, and where the LSTM alone never does with some, so that
     * the ratio is at most what is said, that is below 1.
     */
    private static boolean isComplete(Figure ratio) {
        return ResultsFolder.isBounded(ratio)
                && ResultsFolder.beside(ratio, "n") == ResultsFolder.beside(ratio, "seeds")
                && (ratio.more().getOrDefault("censored", 0.) == 0 || ResultsFolder.high(ratio) < 1);
    }

    private static Judgement shift(ResultsFolder kept) {
        Figure pooled = kept.figure(SHIFT_STUDY, REAL + POOLED + "ROC AUC");
        List<String> measured = List.of(
                "Real logs, all comparisons together, ROC AUC " + ResultsFolder.signed(pooled)
                + "; F1 at the original threshold "
                        + ResultsFolder.signed(kept.figure(SHIFT_STUDY, REAL + POOLED + "F1, threshold kept"))
                        + ", at a re-tuned threshold, which needs no copies, "
                        + ResultsFolder.signed(kept.figure(SHIFT_STUDY, REAL + POOLED + "F1, threshold chosen anew"))
                        + ".",
                found("Single comparisons by Holm's test, ROC AUC",
                        kept.ending(SHIFT_STUDY, RANKING, name -> !name.startsWith(SIMULATED))));
        Stream<String> everyCategory = kept.overTasksIfKept(EVERY, EVERY_SHIFTED).stream()
                .map(gain -> "One network for every category, one fold of Ta-Feng, mean ROC AUC "
                        + ResultsFolder.signed(gain) + ".");
        return Design.own().with(Rule.above(0), pooled)
                .judged(Stream.concat(measured.stream(), everyCategory).toList());
    }

    private static List<String> shiftOfInvented(ResultsFolder kept) {
        return List.of("Invented users, all comparisons together, ROC AUC "
                + ResultsFolder.signed(kept.figure(SHIFT_STUDY, INVENTED + POOLED + "ROC AUC")) + ". "
                + found("Single comparisons", kept.ending(SHIFT_STUDY, RANKING, name -> name.startsWith(SIMULATED))));
    }

    private static String found(String what, List<Figure> gains) {
        return ResultsFolder.words("%s: higher in %d of %d, lower in %d; %+.3f to %+.3f.", what,
                gains.stream().filter(gain -> isShown(gain) && gain.value() > 0).count(), gains.size(),
                gains.stream().filter(gain -> isShown(gain) && gain.value() < 0).count(),
                gains.stream().mapToDouble(Figure::value).min().orElseThrow(),
                gains.stream().mapToDouble(Figure::value).max().orElseThrow());
    }

    private static boolean isShown(Figure gain) {
        return ResultsFolder.pValue(gain) <= ALPHA;
    }
}
