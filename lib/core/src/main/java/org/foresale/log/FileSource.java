package org.foresale.log;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foresale.log.LineReader.Columns;
import org.foresale.log.LineReader.Ids;
import org.foresale.log.LineReader.Marks;
import org.foresale.log.LineReader.Names;
import org.foresale.log.LineReader.Numbers;
import org.foresale.log.LineReader.Times;
import org.foresale.log.internal.Background;
import org.foresale.log.internal.CsvShape;
import org.foresale.log.internal.DuckDb;
import org.foresale.log.internal.LayoutCall;
import org.foresale.log.internal.ReadableFile;
import org.foresale.log.internal.Texts;

/**
 * Reads the lines of a CSV or Parquet file.
 *
 * <p>Texts are coded inside DuckDB: a text that crosses into Java costs a microsecond, a number a few nanoseconds.
 */
final class FileSource {

    private static final String TABLE = "line";
    private static final List<String> WHOLE_NUMBERS = List.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT",
            "USMALLINT", "UINTEGER");
    private static final String TEXT = "VARCHAR";
    private static final String FIRST = " LIMIT " + FirstLines.MAX_LINES;
    private static final String NOTHING = "NULL::VARCHAR";
    private static final String REMEDY = "Give the path of your file, and map its columns in the ColumnMapping.";

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
     * @param file    a file of a kind that {@link ReadableFile} knows, or a folder of such files
     * @param mapping which column holds what
     * @param rules   which lines belong to the log
     * @return the log
     * @throws ForesaleException if the file is missing, unreadable, of another kind or lacks a column, or if no line is
     *     left
     */
    static PurchaseLog read(Path file, ColumnMapping mapping, LogRules rules) {
        String name = String.valueOf(file.getFileName());
        try (DuckDb duckDb = DuckDb.open(); ReadableFile readable = ReadableFile.open(file, mapping.layout(), false,
                Set.copyOf(mapping.columns()), commas(Optional.of(mapping)))) {
            TimeReader times = new TimeReader(mapping);
            FileSource source = new FileSource(duckDb, file, mapping);
            RawLog raw = readable.reading(REMEDY, () -> readable.isParquet()
                    ? source.lines(readable.parquet(duckDb, mapping.columns()), name, times,
                            RowPlaces.of(readable.parquetRows(duckDb)))
                    : source.ofText(name, readable, times));
            return LogAssembler.assemble(name, raw, mapping.classes(), times.timeOfDay(), rules);
        }
    }

    /** What the columns of a file are, and what its first lines hold. */
    static LogPreview preview(Path file, FileLayout layout, Optional<ColumnMapping> mapping) {
        FileLayout said = mapping.map(ColumnMapping::layout).orElse(layout);
        try (DuckDb duckDb = DuckDb.open(); ReadableFile readable = ReadableFile.open(file, said, true,
                mapping.map(known -> Set.copyOf(known.columns())).orElse(Set.of()), commas(mapping))) {
            return readable.reading(REMEDY, () -> readable.isParquet()
                    ? ofParquet(duckDb, file, readable, mapping) : ofText(duckDb, file, readable, mapping));
        }
    }

    /** Columns of numbers that are read as if a comma stood before the decimals. */
    private static Set<String> commas(Optional<ColumnMapping> mapping) {
        return mapping.filter(with -> with.numbers() == NumberStyle.COMMA).stream()
                .flatMap(with -> Stream.of(with.quantity(), with.value())).flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    private static LogPreview ofText(DuckDb duckDb, Path file, ReadableFile readable, Optional<ColumnMapping> mapping)
            throws SQLException {
        CsvShape shape = readable.parts().get(0).shape();
        FirstLines lines = FirstLines.of(String.valueOf(file.getFileName()), shape.names(),
                shape.names().stream().map(name -> TEXT).toList());
        shape.requireFirstLines();
        mapping.ifPresent(known -> requireAlike(file, known, readable.parts().stream().map(ReadableFile.Part::shape)
                .toList()));
        try {
            duckDb.each("SELECT * FROM " + shape.lines() + FIRST,
                    row -> lines.add(QueryColumns.texts(row, shape.names().size())));
        } catch (SQLException e) {
            // Which line is wrong, and what to do, the count tells better.
            shape.count();
            throw e;
        }
        Optional<QualityReport> quality = Optional.empty();
        if (mapping.isPresent() && lines.hasAll(mapping.get())) {
            FileSource source = new FileSource(duckDb, file, mapping.get());
            source.copy(lines.title(), List.of(shape), FIRST);
            RowPlaces places = RowPlaces.of(readable.parts().size() == 1 ? Map.of()
                    : Map.of(readable.name(shape.origin()), (long) FirstLines.MAX_LINES));
            quality = Optional.of(LineJudge.report(source.lines(TABLE, lines.title(), new TimeReader(mapping.get()),
                    places)));
        }
        return lines.preview(mapping, quality, readable.description());
    }

    private static LogPreview ofParquet(DuckDb duckDb, Path file, ReadableFile readable,
            Optional<ColumnMapping> mapping) throws SQLException {
        String first = "(SELECT * FROM " + readable.parquet(duckDb, mapping.map(ColumnMapping::columns)
                .orElse(List.of())) + FIRST + ")";
        Map<String, String> types = duckDb.columns(first);
        List<String> names = List.copyOf(types.keySet());
        FirstLines lines = FirstLines.of(String.valueOf(file.getFileName()), names, List.copyOf(types.values()));
        duckDb.each("SELECT " + String.join(", ", names.stream().map(DuckDb::identifier).map(FileSource::text)
                .toList()) + " FROM " + first, row -> lines.add(QueryColumns.texts(row, names.size())));
        Optional<QualityReport> quality = Optional.empty();
        if (mapping.isPresent() && lines.hasAll(mapping.get())) {
            quality = Optional.of(LineJudge.report(new FileSource(duckDb, file, mapping.get())
                    .lines(first, lines.title(), new TimeReader(mapping.get()),
                            RowPlaces.of(readable.parquetRows(duckDb)))));
        }
        return lines.preview(mapping, quality, readable.description());
    }

    /** The lines of text files, all of them: what DuckDB reads is counted a second time by other means. */
    private RawLog ofText(String title, ReadableFile readable, TimeReader times) throws SQLException {
        List<ReadableFile.Part> parts = readable.parts();
        CompletableFuture<List<Long>> counted = CompletableFuture.supplyAsync(
                () -> parts.stream().map(ReadableFile.Part::count).toList());
        try {
            copy(title, parts.stream().map(ReadableFile.Part::shape).toList(), "");
        } catch (SQLException e) {
            // Which line is wrong, and what to do, the count tells better.
            Background.result(counted);
            throw e;
        }
        List<Long> counts = Background.result(counted);
        long lines = counts.stream().mapToLong(Long::longValue).sum();
        int read = duckDb.count(TABLE, file.toString());
        if (read != lines) {
            throw new ForesaleException("The file " + file + " has " + lines + " lines, but " + read + " were read from"
                    + " it. Nothing was loaded. Write the file differently, such as with quotation marks around all"
                    + " cells, or as Parquet.");
        }
        Map<String, Long> files = new LinkedHashMap<>();
        for (int part = 0; part < parts.size() && parts.size() > 1; part++) {
            files.put(readable.name(parts.get(part).shape().origin()), counts.get(part));
        }
        return lines(TABLE, title, times, RowPlaces.of(files));
    }

    /** Each column that is coded is read once more, so a text file is parsed once only. */
    private void copy(String title, List<CsvShape> shapes, String limit) throws SQLException {
        List<String> columns = mapping.columns().stream().distinct().toList();
        requireColumns(file, mapping, shapes);
        for (CsvShape shape : shapes) {
            SourceColumns.requireOnce(title, mapping, shape.names());
        }
        duckDb.execute("CREATE TEMP TABLE " + TABLE + " AS " + shapes.stream()
                .map(shape -> "SELECT * FROM " + shape.relation(columns)).collect(Collectors.joining(" UNION ALL "))
                + limit);
    }

    private static void requireColumns(Path file, ColumnMapping mapping, List<CsvShape> shapes) {
        for (CsvShape shape : shapes) {
            SourceColumns.require("The file " + (shapes.size() > 1 ? shape.origin() : file), mapping, shape.names(),
                    () -> remedy(shape, mapping, shapes));
        }
    }

    /** Refuses a file of a folder that lacks a mapped column that another has. */
    private static void requireAlike(Path file, ColumnMapping mapping, List<CsvShape> shapes) {
        if (mapping.columns().stream().anyMatch(column -> shapes.stream().map(shape -> shape.names().contains(column))
                .distinct().count() > 1)) {
            requireColumns(file, mapping, shapes);
        }
    }

    /** What to do about a column that a file lacks: a change of the mapping would break the other files of a folder. */
    private static String remedy(CsvShape shape, ColumnMapping mapping, List<CsvShape> shapes) {
        List<String> missing = mapping.columns().stream().filter(column -> !shape.names().contains(column)).toList();
        OptionalInt title = shape.linesBefore(mapping.columns());
        Optional<Path> other = shapes.stream().filter(one -> one.names().containsAll(missing)).map(CsvShape::origin)
                .findFirst();
        if (other.isPresent()) {
            return "The file " + other.get() + " has this column, and one ColumnMapping applies to all files of the"
                    + " folder: " + (title.isPresent() ? "remove the lines above line " + (title.getAsInt() + 1)
                    + " from "
                    : "change the header of ") + shape.origin() + ".";
        }
        return title.isPresent() ? belowTitle(shape, title.getAsInt())
                : shape.title().map(lines -> lines.replaceFirst("^l", "L") + ".")
                .or(() -> shape.otherSeparator().map(FileSource::partedBy)).orElse(SourceColumns.REMEDY);
    }

    private static String belowTitle(CsvShape shape, int before) {
        return "Line " + (before + 1) + " has it, so the lines above it are a title. Skip them with "
                + LayoutCall.of(shape.layout().withSkippedLines(before)) + ".";
    }

    private static String partedBy(FileLayout layout) {
        return "There is only one column, but one character is as frequent in each of the first lines as in the header."
                + " If it separates the cells, set it with " + LayoutCall.of(layout) + ".";
    }

    private RawLog lines(String relation, String title, TimeReader times, RowPlaces places) throws SQLException {
        Map<String, String> types = duckDb.columns(relation);
        SourceColumns.require("The file " + file, mapping, types.keySet());
        SourceColumns.requireCells(title, mapping.columns(), types);
        Ids users = ids(mapping.user(), types, relation, "user_words");
        Times when = times(types, relation, times);
        Ids baskets = mapping.basket().isEmpty() ? Ids.coded(Integer.toString(Coder.MISSING), List.of())
                : ids(mapping.basket().get(), types, relation, "basket_words");
        Ids products = ids(mapping.product(), types, relation, "product_words");
        List<Names> classes = new ArrayList<>();
        for (String column : mapping.classes()) {
            String name = idText(DuckDb.identifier(column), types.get(column));
            int level = mapping.classes().indexOf(column);
            String words = "class_words_" + level;
            classes.add(level < classes.size() ? classes.get(level)
                    : new Names(code(name, words), enumeration(words, name, relation)));
        }
        Numbers quantities = numbers(mapping.quantity(), RawLog.DEFAULT_QUANTITY, types, relation, "quantity_words");
        Numbers values = numbers(mapping.value(), RawLog.DEFAULT_VALUE, types, relation, "value_words");
        List<Marks> marks = new ArrayList<>();
        for (LineFilter filter : mapping.filters()) {
            String text = idText(DuckDb.identifier(filter.column()), types.get(filter.column()));
            String words = "mark_words_" + marks.size();
            List<String> told = enumeration(words, text, relation);
            marks.add(Marks.of(filter, code(text, words), told));
        }
        int rows = duckDb.count(relation, file.toString());
        RawLog raw = new RawLog(title, RawLog.columns(mapping), rows, mapping.basket().isPresent(), users.coder(),
                baskets.coder(), products.coder());
        raw.placed(places);
        Columns columns = new Columns(users, when, baskets, products, classes, quantities, values, marks);
        LineReader reader = new LineReader(raw, mapping, columns);
        String select = "SELECT " + columns.sql() + " FROM " + relation;
        if (relation.equals(TABLE)) {
            // Streaming runs on one thread, making a table on all.
            duckDb.execute("CREATE TEMP TABLE coded AS " + select);
            select = "SELECT * FROM coded";
        }
        duckDb.each(select, reader::line);
        if (raw.rows() != rows) {
            throw new ForesaleException("The file " + file + " has " + rows + " lines, but " + raw.rows() + " were read"
                    + " from it. Nothing was loaded. Is another program writing to the file?");
        }
        raw.end(mapping);
        return raw;
    }

    private Ids ids(String column, Map<String, String> types, String relation, String words) throws SQLException {
        String quoted = DuckDb.identifier(column);
        if (WHOLE_NUMBERS.contains(types.get(column))) {
            return Ids.numbers(quoted + "::BIGINT");
        }
        String text = idText(quoted, types.get(column));
        return Ids.coded(code(text, words), enumeration(words, text, relation));
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
                cell -> Optional.of(words.get((int) cell)).filter(word -> !Texts.clean(word).isEmpty()));
    }

    private Numbers numbers(Optional<String> column, double otherwise, Map<String, String> types, String relation,
            String words) throws SQLException {
        if (column.isEmpty()) {
            return new Numbers(List.of(otherwise + "::DOUBLE", NOTHING), Optional.empty(), List.of());
        }
        String quoted = DuckDb.identifier(column.get());
        if (types.get(column.get()).equals(TEXT) && mapping.numbers() != NumberStyle.PLAIN) {
            List<String> texts = enumeration(words, text(quoted), relation);
            double[] read = texts.stream().mapToDouble(text -> mapping.numbers().read(Texts.clean(text))).toArray();
            return new Numbers(List.of("enum_code(TRY_CAST(" + quoted + " AS " + words + "))::DOUBLE", NOTHING),
                    Optional.of(read), texts);
        }
        // DuckDB also takes 1_000 and +-5 for numbers: such texts are left to the style. A plus sorts before a minus.
        String number = "TRY_CAST(" + quoted + " AS DOUBLE)";
        number = types.get(column.get()).equals(TEXT) ? "CASE WHEN NOT contains(" + quoted + ", '_') AND "
                + quoted + " >= '-' THEN " + number + " END" : number;
        return new Numbers(List.of(number, "CASE WHEN " + number + " IS NULL THEN " + text(quoted) + " END"),
                Optional.empty(), List.of());
    }

    /** The text of an id or of a name, as {@link Texts#ofNumber} has it. */
    private static String idText(String column, String type) {
        if (type.equals("DOUBLE") || type.equals("FLOAT")) {
            return "CASE WHEN " + column + " = floor(" + column + ") AND abs(" + column + ") < 9007199254740992 THEN "
                    + column + "::BIGINT::VARCHAR ELSE " + column + "::VARCHAR END";
        }
        if (type.startsWith("DECIMAL")) {
            return "CASE WHEN " + column + " = floor(" + column + ") THEN " + column + "::HUGEINT::VARCHAR ELSE rtrim("
                    + column + "::VARCHAR, '0') END";
        }
        return text(column);
    }

    private static String text(String column) {
        return column + "::VARCHAR";
    }

    private static String code(String text, String words) {
        return "coalesce(enum_code(TRY_CAST(" + text + " AS " + words + "))::INTEGER, " + Coder.MISSING + ")";
    }
}
