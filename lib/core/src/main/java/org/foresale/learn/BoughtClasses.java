package org.foresale.learn;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.internal.regression.SparseRows;
import org.foresale.log.Level;

/**
 * Turns histories into sparse rows that hold a 1 for each class that was bought: first the second-level classes met in
 * training, then the third-level ones. Classes that were never met in training are left out.
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
        int[] secondOfThird = ClassPaths.places(seconds, samples.taxonomy(), Level.SECOND);
        int[] thirdOfThird = ClassPaths.places(thirds, samples.taxonomy(), Level.THIRD);
        int[][] places = new int[to - from][];
        double[][] ones = new double[to - from][];
        for (int i = from; i < to; i++) {
            BitSet bought = samples.history(i).classes();
            int[] second = bought.stream().map(third -> secondOfThird[third]).toArray();
            int[] third = bought.stream().map(code -> thirdOfThird[code])
                    .map(place -> place == ClassPaths.UNKNOWN ? place : seconds.size() + place).toArray();
            places[i - from] = IntStream.concat(Arrays.stream(second), Arrays.stream(third))
                    .filter(place -> place != ClassPaths.UNKNOWN).sorted().distinct().toArray();
            ones[i - from] = new double[places[i - from].length];
            Arrays.fill(ones[i - from], 1);
        }
        return SparseRows.of(places, ones, columns());
    }
}
