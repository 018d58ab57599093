package org.foresale.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Reads what a table tells of users; its names and texts come from outside and are bounded. */
final class Characteristics {

    static final String USER = "user";

    private static final int MOST_COLUMNS = 50;
    private static final int MOST_VALUES = 100;
    private static final int LONGEST_SHOWN = 60;

    private Characteristics() {
    }

    /**
     * All characteristics of a table.
     *
     * @param userIds the user of each sample; users that the table lacks have unknown values
     * @param table   one row a user: the user's id in the column "user", and a column a characteristic
     * @return the characteristics, in the order of the columns
     * @throws IllegalArgumentException if the table has no column "user", no other one or too many, if a user has two
     *     rows, or if a characteristic has too many values
     */
    static List<Characteristic> of(List<String> userIds, Table table) {
        int[] rows = rows(userIds, table);
        List<Column<?>> columns = table.columns().stream().filter(column -> !column.name().equals(USER)).toList();
        if (columns.isEmpty() || columns.size() > MOST_COLUMNS) {
            throw new IllegalArgumentException("a table of 1 to " + MOST_COLUMNS + " characteristics is wanted, not of "
                    + columns.size());
        }
        return columns.stream().map(column -> of(column, rows)).toList();
    }

    /**
     * One characteristic whose values make groups.
     *
     * @param userIds the user of each sample
     * @param table   as for {@link #of(List, Table)}
     * @param name    name of the characteristic's column
     * @return the characteristic
     * @throws IllegalArgumentException as {@link #of(List, Table)} does, or if there is no such column of texts
     */
    static Characteristic groups(List<String> userIds, Table table, String name) {
        Characteristic found = of(userIds, table).stream().filter(each -> each.name().equals(shown(name))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no characteristic \"" + shown(name)
                        + "\", but " + table.columnNames().stream().map(Characteristics::shown).limit(MOST_COLUMNS)
                                .toList()));
        if (found.numeric()) {
            throw new IllegalArgumentException("the characteristic \"" + found.name() + "\" is a number: make a column"
                    + " of texts of it, such as \"up to 30\"");
        }
        return found;
    }

    /** The users of samples as numbers, the same for the same user. */
    static int[] codes(List<String> userIds) {
        Map<String, Integer> codes = new HashMap<>();
        return userIds.stream().mapToInt(id -> codes.computeIfAbsent(id, any -> codes.size())).toArray();
    }

    /** A text from outside, cut so that it stays one readable line. */
    static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
    }

    /** For each sample the row of its user, -1 if there is none. */
    private static int[] rows(List<String> userIds, Table table) {
        if (!table.columnNames().contains(USER)) {
            throw new IllegalArgumentException("the table \"" + shown(table.name()) + "\" has no column \"" + USER
                    + "\", but " + table.columnNames().stream().map(Characteristics::shown).limit(MOST_COLUMNS)
                            .toList());
        }
        Map<String, Integer> rows = new HashMap<>();
        Column<?> users = table.column(USER);
        for (int row = 0; row < users.size(); row++) {
            Integer earlier = rows.put(users.getUnformattedString(row), row);
            if (earlier != null) {
                throw new IllegalArgumentException("the user " + shown(users.getUnformattedString(row))
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
            return new Characteristic(shown(column.name()), true, List.of(), codes);
        }
        List<Optional<String>> texts = Arrays.stream(rows).mapToObj(row -> text(column, row)).toList();
        List<String> values = new ArrayList<>(texts.stream().flatMap(Optional::stream).distinct()
                .limit(MOST_VALUES + 1L).sorted(ByNumberInText.ORDER).toList());
        if (values.size() > MOST_VALUES) {
            throw new IllegalArgumentException("the characteristic \"" + shown(column.name()) + "\" has more than "
                    + MOST_VALUES + " values: put them into fewer groups first");
        }
        Map<String, Integer> places = new HashMap<>();
        values.forEach(value -> places.put(value, places.size()));
        for (int i = 0; i < codes.length; i++) {
            codes[i] = texts.get(i).map(places::get).map(Integer::doubleValue).orElse(Double.NaN);
        }
        return new Characteristic(shown(column.name()), false, values.stream().map(Characteristics::shown).toList(),
                codes);
    }

    private static Optional<String> text(Column<?> column, int row) {
        return row < 0 || column.isMissing(row) ? Optional.empty()
                : Optional.of(column.getUnformattedString(row)).filter(text -> !text.isBlank());
    }
}
