package org.foresale.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.foresale.learn.CategoryPairs;

/**
 * Brings the features of pairs to one scale: those of the user, which are counts and sums of money, as log(1 + |x|)
 * with the sign of x, and what is unknown of them as their mean; then each less its mean, over its standard deviation.
 *
 * @param mean of each feature
 * @param sd   standard deviation of each feature; 1 where it is constant
 */
record HabitScale(List<Double> mean, List<Double> sd) {

    private static final double MIN_SD = 1e-6;
    private static final double MAX_NUMBER = 1e9;
    private static final int COLUMNS = CategoryPairs.names().size();
    private static final int USER = CategoryPairs.columnsOfUser();

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if they are not one for each feature, within 1e9 of 0, standard deviations of at
     *     least 1e-6
     */
    HabitScale {
        mean = checked(mean);
        sd = checked(sd);
        if (sd.stream().anyMatch(each -> each < MIN_SD)) {
            throw new IllegalArgumentException("standard deviations are at least " + MIN_SD + ", but they are " + sd);
        }
    }

    private static List<Double> checked(List<Double> numbers) {
        if (numbers == null || numbers.size() != COLUMNS || numbers.stream()
                .anyMatch(number -> number == null || !(Math.abs(number) <= MAX_NUMBER))) {
            throw new IllegalArgumentException("a scale has " + COLUMNS + " numbers within " + MAX_NUMBER
                    + " of 0, but they are " + numbers);
        }
        return List.copyOf(numbers);
    }

    static int columns() {
        return COLUMNS;
    }

    /** The scale of rows, one after the other. */
    static HabitScale fit(float[] rows) {
        List<Double> mean = new ArrayList<>();
        List<Double> sd = new ArrayList<>();
        for (int column = 0; column < COLUMNS; column++) {
            int at = column;
            double[] known = IntStream.range(0, rows.length / COLUMNS)
                    .mapToDouble(row -> even(at, rows[row * COLUMNS + at]))
                    .filter(value -> !Double.isNaN(value)).toArray();
            double average = DoubleStream.of(known).average().orElse(0);
            double variance = DoubleStream.of(known).map(value -> (value - average) * (value - average)).average()
                    .orElse(0);
            mean.add(average);
            sd.add(variance >= MIN_SD * MIN_SD ? Math.sqrt(variance) : 1);
        }
        return new HabitScale(mean, sd);
    }

    /** A feature whose few large values do not hide the others. */
    private static double even(int column, float value) {
        return column < USER ? Math.signum(value) * Math.log1p(Math.abs(value)) : value;
    }

    /** Evens the features of the user in a row, in place, and fills in those that are unknown. */
    void even(float[] rows, int row) {
        for (int column = 0; column < USER; column++) {
            double even = even(column, rows[row + column]);
            rows[row + column] = (float) (Double.isNaN(even) ? mean.get(column) : even);
        }
    }

    /** Scales a row that is even, in place. */
    void scale(float[] rows, int row) {
        for (int column = 0; column < COLUMNS; column++) {
            rows[row + column] = (float) ((rows[row + column] - mean.get(column)) / sd.get(column));
        }
    }

    /** A first layer that takes even rows before they are scaled, in the place of one that takes scaled ones. */
    DenseLayer unscaled(DenseLayer layer) {
        float[][] weights = new float[layer.weights().length][COLUMNS];
        float[] bias = new float[weights.length];
        for (int unit = 0; unit < weights.length; unit++) {
            double sum = layer.bias()[unit];
            for (int column = 0; column < COLUMNS; column++) {
                double weight = layer.weights()[unit][column] / sd.get(column);
                weights[unit][column] = (float) weight;
                sum -= weight * mean.get(column);
            }
            bias[unit] = (float) sum;
        }
        return new DenseLayer(weights, bias);
    }
}
