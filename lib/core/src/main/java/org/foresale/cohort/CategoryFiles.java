package org.foresale.cohort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.log.History;
import org.foresale.log.LogFrame;
import org.foresale.log.Parquet;
import org.foresale.log.internal.FolderSums;
import org.foresale.log.internal.NewFolder;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Writes the samples of every category as files that any tool for data can use. */
final class CategoryFiles {

    private static final String VERSION = "foresale-categories-1";

    private final LogFrame log;
    private final Categories categories;
    private final IntColumn sample = IntColumn.create("sample");
    private final StringColumn user = StringColumn.create("user");
    private final DateColumn cut = DateColumn.create("cut");
    private final StringColumn split = StringColumn.create("split");
    private final IntColumn events = IntColumn.create("events");

    private CategoryFiles(LogFrame log, Categories categories) {
        this.log = log;
        this.categories = categories;
    }

    static void write(CategoryCohort cohort, Path folder) {
        NewFolder.make(folder, files -> {
            CohortFiles.describe(VERSION, cohort.frame(), cohort.name(), cohort.funnel(), files);
            EventFiles written = cohort.train().eventFiles(Files.createDirectory(files.resolve(CohortFiles.EVENTS)));
            CategoryFiles tables = new CategoryFiles(cohort.frame(), cohort.categories());
            Stream<Object[]> labels = Stream.empty();
            for (CategorySamples samples : cohort.inOrder()) {
                labels = Stream.concat(labels, tables.labels(tables.sample.size(), samples.size(), samples::buys,
                        samples::boughtBefore));
                for (int i = 0; i < samples.size(); i++) {
                    History history = samples.history(i);
                    written.add(tables.sample.size(), samples.userId(i), history);
                    tables.add(samples.userId(i), samples.sample(i), history.size());
                }
            }
            written.close();
            tables.write(cohort.counts(), labels, files);
            FolderSums.write(files);
            return folder;
        });
    }

    static void write(CategorySelection selection, LogFrame frame, Path folder, boolean replace,
            Selection.Events events) {
        NewFolder.make(folder, CohortFiles.mark(replace), files -> {
            CohortFiles.describe(VERSION, frame, selection.name(), selection.funnel(), files);
            List<Selection.Chosen> samples = selection.samples();
            int[] counts = events.write(samples, files.resolve(CohortFiles.EVENTS));
            CategoryFiles tables = new CategoryFiles(frame, selection.counts().categories());
            for (int i = 0; i < counts.length; i++) {
                tables.add(samples.get(i).userId(), samples.get(i).sample(), counts[i]);
            }
            tables.write(selection.counts(), tables.labels(0, samples.size(), selection::buys, selection::before),
                    files);
            FolderSums.write(files);
            return folder;
        });
    }

    private void add(String userId, Sample one, int lines) {
        sample.append(sample.size());
        user.append(userId);
        cut.append(log.date(one.cut()));
        split.append(one.split().name().toLowerCase(Locale.ROOT));
        events.append(lines);
    }

    /** The rows of some samples' labels, made one after the other: there are many times as many as samples. */
    private Stream<Object[]> labels(int first, int samples, IntFunction<BitSet> buys, IntFunction<BitSet> before) {
        return IntStream.range(0, samples).boxed().flatMap(i -> {
            BitSet bought = buys.apply(i);
            BitSet boughtBefore = before.apply(i);
            BitSet either = (BitSet) bought.clone();
            either.or(boughtBefore);
            return either.stream().mapToObj(place -> new Object[] {first + i, categories.paths().get(place),
                bought.get(place), boughtBefore.get(place)});
        });
    }

    private void write(CategoryCounts counts, Stream<Object[]> labels, Path files) {
        Parquet.write(Table.create("samples", sample, user, cut, split, events), files.resolve("samples.parquet"));
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        columns.put("sample", ColumnType.INTEGER);
        columns.put("category", ColumnType.STRING);
        columns.put("buys", ColumnType.BOOLEAN);
        columns.put("bought_before", ColumnType.BOOLEAN);
        Parquet.write(columns, labels.iterator(), files.resolve("labels.parquet"));
        Parquet.write(counts.table(), files.resolve("categories.parquet"));
    }
}
