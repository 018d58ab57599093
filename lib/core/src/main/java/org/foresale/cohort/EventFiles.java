package org.foresale.cohort;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.foresale.log.ColumnMapping;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.Parquet;
import org.foresale.log.PurchaseLog;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Writes the events of samples as Parquet files of a bounded size: one row a line that a sample may see. */
final class EventFiles {

    private static final int ROWS_A_PART = 500_000;
    private static final String TIME = "time";
    private static final String BASKET = "basket";

    private final PurchaseLog log;
    private final Path folder;
    private final IntColumn sample = IntColumn.create("sample");
    private final StringColumn user = StringColumn.create("user");
    private final Column<?> time;
    private final StringColumn basket = StringColumn.create(BASKET);
    private final StringColumn product = StringColumn.create("product");
    private final List<StringColumn> classes = Stream.of(Level.values())
            .map(level -> StringColumn.create("class" + (level.ordinal() + 1))).toList();
    private final DoubleColumn quantity = DoubleColumn.create("quantity");
    private final DoubleColumn value = DoubleColumn.create("value");
    private final Table table;

    EventFiles(PurchaseLog log, Path folder) {
        this.log = log;
        this.folder = folder;
        this.time = log.hasTimeOfDay() ? DateTimeColumn.create(TIME) : DateColumn.create(TIME);
        this.table = Table.create("events", sample, user, time);
        if (log.hasBaskets()) {
            table.addColumns(basket);
        }
        table.addColumns(product, classes.get(0), classes.get(1), classes.get(2), quantity, value);
    }

    /** The columns, to read them as a log. */
    static ColumnMapping mapping(boolean baskets) {
        ColumnMapping mapping = ColumnMapping.ofUser("user").time(TIME).product("product")
                .classes("class1", "class2", "class3")
                .withQuantity("quantity").withValue("value");
        return baskets ? mapping.withBasket(BASKET) : mapping;
    }

    void add(int number, String userId, History history) {
        for (int line = 0; line < history.size(); line++) {
            sample.append(number);
            user.append(userId);
            LocalDate date = log.date(history.day(line));
            if (time instanceof DateTimeColumn times) {
                times.append(date.atStartOfDay().plusSeconds(history.second(line)));
            } else {
                ((DateColumn) time).append(date);
            }
            if (log.hasBaskets()) {
                basket.append(history.basket(line) < 0 ? "" : log.basketId(history.basket(line)));
            }
            product.append(log.productId(history.product(line)));
            for (Level level : Level.values()) {
                classes.get(level.ordinal()).append(log.taxonomy().name(level,
                        log.taxonomy().ancestor(history.thirdClass(line), level)));
            }
            quantity.append(history.quantity(line));
            value.append(history.value(line));
        }
        if (sample.size() >= ROWS_A_PART) {
            close();
        }
    }

    /** Writes what was added since the last part; a part is called after its first sample. */
    void close() {
        if (!sample.isEmpty()) {
            Parquet.write(table, folder.resolve(String.format(Locale.ROOT, "from-sample-%09d.parquet",
                    sample.getInt(0))));
            table.clear();
        }
    }
}
