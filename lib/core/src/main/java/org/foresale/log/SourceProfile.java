package org.foresale.log;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the columns of a source hold, over all of its lines or over some that are spread over them.
 *
 * @param source     what was read: the name of a file, a table or a query
 * @param lines      how many lines it has
 * @param looked     how many of them were looked at
 * @param columns    what each column holds, in all lines or in those looked at, as {@link ColumnProfile#lines} tells
 * @param sample     some rows
 * @param recurrence which ids come back in other lines than those looked at
 * @param layout     how a file is laid out
 * @param text       whether it is a file of texts, whose first line may or may not name the columns
 */
record SourceProfile(String source, long lines, long looked, List<ColumnProfile> columns, SampleRows sample,
        Recurrence recurrence, FileLayout layout, boolean text) {

    SourceProfile {
        columns = List.copyOf(columns);
    }

    /** The profile of a source all lines of which were looked at, and which is no file. */
    static SourceProfile ofAll(String source, List<ColumnProfile> columns, SampleRows sample) {
        columns.forEach(ColumnProfile::end);
        long lines = columns.isEmpty() ? 0 : columns.get(0).lines();
        return new SourceProfile(source, lines, lines, columns, sample, Recurrence.NONE, FileLayout.guessed(),
                false);
    }

    /** How many lines were looked at, in words. */
    String linesText() {
        return looked == lines ? LogTables.count(lines) + " lines" : LogTables.count(looked) + " of "
                + LogTables.count(lines) + " lines, spread over the whole file";
    }

    ColumnProfile column(int place) {
        return columns.get(place);
    }

    IntStream places() {
        return IntStream.range(0, columns.size());
    }

    List<String> names() {
        return columns.stream().map(ColumnProfile::name).toList();
    }
}
