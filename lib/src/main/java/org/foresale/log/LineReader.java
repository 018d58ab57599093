package org.foresale.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import org.foresale.log.RawLog.Field;

/** Takes the lines of a file from {@link DuckDb#lines}, texts as codes, and adds them to a raw log. */
final class LineReader {

    private final RawLog raw;
    private final Coder classIds;
    private final int[] paths;

    /**
     * A reader.
     *
     * @param raw      takes the lines; its texts are coded as the file's
     * @param classIds codes of the class ids
     * @param classOf  the class of a class id, empty if it has none
     */
    LineReader(RawLog raw, Coder classIds, Function<String, Optional<ClassPath>> classOf) {
        this.raw = raw;
        this.classIds = classIds;
        this.paths = classIds.words().stream()
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
                    ? Optional.empty() : Optional.of(classIds.words().get(classId)));
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
}
