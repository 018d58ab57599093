package org.foresale.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.foresale.log.History;
import org.foresale.log.LogFrame;
import org.foresale.log.Parquet;
import org.foresale.log.internal.NewFolder;
import tech.tablesaw.api.BooleanColumn;
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
    private final IntColumn labelled = IntColumn.create("sample");
    private final StringColumn category = StringColumn.create("category");
    private final BooleanColumn buys = BooleanColumn.create("buys");
    private final BooleanColumn before = BooleanColumn.create("bought_before");

    private CategoryFiles(LogFrame log, Categories categories) {
        this.log = log;
        this.categories = categories;
    }

    static void write(CategoryCohort cohort, Path folder) {
        NewFolder.make(folder, files -> {
            CohortFiles.describe(VERSION, cohort.frame(), cohort.name(), cohort.funnel(), files);
            EventFiles written = cohort.train().eventFiles(Files.createDirectory(files.resolve(CohortFiles.EVENTS)));
            CategoryFiles tables = new CategoryFiles(cohort.frame(), cohort.categories());
            for (CategorySamples samples : cohort.inOrder()) {
                for (int i = 0; i < samples.size(); i++) {
                    History history = samples.history(i);
                    written.add(tables.sample.size(), samples.userId(i), history);
                    tables.add(samples.userId(i), samples.sample(i), history.size(), samples.buys(i),
                            samples.boughtBefore(i));
                }
            }
            written.close();
            tables.write(cohort.counts(), files);
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
                tables.add(samples.get(i).userId(), samples.get(i).sample(), counts[i], selection.buys(i),
                        selection.before(i));
            }
            tables.write(selection.counts(), files);
            return folder;
        });
    }

    private void add(String userId, Sample one, int lines, BitSet bought, BitSet boughtBefore) {
        BitSet either = (BitSet) bought.clone();
        either.or(boughtBefore);
        either.stream().forEach(place -> {
            labelled.append(sample.size());
            category.append(categories.paths().get(place));
            buys.append(bought.get(place));
            before.append(boughtBefore.get(place));
        });
        sample.append(sample.size());
        user.append(userId);
        cut.append(log.date(one.cut()));
        split.append(one.split().name().toLowerCase(Locale.ROOT));
        events.append(lines);
    }

    private void write(CategoryCounts counts, Path files) throws IOException {
        Parquet.write(Table.create("samples", sample, user, cut, split, events), files.resolve("samples.parquet"));
        Parquet.write(Table.create("labels", labelled, category, buys, before), files.resolve("labels.parquet"));
        Parquet.write(counts.table(), files.resolve("categories.parquet"));
    }
}
