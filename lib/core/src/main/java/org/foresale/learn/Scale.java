package org.foresale.learn;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Brings features to one scale: less their mean, over their standard deviation.
 *
 * @param mean of each feature
 * @param sd   standard deviation of each feature, the square root of the mean squared distance from the mean; 1 where
 *             the feature is constant
 */
record Scale(List<Double> mean, List<Double> sd) {

    private static final double MIN_SD = 1e-6;
    /** Far beyond what can be learnt, and small enough for any sum of products to be finite. */
    private static final double MAX_NUMBER = 1e9;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is missing or beyond 1e9, if a standard deviation is below 1e-6, or if
     *     the lists differ in length
     */
    Scale {
        mean = checked("means", mean, mean == null ? 0 : mean.size());
        sd = checked("standard deviations", sd, mean.size());
        if (!sd.stream().allMatch(each -> each >= MIN_SD)) {
            throw new IllegalArgumentException("standard deviations are at least " + MIN_SD + ", but they are " + sd);
        }
    }

    /** Numbers that are what they should be. */
    static List<Double> checked(String what, List<Double> numbers, int size) {
        if (numbers == null || numbers.size() != size) {
            throw new IllegalArgumentException((numbers == null ? 0 : numbers.size()) + " " + what + ", not " + size);
        }
        for (Double number : numbers) {
            if (number == null || !(Math.abs(number) <= MAX_NUMBER)) {
                throw new IllegalArgumentException("among the " + what + " is " + number + ", which is not within "
                        + MAX_NUMBER + " of 0");
            }
        }
        return List.copyOf(numbers);
    }

    /** The scale of rows, at least one, all of the same length. */
    static Scale of(double[][] rows) {
        double[] mean = new double[rows[0].length];
        double[] sd = new double[mean.length];
        for (int k = 0; k < mean.length; k++) {
            int column = k;
            mean[k] = IntStream.range(0, rows.length).mapToDouble(i -> rows[i][column]).sum() / rows.length;
            double variance = IntStream.range(0, rows.length)
                    .mapToDouble(i -> (rows[i][column] - mean[column]) * (rows[i][column] - mean[column])).sum()
                    / rows.length;
            sd[k] = variance >= MIN_SD * MIN_SD ? Math.sqrt(variance) : 1;
        }
        return new Scale(DoubleStream.of(mean).boxed().toList(), DoubleStream.of(sd).boxed().toList());
    }

    /** A row on this scale. */
    double[] scaled(double[] row) {
        double[] scaled = new double[row.length];
        for (int k = 0; k < row.length; k++) {
            scaled[k] = (row[k] - mean.get(k)) / sd.get(k);
        }
        return scaled;
    }
}
