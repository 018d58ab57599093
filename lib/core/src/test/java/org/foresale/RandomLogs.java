package org.foresale;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.foresale.log.ColumnMapping;
import org.foresale.log.LogRules;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Small random logs of 200 days; a third of the users are regular buyers of class X. */
public final class RandomLogs {

    public static final int DAYS = 200;
    public static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);
    public static final ColumnMapping MAPPING = ColumnMapping.ofUser("user").time("time").product("product")
            .classes("a", "b", "c")
            .withBasket("basket").withQuantity("quantity").withValue("value");
    public static final LogRules RULES =
            LogRules.withDefaults().withWindow(FIRST_DAY, FIRST_DAY.plusDays(DAYS - 1));

    private RandomLogs() {
    }

    public static PurchaseLog log(long seed, int users) {
        return LogSource.table(table(seed, users)).load(MAPPING, RULES);
    }

    public static Table table(long seed, int users) {
        Random random = new Random(seed);
        StringColumn user = StringColumn.create("user");
        DateTimeColumn time = DateTimeColumn.create("time");
        StringColumn basket = StringColumn.create("basket");
        StringColumn product = StringColumn.create("product");
        StringColumn a = StringColumn.create("a");
        StringColumn b = StringColumn.create("b");
        StringColumn c = StringColumn.create("c");
        DoubleColumn quantity = DoubleColumn.create("quantity");
        DoubleColumn value = DoubleColumn.create("value");
        for (int u = 0; u < users; u++) {
            boolean buyer = u % 3 == 0;
            int visit = 0;
            for (int day = random.nextInt(20); day < DAYS; day += 1 + random.nextInt(25)) {
                visit++;
                int lines = 1 + random.nextInt(4);
                for (int line = 0; line < lines; line++) {
                    String second = buyer && random.nextInt(4) == 0 ? "X" : "S" + random.nextInt(8);
                    user.append("u" + u);
                    time.append(FIRST_DAY.plusDays(day).atTime(8 + visit % 12, line));
                    basket.append("u" + u + "-" + visit);
                    product.append("p" + second + random.nextInt(3));
                    a.append(second.equals("X") ? "A" : "B");
                    b.append(second);
                    c.append(second + "-" + random.nextInt(2));
                    quantity.append(1 + random.nextInt(3));
                    value.append(random.nextInt(1000) / 100.0);
                }
            }
        }
        return Table.create("random", user, time, basket, product, a, b, c, quantity, value);
    }

    /** The same rows in another order. */
    public static Table shuffled(Table table, long seed) {
        List<Integer> rows = new ArrayList<>(IntStream.range(0, table.rowCount()).boxed().toList());
        Collections.shuffle(rows, new Random(seed));
        return table.rows(rows.stream().mapToInt(Integer::intValue).toArray()).setName(table.name());
    }
}
