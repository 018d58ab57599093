package org.foresale.spark;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.foresale.log.ColumnMapping;
import org.foresale.log.FileLayout;
import org.foresale.log.ForesaleException;
import org.foresale.log.Level;
import org.foresale.log.LogRules;
import org.foresale.log.internal.OneLine;
import org.foresale.spark.Options.Known;

/** The options that tell which log a job is about. */
final class LogOptions {

    static final List<Known> KNOWN = List.of(
            new Known("--lines", "PATH", "the lines: Parquet, or .csv, .csv.gz or .tsv with a header and no line break"
                    + " in a cell"),
            new Known("--name", "NAME", "name of the log; default \"log\""),
            new Known("--mapping", "FILE", "a column mapping as JSON, written by ColumnMapping.write; replaces"
                    + " --user to --zone"),
            new Known("--user", "COLUMN", "column of the user id"),
            new Known("--time", "COLUMN", "column of the date, or of the date and time"),
            new Known("--product", "COLUMN", "column of the product id"),
            new Known("--class1", "COLUMN", "column of the widest class; --class2 and --class3 for the narrower ones"),
            new Known("--class2", "COLUMN", ""), new Known("--class3", "COLUMN", ""),
            new Known("--basket", "COLUMN", "column of the basket id, if there is one"),
            new Known("--quantity", "COLUMN", "column of the quantity, if there is one"),
            new Known("--value", "COLUMN", "column of the money spent, if there is one"),
            new Known("--time-format", "PATTERN", "how dates held as text are written, such as M/d/yyyy"),
            new Known("--zone", "ZONE", "times are in UTC and converted to local time there, such as America/New_York"),
            new Known("--first-day", "DATE", "first day of the window; with --last-day"),
            new Known("--last-day", "DATE", "last day of the window"),
            new Known("--without", "LEVEL=CLASS", "a class to leave out, such as first=FUEL; may be repeated"),
            new Known("--nobody", "IDS", "ids of anonymous purchases, separated by commas: their lines are"
                    + " left out; default NULL, NA, guest, 0, -1 and the like"),
            new Known("--everybody", "", "no id is anonymous: all lines are kept"),
            new Known("--partitions", "NUMBER", "number of partitions of the users; by default, one per"
                    + " 500,000 lines"),
            new Known("--lines-a-user", "NUMBER", "maximum of lines of one user, who has to fit into memory; default"
                    + " 2,000,000"),
            new Known("--output", "FOLDER", "folder to create, shared by driver and executors"),
            new Known("--overwrite", "", "replace an earlier result of this name"),
            new Known("--report", "FILE", "also write a report of the job as JSON"),
            new Known("--help", "", "show this"));

    private static final List<String> OF_MAPPING = List.of("--user", "--time", "--product", "--class1", "--class2",
            "--class3", "--basket", "--quantity", "--value", "--time-format", "--zone");
    private static final List<String> TEXTS = List.of(".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt", ".txt.gz");
    private static final List<String> OTHERS = List.of(".xlsx", ".zip", ".json", ".jsonl", ".ndjson");

    private static final int LONGEST_REASON = 500;

    private final String path;
    private final String name;
    private final ColumnMapping mapping;
    private final LogRules rules;
    private final SparkSettings settings;

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if one is missing or makes no sense
     */
    LogOptions(Options options) {
        this.path = options.needed("--lines");
        this.name = options.text("--name").orElse("log");
        this.mapping = mapping(options);
        this.rules = rules(options);
        this.settings = settings(options);
    }

    private static ColumnMapping mapping(Options options) {
        if (options.has("--mapping")) {
            OF_MAPPING.stream().filter(options::has).findFirst().ifPresent(option -> {
                throw new IllegalArgumentException("--mapping and " + option + " contradict each other: leave one out");
            });
            return ColumnMapping.read(Path.of(options.needed("--mapping")));
        }
        ColumnMapping mapping = ColumnMapping.ofUser(options.needed("--user")).time(options.needed("--time"))
                .product(options.needed("--product"))
                .classes(options.needed("--class1"), options.needed("--class2"), options.needed("--class3"));
        mapping = options.text("--basket").map(mapping::withBasket).orElse(mapping);
        mapping = options.text("--quantity").map(mapping::withQuantity).orElse(mapping);
        mapping = options.text("--value").map(mapping::withValue).orElse(mapping);
        mapping = options.text("--time-format").map(mapping::withTimeFormat).orElse(mapping);
        return zone(options).map(mapping::withZone).orElse(mapping);
    }

    private static Optional<ZoneId> zone(Options options) {
        try {
            return options.text("--zone").map(ZoneId::of);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("--zone is a time zone such as America/New_York, not \""
                    + options.needed("--zone") + "\"", e);
        }
    }

    private static LogRules rules(Options options) {
        LogRules rules = LogRules.withDefaults();
        Optional<LocalDate> first = options.date("--first-day");
        Optional<LocalDate> last = options.date("--last-day");
        if (first.isPresent() != last.isPresent()) {
            throw new IllegalArgumentException("--first-day and --last-day come together");
        }
        if (first.isPresent()) {
            rules = rules.withWindow(first.get(), last.get());
        }
        if (options.has("--nobody") && options.has("--everybody")) {
            throw new IllegalArgumentException("--nobody and --everybody contradict each other: leave one out");
        }
        if (options.has("--everybody")) {
            rules = rules.withNobody();
        }
        if (options.has("--nobody")) {
            rules = rules.withNobody(Stream.of(options.needed("--nobody").split(",")).map(String::strip)
                    .filter(id -> !id.isEmpty()).toArray(String[]::new));
        }
        for (String excluded : options.all("--without")) {
            String[] parts = excluded.split("=", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("--without is LEVEL=CLASS such as first=FUEL, not \"" + excluded
                        + "\"");
            }
            rules = rules.withoutClasses(level("--without", parts[0]), parts[1]);
        }
        return rules;
    }

    static Level level(String option, String text) {
        try {
            return Level.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": a level is first, second or third, not \"" + text + "\"", e);
        }
    }

    private static SparkSettings settings(Options options) {
        SparkSettings settings = SparkSettings.withDefaults();
        if (options.has("--partitions")) {
            settings = settings.withPartitions(options.number("--partitions").getAsInt());
        }
        return options.has("--lines-a-user")
                ? settings.withLinesAUser(options.number("--lines-a-user").getAsInt()) : settings;
    }

    private Dataset<Row> lines(SparkSession session) {
        try {
            return read(session);
        } catch (ForesaleException | IllegalArgumentException e) {
            throw e;
        } catch (Exception e) {
            // Spark throws what is checked and not declared. After the first line, its messages have a plan.
            boolean missing = e instanceof AnalysisException known && "PATH_NOT_FOUND".equals(known.getCondition());
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new ForesaleException(
                    "The lines \"" + path + "\"" + (missing ? " do not exist. " : " cannot be read: "
                    + OneLine.of(reason, LONGEST_REASON) + " ") + "Give --lines a Parquet"
                    + " file or a folder of them, or files whose names end in .csv, .csv.gz or .tsv, such as"
                    + " \"lines/*.csv\"; driver and executors have to see them by the same path.", e);
        }
    }

    private Dataset<Row> read(SparkSession session) {
        String file = path.toLowerCase(Locale.ROOT);
        FileLayout layout = mapping.layout();
        if (OTHERS.stream().anyMatch(file::endsWith) || layout.skippedLines() > 0 || !layout.sheets().isEmpty()) {
            throw new IllegalArgumentException("jobs read Parquet and texts with separators, from their first line on:"
                    + " make Parquet of other files first, as Parquet.write does");
        }
        if (TEXTS.stream().noneMatch(file::endsWith)) {
            // Names of folders are cells only where that is said, and then texts: 0007 is no number.
            session.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", false);
            return session.read().option("mergeSchema", true).option("recursiveFileLookup", !layout.partitions())
                    .parquet(path);
        }
        // Without it, Spark knows a few encodings only.
        session.conf().set("spark.sql.legacy.javaCharsets", true);
        // A line that does not fit the header, or a stray quotation mark, is refused and not mended.
        FaultyLine faulty = new FaultyLine(layout.separator().orElse(file.contains(".tsv") ? '\t' : ','),
                layout.encoding().orElse("UTF-8"), layout.columns().isEmpty());
        requireClosedQuotes(session, faulty);
        DataFrameReader reader = session.read().option("header", faulty.header()).option("escape", "\"")
                .option("mode", "FAILFAST").option("columnPruning", false).option("enforceSchema", false)
                .option("unescapedQuoteHandling", "RAISE_ERROR").option("recursiveFileLookup", true)
                .option("sep", String.valueOf(faulty.separator())).option("encoding", faulty.encoding());
        if (layout.columns().isEmpty()) {
            return requireLetters(reader.csv(path), faulty);
        }
        StructType columns = new StructType();
        for (String column : layout.columns()) {
            columns = columns.add(column, DataTypes.StringType);
        }
        return requireLetters(reader.schema(columns).csv(path), faulty);
    }

    /** Spark takes an open quotation mark for closed at the end of its line. */
    private void requireClosedQuotes(SparkSession session, FaultyLine faulty) {
        if (mapping.layout().encoding().orElse("").toUpperCase(Locale.ROOT).startsWith("UTF-16")) {
            throw new IllegalArgumentException("jobs read no text in UTF-16: turn it into UTF-8 first");
        }
        Column marks = functions.length(functions.regexp_replace(functions.col("value"), "[^\"]", ""));
        Dataset<Row> open = session.read().option("recursiveFileLookup", true).text(path)
                .select(functions.col("value"), functions.input_file_name())
                .filter(marks.mod(functions.lit(2)).equalTo(1)).limit(1);
        faulty.rows(open, mapping.layout().columns()).stream().findFirst().ifPresent(found -> {
            throw new ForesaleException("The file " + FaultyLine.shown(URI.create(found.getString(1)))
                    + " cannot be read as it is: in the line "
                    + OneLine.of(found.getString(0)) + " a quotation mark is not closed. Jobs read no cell of several"
                    + " lines: mend the line, or make Parquet of the file first, as Parquet.write does.");
        });
    }

    /** Spark puts a sign of its own in the place of bytes that are no letters, so that names become alike. */
    private Dataset<Row> requireLetters(Dataset<Row> lines, FaultyLine faulty) {
        // Of all cells together: what is asked of one cell, Spark asks before it looks whether the line fits.
        Column any = functions.contains(functions.concat_ws(" ", Stream.of(numbered(lines)).map(functions::col)
                .toArray(Column[]::new)), functions.lit("\uFFFD"));
        if (!faulty.rows(lines.toDF(numbered(lines)).filter(any).limit(1), List.of(lines.columns())).isEmpty()) {
            throw new ForesaleException("The lines \"" + path + "\" are no text in "
                    + mapping.layout().encoding().orElse("UTF-8") + ". Say which encoding they are in, by \"layout\""
                    + " and \"encoding\" in the file of --mapping, or turn them into UTF-8.");
        }
        return lines;
    }

    private static String[] numbered(Dataset<Row> lines) {
        return IntStream.range(0, lines.columns().length).mapToObj(column -> "c" + column).toArray(String[]::new);
    }

    /** The log; the lines are read. */
    SparkLog log(SparkSession session) {
        return SparkLog.of(lines(session), name, mapping, rules, settings);
    }
}
