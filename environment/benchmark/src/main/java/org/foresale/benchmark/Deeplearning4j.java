package org.foresale.benchmark;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.onednn.OneDnn;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j, as it is or with oneDNN behind it. */
final class Deeplearning4j implements Contender {

    private final MultiLayerNetwork network;

    private final List<DataSet> batches;

    private int next;

    Deeplearning4j(Network measured, boolean accelerated) {
        network = new MultiLayerNetwork(measured.configuration());
        network.init();
        if (accelerated) {
            OneDnn.accelerate(network);
        }
        batches = Batch.of(measured, 4).stream().map(batch -> new DataSet(features(measured, batch),
                Nd4j.create(batch.labels(), new long[] {measured.batch(), 1}, 'c'))).toList();
    }

    /** As the project hands them over: the channels of an event of purchases lie together in memory. */
    private static INDArray features(Network measured, Batch batch) {
        INDArray features = Nd4j.create(batch.features(),
                new long[] {measured.batch(), measured.features(), measured.length()}, 'c');
        return measured.embedding() == 0 ? features : features.permute(0, 2, 1).dup('c').permute(0, 2, 1);
    }

    @Override
    public void train() {
        network.fit(batches.get(next++ % batches.size()));
    }

    @Override
    public void infer() {
        network.output(batches.get(next++ % batches.size()).getFeatures());
    }

    @Override
    public void close() {
        OneDnn.restore(network);
    }
}
