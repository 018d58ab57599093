package org.foresale.learn;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.internal.regression.SparseRows;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;

/**
 * Turns histories into sparse rows that hold a number, such as 1, for each class that was bought: first the
 * second-level classes met in training, then the third-level ones. Classes that were never met in training are left
 * out.
 *
 * @param seconds paths of the second-level classes met in training
 * @param thirds  paths of the third-level classes met in training
 */
record BoughtClasses(List<String> seconds, List<String> thirds) {

    /**
     * Checks the classes.
     *
     * @throws IllegalArgumentException if there are none of a level or more than 100,000, if one is missing, blank or
     *     of more than 10,000 characters, or if one comes twice
     */
    BoughtClasses {
        seconds = ClassPaths.checked(seconds);
        thirds = ClassPaths.checked(thirds);
    }

    /** The classes that the histories of training samples hold. */
    static BoughtClasses fit(Samples train) {
        return new BoughtClasses(ClassPaths.met(train, Level.SECOND), ClassPaths.met(train, Level.THIRD));
    }

    int columns() {
        return seconds.size() + thirds.size();
    }

    SparseRows of(Samples samples, int from, int to) {
        int[] secondOfThird = samples.taxonomy().placesOfThirds(Level.SECOND, seconds);
        int[] thirdOfThird = samples.taxonomy().placesOfThirds(Level.THIRD, thirds);
        int[][] places = new int[to - from][];
        double[][] ones = new double[to - from][];
        for (int i = from; i < to; i++) {
            BitSet bought = samples.history(i).classes();
            int[] second = bought.stream().map(third -> secondOfThird[third]).toArray();
            int[] third = bought.stream().map(code -> thirdOfThird[code])
                    .map(place -> place == Taxonomy.NO_PLACE ? place : seconds.size() + place).toArray();
            places[i - from] = IntStream.concat(Arrays.stream(second), Arrays.stream(third))
                    .filter(place -> place != Taxonomy.NO_PLACE).sorted().distinct().toArray();
            ones[i - from] = new double[places[i - from].length];
            Arrays.fill(ones[i - from], 1);
        }
        return SparseRows.of(places, ones, columns());
    }

    /**
     * Returns rows of the same classes that tell how lately each was bought: exp(-age / scale), age being the days from
     * its last purchase to the cut.
     *
     * @param scale days, above 0
     */
    SparseRows lately(Samples samples, int from, int to, double scale) {
        int[] secondOfThird = samples.taxonomy().placesOfThirds(Level.SECOND, seconds);
        int[] thirdOfThird = samples.taxonomy().placesOfThirds(Level.THIRD, thirds);
        int[][] places = new int[to - from][];
        double[][] values = new double[to - from][];
        int[] last = new int[columns()];
        for (int i = from; i < to; i++) {
            History history = samples.history(i);
            BitSet met = new BitSet();
            for (int line = 0; line < history.size(); line++) {
                int second = secondOfThird[history.thirdClass(line)];
                int third = thirdOfThird[history.thirdClass(line)];
                if (second != Taxonomy.NO_PLACE) {
                    met.set(second);
                    last[second] = history.day(line);
                }
                if (third != Taxonomy.NO_PLACE) {
                    met.set(seconds.size() + third);
                    last[seconds.size() + third] = history.day(line);
                }
            }
            int cut = samples.get(i).cut();
            places[i - from] = met.stream().toArray();
            values[i - from] = met.stream().mapToDouble(place -> Math.exp((last[place] - cut) / scale)).toArray();
        }
        return SparseRows.of(places, values, columns());
    }
}
