package org.foresale;

import java.time.LocalDate;
import java.time.LocalDateTime;
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

    /** Lines of a log that {@link #MAPPING} reads. */
    public static final class Lines {

        private final StringColumn user = StringColumn.create("user");
        private final DateTimeColumn time = DateTimeColumn.create("time");
        private final StringColumn basket = StringColumn.create("basket");
        private final StringColumn product = StringColumn.create("product");
        private final StringColumn a = StringColumn.create("a");
        private final StringColumn b = StringColumn.create("b");
        private final StringColumn c = StringColumn.create("c");
        private final DoubleColumn quantity = DoubleColumn.create("quantity");
        private final DoubleColumn value = DoubleColumn.create("value");

        public void add(String userId, LocalDateTime at, String basketId, String productId, String first,
                String second, String third, double pieces, double money) {
            user.append(userId);
            time.append(at);
            basket.append(basketId);
            product.append(productId);
            a.append(first);
            b.append(second);
            c.append(third);
            quantity.append(pieces);
            value.append(money);
        }

        public Table table(String name) {
            return Table.create(name, user, time, basket, product, a, b, c, quantity, value);
        }
    }

    public static PurchaseLog log(long seed, int users) {
        return LogSource.table(table(seed, users)).load(MAPPING, RULES);
    }

    public static Table table(long seed, int users) {
        Random random = new Random(seed);
        Lines all = new Lines();
        for (int u = 0; u < users; u++) {
            boolean buyer = u % 3 == 0;
            int visit = 0;
            for (int day = random.nextInt(20); day < DAYS; day += 1 + random.nextInt(25)) {
                visit++;
                int lines = 1 + random.nextInt(4);
                for (int line = 0; line < lines; line++) {
                    String second = buyer && random.nextInt(4) == 0 ? "X" : "S" + random.nextInt(8);
                    all.add("u" + u, FIRST_DAY.plusDays(day).atTime(8 + visit % 12, line), "u" + u + "-" + visit,
                            "p" + second + random.nextInt(3), second.equals("X") ? "A" : "B", second,
                            second + "-" + random.nextInt(2), 1 + random.nextInt(3), random.nextInt(1000) / 100.0);
                }
            }
        }
        return all.table("random");
    }

    /** The same rows in another order. */
    public static Table shuffled(Table table, long seed) {
        List<Integer> rows = new ArrayList<>(IntStream.range(0, table.rowCount()).boxed().toList());
        Collections.shuffle(rows, new Random(seed));
        return table.rows(rows.stream().mapToInt(Integer::intValue).toArray()).setName(table.name());
    }
}
