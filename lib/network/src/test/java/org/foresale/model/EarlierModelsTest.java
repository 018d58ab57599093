package org.foresale.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.foresale.cohort.Samples;
import org.foresale.learn.Predictor;
import org.foresale.learn.PredictorParts;
import org.foresale.log.ForesaleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that were written before the library was cut into modules are read, and say what they said then. */
class EarlierModelsTest {

    private static Path file(String name) throws URISyntaxException {
        return Path.of(EarlierModelsTest.class.getResource("before/" + name).toURI());
    }

    @ParameterizedTest
    @ValueSource(strings = {"network", "rich-network", "trees", "rich-trees", "logistic", "bg-nbd", "timing", "blend"})
    void modelsOfEarlierVersionsAreRead(String name) throws IOException, URISyntaxException {
        JsonNode then = new ObjectMapper().readTree(Files.readString(file("predictions.json"))).get(name);
        double[] now = PurchaseModel.read(file(name + ".zip")).predictor().predict(Models.COHORT.test());
        for (int i = 0; i < then.size(); i++) {
            // Single precision, and other processors add in another order.
            assertThat(now[i]).isCloseTo(then.get(i).asDouble(), within(1e-5));
        }
        assertThat(then).hasSize(30);
        assertThat(Arrays.stream(now).distinct().count()).isGreaterThan(1);
    }

    /** Knows everything and can be read by nobody. */
    private static final class Oracle implements Predictor {

        @Override
        public double[] predict(Samples samples) {
            return Arrays.stream(Models.TREES.fit(Models.COHORT.train(), Models.COHORT.validation()).predict(samples))
                    .toArray();
        }

        @Override
        public PredictorParts parts() {
            return PredictorParts.of("oracle");
        }
    }

    @Test
    void whatNobodyCouldReadAgainIsNotWritten(@TempDir Path folder) {
        PurchaseModel model = PurchaseModel.of(Models.COHORT, Models.TREES, new Oracle());
        assertThatThrownBy(() -> model.write(folder.resolve("oracle.zip"))).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("not written").hasMessageContaining("\"oracle\"")
                .hasMessageContaining("META-INF/services/org.foresale.learn.PredictorReader");
        assertThat(folder).isEmptyDirectory();
    }
}
