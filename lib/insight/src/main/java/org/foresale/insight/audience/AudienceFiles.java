package org.foresale.insight.audience;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.foresale.insight.internal.Csv;
import org.foresale.log.Parquet;
import org.foresale.log.internal.NewFile;
import tech.tablesaw.api.ColumnType;

/** Writes audiences row by row, so that no more of a file is held than is being written. */
final class AudienceFiles {

    static final String USER = "user";
    static final String PROBABILITY = "probability";
    static final String DECILE = "need score decile";
    static final String PREDICTED = "predicted to buy";
    static final String TAGS = "tags";

    private static final String LINE_END = "\r\n";

    private AudienceFiles() {
    }

    static void writeCsv(Audience audience, Path file, boolean replace) {
        NewFile.make(file, replace, partial -> {
            try (Writer out = Files.newBufferedWriter(partial, StandardCharsets.UTF_8)) {
                out.write(String.join(",", USER, PROBABILITY, DECILE, PREDICTED, TAGS) + LINE_END);
                StringBuilder line = new StringBuilder();
                for (int i = 0; i < audience.size(); i++) {
                    write(out, line, audience.row(i));
                }
            }
        });
    }

    private static void write(Writer out, StringBuilder line, Audience.Row row) throws IOException {
        line.setLength(0);
        Csv.cell(line, row.user());
        line.append(',').append(row.probability()).append(',').append(row.decile())
                .append(row.predicted() ? ",yes," : ",no,");
        Csv.cell(line, row.tagText());
        out.append(line.append(LINE_END));
    }

    static void writeParquet(Audience audience, Path file, boolean replace) {
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        columns.put(USER, ColumnType.STRING);
        columns.put(PROBABILITY, ColumnType.DOUBLE);
        columns.put(DECILE, ColumnType.INTEGER);
        columns.put(PREDICTED, ColumnType.BOOLEAN);
        columns.put(TAGS, ColumnType.STRING);
        NewFile.make(file, replace, partial -> Parquet.write(columns, IntStream.range(0, audience.size())
                .mapToObj(audience::row).map(row -> new Object[] {row.user(), row.probability(), row.decile(),
                    row.predicted(), row.tagText()}).iterator(), partial));
    }
}
