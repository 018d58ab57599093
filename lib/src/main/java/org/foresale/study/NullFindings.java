package org.foresale.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Spread;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What learners found where nothing was to be found.
 *
 * @param rocAuc by design, then by learner, the area under the ROC curve over the logs
 */
public record NullFindings(Map<String, Map<String, Spread>> rocAuc) {

    /** By how much a mean area may be away from one half before the design is said to be biased. */
    public static final double TOLERANCE = .02;

    private static final double NOTHING = .5;

    /**
     * Copies the findings.
     *
     * @param rocAuc by design, then by learner, the area under the ROC curve over the logs
     * @throws IllegalArgumentException if there is no design, or one without a learner
     */
    public NullFindings {
        if (rocAuc.isEmpty() || rocAuc.values().stream().anyMatch(Map::isEmpty)) {
            throw new IllegalArgumentException("findings need designs, and learners of each, but are " + rocAuc);
        }
        Map<String, Map<String, Spread>> copy = new LinkedHashMap<>();
        rocAuc.forEach((design, found) -> copy.put(design, Collections.unmodifiableMap(new LinkedHashMap<>(found))));
        rocAuc = Collections.unmodifiableMap(copy);
    }

    /**
     * Gives the areas of a learner.
     *
     * @param design  name of the design
     * @param learner name of the learner
     * @return the areas under the ROC curve over the logs
     * @throws IllegalArgumentException if there is no such design or learner
     */
    public Spread spread(String design, String learner) {
        Map<String, Spread> found = rocAuc.get(design);
        if (found == null || !found.containsKey(learner)) {
            throw new IllegalArgumentException("there is no \"" + learner + "\" of \"" + design + "\" in " + rocAuc);
        }
        return found.get(learner);
    }

    /**
     * Gives the mean area of a learner with its interval over the logs.
     *
     * @param design  name of the design
     * @param learner name of the learner
     * @return the mean with its interval of 95 % by Student's t (Student 1908)
     * @throws IllegalArgumentException if there is no such design or learner
     */
    public Interval interval(String design, String learner) {
        return spread(design, learner).interval().orElseThrow(() -> new IllegalArgumentException(
                "\"" + design + "\" was tried on one log, of which there is no interval"));
    }

    /**
     * Tells whether a design is biased: a learner's mean area is more than {@value #TOLERANCE} away from one half, and
     * its interval does not hold one half.
     *
     * @param design name of the design
     * @return true if it is so for any learner
     * @throws IllegalArgumentException if there is no such design
     */
    public boolean isBiased(String design) {
        if (!rocAuc.containsKey(design)) {
            throw new IllegalArgumentException("there is no design \"" + design + "\" in " + rocAuc.keySet());
        }
        return rocAuc.get(design).keySet().stream().anyMatch(learner ->
                Math.abs(spread(design, learner).mean() - NOTHING) > TOLERANCE
                        && !interval(design, learner).contains(NOTHING));
    }

    /**
     * Shows the findings.
     *
     * @return one row a design: for each learner the mean area under the ROC curve with its interval of 95 % over the
     *     logs, the number of logs, and whether the design is biased
     */
    public Table table() {
        Table table = Table.create("ROC AUC where nothing is to be found",
                StringColumn.create("design", rocAuc.keySet()));
        for (String learner : rocAuc.values().iterator().next().keySet()) {
            StringColumn column = StringColumn.create(learner);
            rocAuc.keySet().forEach(design -> column.append(interval(design, learner).toString()));
            table.addColumns(column);
        }
        StringColumn logs = StringColumn.create("logs");
        StringColumn verdict = StringColumn.create("finding");
        rocAuc.forEach((design, found) -> {
            logs.append(String.format(Locale.ROOT, "%,d", found.values().iterator().next().n()));
            verdict.append(isBiased(design) ? "biased" : "no bias above " + TOLERANCE + " shown");
        });
        return table.addColumns(logs, verdict);
    }

    /**
     * Adds the findings to results.
     *
     * @param results the results
     * @return the results with a figure for each design and learner, "DESIGN / LEARNER / ROC AUC where nothing is to be
     *     found", with its interval
     */
    public Results addTo(Results results) {
        Results more = results;
        for (Map.Entry<String, Map<String, Spread>> design : rocAuc.entrySet()) {
            for (String learner : design.getValue().keySet()) {
                more = more.withFigure(String.join(" / ", design.getKey(), learner,
                        "ROC AUC where nothing is to be found"), interval(design.getKey(), learner));
            }
        }
        return more;
    }
}
