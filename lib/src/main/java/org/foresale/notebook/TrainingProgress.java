package org.foresale.notebook;

import java.util.Locale;
import org.foresale.network.Epoch;
import org.foresale.network.TrainingListener;

/** Shows a training as a bar: the epoch, the validation loss so far, the time left at most. */
public final class TrainingProgress implements TrainingListener {

    private final ProgressBar bar;
    private String losses = "";

    private TrainingProgress(ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * The bar of one training.
     *
     * @param title what is trained
     * @return a listener for one call of fit
     */
    public static TrainingProgress of(String title) {
        return new TrainingProgress(ProgressBar.of(title));
    }

    @Override
    public void batch(int epoch, int epochs, int batch, int batches) {
        bar.at((epoch - 1 + (double) batch / batches) / epochs, "epoch " + epoch + " of at most " + epochs + losses);
    }

    @Override
    public void epoch(Epoch epoch) {
        losses = String.format(Locale.ROOT, " · validation loss %.3f after epoch %d", epoch.validationLoss(),
                epoch.number());
    }

    @Override
    public void finished(Epoch best) {
        bar.done(String.format(Locale.ROOT, "best epoch %d, validation loss %.3f", best.number(),
                best.validationLoss()));
    }
}
