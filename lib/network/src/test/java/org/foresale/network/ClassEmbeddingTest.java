package org.foresale.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySnapshot;
import org.foresale.log.Level;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ClassEmbeddingTest {

    private static final List<String> PATHS = List.of("A > a", "A > b", "B > c", "B > d");
    /** Two and two point nearly the same way; lengths do not matter. */
    private static final float[] WEIGHTS = {1, 0, 0, 3, .3f, 0, 0, 1, 1, 0, 9, 10};

    @Test
    void classesThatPointTheSameWayAreAlike() {
        ClassEmbedding embedding = ClassEmbedding.of(PATHS, WEIGHTS, 3);
        Table alike = embedding.alike("A > a", 2);
        assertThat(alike.stringColumn("class").asList()).first().isEqualTo("A > b");
        assertThat(alike.doubleColumn("cosine").getDouble(0)).isCloseTo(3 / Math.sqrt(9.09), within(1e-6));
        assertThat(alike.rowCount()).isEqualTo(2);
        Table map = embedding.map();
        double[] x = map.doubleColumn("first component").asDoubleArray();
        assertThat(Math.abs(x[0] - x[1])).isLessThan(Math.abs(x[0] - x[2]) / 5);
        assertThat(map.stringColumn("department").asList()).containsExactly("A", "A", "B", "B");
        assertThatThrownBy(() -> embedding.alike("A > z", 2)).hasMessageContaining("\"A > z\"")
                .hasMessageContaining("4 classes");
    }

    @Test
    void smallDepartmentsAreOne() {
        List<String> paths = List.of("A > a", "A > b", "B > a", "B > b", "C > a", "C > b", "D > a", "D > b", "E > a",
                "E > b", "F > a", "G > a");
        Table map = ClassEmbedding.of(paths, new float[paths.size() * 2], 2).map();
        assertThat(map.stringColumn("department").asList()).startsWith("A", "A", "B")
                .endsWith("E", "E", "other departments", "other departments");
    }

    /** Principal components hold as much of the spread as any two directions can: brute force over many directions. */
    @Test
    void noOtherDirectionHasMoreSpread() {
        Random random = new Random(1);
        float[] weights = new float[30 * 3];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() * (1 + i % 3));
        }
        List<String> paths = IntStream.range(0, 30).mapToObj(i -> "A > " + i).toList();
        ClassEmbedding embedding = ClassEmbedding.of(paths, weights, 3);
        double first = spread(embedding.map().doubleColumn("first component").asDoubleArray());
        double second = spread(embedding.map().doubleColumn("second component").asDoubleArray());
        assertThat(second).isLessThanOrEqualTo(first).isGreaterThan(0);
        for (int i = 0; i < 2000; i++) {
            double[] to = random.doubles(3, -1, 1).toArray();
            double length = Math.sqrt(to[0] * to[0] + to[1] * to[1] + to[2] * to[2]);
            double[] along = IntStream.range(0, 30).mapToDouble(row -> IntStream.range(0, 3)
                    .mapToDouble(k -> embedding.rows()[row][k] * to[k] / length).sum()).toArray();
            assertThat(spread(along)).isLessThanOrEqualTo(first + 1e-9);
        }
    }

    private static double spread(double[] values) {
        double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
        return IntStream.range(0, values.length).mapToDouble(i -> (values[i] - mean) * (values[i] - mean)).sum();
    }

    @Test
    void aNetworkHasTheClassesThatItMet() {
        CategoryCohort cohort = CategorySnapshot.of(Level.SECOND).withDays(List.of(60, 90), 160, 40).withMinBuyers(20)
                .cohort(RandomLogs.log(3, 200));
        CategoryNetworkPredictor network = CategoryNetworkLearner.of(NetworkLearner.of(
                new Architecture(Architecture.Kind.LSTM, 4, 4, 3, 2, 4, 0)).withEpochs(1)).fit(cohort);
        assertThat(network.classMap().rowCount()).isEqualTo(9);
        assertThat(network.alike("A > X", 20).rowCount()).isEqualTo(8);
        assertThat(network.alike("A > X", 20).doubleColumn("cosine").max()).isLessThan(1);
    }
}
