package org.foresale.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;

/**
 * Turns histories into rows of features that do not depend on the order of purchases.
 *
 * <p>The columns are, in this order: for each second-level class seen in training, the number of lines bought in the
 * 15, 30, 60 and 120 days before the cut and in the whole history; the number of lines of classes not seen in training;
 * how often, for how long and for how much money the user shops; the same for the target; and the date of the cut. A
 * feature that is undefined, such as the days since the last purchase of a target that was never bought, is NaN.
 * Classes are identified by their paths, so features can also be computed for another log with the same classes; a
 * class that it lacks has no lines.
 *
 * @param classes paths of the second-level classes seen in training, such as "GROCERY &gt; DOG FOODS"
 */
public record PurchaseFeatures(List<String> classes) {

    /** Days before the cut; a line of exactly so many days before it counts. */
    static final int[] WINDOWS = {15, 30, 60, 120};
    /** The windows and the whole history. */
    static final int COUNTS = WINDOWS.length + 1;

    /**
     * Checks the classes.
     *
     * @throws IllegalArgumentException if there is none or more than 100,000, if one is missing, blank or longer than
     *     10,000 characters, or if one is given twice
     */
    public PurchaseFeatures {
        classes = ClassPaths.checked(classes);
    }

    /**
     * Fits the features to training samples.
     *
     * @param train the training samples
     * @return the features
     * @throws IllegalArgumentException if no sample has a line, or if there are more than 100,000 classes or a class
     *     with a path of more than 10,000 characters
     */
    public static PurchaseFeatures fit(Samples train) {
        return new PurchaseFeatures(ClassPaths.met(train, Level.SECOND));
    }

    /**
     * Returns the number of features in a row.
     *
     * @return the number of columns
     */
    public int columns() {
        return numbersFrom() + Habit.values().length;
    }

    private int numbersFrom() {
        return classes.size() * COUNTS + 1;
    }

    /**
     * Returns the names of the columns.
     *
     * @return a name for each column, in their order
     */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (String path : classes) {
            IntStream.of(WINDOWS).mapToObj(days -> "lines of " + path + " in " + days + " days").forEach(names::add);
            names.add("lines of " + path);
        }
        names.add("lines of classes unknown in training");
        Arrays.stream(Habit.values()).map(Habit::label).forEach(names::add);
        return names;
    }

    /**
     * Computes the features of samples; their labels are ignored.
     *
     * @param samples the samples
     * @return the features in row-major order: the feature of a sample and a column is at sample * {@link #columns()} +
     *     column
     * @throws IllegalArgumentException if there are more features than an array can hold
     */
    public float[] of(Samples samples) {
        return of(samples, 0, samples.size());
    }

    /**
     * Computes the features of a range of samples.
     *
     * @param samples the samples
     * @param from    index of the first sample
     * @param to      index after the last sample
     * @return the features, row by row
     * @throws IndexOutOfBoundsException if there are no such samples
     * @throws IllegalArgumentException if there are more features than an array can hold
     */
    public float[] of(Samples samples, int from, int to) {
        Objects.checkFromToIndex(from, to, samples.size());
        int columns = columns();
        int size = size(to - from, columns);
        int[] classOfThird = samples.taxonomy().placesOfThirds(Level.SECOND, classes);
        float[] rows = new float[size];
        for (int i = from; i < to; i++) {
            int row = (i - from) * columns;
            count(samples.history(i), samples.get(i).cut(), classOfThird, rows, row);
            int at = row + numbersFrom();
            for (double number : Habit.all(samples, i)) {
                rows[at++] = (float) number;
            }
        }
        return rows;
    }

    /** How many features so many samples have. */
    static int size(int samples, int columns) {
        long size = (long) samples * columns;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(samples + " samples with " + columns
                    + " features each are more than an array can hold; take fewer samples");
        }
        return (int) size;
    }

    private void count(History history, int cut, int[] classOfThird, float[] rows, int row) {
        for (int line = 0; line < history.size(); line++) {
            int place = classOfThird[history.thirdClass(line)];
            if (place == Taxonomy.NO_PLACE) {
                rows[row + classes.size() * COUNTS]++;
                continue;
            }
            int at = row + place * COUNTS;
            int age = cut - history.day(line);
            for (int window = 0; window < WINDOWS.length; window++) {
                if (age <= WINDOWS[window]) {
                    rows[at + window]++;
                }
            }
            rows[at + WINDOWS.length]++;
        }
    }
}
