package org.foresale.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.foresale.onednn.Networks.lstm;
import static org.foresale.onednn.Networks.normal;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What a user of the package meets. */
class OneDnnTest {

    private final Random random = new Random(2);

    private static MultiLayerNetwork stack() {
        return Networks.ofSequence(5, 12,
                new Convolution1D.Builder().kernelSize(3).nOut(8).activation(Activation.RELU).build(),
                new Subsampling1DLayer.Builder(PoolingType.MAX).kernelSize(2).stride(2).build(),
                lstm(6), new LastTimeStep(lstm(7)));
    }

    private static List<Class<?>> classes(MultiLayerNetwork network) {
        return Arrays.stream(network.getLayers()).map(Object::getClass).collect(Collectors.toList());
    }

    @Test
    void theSameNetworkComesBackAndReportsLayerByLayer() {
        MultiLayerNetwork network = stack();
        assertThat(OneDnn.report(network).lines()).extracting(AccelerationReport.Line::reason)
                .containsExactly("not accelerated yet", "not accelerated yet", "not accelerated yet",
                        "not accelerated yet", "not a kind of layer that oneDNN takes over here");
        assertThat(OneDnn.accelerate(network)).isSameAs(network);
        AccelerationReport report = OneDnn.report(network);
        assertThat(report.accelerated()).isEqualTo(4);
        assertThat(report.toString()).contains("LastTimeStep LSTM   oneDNN").contains("OutputLayer         stock")
                .hasLineCount(6);
        for (int i = 0; i < network.getnLayers(); i++) {
            assertThat(network.getLayer("layer" + i)).isSameAs(network.getLayer(i));
        }
    }

    @Test
    void acceleratingTwiceChangesNothing() {
        MultiLayerNetwork network = OneDnn.accelerate(stack());
        Object layer = network.getLayer(0);
        OneDnn.accelerate(network);
        assertThat(network.getLayer(0)).isSameAs(layer);
        assertThat(OneDnn.report(network).accelerated()).isEqualTo(4);
    }

    @Test
    void restoringGivesTheStockLayersBackWithWhatWasLearnt() {
        MultiLayerNetwork network = stack();
        List<Class<?>> stock = classes(network);
        DataSet batch = Networks.labelled(random, 4, 5, 12);
        OneDnn.accelerate(network).fit(batch);
        INDArray output = network.output(batch.getFeatures());
        OneDnn.restore(network);
        assertThat(classes(network)).isEqualTo(stock);
        Agreement.close("restored", network.output(batch.getFeatures()), output, 1e-6);
        MultiLayerNetwork twin = network.clone();
        network.fit(batch);
        twin.fit(batch);
        Agreement.close("trained on", network.params(), twin.params(), 1e-6);
    }

    @Test
    void aSavedOrClonedNetworkIsStockAndCanBeAcceleratedAgain(@TempDir Path folder) throws Exception {
        MultiLayerNetwork network = OneDnn.accelerate(stack());
        DataSet batch = Networks.labelled(random, 4, 5, 12);
        network.fit(batch);
        File file = folder.resolve("network.zip").toFile();
        network.save(file, true);
        MultiLayerNetwork loaded = MultiLayerNetwork.load(file, true);
        MultiLayerNetwork cloned = network.clone();
        MultiLayerNetwork stock = stack();
        stock.fit(batch);
        assertThat(loaded.getLayerWiseConfigurations()).isEqualTo(stock.getLayerWiseConfigurations());
        for (MultiLayerNetwork copy : List.of(loaded, cloned)) {
            assertThat(OneDnn.report(copy).accelerated()).isZero();
            OneDnn.accelerate(copy);
            assertThat(OneDnn.report(copy).accelerated()).isEqualTo(4);
            Agreement.close("copy", copy.output(batch.getFeatures()), network.output(batch.getFeatures()), 1e-6);
        }
        network.fit(batch);
        loaded.fit(batch);
        Agreement.close("trained on", loaded.params(), network.params(), 1e-6);
    }

    @Test
    void stateIsCarriedFromStepToStep() {
        MultiLayerNetwork stock = Networks.ofSteps(4, 9, lstm(6), lstm(5));
        MultiLayerNetwork fast = OneDnn.accelerate(stock.clone());
        INDArray input = normal(random, 3, 4, 9);
        for (int step = 0; step < 9; step++) {
            INDArray one = input.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(step, step + 1));
            Agreement.close("step " + step, fast.rnnTimeStep(one), stock.rnnTimeStep(one), 1e-5);
        }
        fast.rnnClearPreviousState();
        INDArray whole = fast.rnnTimeStep(input);
        Agreement.close("at once", whole, stock.output(input), 1e-5);
        fast.rnnTimeStep(input);
        assertThatThrownBy(() -> fast.rnnTimeStep(normal(random, 2, 4, 1))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("rnnClearPreviousState").hasMessageContaining("[3, 6]");
        OneDnn.restore(fast);
        stock.rnnClearPreviousState();
        stock.rnnTimeStep(input);
        stock.rnnTimeStep(input);
        INDArray next = normal(random, 3, 4, 1);
        Agreement.close("after restoring", fast.rnnTimeStep(next), stock.rnnTimeStep(next), 1e-5);
    }

    @Test
    void masksRunStock() {
        MultiLayerNetwork stock = Networks.ofSequence(4, 8, lstm(6), new LastTimeStep(lstm(5)));
        MultiLayerNetwork fast = OneDnn.accelerate(stock.clone());
        DataSet batch = Networks.labelled(random, 3, 4, 8);
        INDArray mask = Nd4j.ones(DataType.FLOAT, 3, 8);
        mask.putScalar(0, 7, 0);
        mask.putScalar(1, 7, 0);
        mask.putScalar(1, 6, 0);
        batch.setFeaturesMaskArray(mask);
        for (int i = 0; i < 5; i++) {
            stock.fit(batch);
            fast.fit(batch);
        }
        Agreement.close("masked", fast.params(), stock.params(), 1e-5);
        batch.setFeaturesMaskArray(null);
        stock.fit(batch);
        fast.fit(batch);
        Agreement.close("and without", fast.params(), stock.params(), 1e-4);
    }

    @Test
    @SuppressWarnings("deprecation")
    void whatIsNotSupportedStaysStockAndSaysWhy() {
        assertWhy("peephole", Networks.ofSteps(4, 8, new GravesLSTM.Builder().nOut(3).build()));
        assertWhy("only tanh", Networks.ofSteps(4, 8, new LSTM.Builder().nOut(3).activation(Activation.SOFTSIGN)
                .build()));
        assertWhy("only sigmoid", Networks.ofSteps(4, 8, new LSTM.Builder().nOut(3).activation(Activation.TANH)
                .gateActivationFunction(Activation.HARDSIGMOID).build()));
        assertWhy("only identity, relu and tanh", Networks.pooled(4, 8, new Convolution1D.Builder().kernelSize(2)
                .nOut(3).activation(Activation.ELU).build()));
        assertWhy("only MAX and AVG", Networks.pooled(4, 8, new Subsampling1DLayer.Builder(PoolingType.PNORM).pnorm(2)
                .kernelSize(2).stride(2).build()));
        assertWhy("not a kind", Networks.pooled(4, 8, new DenseLayer.Builder().nOut(3).build()));
        MultiLayerNetwork doubles = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE).list().layer(new LastTimeStep(lstm(3)))
                .layer(new OutputLayer.Builder(LossFunction.MSE).nOut(1).activation(Activation.IDENTITY).build())
                .setInputType(InputType.recurrent(4, 8)).build());
        doubles.init();
        assertWhy("only FLOAT", doubles);
    }

    @Test
    void frozenLayersAreLeftAlone() {
        MultiLayerNetwork frozen = new TransferLearning.Builder(stack()).setFeatureExtractor(0).build();
        AccelerationReport report = OneDnn.report(OneDnn.accelerate(frozen));
        assertThat(report.lines().get(0).reason()).contains("frozen");
        assertThat(report.accelerated()).isEqualTo(3);
        MultiLayerNetwork stock = new TransferLearning.Builder(stack()).setFeatureExtractor(0).build();
        stock.setParams(frozen.params());
        DataSet batch = Networks.labelled(random, 4, 5, 12);
        for (int i = 0; i < 5; i++) {
            frozen.fit(batch);
            stock.fit(batch);
        }
        Agreement.close("above the frozen layer", frozen.params(), stock.params(), 1e-4);
    }

    @Test
    void truncatedBackPropagationRunsStock() {
        MultiLayerNetwork stock = new MultiLayerNetwork(new NeuralNetConfiguration.Builder().seed(4)
                .updater(new Adam(1e-2)).list().layer(lstm(6))
                .layer(new RnnOutputLayer.Builder(LossFunction.MSE).nOut(2).activation(Activation.IDENTITY).build())
                .setInputType(InputType.recurrent(4, 12)).backpropType(BackpropType.TruncatedBPTT).tBPTTLength(5)
                .build());
        stock.init();
        MultiLayerNetwork fast = OneDnn.accelerate(stock.clone());
        assertThat(OneDnn.report(fast).lines().get(0).reason()).contains("truncated");
        DataSet batch = new DataSet(normal(random, 3, 4, 12), normal(random, 3, 2, 12));
        for (int i = 0; i < 5; i++) {
            stock.fit(batch);
            fast.fit(batch);
        }
        Agreement.close("trained", fast.params(), stock.params(), 1e-5);
        Agreement.close("output", fast.output(batch.getFeatures()), stock.output(batch.getFeatures()), 1e-5);
    }

    private static void assertWhy(String reason, MultiLayerNetwork network) {
        List<Class<?>> stock = classes(network);
        AccelerationReport report = OneDnn.report(OneDnn.accelerate(network));
        assertThat(report.accelerated()).isZero();
        assertThat(report.lines().get(0).reason()).contains(reason);
        assertThat(classes(network)).isEqualTo(stock);
    }

    @Test
    void aNetworkWithoutParametersIsRefused() {
        MultiLayerNetwork bare = new MultiLayerNetwork(stack().getLayerWiseConfigurations());
        for (UnaryOperator<MultiLayerNetwork> call : List.<UnaryOperator<MultiLayerNetwork>>of(OneDnn::accelerate,
                OneDnn::restore)) {
            assertThatThrownBy(() -> call.apply(bare)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("init()");
        }
    }

    @Test
    void aGraphWhoseFirstLayerAloneReadsTheInputTrainsAsStockDoes() {
        ComputationGraph[] graphs = new ComputationGraph[2];
        for (int i = 0; i < 2; i++) {
            graphs[i] = new ComputationGraph(new NeuralNetConfiguration.Builder().seed(3).graphBuilder()
                    .addInputs("in").setInputTypes(InputType.recurrent(5, 10))
                    .addLayer("cnn", new Convolution1D.Builder().kernelSize(3).nOut(6).activation(Activation.RELU)
                            .build(), "in")
                    .addLayer("lstm", new LastTimeStep(lstm(4)), "cnn")
                    .addLayer("out", new OutputLayer.Builder(LossFunction.XENT).nOut(1)
                            .activation(Activation.SIGMOID).build(), "lstm").setOutputs("out").build());
            graphs[i].init();
        }
        OneDnn.accelerate(graphs[1]);
        DataSet batch = Networks.labelled(random, 6, 5, 10);
        for (int i = 0; i < 20; i++) {
            graphs[0].fit(batch);
            graphs[1].fit(batch);
        }
        Agreement.close("trained", graphs[1].params(), graphs[0].params(), 1e-4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void errorsCanComeFromOutside(boolean trainingPassBefore) {
        MultiLayerNetwork stock = new MultiLayerNetwork(new NeuralNetConfiguration.Builder().seed(4).list()
                .layer(new Convolution1D.Builder().kernelSize(3).nOut(6).activation(Activation.TANH).build())
                .layer(new Subsampling1DLayer.Builder(PoolingType.MAX).kernelSize(2).stride(2).build())
                .layer(lstm(5)).setInputType(InputType.recurrent(4, 12)).build());
        stock.init();
        MultiLayerNetwork fast = OneDnn.accelerate(stock.clone());
        INDArray input = normal(random, 3, 4, 12);
        INDArray errors = normal(random, 3, 5, 5);
        List<Pair<Gradient, INDArray>> found = new ArrayList<>();
        for (MultiLayerNetwork network : List.of(stock, fast)) {
            network.setInput(input);
            network.feedForward(trainingPassBefore, false);
            found.add(network.backpropGradient(errors.dup(), LayerWorkspaceMgr.noWorkspaces()));
        }
        Agreement.close("of the input", found.get(1).getSecond(), found.get(0).getSecond(), 1e-5);
        found.get(0).getFirst().gradientForVariable().forEach((name, gradient) ->
                Agreement.close(name, found.get(1).getFirst().getGradientFor(name), gradient, 1e-4));
    }

    private static ComputationGraph graph() {
        ComputationGraphConfiguration configuration = new NeuralNetConfiguration.Builder().seed(3)
                .optimizationAlgo(OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT).graphBuilder().addInputs("in")
                .setInputTypes(InputType.recurrent(5, 10))
                .addLayer("cnn", new Convolution1D.Builder().kernelSize(3).nOut(6).activation(Activation.TANH).build(),
                        "in")
                .addLayer("left", new LastTimeStep(lstm(4)), "cnn")
                .addLayer("right", new LastTimeStep(lstm(3)), "in")
                .addLayer("out", new OutputLayer.Builder(LossFunction.XENT).nOut(1).activation(Activation.SIGMOID)
                        .build(), "left", "right")
                .setOutputs("out").build();
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }

    @Test
    void aGraphTrainsAsStockDoes(@TempDir Path folder) throws Exception {
        ComputationGraph stock = graph();
        ComputationGraph fast = OneDnn.accelerate(graph());
        assertThat(OneDnn.report(fast).lines()).filteredOn(AccelerationReport.Line::accelerated)
                .extracting(AccelerationReport.Line::name).containsExactlyInAnyOrder("cnn", "left", "right");
        DataSet batch = Networks.labelled(random, 6, 5, 10);
        for (int i = 0; i < 20; i++) {
            stock.fit(batch);
            fast.fit(batch);
        }
        Agreement.close("trained", fast.params(), stock.params(), 1e-4);
        Agreement.close("output", fast.outputSingle(batch.getFeatures()), stock.outputSingle(batch.getFeatures()),
                1e-5);
        File file = folder.resolve("graph.zip").toFile();
        fast.save(file);
        ComputationGraph loaded = OneDnn.accelerate(ComputationGraph.load(file, true));
        assertThat(OneDnn.report(loaded).accelerated()).isEqualTo(3);
        Agreement.close("loaded", loaded.outputSingle(batch.getFeatures()), fast.outputSingle(batch.getFeatures()),
                1e-6);
        OneDnn.restore(fast);
        assertThat(OneDnn.report(fast).accelerated()).isZero();
        fast.fit(batch);
        stock.fit(batch);
        Agreement.close("trained on", fast.params(), stock.params(), 1e-4);
    }

    @Test
    void badInputIsRefusedAsStockDoesWithLayerAndShapes() {
        MultiLayerNetwork[] networks = {Networks.ofSequence(5, 12, new LastTimeStep(lstm(7))),
            Networks.pooled(5, 12, new Convolution1D.Builder().kernelSize(3).nOut(8)
                    .activation(Activation.RELU).build()), stack()};
        for (MultiLayerNetwork stock : networks) {
            MultiLayerNetwork fast = OneDnn.accelerate(stock.clone());
            for (int[] shape : new int[][] {{3, 4, 12}, {3, 6, 12}, {3, 5}}) {
                INDArray bad = normal(random, shape);
                Throwable wanted = catchThrowable(() -> stock.output(bad));
                Throwable found = catchThrowable(() -> fast.output(bad));
                assertThat(wanted).as("stock on %s", Arrays.toString(shape)).isNotNull();
                assertThat(found).as("on %s, where stock says %s", Arrays.toString(shape), wanted)
                        .isInstanceOf(wanted.getClass()).hasMessageContaining(Arrays.toString(shape))
                        .hasMessageContaining("layer0");
            }
            // The network itself refuses this one, before any layer sees it.
            INDArray empty = Nd4j.create(DataType.FLOAT, 0, 5, 12);
            assertThat(catchThrowable(() -> fast.output(empty)))
                    .hasSameClassAs(catchThrowable(() -> stock.output(empty))).hasMessageContaining("[0, 5, 12]");
        }
    }

    @Test
    void notANumberStaysOne() {
        MultiLayerNetwork stock = stack();
        MultiLayerNetwork fast = OneDnn.accelerate(stock.clone());
        INDArray input = normal(random, 3, 5, 12);
        input.putScalar(new int[] {1, 2, 3}, Float.NaN);
        INDArray wanted = stock.output(input);
        INDArray found = fast.output(input);
        assertThat(found.isNaN().castTo(DataType.INT32)).isEqualTo(wanted.isNaN().castTo(DataType.INT32));
    }
}
