package org.foresale.network;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import tech.tablesaw.api.Table;

/**
 * Describes the shape of a network that reads a sequence of events and returns one score.
 *
 * <p>Every kind begins with one linear layer, shared by all time steps, that embeds each event, and ends with dropout
 * (Srivastava et al. 2014) and one logistic output. In between are:
 * <ul>
 * <li>{@link Kind#LSTM}: an LSTM (Hochreiter and Schmidhuber 1997; with the forget gate of Gers, Schmidhuber and
 * Cummins 2000), whose last step is kept;</li>
 * <li>{@link Kind#CNN}: convolution with ReLU, max pooling, a second such convolution, and the maximum over time;</li>
 * <li>{@link Kind#CNN_LSTM}: the architecture of the article: convolution with ReLU, max pooling, and an LSTM, whose
 * last step is kept;</li>
 * <li>{@link Kind#NO_SEQUENCE}: the mean over time and one dense layer with ReLU: the control, which cannot see any
 * order.</li>
 * </ul>
 *
 * @param kind      the layers between the embedding and the output
 * @param embedding dimension of the embedding
 * @param filters   number of filters of a convolution; ignored without a convolution
 * @param kernel    width of a filter in events; ignored without a convolution
 * @param pool      number of steps that are pooled into one; ignored without a convolution
 * @param units     number of units of the LSTM or of the dense layer; ignored by the CNN
 * @param dropout   share of the output layer's inputs dropped in training, 0 to below 1
 */
public record Architecture(Kind kind, int embedding, int filters, int kernel, int pool, int units, double dropout) {

    private static final int LARGEST = 2_048;
    /** Most numbers that a layer may hold for one sequence: 16 MiB. */
    private static final long MAX_ACTIVATIONS = 1L << 22;
    /**
     * Most multiplications that one sequence may take, each with an addition: some hundredths of a second of a core.
     * The dearest of the shipped settings, an LSTM of 64 units over 256 lines, takes a twentieth of it.
     */
    private static final long MAX_WORK = 1L << 27;
    private static final int GATES = 4;

    /** Names the layers between the embedding and the output. */
    public enum Kind {
        /** A long short-term memory network over all steps. */
        LSTM("LSTM"),
        /** Convolutions and the maximum over time. */
        CNN("CNN"),
        /** A convolution that extracts features, and an LSTM that reads them. */
        CNN_LSTM("CNN + LSTM"),
        /** The mean over time. */
        NO_SEQUENCE("no sequence");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /**
         * Returns the name used in tables and charts.
         *
         * @return the name
         */
        public String title() {
            return title;
        }

        boolean convolves() {
            return this == CNN || this == CNN_LSTM;
        }
    }

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if the kind is null, if a size is not in 1 to 2,048, or if the dropout is not in
     *     [0, 1)
     */
    public Architecture {
        if (kind == null) {
            throw new IllegalArgumentException("an architecture has a kind, but it is null");
        }
        for (int size : new int[] {embedding, filters, kernel, pool, units}) {
            if (size < 1 || size > LARGEST) {
                throw new IllegalArgumentException("sizes of an architecture are 1 to " + LARGEST + ", but one is "
                        + size);
            }
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("the dropout is " + dropout + ", not in [0, 1)");
        }
    }

    /**
     * Returns an LSTM with an embedding of 32, 32 units and dropout 0.3.
     *
     * @return the architecture
     */
    public static Architecture lstm() {
        return of(Kind.LSTM);
    }

    /**
     * Returns a CNN with an embedding of 32, two convolutions of 32 filters of 5 events, pooling by 4 and dropout 0.3.
     *
     * @return the architecture
     */
    public static Architecture cnn() {
        return of(Kind.CNN);
    }

    /**
     * Returns a CNN + LSTM with an embedding of 32, 32 filters of 5 events, pooling by 4, 32 LSTM units and dropout
     * 0.3.
     *
     * @return the architecture
     */
    public static Architecture cnnLstm() {
        return of(Kind.CNN_LSTM);
    }

    /**
     * Returns the control: an embedding of 32, the mean over time, 32 dense units and dropout 0.3.
     *
     * @return the architecture
     */
    public static Architecture noSequence() {
        return of(Kind.NO_SEQUENCE);
    }

    private static Architecture of(Kind kind) {
        return new Architecture(kind, 32, 32, 5, 4, 32, 0.3);
    }

    /**
     * Computes the receptive field of each layer: how many of the newest events one of its outputs can see. It grows
     * from layer to layer by (width - 1) times the number of events between two steps of the layer below (Araujo,
     * Norris and Sim 2019).
     *
     * @param length events of a sequence, 1 to 4,096
     * @return one row per layer: its name, its width and stride in steps of the layer below, the number of events it
     *     sees, and its number of output steps
     * @throws IllegalArgumentException if a sequence of this length does not suit the architecture
     */
    public Table receptiveFields(int length) {
        checkLength(length);
        ReceptiveFields fields = new ReceptiveFields(length).layer("embedding", 1, 1);
        if (kind.convolves()) {
            fields.layer("convolution", kernel, 1).pooling("maximum pooling", pool);
        }
        if (kind == Kind.CNN) {
            fields.layer("second convolution", kernel, 1);
        }
        return fields.whole(switch (kind) {
            case LSTM, CNN_LSTM -> "LSTM, last step";
            case CNN -> "maximum over time";
            case NO_SEQUENCE -> "mean over time";
        }).table();
    }

    /**
     * Returns the number of trainable parameters.
     *
     * @param features number of channels of an event
     * @return the number of trainable parameters
     */
    public long parameters(int features) {
        return parameters(features, 1);
    }

    /** How many weights a network of so many outputs has. */
    long parameters(int features, int outputs) {
        long embedded = (features + 1L) * embedding;
        return embedded + switch (kind) {
            case LSTM -> lstm(embedding);
            case CNN -> convolution(embedding) + convolution(filters);
            case CNN_LSTM -> convolution(embedding) + lstm(filters);
            case NO_SEQUENCE -> (embedding + 1L) * units;
        } + ((kind == Kind.CNN ? filters : units) + 1L) * outputs;
    }

    private long convolution(int channels) {
        return ((long) channels * kernel + 1) * filters;
    }

    private long lstm(int channels) {
        return GATES * (long) units * (channels + units + 1L);
    }

    /**
     * Returns a copy of this architecture with another kind of layers between the embedding and the output.
     *
     * @param other the new kind
     * @return the new architecture
     * @throws IllegalArgumentException if it is null
     */
    public Architecture with(Kind other) {
        return new Architecture(other, embedding, filters, kernel, pool, units, dropout);
    }

    /**
     * Returns a copy of this architecture with another size for the LSTM or the dense layer.
     *
     * @param size the size, 1 to 2,048
     * @return the new architecture
     * @throws IllegalArgumentException if it is out of range
     */
    public Architecture withUnits(int size) {
        return new Architecture(kind, embedding, filters, kernel, pool, size, dropout);
    }

    /**
     * Returns a copy of this architecture with another dropout.
     *
     * @param share share of the output layer's inputs dropped in training, 0 to below 1
     * @return the new architecture
     * @throws IllegalArgumentException if it is out of range
     */
    public Architecture withDropout(double share) {
        return new Architecture(kind, embedding, filters, kernel, pool, units, share);
    }

    /**
     * Returns the architecture as a Deeplearning4j configuration. It is trained with Adam on the log loss (Kingma and
     * Ba 2015), from Xavier initial weights (Glorot and Bengio 2010).
     *
     * @param features number of channels of an event
     * @param length   events of a sequence, 1 to 4,096
     * @param plan     plan with the learning rate and the weight decay
     * @param seed     seed of the initial weights and of dropout
     * @return the configuration; its network takes [batch, features, time] and returns [batch, 1]
     * @throws IllegalArgumentException if the length is out of range or below the pool size, or too large for layers of
     *     these sizes
     */
    public MultiLayerConfiguration configuration(int features, int length, TrainingPlan plan, long seed) {
        return configuration(features, length, plan, seed, Head.probability());
    }

    MultiLayerConfiguration configuration(int features, int length, TrainingPlan plan, long seed, Head head) {
        checkLength(length);
        List<Layer> layers = new ArrayList<>();
        layers.add(new Convolution1D.Builder().kernelSize(1).nOut(embedding).activation(Activation.IDENTITY).build());
        layers.addAll(afterEmbedding(head));
        return list(layers, features, length, plan, seed);
    }

    /** Configures the network without its embedding, which takes [batch, embedding, time]. */
    MultiLayerConfiguration configurationAfterEmbedding(int length, Head head) {
        checkLength(length);
        return list(afterEmbedding(head), embedding, length,
                TrainingPlan.withDefaults(), 0);
    }

    void checkLength(int length) {
        SequenceEncoder.checkLength(length);
        if (kind.convolves() && length < pool) {
            throw new IllegalArgumentException(
                    "a sequence of " + length + " events is too short for pooling by " + pool);
        }
        if (activations(length) > MAX_ACTIVATIONS) {
            throw new IllegalArgumentException("a sequence of " + length + " events is too long for layers of "
                    + activations(length) / length + " numbers a step: together at most " + MAX_ACTIVATIONS);
        }
        if (work(length) > MAX_WORK) {
            throw new IllegalArgumentException("a sequence of " + length + " events takes " + work(length)
                    + " multiplications with " + kind.title() + ", embedding " + embedding + ", " + filters
                    + " filters and " + units + " units: at most " + MAX_WORK
                    + ". Read fewer events, or make the layers smaller");
        }
    }

    /** Multiplications for one sequence between the embedding, which is sparse, and the output. */
    long work(int length) {
        long pooled = length / pool;
        return length * (long) embedding + switch (kind) {
            case LSTM -> length * lstm(embedding);
            case CNN -> length * convolution(embedding) + pooled * convolution(filters);
            case CNN_LSTM -> length * convolution(embedding) + pooled * lstm(filters);
            case NO_SEQUENCE -> (embedding + 1L) * units;
        };
    }

    /** Numbers of the widest layer for one sequence. */
    long activations(int length) {
        return (long) length * Math.max(embedding, Math.max(filters, GATES * units));
    }

    private List<Layer> afterEmbedding(Head head) {
        List<Layer> layers = new ArrayList<>();
        if (kind.convolves()) {
            layers.add(convolutionWithRelu());
            layers.add(new Subsampling1DLayer.Builder(SubsamplingLayer.PoolingType.MAX).kernelSize(pool).stride(pool)
                    .build());
        }
        switch (kind) {
            case LSTM, CNN_LSTM -> layers.add(
                    new LastTimeStep(new LSTM.Builder().nOut(units).activation(Activation.TANH).build()));
            case CNN -> {
                layers.add(convolutionWithRelu());
                layers.add(new GlobalPoolingLayer.Builder(PoolingType.MAX).build());
            }
            case NO_SEQUENCE -> {
                layers.add(new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
                layers.add(new DenseLayer.Builder().nOut(units).activation(Activation.RELU).build());
            }
        }
        OutputLayer.Builder output = new OutputLayer.Builder(head.loss()).nOut(head.outputs())
                .activation(head.activation());
        if (dropout > 0) {
            output.dropOut(1 - dropout);
        }
        layers.add(output.build());
        return layers;
    }

    private Layer convolutionWithRelu() {
        return new Convolution1D.Builder().kernelSize(kernel).nOut(filters).convolutionMode(ConvolutionMode.Same)
                .activation(Activation.RELU).build();
    }

    private static MultiLayerConfiguration list(List<Layer> layers, int channels, int length,
            TrainingPlan plan, long seed) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(plan.learningRate()))
                .l2(plan.decay())
                .weightInit(WeightInit.XAVIER)
                .list();
        layers.forEach(list::layer);
        return list.setInputType(InputType.recurrent(channels, length)).build();
    }
}
