package org.foresale.insight.profile;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;

/**
 * How large figures become that are never below 0 if they tell nothing: what is theirs is dealt among the users at
 * random (a permutation test; Fisher 1935). All draws follow from one seed.
 */
final class PermutationTest {

    /** What a table calls the figure. */
    static final String TITLE = "by chance, 95th percentile";

    private static final int DRAWS = 1000;
    private static final double LEVEL = .95;
    private static final long SEED = 1;

    private PermutationTest() {
    }

    /**
     * Tells what figures do not exceed in 95 of 100 draws.
     *
     * @param dealt   what each user has
     * @param figures from what each user is dealt to the figures; NaN where one is not defined
     * @return for each figure the quantile; NaN if it is not defined in more than 5 of 100 draws
     */
    static double[] quantiles(int[] dealt, Function<int[], double[]> figures) {
        Random random = new Random(SEED);
        double[][] drawn = new double[DRAWS][];
        int[] hand = dealt.clone();
        for (int draw = 0; draw < DRAWS; draw++) {
            IntArrays.shuffle(hand, random);
            drawn[draw] = figures.apply(hand);
        }
        double[] quantiles = new double[drawn[0].length];
        // NaN is sorted last, as if larger than any.
        Arrays.setAll(quantiles, i -> Arrays.stream(drawn).mapToDouble(figure -> figure[i]).sorted()
                .toArray()[(int) Math.ceil(LEVEL * DRAWS) - 1]);
        return quantiles;
    }
}
