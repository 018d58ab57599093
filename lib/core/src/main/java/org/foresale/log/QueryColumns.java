package org.foresale.log;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.foresale.log.RawLog.Field;
import org.foresale.log.internal.Texts;

/** The columns of a query's rows, and how what they hold is read: by their types, as texts where no type helps. */
final class QueryColumns {

    private static final Set<Integer> WHOLE_NUMBERS = Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER,
            Types.BIGINT);
    private static final Set<Integer> NUMBERS = Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT,
            Types.REAL, Types.FLOAT, Types.DOUBLE, Types.NUMERIC, Types.DECIMAL);
    /** PostgreSQL's driver calls an instant a timestamp like any other. */
    private static final String INSTANT = "timestamptz";

    private final List<String> names = new ArrayList<>();
    private final List<String> typeNames = new ArrayList<>();
    private final List<Integer> types = new ArrayList<>();

    private QueryColumns() {
    }

    static QueryColumns of(ResultSetMetaData rows) throws SQLException {
        QueryColumns columns = new QueryColumns();
        for (int column = 1; column <= rows.getColumnCount(); column++) {
            columns.names.add(rows.getColumnLabel(column));
            columns.typeNames.add(rows.getColumnTypeName(column));
            columns.types.add(rows.getColumnType(column));
        }
        return columns;
    }

    List<String> names() {
        return names;
    }

    List<String> typeNames() {
        return typeNames;
    }

    Map<String, String> typesByName() {
        Map<String, String> types = new HashMap<>();
        for (int column = 0; column < names.size(); column++) {
            types.put(names.get(column), typeNames.get(column));
        }
        return types;
    }

    /** Reads the code of an id. */
    interface Ids {
        int of(ResultSet row) throws SQLException;
    }

    /** Reads local seconds since 1970-01-01. */
    interface Seconds {
        long of(ResultSet row) throws SQLException;
    }

    /** Reads a number. */
    interface Numbers {
        double of(ResultSet row) throws SQLException;
    }

    /** Reads a text; one that is missing or blank gives nothing. */
    static Optional<String> text(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).filter(text -> !Texts.clean(text).isEmpty());
    }

    /** The texts of a row, blank where there is none. */
    static List<String> texts(ResultSet row, int columns) throws SQLException {
        List<String> texts = new ArrayList<>(columns);
        for (int column = 1; column <= columns; column++) {
            texts.add(text(row, column).orElse(""));
        }
        return texts;
    }

    /** What the cells of a column hold, by its type. */
    ColumnProfile.Type profileType(int column) {
        int type = types.get(column - 1);
        if (type == Types.DATE || type == Types.TIMESTAMP || type == Types.TIMESTAMP_WITH_TIMEZONE
                || typeNames.get(column - 1).toLowerCase(Locale.ROOT).equals(INSTANT)) {
            return ColumnProfile.Type.TIME;
        }
        return NUMBERS.contains(type) ? ColumnProfile.Type.NUMBER : ColumnProfile.Type.TEXT;
    }

    /** The place of a column that {@link #require} has found, from 1 on as JDBC counts. */
    int place(String name) {
        return names.indexOf(name) + 1;
    }

    /** Refuses rows that lack a mapped column, or have two of its name. */
    void require(String source, ColumnMapping mapping) {
        SourceColumns.require(source, mapping, names);
        SourceColumns.requireOnce(source, mapping, names);
    }

    Ids ids(String name, Coder coder) {
        int column = place(name);
        if (!WHOLE_NUMBERS.contains(types.get(column - 1))) {
            return row -> coder.code(idText(row, column));
        }
        return row -> {
            long id = row.getLong(column);
            return row.wasNull() ? Coder.MISSING : coder.code(id);
        };
    }

    /** The text of an id or of a name, null if there is none: a whole number has no decimals, whatever its type. */
    String idText(ResultSet row, int column) throws SQLException {
        if (!NUMBERS.contains(types.get(column - 1)) || WHOLE_NUMBERS.contains(types.get(column - 1))) {
            return row.getString(column);
        }
        Object number = row.getObject(column);
        return number == null ? null : Texts.ofNumber((Number) number);
    }

    Numbers numbers(String name, Field field, CellReader cells) {
        int column = place(name);
        if (NUMBERS.contains(types.get(column - 1))) {
            return row -> {
                double number = row.getDouble(column);
                if (row.wasNull()) {
                    return Double.NaN;
                }
                return Double.isNaN(number) ? cells.number(field, String.valueOf(number)) : number;
            };
        }
        return row -> {
            Optional<String> text = text(row, column);
            return text.isEmpty() ? Double.NaN : cells.number(field, text.get());
        };
    }

    Seconds seconds(String name, TimeReader times, RawLog raw) {
        int column = place(name);
        Seconds seconds = seconds(column, times);
        return row -> {
            long read = seconds.of(row);
            if (read == RawLog.NO_TIME) {
                raw.unreadable(Field.TIME, text(row, column));
            }
            return read;
        };
    }

    private Seconds seconds(int column, TimeReader times) {
        int type = types.get(column - 1);
        String typeName = typeNames.get(column - 1).toLowerCase(Locale.ROOT);
        if (type == Types.DATE) {
            return row -> {
                LocalDate date = row.getObject(column, LocalDate.class);
                return date == null ? RawLog.NO_TIME : times.date(date);
            };
        }
        if (type == Types.TIMESTAMP_WITH_TIMEZONE || typeName.equals(INSTANT)) {
            return row -> {
                OffsetDateTime instant = row.getObject(column, OffsetDateTime.class);
                return instant == null ? RawLog.NO_TIME : times.instant(instant.toEpochSecond());
            };
        }
        if (type == Types.TIMESTAMP) {
            return row -> {
                LocalDateTime time = row.getObject(column, LocalDateTime.class);
                return time == null ? RawLog.NO_TIME : times.dateTime(time.toEpochSecond(ZoneOffset.UTC));
            };
        }
        return row -> {
            Optional<String> text = text(row, column);
            return text.isEmpty() ? RawLog.NO_TIME : times.text(text.get());
        };
    }
}
