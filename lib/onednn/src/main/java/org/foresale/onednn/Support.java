package org.foresale.onednn;

import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.layers.convolution.Convolution1DLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.Subsampling1DLayer;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;

/** Why a layer of Deeplearning4j has to stay as it is. */
final class Support {

    private Support() {
    }

    /** The first reason found; empty if oneDNN can take the layer. */
    static Optional<String> problem(Layer layer) {
        if (layer.getClass() == LSTM.class) {
            return problem((LSTM) layer);
        }
        if (layer.getClass() == Convolution1DLayer.class) {
            return problem((Convolution1DLayer) layer);
        }
        if (layer.getClass() == Subsampling1DLayer.class) {
            return problem((Subsampling1DLayer) layer);
        }
        return Optional.of(switch (layer.getClass().getSimpleName()) {
            case "GravesLSTM", "GravesBidirectionalLSTM" -> "peephole connections are not supported";
            case "FrozenLayer", "FrozenLayerWithBackprop" -> "frozen layers are left alone";
            case "MaskZeroLayer" -> "masks are not supported";
            default -> "not a kind of layer that oneDNN takes over here";
        });
    }

    private static Optional<String> problem(LSTM layer) {
        org.deeplearning4j.nn.conf.layers.LSTM conf = layer.layerConf();
        return firstOf(precision(layer), noise(conf),
                unless(conf.getRnnDataFormat() != RNNFormat.NWC, "only the format NCW is supported"),
                unless(conf.getActivationFn() instanceof ActivationTanH, "activation " + conf.getActivationFn()
                        + " is not supported, only tanh"),
                unless(conf.getGateActivationFn() instanceof ActivationSigmoid, "gate activation "
                        + conf.getGateActivationFn() + " is not supported, only sigmoid"));
    }

    private static Optional<String> problem(Convolution1DLayer layer) {
        org.deeplearning4j.nn.conf.layers.Convolution1DLayer conf = layer.layerConf();
        return firstOf(precision(layer), noise(conf),
                unless(conf.getRnnDataFormat() == RNNFormat.NCW, "only the format NCW is supported"),
                unless(conf.getIDropout() == null, "dropout is not supported"),
                unless(function(conf.getActivationFn()).isPresent(), "activation " + conf.getActivationFn()
                        + " is not supported, only identity, relu and tanh"));
    }

    private static Optional<String> problem(Subsampling1DLayer layer) {
        org.deeplearning4j.nn.conf.layers.SubsamplingLayer conf = layer.layerConf();
        return firstOf(precision(layer),
                unless(conf.getCnn2dDataFormat() == CNN2DFormat.NCHW, "only the format NCW is supported"),
                unless(conf.getPadding()[0] == 0, "padding is not supported"),
                unless(kind(conf).isPresent(), "pooling " + conf.getPoolingType()
                        + " is not supported, only MAX and AVG"));
    }

    /** What oneDNN calls an activation of a convolution; empty if it is another. */
    static Optional<ConvolutionShape.Function> function(IActivation activation) {
        if (activation instanceof ActivationIdentity) {
            return Optional.of(ConvolutionShape.Function.IDENTITY);
        }
        if (activation instanceof ActivationTanH) {
            return Optional.of(ConvolutionShape.Function.TANH);
        }
        return new ActivationReLU().equals(activation) ? Optional.of(ConvolutionShape.Function.RELU) : Optional.empty();
    }

    /** What oneDNN calls a pooling; empty if it is another. */
    static Optional<PoolingShape.Kind> kind(org.deeplearning4j.nn.conf.layers.SubsamplingLayer conf) {
        return switch (conf.getPoolingType()) {
            case MAX -> Optional.of(PoolingShape.Kind.MAX);
            case AVG -> Optional.of(conf.isAvgPoolIncludePadInDivisor()
                    ? PoolingShape.Kind.MEAN_WITH_PADDING : PoolingShape.Kind.MEAN);
            default -> Optional.empty();
        };
    }

    private static Optional<String> precision(AbstractLayer<?> layer) {
        return unless(layer.getDataType() == DataType.FLOAT, "data type " + layer.getDataType()
                + " is not supported, only FLOAT");
    }

    private static Optional<String> noise(org.deeplearning4j.nn.conf.layers.BaseLayer conf) {
        return unless(conf.getWeightNoise() == null, "weight noise is not supported");
    }

    private static Optional<String> unless(boolean fine, String problem) {
        return fine ? Optional.empty() : Optional.of(problem);
    }

    @SafeVarargs
    private static Optional<String> firstOf(Optional<String>... problems) {
        for (Optional<String> problem : problems) {
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }
}
