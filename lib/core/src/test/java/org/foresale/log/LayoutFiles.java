package org.foresale.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Writes the rows of a layout to files of every kind, and to tables. */
public final class LayoutFiles {

    /** Kinds of files. */
    public enum Kind {
        CSV, TSV, GZIP, UTF_16, TITLE, ZIP, FOLDER, EXCEL, SHEETS, JSON_LINES, JSON_ARRAY, PARQUET, PARTITIONS
    }

    private final Path folder;

    public LayoutFiles(Path folder) {
        this.folder = folder;
    }

    /** A file, and the mapping that says how it is laid out. */
    public record Written(Path file, ColumnMapping mapping) {
        public LogSource source() {
            return LogSource.file(file);
        }
    }

    public Written write(Layout layout, Kind kind) {
        try {
            return written(layout, kind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Written written(Layout layout, Kind kind) throws IOException, SQLException {
        List<List<String>> rows = layout.rows();
        FileLayout said = layout.mapping().layout();
        char separator = said.separator().orElse(',');
        Charset encoding = Charset.forName(said.encoding().orElse("UTF-8"));
        boolean headed = said.columns().isEmpty();
        String text = text(headed ? layout.header() : List.of(), rows, separator);
        ColumnMapping plain = layout.tableMapping();
        switch (kind) {
            case CSV -> {
                return new Written(Files.write(folder.resolve("lines.csv"), text.getBytes(encoding)),
                        layout.mapping());
            }
            case TSV -> {
                return new Written(Files.writeString(folder.resolve("lines.tsv"), text(layout.header(), rows, '\t')),
                        plain);
            }
            case GZIP -> {
                Path file = folder.resolve("lines.csv.gz");
                try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                    out.write(text.getBytes(encoding));
                }
                return new Written(file, layout.mapping());
            }
            case UTF_16 -> {
                return new Written(Files.write(folder.resolve("lines.txt"), ("\uFEFF" + text(layout.header(), rows,
                        '\t')).getBytes(StandardCharsets.UTF_16LE)), plain);
            }
            case TITLE -> {
                return new Written(Files.writeString(folder.resolve("lines.csv"), "Orders, \"2024\nas of today\n"
                        + text(layout.header(), rows, ';')), plain.withLayout(FileLayout.guessed()
                        .withSkippedLines(2)));
            }
            case ZIP -> {
                Path file = folder.resolve("lines.zip");
                try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
                    out.putNextEntry(new ZipEntry("export/lines.csv"));
                    out.write(text.getBytes(encoding));
                    out.putNextEntry(new ZipEntry("__MACOSX/export/._lines.csv"));
                }
                return new Written(file, layout.mapping());
            }
            case FOLDER -> {
                Path parts = Files.createDirectory(folder.resolve("parts"));
                List<Integer> backwards = IntStream.range(0, layout.header().size())
                        .map(i -> layout.header().size() - 1 - i).boxed().toList();
                Files.writeString(parts.resolve("1.csv"), text(layout.header(), rows.subList(0, 9), ','));
                Files.writeString(parts.resolve("2.csv"), text(backwards.stream().map(layout.header()::get).toList(),
                        rows.subList(9, rows.size()).stream().map(row -> backwards.stream().map(row::get).toList())
                                .toList(), ';'));
                return new Written(parts, plain);
            }
            case EXCEL -> {
                Path file = folder.resolve("lines.xlsx");
                sheets(file, layout.header(), List.of(rows));
                return new Written(file, plain);
            }
            case SHEETS -> {
                Path file = folder.resolve("lines.xlsx");
                sheets(file, layout.header(), List.of(rows.subList(0, 5), rows.subList(5, rows.size())));
                return new Written(file, plain.withLayout(FileLayout.guessed().withSheets("sheet 0", "sheet 1")));
            }
            case JSON_LINES -> {
                return new Written(Files.writeString(folder.resolve("lines.jsonl"), objects(layout, "\n")), plain);
            }
            case JSON_ARRAY -> {
                return new Written(Files.writeString(folder.resolve("lines.json"), "[" + objects(layout, ",\n")
                        + "]"), plain);
            }
            case PARQUET -> {
                Path file = folder.resolve("lines.parquet");
                parquet(layout, "COPY lines TO '" + file + "' (FORMAT parquet)");
                return new Written(file, plain);
            }
            case PARTITIONS -> {
                Path parts = folder.resolve("partitioned");
                parquet(layout, "COPY lines TO '" + parts + "' (FORMAT parquet, PARTITION_BY (\""
                        + layout.mapping().product() + "\"))");
                return new Written(parts, plain.withLayout(FileLayout.guessed().withPartitions()));
            }
            default -> throw new IllegalStateException(kind.toString());
        }
    }

    private static String objects(Layout layout, String between) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> objects = new ArrayList<>();
        for (List<String> row : layout.rows()) {
            Map<String, String> object = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                // What is blank may lack, or be null.
                if (!row.get(i).isEmpty() || i % 2 == 0) {
                    object.put(layout.header().get(i), row.get(i).isEmpty() ? null : row.get(i));
                }
            }
            objects.add(json.writeValueAsString(object));
        }
        return String.join(between, objects);
    }

    static String text(List<String> header, List<List<String>> rows, char separator) {
        StringBuilder text = new StringBuilder();
        if (!header.isEmpty()) {
            line(text, header, separator);
        }
        rows.forEach(row -> line(text, row, separator));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells, char separator) {
        text.append(cells.stream().map(cell -> cell.indexOf(separator) >= 0 || cell.indexOf('"') >= 0
                        ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
                .collect(Collectors.joining(String.valueOf(separator)))).append("\r\n");
    }

    private static void sheets(Path file, List<String> header, List<List<List<String>>> sheets) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                Workbook book = new Workbook(out, "Foresale", "1.0")) {
            for (int nth = 0; nth < sheets.size(); nth++) {
                Worksheet sheet = book.newWorksheet("sheet " + nth);
                for (int column = 0; column < header.size(); column++) {
                    sheet.value(0, column, header.get(column));
                    for (int row = 0; row < sheets.get(nth).size(); row++) {
                        cell(sheet, row + 1, column, sheets.get(nth).get(row).get(column));
                    }
                }
            }
            book.newWorksheet("empty");
        }
    }

    /** Texts are written as spreadsheets do: dates as numbers with a format, and so numbers. */
    private static void cell(Worksheet sheet, int row, int column, String text) {
        if (text.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d(:\\d\\d)?")) {
            sheet.value(row, column, LocalDateTime.parse(text.replace(' ', 'T')));
            sheet.style(row, column).format("yyyy-mm-dd h:mm").set();
        } else if (text.matches("[1-9]\\d{0,8}(\\.\\d*[1-9])?")) {
            sheet.value(row, column, new BigDecimal(text));
        } else if (!text.isEmpty()) {
            sheet.value(row, column, text);
        }
    }

    private void parquet(Layout layout, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            fill(connection, "lines", layout.header(), layout.rows());
            try (Statement copy = connection.createStatement()) {
                copy.execute(statement);
            }
        }
    }

    /** Makes tables of texts in a database: the rows, and what else the layout has. */
    public static void fill(Connection connection, Layout layout) throws SQLException {
        fill(connection, "lines", layout.header(), layout.rows());
        for (Map.Entry<String, List<List<String>>> other : layout.others().entrySet()) {
            fill(connection, other.getKey(), other.getValue().get(0), other.getValue().subList(1,
                    other.getValue().size()));
        }
    }

    private static void fill(Connection connection, String table, List<String> header, List<List<String>> rows)
            throws SQLException {
        String columns = header.stream().map(name -> '"' + name + "\" VARCHAR").collect(Collectors.joining(", "));
        try (Statement create = connection.createStatement()) {
            create.execute("DROP TABLE IF EXISTS " + table);
            create.execute("CREATE TABLE " + table + " (" + columns + ")");
        }
        String places = header.stream().map(name -> "?").collect(Collectors.joining(", "));
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table + " VALUES (" + places
                + ")")) {
            for (List<String> row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    insert.setString(i + 1, row.get(i));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
