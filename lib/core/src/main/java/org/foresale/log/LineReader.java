package org.foresale.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.log.RawLog.Field;
import org.foresale.log.internal.Texts;

/** Takes the lines of a file from {@link FileSource} and adds them to a raw log. */
final class LineReader {

    private static final int NO_CLASS = -2;

    /**
     * How the ids of a column come.
     *
     * @param sql   what to select: the place of the text among those of the column, -1 if there is none; or a whole
     *              number
     * @param coder the ids' codes
     * @param codes by the place of a text its code; empty if ids are whole numbers
     * @param notClean places of texts that are not clean
     */
    record Ids(String sql, Coder coder, Optional<int[]> codes, BitSet notClean) {

        static Ids coded(String sql, List<String> words) {
            Coder coder = new Coder();
            BitSet notClean = new BitSet();
            return new Ids(sql, coder, Optional.of(coder.codes(words, notClean)), notClean);
        }

        static Ids numbers(String sql) {
            return new Ids(sql, new Coder(), Optional.empty(), new BitSet());
        }

        int code(ResultSet row, int column) throws SQLException {
            if (codes.isPresent()) {
                int place = row.getInt(column);
                if (place == Coder.MISSING) {
                    return Coder.MISSING;
                }
                if (notClean.get(place)) {
                    coder.countCleaned();
                }
                return codes.get()[place];
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

    /**
     * How the numbers of a column come.
     *
     * @param sql    what to select, two columns: the number and, where it cannot be read, its text; or the place of the
     *               text among those of the column
     * @param values by the place of a text its number; empty if the number itself comes
     * @param words  the texts
     */
    record Numbers(List<String> sql, Optional<double[]> values, List<String> words) {

        double of(ResultSet row, int column, Field field, NumberStyle style, RawLog raw) throws SQLException {
            double number = row.getDouble(column);
            if (row.wasNull()) {
                Optional<String> text = Optional.ofNullable(row.getString(column + 1));
                double read = text.map(cell -> style.read(Texts.clean(cell))).orElse(Double.NaN);
                if (Double.isNaN(read)) {
                    raw.unreadable(field, text);
                }
                return read;
            }
            if (values.isEmpty()) {
                if (Double.isNaN(number)) {
                    raw.unreadable(field, Optional.of(String.valueOf(number)));
                }
                return number;
            }
            int place = (int) number;
            if (Double.isNaN(values.get()[place])) {
                raw.unreadable(field, Optional.of(words.get(place)));
            }
            return values.get()[place];
        }
    }

    /**
     * How it comes what a line is.
     *
     * @param column    the column that tells
     * @param sql       the place of its text among those of the column, -1 if there is none
     * @param words     the texts
     * @param purchases places of texts that purchases have
     * @param blank     places of texts that show nothing
     * @param ofNothing whether a line of which nothing is told is one of a purchase
     */
    record Marks(String column, String sql, List<String> words, BitSet purchases, BitSet blank, boolean ofNothing) {

        static Marks of(LineFilter filter, String sql, List<String> words) {
            LineFilter.Test test = filter.test();
            BitSet purchases = new BitSet();
            BitSet blank = new BitSet();
            for (int place = 0; place < words.size(); place++) {
                purchases.set(place, test.isPurchase(words.get(place)));
                blank.set(place, Texts.clean(words.get(place)).isEmpty());
            }
            return new Marks(filter.column(), sql, words, purchases, blank, test.isPurchase(""));
        }

        void look(int nth, int place, RawLog raw) {
            boolean isPurchase = place == Coder.MISSING ? ofNothing : purchases.get(place);
            if (place == Coder.MISSING || blank.get(place) || !isPurchase) {
                raw.mark(nth, column, place == Coder.MISSING ? "" : words.get(place), isPurchase);
            }
        }
    }

    /**
     * How the names of a class come.
     *
     * @param sql   the place of the name among those of the column, -1 if there is none
     * @param words the names
     */
    record Names(String sql, List<String> words) {
    }

    /**
     * How all columns come.
     *
     * @param users      users
     * @param times      times
     * @param baskets    baskets
     * @param products   products
     * @param classes    the three levels
     * @param quantities quantities
     * @param values     values
     * @param marks      what tells purchases from other lines
     */
    record Columns(Ids users, Times times, Ids baskets, Ids products, List<Names> classes, Numbers quantities,
            Numbers values, List<Marks> marks) {

        /** What to select, in the order in which it is read. */
        String sql() {
            List<String> selected = new ArrayList<>(List.of(users.sql(), times.sql(), baskets.sql(), products.sql()));
            classes.forEach(names -> selected.add(names.sql()));
            selected.addAll(quantities.sql());
            selected.addAll(values.sql());
            marks.forEach(mark -> selected.add(mark.sql()));
            return IntStream.range(0, selected.size()).mapToObj(i -> selected.get(i) + " AS c" + i)
                    .collect(Collectors.joining(", "));
        }
    }

    private static final int FIRST_MARK = 12;

    private final RawLog raw;
    private final ColumnMapping mapping;
    private final Columns columns;
    private final List<BitSet> notClean;
    private final NumberCodes paths = new NumberCodes();

    LineReader(RawLog raw, ColumnMapping mapping, Columns columns) {
        this.raw = raw;
        this.mapping = mapping;
        this.columns = columns;
        this.notClean = columns.classes.stream().map(names -> notClean(names.words())).toList();
    }

    private static BitSet notClean(List<String> words) {
        BitSet places = new BitSet();
        for (int place = 0; place < words.size(); place++) {
            places.set(place, !Texts.isClean(words.get(place)));
        }
        return places;
    }

    /** The columns as {@link Columns#sql} selects them. */
    void line(ResultSet row) throws SQLException {
        for (int i = 0; i < columns.marks.size(); i++) {
            columns.marks.get(i).look(i, row.getInt(FIRST_MARK + i), raw);
        }
        int path = path(row.getInt(5), row.getInt(6), row.getInt(7));
        raw.add(columns.users.code(row, 1), seconds(row), columns.baskets.code(row, 3), columns.products.code(row, 4),
                path, columns.quantities.of(row, 8, Field.QUANTITY, mapping.numbers(), raw),
                columns.values.of(row, 10, Field.VALUE, mapping.numbers(), raw));
    }

    private long seconds(ResultSet row) throws SQLException {
        long cell = row.getLong(2);
        if (row.wasNull()) {
            return RawLog.NO_TIME;
        }
        long seconds = columns.times.read.of(cell);
        if (seconds == RawLog.NO_TIME) {
            raw.unreadable(Field.TIME, columns.times.text.of(cell));
        }
        return seconds;
    }

    private String name(int level, int place) {
        return place == Coder.MISSING ? null : columns.classes.get(level).words().get(place);
    }

    private int path(int first, int second, int third) {
        if (first == Coder.MISSING || second == Coder.MISSING || third == Coder.MISSING) {
            raw.noClass(mapping, name(0, first), name(1, second), name(2, third));
            return Coder.MISSING;
        }
        if (notClean.get(0).get(first) || notClean.get(1).get(second) || notClean.get(2).get(third)) {
            raw.countCleanedClass(List.of(name(0, first), name(1, second), name(2, third)));
        }
        long key = ((long) first * columns.classes.get(1).words().size() + second)
                * columns.classes.get(2).words().size() + third;
        int path = paths.get(key);
        if (path == Coder.MISSING) {
            path = raw.pathCode(mapping.classRule(), name(0, first), name(1, second), name(2, third));
            // A code of -1 says that nothing was looked up yet.
            paths.put(key, path == Coder.MISSING ? NO_CLASS : path);
        }
        if (path == NO_CLASS) {
            path = Coder.MISSING;
        }
        if (path == Coder.MISSING) {
            raw.noClass(mapping, name(0, first), name(1, second), name(2, third));
        }
        return path;
    }
}
