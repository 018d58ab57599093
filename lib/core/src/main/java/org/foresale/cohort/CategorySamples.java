package org.foresale.cohort;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.foresale.evaluate.CategoryLabels;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;

/**
 * Holds samples for predicting all categories at once. Each has a history that ends before the cut, the categories that
 * the user goes on to buy, and those that the user had bought before.
 *
 * <p>As with {@link Samples}, the log behind them cannot be reached.
 */
public final class CategorySamples {

    private final PurchaseLog log;
    private final Categories categories;
    private final List<Sample> samples;
    private final List<BitSet> buys;
    private final List<BitSet> before;
    private final int[] places;
    private final BitSet[] thirds;

    CategorySamples(PurchaseLog log, Categories categories, List<Sample> samples, List<BitSet> buys,
            List<BitSet> before) {
        this(log, categories, samples, buys, before, categories.placesOfThirds(log.taxonomy()));
    }

    private CategorySamples(PurchaseLog log, Categories categories, List<Sample> samples, List<BitSet> buys,
            List<BitSet> before, int[] places) {
        this(log, categories, samples, buys, before, places, Categories.thirds(places, categories.size()));
    }

    private CategorySamples(PurchaseLog log, Categories categories, List<Sample> samples, List<BitSet> buys,
            List<BitSet> before, int[] places, BitSet[] thirds) {
        this.log = log;
        this.categories = categories;
        this.samples = List.copyOf(samples);
        this.buys = List.copyOf(buys);
        this.before = List.copyOf(before);
        this.places = places;
        this.thirds = thirds;
    }

    /**
     * Returns one sample for each user of a log at a cut, without labels: no sample buys anything, whatever its user
     * goes on to do.
     *
     * <p>Categories that the log does not have count as never bought; {@link Categories#missingIn} lists them.
     *
     * @param log        the log
     * @param categories the categories to predict
     * @param cut        the first day that is hidden from the model, in days since the log's first day
     * @return one sample per user, in the order of the users' codes; a history may be empty
     * @throws IllegalArgumentException if the cut is below 0 or beyond the day after the log's last, if the log has
     *     none of the categories, or if two of its classes have the path of one of them
     */
    public static CategorySamples everybody(PurchaseLog log, Categories categories, int cut) {
        if (cut < 0 || cut > log.days()) {
            throw new IllegalArgumentException("the cut is on day " + cut + ", not on 0 to " + log.days()
                    + ", the day after the log's last");
        }
        categories.requireSomeIn(log.taxonomy());
        int[] places = categories.placesOfThirds(log.taxonomy());
        List<Sample> samples = IntStream.range(0, log.users())
                .mapToObj(user -> new Sample(user, cut, false, Split.TEST, 0)).toList();
        List<BitSet> before = samples.stream()
                .map(sample -> places(log.history(sample.user()).before(cut), places)).toList();
        return new CategorySamples(log, categories, samples, samples.stream().map(sample -> new BitSet()).toList(),
                before, places);
    }

    private static BitSet places(History history, int[] placesOfThirds) {
        BitSet bought = new BitSet();
        history.classes().stream().map(third -> placesOfThirds[third]).filter(place -> place != Taxonomy.NO_PLACE)
                .forEach(bought::set);
        return bought;
    }

    /**
     * Returns the number of samples.
     *
     * @return the number of samples
     */
    public int size() {
        return samples.size();
    }

    /**
     * Returns the categories to predict.
     *
     * @return the categories
     */
    public Categories categories() {
        return categories;
    }

    /**
     * Returns the id of a sample's user, as in the log.
     *
     * @param i 0 to {@link #size()} - 1
     * @return the user id
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public String userId(int i) {
        return log.userId(samples.get(i).user());
    }

    /**
     * Returns the user of each sample.
     *
     * @return the code of the user of each sample
     */
    public int[] users() {
        return samples.stream().mapToInt(Sample::user).toArray();
    }

    /**
     * Returns the cut of a sample.
     *
     * @param i 0 to {@link #size()} - 1
     * @return the first day that is hidden from the model, in days since the log's first day
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public int cut(int i) {
        return samples.get(i).cut();
    }

    /**
     * Returns what the user of a sample bought before the cut.
     *
     * @param i 0 to {@link #size()} - 1
     * @return the lines strictly before the cut
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public History history(int i) {
        return log.history(samples.get(i).user()).before(cut(i));
    }

    /**
     * Returns the categories that the user of a sample goes on to buy.
     *
     * @param i 0 to {@link #size()} - 1
     * @return a copy of their places
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public BitSet buys(int i) {
        return (BitSet) buys.get(i).clone();
    }

    /**
     * Returns the categories that the user of a sample had bought before the cut.
     *
     * @param i 0 to {@link #size()} - 1
     * @return a copy of their places
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public BitSet boughtBefore(int i) {
        return (BitSet) before.get(i).clone();
    }

    /**
     * Checks whether the user of a sample goes on to buy a category.
     *
     * @param i        0 to {@link #size()} - 1
     * @param category its place
     * @return true if so
     * @throws IndexOutOfBoundsException if there is no such sample or category
     */
    public boolean buys(int i, int category) {
        return buys.get(i).get(Objects.checkIndex(category, categories.size()));
    }

    /**
     * Checks whether the user of a sample had bought a category before the cut.
     *
     * @param i        0 to {@link #size()} - 1
     * @param category its place
     * @return true if so
     * @throws IndexOutOfBoundsException if there is no such sample or category
     */
    public boolean boughtBefore(int i, int category) {
        return before.get(i).get(Objects.checkIndex(category, categories.size()));
    }

    /**
     * Returns the labels, for the evaluation of scores.
     *
     * @return for each sample its user, what the user goes on to buy, and what the user had bought before
     */
    public CategoryLabels labels() {
        return CategoryLabels.of(categories.paths(), users(), buys, before);
    }

    /**
     * Returns the number of samples that buy each category.
     *
     * @return the number for each category
     */
    public int[] positives() {
        int[] positives = new int[categories.size()];
        buys.forEach(bought -> bought.stream().forEach(place -> positives[place]++));
        return positives;
    }

    /**
     * Returns the same samples with one category as their target.
     *
     * @param category its place
     * @return the samples; the label is whether the user buys the category
     * @throws IndexOutOfBoundsException if there is no such category
     */
    public Samples samples(int category) {
        return new Samples(log, thirds[category], IntStream.range(0, size()).mapToObj(i -> {
            Sample sample = samples.get(i);
            return new Sample(sample.user(), sample.cut(), buys.get(i).get(category), sample.split(), sample.shift());
        }).toList());
    }

    /**
     * Returns the same samples without target and labels, for code that needs only the histories.
     *
     * @return the samples; no class belongs to the target, and every label is false
     */
    public Samples histories() {
        return new Samples(log, new BitSet(), samples);
    }

    /**
     * Returns the same samples with a subset of the categories.
     *
     * @param some the categories to keep
     * @return the samples; this object itself if all categories are kept, in the same order
     * @throws IllegalArgumentException if one is not among the categories of these samples, or if they are of another
     *     level
     */
    public CategorySamples only(Categories some) {
        if (some.equals(categories)) {
            return this;
        }
        if (some.level() != categories.level()) {
            throw new IllegalArgumentException("the samples are of categories of the level " + categories.level()
                    + ", not " + some.level());
        }
        int[] places = some.paths().stream().mapToInt(categories::place).toArray();
        return new CategorySamples(log, some, samples, buys.stream().map(set -> only(set, places)).toList(),
                before.stream().map(set -> only(set, places)).toList());
    }

    private static BitSet only(BitSet set, int[] places) {
        BitSet some = new BitSet();
        IntStream.range(0, places.length).filter(i -> set.get(places[i])).forEach(some::set);
        return some;
    }

    /**
     * Returns shifted copies of these samples; their labels are unchanged.
     *
     * @param shift how many of the newest shopping days are removed
     * @return the copies of each sample, least shifted first
     * @throws IllegalArgumentException if a sample is a shifted copy itself
     */
    public CategorySamples shifted(Shift shift) {
        Samples histories = histories();
        List<Sample> copies = new ArrayList<>();
        List<BitSet> copiedBuys = new ArrayList<>();
        List<BitSet> copiedBefore = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            for (Sample copy : shift.copies(histories, i)) {
                copies.add(copy);
                copiedBuys.add(buys.get(i));
                copiedBefore.add(places(log.history(copy.user()).before(copy.cut()), places));
            }
        }
        return new CategorySamples(log, categories, copies, copiedBuys, copiedBefore, places, thirds);
    }

    /**
     * Returns a subset of the samples.
     *
     * @param rows the indices of the samples, each 0 to {@link #size()} - 1
     * @return those samples, in the order given
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public CategorySamples rows(int... rows) {
        List<Sample> chosen = new ArrayList<>();
        List<BitSet> chosenBuys = new ArrayList<>();
        List<BitSet> chosenBefore = new ArrayList<>();
        for (int row : rows) {
            chosen.add(samples.get(row));
            chosenBuys.add(buys.get(row));
            chosenBefore.add(before.get(row));
        }
        return new CategorySamples(log, categories, chosen, chosenBuys, chosenBefore, places, thirds);
    }

    /**
     * Returns the classes of the products.
     *
     * @return the log's taxonomy
     */
    public Taxonomy taxonomy() {
        return log.taxonomy();
    }

    /**
     * Counts the shopping days of a sample's user on which each category was bought.
     *
     * @param i 0 to {@link #size()} - 1
     * @return the number of days before the cut, for each category
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public int[] daysWith(int i) {
        History history = history(i);
        int[] days = new int[categories.size()];
        int[] last = new int[days.length];
        Arrays.fill(last, Integer.MIN_VALUE);
        for (int line = 0; line < history.size(); line++) {
            int place = places[history.thirdClass(line)];
            if (place != Taxonomy.NO_PLACE && last[place] != history.day(line)) {
                last[place] = history.day(line);
                days[place]++;
            }
        }
        return days;
    }

    /**
     * Checks that a model can be trained on these samples.
     *
     * @param use what the samples are used for, such as "training", for the error message
     * @return these samples
     * @throws IllegalArgumentException if there is no sample, or if a category is bought in none or in all of them
     */
    public CategorySamples requireBothLabels(String use) {
        if (size() == 0) {
            throw new IllegalArgumentException("there is no sample for " + use + ": take a log of more users");
        }
        int[] positives = positives();
        for (int category = 0; category < positives.length; category++) {
            if (positives[category] == 0 || positives[category] == size()) {
                throw new IllegalArgumentException((positives[category] == 0 ? "none" : "all") + " of the " + size()
                        + " samples for " + use + " buy " + categories.paths().get(category)
                        + ": leave the category out with only(), or ask for more buyers with withMinBuyers");
            }
        }
        return this;
    }

    /**
     * Checks that samples can be used as a validation set for early stopping.
     *
     * @param validation the validation samples
     * @return these samples
     * @throws IllegalArgumentException if they are of other categories than these, if there is none, or if none of them
     *     buys a category
     */
    public CategorySamples requireValidation(CategorySamples validation) {
        validation.requireCategories(categories);
        if (validation.size() == 0) {
            throw new IllegalArgumentException("there is no sample for validation: take a log of more users");
        }
        if (validation.buys.stream().allMatch(BitSet::isEmpty)) {
            throw new IllegalArgumentException("none of the " + validation.size() + " samples for validation buys any"
                    + " of the " + categories.size() + " categories, so they tell nothing of a model: take a log of"
                    + " more users, or ask for more buyers with withMinBuyers");
        }
        return this;
    }

    /**
     * Checks that these samples are of the expected categories.
     *
     * @param wanted the expected categories, such as those of a predictor
     * @throws IllegalArgumentException if the categories of these samples differ from these or are in another order;
     *     the message names one that differs
     */
    public void requireCategories(Categories wanted) {
        if (!categories.equals(wanted)) {
            String other = categories.paths().stream().filter(path -> !wanted.paths().contains(path)).findFirst()
                    .map(path -> "; unknown: " + path).orElse("");
            throw new IllegalArgumentException("the samples ask for " + categories.size() + " categories, but "
                    + wanted.size() + " are known, or in another order" + other
                    + ". Take samples of the known ones with only().");
        }
    }

    /**
     * Returns the category of each third-level class.
     *
     * @return for the code of each third-level class, the place of its category, -1 if it has none
     */
    public int[] places() {
        return places.clone();
    }

    EventFiles eventFiles(Path folder) {
        return new EventFiles(log, folder);
    }

    Sample sample(int i) {
        return samples.get(i);
    }

    @Override
    public String toString() {
        return size() + " samples of " + categories.size() + " categories";
    }
}
