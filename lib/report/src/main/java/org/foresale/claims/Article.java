package org.foresale.claims;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A claim as the article makes it, with what judges it.
 *
 * @param title      what it is about
 * @param words      what the article says
 * @param notebooks  the notebooks that show what was measured
 * @param judge      judges it by what was measured on real users
 * @param aside      tells what is found with a leak or on invented users; it has no say in the verdict
 * @param unmeasured what is said of it while a figure is missing
 */
record Article(String title, String words, List<String> notebooks, Function<ResultsFolder, Judgement> judge,
        Function<ResultsFolder, List<String>> aside, Judgement unmeasured) {

    /**
     * What was found, and what follows from it.
     *
     * @param measured what was found
     * @param verdict  whether the claim holds
     * @param reason   where else it holds, or how wide the interval is
     */
    record Judgement(List<String> measured, Verdict verdict, String reason) {
    }

    /** A claim that can be tested. */
    static Article claim(String title, String words, List<String> notebooks, Function<ResultsFolder, Judgement> judge) {
        return new Article(title, words, notebooks, judge, kept -> List.of(),
                new Judgement(List.of(), Verdict.NOT_MEASURED, "yet: run the notebook in full"));
    }

    /** What the article wants the predictions for: what was measured of it is told without a verdict. */
    static Article motive(String title, String words, List<String> notebooks,
            Function<ResultsFolder, List<String>> measured) {
        return new Article(title, words, notebooks,
                kept -> new Judgement(measured.apply(kept), Verdict.MOTIVE, ""), kept -> List.of(),
                new Judgement(List.of(), Verdict.MOTIVE, ""));
    }

    /** With what is found with a leak or on invented users. */
    Article withAside(Function<ResultsFolder, List<String>> newAside) {
        return new Article(title, words, notebooks, judge, newAside, unmeasured);
    }

    Claim judged(Optional<ResultsFolder> kept) {
        Judgement judgement = found(kept, judge).orElse(unmeasured);
        return new Claim(title, words, judgement.measured(), judgement.verdict(), judgement.reason(),
                found(kept, aside).orElse(List.of("Not measured yet.")), notebooks);
    }

    private static <T> Optional<T> found(Optional<ResultsFolder> kept, Function<ResultsFolder, T> asked) {
        try {
            return kept.map(asked);
        } catch (MissingFigureException e) {
            return Optional.empty();
        }
    }
}
