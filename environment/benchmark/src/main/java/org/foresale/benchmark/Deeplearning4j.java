package org.foresale.benchmark;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.network.EncodedBatch;
import org.foresale.onednn.OneDnn;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j, as it is or with oneDNN behind it. With oneDNN, the project's own networks begin with encoded
 * sequences, as training and scoring do.
 */
final class Deeplearning4j implements Contender {

    private final MultiLayerNetwork network;

    private final List<DataSet> batches;

    private final List<EncodedBatch> encoded;

    private final Optional<EncodedBatch.Answering> answering;

    private int next;

    Deeplearning4j(Network measured, boolean accelerated) {
        network = new MultiLayerNetwork(measured.configuration());
        network.init();
        if (accelerated) {
            OneDnn.accelerate(network);
        }
        List<Batch> all = Batch.of(measured, 4);
        boolean encodes = accelerated && measured.embedding() > 0;
        encoded = encodes ? all.stream().map(batch -> EncodedBatch.of(network, measured.features(),
                batch.classes())).toList() : List.of();
        answering = encodes ? Optional.of(new EncodedBatch.Answering(measured.architecture(), network,
                measured.features(), measured.length(), measured.batch())) : Optional.empty();
        batches = all.stream().map(batch -> new DataSet(encodes ? null : features(measured, batch, accelerated),
                Nd4j.create(batch.labels(), new long[] {measured.batch(), 1}, 'c'))).toList();
    }

    /** In the layout that each of them reads best: with oneDNN, the channels of an event lie together in memory. */
    private static INDArray features(Network measured, Batch batch, boolean accelerated) {
        INDArray features = Nd4j.create(batch.features(),
                new long[] {measured.batch(), measured.features(), measured.length()}, 'c');
        return accelerated ? features.permute(0, 2, 1).dup('c').permute(0, 2, 1) : features;
    }

    @Override
    public void train() {
        int batch = next++ % batches.size();
        network.fit(encoded.isEmpty() ? batches.get(batch)
                : new DataSet(encoded.get(batch).input(), batches.get(batch).getLabels()));
    }

    @Override
    public void infer() {
        int batch = next++ % batches.size();
        answering.ifPresentOrElse(own -> own.probabilities(encoded.get(batch)),
                () -> network.output(batches.get(batch).getFeatures()));
    }

    @Override
    public void close() {
        OneDnn.restore(network);
    }
}
