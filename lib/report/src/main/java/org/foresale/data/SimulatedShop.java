package org.foresale.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.foresale.log.ClassPath;

/**
 * What an invented shop sells: categories of falling popularity, each with a season, some types, and some products of
 * each type; then the target and its companion, which nobody buys without a reason.
 *
 * @param precursor whether a category is bought more often before a need
 * @param pairs     categories that are bought one after the other: the first and the second of each pair
 * @param slots     the categories, each as often as it is popular
 * @param season    for each day of a year, how much each category is sought then, from 0 to 1
 * @param price     price of each product
 */
record SimulatedShop(boolean[] precursor, int[][] pairs, short[] slots, double[][] season, double[] price) {

    static final int PRODUCTS_A_CATEGORY = 24;

    private static final int DEPARTMENTS = 20;
    /** About what Complete Journey has. */
    private static final int CATEGORIES = 300;
    private static final int TARGET = CATEGORIES;
    private static final int COMPANION = CATEGORIES + 1;
    /** Popularity falls by Zipf's law at first, then faster: both fitted to Complete Journey's lines by category. */
    private static final double ZIPF = -.6;
    private static final double POPULAR = 90;
    private static final int SLOTS = 1 << 16;
    private static final int PRODUCTS_A_TYPE = 3;
    private static final int TYPES = PRODUCTS_A_CATEGORY / PRODUCTS_A_TYPE;
    private static final int PRECURSORS = 10;
    private static final int PAIRS = 5;
    /** Precursors and pairs are neither what everybody buys nor what hardly anybody does. */
    private static final int FIRST_ORDINARY = 20;
    private static final int LAST_ORDINARY = 150;
    private static final int YEAR = 365;
    /** Half-normal amplitudes, so that the best months stand out as much as Complete Journey's. */
    private static final double SEASON_SD = .22;
    private static final double LARGEST_SEASON = .6;

    static SimulatedShop of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] chosen = random.ints(FIRST_ORDINARY, LAST_ORDINARY).distinct().limit(PRECURSORS + 2 * PAIRS).toArray();
        boolean[] precursor = new boolean[CATEGORIES];
        IntStream.range(0, PRECURSORS).forEach(i -> precursor[chosen[i]] = true);
        int[][] pairs = IntStream.range(0, PAIRS).map(pair -> PRECURSORS + 2 * pair)
                .mapToObj(i -> new int[] {chosen[i], chosen[i + 1]}).toArray(int[][]::new);
        double[][] season = new double[YEAR][CATEGORIES];
        for (int category = 0; category < CATEGORIES; category++) {
            double amplitude = Math.min(LARGEST_SEASON, SEASON_SD * Math.abs(random.nextGaussian()));
            double best = random.nextDouble();
            for (int day = 0; day < YEAR; day++) {
                season[day][category] = (1 + amplitude * Math.cos(2 * Math.PI * ((double) day / YEAR - best)))
                        / (1 + LARGEST_SEASON);
            }
        }
        double[] price = new double[(CATEGORIES + 2) * PRODUCTS_A_CATEGORY];
        Arrays.setAll(price, product -> Math.round(100 * Math.exp(1 + .6 * random.nextGaussian())) / 100.0);
        return new SimulatedShop(precursor, pairs, byPopularity(), season, price);
    }

    private static short[] byPopularity() {
        double[] popularity = IntStream.rangeClosed(1, CATEGORIES)
                .mapToDouble(rank -> Math.pow(rank, ZIPF) * Math.exp(-rank / POPULAR)).toArray();
        double all = Arrays.stream(popularity).sum();
        short[] slots = new short[SLOTS];
        int category = 0;
        double upTo = popularity[0];
        for (int slot = 0; slot < SLOTS; slot++) {
            while (category < CATEGORIES - 1 && upTo < all * (slot + .5) / SLOTS) {
                upTo += popularity[++category];
            }
            slots[slot] = (short) category;
        }
        return slots;
    }

    int products() {
        return price.length;
    }

    /** How many categories there are, with the target and its companion. */
    int categories() {
        return CATEGORIES + 2;
    }

    /** A category by its popularity. */
    int category(SplittableRandom random) {
        return slots[random.nextInt(SLOTS)];
    }

    /** How much each category is sought on a day, from 0 to 1. */
    double[] season(int day) {
        return season[day % YEAR];
    }

    /** A product of a category, the first types being bought more often. */
    int product(int category, SplittableRandom random) {
        int type = (int) (TYPES * random.nextDouble() * random.nextDouble());
        return category * PRODUCTS_A_CATEGORY + type * PRODUCTS_A_TYPE + random.nextInt(PRODUCTS_A_TYPE);
    }

    int target() {
        return TARGET;
    }

    int companion() {
        return COMPANION;
    }

    /** The classes of a product. */
    ClassPath path(int product) {
        int category = product / PRODUCTS_A_CATEGORY;
        int type = product % PRODUCTS_A_CATEGORY / PRODUCTS_A_TYPE + 1;
        if (category >= CATEGORIES) {
            String name = category == TARGET ? SimulatedLog.TARGET : SimulatedLog.COMPANION;
            return new ClassPath("NEED", name, name + " " + type);
        }
        String name = "C" + (category + 1);
        return new ClassPath("D" + (category % DEPARTMENTS + 1), name, name + "." + type);
    }
}
