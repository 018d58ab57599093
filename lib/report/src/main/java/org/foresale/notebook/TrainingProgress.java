package org.foresale.notebook;

import java.util.List;
import java.util.Locale;
import org.foresale.network.TrainingListener;

/**
 * Shows the progress of a training run as a bar: the epoch, a sketch of the validation loss so far, and an upper bound
 * on the remaining time.
 */
public final class TrainingProgress implements TrainingListener {

    private static final String STEPS = "▁▂▃▄▅▆▇█";

    private final ProgressBar bar;
    private String losses = "";
    private int epochs;

    private TrainingProgress(ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * Creates the bar for one training run.
     *
     * @param title what is trained
     * @return a listener for a single call of fit
     */
    public static TrainingProgress of(String title) {
        return new TrainingProgress(ProgressBar.of(title));
    }

    @Override
    public void batch(int epoch, int epochs, int batch, int batches) {
        bar.at((epoch - 1 + (double) batch / batches) / epochs, "epoch " + epoch + " of at most " + epochs + losses);
    }

    @Override
    public void epoch(List<TrainingListener.Epoch> done) {
        epochs = done.size();
        losses = String.format(Locale.ROOT, " · validation loss %s %.3f", sketch(done),
                done.get(epochs - 1).validationLoss());
    }

    @Override
    public void finished(TrainingListener.Epoch best, Ending ending) {
        if (ending == Ending.INTERRUPTED) {
            bar.stopped(String.format(Locale.ROOT, "stopped after epoch %d; best epoch %d kept, validation loss %.3f",
                    epochs, best.number(), best.validationLoss()));
        } else {
            bar.done(String.format(Locale.ROOT, "best epoch %d, validation loss %.3f", best.number(),
                    best.validationLoss()));
        }
    }

    @Override
    public void abandoned() {
        bar.stopped("stopped in epoch 1; nothing kept");
    }

    /** The course of the loss in one line of text, a column an epoch, the highest the highest. */
    static String sketch(List<TrainingListener.Epoch> epochs) {
        double[] heights = epochs.stream().mapToDouble(TrainingListener.Epoch::validationLoss).toArray();
        double low = epochs.stream().mapToDouble(TrainingListener.Epoch::validationLoss).min().orElse(0);
        double high = epochs.stream().mapToDouble(TrainingListener.Epoch::validationLoss).max().orElse(0);
        StringBuilder sketch = new StringBuilder();
        for (double height : heights) {
            double share = high > low ? (height - low) / (high - low) : 0;
            sketch.append(STEPS.charAt((int) Math.round(share * (STEPS.length() - 1))));
        }
        return sketch.toString();
    }

    @Override
    public String toString() {
        return bar.toString();
    }
}
