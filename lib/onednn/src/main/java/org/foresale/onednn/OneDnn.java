package org.foresale.onednn;

import java.util.function.BiFunction;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Puts oneDNN behind the layers of a network of Deeplearning4j 1.0.0-M2.1, and takes it off again:
 * <pre>{@code
 *   MultiLayerNetwork network = OneDnn.accelerate(MultiLayerNetwork.load(file, true));
 *   System.out.println(OneDnn.report(network));
 * }</pre>
 * LSTM (also inside LastTimeStep and Bidirectional), Convolution1D and Subsampling1D are taken over, in training and
 * in inference; see {@link #report} for what stays stock and why. The configuration, the parameters and the saved form
 * stay plain Deeplearning4j's: a clone or a loaded copy is stock until it is accelerated itself. Results agree with
 * stock to single precision. In training with dropout, one seed hides other numbers than in a stock network: they are
 * drawn in the order in which they lie in memory, which differs.
 *
 * <p>An accelerated network keeps native buffers for the shapes of batch it has seen: those in use, and others up to
 * half a GiB a layer for training and as much for inference. {@link #restore} frees them, and so does the garbage
 * collector after the network. Like stock networks, one network is used by one thread at a time; several networks can
 * run on several threads at once. oneDNN takes its number of threads from {@code OMP_NUM_THREADS}, like ND4J; one is
 * best for networks of this kind.
 */
public final class OneDnn {

    private OneDnn() {
    }

    /**
     * Tells whether oneDNN can be used here.
     *
     * @return whether its native library could be loaded
     */
    public static boolean isAvailable() {
        return NativeLibrary.problem().isEmpty();
    }

    /**
     * Puts oneDNN behind the layers of a network, new, trained or loaded. Without the native library the network stays
     * as it is, and a warning says once what to install.
     *
     * @param network the network, initialised
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
     * Puts oneDNN behind the layers of a graph, as {@link #accelerate(MultiLayerNetwork)} does.
     *
     * @param network the network, initialised
     * @return the same network
     * @throws IllegalArgumentException if the network is not initialised
     */
    public static ComputationGraph accelerate(ComputationGraph network) {
        requireInitialised(network.getLayers() != null);
        if (ready()) {
            replace(network, Replacement::accelerated);
        }
        return network;
    }

    /**
     * Takes oneDNN off a network again and frees its native memory; does nothing to a stock network.
     *
     * @param network the network, initialised
     * @return the same network, with its own layers
     * @throws IllegalArgumentException if the network is not initialised
     */
    public static MultiLayerNetwork restore(MultiLayerNetwork network) {
        requireInitialised(network.getLayers() != null);
        replace(network, (layer, first) -> Replacement.restored(layer));
        return network;
    }

    /**
     * Takes oneDNN off a graph again and frees its native memory; does nothing to a stock graph.
     *
     * @param network the network, initialised
     * @return the same network, with its own layers
     * @throws IllegalArgumentException if the network is not initialised
     */
    public static ComputationGraph restore(ComputationGraph network) {
        requireInitialised(network.getLayers() != null);
        replace(network, (layer, first) -> Replacement.restored(layer));
        return network;
    }

    /**
     * Tells which layers have oneDNN behind them, and why the others have not.
     *
     * @param network the network, initialised
     * @return the report; print it for a table
     */
    public static AccelerationReport report(MultiLayerNetwork network) {
        return Reporter.report(network.getLayers(), network.getLayerWiseConfigurations().getBackpropType());
    }

    /**
     * Tells which layers of a graph have oneDNN behind them, and why the others have not.
     *
     * @param network the network, initialised
     * @return the report; print it for a table
     */
    public static AccelerationReport report(ComputationGraph network) {
        return Reporter.report(network.getLayers(), network.getConfiguration().getBackpropType());
    }

    private static void requireInitialised(boolean initialised) {
        if (!initialised) {
            throw new IllegalArgumentException("the network has no parameters yet: call init() before");
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
