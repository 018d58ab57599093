package org.foresale.benchmark;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.List;

/** PyTorch, through the Deep Java Library: the same layers, optimiser and data. */
final class PyTorch implements Contender {

    private final Model model = Model.newInstance("network", "PyTorch");

    private final NDManager manager = model.getNDManager().newSubManager();

    private final Trainer trainer;

    private final List<NDArray> features;

    private final List<NDArray> labels;

    private int next;

    PyTorch(Network measured) {
        SequentialBlock block = new SequentialBlock();
        if (measured.embedding() > 0) {
            block.add(Conv1d.builder().setKernelShape(new Shape(1)).setFilters(measured.embedding()).build());
        }
        if (measured.cnn()) {
            block.add(Conv1d.builder().setKernelShape(new Shape(Network.KERNEL)).setFilters(Network.FILTERS)
                    .optPadding(new Shape(Network.KERNEL / 2)).build());
            block.add(Activation.reluBlock());
            block.add(Pool.maxPool1dBlock(new Shape(Network.POOL), new Shape(Network.POOL), new Shape(0)));
        }
        block.add(LambdaBlock.singleton(sequence -> sequence.transpose(0, 2, 1)));
        block.add(LSTM.builder().setNumLayers(1).setStateSize(Network.UNITS).optBatchFirst(true).build());
        block.add(LambdaBlock.singleton(states -> states.get(":, -1")));
        if (measured.kept() < 1) {
            block.add(Dropout.builder().optRate((float) (1 - measured.kept())).build());
        }
        block.add(Linear.builder().setUnits(1).build());
        model.setBlock(block);
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.sigmoidBinaryCrossEntropyLoss())
                .optOptimizer(Optimizer.adam().optLearningRateTracker(
                        Tracker.fixed((float) Network.LEARNING_RATE)).build())
                .optDevices(new Device[] {Device.cpu()}));
        Shape shape = new Shape(measured.batch(), measured.features(), measured.length());
        trainer.initialize(shape);
        List<Batch> batches = Batch.of(measured, 4);
        features = batches.stream().map(batch -> manager.create(batch.features(), shape)).toList();
        labels = batches.stream().map(batch -> manager.create(batch.labels(), new Shape(measured.batch(), 1)))
                .toList();
    }

    @Override
    public void train() {
        int batch = next++ % features.size();
        // What is computed from an array belongs to the array's manager, and is freed with it.
        try (NDManager step = manager.newSubManager();
                GradientCollector gradients = trainer.newGradientCollector()) {
            NDArray input = features.get(batch).reshape(features.get(batch).getShape());
            input.attach(step);
            NDArray loss = trainer.getLoss().evaluate(new NDList(labels.get(batch)),
                    trainer.forward(new NDList(input)));
            loss.attach(step);
            gradients.backward(loss);
        }
        trainer.step();
    }

    @Override
    public void infer() {
        int batch = next++ % features.size();
        try (NDManager step = manager.newSubManager()) {
            NDArray input = features.get(batch).reshape(features.get(batch).getShape());
            input.attach(step);
            trainer.evaluate(new NDList(input));
        }
    }

    @Override
    public void close() {
        trainer.close();
        manager.close();
        model.close();
    }
}
