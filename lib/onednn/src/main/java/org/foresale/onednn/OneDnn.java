package org.foresale.onednn;

import java.util.function.BiFunction;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Runs layers of a Deeplearning4j 1.0.0-M2.1 network on oneDNN, and switches them back:
 * <pre>{@code
 *   MultiLayerNetwork network = OneDnn.accelerate(MultiLayerNetwork.load(file, true));
 *   System.out.println(OneDnn.report(network));
 * }</pre>
 * LSTM (also inside LastTimeStep and Bidirectional), Convolution1D and Subsampling1D layers run on oneDNN, in training
 * and in inference. {@link #report} shows which layers keep the stock implementation, and why. The configuration, the
 * parameters and the saved form remain those of plain Deeplearning4j: a clone or a loaded copy is stock until it is
 * accelerated itself. Results agree with the stock implementation to single precision. In training with dropout, the
 * same seed drops other values than in a stock network, because they are drawn in memory order, which differs.
 *
 * <p>An accelerated network holds native buffers for the batch shapes it has seen: those in use, and others up to half
 * a GiB per layer for training and as much for inference. {@link #restore} frees them; otherwise they are freed when
 * the network is garbage collected. Like a stock network, a network must be used by one thread at a time; several
 * networks can run on several threads at once. oneDNN takes its number of threads from {@code OMP_NUM_THREADS}, like
 * ND4J; one thread is best for networks of this kind.
 */
public final class OneDnn {

    private OneDnn() {
    }

    /**
     * Returns whether oneDNN is available on this machine.
     *
     * @return true if its native library could be loaded
     */
    public static boolean isAvailable() {
        return NativeLibrary.problem().isEmpty();
    }

    /**
     * Accelerates the layers of a network, whether new, trained or loaded. Without the native library, the network
     * stays as it is, and a single warning says what to install.
     *
     * @param network the initialised network
     * @return the same network
     * @throws IllegalArgumentException if the network is not initialised
     */
    public static MultiLayerNetwork accelerate(MultiLayerNetwork network) {
        requireInitialised(network.getLayers() != null);
        if (ready()) {
            replace(network, Replacement::accelerated);
        }
        return network;
    }

    /**
     * Accelerates the layers of a graph, like {@link #accelerate(MultiLayerNetwork)}.
     *
     * @param network the initialised graph
     * @return the same graph
     * @throws IllegalArgumentException if the graph is not initialised
     */
    public static ComputationGraph accelerate(ComputationGraph network) {
        requireInitialised(network.getLayers() != null);
        if (ready()) {
            replace(network, Replacement::accelerated);
        }
        return network;
    }

    /**
     * Switches a network back to its stock layers and frees the native memory; does nothing to a stock network.
     *
     * @param network the initialised network
     * @return the same network, with its stock layers
     * @throws IllegalArgumentException if the network is not initialised
     */
    public static MultiLayerNetwork restore(MultiLayerNetwork network) {
        requireInitialised(network.getLayers() != null);
        replace(network, (layer, first) -> Replacement.restored(layer));
        return network;
    }

    /**
     * Switches a graph back to its stock layers and frees the native memory; does nothing to a stock graph.
     *
     * @param network the initialised graph
     * @return the same graph, with its stock layers
     * @throws IllegalArgumentException if the graph is not initialised
     */
    public static ComputationGraph restore(ComputationGraph network) {
        requireInitialised(network.getLayers() != null);
        replace(network, (layer, first) -> Replacement.restored(layer));
        return network;
    }

    /**
     * Reports which layers run on oneDNN, and why the rest do not.
     *
     * @param network the initialised network
     * @return the report; printed, it is a table
     */
    public static AccelerationReport report(MultiLayerNetwork network) {
        return Reporter.report(network.getLayers(), network.getLayerWiseConfigurations().getBackpropType());
    }

    /**
     * Reports which layers of a graph run on oneDNN, and why the rest do not.
     *
     * @param network the initialised graph
     * @return the report; printed, it is a table
     */
    public static AccelerationReport report(ComputationGraph network) {
        return Reporter.report(network.getLayers(), network.getConfiguration().getBackpropType());
    }

    private static void requireInitialised(boolean initialised) {
        if (!initialised) {
            throw new IllegalArgumentException("the network has no parameters yet: call init() first");
        }
    }

    private static boolean ready() {
        NativeLibrary.problem().ifPresent(NativeLibrary::warnOnce);
        return isAvailable();
    }

    private static void replace(MultiLayerNetwork network, BiFunction<Layer, Boolean, Layer> replacement) {
        Layer[] layers = network.getLayers();
        for (int i = 0; i < layers.length; i++) {
            boolean first = i == 0 && network.getLayerWiseConfigurations().getInputPreProcess(0) == null;
            Layer was = layers[i];
            layers[i] = replacement.apply(was, first);
            LayerFields.rename(network, was, layers[i]);
        }
    }

    private static void replace(ComputationGraph network, BiFunction<Layer, Boolean, Layer> replacement) {
        Layer[] layers = network.getLayers();
        for (GraphVertex vertex : network.getVertices()) {
            if (vertex instanceof LayerVertex holder) {
                Layer was = holder.getLayer();
                Layer is = replacement.apply(was, isFirst(network, holder));
                holder.setLayer(is);
                for (int i = 0; i < layers.length; i++) {
                    layers[i] = layers[i] == was ? is : layers[i];
                }
            }
        }
    }

    /** Whether a vertex alone reads one of the graph's inputs as it is. */
    private static boolean isFirst(ComputationGraph network, LayerVertex vertex) {
        VertexIndices[] inputs = vertex.getInputVertices();
        if (vertex.getLayerPreProcessor() != null || inputs == null || inputs.length != 1) {
            return false;
        }
        GraphVertex input = network.getVertices()[inputs[0].getVertexIndex()];
        return input.isInputVertex() && input.getOutputVertices().length == 1;
    }
}
