package org.foresale.log;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.foresale.log.LineReader.Ids;
import org.foresale.log.LineReader.Times;
import org.foresale.log.internal.DuckDb;
import org.foresale.log.internal.OneLine;

/**
 * Reads the lines of a CSV or Parquet file.
 *
 * <p>Texts are coded inside DuckDB: a text that crosses into Java costs a microsecond, a number a few nanoseconds.
 */
final class FileSource {

    private static final String TABLE = "line";
    private static final List<String> WHOLE_NUMBERS = List.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT",
            "USMALLINT", "UINTEGER");
    private static final String NOTHING = "NULL::VARCHAR";
    private static final String REMEDY = "Give the path of the file, and name its columns in the ColumnMapping.";

    private final DuckDb duckDb;
    private final Path file;
    private final ColumnMapping mapping;

    private FileSource(DuckDb duckDb, Path file, ColumnMapping mapping) {
        this.duckDb = duckDb;
        this.file = file;
        this.mapping = mapping;
    }

    /**
     * Returns the log of a file.
     *
     * @param file    a file whose name ends in .csv, .csv.gz, .tsv or .parquet, or a folder of .parquet files
     * @param mapping which column holds what
     * @param rules   which lines belong to the log
     * @return the log
     * @throws ForesaleException if the file is missing, unreadable, of another kind or lacks a column, or if no line is
     *     left
     */
    static PurchaseLog read(Path file, ColumnMapping mapping, LogRules rules) {
        String name = String.valueOf(file.getFileName());
        try (DuckDb duckDb = DuckDb.open()) {
            TimeReader times = new TimeReader(mapping);
            FileSource source = new FileSource(duckDb, file, mapping);
            RawLog raw = DuckDb.reading(file, REMEDY, () -> {
                WholeGzip gzip = WholeGzip.check(file);
                RawLog lines = source.lines(relation(file), name, times);
                gzip.require();
                return lines;
            });
            return LogAssembler.assemble(name, raw, mapping.classes(), times.timeOfDay(), rules);
        }
    }

    /** What the columns of a file are, and what its first lines hold. */
    static LogPreview preview(Path file, Optional<ColumnMapping> mapping) {
        try (DuckDb duckDb = DuckDb.open()) {
            return DuckDb.reading(file, REMEDY, () -> {
                String first = "(SELECT * FROM " + relation(file) + " LIMIT " + FirstLines.MAX_LINES + ")";
                Map<String, String> types = columns(duckDb, file, first);
                List<String> names = List.copyOf(types.keySet());
                FirstLines lines = FirstLines.of(String.valueOf(file.getFileName()), names,
                        List.copyOf(types.values()));
                duckDb.each("SELECT " + String.join(", ", names.stream().map(DuckDb::identifier).map(FileSource::text)
                        .toList()) + " FROM " + first, row -> lines.add(QueryColumns.texts(row, names.size())));
                Optional<QualityReport> quality = Optional.empty();
                if (mapping.isPresent() && lines.hasAll(mapping.get())) {
                    quality = Optional.of(LineJudge.report(new FileSource(duckDb, file, mapping.get())
                            .lines(first, lines.title(), new TimeReader(mapping.get()))));
                }
                return lines.preview(mapping, quality);
            });
        }
    }

    private RawLog lines(String source, String title, TimeReader times) throws SQLException {
        String relation = source;
        Map<String, String> types = columns(duckDb, file, relation);
        List<String> mapped = mapping.columns();
        DuckDb.requireColumns(file, REMEDY, mapped, types.keySet());
        if (relation.startsWith("read_csv")) {
            SourceColumns.requireOnce(title, mapping, header());
            // Each column that is coded is read once more: a text file is parsed once only.
            duckDb.execute("CREATE TEMP TABLE " + TABLE + " AS SELECT "
                    + String.join(", ", mapped.stream().distinct().map(DuckDb::identifier).toList())
                    + " FROM " + relation);
            relation = TABLE;
        }
        Ids users = ids(mapping.user(), types, relation, "user_words");
        Times when = times(types, relation, times);
        Ids baskets = mapping.basket().isEmpty() ? Ids.coded(Integer.toString(Coder.MISSING), List.of())
                : ids(mapping.basket().get(), types, relation, "basket_words");
        Ids products = ids(mapping.product(), types, relation, "product_words");
        List<String> selected = new ArrayList<>(List.of(users.sql(), when.sql(), baskets.sql(), products.sql()));
        List<List<String>> names = new ArrayList<>();
        for (String column : mapping.classes()) {
            String name = text(DuckDb.identifier(column));
            String words = "class_words_" + names.size();
            names.add(enumeration(words, name, relation));
            selected.add(code(name, words));
        }
        number(mapping.quantity(), RawLog.DEFAULT_QUANTITY, selected);
        number(mapping.value(), RawLog.DEFAULT_VALUE, selected);
        RawLog raw = new RawLog(title, RawLog.columns(mapping),
                duckDb.count(relation, file.toString()), mapping.basket().isPresent(), users.coder(), baskets.coder(),
                products.coder());
        LineReader reader = new LineReader(raw, users, when, baskets, products, names);
        String select = "SELECT " + String.join(", ", IntStream.range(0, selected.size())
                .mapToObj(column -> selected.get(column) + " AS c" + column).toList()) + " FROM " + relation;
        if (relation.equals(TABLE)) {
            // Streaming runs on one thread, making a table on all.
            duckDb.execute("CREATE TEMP TABLE coded AS " + select);
            select = "SELECT * FROM coded";
        }
        duckDb.each(select, reader::line);
        return raw;
    }

    /** The file as a table function; of a CSV file every cell is text, so that what cannot be read is counted here. */
    private static String relation(Path file) {
        String path = file.toString();
        if (path.matches(".*[*?\\[\\]{}].*")) {
            throw new ForesaleException("The path " + OneLine.of(path) + " holds one of * ? [ ] { }, which would be"
                    + " taken for a pattern of several files. Rename it.");
        }
        String name = path.toLowerCase(Locale.ROOT);
        if (Files.isDirectory(file)) {
            return DuckDb.parquet(path + "/*.parquet");
        }
        if (name.endsWith(".parquet")) {
            return DuckDb.parquet(path);
        }
        if (name.endsWith(".csv") || name.endsWith(".csv.gz") || name.endsWith(".tsv")) {
            return DuckDb.csv(path);
        }
        throw new ForesaleException("The file " + file + " is neither .csv, .csv.gz, .tsv nor .parquet, nor a folder of"
                + " .parquet files: read it as a Table, and make the log of that.");
    }

    /** The columns of a file with their types. */
    private static Map<String, String> columns(DuckDb duckDb, Path file, String relation) throws SQLException {
        Map<String, String> columns = duckDb.columns(relation);
        if (columns.size() == 1 && relation(file).startsWith("read_csv")) {
            CsvShape.requireEven(duckDb, file, columns.keySet().iterator().next());
        }
        return columns;
    }

    /** The names of a CSV file's columns as its first line has them. */
    private List<String> header() throws SQLException {
        String rows = DuckDb.csvWithHeader(file.toString());
        int columns = duckDb.columns(rows).size();
        List<String> names = new ArrayList<>();
        duckDb.each("SELECT * FROM " + rows + " LIMIT 1", row -> names.addAll(QueryColumns.texts(row, columns)));
        return names;
    }

    private Ids ids(String column, Map<String, String> types, String relation, String words) throws SQLException {
        String quoted = DuckDb.identifier(column);
        if (WHOLE_NUMBERS.contains(types.get(column))) {
            return Ids.numbers(quoted + "::BIGINT");
        }
        return Ids.coded(code(text(quoted), words), enumeration(words, text(quoted), relation));
    }

    /**
     * Makes an enumeration of the distinct texts of a relation, blank ones among them: which are blank is told by Java
     * alone, since DuckDB takes other characters for white space.
     *
     * @param name     the enumeration's name
     * @param text     SQL of the text
     * @param relation a table, or a table function with its arguments
     * @return the texts, each at the place of its number in the enumeration
     */
    private List<String> enumeration(String name, String text, String relation) throws SQLException {
        duckDb.execute("CREATE TYPE " + name + " AS ENUM (SELECT DISTINCT " + text + " AS word FROM " + relation
                + " WHERE " + text + " IS NOT NULL)");
        List<String> words = new ArrayList<>();
        duckDb.each("SELECT unnest(enum_range(NULL::" + name + "))::VARCHAR", row -> words.add(row.getString(1)));
        return words;
    }

    private Times times(Map<String, String> types, String relation, TimeReader reader) throws SQLException {
        String column = DuckDb.identifier(mapping.time());
        String type = types.get(mapping.time());
        String seconds = "TRY_CAST(floor(epoch(" + column + ")) AS BIGINT)";
        if (type.equals("DATE")) {
            return new Times(seconds, TimeReader::bounded, cell -> Optional.empty());
        }
        if (type.startsWith("TIMESTAMP")) {
            return new Times(seconds, type.endsWith("WITH TIME ZONE") ? reader::instant : reader::dateTime,
                    cell -> Optional.empty());
        }
        List<String> words = enumeration("time_words", text(column), relation);
        long[] read = words.stream().mapToLong(reader::text).toArray();
        return new Times("enum_code(TRY_CAST(" + text(column) + " AS time_words))::BIGINT", cell -> read[(int) cell],
                cell -> Optional.of(words.get((int) cell)).filter(word -> !word.isBlank()));
    }

    /** A number and, where it cannot be read, its text. */
    private static void number(Optional<String> column, double otherwise, List<String> selected) {
        if (column.isEmpty()) {
            selected.add(otherwise + "::DOUBLE");
            selected.add(NOTHING);
            return;
        }
        String quoted = DuckDb.identifier(column.get());
        String number = "TRY_CAST(" + quoted + " AS DOUBLE)";
        selected.add(number);
        selected.add("CASE WHEN " + number + " IS NULL THEN " + text(quoted) + " END");
    }

    private static String text(String column) {
        return column + "::VARCHAR";
    }

    private static String code(String text, String words) {
        return "coalesce(enum_code(TRY_CAST(" + text + " AS " + words + "))::INTEGER, " + Coder.MISSING + ")";
    }
}
