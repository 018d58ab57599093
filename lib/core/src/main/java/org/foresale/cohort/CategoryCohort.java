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

/** The samples of every category at once, in three splits with no user in common. */
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
     * Tells what was asked of which log.
     *
     * @return a name for tables and charts
     */
    public String name() {
        return name;
    }

    /**
     * Returns what is asked for: the classes that enough training users buy.
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
     * Returns the samples to train on.
     *
     * @return the samples of {@link Split#TRAIN}
     */
    public CategorySamples train() {
        return samples(Split.TRAIN);
    }

    /**
     * Returns the samples to validate on.
     *
     * @return the samples of {@link Split#VALIDATION}
     */
    public CategorySamples validation() {
        return samples(Split.VALIDATION);
    }

    /**
     * Returns the samples to test on.
     *
     * @return the samples of {@link Split#TEST}
     */
    public CategorySamples test() {
        return samples(Split.TEST);
    }

    /**
     * Tells how the samples came out of all users.
     *
     * @return the steps, every exclusion named and counted
     */
    public Funnel funnel() {
        return funnel;
    }

    /**
     * Tells which classes are asked for, and why the others are not.
     *
     * @return one row a class of the level: how many training users buy it within the horizon of some training cut, how
     *     many do not at some, and whether it is asked for; those with most buyers come first
     */
    public Table categoryTable() {
        return counts.table();
    }

    /**
     * Returns the cohort in a few numbers.
     *
     * @return one row a split: its users and samples, and per sample the mean number of categories that the user buys,
     *     and of these how many for the first time
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
     * Writes the samples, their labels and their events as Parquet files, for any other tool: samples.parquet has one
     * row a sample (its number, user, cut, split, and how many events it has); labels.parquet one row for each category
     * that the user of a sample buys or had bought before (number of the sample, category, and both as yes or no), so
     * that a pair that is not there is twice no; categories.parquet one row a category; the folder events one row an
     * event of a sample, as {@link Cohort#write} has it; cohort.json the rest. No event at or after its sample's cut is
     * written.
     *
     * @param folder the folder to make; a write that does not come to its end leaves no such folder
     * @throws org.foresale.log.ForesaleException if the folder is there already, or cannot be written
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
     * Returns the cohort in a line.
     *
     * @return its name, and how many samples each split has
     */
    @Override
    public String toString() {
        return name + " (" + train().size() + " samples to train on, " + validation().size() + " to validate, "
                + test().size() + " to test)";
    }
}
