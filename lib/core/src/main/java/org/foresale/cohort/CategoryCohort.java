package org.foresale.cohort;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.log.LogFrame;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Holds the samples of a question about every category at once, in three splits with no user in common. */
public final class CategoryCohort {

    private final String name;
    private final CategoryCounts counts;
    private final Funnel funnel;
    private final LogFrame frame;
    private final Map<Split, CategorySamples> splits = new EnumMap<>(Split.class);

    CategoryCohort(String name, CategoryCounts counts, Funnel funnel, LogFrame frame, CategorySamples samples) {
        this.name = name;
        this.counts = counts;
        this.funnel = funnel;
        this.frame = frame;
        for (Split split : Split.values()) {
            splits.put(split, samples.rows(IntStream.range(0, samples.size())
                    .filter(i -> samples.sample(i).split() == split).toArray()));
        }
    }

    /**
     * Returns a name made of the log and the question.
     *
     * @return a name for tables and charts
     */
    public String name() {
        return name;
    }

    /**
     * Returns the categories to predict: the classes that enough training users buy.
     *
     * @return the categories, in the order of the log's classes
     */
    public Categories categories() {
        return train().categories();
    }

    /**
     * Returns the samples of a split.
     *
     * @param split the split
     * @return its samples
     */
    public CategorySamples samples(Split split) {
        return splits.get(split);
    }

    /**
     * Returns the training samples.
     *
     * @return the samples of {@link Split#TRAIN}
     */
    public CategorySamples train() {
        return samples(Split.TRAIN);
    }

    /**
     * Returns the validation samples.
     *
     * @return the samples of {@link Split#VALIDATION}
     */
    public CategorySamples validation() {
        return samples(Split.VALIDATION);
    }

    /**
     * Returns the test samples.
     *
     * @return the samples of {@link Split#TEST}
     */
    public CategorySamples test() {
        return samples(Split.TEST);
    }

    /**
     * Returns how the samples were selected from all users.
     *
     * @return the steps of the selection, with the reason and the number of each exclusion
     */
    public Funnel funnel() {
        return funnel;
    }

    /**
     * Returns which classes are predicted, and why the other classes are not.
     *
     * @return one row per class of the level, sorted by the number of buyers, largest first: how many training users
     *     buy it within the horizon of at least one training cut, how many do not at at least one, and whether it is
     *     predicted
     */
    public Table categoryTable() {
        return counts.table();
    }

    /**
     * Returns a summary of the cohort.
     *
     * @return one row per split: its users and samples, the mean number of categories that the user of a sample buys,
     *     and the mean number of those bought for the first time
     */
    public Table summary() {
        StringColumn split = StringColumn.create("split");
        IntColumn users = IntColumn.create("users");
        IntColumn samples = IntColumn.create("samples");
        DoubleColumn bought = DoubleColumn.create("categories bought");
        DoubleColumn first = DoubleColumn.create("for the first time");
        splits.forEach((key, each) -> {
            split.append(key.name().toLowerCase(Locale.ROOT));
            users.append((int) IntStream.of(each.users()).distinct().count());
            samples.append(each.size());
            bought.append(IntStream.range(0, each.size()).map(i -> each.buys(i).cardinality()).average().orElse(0));
            first.append(IntStream.range(0, each.size()).map(i -> {
                BitSet fresh = each.buys(i);
                fresh.andNot(each.boughtBefore(i));
                return fresh.cardinality();
            }).average().orElse(0));
        });
        return Table.create(name, split, users, samples, bought, first);
    }

    /**
     * Writes the samples, their labels and their events as Parquet files, for use in other tools. The file
     * samples.parquet has one row per sample: its number, user, cut, split, and number of events. The file
     * labels.parquet has one row for each category that the user of a sample buys or had bought before: the number of
     * the sample, the category, and whether each of the two is so; for a pair that has no row, both are false. The file
     * categories.parquet has one row per category. The folder events has one row per event of a sample, in the format
     * of {@link Cohort#write}. The file cohort.json has the rest. No event at or after the cut of its sample is
     * written.
     *
     * @param folder the folder to create; it is not created if writing fails
     * @throws org.foresale.log.ForesaleException if the folder exists already, or cannot be written
     */
    public void write(Path folder) {
        CategoryFiles.write(this, folder);
    }

    CategoryCounts counts() {
        return counts;
    }

    LogFrame frame() {
        return frame;
    }

    List<CategorySamples> inOrder() {
        return Stream.of(Split.values()).map(splits::get).toList();
    }

    /**
     * Describes the cohort in one line.
     *
     * @return its name and the number of samples of each split
     */
    @Override
    public String toString() {
        return name + " (" + train().size() + " samples to train on, " + validation().size() + " to validate, "
                + test().size() + " to test)";
    }
}
