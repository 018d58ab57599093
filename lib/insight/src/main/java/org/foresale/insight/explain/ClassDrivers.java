package org.foresale.insight.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.learn.FeatureWords;
import org.foresale.learn.Predictor;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Measures the effect of each second-level class on the score: the log-odds minus the log-odds without the purchases of
 * that class (occlusion, Zeiler and Fergus 2014).
 *
 * <p>Removing purchases works as if they had never been made: a shopping day has less spend and fewer lines, and a day
 * with nothing else disappears. Gaps grow, older days move into a network's window, and lines of the target count
 * nowhere. A positive effect means that the purchases raise the score. Effects of several classes do not add up to
 * their joint effect. Scores are clipped to be at least a millionth away from 0 and 1.
 */
public final class ClassDrivers implements Drivers {

    private static final String MEAN = "mean effect (log odds)";
    private static final String TAKEN_OUT = "taken out";
    private static final String SIZE = "size";
    private static final int MAX_CLASSES = 20;
    private static final int RECENT_DAYS = 30;
    private static final double MIN_SCORE = 1e-6;

    private final Predictor predictor;
    private final Samples samples;
    private final int most;
    private final int recentDays;

    private ClassDrivers(Predictor predictor, Samples samples, int most, int recentDays) {
        this.predictor = predictor;
        this.samples = samples;
        this.most = most;
        this.recentDays = recentDays;
    }

    static ClassDrivers of(Predictor predictor, Samples samples) {
        return new ClassDrivers(predictor, Effects.requireSome(samples), MAX_CLASSES, RECENT_DAYS);
    }

    /**
     * Returns a copy of these drivers for another number of classes; the default is 20.
     *
     * @param number number of classes besides those of the target
     * @return the new drivers
     * @throws IllegalArgumentException if it is below 1
     */
    public ClassDrivers withClasses(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("the number of classes is at least 1, not " + number);
        }
        return new ClassDrivers(predictor, samples, number, recentDays);
    }

    /**
     * Returns a copy of these drivers with another boundary between recent and older purchases; the default is 30 days.
     *
     * @param days number of days before the cut within which a purchase is recent
     * @return the new drivers
     * @throws IllegalArgumentException if it is below 1
     */
    public ClassDrivers withRecentDays(int days) {
        if (days < 1) {
            throw new IllegalArgumentException("the number of recent days is at least 1, not " + days);
        }
        return new ClassDrivers(predictor, samples, most, days);
    }

    /** Which purchases of a class are taken out. */
    private enum When {
        ALL, RECENT, OLDER;

        boolean includes(int age, int recentDays) {
            return this == ALL || this == RECENT == (age <= recentDays);
        }
    }

    /**
     * Returns the effects of the classes in one sample's history: those of the target, and those with the most lines.
     *
     * @return one row per class, by decreasing absolute effect: class, number of its lines, effect of all of them;
     *     number of recent lines, effect of the recent ones and of the older ones, missing if there are none
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws IllegalStateException if purchases have already been removed from the samples with
     *     {@link Samples#without}
     */
    @Override
    public Table of(int sample) {
        List<Integer> classes = classes(sample);
        double[] all = effects(sample, classes, When.ALL);
        double[] recent = effects(sample, classes, When.RECENT);
        double[] older = effects(sample, classes, When.OLDER);
        StringColumn name = StringColumn.create("class");
        IntColumn lines = IntColumn.create("lines");
        DoubleColumn effect = DoubleColumn.create("effect (log odds)");
        IntColumn recentLines = IntColumn.create("lines, " + recentWords());
        DoubleColumn recentEffect = DoubleColumn.create("effect, " + recentWords() + " (log odds)");
        DoubleColumn olderEffect = DoubleColumn.create("effect, older (log odds)");
        for (int k : order(all)) {
            name.append(samples.taxonomy().path(Level.SECOND, classes.get(k)));
            lines.append(lines(sample, classes.get(k), When.ALL).cardinality());
            effect.append(all[k]);
            recentLines.append(lines(sample, classes.get(k), When.RECENT).cardinality());
            recentEffect.append(recent[k]);
            olderEffect.append(older[k]);
        }
        return Table.create("why the score of user " + samples.userId(sample), name, lines, effect, recentLines,
                recentEffect, olderEffect);
    }

    private String recentWords() {
        return "last " + recentDays + " days";
    }

    /** All of some effects, the largest first, either way. */
    private static int[] order(double[] effects) {
        return IntStream.range(0, effects.length).boxed()
                .sorted(Comparator.comparingDouble(k -> -Math.abs(effects[k]))).mapToInt(k -> k).toArray();
    }

    @Override
    public List<String> reasons(int sample) {
        List<Integer> classes = classes(sample);
        return Effects.reasons(effects(sample, classes, When.ALL), k -> {
            int recent = lines(sample, classes.get(k), When.RECENT).cardinality();
            return FeatureWords.bought(samples.taxonomy().path(Level.SECOND, classes.get(k)),
                    lines(sample, classes.get(k), When.ALL).cardinality())
                    + ", " + (recent == 0 ? "none" : recent) + " of them in the " + recentWords();
        });
    }

    /**
     * Returns the mean effects of the classes over all samples: those of the target, and those bought in the most
     * samples.
     *
     * @return one row per class, by decreasing absolute mean effect: class, number of samples whose history has it,
     *     mean effect of all its lines over these samples, and the 95 % interval of that mean over their users (empty
     *     with fewer than two users)
     * @throws IllegalStateException if purchases have already been removed from the samples with
     *     {@link Samples#without}
     */
    @Override
    public Table overall() {
        Table table = means("what drives the scores of " + samples.size() + " samples", List.of(When.ALL));
        return table.addColumns(table.doubleColumn(MEAN).abs().setName(SIZE)).sortDescendingOn(SIZE)
                .removeColumns(SIZE, TAKEN_OUT);
    }

    /**
     * Returns the mean effects of recent and of older purchases of the classes.
     *
     * @return two rows per class, the classes of the target first, then the rest by the number of samples that have
     *     them: class, which of its lines are removed, number of samples with such lines, mean effect of these lines
     *     over those samples, and its 95 % interval over their users (empty with fewer than two users)
     * @throws IllegalStateException if purchases have already been removed from the samples with
     *     {@link Samples#without}
     */
    public Table byTime() {
        return means("what drives the scores of " + samples.size() + " samples, by time",
                List.of(When.RECENT, When.OLDER));
    }

    private Table means(String title, List<When> whens) {
        StringColumn name = StringColumn.create("class");
        StringColumn taken = StringColumn.create(TAKEN_OUT);
        IntColumn bought = IntColumn.create("samples");
        DoubleColumn mean = DoubleColumn.create(MEAN);
        StringColumn range = StringColumn.create("95 %");
        double[] whole = predictor.predict(samples);
        for (int second : classes()) {
            for (When when : whens) {
                int[] buyers = IntStream.range(0, samples.size())
                        .filter(i -> !lines(i, second, when).isEmpty()).toArray();
                double[] effects = effects(whole, IntStream.of(buyers)
                        .mapToObj(i -> new Samples.Removal(i, lines(i, second, when))).toList());
                name.append(samples.taxonomy().path(Level.SECOND, second));
                taken.append(when == When.RECENT ? recentWords() : when == When.OLDER ? "older" : "all");
                bought.append(buyers.length);
                mean.append(Arrays.stream(effects).average().orElse(Double.NaN));
                range.append(Effects.range(samples, buyers, effects));
            }
        }
        return Table.create(title, name, taken, bought, mean, range);
    }

    /** What some lines of samples did to their scores, in log odds. */
    private double[] effects(double[] whole, List<Samples.Removal> removals) {
        double[] without = predictor.predict(samples.without(removals));
        return IntStream.range(0, without.length)
                .mapToDouble(k -> logOdds(whole[removals.get(k).sample()]) - logOdds(without[k])).toArray();
    }

    /** What the lines of some classes did to one sample's score; NaN where there is none. */
    private double[] effects(int sample, List<Integer> classes, When when) {
        List<Samples.Removal> removals = new ArrayList<>();
        // The first takes nothing out.
        removals.add(new Samples.Removal(sample, new BitSet()));
        classes.forEach(second -> removals.add(new Samples.Removal(sample, lines(sample, second, when))));
        double[] scores = predictor.predict(samples.without(removals));
        return IntStream.range(1, scores.length).mapToDouble(k -> removals.get(k).lines().isEmpty() ? Double.NaN
                : logOdds(scores[0]) - logOdds(scores[k])).toArray();
    }

    private static double logOdds(double score) {
        double inside = Math.max(MIN_SCORE, Math.min(1 - MIN_SCORE, score));
        return Math.log(inside / (1 - inside));
    }

    /** The lines of a class in a history. */
    private BitSet lines(int sample, int second, When when) {
        History history = samples.history(sample);
        int cut = samples.get(sample).cut();
        return IntStream.range(0, history.size())
                .filter(line -> samples.taxonomy().ancestor(history.thirdClass(line), Level.SECOND) == second
                        && when.includes(cut - history.day(line), recentDays))
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    private List<Integer> classes(int sample) {
        int[] lines = new int[samples.taxonomy().size(Level.SECOND)];
        History history = samples.history(sample);
        for (int line = 0; line < history.size(); line++) {
            lines[samples.taxonomy().ancestor(history.thirdClass(line), Level.SECOND)]++;
        }
        return chosen(lines);
    }

    private List<Integer> classes() {
        Taxonomy taxonomy = samples.taxonomy();
        int[] buyers = new int[taxonomy.size(Level.SECOND)];
        for (int i = 0; i < samples.size(); i++) {
            samples.history(i).classes().stream().map(third -> taxonomy.ancestor(third, Level.SECOND)).distinct()
                    .forEach(second -> buyers[second]++);
        }
        return chosen(buyers);
    }

    /** The classes of the target and those counted most, as far as there are any. */
    private List<Integer> chosen(int[] counts) {
        Taxonomy taxonomy = samples.taxonomy();
        BitSet target = IntStream.range(0, taxonomy.size(Level.THIRD)).filter(samples::isTarget)
                .map(third -> taxonomy.ancestor(third, Level.SECOND)).collect(BitSet::new, BitSet::set, BitSet::or);
        List<Integer> bought = IntStream.range(0, counts.length).filter(second -> counts[second] > 0).boxed()
                .sorted(Comparator.comparingInt(second -> -counts[second])).toList();
        List<Integer> chosen = new ArrayList<>(bought.stream().filter(target::get).toList());
        bought.stream().filter(second -> !target.get(second)).limit(most).forEach(chosen::add);
        return chosen;
    }

    @Override
    public String toString() {
        return "At most " + most + " classes per user that drive the scores of: " + predictor;
    }
}
