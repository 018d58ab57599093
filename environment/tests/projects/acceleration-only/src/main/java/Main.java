import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.foresale.onednn.OneDnn;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Compares what a network says with and without oneDNN. */
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder().seed(1).list()
                .layer(new LSTM.Builder().nOut(16).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).nOut(2).build())
                .setInputType(InputType.recurrent(8)).build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        INDArray input = Nd4j.rand(4, 8, 20);
        INDArray stock = network.output(input).dup();
        OneDnn.accelerate(network);
        System.out.println(OneDnn.report(network));
        System.out.println("largest difference " + network.output(input).sub(stock).amaxNumber());
    }
}
