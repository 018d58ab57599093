package org.foresale.log;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.util.SplittableRandom;

/**
 * One invented user, drawn from the log's seed and the user's number.
 *
 * <p>The distributions were fitted to Complete Journey: gaps between shopping days and classes a shopping day are
 * log-normal, with a part of their spread between users; taste is a Dirichlet around the classes' popularity.
 */
final class SimulatedUser {

    static final double LARGEST_LIFT = 100;

    private static final double GAP_MEAN = 2.094;
    private static final double GAP_SD = .698;
    private static final double SCALED_GAP_MEAN = -.31;
    private static final double SCALED_GAP_SD = .807;
    private static final double CLASSES_MEAN = 1.709;
    private static final double CLASSES_SD = .994;
    private static final double CLASSES_SD_BETWEEN = .513;
    private static final double CLASSES_SD_WITHIN =
            Math.sqrt(CLASSES_SD * CLASSES_SD - CLASSES_SD_BETWEEN * CLASSES_SD_BETWEEN);
    private static final int MOST_CLASSES = 100;
    private static final int MOST_TRIES = 20;
    /** The Dirichlet's concentration. */
    private static final double TASTE = 138;
    private static final double BUYS_AGAIN = .3;
    private static final double BUYS_COMPANION = .4;
    private static final double BUYS_SECOND_PIECE = .25;
    private static final long SEED_STEP = 0x9E3779B97F4A7C15L;

    /** Takes a user's lines, oldest first. */
    interface Lines {
        void line(int day, int product, int quantity, double value);
    }

    private final SimulatedLog log;
    private final SimulatedShop shop;
    private final SplittableRandom random;
    private final int needDay;
    private final int firstPurchase;
    private final IntArrayList bought = new IntArrayList();
    private final IntOpenHashSet today = new IntOpenHashSet();

    SimulatedUser(SimulatedLog log, SimulatedShop shop, int user) {
        this.log = log;
        this.shop = shop;
        this.random = new SplittableRandom(log.seed() * SEED_STEP + user).split();
        boolean needs = random.nextDouble() < log.needShare();
        boolean opposite = random.nextDouble() < log.noise();
        int day = random.nextInt(log.days());
        this.needDay = needs ? day : -1;
        this.firstPurchase = needs != opposite ? day : Integer.MAX_VALUE;
    }

    int needDay() {
        return needDay;
    }

    /** Goes through the window once. */
    void shop(Lines lines) {
        double meanGap = Math.exp(GAP_MEAN + GAP_SD * random.nextGaussian());
        double classes = CLASSES_MEAN + CLASSES_SD_BETWEEN * random.nextGaussian();
        double time = gap(meanGap) * random.nextDouble();
        boolean had = false;
        while (time < log.days()) {
            int day = (int) time;
            int count = (int) Math.min(MOST_CLASSES,
                    Math.max(1, Math.round(Math.exp(classes + CLASSES_SD_WITHIN * random.nextGaussian()))));
            today.clear();
            for (int i = 0; i < count; i++) {
                buy(day, newCategory(day), lines);
            }
            if (day >= firstPurchase) {
                if (!had || random.nextDouble() < BUYS_AGAIN) {
                    buy(day, shop.target(), lines);
                }
                if (had && random.nextDouble() < BUYS_COMPANION) {
                    buy(day, shop.companion(), lines);
                }
                had = true;
            }
            time = day + Math.max(1, gap(meanGap));
        }
    }

    private double gap(double mean) {
        return mean * Math.exp(SCALED_GAP_MEAN + SCALED_GAP_SD * random.nextGaussian());
    }

    /** A category by taste that is not in today's basket yet, if one is found soon. */
    private int newCategory(int day) {
        int category = category(day);
        for (int tries = 0; !today.add(category) && tries < MOST_TRIES; tries++) {
            category = category(day);
        }
        bought.add(category);
        return category;
    }

    private int category(int day) {
        boolean before = needDay >= 0 && day < needDay && day >= needDay - log.precursorDays();
        int category = byTaste();
        // Refusing others now and then is the same as buying precursors more often.
        while (before && !shop.precursor()[category] && random.nextDouble() >= 1 / log.precursorLift()) {
            category = byTaste();
        }
        return category;
    }

    /** Pólya's urn: drawing again what was drawn before is the same as drawing a taste from a Dirichlet first. */
    private int byTaste() {
        double urn = (TASTE + bought.size()) * random.nextDouble();
        return urn < TASTE ? shop.category(random) : bought.getInt((int) (urn - TASTE));
    }

    private void buy(int day, int category, Lines lines) {
        int product = shop.product(category, random);
        int quantity = random.nextDouble() < BUYS_SECOND_PIECE ? 2 : 1;
        lines.line(day, product, quantity, quantity * shop.price()[product]);
    }
}
