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
 * Turns histories into rows of numbers, in which the order of purchases is lost.
 *
 * <p>The columns are, in this order: for each second-level class met in training the lines bought in the 15, 30, 60 and
 * 120 days before the cut and in the whole history; the lines of classes never met in training; how often, how long and
 * for how much the user shops, the same of the target, and the date of the cut. A day that there is not, such as the
 * last purchase of the target, is NaN. Classes go by their paths, so the features of another log with the same classes
 * can be taken, too; a class that it lacks has no lines.
 *
 * @param classes paths of the second-level classes met in training, such as "GROCERY &gt; DOG FOODS"
 */
public record PurchaseFeatures(List<String> classes) {

    /** Days before the cut; a line of exactly so many days before it counts. */
    static final int[] WINDOWS = {15, 30, 60, 120};
    /** The windows and the whole history. */
    static final int COUNTS = WINDOWS.length + 1;

    /**
     * Checks the classes.
     *
     * @throws IllegalArgumentException if there is none or more than 100,000, if one is missing, blank or of more than
     *     10,000 characters, or if one comes twice
     */
    public PurchaseFeatures {
        classes = ClassPaths.checked(classes);
    }

    /**
     * Returns the features for samples like the given ones.
     *
     * @param train the training samples
     * @return the features
     * @throws IllegalArgumentException if no sample has a line, or if there are more than 100,000 classes or one with a
     *     path of more than 10,000 characters
     */
    public static PurchaseFeatures fit(Samples train) {
        return new PurchaseFeatures(ClassPaths.met(train, Level.SECOND));
    }

    /**
     * Tells how many numbers a row has.
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
     * Tells what the columns hold.
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
     * Returns the features of samples; their labels are not looked at.
     *
     * @param samples the samples
     * @return the features, row by row: that of a sample and a column is at sample * {@link #columns()} + column
     * @throws IllegalArgumentException if they are more than an array can hold
     */
    public float[] of(Samples samples) {
        return of(samples, 0, samples.size());
    }

    /**
     * Returns the features of some of the samples.
     *
     * @param samples the samples
     * @param from    the first of them
     * @param to      the one after the last
     * @return the features, row by row
     * @throws IndexOutOfBoundsException if there are no such samples
     * @throws IllegalArgumentException if they are more than an array can hold
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
