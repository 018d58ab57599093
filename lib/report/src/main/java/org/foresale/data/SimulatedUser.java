package org.foresale.data;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One invented user, drawn from the log's seed and the user's number.
 *
 * <p>The distributions were fitted to Complete Journey. Between users, the rate of shopping is a power of an
 * exponential variable, and the classes a shopping day are log-normal. Within a user, the days from one shopping day to
 * the next are log-normal, the classes a power of an exponential variable, which gives the many small baskets of the
 * real log without giving larger ones than there are, and the lines of a class geometric. Taste is a Dirichlet around
 * the classes' popularity.
 */
final class SimulatedUser {

    static final double LARGEST_LIFT = 100;
    /** About how many lines there are for each user and day of the window. */
    static final double LINES_A_DAY = 1.7;

    private static final double GAP_SCALE = 1.97;
    private static final double RATE_POWER = .9;
    private static final double GAP_SD = .86;
    /** The mean of the scaled gaps is 1. */
    private static final double GAP_MEAN = -GAP_SD * GAP_SD / 2;
    private static final double CLASSES_SCALE = 2.06;
    private static final double CLASSES_SD = .5;
    private static final double CLASSES_POWER = .936;
    /** As many as the largest basket of Complete Journey has. */
    private static final int MAX_CLASSES = 84;
    private static final int MAX_TRIES = 20;
    private static final double ANOTHER_LINE = .274;
    /** Few enough for each to be another product. */
    private static final int MAX_LINES = 8;
    /** The Dirichlet's concentration. */
    private static final double TASTE = 230;
    private static final double BUYS_AGAIN = .3;
    private static final double BUYS_COMPANION = .4;
    private static final double BUYS_SECOND_PIECE = .25;
    private static final long SEED_STEP = 0x9E3779B97F4A7C15L;
    private static final int NONE = -1;

    /** Takes a user's lines, oldest first; no product comes twice on a day. */
    interface Lines {
        void line(int day, int product, int quantity, double value);
    }

    /**
     * What becomes of a user, drawn before anything else.
     *
     * @param day           the need day, -1 if there is none
     * @param firstPurchase day from which on the target is bought
     */
    private record Need(int day, int firstPurchase) {

        static Need of(SimulatedLog log, SplittableRandom random) {
            boolean needs = random.nextDouble() < log.needShare();
            boolean opposite = random.nextDouble() < log.noise();
            int day = random.nextInt(log.days());
            return new Need(needs ? day : NONE, needs != opposite ? day : Integer.MAX_VALUE);
        }
    }

    private final SimulatedLog log;
    private final SimulatedShop shop;
    private final SplittableRandom random;
    private final Need need;
    /** Of its own, so that all other lines are the same with and without pairs. */
    private final SplittableRandom pairRandom;
    private final IntArrayList bought = new IntArrayList();
    /** For each category, today's products as bits. */
    private final int[] today;
    private int openPair = NONE;

    SimulatedUser(SimulatedLog log, SimulatedShop shop, int user) {
        this.log = log;
        this.shop = shop;
        this.random = random(log, user);
        this.need = Need.of(log, random);
        this.pairRandom = random.split();
        this.today = new int[shop.categories()];
    }

    private static SplittableRandom random(SimulatedLog log, int user) {
        return new SplittableRandom(log.seed() * SEED_STEP + user).split();
    }

    /** The need day of a user, -1 if there is none. */
    static int needDay(SimulatedLog log, int user) {
        return Need.of(log, random(log, user)).day();
    }

    /** Goes through the window once. */
    void shop(Lines lines) {
        double meanGap = Math.exp(GAP_SCALE - RATE_POWER * Math.log(random.nextExponential()));
        double classes = CLASSES_SCALE + CLASSES_SD * random.nextGaussian();
        boolean had = false;
        for (int day = firstDay(meanGap), next; day < log.days(); day = next) {
            Arrays.fill(today, 0);
            int count = (int) Math.min(MAX_CLASSES,
                    1 + Math.exp(classes + CLASSES_POWER * Math.log(random.nextExponential())));
            for (int i = 0; i < count; i++) {
                basket(day, lines);
            }
            if (day >= need.firstPurchase()) {
                if (!had || random.nextDouble() < BUYS_AGAIN) {
                    buy(day, shop.target(), random, lines);
                }
                if (had && random.nextDouble() < BUYS_COMPANION) {
                    buy(day, shop.companion(), random, lines);
                }
                had = true;
            }
            next = Math.max(day + 1, SimulatedWeek.day(SimulatedWeek.middle(day) + gap(meanGap)));
            pair(day, next, lines);
        }
    }

    private double gap(double mean) {
        return mean * Math.exp(GAP_MEAN + GAP_SD * random.nextGaussian());
    }

    /** Everybody shops at least once: a log knows of nobody else. */
    private int firstDay(double meanGap) {
        // The window is more likely to begin in a long gap; the factor turns the log-normal into that of such gaps.
        int day = SimulatedWeek.day(random.nextDouble() * Math.exp(GAP_SD * GAP_SD) * gap(meanGap));
        return day < log.days() ? day : random.nextInt(log.days());
    }

    /** Buys in a category that is not in today's basket yet, if one is found soon. */
    private void basket(int day, Lines lines) {
        int category = category(day);
        for (int tries = 0; today[category] != 0; tries++) {
            if (tries == MAX_TRIES) {
                return;
            }
            category = category(day);
        }
        bought.add(category);
        int count = 1;
        while (count < MAX_LINES && random.nextDouble() < ANOTHER_LINE) {
            count++;
        }
        for (int i = 0; i < count; i++) {
            buy(day, category, random, lines);
        }
    }

    /** Refusing others now and then is the same as buying those in season, and precursors before a need, more often. */
    private int category(int day) {
        double[] season = shop.season(day);
        double others = isBeforeNeed(day) ? 1 / log.precursorLift() : 1;
        int category = byTaste();
        while (random.nextDouble() >= season[category] * (shop.precursor()[category] ? 1 : others)) {
            category = byTaste();
        }
        return category;
    }

    private boolean isBeforeNeed(int day) {
        return need.day() >= 0 && day < need.day() && day >= need.day() - log.precursorDays();
    }

    /** Pólya's urn: drawing again what was drawn before is the same as drawing a taste from a Dirichlet first. */
    private int byTaste() {
        double urn = (TASTE + bought.size()) * random.nextDouble();
        return urn < TASTE ? shop.category(random) : bought.getInt((int) (urn - TASTE));
    }

    /**
     * Buys the other one of an open pair, or opens one perhaps. A pair that lies before the need as a whole has its
     * order; one that the need day would cut apart has not, or a lonely first one would tell of the need.
     */
    private void pair(int day, int next, Lines lines) {
        if (openPair != NONE) {
            buy(day, openPair, pairRandom, lines);
            openPair = NONE;
        } else if (pairRandom.nextDouble() < log.orderedPairs()) {
            int[] pair = shop.pairs()[pairRandom.nextInt(shop.pairs().length)];
            boolean inOrder = pairRandom.nextBoolean() || isBeforeNeed(day) && isBeforeNeed(next);
            buy(day, pair[inOrder ? 0 : 1], pairRandom, lines);
            openPair = pair[inOrder ? 1 : 0];
        }
    }

    private void buy(int day, int category, SplittableRandom from, Lines lines) {
        int product = shop.product(category, from);
        while ((today[category] & bit(product)) != 0) {
            product = shop.product(category, from);
        }
        today[category] |= bit(product);
        int quantity = from.nextDouble() < BUYS_SECOND_PIECE ? 2 : 1;
        lines.line(day, product, quantity, quantity * shop.price()[product]);
    }

    private static int bit(int product) {
        return 1 << product % SimulatedShop.PRODUCTS_A_CATEGORY;
    }
}
