package org.foresale.onednn;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.layers.recurrent.BidirectionalLayer;
import org.deeplearning4j.nn.layers.recurrent.LastTimeStepLayer;

/** Writes a report, layer by layer. */
final class Reporter {

    private final List<AccelerationReport.Line> lines = new ArrayList<>();

    private final boolean truncated;

    private Reporter(boolean truncated) {
        this.truncated = truncated;
    }

    /**
     * Returns the report on the layers of a network.
     *
     * @param type how the network is trained
     */
    static AccelerationReport report(Layer[] layers, BackpropType type) {
        Reporter reporter = new Reporter(type == BackpropType.TruncatedBPTT);
        for (Layer layer : layers) {
            reporter.add(layer, name(layer), "");
        }
        return new AccelerationReport(reporter.lines);
    }

    private void add(Layer layer, String name, String around) {
        if (layer instanceof BidirectionalLayer both) {
            add(LayerFields.forwards(both), name + " (forwards)", "Bidirectional ");
            add(LayerFields.backwards(both), name + " (backwards)", "Bidirectional ");
        } else if (layer instanceof LastTimeStepLayer wrapper) {
            add(wrapper.getUnderlying(), name, around + "LastTimeStep ");
        } else if (layer instanceof Accelerated) {
            lines.add(new AccelerationReport.Line(name, around + type(layer), true, stillStock(layer)));
        } else {
            lines.add(new AccelerationReport.Line(name, around + type(layer), false, reason(layer)));
        }
    }

    private String stillStock(Layer layer) {
        return truncated && layer instanceof OneDnnLstm ? "truncated back-propagation and masked batches run stock"
                : "masked batches run stock";
    }

    private static String reason(Layer layer) {
        return Support.problem(layer).or(NativeLibrary::problem).orElse("not accelerated yet");
    }

    private static String type(Layer layer) {
        return layer.conf().getLayer().getClass().getSimpleName();
    }

    private static String name(Layer layer) {
        String name = layer.conf().getLayer().getLayerName();
        return name == null ? String.valueOf(layer.getIndex()) : name;
    }
}
