package org.foresale.log;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.foresale.log.RawLog.Field;

/** Takes the lines of a file from {@link FileSource} and adds them to a raw log. */
final class LineReader {

    private static final int NOT_LOOKED_UP = -2;

    /**
     * How the ids of a column come.
     *
     * @param sql   what to select: the place of the text among those of the column, -1 if there is none; or a whole
     *              number
     * @param coder the ids' codes
     * @param codes by the place of a text its code; empty if ids are whole numbers
     */
    record Ids(String sql, Coder coder, Optional<int[]> codes) {

        static Ids coded(String sql, List<String> words) {
            Coder coder = new Coder();
            return new Ids(sql, coder, Optional.of(words.stream().mapToInt(coder::code).toArray()));
        }

        static Ids numbers(String sql) {
            return new Ids(sql, new Coder(), Optional.empty());
        }

        int code(ResultSet row, int column) throws SQLException {
            if (codes.isPresent()) {
                int place = row.getInt(column);
                return place == Coder.MISSING ? Coder.MISSING : codes.get()[place];
            }
            long id = row.getLong(column);
            return row.wasNull() ? Coder.MISSING : coder.code(id);
        }
    }

    /**
     * How the times of a column come.
     *
     * @param sql  what to select
     * @param read local seconds since 1970-01-01 of what a row holds
     * @param text the text that was read, if it was one, to show it where it is no time
     */
    record Times(String sql, Seconds read, Text text) {
    }

    /** Local seconds since 1970-01-01 of a cell that is not null. */
    interface Seconds {
        long of(long cell);
    }

    /** The text of a cell. */
    interface Text {
        Optional<String> of(long cell);
    }

    private final RawLog raw;
    private final Ids users;
    private final Ids baskets;
    private final Ids products;
    private final Times times;
    private final List<List<String>> classes;
    private final Long2IntOpenHashMap paths = new Long2IntOpenHashMap();

    LineReader(RawLog raw, Ids users, Times times, Ids baskets, Ids products, List<List<String>> classes) {
        this.raw = raw;
        this.users = users;
        this.times = times;
        this.baskets = baskets;
        this.products = products;
        this.classes = List.copyOf(classes);
        paths.defaultReturnValue(NOT_LOOKED_UP);
    }

    /** The columns as {@link FileSource} selects them. */
    void line(ResultSet row) throws SQLException {
        int path = path(row.getInt(5), row.getInt(6), row.getInt(7));
        raw.add(users.code(row, 1), seconds(row), baskets.code(row, 3), products.code(row, 4), path,
                number(row, 8, Field.QUANTITY), number(row, 10, Field.VALUE));
    }

    private long seconds(ResultSet row) throws SQLException {
        long cell = row.getLong(2);
        if (row.wasNull()) {
            return RawLog.NO_TIME;
        }
        long seconds = times.read.of(cell);
        if (seconds == RawLog.NO_TIME) {
            raw.unreadable(Field.TIME, times.text.of(cell));
        }
        return seconds;
    }

    private int path(int first, int second, int third) {
        long key = ((long) first * classes.get(1).size() + second) * classes.get(2).size() + third;
        if (first == Coder.MISSING || second == Coder.MISSING || third == Coder.MISSING) {
            return Coder.MISSING;
        }
        int path = paths.get(key);
        if (path == NOT_LOOKED_UP) {
            path = ClassPath.ifNamed(classes.get(0).get(first), classes.get(1).get(second), classes.get(2).get(third))
                    .map(raw::pathCode).orElse(Coder.MISSING);
            paths.put(key, path);
        }
        return path;
    }

    /** A number and, in the next column, its text if it could not be read. */
    private double number(ResultSet row, int column, Field field) throws SQLException {
        double number = row.getDouble(column);
        if (row.wasNull()) {
            raw.unreadable(field, Optional.ofNullable(row.getString(column + 1)));
            return Double.NaN;
        }
        return number;
    }
}
