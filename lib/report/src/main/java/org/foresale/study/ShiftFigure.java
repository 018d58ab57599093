package org.foresale.study;

import java.util.function.ToDoubleFunction;
import org.foresale.evaluate.Metrics;

/** Lists the figures that a shift study measures. */
public enum ShiftFigure {
    /** How well buyers are ranked above non-buyers; needs no threshold. */
    ROC_AUC("ROC AUC", true, Metrics::rocAuc),
    /** F1 at the original threshold, chosen on the original validation samples, whatever the test samples lack. */
    F1_FIXED("F1, threshold kept", false, Metrics::f1),
    /** F1 at a re-tuned threshold, chosen on validation samples that lack as many shopping days as the test samples. */
    F1_RETUNED("F1, threshold chosen anew", true, Metrics::f1),
    /** Expected calibration error; lower is better. */
    CALIBRATION_ERROR("calibration error", true, Metrics::calibrationError);

    private final String title;
    private final boolean retuned;
    private final ToDoubleFunction<Metrics> metric;

    ShiftFigure(String title, boolean retuned, ToDoubleFunction<Metrics> metric) {
        this.title = title;
        this.retuned = retuned;
        this.metric = metric;
    }

    /**
     * Returns the name used in tables and charts.
     *
     * @return the name
     */
    public String title() {
        return title;
    }

    boolean retuned() {
        return retuned;
    }

    ToDoubleFunction<Metrics> metric() {
        return metric;
    }
}
