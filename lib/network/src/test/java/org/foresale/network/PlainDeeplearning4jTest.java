package org.foresale.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.log.Level;
import org.foresale.onednn.OneDnn;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What a user of Deeplearning4j alone would write: it is the same network, and reads the same samples. */
class PlainDeeplearning4jTest {

    private static final Cohort COHORT = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40).cohort(RandomLogs.log(41, 200));
    private static final SequenceEncoder ENCODER = SequenceEncoder.fit(COHORT.train(), EventKind.DAYS, 48);

    private static MultiLayerConfiguration plain() {
        return new NeuralNetConfiguration.Builder().seed(1).weightInit(WeightInit.XAVIER)
                .updater(new Adam(2e-3)).l2(5e-4)
                .list(new Convolution1D.Builder(1).nOut(32).activation(Activation.IDENTITY).build(),
                        new Convolution1D.Builder(5).nOut(32).convolutionMode(ConvolutionMode.Same)
                                .activation(Activation.RELU).build(),
                        new Subsampling1DLayer.Builder(PoolingType.MAX, 4, 4).build(),
                        new LastTimeStep(new LSTM.Builder().nOut(32).activation(Activation.TANH).build()),
                        new OutputLayer.Builder(LossFunction.XENT).nOut(1).dropOut(0.7)
                                .activation(Activation.SIGMOID).build())
                .setInputType(InputType.recurrent(ENCODER.features(), 48)).build();
    }

    @Test
    void theArchitectureStandsForItsConfiguration() {
        assertThat(plain().toJson()).isEqualTo(Architecture.cnnLstm()
                .configuration(ENCODER.features(), 48, TrainingPlan.withDefaults(), 1).toJson());
    }

    @Test
    void dataSetsHoldTheSamplesInOrderAsOftenAsTheyAreAskedFor() {
        Samples train = COHORT.train();
        DataSetIterator sets = ENCODER.dataSets(train, 50);
        Sequences sequences = ENCODER.encode(train);
        for (int pass = 0; pass < 2; pass++) {
            int at = 0;
            for (sets.reset(); sets.hasNext();) {
                DataSet set = sets.next();
                int size = (int) set.getLabels().size(0);
                assertThat(size).isEqualTo(Math.min(50, train.size() - at));
                assertThat(set.getFeatures().shape()).containsExactly(size, ENCODER.features(), 48);
                for (int i = 0; i < size; i++, at++) {
                    assertThat(set.getLabels().getDouble(i, 0)).isEqualTo(train.get(at).label() ? 1 : 0);
                    assertThat(set.getFeatures().slice(i)).isEqualTo(sequences.batch(at).slice(0));
                }
            }
            assertThat(at).isEqualTo(train.size()).isGreaterThan(50);
        }
        assertThatThrownBy(() -> ENCODER.dataSets(train, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 0");
    }

    /** Without dropout, which draws for numbers in the order in which they lie in memory. */
    @Test
    void afterAnEpochStockAndAcceleratedNetworksSayTheSame() {
        DataSetIterator sets = ENCODER.dataSets(COHORT.train(), 64);
        MultiLayerNetwork stock = new MultiLayerNetwork(Architecture.cnnLstm().withDropout(0)
                .configuration(ENCODER.features(), 48, TrainingPlan.withDefaults(), 1));
        stock.init();
        INDArray first = stock.params().dup();
        MultiLayerNetwork fast = OneDnn.accelerate(stock.clone());
        stock.fit(sets);
        fast.fit(sets);
        INDArray test = ENCODER.dataSets(COHORT.test(), 1_000).next().getFeatures();
        INDArray of = stock.output(test);
        assertThat(of.sub(fast.output(test)).amaxNumber().doubleValue()).isLessThan(1e-5);
        assertThat(stock.params().sub(first).amaxNumber().doubleValue()).isGreaterThan(1e-3);
    }
}
