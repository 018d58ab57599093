package org.foresale.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.junit.jupiter.api.Test;

class CategoryAnswersTest {

    private static final int SAMPLES = 300;
    private static final int CATEGORIES = 4;
    private static final List<BitSet> ROWS = new ArrayList<>();
    private static final float[][] OFFSETS = new float[SAMPLES][CATEGORIES];
    private static final float[] OUTPUTS = new float[SAMPLES * CATEGORIES];

    static {
        Random random = new Random(4);
        for (int i = 0; i < SAMPLES; i++) {
            BitSet row = new BitSet();
            for (int category = 0; category < CATEGORIES; category++) {
                row.set(category, random.nextInt(10) < category);
                // Rounded, so that there are ties, of both signs of zero, too.
                OUTPUTS[i * CATEGORIES + category] = Math.round(random.nextGaussian() * 4) / 2f;
                OFFSETS[i][category] = random.nextInt(3) == 0 ? -OUTPUTS[i * CATEGORIES + category] : .5f;
            }
            ROWS.add(row);
        }
    }

    private static final CategoryAnswers ANSWERS = new CategoryAnswers(ROWS, OFFSETS, new double[] {1, 1, 1, 1},
            new double[] {1, 1, 1, 1});

    private static double probability(int i, int category) {
        return 1 / (1 + Math.exp(-(OUTPUTS[i * CATEGORIES + category] + OFFSETS[i][category])));
    }

    private static Metrics metrics(int category) {
        boolean[] labels = new boolean[SAMPLES];
        IntStream.range(0, SAMPLES).forEach(i -> labels[i] = ROWS.get(i).get(category));
        return Metrics.of(Scores.of(labels, IntStream.range(0, SAMPLES).mapToDouble(i -> probability(i, category))
                .toArray()));
    }

    @Test
    void figuresAreTheMeansOfThoseOfTheCategories() {
        // Nobody buys the first category, so it has no ROC AUC.
        assertThat(ANSWERS.rocAuc(OUTPUTS)).isCloseTo(IntStream.range(1, CATEGORIES)
                .mapToDouble(category -> metrics(category).rocAuc()).average().orElseThrow(), within(1e-12));
        double loss = 0;
        for (int i = 0; i < SAMPLES; i++) {
            for (int category = 0; category < CATEGORIES; category++) {
                double p = probability(i, category);
                loss -= Math.log(ROWS.get(i).get(category) ? p : 1 - p) / SAMPLES / CATEGORIES;
            }
        }
        assertThat(ANSWERS.logLoss(OUTPUTS)).isCloseTo(loss, within(1e-9));
    }

    @Test
    void balancedAnswersWeighBuyersAndOthersAlike() {
        CategoryAnswers three = new CategoryAnswers(ROWS.stream().map(row -> row.get(1, CATEGORIES)).toList(), OFFSETS,
                new double[] {1, 1, 1}, new double[] {1, 1, 1}).balanced();
        for (int category = 0; category < 3; category++) {
            int place = category;
            long buyers = ROWS.stream().filter(row -> row.get(place + 1)).count();
            assertThat(three.buyers()[category] * buyers).isCloseTo(SAMPLES / 2., within(1e-9));
            assertThat(three.others()[category] * (SAMPLES - buyers)).isCloseTo(SAMPLES / 2., within(1e-9));
        }
    }
}
