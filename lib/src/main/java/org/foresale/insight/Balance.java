package org.foresale.insight;

import java.util.Arrays;

/**
 * The figures of a characteristic among chosen users and among the others: the standardised difference of all that is
 * known, without its sign; then three figures a value, of the chosen, of the others and their standardised difference;
 * last the same of unknown values. The figures of a value are shares among those whose value is known; a number has its
 * mean instead.
 */
final class Balance {

    /** Figures a value. */
    static final int EACH = 3;

    private Balance() {
    }

    /**
     * The figures.
     *
     * @param characteristic the characteristic
     * @param chosen         which samples are chosen
     * @param counts         how often each sample counts
     * @return the figures; NaN where one is not defined
     */
    static double[] figures(Characteristic characteristic, boolean[] chosen, int[] counts) {
        return characteristic.numeric() ? ofNumber(characteristic, chosen, counts)
                : ofValues(characteristic, chosen, counts);
    }

    private static double[] ofValues(Characteristic characteristic, boolean[] chosen, int[] counts) {
        int values = characteristic.values().size();
        double[][] users = new double[2][values + 1];
        for (int i = 0; i < chosen.length; i++) {
            users[side(chosen, i)][characteristic.group(i)] += counts[i];
        }
        double[] unknown = new double[2];
        double[][] shares = new double[2][];
        for (int side = 0; side < 2; side++) {
            double all = Arrays.stream(users[side]).sum();
            double known = all - users[side][values];
            unknown[side] = users[side][values] / all;
            shares[side] = Arrays.stream(users[side], 0, values).map(count -> count / known).toArray();
        }
        double[] figures = new double[1 + EACH * (values + 1)];
        figures[0] = StandardisedDifference.ofAllShares(shares[0], shares[1]);
        for (int i = 0; i < values; i++) {
            putShares(figures, i, shares[0][i], shares[1][i]);
        }
        putShares(figures, values, unknown[0], unknown[1]);
        return figures;
    }

    private static double[] ofNumber(Characteristic characteristic, boolean[] chosen, int[] counts) {
        double[] all = new double[2];
        double[] known = new double[2];
        double[] means = new double[2];
        double[] variances = new double[2];
        for (int i = 0; i < chosen.length; i++) {
            int side = side(chosen, i);
            all[side] += counts[i];
            if (characteristic.isKnown(i)) {
                known[side] += counts[i];
                means[side] += counts[i] * characteristic.codes()[i];
            }
        }
        means[0] /= known[0];
        means[1] /= known[1];
        for (int i = 0; i < chosen.length; i++) {
            int side = side(chosen, i);
            if (characteristic.isKnown(i)) {
                double away = characteristic.codes()[i] - means[side];
                variances[side] += counts[i] * away * away / (known[side] - 1);
            }
        }
        double difference = StandardisedDifference.ofMeans(means[0], variances[0], means[1], variances[1]);
        double[] figures = new double[1 + 2 * EACH];
        figures[0] = Math.abs(difference);
        put(figures, 0, means[0], means[1], difference);
        putShares(figures, 1, 1 - known[0] / all[0], 1 - known[1] / all[1]);
        return figures;
    }

    private static int side(boolean[] chosen, int sample) {
        return chosen[sample] ? 0 : 1;
    }

    private static void putShares(double[] figures, int row, double chosen, double others) {
        put(figures, row, chosen, others, StandardisedDifference.ofShares(chosen, others));
    }

    private static void put(double[] figures, int row, double chosen, double others, double difference) {
        figures[1 + EACH * row] = chosen;
        figures[2 + EACH * row] = others;
        figures[EACH + EACH * row] = difference;
    }
}
