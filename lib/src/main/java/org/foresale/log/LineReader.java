package org.foresale.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.foresale.log.RawLog.Field;

/** Takes the lines of a file from {@link DuckDb#lines}, texts as codes, and collects them as a raw log. */
final class LineReader {

    private final String source;
    private final Map<Field, String> columns;
    private final Function<String, Optional<ClassPath>> classOf;
    private RawLog raw;
    private int[] paths = {};
    private Coder classes = new Coder();

    /**
     * A reader.
     *
     * @param source  what is read, for messages
     * @param columns what the columns are called in the file, for messages
     * @param classOf the class of a class id, empty if it has none
     */
    LineReader(String source, Map<Field, String> columns, Function<String, Optional<ClassPath>> classOf) {
        this.source = source;
        this.columns = columns;
        this.classOf = classOf;
        this.raw = new RawLog(source, columns);
    }

    void words(Coder users, Coder baskets, Coder products, Coder classIds) {
        raw = new RawLog(source, columns, users, baskets, products);
        classes = classIds;
        paths = classIds.words().stream()
                .mapToInt(id -> classOf.apply(id).map(raw::pathCode).orElse(Coder.MISSING))
                .toArray();
    }

    /** The columns in the order of {@link DuckDb#lines}. */
    void line(ResultSet row) throws SQLException {
        long time = row.getLong(2);
        if (row.wasNull()) {
            time = RawLog.NO_TIME;
            raw.unreadable(Field.TIME, Optional.ofNullable(row.getString(8)));
        }
        int classId = row.getInt(5);
        int path = classId == Coder.MISSING ? Coder.MISSING : paths[classId];
        if (path == Coder.MISSING) {
            raw.unreadable(Field.CLASS, classId == Coder.MISSING
                    ? Optional.empty() : Optional.of(classes.words().get(classId)));
        }
        raw.add(row.getInt(1), time, row.getInt(3), row.getInt(4), path, number(row, 6, Field.QUANTITY, 9),
                number(row, 7, Field.VALUE, 10));
    }

    private double number(ResultSet row, int column, Field field, int text) throws SQLException {
        double number = row.getDouble(column);
        if (row.wasNull()) {
            raw.unreadable(field, Optional.ofNullable(row.getString(text)));
            return Double.NaN;
        }
        return number;
    }

    RawLog raw() {
        return raw;
    }
}
