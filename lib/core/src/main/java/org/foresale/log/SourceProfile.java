package org.foresale.log;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the columns of a source hold, over all of its lines.
 *
 * @param source  what was read: the name of a file, a table or a query
 * @param columns what each column holds
 * @param sample  the first rows
 * @param layout  how a file is laid out
 */
record SourceProfile(String source, List<ColumnProfile> columns, SampleRows sample, FileLayout layout) {

    SourceProfile {
        columns = List.copyOf(columns);
        columns.forEach(ColumnProfile::end);
    }

    long lines() {
        return columns.isEmpty() ? 0 : columns.get(0).lines();
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
