package org.foresale.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoostedTreesTest {

    private static final int ROWS = 500;
    private static final Map<String, Object> DEPTH = Map.of("max_depth", 3);

    @Test
    void treesFindWhichFeatureTellsTheLabel() {
        Random random = new Random(1);
        float[] features = new float[2 * ROWS];
        boolean[] labels = new boolean[ROWS];
        for (int row = 0; row < ROWS; row++) {
            features[2 * row] = random.nextFloat();
            features[2 * row + 1] = random.nextInt(10) == 0 ? Float.NaN : random.nextFloat();
            labels[row] = features[2 * row] > .4 && features[2 * row] < .7;
        }
        BoostedTrees trees = BoostedTrees.fit(features, labels, DEPTH, 30);
        double[] chances = trees.predict(new float[] {.55f, .9f, .1f, .9f, .55f, Float.NaN, .9f, Float.NaN});
        assertThat(chances[0]).isGreaterThan(.9).isBetween(0.0, 1.0);
        assertThat(chances[1]).isLessThan(.1);
        assertThat(chances[2]).isGreaterThan(.9);
        assertThat(chances[3]).isLessThan(.1);
        assertThat(BoostedTrees.fit(features, labels, DEPTH, 30).predict(features)).isEqualTo(trees.predict(features));
        assertThat(trees.predict(new float[0])).isEmpty();
    }

    @Test
    void whatIsNoRowsIsRefused() {
        boolean[] two = {true, false};
        assertThatThrownBy(() -> BoostedTrees.fit(new float[3], two, DEPTH, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 features");
        assertThatThrownBy(() -> BoostedTrees.fit(new float[0], new boolean[0], DEPTH, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 labels");
        assertThatThrownBy(() -> BoostedTrees.fit(new float[4], two, DEPTH, 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("round");
        assertThatThrownBy(() -> BoostedTrees.fit(new float[4], two, DEPTH, 1).predict(new float[3]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("rows of 2");
        assertThatThrownBy(() -> BoostedTrees.fit(new float[4], two, Map.of("max_depth", "deep"), 1))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("XGBoost");
    }
}
