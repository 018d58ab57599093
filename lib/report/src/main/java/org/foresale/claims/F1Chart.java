package org.foresale.claims;

import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** F1 by question and learner, the article's last; leaks are marked as such. */
final class F1Chart {

    private static final String MEASURE = "F1 on as many buyers as non-buyers";
    private static final List<String> LEARNERS =
            List.of(ForecastClaims.ALWAYS, ForecastClaims.TREES, ForecastClaims.NETWORK);
    /** What a task is called here if its name in the results files is only a number. */
    private static final Map<String, String> IN_WORDS = Map.of("Ta-Feng 56", "baby, Ta-Feng");

    private F1Chart() {
    }

    static Table of(ResultsFolder kept) {
        Table table = empty();
        rows(table, kept, ForecastClaims.FIRST_NEED, "first need: ");
        rows(table, kept, ForecastClaims.BOUGHT_BEFORE, "buys again: ");
        row(table, of(kept, ForecastClaims.WRONG_WAYS, ForecastClaims.COPIES, ForecastClaims.TREES),
                "leak: copies of test users", ForecastClaims.TREES);
        row(table, of(kept, ForecastClaims.LEAKS, ForecastClaims.LEAKING, ForecastClaims.TREES),
                "leak: non-buyers cut late", ForecastClaims.TREES);
        row(table, ForecastClaims.ARTICLE_F1, "the article", ForecastClaims.TREES);
        return table;
    }

    private static void rows(Table table, ResultsFolder kept, String study, String question) {
        for (String task : kept.tasks(study)) {
            for (String learner : LEARNERS) {
                row(table, of(kept, study, task, learner), question + IN_WORDS.getOrDefault(task, task), learner);
            }
        }
    }

    /** A figure of a learner; of all active users of the test where they were asked. */
    private static double of(ResultsFolder kept, String study, String task, String learner) {
        return kept.ofMost(study, String.join(" / ", task, learner, ForecastClaims.F1));
    }

    static Table empty() {
        return Table.create(MEASURE, DoubleColumn.create(MEASURE), StringColumn.create("question"),
                StringColumn.create("learner"));
    }

    private static void row(Table table, double value, String question, String learner) {
        table.doubleColumn(0).append(value);
        table.stringColumn(1).append(question);
        table.stringColumn(2).append(learner);
    }
}
