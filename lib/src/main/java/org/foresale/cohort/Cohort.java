package org.foresale.cohort;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.foresale.log.PurchaseLog;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The samples of one question, in three splits with no user in common. */
public final class Cohort {

    private final String name;
    private final Target target;
    private final Map<Split, Samples> splits = new EnumMap<>(Split.class);
    private final Map<Split, Eligible> eligible;

    /**
     * How many samples there were to choose from.
     *
     * @param samples   users at a cut that the rule accepts
     * @param positives those of them that buy the target
     */
    record Eligible(int samples, int positives) {
    }

    Cohort(String name, Target target, BitSet classes, PurchaseLog log, List<Sample> samples,
            Map<Split, Eligible> eligible) {
        this.name = name;
        this.target = target;
        this.eligible = eligible;
        for (Split split : Split.values()) {
            splits.put(split, new Samples(log, classes,
                    samples.stream().filter(sample -> sample.split() == split).toList()));
        }
    }

    /**
     * What was asked of which log.
     *
     * @return a name for tables and charts
     */
    public String name() {
        return name;
    }

    /**
     * What is to be foreseen.
     *
     * @return the target
     */
    public Target target() {
        return target;
    }

    /**
     * The samples of a split.
     *
     * @param split the split
     * @return its samples
     */
    public Samples samples(Split split) {
        return splits.get(split);
    }

    /**
     * The samples to train on.
     *
     * @return the samples of {@link Split#TRAIN}
     */
    public Samples train() {
        return samples(Split.TRAIN);
    }

    /**
     * The samples to validate on.
     *
     * @return the samples of {@link Split#VALIDATION}
     */
    public Samples validation() {
        return samples(Split.VALIDATION);
    }

    /**
     * The samples to test on.
     *
     * @return the samples of {@link Split#TEST}
     */
    public Samples test() {
        return samples(Split.TEST);
    }

    /**
     * The share of buyers before any balancing.
     *
     * @param split the split
     * @return positives over all eligible samples, between 0 and 1
     */
    public double baseRate(Split split) {
        Eligible all = eligible.get(split);
        return (double) all.positives() / all.samples();
    }

    /**
     * The cohort in a few numbers.
     *
     * @return one row a split: its users, the eligible samples and their share of buyers, the samples used, and how
     *     many of these buy the target
     */
    public Table summary() {
        StringColumn split = StringColumn.create("split");
        IntColumn users = IntColumn.create("users");
        IntColumn all = IntColumn.create("eligible");
        DoubleColumn rate = DoubleColumn.create("buyers %");
        IntColumn used = IntColumn.create("used");
        IntColumn positives = IntColumn.create("buyers used");
        splits.forEach((key, samples) -> {
            split.append(key.name().toLowerCase(Locale.ROOT));
            users.append((int) IntStream.range(0, samples.size())
                    .map(i -> samples.get(i).user()).distinct().count());
            all.append(eligible.get(key).samples());
            rate.append(100 * baseRate(key));
            used.append(samples.size());
            positives.append(samples.positives());
        });
        return Table.create(name, split, users, all, rate, used, positives);
    }
}
