package org.foresale.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Intervals over users for figures that are no metrics of predictions, such as a mean or a share.
 *
 * <p>Users are drawn as {@link Bootstrap} draws them: as many as there are, with replacement, each with all its
 * samples; the interval is that of the percentiles. 1,000 resamples, 95 %, seed 1.
 */
public final class UserResamples {

    private static final int ROUNDS = 1000;
    private static final double LEVEL = .95;
    private static final long SEED = 1;
    private static final int TRIES = 100;

    private final Bootstrap bootstrap;
    private final int samples;

    private UserResamples(Bootstrap bootstrap, int samples) {
        this.bootstrap = bootstrap;
        this.samples = samples;
    }

    /**
     * The resamples of some samples.
     *
     * @param users the user of each sample, as any number that tells users apart
     * @return the resamples
     * @throws IllegalArgumentException if there are not two users
     */
    public static UserResamples of(int[] users) {
        return new UserResamples(Bootstrap.of(users), users.length);
    }

    /**
     * The interval of any figure.
     *
     * @param figure the figure, given how often each sample counts; NaN where it cannot be had, and another resample is
     *     drawn
     * @return the figure of the samples themselves, with its interval over the users
     * @throws IllegalArgumentException if the figure cannot be had of the samples, or of nearly no resample
     */
    public Interval interval(ToDoubleFunction<int[]> figure) {
        int[] once = new int[samples];
        Arrays.fill(once, 1);
        double estimate = figure.applyAsDouble(once);
        if (Double.isNaN(estimate)) {
            throw new IllegalArgumentException("the figure of " + samples + " samples is no number");
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] figures = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            figures[round] = drawn(random, figure);
        }
        return Interval.percentile(estimate, figures, LEVEL);
    }

    private double drawn(SplittableRandom random, ToDoubleFunction<int[]> figure) {
        for (int i = 0; i < TRIES; i++) {
            double value = figure.applyAsDouble(bootstrap.drawn(random));
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        throw new IllegalArgumentException("in " + TRIES + " draws of " + bootstrap.people()
                + " users, the figure was no number");
    }

    /**
     * The interval of the mean of a number over the samples.
     *
     * @param values the number of each sample; of a yes or no, 1 or 0. Differences of two numbers of a sample give the
     *     interval of the paired difference
     * @return the mean with its interval over the users
     * @throws IllegalArgumentException if there are not as many values as samples, or if one is no number
     */
    public Interval mean(double[] values) {
        if (values.length != samples) {
            throw new IllegalArgumentException(values.length + " values for " + samples + " samples");
        }
        return interval(counts -> {
            double sum = 0;
            long size = 0;
            for (int i = 0; i < values.length; i++) {
                sum += counts[i] * values[i];
                size += counts[i];
            }
            return sum / size;
        });
    }
}
