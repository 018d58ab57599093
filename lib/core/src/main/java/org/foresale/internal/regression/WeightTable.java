package org.foresale.internal.regression;

/**
 * Weighted sums of features for many targets at once: for each feature one weight a target, and an intercept.
 *
 * <p>Weights are floats, so that a table that was saved says exactly what the one before said. It never changes.
 */
public final class WeightTable {

    /** Far beyond what can be learnt, and small enough for any sum of products to be finite. */
    private static final float LARGEST = 1e9f;

    private final int columns;
    private final int targets;
    /** Feature by feature, the intercepts at the end. */
    private final float[] numbers;

    private WeightTable(int columns, int targets, float[] numbers) {
        this.columns = columns;
        this.targets = targets;
        this.numbers = numbers;
    }

    /**
     * Takes weights.
     *
     * @param columns number of features
     * @param targets number of targets
     * @param numbers feature by feature one weight a target, and the intercepts at the end
     * @return the table
     * @throws IllegalArgumentException if there are more or fewer numbers than that, or if one is not within 1e9 of 0
     */
    public static WeightTable of(int columns, int targets, float[] numbers) {
        if (numbers.length != size(columns, targets)) {
            throw new IllegalArgumentException(numbers.length + " numbers are no weights and intercepts of " + columns
                    + " features for " + targets + " targets");
        }
        for (float number : numbers) {
            if (!(Math.abs(number) <= LARGEST)) {
                throw new IllegalArgumentException("a weight is " + number + ", which is not within " + LARGEST
                        + " of 0");
            }
        }
        return new WeightTable(columns, targets, numbers.clone());
    }

    /** Takes weights as they were computed. */
    static WeightTable of(int columns, int targets, double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = (float) numbers[k];
        }
        return of(columns, targets, floats);
    }

    /**
     * Counts the numbers of a table.
     *
     * @param columns number of features
     * @param targets number of targets
     * @return how many weights and intercepts it has
     */
    public static long size(int columns, int targets) {
        return (columns + 1L) * targets;
    }

    /** How many numbers there are, refused where no array holds as many. */
    static int arraySize(int columns, int targets) {
        long size = size(columns, targets);
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(columns + " features for " + targets + " targets are more weights than"
                    + " an array can hold; take fewer of either");
        }
        return (int) size;
    }

    /**
     * Returns the weights.
     *
     * @return a copy: feature by feature one weight a target, and the intercepts at the end
     */
    public float[] numbers() {
        return numbers.clone();
    }

    /**
     * Returns the sums of a row.
     *
     * @param rows rows of as many columns as there are features
     * @param row  which of them
     * @return for each target the intercept and the weighted sum of the row
     * @throws IllegalArgumentException if the rows have more or fewer columns
     */
    public double[] of(SparseRows rows, int row) {
        if (rows.columns() != columns) {
            throw new IllegalArgumentException("rows of " + rows.columns() + " columns, but there are weights of "
                    + columns);
        }
        double[] sums = new double[targets];
        for (int t = 0; t < targets; t++) {
            sums[t] = numbers[columns * targets + t];
        }
        rows.addProductTo(row, numbers, sums);
        return sums;
    }
}
