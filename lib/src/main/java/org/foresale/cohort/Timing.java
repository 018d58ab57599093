package org.foresale.cohort;

import java.util.Arrays;
import java.util.Map;
import org.foresale.log.History;
import org.foresale.trees.BoostedTrees;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A model that knows nothing of what was bought, only when: the day of the last purchase, the number of shopping days,
 * the days from the last purchase to the cut and from the first, and the day of the cut.
 *
 * <p>It is fitted with gradient-boosted trees (XGBoost: Chen and Guestrin 2016), which find such a pattern in any
 * shape. Days are dates, so that a model can be asked about the samples of another log.
 */
public final class Timing {

    private static final int FEATURES = 5;
    private static final int ROUNDS = 60;
    private static final Map<String, Object> PARAMETERS = Map.of("max_depth", 3, "eta", 0.1, "min_child_weight", 5);

    private final BoostedTrees trees;

    private Timing(BoostedTrees trees) {
        this.trees = trees;
    }

    /**
     * Fits the model.
     *
     * @param train samples to fit to
     * @return the model
     * @throws IllegalArgumentException if there is no sample, or if all have the same label
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Timing fit(Samples train) {
        train.requireBothLabels("training");
        return new Timing(BoostedTrees.fit(features(train), train.labels(), PARAMETERS, ROUNDS));
    }

    /**
     * The chances of samples; their labels are not looked at.
     *
     * @param samples the samples
     * @return for each sample a number between 0 and 1, larger where a purchase is likelier
     */
    public double[] predict(Samples samples) {
        return trees.predict(features(samples));
    }

    /**
     * Reads a model that {@link #toJson} has written; nothing in it is believed before it is checked.
     *
     * @param json what was written
     * @return the model
     * @throws IllegalArgumentException if it is no such model; the message says why
     */
    public static Timing fromJson(byte[] json) {
        return new Timing(BoostedTrees.fromJson(json, FEATURES));
    }

    /**
     * All that the model has learnt, to be saved.
     *
     * @return its trees as XGBoost's own JSON model, text in UTF-8
     */
    public byte[] toJson() {
        return trees.toJson();
    }

    /**
     * All that the model may know of samples, as a table.
     *
     * @param samples the samples
     * @return one row a sample: the date of the cut, the days from the last purchase to it and from the first, the
     *     shopping days, and whether the user buys the target
     */
    public static Table table(Samples samples) {
        DateColumn cut = DateColumn.create("date of the cut");
        IntColumn last = IntColumn.create("days since the last purchase");
        IntColumn first = IntColumn.create("days since the first purchase");
        IntColumn days = IntColumn.create("earlier shopping days");
        StringColumn label = StringColumn.create("label");
        for (int i = 0; i < samples.size(); i++) {
            History history = samples.history(i);
            int at = samples.get(i).cut();
            cut.append(samples.date(at));
            if (history.isEmpty()) {
                last.appendMissing();
                first.appendMissing();
            } else {
                last.append(at - history.day(history.size() - 1));
                first.append(at - history.day(0));
            }
            days.append(history.shoppingDays());
            label.append(samples.get(i).label() ? "buys" : "does not buy");
        }
        return Table.create("timing", cut, last, first, days, label);
    }

    private static float[] features(Samples samples) {
        float[] features = new float[samples.size() * FEATURES];
        for (int i = 0; i < samples.size(); i++) {
            History history = samples.history(i);
            int cut = samples.get(i).cut();
            int at = i * FEATURES;
            if (history.isEmpty()) {
                Arrays.fill(features, at, at + FEATURES, Float.NaN);
            } else {
                int last = history.day(history.size() - 1);
                features[at] = samples.date(last).toEpochDay();
                features[at + 1] = history.shoppingDays();
                features[at + 2] = cut - last;
                features[at + 3] = cut - history.day(0);
                features[at + 4] = samples.date(cut).toEpochDay();
            }
        }
        return features;
    }
}
