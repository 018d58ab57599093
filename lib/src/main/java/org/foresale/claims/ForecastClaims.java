package org.foresale.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.foresale.claims.Article.Judgement;
import org.foresale.study.Results.Figure;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How well purchases are foreseen. */
final class ForecastClaims {

    private static final String FIRST_NEED = "first-need";
    private static final String BOUGHT_BEFORE = "bought-before";
    private static final String LEAKS = "leaks";
    private static final String WRONG_WAYS = "wrong-ways";
    private static final String LEAKING = "cut at the window's end";
    private static final String COPIES = "split after copying";
    private static final String NETWORK = "CNN + LSTM";
    private static final String TREES = "XGBoost";
    private static final String ALWAYS = "always positive";
    private static final double ARTICLE_F1 = .87;
    private static final double ARTICLE_SHARES = .8;
    private static final String PRECISION = "precision at 1:1";
    private static final String RECALL = "recall";
    private static final String F1 = "F1 at 1:1";

    private ForecastClaims() {
    }

    static List<Article> all() {
        return List.of(
                new Article("Precision and recall", "The CNN + LSTM foresees a first need with precision and recall"
                        + " above 0.8, on as many buyers as others.",
                        List.of("04-lstm-training"), ForecastClaims::precisionAndRecall),
                new Article("XGBoost", "XGBoost reaches an F1 of 0.87 on the same samples.",
                        List.of("02-feature-day-and-samples"), ForecastClaims::trees),
                new Article("The sequence", "A CNN draws features from the sequence of purchases, and an LSTM reads"
                        + " them: the sequence is held to tell who will buy.",
                        List.of("04-lstm-training", "05-shift-study"), ForecastClaims::sequence));
    }

    private static Judgement precisionAndRecall(Kept kept) {
        List<String> first = kept.tasks(FIRST_NEED);
        List<String> again = kept.tasks(BOUGHT_BEFORE);
        Predicate<String> firstHolds = task ->
                holds(figure -> of(kept, FIRST_NEED, task, NETWORK, figure));
        Predicate<String> againHolds = task ->
                holds(figure -> of(kept, BOUGHT_BEFORE, task, NETWORK, figure));
        Predicate<String> againAsDrawn = task ->
                holds(figure -> kept.value(BOUGHT_BEFORE, String.join(" / ", task, NETWORK, figure)));
        List<String> measured = List.of(
                "First need, " + first.size() + " categories: precision " + range(first, task ->
                        of(kept, FIRST_NEED, task, NETWORK, PRECISION)) + ", recall " + range(first, task ->
                        of(kept, FIRST_NEED, task, NETWORK, RECALL)) + ". F1 " + range(first, task ->
                        of(kept, FIRST_NEED, task, NETWORK, F1)) + ", always saying yes "
                        + range(first, task -> of(kept, FIRST_NEED, task, ALWAYS, F1)) + ".",
                "Buying again, " + again.size() + " categories: precision " + range(again, task ->
                        of(kept, BOUGHT_BEFORE, task, NETWORK, PRECISION)) + ", recall " + range(again, task ->
                        of(kept, BOUGHT_BEFORE, task, NETWORK, RECALL)) + "; both above " + ARTICLE_SHARES + ": "
                        + named(again, againHolds) + ". That is of all active users, weighted to 1:1; of as many buyers"
                        + " as others, as drawn: " + named(again, againAsDrawn) + ".");
        return graded(measured, first, firstHolds, again, againHolds);
    }

    private static boolean holds(ToDoubleFunction<String> figure) {
        return figure.applyAsDouble(PRECISION) > ARTICLE_SHARES && figure.applyAsDouble(RECALL) > ARTICLE_SHARES;
    }

    private static Judgement trees(Kept kept) {
        List<String> first = kept.tasks(FIRST_NEED);
        List<String> again = kept.tasks(BOUGHT_BEFORE);
        double leaking = of(kept, LEAKS, LEAKING, TREES, F1);
        double copies = of(kept, WRONG_WAYS, COPIES, TREES, F1);
        Predicate<String> firstHolds = task -> of(kept, FIRST_NEED, task, TREES, F1) >= ARTICLE_F1;
        Predicate<String> againHolds = task -> of(kept, BOUGHT_BEFORE, task, TREES, F1) >= ARTICLE_F1;
        List<String> measured = List.of(
                "F1 for a first need " + range(first, task -> of(kept, FIRST_NEED, task, TREES, F1))
                        + ", for buying again " + range(again, task -> of(kept, BOUGHT_BEFORE, task, TREES, F1))
                        + "; always saying yes " + range(first, task -> of(kept, FIRST_NEED, task, ALWAYS, F1)) + ".",
                Kept.words("With a leak: %.3f if others are cut at the end of the window, %.3f if copies of a user are"
                        + " in training and test.", leaking, copies));
        Judgement honest = graded(measured, first, firstHolds, again, againHolds);
        return honest.verdict() == Verdict.NOT_REPRODUCED && Math.max(leaking, copies) >= ARTICLE_F1
                ? new Judgement(measured, Verdict.REPRODUCED_ONLY, "with a leak") : honest;
    }

    private static Judgement sequence(Kept kept) {
        String difference = "all categories / LSTM less no sequence / ROC AUC";
        Figure first = kept.starting(FIRST_NEED, difference);
        Figure again = kept.starting(BOUGHT_BEFORE, difference);
        double network = kept.value(TrainingClaims.SHIFT_STUDY, simulated(NETWORK));
        double alone = kept.value(TrainingClaims.SHIFT_STUDY, simulated("LSTM"));
        double trees = kept.value(TrainingClaims.SHIFT_STUDY, simulated(TREES));
        List<String> measured = List.of(
                "LSTM less the same network without the sequence, ROC AUC: first need " + Kept.signed(first)
                        + ", buying again " + Kept.signed(again) + ".",
                Kept.words("Invented users, a part of whose need shows in the order alone: CNN + LSTM %.3f, LSTM %.3f,"
                        + " XGBoost, which sees no order, %.3f.", network, alone, trees));
        List<String> where = new ArrayList<>();
        if (Kept.low(first) > 0) {
            where.add("for a first need");
        }
        if (Kept.low(again) > 0) {
            where.add("for buying again");
        }
        if (where.size() == 2) {
            return new Judgement(measured, Verdict.REPRODUCED, "");
        }
        if (where.isEmpty() && network > trees) {
            where.add("on invented users whose order was made to matter");
        }
        return where.isEmpty() ? new Judgement(measured, Verdict.NOT_REPRODUCED, "")
                : new Judgement(measured, Verdict.REPRODUCED_ONLY, where.get(0));
    }

    private static String simulated(String learner) {
        return String.join(" / ", "simulated, order", learner, "{0}", "without 0", "ROC AUC");
    }

    private static Judgement graded(List<String> measured, List<String> first, Predicate<String> firstHolds,
            List<String> again, Predicate<String> againHolds) {
        long inFirst = first.stream().filter(firstHolds).count();
        long inAgain = again.stream().filter(againHolds).count();
        if (inFirst == first.size()) {
            return new Judgement(measured, Verdict.REPRODUCED, "");
        }
        if (inFirst > 0) {
            return new Judgement(measured, Verdict.REPRODUCED_ONLY, "in " + inFirst + " of " + first.size()
                    + " categories");
        }
        return inAgain > 0 ? new Judgement(measured, Verdict.REPRODUCED_ONLY, "for buying again, in " + inAgain + " of "
                + again.size() + " categories") : new Judgement(measured, Verdict.NOT_REPRODUCED, "");
    }

    /** A figure of a learner; of all active users of the test where they were asked. */
    private static double of(Kept kept, String study, String task, String learner, String figure) {
        return kept.ofMost(study, String.join(" / ", task, learner, figure));
    }

    private static String named(List<String> tasks, Predicate<String> holds) {
        List<String> those = tasks.stream().filter(holds).toList();
        return those.isEmpty() ? "none" : String.join(", ", those);
    }

    private static String range(List<String> tasks, ToDoubleFunction<String> figure) {
        double least = tasks.stream().mapToDouble(figure).min().orElseThrow();
        double most = tasks.stream().mapToDouble(figure).max().orElseThrow();
        return least == most ? Kept.words("%.3f", least) : Kept.words("%.3f to %.3f", least, most);
    }

    /** F1 by question and learner, the article's last. */
    static Table f1(Kept kept) {
        Table table = noF1();
        for (String task : kept.tasks(FIRST_NEED)) {
            for (String learner : List.of(ALWAYS, TREES, NETWORK)) {
                row(table, of(kept, FIRST_NEED, task, learner, F1), "first need: " + task, learner);
            }
        }
        for (String task : kept.tasks(BOUGHT_BEFORE)) {
            for (String learner : List.of(ALWAYS, TREES, NETWORK)) {
                row(table, of(kept, BOUGHT_BEFORE, task, learner, F1), "buys again: " + task, learner);
            }
        }
        row(table, of(kept, WRONG_WAYS, COPIES, TREES, F1), "leak: copies split", TREES);
        row(table, of(kept, LEAKS, LEAKING, TREES, F1), "leak: the cut", TREES);
        row(table, ARTICLE_F1, "the article", TREES);
        return table;
    }

    static Table noF1() {
        return Table.create(F1, DoubleColumn.create(F1), StringColumn.create("question"),
                StringColumn.create("learner"));
    }

    private static void row(Table table, double value, String question, String learner) {
        table.doubleColumn(0).append(value);
        table.stringColumn(1).append(question);
        table.stringColumn(2).append(learner);
    }
}
