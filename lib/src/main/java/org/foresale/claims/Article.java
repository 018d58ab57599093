package org.foresale.claims;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A claim as the article makes it, with the rule that judges it.
 *
 * @param title     what it is about
 * @param words     what the article says
 * @param notebooks the notebooks that show what was measured
 * @param rule      judges it by the results
 */
record Article(String title, String words, List<String> notebooks, Function<Kept, Judgement> rule) {

    /**
     * What a rule comes to.
     *
     * @param measured what was found
     * @param verdict  whether the claim holds
     * @param reason   the condition, or why not
     */
    record Judgement(List<String> measured, Verdict verdict, String reason) {
    }

    Claim judged(Optional<Kept> kept) {
        if (kept.isEmpty()) {
            return unmeasured();
        }
        try {
            Judgement judgement = rule.apply(kept.get());
            return new Claim(title, words, judgement.measured(), judgement.verdict(), judgement.reason(), notebooks);
        } catch (MissingFigureException e) {
            return unmeasured();
        }
    }

    private Claim unmeasured() {
        return new Claim(title, words, List.of(), Verdict.NOT_MEASURED, "yet: run the notebook in full", notebooks);
    }
}
