package org.foresale.insight.profile;

import java.util.Arrays;
import org.foresale.insight.internal.Characteristic;

/**
 * How far chosen users and the others are apart in a characteristic: the standardised difference of all that is known,
 * without its sign; then those of its rows, which are its values, or its mean, and last whether it is unknown. Shares
 * are those among users whose value is known. A number has its means of both sides besides.
 */
final class Balance {

    /** The place of the difference without its sign. */
    static final int DISTANCE = 0;

    private Balance() {
    }

    /**
     * Returns the figures.
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
        double[] figures = new double[values + 2];
        figures[0] = StandardisedDifference.ofAllShares(shares[0], shares[1]);
        for (int i = 0; i < values; i++) {
            figures[i + 1] = StandardisedDifference.ofShares(shares[0][i], shares[1][i]);
        }
        figures[values + 1] = StandardisedDifference.ofShares(unknown[0], unknown[1]);
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
        double unknown = StandardisedDifference.ofShares(1 - known[0] / all[0], 1 - known[1] / all[1]);
        return new double[] {Math.abs(difference), difference, unknown, means[0], means[1]};
    }

    private static int side(boolean[] chosen, int sample) {
        return chosen[sample] ? 0 : 1;
    }
}
