package org.foresale.study;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.evaluate.CategoryBoard;
import org.foresale.evaluate.Difference;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scoreboard;
import org.foresale.evaluate.Scoreboards;
import org.foresale.evaluate.Spread;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.Arguments;
import tech.tablesaw.api.Table;

/**
 * The counts and figures of a study with where they come from, kept as JSON, so that a later run can be compared with
 * them.
 *
 * <p>The file has the day in it, and no time: two runs of the same on the same machine and day give the same file, to
 * the byte.
 *
 * @param name      what the study is called; the file's name without its ending
 * @param origin    where the figures come from
 * @param counts    numbers that are the same on every machine
 * @param figures   numbers that may differ a little from machine to machine
 * @param sentences what was concluded
 * @param networks  names of networks, and of what is made of their scores, as they are the second part of the figures'
 *                  names, or the first two parts if they are networks for one task only; what earlier versions wrote
 *                  has none
 */
public record Results(String name, Origin origin, Map<String, Long> counts, Map<String, Figure> figures,
        Map<String, String> sentences, Set<String> networks) {

    private static final int DIGITS = 6;
    private static final double HALF = .5;
    private static final String F1 = "F1 at 1:1";
    /** By so much a mean over seeds may move on the same make of processor, where it is the same as a rule. */
    private static final double TOLERANCE = .003;
    /** By what part of its interval a figure may move, so that what the interval tells stays the same. */
    private static final double OF_INTERVAL = 1. / 40;

    /**
     * Copies the maps, in their order, and sorts the networks.
     */
    public Results {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        sentences = Collections.unmodifiableMap(new LinkedHashMap<>(sentences));
        networks = Collections.unmodifiableSet(new TreeSet<>(networks));
    }

    /**
     * A figure.
     *
     * @param value     mean over the seeds, or estimate over the users
     * @param more      what is known beside it: "sd" and "n" over the seeds, of a difference "sd" and "seeds"; "low"
     *                  and "high" of its interval of 95 % over users and seeds, "p" of a difference; the shift study
     *                  adjusts its own, as they are many
     * @param tolerance by how much the value of another machine with the same make of processor may differ
     */
    public record Figure(double value, Map<String, Double> more, double tolerance) {

        /**
         * Rounds all but the tolerance to six digits after the point, and copies; a value that is not finite becomes
         * NaN, the end of an interval may be infinite.
         *
         * @throws IllegalArgumentException if the tolerance is negative or not finite, or if "low" is above "high"
         */
        public Figure {
            if (!(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the tolerance is " + tolerance
                        + ": give a finite number of 0 or more");
            }
            if (more.getOrDefault("low", Double.NaN) > more.getOrDefault("high", Double.NaN)) {
                throw new IllegalArgumentException("the low end of the interval, " + more.get("low")
                        + ", is above the high one, " + more.get("high") + ": give the lower one as \"low\"");
            }
            value = Double.isFinite(value) ? rounded(value) : Double.NaN;
            Map<String, Double> copy = new LinkedHashMap<>();
            more.forEach((key, number) -> copy.put(key, rounded(number)));
            more = Collections.unmodifiableMap(copy);
        }

        /**
         * By how much it may differ: not so much that what its interval over users tells would be another thing. A mean
         * over seeds keeps its tolerance.
         */
        double allowed() {
            return Double.isNaN(width()) || more.containsKey("n") ? tolerance
                    : Math.min(tolerance, width() * OF_INTERVAL);
        }

        /** The width of its interval; NaN if it has none. */
        double width() {
            return more.getOrDefault("high", Double.NaN) - more.getOrDefault("low", Double.NaN);
        }

        static double rounded(double number) {
            return Double.isFinite(number)
                    ? BigDecimal.valueOf(number).setScale(DIGITS, RoundingMode.HALF_EVEN).doubleValue() : number;
        }
    }

    /**
     * Results to be filled.
     *
     * @param name   what the study is called
     * @param origin where the figures come from
     * @return results with nothing in them
     */
    public static Results of(String name, Origin origin) {
        return new Results(name, Arguments.given("origin", origin), Map.of(), Map.of(), Map.of(), Set.of());
    }

    /**
     * Returns the results with one more count.
     *
     * @param what  what is counted
     * @param count how many, the same on every machine
     * @return the new results
     */
    public Results withCount(String what, long count) {
        return new Results(name, origin, more(counts, what, count), figures, sentences, networks);
    }

    /**
     * Returns the results with more counts.
     *
     * @param of     what they are of; their names are put after it
     * @param counts names and numbers, the same on every machine
     * @return the new results
     */
    public Results withCounts(String of, Map<String, Long> counts) {
        Results results = this;
        for (Map.Entry<String, Long> count : new TreeMap<>(counts).entrySet()) {
            results = results.withCount(of + " / " + count.getKey(), count.getValue());
        }
        return results;
    }

    /**
     * Returns the results with the size of a log.
     *
     * @param log the log
     * @return the new results, with the counts "name / users" and "name / lines"
     */
    public Results withLog(PurchaseLog log) {
        return withCounts(log.name(), Map.of("users", (long) log.users(), "lines", (long) log.lines()));
    }

    Results withSamples(String task, String which, Samples samples) {
        return withCount(task + " / " + which + " / samples", samples.size())
                .withCount(task + " / " + which + " / buyers", samples.positives());
    }

    /** Adds the counts of samples in several parts: how many there are in all of them. */
    Results withSamples(String task, String which, List<Samples> parts) {
        Results results = withCount(task + " / " + which + " / samples", parts.stream().mapToLong(Samples::size).sum())
                .withCount(task + " / " + which + " / buyers", parts.stream().mapToLong(Samples::positives).sum());
        return parts.size() == 1 ? results : results.withCount(task + " / " + which + " / parts", parts.size())
                .withCount(task + " / " + which + " / users", parts.stream().flatMap(samples ->
                        IntStream.range(0, samples.size()).mapToObj(samples::userId)).distinct().count());
    }

    /**
     * Returns the results with one more figure, a mean over seeds.
     *
     * @param what   what it is
     * @param spread the figure
     * @return the new results; a value that differs by up to {@value #TOLERANCE} is taken for the same
     */
    public Results withFigure(String what, Spread spread) {
        return withFigure(what, spread, TOLERANCE);
    }

    /**
     * Returns the results with one more figure, a mean over seeds.
     *
     * @param what      what it is
     * @param spread    the figure
     * @param tolerance by how much the value of another machine may differ
     * @return the new results
     */
    public Results withFigure(String what, Spread spread, double tolerance) {
        return with(what, new Figure(spread.mean(), beside(spread), tolerance));
    }

    private static Map<String, Double> beside(Spread spread) {
        Map<String, Double> beside = new LinkedHashMap<>();
        if (spread.n() > 1) {
            beside.put("sd", spread.sd());
        }
        beside.put("n", (double) spread.n());
        return beside;
    }

    private static Map<String, Double> beside(Interval interval) {
        Map<String, Double> beside = new LinkedHashMap<>();
        beside.put("low", interval.low());
        beside.put("high", interval.high());
        return beside;
    }

    /**
     * Returns the results with one more figure, a mean over seeds that is also an estimate over users.
     *
     * @param what     what it is
     * @param spread   the figure over the seeds
     * @param interval the figure over the users
     * @return the new results; a value that differs by up to {@value #TOLERANCE} is taken for the same
     */
    public Results withFigure(String what, Spread spread, Interval interval) {
        Map<String, Double> beside = beside(spread);
        beside.putAll(beside(interval));
        return with(what, new Figure(spread.mean(), beside, TOLERANCE));
    }

    /**
     * Returns the results with one more figure, an estimate over users.
     *
     * @param what     what it is
     * @param interval the figure
     * @return the new results; a value that differs by up to a fortieth of the interval is taken for the same, or by up
     *     to {@value #TOLERANCE} if an end is infinite
     */
    public Results withFigure(String what, Interval interval) {
        double width = interval.high() - interval.low();
        return withFigure(what, interval,
                Double.isFinite(width) ? Math.max(TOLERANCE, width * OF_INTERVAL) : TOLERANCE);
    }

    /**
     * Returns the results with one more figure, an estimate over users.
     *
     * @param what      what it is
     * @param interval  the figure
     * @param tolerance by how much the value of another machine may differ
     * @return the new results
     */
    public Results withFigure(String what, Interval interval, double tolerance) {
        return with(what, new Figure(interval.estimate(), beside(interval), Figure.rounded(tolerance)));
    }

    /**
     * Returns the results with what learners are worth: ROC AUC and recall, and precision and F1 as if half of the
     * samples were buyers, which they are where samples are 1:1; each as mean and standard deviation over the seeds,
     * with its interval over the users. The always-positive line is among the learners.
     *
     * @param task  what the board is of
     * @param board the board
     * @param of    put after the name of each figure, such as " of the population", or nothing
     * @return the new results, with figures such as "pets / XGBoost / F1 at 1:1"
     */
    public Results withBoard(String task, Scoreboard board, String of) {
        return withFigures(task, board, figures(of));
    }

    private static Map<String, ToDoubleFunction<Metrics>> figures(String of) {
        Map<String, ToDoubleFunction<Metrics>> figures = new LinkedHashMap<>();
        figures.put("ROC AUC" + of, Metrics::rocAuc);
        figures.put("precision at 1:1" + of, metrics -> metrics.precisionAt(HALF));
        figures.put("recall" + of, Metrics::recall);
        figures.put(F1 + of, metrics -> metrics.f1At(HALF));
        return figures;
    }

    /**
     * Returns the results with what learners of every category are worth: the macro ROC AUC and PR AUC of all
     * purchases, of those that are made again and of first ones, each with its interval over the users.
     *
     * @param of    what the board is of
     * @param board the board
     * @return the new results, with figures such as "Ta-Feng / LSTM / macro ROC AUC, buys again", and the number of
     *     categories that each mean is over
     */
    public Results withCategories(String of, CategoryBoard board) {
        Results results = this;
        for (CategoryBoard.Purchases purchases : CategoryBoard.Purchases.values()) {
            int measured = board.categories(purchases).size();
            results = results.withCount(of + " / categories, " + purchases, measured);
            if (measured > 0) {
                for (String learner : board.learners()) {
                    for (CategoryBoard.Figure figure : CategoryBoard.Figure.values()) {
                        results = results.withFigure(String.join(" / ", of, learner, "macro " + figure + ", "
                                + purchases), board.macro(learner, figure, purchases));
                    }
                }
            }
        }
        return results;
    }

    /**
     * Returns the results with the F1 of learners at the thresholds of the highest F1 on validation, as if half of the
     * samples were buyers. The always-positive line is among the learners.
     *
     * @param task  what the board is of
     * @param board the board, at thresholds of {@link org.foresale.evaluate.Threshold#F1}
     * @param of    put after the name of each figure, such as " of the population", or nothing
     * @return the new results, with figures such as "pets / XGBoost / F1 at 1:1, highest on validation"
     */
    public Results withHighestF1(String task, Scoreboard board, String of) {
        return withFigures(task, board, highestF1(of));
    }

    private static Map<String, ToDoubleFunction<Metrics>> highestF1(String of) {
        return Map.of(F1 + ", highest on validation" + of, metrics -> metrics.f1At(HALF));
    }

    /**
     * Adds what learners are worth on average over the boards of several tasks: the figures of {@link #withBoard}, each
     * with its interval over the users of all boards and the seeds on each. The always-positive line is among the
     * learners; whoever is not on every board is left out.
     *
     * @param all    what the boards are of together, such as "all categories"
     * @param boards the boards
     * @param of     put after the name of each figure, such as " of the population", or nothing
     * @return the new results, with figures such as "all categories / XGBoost / F1 at 1:1"
     */
    public Results withMeans(String all, Scoreboards boards, String of) {
        return withFigures(all, boards, figures(of));
    }

    /**
     * Adds the average F1 of learners over the boards of several tasks, at the thresholds of the highest F1 on
     * validation, as {@link #withMeans} adds the others.
     *
     * @param all    what the boards are of together, such as "all categories"
     * @param boards the boards, at thresholds of {@link org.foresale.evaluate.Threshold#F1}
     * @param of     put after the name of each figure, such as " of the population", or nothing
     * @return the new results, with figures such as "all categories / XGBoost / F1 at 1:1, highest on validation"
     */
    public Results withMeanHighestF1(String all, Scoreboards boards, String of) {
        return withFigures(all, boards, highestF1(of));
    }

    private Results withFigures(String all, Scoreboards boards, Map<String, ToDoubleFunction<Metrics>> figures) {
        List<ToDoubleFunction<Metrics>> asked = List.copyOf(figures.values());
        Results results = this;
        for (String learner : boards.learners()) {
            Iterator<Interval> intervals = boards.intervals(learner, asked).iterator();
            for (String figure : figures.keySet()) {
                results = results.withFigure(String.join(" / ", all, learner, figure), intervals.next());
            }
        }
        return results;
    }

    private Results withFigures(String task, Scoreboard board, Map<String, ToDoubleFunction<Metrics>> figures) {
        List<ToDoubleFunction<Metrics>> all = List.copyOf(figures.values());
        Results results = this;
        for (String learner : board.learners()) {
            Iterator<Interval> intervals = board.intervals(learner, all).iterator();
            for (Map.Entry<String, ToDoubleFunction<Metrics>> figure : figures.entrySet()) {
                results = results.withFigure(String.join(" / ", task, learner, figure.getKey()),
                        board.spread(learner, figure.getValue()), intervals.next());
            }
        }
        return results;
    }

    /**
     * Returns the results with one more difference.
     *
     * @param what       what it is
     * @param difference the difference
     * @param pValue     its p-value, adjusted where the caller does so
     * @return the new results
     */
    public Results withDifference(String what, Interval difference, double pValue) {
        return withFigure(what, difference).withBeside(what, "p", pValue);
    }

    /** Adds a number to what is known beside a figure that is there. */
    private Results withBeside(String what, String name, double number) {
        Figure figure = figures.get(what);
        Map<String, Double> beside = new LinkedHashMap<>(figure.more());
        beside.put(name, number);
        return with(what, new Figure(figure.value(), beside, figure.tolerance()));
    }

    /** Adds a difference with its spread over the seeds, which is no part of the tolerance. */
    Results withDifference(String what, Difference difference, double pValue) {
        Results results = withDifference(what, difference.interval(), pValue);
        Spread bySeed = difference.bySeed();
        return bySeed.n() < 2 ? results
                : results.withBeside(what, "sd", bySeed.sd()).withBeside(what, "seeds", bySeed.n());
    }

    /**
     * Returns the results with what a learner reaches less what another does.
     *
     * @param of         the samples of which
     * @param difference the difference
     * @return the new results, with a figure such as "all categories / LSTM less XGBoost / ROC AUC"
     */
    public Results withDifference(String of, Difference difference) {
        return withDifference(String.join(" / ", of, difference.first() + " less " + difference.second(),
                difference.figure()), difference, difference.pValue());
    }

    /**
     * Returns the results with more figures, estimates over users.
     *
     * @param of      what they are of; their names are put after it
     * @param figures names and figures
     * @return the new results, as {@link #withFigure(String, Interval)} adds each
     */
    public Results withFigures(String of, Map<String, Interval> figures) {
        Results results = this;
        for (Map.Entry<String, Interval> figure : figures.entrySet()) {
            results = results.withFigure(of + " / " + figure.getKey(), figure.getValue());
        }
        return results;
    }

    Results with(String what, Figure figure) {
        return new Results(name, origin, counts, more(figures, what, figure), sentences, networks);
    }

    /**
     * Returns the results with one more sentence.
     *
     * @param what     what it is about
     * @param sentence what was concluded
     * @return the new results
     */
    public Results withSentence(String what, String sentence) {
        return new Results(name, origin, counts, figures, more(sentences, what, sentence), networks);
    }

    /**
     * Returns the results with more names of networks, for all tasks. On another make of processor their figures may
     * move by what other seeds would move them.
     *
     * @param names names of networks, and of blends and means that are made of their scores, as they stand in the
     *              second part of the names of figures, "task / learner / measure"
     * @return the new results
     * @throws IllegalArgumentException if a name has " / " or " less " in it, or if it is that of a task or a measure
     *     of these results
     */
    public Results withNetworks(Collection<String> names) {
        names.forEach(this::requireLearner);
        return withNetworksNamed(names);
    }

    /**
     * Returns the results with more names of networks, as {@link #withNetworks(Collection)} does, which are networks in
     * the figures of one task only: a learner selected on validation users may be a network for one log and none for
     * another.
     *
     * @param of    the task, as the first part of the names of its figures
     * @param names names of networks, and of what is made of their scores
     * @return the new results
     * @throws IllegalArgumentException as for {@link #withNetworks(Collection)}, and if the task has " / " in it
     */
    public Results withNetworks(String of, Collection<String> names) {
        if (of.contains(Allowances.SLASH)) {
            throw new IllegalArgumentException("\"" + of + "\" has \"" + Allowances.SLASH + "\" in it, which ends the"
                    + " first part of a figure's name: give that part alone");
        }
        names.forEach(this::requireLearner);
        return withNetworksNamed(names.stream().map(network -> of + Allowances.SLASH + network).toList());
    }

    private Results withNetworksNamed(Collection<String> names) {
        Set<String> more = new TreeSet<>(networks);
        more.addAll(names);
        return new Results(name, origin, counts, figures, sentences, more);
    }

    private void requireLearner(String network) {
        if (network.contains(Allowances.SLASH) || network.contains(Allowances.LESS)) {
            throw new IllegalArgumentException("\"" + network + "\" cannot be the name of a network: \""
                    + Allowances.SLASH + "\" and \"" + Allowances.LESS + "\" part the names of figures");
        }
        for (String what : figures.keySet()) {
            String[] parts = what.split(Allowances.SLASH);
            if (parts.length > 1 && parts[0].equals(network)
                    || parts.length > 2 && parts[parts.length - 1].equals(network)) {
                throw new IllegalArgumentException("\"" + network + "\" is no learner but a task or a measure in the"
                        + " name of the figure \"" + what + "\"");
            }
        }
    }

    private static <T> Map<String, T> more(Map<String, T> map, String key, T value) {
        Map<String, T> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }

    /**
     * Writes the results. A write that does not come to its end leaves what was there before.
     *
     * @param file the file to make or to replace; its folder is made if it is not there
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(Path file) {
        ResultsFile.write(this, file);
    }

    /**
     * Reads results that {@link #write} has written.
     *
     * @param file the file
     * @return the results
     * @throws IllegalArgumentException if the file is no results file, one of another version, or one in which
     *     something is missing or is not what {@link #write} writes there
     * @throws UncheckedIOException if it cannot be read
     */
    public static Results read(Path file) {
        return ResultsFile.read(file);
    }

    /**
     * Tells what has moved in results that were made anew: counts that are not the same, figures that differ by more
     * than their tolerance, or, without seeds, than a fortieth of their interval, and names that are in one of both
     * only. Where both runs were on different makes of processor, figures of networks may differ by what other seeds
     * would move them: by three standard errors of a difference of two means over as many seeds, at most half of their
     * interval, or .05 if they have none, or by a quarter of the interval where their spread over seeds is not known.
     * Where a study comes from, spreads, the ends of intervals, p-values and sentences are not compared.
     *
     * @param now the new results
     * @return one row a count or figure that has moved: what it is, what it was, what it is now, and what would be
     *     allowed
     */
    public Table moved(Results now) {
        return Comparison.of(this, now).moved();
    }
}
