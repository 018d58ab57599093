package org.foresale.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.onednn.OneDnn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every architecture trained here and by PyTorch, from the same weights on the same batches; see training.py. */
class PyTorchTest {

    private static final int FEATURES = 9;
    private static final int LENGTH = 8;
    private static final int BATCH = 16;
    private static final int STEPS = 20;
    private static final double CLOSE = 1e-3;

    static Stream<JsonNode> trainings() throws IOException {
        try (InputStream in = PyTorchTest.class.getResourceAsStream("/org/foresale/training.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).get("trainings").spliterator(), false);
        }
    }

    private static INDArray input(int step) {
        float[] values = new float[BATCH * LENGTH * FEATURES];
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < LENGTH; t++) {
                for (int f = 0; f < FEATURES; f++) {
                    boolean mark = (7 * b + 3 * f + 5 * t + 2 * step) % 11 == 0;
                    values[(b * LENGTH + t) * FEATURES + f] = (float) (f >= FEATURES - 2
                            ? Math.sin(.3 * b + .7 * t * f + step) : mark ? 1 : 0);
                }
            }
        }
        return Nd4j.create(values, new long[] {BATCH, LENGTH, FEATURES}, 'c').permute(0, 2, 1);
    }

    private static INDArray labels(int step) {
        INDArray labels = Nd4j.create(BATCH, 1);
        for (int b = 0; b < BATCH; b++) {
            labels.putScalar(b, (b * 5 + step) % 3 == 0 ? 1 : 0);
        }
        return labels;
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void twentyStepsAreThoseOfPyTorch(JsonNode expected) {
        Architecture architecture = new Architecture(Architecture.Kind.valueOf(expected.get("kind").asText()), 6, 5, 3,
                2, 7, 0);
        MultiLayerNetwork network = new MultiLayerNetwork(architecture.configuration(FEATURES, LENGTH,
                TrainingPlan.withDefaults().withSteps(BATCH, 5e-3).withRegularisation(0, 0), 1));
        network.init();
        for (int layer = 0; layer < network.getnLayers(); layer++) {
            float[] weights = new float[(int) network.getLayer(layer).numParams()];
            for (int k = 0; k < weights.length; k++) {
                weights[k] = (float) (.4 * Math.sin(1.7 * k + layer));
            }
            if (weights.length > 0) {
                network.getLayer(layer).setParams(Nd4j.createFromArray(weights).reshape(1, weights.length));
            }
        }
        OneDnn.accelerate(network);
        for (int step = 0; step < STEPS; step++) {
            network.fit(input(step), labels(step));
            assertThat(network.score()).as("loss of step %d", step)
                    .isCloseTo(expected.get("losses").get(step).asDouble(), within(CLOSE));
        }
        INDArray predictions = network.output(input(0), false);
        for (int b = 0; b < BATCH; b++) {
            assertThat(predictions.getDouble(b)).as("prediction %d", b)
                    .isCloseTo(expected.get("predictions").get(b).asDouble(), within(CLOSE));
        }
    }
}
