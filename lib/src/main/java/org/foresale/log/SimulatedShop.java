package org.foresale.log;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What an invented shop sells: categories whose popularity falls by Zipf's law, each with some types, each type with some
 * products; then the target and its companion, which nobody buys without a reason.
 *
 * @param precursor whether a category is bought more often before a need
 * @param upTo      popularity of the categories, summed up to each
 * @param price     price of each product
 */
record SimulatedShop(boolean[] precursor, double[] upTo, double[] price) {

    private static final int DEPARTMENTS = 20;
    /** As Complete Journey has. */
    private static final int CATEGORIES = 300;
    private static final double ZIPF = -.79;
    private static final int TYPES = 8;
    private static final int PRODUCTS_A_TYPE = 3;
    private static final int PRODUCTS_A_CATEGORY = TYPES * PRODUCTS_A_TYPE;
    private static final int TARGET = CATEGORIES;
    private static final int COMPANION = CATEGORIES + 1;
    private static final int PRECURSORS = 10;
    private static final int FIRST_PRECURSOR = 20;
    private static final int LAST_PRECURSOR = 150;

    static SimulatedShop of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] precursor = new boolean[CATEGORIES];
        for (int chosen = 0; chosen < PRECURSORS; ) {
            int category = random.nextInt(FIRST_PRECURSOR, LAST_PRECURSOR);
            chosen += precursor[category] ? 0 : 1;
            precursor[category] = true;
        }
        double[] upTo = IntStream.rangeClosed(1, CATEGORIES).mapToDouble(rank -> Math.pow(rank, ZIPF)).toArray();
        Arrays.parallelPrefix(upTo, Double::sum);
        double all = upTo[CATEGORIES - 1];
        Arrays.setAll(upTo, category -> upTo[category] / all);
        double[] price = new double[(CATEGORIES + 2) * PRODUCTS_A_CATEGORY];
        Arrays.setAll(price, product -> Math.round(100 * Math.exp(1 + .6 * random.nextGaussian())) / 100.0);
        return new SimulatedShop(precursor, upTo, price);
    }

    int products() {
        return price.length;
    }

    /** A category by its popularity. */
    int category(SplittableRandom random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble());
        return Math.min(CATEGORIES - 1, found < 0 ? -found - 1 : found);
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
