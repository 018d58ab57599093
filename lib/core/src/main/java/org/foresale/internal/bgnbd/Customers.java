package org.foresale.internal.bgnbd;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What the model knows of customers.
 *
 * @param frequency purchases of each after the first
 * @param recency   time from the first purchase to the last
 * @param age       time from the first purchase to now
 */
record Customers(int[] frequency, double[] recency, double[] age) {

    /** The sums of the likelihood are made up to the largest frequency. */
    private static final int MAX_FREQUENCY = 100_000;
    /** Alpha is up to 10,000 mean ages or parts of one, and has bounds of its own. */
    private static final double MAX_MEAN_AGE = 5e4;

    Customers {
        if (frequency.length == 0 || frequency.length != recency.length || frequency.length != age.length) {
            throw new IllegalArgumentException(frequency.length + " frequencies, " + recency.length
                    + " recencies and " + age.length + " ages: of each one a customer, and at least one, is needed");
        }
        for (int i = 0; i < frequency.length; i++) {
            check(frequency[i], recency[i], age[i]);
        }
        if (DoubleStream.of(age).allMatch(each -> each == 0)) {
            throw new IllegalArgumentException("all " + age.length + " ages are 0: customers are needed who could have"
                    + " bought again, so let \"now\" be later");
        }
        double mean = DoubleStream.of(age).average().orElseThrow();
        if (!(mean >= 1 / MAX_MEAN_AGE && mean <= MAX_MEAN_AGE)) {
            throw new IllegalArgumentException("the mean age is " + mean + ", not " + 1 / MAX_MEAN_AGE + " to "
                    + MAX_MEAN_AGE + ": give all times in a " + (mean < 1 ? "shorter" : "longer")
                    + " unit, such as days" + (mean < 1 ? "" : " instead of seconds"));
        }
        frequency = frequency.clone();
        recency = recency.clone();
        age = age.clone();
    }

    static void check(int frequency, double recency, double age) {
        if (frequency < 0 || frequency > MAX_FREQUENCY) {
            throw new IllegalArgumentException("a frequency is 0 to " + MAX_FREQUENCY + ", not " + frequency);
        }
        if (!(recency >= 0 && recency <= age && age < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a recency is from 0 to the age, which is finite, but they are "
                    + recency + " and " + age);
        }
        if (frequency == 0 != (recency == 0)) {
            throw new IllegalArgumentException("the recency is 0 where nothing was bought after the first purchase and"
                    + " only there, but the frequency is " + frequency + " and the recency " + recency);
        }
    }

    int size() {
        return frequency.length;
    }

    int maxFrequency() {
        return IntStream.of(frequency).max().orElseThrow();
    }

    double meanAge() {
        return DoubleStream.of(age).average().orElseThrow();
    }
}
