package org.foresale.model;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.Samples;
import org.foresale.log.Parquet;
import org.foresale.log.internal.NewFolder;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Holds the predicted probabilities of all users of a log for all categories on a given day. */
public final class ScoredCategories {

    private static final int ROWS_A_PART = 2_000_000;

    private final CategorySamples samples;
    private final LocalDate day;
    private final double[][] scores;
    private final List<CategoryModel.Fact> facts;
    /** Is asked for each category anew. */
    private final boolean[] known;

    ScoredCategories(CategorySamples samples, LocalDate day, double[][] scores, List<CategoryModel.Fact> facts) {
        this.samples = samples;
        this.day = day;
        this.scores = scores;
        this.facts = facts;
        this.known = new boolean[scores.length];
        IntStream.range(0, known.length).forEach(i -> known[i] = !samples.history(i).isEmpty());
    }

    /**
     * Describes the probabilities in one line.
     *
     * @return the day, and the numbers of users and categories
     */
    @Override
    public String toString() {
        return size() + " users on " + day + ", each with a probability for " + categories().size() + " categories";
    }

    /**
     * Returns the number of users.
     *
     * @return the number of users
     */
    public int size() {
        return scores.length;
    }

    /**
     * Returns the categories that were predicted.
     *
     * @return the categories
     */
    public Categories categories() {
        return samples.categories();
    }

    /**
     * Returns the day of the prediction, which is the cut of the histories.
     *
     * @return the first day that was hidden from the model
     */
    public LocalDate day() {
        return day;
    }

    /**
     * Returns the id of a user, as in the log.
     *
     * @param i 0 to {@link #size()} - 1
     * @return the user id
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public String userId(int i) {
        return samples.userId(i);
    }

    /**
     * Returns the probability that a user buys a category.
     *
     * @param i        0 to {@link #size()} - 1
     * @param category place of the category
     * @return the calibrated probability; for a user without a history, the share of first-time buyers among the
     *     training samples that had not bought the category before
     * @throws IndexOutOfBoundsException if there is no such user or category
     */
    public double probability(int i, int category) {
        CategoryModel.Fact fact = facts.get(category);
        return isKnown(i) ? fact.calibration().of(scores[i][category]) : fact.firstRate();
    }

    /**
     * Checks whether a user had bought anything before the day.
     *
     * @param i 0 to {@link #size()} - 1
     * @return false if the user has no history
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public boolean isKnown(int i) {
        return known[i];
    }

    /**
     * Checks whether a user had bought a category before the day.
     *
     * @param i        0 to {@link #size()} - 1
     * @param category place of the category
     * @return true if so
     * @throws IndexOutOfBoundsException if there is no such user or category
     */
    public boolean boughtBefore(int i, int category) {
        return samples.boughtBefore(i, category);
    }

    /**
     * Returns the users with their probabilities for one category, from which an audience can be built.
     *
     * @param category path of the category
     * @return all users
     * @throws IllegalArgumentException if the category is unknown to the model; the message suggests similar ones
     */
    public ScoredUsers of(String category) {
        int place = categories().place(category);
        return of(place, IntStream.range(0, size()).toArray());
    }

    /**
     * Returns the users who had never bought a category, with their probabilities of buying it for the first time.
     *
     * @param category path of the category
     * @return those users, in the original order
     * @throws IllegalArgumentException if the category is unknown to the model; the message suggests similar ones
     */
    public ScoredUsers firstTime(String category) {
        int place = categories().place(category);
        return of(place, IntStream.range(0, size()).filter(i -> !boughtBefore(i, place)).toArray());
    }

    private ScoredUsers of(int place, int[] users) {
        Samples chosen = samples.rows(users).samples(place);
        double[] probabilities = IntStream.of(users).mapToDouble(i -> probability(i, place)).toArray();
        boolean[] haveHistory = new boolean[users.length];
        boolean[] yes = new boolean[users.length];
        for (int k = 0; k < users.length; k++) {
            haveHistory[k] = isKnown(users[k]);
            yes[k] = haveHistory[k] && scores[users[k]][place] >= facts.get(place).threshold();
        }
        return new ScoredUsers(chosen, day, probabilities, yes, haveHistory);
    }

    /**
     * Recommends to each user the categories that the user is most likely to buy for the first time.
     *
     * @param most maximum number of categories per user, at least 1
     * @return one row per user and category, the most likely first: user, rank starting at 1, category, probability
     * @throws IllegalArgumentException if the number is below 1
     */
    public Table recommend(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("at least 1 category is recommended, not " + most);
        }
        StringColumn user = StringColumn.create("user");
        IntColumn rank = IntColumn.create("rank");
        StringColumn category = StringColumn.create("category");
        DoubleColumn probability = DoubleColumn.create("probability");
        for (int i = 0; i < size(); i++) {
            int now = i;
            double[] probabilities = IntStream.range(0, categories().size())
                    .mapToDouble(place -> probability(now, place)).toArray();
            int[] best = IntStream.range(0, probabilities.length).filter(place -> !boughtBefore(now, place)).boxed()
                    .sorted(Comparator.comparingDouble(place -> -probabilities[place])).limit(most)
                    .mapToInt(Integer::intValue).toArray();
            for (int k = 0; k < best.length; k++) {
                user.append(userId(i));
                rank.append(k + 1);
                category.append(categories().paths().get(best[k]));
                probability.append(probabilities[best[k]]);
            }
        }
        return Table.create("recommended on " + day, user, rank, category, probability);
    }

    /**
     * Writes the probabilities as Parquet files, for use in other tools. There is one row per user and category: user,
     * category, probability, and whether the user had bought the category before the day.
     *
     * @param folder the folder to create; it is not created if writing fails
     * @throws org.foresale.log.ForesaleException if the folder exists already, or cannot be written
     */
    public void write(Path folder) {
        int users = Math.max(1, ROWS_A_PART / categories().size());
        NewFolder.make(folder, files -> {
            for (int from = 0; from < size(); from += users) {
                Parquet.write(table(from, Math.min(size(), from + users)), files.resolve(
                        String.format(Locale.ROOT, "from-user-%09d.parquet", from)));
            }
            return folder;
        });
    }

    private Table table(int from, int to) {
        StringColumn user = StringColumn.create("user");
        StringColumn category = StringColumn.create("category");
        DoubleColumn probability = DoubleColumn.create("probability");
        BooleanColumn before = BooleanColumn.create("bought_before");
        for (int i = from; i < to; i++) {
            for (int place = 0; place < categories().size(); place++) {
                user.append(userId(i));
                category.append(categories().paths().get(place));
                probability.append(probability(i, place));
                before.append(boughtBefore(i, place));
            }
        }
        return Table.create("probabilities on " + day, user, category, probability, before);
    }
}
