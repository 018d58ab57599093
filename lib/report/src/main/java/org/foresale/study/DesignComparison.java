package org.foresale.study;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.LeakExamples;
import org.foresale.cohort.Negatives;
import org.foresale.cohort.UserSplit;
import org.foresale.evaluate.Spread;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.Names;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Compares how well timing alone predicts first needs under several designs of choosing non-buyers.
 *
 * @param rocAuc area under the ROC curve of the {@linkplain org.foresale.cohort.Sentinel sentinel} over several splits
 *     of the users, by need, then by design
 */
public record DesignComparison(Map<String, Map<String, Spread>> rocAuc) {

    /** Names the design of {@link LeakExamples#oneHashForAllFortnights}. */
    public static final String LEAKING_DRAW = "one hash (leaks)";

    /**
     * Describes a first need of a log.
     *
     * @param name     short name for tables and charts
     * @param question the question
     * @param log      the log
     */
    public record Need(String name, FirstNeed question, PurchaseLog log) {

        /**
         * Returns a first need of a log.
         *
         * @param name     short name for tables and charts
         * @param question the question
         * @param log      the log
         * @return the need
         */
        public static Need of(String name, FirstNeed question, PurchaseLog log) {
            return new Need(name, question, log);
        }
    }

    /**
     * Makes the samples of the needs under each design, and computes the comparison.
     *
     * @param needs  the needs, each with a different name
     * @param splits number of splits of the users, at least 1; their seeds are 1, 2, …
     * @return the comparison of {@link Negatives#riskSet()}, {@link Negatives#noSign()}, the matched risk set, and the
     *     design with a leak
     * @throws IllegalArgumentException if there is no need or split, if a name is repeated, or for the reasons of
     *     {@link FirstNeed#cohort}
     */
    public static DesignComparison of(List<Need> needs, int splits) {
        if (needs.isEmpty() || splits < 1) {
            throw new IllegalArgumentException("a comparison takes needs and splits, not " + needs.size() + " and "
                    + splits);
        }
        Study.requireDistinct("needs", needs.stream().map(Need::name).toList());
        Map<String, Map<String, Spread>> found = new LinkedHashMap<>();
        for (Need need : needs) {
            Map<String, Spread> byDesign = new LinkedHashMap<>();
            for (Negatives negatives : List.of(Negatives.riskSet(), Negatives.noSign(),
                    Negatives.riskSet().withMatching())) {
                byDesign.put(negatives.title(), Spread.of(LongStream.rangeClosed(1, splits)
                        .mapToObj(seed -> need.question().withSplit(UserSplit.of(seed)).withNegatives(negatives)
                                .cohort(need.log())).mapToDouble(DesignComparison::timing).toArray()));
            }
            byDesign.put(LEAKING_DRAW, Spread.of(LongStream.rangeClosed(1, splits)
                    .mapToObj(seed -> LeakExamples.oneHashForAllFortnights(
                            need.question().withSplit(UserSplit.of(seed)), need.log()))
                    .mapToDouble(DesignComparison::timing).toArray()));
            found.put(need.name(), byDesign);
        }
        return new DesignComparison(found);
    }

    private static double timing(Cohort cohort) {
        return cohort.sentinel().rocAuc();
    }

    /**
     * Returns the comparison, together with the results of the null test for each design.
     *
     * @param nothing    results of a null test whose designs are named like the columns of this comparison
     * @param learner    learner of the null test, such as "timing only"
     * @return one row per need: for each design, the mean area under the ROC curve ± its standard deviation over the
     *     splits; then a row with the mean over the needs, and a last row with the null test
     * @throws IllegalArgumentException if the null test lacks a design or the learner
     */
    public Table table(NullFindings nothing, String learner) {
        Table table = Table.create("timing only, ROC AUC", StringColumn.create("first need", rocAuc.keySet()));
        table.stringColumn(0).append("mean").append("null test");
        for (String design : rocAuc.values().iterator().next().keySet()) {
            StringColumn column = StringColumn.create(design);
            rocAuc.values().forEach(byDesign -> column.append(byDesign.get(design).range()));
            column.append(mean(design).range()).append(nothing.interval(design, learner).toString());
            table.addColumns(column);
        }
        return table;
    }

    /**
     * Computes the mean over the needs.
     *
     * @param design name of a design, as in the table's header
     * @return the mean of the means, with their standard deviation over the needs
     * @throws IllegalArgumentException if there is no such design
     */
    public Spread mean(String design) {
        return Spread.of(rocAuc.values().stream().mapToDouble(byDesign -> {
            if (!byDesign.containsKey(design)) {
                throw new IllegalArgumentException("there is no design \"" + design + "\" in " + byDesign.keySet());
            }
            return byDesign.get(design).mean();
        }).toArray());
    }

    /**
     * Tells how much the draw that leaks adds to what timing alone finds, and how much matching leaves of it.
     *
     * @param nothing findings as for {@link #table}
     * @param learner the learner of the findings, such as "timing only"
     * @return a few sentences
     * @throws IllegalArgumentException if the findings lack a design or the learner
     */
    public String verdict(NullFindings nothing, String learner) {
        String drawn = Negatives.riskSet().title();
        String matched = Negatives.riskSet().withMatching().title();
        return String.format(Locale.ROOT, "With %s, timing alone has a mean ROC AUC of %.3f over %d first need%s,"
                + " compared with %.3f for %s and %.3f for %s.%s Where there is nothing to find, it has %.3f"
                + " compared with %.3f.", Names.quoted(LEAKING_DRAW), mean(LEAKING_DRAW).mean(), rocAuc.size(),
                rocAuc.size() == 1 ? "" : "s", mean(drawn).mean(), Names.quoted(drawn), mean(matched).mean(),
                Names.quoted(matched), most(drawn),
                nothing.spread(LEAKING_DRAW, learner).mean(), nothing.spread(drawn, learner).mean());
    }

    /** For which need the draw adds most; nothing where there is one need, of which the means tell all. */
    private String most(String drawn) {
        ToDoubleFunction<Map<String, Spread>> added =
                byDesign -> byDesign.get(LEAKING_DRAW).mean() - byDesign.get(drawn).mean();
        return rocAuc.size() == 1 ? "" : rocAuc.entrySet().stream()
                .filter(need -> added.applyAsDouble(need.getValue()) > 0)
                .max(Comparator.comparingDouble(need -> added.applyAsDouble(need.getValue())))
                .map(need -> String.format(Locale.ROOT, " The draw adds most for %s: %.3f compared with %.3f.",
                        Names.quoted(need.getKey()), need.getValue().get(LEAKING_DRAW).mean(),
                        need.getValue().get(drawn).mean()))
                .orElse(" The draw adds nothing for any of them.");
    }

    /**
     * Adds the figures of the comparison to results.
     *
     * @param results the results
     * @return the results with a figure for each need and design, "NEED / DESIGN / timing only, ROC AUC"
     */
    public Results addTo(Results results) {
        Results more = results;
        for (Map.Entry<String, Map<String, Spread>> need : rocAuc.entrySet()) {
            for (Map.Entry<String, Spread> design : need.getValue().entrySet()) {
                more = more.withFigure(String.join(" / ", need.getKey(), design.getKey(), "timing only, ROC AUC"),
                        design.getValue());
            }
        }
        return more;
    }
}
