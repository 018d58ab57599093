package org.foresale.internal.regression;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Rows of features of which most are 0: each row tells the places of the others, and their values.
 *
 * <p>Rows never change after construction.
 */
public final class SparseRows {

    private final int[][] places;
    private final double[][] values;
    private final int columns;

    private SparseRows(int[][] places, double[][] values, int columns) {
        this.places = places;
        this.values = values;
        this.columns = columns;
    }

    /**
     * Takes rows of any values.
     *
     * @param places  for each row the columns that are not 0, rising
     * @param values  their values, in the same order
     * @param columns number of columns
     * @return the rows
     * @throws IllegalArgumentException if numbers of rows or of values differ, if the places of a row do not rise, or
     *     if a value is not finite
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public static SparseRows of(int[][] places, double[][] values, int columns) {
        if (places.length != values.length) {
            throw new IllegalArgumentException(places.length + " rows of places, but " + values.length + " of values");
        }
        int[][] ownPlaces = new int[places.length][];
        double[][] ownValues = new double[places.length][];
        for (int row = 0; row < places.length; row++) {
            ownPlaces[row] = places[row].clone();
            ownValues[row] = values[row].clone();
            check(row, ownPlaces[row], ownValues[row], columns);
        }
        return new SparseRows(ownPlaces, ownValues, columns);
    }

    private static void check(int row, int[] places, double[] values, int columns) {
        if (places.length != values.length) {
            throw new IllegalArgumentException("row " + row + " has " + places.length + " places, but " + values.length
                    + " values");
        }
        for (int k = 0; k < places.length; k++) {
            Objects.checkIndex(places[k], columns);
            if (k > 0 && places[k] <= places[k - 1]) {
                throw new IllegalArgumentException("the places of row " + row + " do not rise: " + places[k - 1]
                        + ", then " + places[k]);
            }
            if (!Double.isFinite(values[k])) {
                throw new IllegalArgumentException("a value of row " + row + " is " + values[k]
                        + ", which is not finite");
            }
        }
    }

    /**
     * Counts the rows.
     *
     * @return the number of rows
     */
    public int size() {
        return places.length;
    }

    /**
     * Counts the columns.
     *
     * @return how many features a row has
     */
    public int columns() {
        return columns;
    }

    /**
     * Picks rows.
     *
     * @param rows which ones
     * @return these rows, in this order
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public SparseRows rows(int... rows) {
        return new SparseRows(IntStream.of(rows).mapToObj(row -> places[row]).toArray(int[][]::new),
                IntStream.of(rows).mapToObj(row -> values[row]).toArray(double[][]::new), columns);
    }

    /**
     * Cuts out columns that stand side by side.
     *
     * @param from the first of them
     * @param to   the one after the last
     * @return all rows, with these columns only
     * @throws IndexOutOfBoundsException if there are no such columns
     */
    public SparseRows columns(int from, int to) {
        Objects.checkFromToIndex(from, to, columns);
        int[][] somePlaces = new int[places.length][];
        double[][] someValues = new double[places.length][];
        for (int row = 0; row < places.length; row++) {
            int first = firstFrom(places[row], from);
            int end = firstFrom(places[row], to);
            somePlaces[row] = Arrays.stream(places[row], first, end).map(place -> place - from).toArray();
            someValues[row] = Arrays.copyOfRange(values[row], first, end);
        }
        return new SparseRows(somePlaces, someValues, to - from);
    }

    private static int firstFrom(int[] places, int column) {
        int found = Arrays.binarySearch(places, column);
        return found < 0 ? -found - 1 : found;
    }

    /**
     * Multiplies a row with weights.
     *
     * @param row     which row
     * @param weights one weight a column
     * @return the sum over the columns of value times weight
     * @throws IndexOutOfBoundsException if there is no such row, or if weights are missing
     */
    public double dot(int row, double[] weights) {
        double sum = 0;
        for (int k = 0; k < places[row].length; k++) {
            sum += values[row][k] * weights[places[row][k]];
        }
        return sum;
    }

    /**
     * Measures a row.
     *
     * @param row which row
     * @return the root of the sum of its squared values
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double length(int row) {
        double sum = 0;
        for (double value : values[row]) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    /**
     * Adds a multiple of a row to sums.
     *
     * @param row    which row
     * @param factor what its values are multiplied with
     * @param sums   one sum a column; changed
     * @throws IndexOutOfBoundsException if there is no such row, or if sums are missing
     */
    public void addTo(int row, double factor, double[] sums) {
        for (int k = 0; k < places[row].length; k++) {
            sums[places[row][k]] += factor * values[row][k];
        }
    }

    /** Adds a row times a matrix, of which each column of these rows has a line of numbers. */
    void addProductTo(int row, double[] matrix, double[] sums) {
        for (int k = 0; k < places[row].length; k++) {
            int from = places[row][k] * sums.length;
            double value = values[row][k];
            for (int t = 0; t < sums.length; t++) {
                sums[t] += value * matrix[from + t];
            }
        }
    }

    /** Adds a row times a matrix of shorter numbers. */
    void addProductTo(int row, float[] matrix, double[] sums) {
        for (int k = 0; k < places[row].length; k++) {
            int from = places[row][k] * sums.length;
            double value = values[row][k];
            for (int t = 0; t < sums.length; t++) {
                sums[t] += value * matrix[from + t];
            }
        }
    }

    /** Adds to the line of each column of a matrix the row's value there times factors. */
    void addOuterTo(int row, double[] factors, double[] matrix) {
        for (int k = 0; k < places[row].length; k++) {
            int from = places[row][k] * factors.length;
            double value = values[row][k];
            for (int t = 0; t < factors.length; t++) {
                matrix[from + t] += value * factors[t];
            }
        }
    }

    /** Adds a multiple of the squares of a row. */
    void addSquaresTo(int row, double factor, double[] sums) {
        for (int k = 0; k < places[row].length; k++) {
            sums[places[row][k]] += factor * values[row][k] * values[row][k];
        }
    }

    /** Adds to each sum how many of the rows are not 0 there. */
    void countInto(int row, double[] sums) {
        for (int place : places[row]) {
            sums[place]++;
        }
    }
}
