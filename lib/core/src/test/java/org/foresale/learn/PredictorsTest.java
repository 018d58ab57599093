package org.foresale.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.foresale.cohort.Samples;
import org.foresale.log.ForesaleException;
import org.junit.jupiter.api.Test;

/** Predictors of other libraries are read by the readers that these register, whatever else is registered. */
class PredictorsTest {

    /** Says the same of everybody. */
    record Echo(double score) implements Predictor {

        static final String KIND = "echo of a test";

        @Override
        public double[] predict(Samples samples) {
            double[] scores = new double[samples.size()];
            Arrays.fill(scores, score);
            return scores;
        }

        @Override
        public PredictorParts parts() {
            return PredictorParts.of(KIND).withJson("score.json", score);
        }
    }

    /** Reads an echo, and trusts it. */
    public static final class EchoReader implements PredictorReader {

        @Override
        public String kind() {
            return Echo.KIND;
        }

        @Override
        public Predictor read(PredictorParts parts) {
            double score = parts.json("score.json").asDouble(-1);
            if (score < 0) {
                throw new IllegalArgumentException("a score of " + score);
            }
            return new Echo(score);
        }
    }

    /** Cannot be made. */
    public static final class NoReader implements PredictorReader {

        public NoReader() {
            throw new IllegalStateException("not today");
        }

        @Override
        public String kind() {
            return Echo.KIND;
        }

        @Override
        public Predictor read(PredictorParts parts) {
            throw new IllegalStateException("never made");
        }
    }

    /** Reads what its kind stands for, or fails at it. */
    abstract static class OddReader implements PredictorReader {

        private final String kind;

        OddReader(String kind) {
            this.kind = kind;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public Predictor read(PredictorParts parts) {
            return null;
        }
    }

    /** Does not say what it reads. */
    public static final class NoKindReader extends OddReader {

        public NoKindReader() {
            super(null);
        }
    }

    /** Reads nothing. */
    public static final class NullReader extends OddReader {

        public NullReader() {
            super("nothing");
        }
    }

    /** Fails. */
    public static final class FailingReader extends OddReader {

        public FailingReader() {
            super("failing");
        }

        @Override
        public Predictor read(PredictorParts parts) {
            throw new IllegalStateException("no luck");
        }
    }

    /** One of two of a kind. */
    public static final class FirstTwin extends OddReader {

        public FirstTwin() {
            super("twins");
        }
    }

    /** One of two of a kind. */
    public static final class SecondTwin extends OddReader {

        public SecondTwin() {
            super("twins");
        }
    }

    @Test
    void whatIsWrongWithAReaderIsSaid() {
        refused("nothing", "NullReader gave no predictor");
        refused("failing", "FailingReader");
        refused("failing", "no luck");
        refused("twins", "more than one reader");
        refused("twins", "SecondTwin");
    }

    private static void refused(String kind, String text) {
        assertThatThrownBy(() -> Predictors.read(PredictorParts.of(kind))).isInstanceOf(ForesaleException.class)
                .hasMessageContaining(text);
    }

    @Test
    void aRegisteredReaderIsFoundWhateverElseIsRegistered() {
        assertThat(Predictors.read(new Echo(.25).parts())).isEqualTo(new Echo(.25));
        Predictor blend = Blend.predictor(new Echo(.25), new Echo(.75));
        assertThat(Predictors.read(blend.parts())).isEqualTo(blend);
    }

    @Test
    void whatAReaderRefusesIsRefusedAsAModel() {
        assertThatThrownBy(() -> Predictors.read(PredictorParts.of(Echo.KIND).withJson("score.json", -3)))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("-3");
        assertThatThrownBy(() -> Predictors.read(PredictorParts.of("nobody's"))).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("nobody's").hasMessageContaining("META-INF/services");
    }
}
