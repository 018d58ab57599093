package org.foresale.claims;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A claim as the article makes it, with what judges it.
 *
 * @param title      what it is about
 * @param words      what the article says
 * @param sections   the sections of notebooks that show what was measured
 * @param judge      judges it by what was measured on real users
 * @param aside      tells what is found with a leak or on invented users; it has no say in the verdict
 * @param unmeasured what is said of it while a figure is missing
 */
record Article(String title, String words, List<Section> sections, Function<ResultsFolder, Judgement> judge,
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
    static Article claim(String title, String words, List<Section> sections, Function<ResultsFolder, Judgement> judge) {
        return new Article(title, words, sections, judge, kept -> List.of(),
                new Judgement(List.of(), Verdict.NOT_MEASURED, "here: its notebook has not run in full"));
    }

    /** What the article wants the predictions for: what was measured of it is told without a verdict. */
    static Article motive(String title, String words, List<Section> sections,
            Function<ResultsFolder, List<String>> measured) {
        return new Article(title, words, sections,
                kept -> new Judgement(measured.apply(kept), Verdict.MOTIVE, ""), kept -> List.of(),
                new Judgement(List.of(), Verdict.MOTIVE, ""));
    }

    /** With what is found with a leak or on invented users. */
    Article withAside(Function<ResultsFolder, List<String>> newAside) {
        return new Article(title, words, sections, judge, newAside, unmeasured);
    }

    Claim judged(Optional<ResultsFolder> kept) {
        SortedSet<ResultsKey> keys = new TreeSet<>();
        Judgement judgement = found(kept, judge, keys).orElse(unmeasured);
        List<String> besides = found(kept, aside, keys).orElse(List.of("Not measured yet."));
        return new Claim(title, words, judgement.measured(), judgement.verdict(), judgement.reason(), besides,
                sections, List.copyOf(keys));
    }

    /** What is found, and with it the keys that were read for it; neither if a figure is missing. */
    private static <T> Optional<T> found(Optional<ResultsFolder> kept, Function<ResultsFolder, T> asked,
            SortedSet<ResultsKey> keys) {
        SortedSet<ResultsKey> read = new TreeSet<>();
        try {
            Optional<T> found = kept.map(folder -> asked.apply(folder.noting(read::add)));
            keys.addAll(read);
            return found;
        } catch (MissingFigureException e) {
            return Optional.empty();
        }
    }
}
