package org.foresale.insight.audience;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.insight.internal.Csv;
import org.foresale.log.Parquet;
import org.foresale.log.internal.NewFile;
import tech.tablesaw.api.ColumnType;

/** Writes audiences row by row, so that no more of a file is held than is being written. */
final class AudienceFiles {

    static final String USER = "user";
    static final String PROBABILITY = "probability";
    static final String DECILE = "decile";
    static final String PREDICTED = "predicted to buy";
    static final String TAGS = "tags";

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String LINE_END = "\r\n";

    private AudienceFiles() {
    }

    static void writeCsv(Audience audience, Path file, Audience.CsvLayout layout, boolean replace) {
        int columns = switch (layout.tags()) {
            case JOINED, ROWS -> 1;
            case COLUMNS -> IntStream.range(0, audience.size()).map(i -> audience.row(i).tags().size()).max().orElse(0);
        };
        NewFile.make(file, replace, partial -> {
            try (Writer out = Files.newBufferedWriter(partial, StandardCharsets.UTF_8)) {
                out.write((layout.mark() ? BYTE_ORDER_MARK : "") + String.join(",", USER, PROBABILITY, DECILE,
                        "predicted_to_buy") + heading(layout.tags(), columns) + LINE_END);
                StringBuilder line = new StringBuilder();
                for (int i = 0; i < audience.size(); i++) {
                    write(out, line, audience.row(i), layout.tags(), columns);
                }
            }
        });
    }

    private static String heading(Audience.Tags tags, int columns) {
        return switch (tags) {
            case JOINED -> "," + TAGS;
            case ROWS -> ",tag";
            case COLUMNS -> IntStream.rangeClosed(1, columns).mapToObj(i -> ",tag_" + i).collect(Collectors.joining());
        };
    }

    private static void write(Writer out, StringBuilder line, Audience.Row row, Audience.Tags tags, int columns)
            throws IOException {
        line.setLength(0);
        Csv.cell(line, row.user());
        line.append(String.format(Locale.ROOT, ",%.6f,%d,%s", row.probability(), row.decile(),
                row.predicted() ? "yes" : "no"));
        int head = line.length();
        switch (tags) {
            case JOINED -> cell(line, row.tagText());
            case COLUMNS -> {
                for (int i = 0; i < columns; i++) {
                    cell(line, i < row.tags().size() ? row.tags().get(i) : "");
                }
            }
            case ROWS -> {
                for (int i = 0; i < Math.max(1, row.tags().size()); i++) {
                    if (i > 0) {
                        out.append(line).append(LINE_END);
                        line.setLength(head);
                    }
                    cell(line, i < row.tags().size() ? row.tags().get(i) : "");
                }
            }
            default -> throw new IllegalStateException("no layout of tags called " + tags);
        }
        out.append(line.append(LINE_END));
    }

    private static void cell(StringBuilder line, String text) {
        line.append(',');
        Csv.cell(line, text);
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
