package org.foresale.model;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.UserSplit;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;
import org.foresale.log.internal.OneLine;

/**
 * What the users of a model's training days looked like, in counts: the model's scores, the inputs that go with them
 * most closely, and the classes that were known. Later users are compared with it. It holds no user.
 *
 * <p>The histograms are of the active users of the validation split on the training days, all of them and not only a
 * balanced draw, because the scores of users to whom the model was fitted are not those of others. Scores and inputs
 * are those of histories cut to a fixed number of days: otherwise they would move for no other reason than that the log
 * has grown.
 *
 * @param trainedTo    the first day that no training label reached
 * @param horizon      number of days that the model looks ahead
 * @param shoppingDays least number of shopping days of an active user
 * @param activeWithin the last of them lies at most so many days before the cut; inputs look at as many days
 * @param lookBack     number of days before the cut that a compared history has, as many as the log had before the
 *                     first training day
 * @param split        which users were trained on
 * @param users        number of users in the histograms; a user may be in them on several days
 * @param classes      paths of the second-level classes of the log, such as "GROCERY &gt; DOG FOODS"
 * @param score        the model's scores
 * @param inputs       the ten inputs with the highest rank correlation with the score, the closest first, and what a
 *                     line costs, as a price rise moves it
 */
public record TrainingProfile(LocalDate trainedTo, int horizon, int shoppingDays, int activeWithin, int lookBack,
        UserSplit split, int users, List<String> classes, Histogram score, List<Histogram> inputs) {

    private static final int BINS = 10;
    private static final int STRONGEST = 10;
    private static final int MIN_USERS = 10;
    private static final int MAX_CLASSES = 100_000;
    private static final int MAX_LENGTH = 10_000;

    /**
     * Counts of a number in bins.
     *
     * @param name   what is counted
     * @param edges  the highest values of all bins but the last, rising
     * @param counts how many values lie in each bin: one more than there are edges
     */
    public record Histogram(String name, List<Double> edges, List<Long> counts) {

        /**
         * Checks the bins.
         *
         * @throws IllegalArgumentException if the edges do not rise, if there are more than 100, or if the counts are
         *     not one more or below 0
         */
        public Histogram {
            if (name == null || name.isBlank() || name.length() > MAX_LENGTH) {
                throw new IllegalArgumentException("a histogram of nothing, or of a name too long");
            }
            edges = List.copyOf(edges);
            counts = List.copyOf(counts);
            if (edges.size() > BINS * BINS || counts.size() != edges.size() + 1
                    || counts.stream().anyMatch(count -> count < 0)) {
                throw new IllegalArgumentException("the histogram of " + OneLine.of(name) + " has " + edges.size()
                        + " edges and the counts " + OneLine.of(String.valueOf(counts)));
            }
            for (int i = 0; i < edges.size(); i++) {
                if (!Double.isFinite(edges.get(i)) || i > 0 && !(edges.get(i) > edges.get(i - 1))) {
                    throw new IllegalArgumentException("the edges of the histogram of " + OneLine.of(name)
                            + " do not rise: " + edges);
                }
            }
        }

        /** The histogram of values, in up to ten bins that hold about as many each. */
        static Histogram of(String name, double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            TreeSet<Double> edges = new TreeSet<>();
            for (int bin = 1; bin < BINS; bin++) {
                edges.add(sorted[(int) ((long) bin * (sorted.length - 1) / BINS)]);
            }
            // Nothing lies above the highest value, so it is no edge.
            edges.remove(sorted[sorted.length - 1]);
            return new Histogram(name, List.copyOf(edges), IntStream.rangeClosed(0, edges.size())
                    .mapToObj(i -> 0L).toList()).of(values);
        }

        /** The histogram of other values in the same bins. */
        Histogram of(double[] values) {
            long[] filled = new long[edges.size() + 1];
            for (double value : values) {
                int bin = 0;
                while (bin < edges.size() && value > edges.get(bin)) {
                    bin++;
                }
                filled[bin]++;
            }
            return new Histogram(name, edges, Arrays.stream(filled).boxed().toList());
        }

        /**
         * Returns the number of values.
         *
         * @return the sum of the counts
         */
        public long size() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * Checks the profile.
     *
     * @throws IllegalArgumentException if a number is below 1, or if there are too many classes
     */
    public TrainingProfile {
        classes = List.copyOf(classes);
        inputs = List.copyOf(inputs);
        if (trainedTo == null || split == null || score == null || horizon < 1 || shoppingDays < 1 || activeWithin < 1
                || lookBack < 1
                || users < 1 || classes.size() > MAX_CLASSES || inputs.size() > BINS * BINS
                || classes.stream().anyMatch(path -> path.isBlank() || path.length() > MAX_LENGTH)) {
            throw new IllegalArgumentException("a profile of " + users + " users, " + classes.size() + " classes and "
                    + inputs.size() + " inputs, with a horizon of " + horizon + " days");
        }
    }

    /** The profile of a model on the training days of the question that it was fitted to. */
    static TrainingProfile of(PurchaseModel model, Snapshot question, Cohort everybody, PurchaseLog log) {
        int lookBack = question.trainCuts().get(0);
        Samples active = recent(everybody.validation(), lookBack, question.shoppingDays());
        if (active.size() < MIN_USERS) {
            throw new IllegalArgumentException("a profile of " + active.size() + " validation users with "
                    + question.shoppingDays() + " shopping days in the " + lookBack + " days before the first training"
                    + " day: let training begin later, or ask for fewer shopping days");
        }
        double[] scores = model.predictor().predict(active);
        ProfileInputs inputs = ProfileInputs.of(active, question.activeWithin());
        List<double[]> columns = inputs.columns(active);
        double[] strength = columns.stream().mapToDouble(column -> strength(column, scores)).toArray();
        int[] strongest = IntStream.range(0, strength.length).boxed().filter(i -> strength[i] > 0)
                .sorted((i, j) -> Double.compare(strength[j], strength[i])).limit(STRONGEST).mapToInt(i -> i).toArray();
        List<Histogram> kept = IntStream.concat(Arrays.stream(strongest), IntStream.of(ProfileInputs.PRICE)).distinct()
                .mapToObj(i -> Histogram.of(inputs.names().get(i), columns.get(i))).toList();
        int last = question.trainCuts().stream().mapToInt(Integer::intValue).max().orElseThrow();
        return new TrainingProfile(log.date(last).plusDays(question.horizon()), question.horizon(),
                question.shoppingDays(), question.activeWithin(), lookBack, question.split(),
                (int) Arrays.stream(active.users()).distinct().count(), paths(everybody.train()),
                Histogram.of("score", scores), kept);
    }

    /** The absolute rank correlation of two columns; 0 where one of them never changes. */
    private static double strength(double[] column, double[] scores) {
        double correlation = column.length < 2 ? 0 : Math.abs(new SpearmansCorrelation().correlation(column, scores));
        return Double.isNaN(correlation) ? 0 : correlation;
    }

    private static List<String> paths(Samples train) {
        BitSet thirds = new BitSet();
        for (int i = 0; i < train.size(); i++) {
            thirds.or(train.history(i).classes());
        }
        Taxonomy taxonomy = train.taxonomy();
        return thirds.stream().map(third -> taxonomy.ancestor(third, Level.SECOND)).distinct()
                .mapToObj(code -> taxonomy.path(Level.SECOND, code)).distinct().sorted().toList();
    }

    /**
     * Returns users with histories that are as long as those of the profile.
     *
     * @param samples users on a day
     * @return the same users, whose lines that are older than {@link #lookBack()} days are hidden; without those who
     *     are active by such lines alone, as more and more users are in a log that grows
     */
    public Samples recent(Samples samples) {
        return recent(samples, lookBack, shoppingDays);
    }

    private static Samples recent(Samples samples, int days, int shoppingDays) {
        int[] places = IntStream.range(0, samples.size()).filter(i -> {
            History history = samples.history(i);
            return IntStream.range(0, history.size()).map(history::day)
                    .filter(day -> day >= samples.get(i).cut() - days).distinct().count() >= shoppingDays;
        }).toArray();
        boolean[] labels = new boolean[places.length];
        for (int i = 0; i < places.length; i++) {
            labels[i] = samples.get(places[i]).label();
        }
        return hidden(samples.select(places, labels), days);
    }

    private static Samples hidden(Samples samples, int days) {
        return samples.without(IntStream.range(0, samples.size()).mapToObj(i -> {
            History history = samples.history(i);
            int from = samples.get(i).cut() - days;
            BitSet old = new BitSet();
            for (int line = 0; line < history.size() && history.day(line) < from; line++) {
                old.set(line);
            }
            return new Samples.Removal(i, old);
        }).toList());
    }

    /**
     * Counts other users in the same bins.
     *
     * @param active the users, active as those of the profile are, with {@linkplain #recent histories as long}
     * @param scores the model's scores of them
     * @return the histogram of the scores, and then that of each input, in their order
     * @throws IllegalArgumentException if there are not as many scores as users
     */
    public List<Histogram> histograms(Samples active, double[] scores) {
        if (scores.length != active.size()) {
            throw new IllegalArgumentException(scores.length + " scores of " + active.size() + " users");
        }
        ProfileInputs read = ProfileInputs.named(activeWithin, inputs.stream().map(Histogram::name).toList());
        List<double[]> columns = read.columns(active);
        List<Histogram> histograms = new ArrayList<>(List.of(score.of(scores)));
        inputs.forEach(input -> histograms.add(input.of(columns.get(read.names().indexOf(input.name())))));
        return histograms;
    }

    /**
     * Returns what share of the lines is of classes that were not known in training.
     *
     * @param active the users
     * @return the share of their lines in the days before the cut that inputs look at, 0 to 1; 0 without a line
     */
    public double unknownShare(Samples active) {
        Set<String> known = new HashSet<>(classes);
        Taxonomy taxonomy = active.taxonomy();
        BitSet unknown = new BitSet();
        for (int code = 0; code < taxonomy.size(Level.SECOND); code++) {
            unknown.set(code, !known.contains(taxonomy.path(Level.SECOND, code)));
        }
        long lines = 0;
        long found = 0;
        for (int i = 0; i < active.size(); i++) {
            History history = active.history(i);
            int from = active.get(i).cut() - activeWithin;
            for (int line = history.size() - 1; line >= 0 && history.day(line) >= from; line--) {
                lines++;
                found += unknown.get(taxonomy.ancestor(history.thirdClass(line), Level.SECOND)) ? 1 : 0;
            }
        }
        return lines == 0 ? 0 : (double) found / lines;
    }

    /**
     * Returns the profile as it is kept: a date is a text.
     *
     * @return a record that JSON can hold
     */
    Kept kept() {
        return new Kept(trainedTo.toString(), horizon, shoppingDays, activeWithin, lookBack, split, users, classes,
                score, inputs);
    }

    /** A profile in a model's file. */
    record Kept(String trainedTo, int horizon, int shoppingDays, int activeWithin, int lookBack, UserSplit split,
            int users, List<String> classes, Histogram score, List<Histogram> inputs) {

        TrainingProfile profile() {
            if (trainedTo == null || classes == null || inputs == null || classes.contains(null)
                    || inputs.contains(null)) {
                throw new IllegalArgumentException("the profile lacks its day, its classes or its inputs");
            }
            List<String> known = ProfileInputs.named(activeWithin, inputs.stream().map(Histogram::name).toList())
                    .names();
            for (Histogram input : inputs) {
                if (!known.contains(input.name())) {
                    throw new IllegalArgumentException("the profile has an input called " + OneLine.of(input.name()));
                }
            }
            try {
                return new TrainingProfile(LocalDate.parse(trainedTo), horizon, shoppingDays, activeWithin, lookBack,
                        split, users, classes, score, inputs);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("the profile has the day " + OneLine.of(trainedTo), e);
            }
        }
    }
}
