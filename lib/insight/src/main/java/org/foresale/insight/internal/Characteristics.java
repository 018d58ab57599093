package org.foresale.insight.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresale.log.internal.OneLine;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Reads characteristics of users from a table; its names and texts come from outside and are bounded. */
public final class Characteristics {

    /** The column of the users' ids. */
    public static final String USER = "user";

    private static final int MAX_COLUMNS = 50;
    private static final int MAX_VALUES = 100;

    private Characteristics() {
    }

    /**
     * Returns all characteristics of a table.
     *
     * @param userIds user of each sample; users without a row in the table have unknown values
     * @param table   one row per user: the user's id in the column "user", and one column per characteristic
     * @return the characteristics, in the order of the columns
     * @throws IllegalArgumentException if the table has no column "user", no other column or too many, if a user has
     *     two rows, if no sample's user has a row, or if a characteristic has too many values
     */
    public static List<Characteristic> of(List<String> userIds, Table table) {
        int[] rows = rows(userIds, table);
        List<Column<?>> columns = columns(table);
        if (columns.isEmpty() || columns.size() > MAX_COLUMNS) {
            throw new IllegalArgumentException("a table of 1 to " + MAX_COLUMNS + " characteristics is needed, not of "
                    + columns.size());
        }
        requireKnown(rows, table);
        return columns.stream().map(column -> of(column, rows)).toList();
    }

    /**
     * Returns one characteristic whose values define groups.
     *
     * @param userIds the user of each sample
     * @param table   as for {@link #of(List, Table)}
     * @param name    name of the characteristic's column
     * @return the characteristic
     * @throws IllegalArgumentException for the reasons of {@link #of(List, Table)}, or if there is no such text column
     */
    public static Characteristic groups(List<String> userIds, Table table, String name) {
        int[] rows = rows(userIds, table);
        Column<?> column = columns(table).stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no characteristic \"" + OneLine.of(name)
                        + "\", but " + listed(table)));
        requireKnown(rows, table);
        Characteristic found = of(column, rows);
        if (found.numeric()) {
            throw new IllegalArgumentException("the characteristic \"" + found.name() + "\" is a number: make a column"
                    + " of texts of it, such as \"up to 30\"");
        }
        return found;
    }

    private static List<Column<?>> columns(Table table) {
        return table.columns().stream().filter(column -> !column.name().equals(USER)).toList();
    }

    private static List<String> listed(Table table) {
        return table.columnNames().stream().map(OneLine::of).limit(MAX_COLUMNS).toList();
    }

    /** Ids that are written otherwise would make all users unknown, without a word. */
    private static void requireKnown(int[] rows, Table table) {
        if (Arrays.stream(rows).allMatch(row -> row < 0)) {
            throw new IllegalArgumentException("none of the " + rows.length + " users has a row in the table \""
                    + OneLine.of(table.name()) + "\": are their ids written alike?");
        }
    }

    /**
     * Maps the users of samples to numbers; the same user always gets the same number.
     *
     * @param userIds the user of each sample
     * @return one number per sample, from 0
     */
    public static int[] codes(List<String> userIds) {
        Map<String, Integer> codes = new HashMap<>();
        return userIds.stream().mapToInt(id -> codes.computeIfAbsent(id, any -> codes.size())).toArray();
    }

    /** For each sample the row of its user, -1 if there is none. */
    private static int[] rows(List<String> userIds, Table table) {
        if (!table.columnNames().contains(USER)) {
            throw new IllegalArgumentException("the table \"" + OneLine.of(table.name()) + "\" has no column \"" + USER
                    + "\", but " + listed(table));
        }
        Map<String, Integer> rows = new HashMap<>();
        Column<?> users = table.column(USER);
        for (int row = 0; row < users.size(); row++) {
            Integer earlier = rows.put(users.getUnformattedString(row), row);
            if (earlier != null) {
                throw new IllegalArgumentException("the user " + OneLine.of(users.getUnformattedString(row))
                        + " has the rows " + earlier + " and " + row);
            }
        }
        return userIds.stream().mapToInt(id -> rows.getOrDefault(id, -1)).toArray();
    }

    private static Characteristic of(Column<?> column, int[] rows) {
        double[] codes = new double[rows.length];
        Arrays.fill(codes, Double.NaN);
        if (column instanceof NumericColumn<?> numbers) {
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] >= 0 && !numbers.isMissing(rows[i]) && Double.isFinite(numbers.getDouble(rows[i]))) {
                    codes[i] = numbers.getDouble(rows[i]);
                }
            }
            return new Characteristic(OneLine.of(column.name()), true, List.of(), codes);
        }
        List<Optional<String>> texts = Arrays.stream(rows).mapToObj(row -> text(column, row)).toList();
        List<String> values = new ArrayList<>(texts.stream().flatMap(Optional::stream).distinct()
                .limit(MAX_VALUES + 1L).sorted(ByNumberInText.ORDER).toList());
        if (values.size() > MAX_VALUES) {
            throw new IllegalArgumentException("the characteristic \"" + OneLine.of(column.name()) + "\" has more than "
                    + MAX_VALUES + " values: put them into fewer groups first");
        }
        Map<String, Integer> places = new HashMap<>();
        values.forEach(value -> places.put(value, places.size()));
        for (int i = 0; i < codes.length; i++) {
            codes[i] = texts.get(i).map(places::get).map(Integer::doubleValue).orElse(Double.NaN);
        }
        return new Characteristic(OneLine.of(column.name()), false, values.stream().map(OneLine::of).toList(),
                codes);
    }

    private static Optional<String> text(Column<?> column, int row) {
        return row < 0 || column.isMissing(row) ? Optional.empty()
                : Optional.of(column.getUnformattedString(row)).filter(text -> !text.isBlank());
    }
}
