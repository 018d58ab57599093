package org.foresale.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.foresale.log.internal.DuckDb;
import org.foresale.log.internal.ScratchFolder;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The customers of Ta-Feng, whose age and area stand on each of their lines. */
final class TaFengCustomers {

    private static final String CUSTOMER = "CUSTOMER_ID";
    private static final String AGE = "AGE_GROUP";
    private static final String AREA = "PIN_CODE";
    private static final String UNKNOWN = "'UNKNOWN'";

    private TaFengCustomers() {
    }

    static Table read(Path zip) {
        try (ScratchFolder scratch = new ScratchFolder(); DuckDb files = DuckDb.open()) {
            Path csv = TaFeng.unpack(zip, scratch.file(".csv"));
            return DuckDb.reading(csv, TaFeng.REMEDY, () -> {
                String lines = TaFeng.lines(csv);
                DuckDb.requireColumns(csv, TaFeng.REMEDY, List.of(CUSTOMER, AGE, AREA), files.columns(lines).keySet());
                StringColumn user = StringColumn.create("user");
                StringColumn age = StringColumn.create("age group");
                StringColumn area = StringColumn.create("area");
                // A text file is parsed once only.
                files.execute("CREATE TEMP TABLE line AS SELECT " + CUSTOMER + ", " + AGE + ", " + AREA + " FROM "
                        + lines + " WHERE trim(" + CUSTOMER + ") <> ''");
                files.each("SELECT customer, ages.most, areas.most FROM (SELECT DISTINCT " + CUSTOMER
                        + " AS customer FROM line) LEFT JOIN " + mostFrequent(AGE, "ages") + " USING (customer)"
                        + " LEFT JOIN " + mostFrequent(AREA, "areas") + " USING (customer) ORDER BY customer", row -> {
                            user.append(row.getString(1));
                            append(age, Optional.ofNullable(row.getString(2)));
                            append(area, Optional.ofNullable(row.getString(3)));
                        });
                return Table.create("customers of Ta-Feng", user, age, area);
            });
        }
    }

    private static void append(StringColumn column, Optional<String> cell) {
        cell.ifPresentOrElse(column::append, column::appendMissing);
    }

    /** For each customer with a known value the most frequent one, of several the first. */
    private static String mostFrequent(String column, String name) {
        return "(SELECT " + CUSTOMER + " AS customer, " + column + " AS most FROM line WHERE trim(" + column
                + ") <> '' AND upper(" + column + ") <> " + UNKNOWN + " GROUP BY " + CUSTOMER + ", " + column
                + " QUALIFY row_number() OVER (PARTITION BY " + CUSTOMER + " ORDER BY count(*) DESC, " + column
                + ") = 1) AS " + name;
    }
}
