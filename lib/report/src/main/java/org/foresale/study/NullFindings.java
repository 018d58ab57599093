package org.foresale.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.StatisticalSummaryValues;
import org.apache.commons.math3.stat.inference.TTest;
import org.foresale.evaluate.Holm;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Spread;
import org.foresale.log.internal.Names;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Holds the results of a null test: what learners find where there is nothing to find.
 *
 * @param rocAuc area under the ROC curve over the logs, by design, then by learner
 */
public record NullFindings(Map<String, Map<String, Spread>> rocAuc) {

    /** Gives the distance from one half within which an area is considered equivalent to one half. */
    public static final double TOLERANCE = .02;

    /** Gives the probability of calling at least one of several unbiased designs biased. */
    public static final double LEVEL = .05;

    private static final double NOTHING = .5;

    /**
     * Copies the findings.
     *
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
     * Returns the areas of a learner.
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
     * Computes the mean area of a learner with its interval over the logs.
     *
     * @param design  name of the design
     * @param learner name of the learner
     * @return the mean with its 95 % interval by Student's t (Student 1908)
     * @throws IllegalArgumentException if there is no such design or learner
     */
    public Interval interval(String design, String learner) {
        Spread spread = spread(design, learner);
        requireSeveral(design, spread);
        return spread.interval().orElseThrow();
    }

    private static void requireSeveral(String design, Spread spread) {
        if (spread.n() < 2) {
            throw new IllegalArgumentException("\"" + design
                    + "\" was tried on a single log, which gives no interval; "
                    + "try it on several");
        }
    }

    /**
     * Returns whether a design is biased. It is if the mean area of a learner differs from one half by Student's t-test
     * (Student 1908), adjusted for the number of designs and learners (Holm 1979), and if the learner's interval does
     * not lie within {@value #TOLERANCE} of one half.
     *
     * @param design name of the design
     * @return true if this holds for any learner, at a level of {@value #LEVEL}
     * @throws IllegalArgumentException if there is no such design, or if one was tried on a single log
     */
    public boolean isBiased(String design) {
        requireKnown(design);
        return offOneHalf().contains(design) && !isNegligible(design);
    }

    /** The designs of which a mean area is shown to be other than one half. */
    private Set<String> offOneHalf() {
        List<String> of = new ArrayList<>();
        List<Double> pValues = new ArrayList<>();
        rocAuc.forEach((design, found) -> found.keySet().forEach(learner -> {
            of.add(design);
            pValues.add(pValue(design, learner));
        }));
        double[] adjusted = Holm.adjusted(pValues.stream().mapToDouble(Double::doubleValue).toArray());
        return IntStream.range(0, adjusted.length).filter(i -> adjusted[i] <= LEVEL).mapToObj(of::get)
                .collect(Collectors.toSet());
    }

    /**
     * Returns whether the bias of a design is negligible: the intervals of all learners lie within {@value #TOLERANCE}
     * of one half (an equivalence test: Schuirmann 1987).
     *
     * @param design name of the design
     * @return true if they do
     * @throws IllegalArgumentException if there is no such design, or if it was tried on a single log
     */
    public boolean isNegligible(String design) {
        requireKnown(design);
        return farthest(design) <= TOLERANCE;
    }

    private void requireKnown(String design) {
        if (!rocAuc.containsKey(design)) {
            throw new IllegalArgumentException("there is no design \"" + design + "\" in " + rocAuc.keySet());
        }
    }

    /** Two-sided, of a mean of one half. */
    private double pValue(String design, String learner) {
        Spread spread = spread(design, learner);
        requireSeveral(design, spread);
        if (spread.mean() == NOTHING) {
            return 1;
        }
        return Math.max(Double.MIN_NORMAL, new TTest().tTest(NOTHING, new StatisticalSummaryValues(spread.mean(),
                spread.sd() * spread.sd(), spread.n(), Double.NaN, Double.NaN, Double.NaN)));
    }

    /** How far from one half the mean may be, by the widest interval of a design. */
    private double farthest(String design) {
        return rocAuc.get(design).keySet().stream().map(learner -> interval(design, learner))
                .mapToDouble(area -> Math.max(area.high() - NOTHING, NOTHING - area.low())).max().orElseThrow();
    }

    /**
     * Tells which designs are biased, which are not, and of which it is not settled.
     *
     * @return a sentence for each of these verdicts that a design has
     * @throws IllegalArgumentException if a design was tried on one log only
     */
    public String verdict() {
        Set<String> off = offOneHalf();
        Map<Boolean, List<String>> settled = rocAuc.keySet().stream()
                .collect(Collectors.partitioningBy(design -> isNegligible(design) || off.contains(design)));
        Map<Boolean, List<String>> negligible = settled.get(true).stream()
                .collect(Collectors.partitioningBy(this::isNegligible));
        return Stream.of(sentence("The null test finds a bias of %s.", negligible.get(false)),
                        sentence("The bias of %s is negligible.", negligible.get(true)),
                        sentence("Whether there is a bias of %s is not settled.", settled.get(false)))
                .flatMap(Optional::stream).collect(Collectors.joining(" "));
    }

    private static Optional<String> sentence(String sentence, List<String> designs) {
        if (designs.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(String.format(sentence, Names.quoted(designs)));
    }

    /**
     * Returns the results with their verdicts.
     *
     * @return one row per design: for each learner, the mean area under the ROC curve with its 95 % interval over the
     *     logs; the number of logs; and whether the design is biased, with the end of an interval that is farthest from
     *     one half
     */
    public Table table() {
        Table table = Table.create("Null test: mean ROC AUC",
                StringColumn.create("design", rocAuc.keySet()));
        for (String learner : rocAuc.values().iterator().next().keySet()) {
            StringColumn column = StringColumn.create(learner);
            rocAuc.keySet().forEach(design -> column.append(interval(design, learner).toString()));
            table.addColumns(column);
        }
        StringColumn logs = StringColumn.create("logs");
        StringColumn verdict = StringColumn.create("bias");
        Set<String> off = offOneHalf();
        rocAuc.forEach((design, found) -> {
            logs.append(String.format(Locale.ROOT, "%,d", found.values().iterator().next().n()));
            String finding = isNegligible(design) ? "negligible" : off.contains(design) ? "biased" : "not settled";
            verdict.append(String.format(Locale.ROOT, "%s, at most %.3f", finding, farthest(design)));
        });
        return table.addColumns(logs, verdict);
    }

    /**
     * Adds the figures of the null test to results.
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
