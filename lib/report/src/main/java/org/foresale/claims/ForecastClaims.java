package org.foresale.claims;

import java.util.List;
import org.foresale.claims.Article.Judgement;
import org.foresale.study.Results.Figure;

/** How well purchases are foreseen. */
final class ForecastClaims {

    /** First needs as the article draws them: others without a sign in the whole window. */
    static final String ARTICLE_DESIGN = "first-need-article";
    static final String FIRST_NEED = "first-need";
    static final String BOUGHT_BEFORE = "bought-before";
    static final String LEAKS = "leaks";
    static final String WRONG_WAYS = "wrong-ways";
    static final String LEAKING = "cut at the window's end";
    static final String COPIES = "split after copying";
    static final String NETWORK = "CNN + LSTM";
    static final String TREES = "XGBoost";
    static final String ALWAYS = "always positive";
    static final double ARTICLE_F1 = .87;
    static final String F1 = "F1 at 1:1";
    private static final double ARTICLE_SHARES = .8;
    private static final String HIGHEST_F1 = F1 + ", highest on validation";
    private static final String PRECISION = "precision at 1:1";
    private static final String RECALL = "recall";
    private static final String SEQUENCE = "all categories / LSTM less no sequence / ROC AUC";
    private static final String RISK_SET = "for a first need from the risk set";
    private static final String AGAIN = "for buying again";
    private static final String SAMPLES = "02-feature-day-and-samples";
    private static final String TRAINING = "04-lstm-training";
    private static final String SHIFTS = "05-shift-study";
    private static final Section THE_LEAK = new Section(SAMPLES, "The leak");
    private static final Section NOTHING_TO_FIND = new Section(SAMPLES,
            "A null test: is anything found where there is nothing to find?");
    private static final Section ALL_LEARNERS = new Section(TRAINING, "All learners");
    private static final Section FIRST = new Section(TRAINING, "First need: the article's own question");
    private static final Section OWN_DESIGN = new Section(TRAINING, "The article's own design");
    private static final Section WRONG = new Section(SHIFTS, "Wrong ways");

    private ForecastClaims() {
    }

    static List<Article> all() {
        return List.of(
                Article.claim("Precision and recall", "The CNN + LSTM predicts a first need with precision and recall"
                        + " above 0.8, on as many buyers as non-buyers.",
                        List.of(OWN_DESIGN, FIRST, ALL_LEARNERS, NOTHING_TO_FIND, WRONG),
                        ForecastClaims::precisionAndRecall)
                        .withAside(ForecastClaims::precisionWithALeak),
                Article.claim("XGBoost", "XGBoost reaches an F1 of 0.87 on the same samples.",
                        List.of(OWN_DESIGN, FIRST, ALL_LEARNERS, NOTHING_TO_FIND, THE_LEAK, WRONG),
                        ForecastClaims::trees)
                        .withAside(ForecastClaims::treesWithALeak),
                Article.claim("The sequence", "A CNN draws features from the sequence of purchases, and an LSTM reads"
                        + " them: the sequence is said to reveal who will buy.",
                        List.of(new Section(TRAINING, "Does the order of purchases matter?"), OWN_DESIGN,
                                new Section(SHIFTS, "Does the order matter where there is one?")),
                        ForecastClaims::sequence)
                        .withAside(ForecastClaims::inventedOrder));
    }

    private static Judgement precisionAndRecall(ResultsFolder kept) {
        List<String> measured = List.of(
                "First need, the article's design: " + shares(kept, ARTICLE_DESIGN) + ". F1 "
                        + ResultsFolder.ratio(mean(kept, ARTICLE_DESIGN, NETWORK, F1))
                        + ", at the threshold of the highest F1 on validation "
                        + ResultsFolder.ratio(mean(kept, ARTICLE_DESIGN, NETWORK, HIGHEST_F1)) + "; " + always(kept)
                        + ".",
                bias(kept), "First need from the risk set: " + shares(kept, FIRST_NEED) + ".",
                "Buying again: " + shares(kept, BOUGHT_BEFORE) + ".");
        return both(Design.own(), kept, ARTICLE_DESIGN).judged(measured,
                both(Design.of(RISK_SET), kept, FIRST_NEED), both(Design.of(AGAIN), kept, BOUGHT_BEFORE));
    }

    private static Design both(Design design, ResultsFolder kept, String study) {
        return design.with(Rule.atLeast(ARTICLE_SHARES), mean(kept, study, NETWORK, PRECISION))
                .with(Rule.atLeast(ARTICLE_SHARES), mean(kept, study, NETWORK, RECALL));
    }

    private static String shares(ResultsFolder kept, String study) {
        return "precision " + ResultsFolder.ratio(mean(kept, study, NETWORK, PRECISION)) + ", recall "
                + ResultsFolder.ratio(mean(kept, study, NETWORK, RECALL));
    }

    /** A figure over all categories. */
    private static Figure mean(ResultsFolder kept, String study, String learner, String figure) {
        return kept.figure(study, String.join(" / ", "all categories", learner, figure));
    }

    /** Whoever says yes to everybody has no threshold: its F1 is the same at all. */
    private static String always(ResultsFolder kept) {
        return ALWAYS + ResultsFolder.words(" %.3f", mean(kept, ARTICLE_DESIGN, ALWAYS, F1).value());
    }

    private static String bias(ResultsFolder kept) {
        return "The bias of this design: in a null test, timing alone has a ROC AUC of "
                + ResultsFolder.ratio(
                kept.figure("designs", "no sign in the window / timing only / ROC AUC where nothing is to be found"))
                + "; without bias it would be 0.5.";
    }

    private static List<String> precisionWithALeak(ResultsFolder kept) {
        return List.of("Copies of a user in training and test: precision "
                + ResultsFolder.ratio(leak(kept, WRONG_WAYS, COPIES, NETWORK, PRECISION)) + ", recall "
                + ResultsFolder.ratio(leak(kept, WRONG_WAYS, COPIES, NETWORK, RECALL)) + ".");
    }

    private static Figure leak(ResultsFolder kept, String study, String way, String learner, String figure) {
        return kept.figure(study, String.join(" / ", way, learner, figure));
    }

    /** F1 is judged at the threshold that is chosen for it; that where precision equals recall stands beside it. */
    private static Judgement trees(ResultsFolder kept) {
        List<String> measured = List.of(
                "F1 at the threshold of the highest F1 on validation: first need, the article's design, "
                        + ResultsFolder.ratio(mean(kept, ARTICLE_DESIGN, TREES, HIGHEST_F1)) + ", from the risk set "
                        + ResultsFolder.ratio(mean(kept, FIRST_NEED, TREES, HIGHEST_F1)) + "; buying again "
                        + ResultsFolder.ratio(mean(kept, BOUGHT_BEFORE, TREES, HIGHEST_F1)) + "; " + always(kept) + ".",
                "At break-even: " + ResultsFolder.ratio(mean(kept, ARTICLE_DESIGN, TREES, F1)) + ", "
                        + ResultsFolder.ratio(mean(kept, FIRST_NEED, TREES, F1)) + " and "
                        + ResultsFolder.ratio(mean(kept, BOUGHT_BEFORE, TREES, F1)) + ".",
                bias(kept));
        return reached(Design.own(), kept, ARTICLE_DESIGN).judged(measured,
                reached(Design.of(RISK_SET), kept, FIRST_NEED), reached(Design.of(AGAIN), kept, BOUGHT_BEFORE));
    }

    private static Design reached(Design design, ResultsFolder kept, String study) {
        return design.with(Rule.atLeast(ARTICLE_F1), mean(kept, study, TREES, HIGHEST_F1));
    }

    private static List<String> treesWithALeak(ResultsFolder kept) {
        return List.of("F1 " + ResultsFolder.ratio(leak(kept, LEAKS, LEAKING, TREES, F1))
                + " if non-buyers are cut at the end of the window, "
                + ResultsFolder.ratio(leak(kept, WRONG_WAYS, COPIES, TREES, F1))
                + " if copies of a user are in training and test.");
    }

    private static Judgement sequence(ResultsFolder kept) {
        Figure first = kept.overTasks(FIRST_NEED, SEQUENCE);
        Figure again = kept.overTasks(BOUGHT_BEFORE, SEQUENCE);
        Figure own = kept.overTasks(ARTICLE_DESIGN, SEQUENCE);
        return gain(Design.own(), own).judged(List.of("LSTM less the same network without the sequence, ROC AUC: first"
                + " need, the article's design, " + ResultsFolder.signed(own) + ", from the risk set "
                + ResultsFolder.signed(first)
                + "; buying again " + ResultsFolder.signed(again) + "."), gain(Design.of(RISK_SET), first),
                gain(Design.of(AGAIN), again));
    }

    private static Design gain(Design design, Figure difference) {
        return design.with(Rule.above(0), difference);
    }

    private static List<String> inventedOrder(ResultsFolder kept) {
        return List.of("Invented users, part of whose need is visible only in the order, ROC AUC: CNN + LSTM "
                + simulated(kept, NETWORK) + ", LSTM " + simulated(kept, "LSTM") + ", XGBoost, which sees no order, "
                + simulated(kept, TREES) + ".");
    }

    private static String simulated(ResultsFolder kept, String learner) {
        return ResultsFolder.words("%.3f", kept.value(TrainingClaims.SHIFT_STUDY,
                String.join(" / ", "simulated, order", learner, "{0}", "without 0", "ROC AUC")));
    }
}
