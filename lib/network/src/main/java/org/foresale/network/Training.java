package org.foresale.network;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.network.TrainingListener.Ending;
import org.foresale.onednn.OneDnn;
import org.foresale.onednn.SparseInput;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** One training run. */
final class Training {

    private static final int MAX_EPOCHS = 10_000;

    private final Architecture architecture;
    private final TrainingPlan plan;
    private final long seed;
    private final TrainingListener listener;
    private final SequenceEncoder encoder;
    private final Sequences sequences;
    private final Answers answers;
    private final MultiLayerNetwork network;
    private final SparseInput input;
    private final List<TrainingListener.Epoch> done = new ArrayList<>();
    private int[] order = {};
    private int next;

    /**
     * How a training went, to be written as JSON.
     *
     * @param epochs its epochs, in order
     * @param ending why it was over
     */
    record EpochLog(List<TrainingListener.Epoch> epochs, Ending ending) {

        EpochLog {
            if (epochs == null || ending == null || epochs.size() > MAX_EPOCHS
                    || epochs.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("the course of the training has no ending, or no or more than "
                        + MAX_EPOCHS + " epochs");
            }
            epochs = List.copyOf(epochs);
        }

        /** Two rows an epoch: epoch, log loss, and which samples it is of. */
        Table learningCurve() {
            IntColumn epoch = IntColumn.create("epoch");
            DoubleColumn loss = DoubleColumn.create("log loss");
            StringColumn samples = StringColumn.create("samples");
            for (TrainingListener.Epoch each : epochs) {
                epoch.append(each.number()).append(each.number());
                loss.append(each.trainLoss()).append(each.validationLoss());
                samples.append("training").append("validation");
            }
            return Table.create("learning curve", epoch, loss, samples);
        }
    }

    Training(Architecture architecture, TrainingPlan plan, long seed, TrainingListener listener,
            SequenceEncoder encoder, Sequences sequences, Answers answers) {
        this.architecture = architecture;
        this.plan = plan;
        this.seed = seed;
        this.listener = listener;
        this.encoder = encoder;
        this.sequences = sequences;
        this.answers = answers;
        network = new MultiLayerNetwork(architecture.configuration(encoder.features(), encoder.length(), plan, seed,
                answers.head()));
        network.init();
        OneDnn.accelerate(network);
        input = sequences.inputOf(network);
    }

    TrainedNetwork run(Sequences validation, Answers validationAnswers) {
        Random random = new OneThreadRandom(seed);
        TrainingListener.Epoch best = new TrainingListener.Epoch(0, Double.NaN, Double.POSITIVE_INFINITY, Double.NaN,
                0, true);
        INDArray bestWeights = network.params().dup();
        Ending ending = Ending.MAX_EPOCHS;
        long start = System.nanoTime();
        try {
            while (done.size() < plan.epochs() && ending == Ending.MAX_EPOCHS) {
                double trainLoss = pass(random);
                float[] outputs = outputs(validation);
                double loss = validationAnswers.logLoss(outputs);
                TrainingListener.Epoch epoch = new TrainingListener.Epoch(done.size() + 1, trainLoss, loss,
                        validationAnswers.rocAuc(outputs), (System.nanoTime() - start) / 1e9,
                                loss < best.validationLoss());
                if (epoch.best()) {
                    best = epoch;
                    bestWeights.assign(network.params());
                }
                done.add(epoch);
                listener.epoch(List.copyOf(done));
                if (epoch.number() - best.number() >= plan.patience()) {
                    ending = Ending.NO_LONGER_FALLING;
                }
            }
        } catch (CancellationException e) {
            if (done.isEmpty()) {
                listener.abandoned();
                throw e;
            }
            ending = Ending.INTERRUPTED;
        }
        network.setParams(bestWeights);
        listener.finished(best, ending);
        return new TrainedNetwork(architecture, answers.head(), encoder,
                OneDnn.restore(network).params().toFloatVector(), new EpochLog(done, ending));
    }

    /** One epoch; the mean loss of its batches. */
    private double pass(Random random) {
        int[] samples = samplesOfEpoch(random);
        int batches = (samples.length + plan.batch() - 1) / plan.batch();
        double loss = 0;
        for (int b = 0; b < batches; b++) {
            stopIfInterrupted();
            int[] rows = Arrays.copyOfRange(samples, b * plan.batch(),
                    Math.min((b + 1) * plan.batch(), samples.length));
            network.fit(batch(rows, random));
            loss += (network.score() - decayed()) * rows.length / answers.head().outputs();
            listener.batch(done.size() + 1, plan.epochs(), b + 1, batches);
        }
        return loss / samples.length;
    }

    /** The next of the equal parts, one an epoch, that all samples are divided into once they are shuffled. */
    private int[] samplesOfEpoch(Random random) {
        int parts = (int) Math.ceil((double) answers.size() / plan.epochSamples());
        if (next % parts == 0) {
            order = IntArrays.shuffle(IntStream.range(0, answers.size()).toArray(), random);
            next = 0;
        }
        long part = next++;
        return Arrays.copyOfRange(order, (int) (part * answers.size() / parts),
                (int) ((part + 1) * answers.size() / parts));
    }

    /** What the weights' length adds to Deeplearning4j's score. */
    private double decayed() {
        double sum = 0;
        for (Layer layer : network.getLayers()) {
            sum += layer.calcRegularizationScore(true);
        }
        return sum;
    }

    private DataSet batch(int[] rows, Random random) {
        sequences.fill(input, () -> random.nextDouble() < plan.hidden(), rows);
        return new DataSet(input.array(encoder.length()), answers.of(rows));
    }

    private float[] outputs(Sequences validation) {
        int each = answers.head().outputs();
        float[] outputs = new float[Math.multiplyExact(validation.size(), each)];
        for (int from = 0; from < validation.size(); from += plan.batch()) {
            stopIfInterrupted();
            int to = Math.min(from + plan.batch(), validation.size());
            validation.fill(input, () -> false, IntStream.range(from, to).toArray());
            TrainedNetwork.copy(network.output(input.array(encoder.length()), false), outputs, from * each);
        }
        return outputs;
    }

    private void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("training was interrupted in epoch " + (done.size() + 1) + " of at most "
                    + plan.epochs());
        }
    }
}
