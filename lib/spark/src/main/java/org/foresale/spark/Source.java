package org.foresale.spark;

import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.foresale.log.ColumnMapping;
import org.foresale.log.ForesaleException;
import org.foresale.log.PartReader;
import org.foresale.log.internal.OneLine;
import org.foresale.log.internal.Spelling;
import org.foresale.log.internal.Texts;

/** The mapped columns of a DataFrame, in an order and with types that {@link PartReader.Cells} are read from. */
final class Source {

    static final String USER = "user";
    private static final String MARK = "mark";
    private static final String TIME = "time";
    private static final String FILLED = "filled";
    private static final String BLANK = "blank";
    private static final String SAID = "said";
    /** What looks the same is the same: see {@link Texts#clean}. */
    private static final UserDefinedFunction CLEAN = functions.udf(
            (UDF1<String, String>) text -> text == null ? "" : Texts.clean(text), DataTypes.StringType);
    private static final UserDefinedFunction IS_NOTHING = functions.udf(
            (UDF1<String, Boolean>) Texts::isNothing, DataTypes.BooleanType);

    private static final List<Class<?>> NO_CELLS = List.of(ArrayType.class, MapType.class, StructType.class,
            BinaryType.class);
    /** Beyond it, not every whole number is a double. */
    private static final double EXACT = 1L << 53;
    /** How many cells come before the marks. */
    private static final int CELLS = 10;
    private static final int MAX_LISTED = 20;
    private static final int LONGEST_SHOWN = 60;

    private final StructType schema;
    private final Dataset<Row> numbered;
    private final String name;

    private Source(Dataset<Row> lines, String name) {
        this.schema = lines.schema();
        this.name = name;
        // By place and not by name: a column may be called anything, and the case of its letters counts.
        this.numbered = lines.toDF(IntStream.range(0, schema.length()).mapToObj(i -> "c" + i).toArray(String[]::new));
    }

    /**
     * Returns the mapped columns.
     *
     * @param lines   one row a line
     * @param name    the log's name, for messages
     * @param mapping which column holds what
     * @param reading the mapping, as executors get it
     * @return user, time, basket, product, three classes, quantity, value, which of the cells were filled, marks
     * @throws ForesaleException if a column is missing, there twice, or of a type that is no cell's
     */
    static Dataset<Row> of(Dataset<Row> lines, String name, ColumnMapping mapping, LogSettings reading) {
        Source source = new Source(lines, name);
        List<Column> columns = new ArrayList<>(List.of(source.text("user", mapping.user()).as(USER),
                source.time(mapping.time()).as(TIME), source.optional(mapping.basket(), "basket").as("basket"),
                source.text("product", mapping.product()).as("product"),
                source.text("first-level class", mapping.classes().get(0)).as("first"),
                source.text("second-level class", mapping.classes().get(1)).as("second"),
                source.text("third-level class", mapping.classes().get(2)).as("third"),
                source.number(mapping.quantity(), "quantity").as("quantity"),
                source.number(mapping.value(), "value").as("value"), functions.lit("").as(FILLED)));
        for (String mark : mapping.markColumns()) {
            columns.add(source.text("mark of purchases", mark).as(MARK + columns.size()));
        }
        Dataset<Row> cells = source.numbered.select(columns.toArray(Column[]::new));
        return mapping.isFilledDown() ? filledDown(cells, reading) : cells;
    }

    /**
     * Has lines of a basket tell for its other lines, as {@link ColumnMapping#withFilledDown} asks. What cells say is
     * compared, and not how it is written.
     */
    private static Dataset<Row> filledDown(Dataset<Row> cells, LogSettings reading) {
        List<String> names = Stream.of(cells.columns())
                .filter(name -> name.equals(USER) || name.equals(TIME) || name.startsWith(MARK)).toList();
        StructType schema = cells.schema();
        for (int place = 0; place < names.size(); place++) {
            schema = schema.add(BLANK + place, DataTypes.BooleanType).add(SAID + place, DataTypes.StringType);
        }
        MapPartitionsFunction<Row, Row> asked = rows -> {
            PartReader reader = reading.reader(TaskContext.getPartitionId());
            return LazyIterators.of(rows, row -> told(row, reader));
        };
        Dataset<Row> told = cells.mapPartitions(asked, Encoders.row(schema));
        Column basket = CLEAN.apply(told.col("basket"));
        WindowSpec lines = Window.partitionBy(basket);
        List<Column> filled = new ArrayList<>();
        List<Column> others = new ArrayList<>();
        for (int place = 0; place < names.size(); place++) {
            Column said = told.col(SAID + place);
            // Where no line says anything, both are null, and null is no reason to fill.
            Column one = functions.min(said).over(lines).equalTo(functions.max(said).over(lines));
            filled.add(told.col(BLANK + place).and(functions.not(IS_NOTHING.apply(basket))).and(one));
            others.add(names.get(place).equals(USER) ? functions.min(said).over(lines)
                    : functions.min(functions.when(said.isNotNull(), told.col(names.get(place)))).over(lines));
        }
        Column places = functions.concat_ws(",", IntStream.range(0, names.size()).mapToObj(place ->
                functions.when(filled.get(place), functions.lit(Integer.toString(place)))).toArray(Column[]::new));
        return told.select(Stream.of(cells.columns()).map(name -> {
            int place = names.indexOf(name);
            Column cell = name.equals(FILLED) ? places : told.col(name);
            return (place < 0 ? cell : functions.when(filled.get(place), others.get(place)).otherwise(cell)).as(name);
        }).toArray(Column[]::new));
    }

    /** A row, and what it tells of its order. */
    private static Row told(Row row, PartReader reader) {
        List<Object> all = new ArrayList<>();
        for (int place = 0; place < row.length(); place++) {
            all.add(row.get(place));
        }
        for (PartReader.Told told : reader.told(cells(row))) {
            all.add(told.isBlank());
            all.add(told.said().orElse(null));
        }
        return RowFactory.create(all.toArray());
    }

    /** The place of a column. */
    private int find(String role, String column) {
        int[] found = IntStream.range(0, schema.length()).filter(i -> schema.fieldNames()[i].equals(column)).toArray();
        if (found.length == 0) {
            String names = String.join(", ", Arrays.stream(schema.fieldNames()).limit(MAX_LISTED).map(Source::shown)
                    .toList());
            throw new ForesaleException(
                    name + " has no column \"" + shown(column) + "\", which is mapped as the " + role
                    + ". It has: " + names + (schema.length() > MAX_LISTED ? ", …" : "")
                    + "." + Spelling.question(column, Arrays.asList(schema.fieldNames()))
                    + " Name the right column in the ColumnMapping, or in a job with --user, --time and so on.");
        }
        if (found.length > 1) {
            throw new ForesaleException(name + " has " + found.length + " columns \"" + shown(column)
                    + "\", one of which is mapped as the " + role + ". Rename the others.");
        }
        DataType type = schema.fields()[found[0]].dataType();
        if (NO_CELLS.stream().anyMatch(kind -> kind.isInstance(type))) {
            throw new ForesaleException(name + ": the column \"" + shown(column) + "\", which is mapped as the " + role
                    + ", is of the type " + shown(type.simpleString()) + ". Use a column of texts, numbers or times.");
        }
        return found[0];
    }

    private Column text(String role, String column) {
        int place = find(role, column);
        Column cell = numbered.col("c" + place);
        DataType type = schema.fields()[place].dataType();
        if (type instanceof DoubleType || type instanceof FloatType) {
            // As an id or a name, a whole number has no decimals.
            return functions.when(cell.equalTo(functions.floor(cell)).and(functions.abs(cell).lt(EXACT)),
                    cell.cast(DataTypes.LongType).cast(DataTypes.StringType))
                    .otherwise(cell.cast(DataTypes.StringType));
        }
        if (type instanceof DecimalType) {
            return functions.regexp_replace(functions.regexp_replace(cell.cast(DataTypes.StringType),
                    "(\\.[0-9]*?)0+$", "$1"), "\\.$", "");
        }
        return cell.cast(DataTypes.StringType);
    }

    private Column optional(Optional<String> column, String role) {
        return column.map(given -> text(role, given)).orElseGet(() -> functions.lit(""));
    }

    private Column number(Optional<String> column, String role) {
        if (column.isEmpty()) {
            return functions.lit("");
        }
        int place = find(role, column.get());
        boolean numeric = schema.fields()[place].dataType() instanceof NumericType;
        return numbered.col("c" + place).cast(numeric ? DataTypes.DoubleType : DataTypes.StringType);
    }

    private Column time(String column) {
        int place = find("time", column);
        DataType type = schema.fields()[place].dataType();
        boolean time = type instanceof DateType || type instanceof TimestampType || type instanceof TimestampNTZType;
        Column cell = numbered.col("c" + place);
        return time ? cell : cell.cast(DataTypes.StringType);
    }

    /** One row of the selected columns. */
    static PartReader.Cells cells(Row row) {
        return new PartReader.Cells(string(row, 0), time(row), string(row, 2), string(row, 3), string(row, 4),
                string(row, 5), string(row, 6), value(row, 7), value(row, 8),
                IntStream.range(CELLS, row.length()).mapToObj(mark -> string(row, mark)).toList(),
                Stream.of(string(row, CELLS - 1).split(",")).filter(place -> !place.isEmpty()).map(Integer::valueOf)
                        .toList());
    }

    private static String string(Row row, int column) {
        return row.isNullAt(column) ? "" : row.getString(column);
    }

    private static Object value(Row row, int column) {
        return row.isNullAt(column) ? "" : row.get(column);
    }

    /** Spark hands over the old or the new kind of dates, as its session is set. */
    private static Object time(Row row) {
        Object time = value(row, 1);
        if (time instanceof Date date) {
            return date.toLocalDate();
        }
        return time instanceof Timestamp timestamp ? timestamp.toInstant() : time;
    }

    private static String shown(String text) {
        return OneLine.of(text, LONGEST_SHOWN);
    }
}
