package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foresale.log.InventedOrders.cell;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.foresale.log.InventedOrders.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told on the first line of an order only is filled in on those below it. */
class GuessOfBlanksTest {

    private static final int ORDERS = 400;
    private static final List<Line> LINES = InventedOrders.lines(ORDERS);
    private static final ColumnMapping MAPPING = ColumnMapping.ofUser("customer_id").time("date").product("sku")
            .classes("department", "category", "subcategory").withBasket("order_id").withValue("paid")
            .without("status", "refunded");

    @TempDir
    Path folder;

    /** Orders that tell the user, the date and the status on some of their lines. */
    private LogSource orders(Predicate<Line> user, Predicate<Line> date, Predicate<Line> status) {
        return InventedOrders.file(folder, ORDERS, "order_id,customer_id,date,status,sku,department,category,"
                + "subcategory,paid", line -> List.of(line.order(), user.test(line) ? "c" + line.user() : "",
                date.test(line) ? line.time().toLocalDate() : "", !status.test(line) ? ""
                : line.order() % 10 == 0 ? "refunded" : "paid", "p" + line.product(), line.first(), line.second(),
                line.third(), line.money(line.paid())));
    }

    @Test
    void whatTheFirstLineOfAnOrderTellsIsFilledIn() {
        LogSource source = orders(line -> line.nth() == 1, line -> line.nth() == 1, line -> line.nth() == 1);
        MappingGuess guess = source.guess();
        assertThat(guess.mapping()).isEqualTo(MAPPING.withFilledDown());
        assertThat(cell(guess, "user", "reason")).contains("0 % blank after filling from the first line of each order");
        List<String> reasons = guess.table().stringColumn("reason").asList();
        long blank = LINES.stream().filter(line -> line.nth() > 1).count();
        long several = LINES.stream().filter(line -> line.nth() == 2).count();
        assertThat(reasons).anyMatch(reason -> reason.startsWith("status is blank in " + blank + " of "
                + LINES.size() + " lines") && reason.contains(several + " of " + several + " orders")
                && reason.contains("fills " + blank + " of " + blank + " blank cells"));
        long paid = LINES.stream().filter(line -> line.order() % 10 != 0).count();
        assertThat(cell(guess, "lines of purchases", "reason")).contains("after filling from the first line of each"
                + " order: paid (" + Figures.percent(paid, LINES.size()) + ")");
        assertThat(source.load(guess.mapping()).quality().kept()).isEqualTo(paid);
    }

    @Test
    void whoBuysWithoutAnAccountStaysBlank() {
        MappingGuess guess = orders(line -> line.nth() == 1 && line.order() % 5 != 0, line -> true, line -> true)
                .guess();
        long guests = LINES.stream().filter(line -> line.order() % 5 == 0).count();
        assertThat(guess.mapping().isFilledDown()).isTrue();
        assertThat(cell(guess, "user", "reason")).contains(Figures.percent(guests, LINES.size()) + " blank after filling");
    }

    @Test
    void cellsThatAreBlankByChanceAreNotFilledIn() {
        MappingGuess guess = orders(line -> (line.order() + line.nth()) % 7 != 0, line -> true,
                line -> (line.order() + line.nth()) % 5 != 0).guess();
        assertThat(guess.mapping()).isEqualTo(MAPPING);
        assertThat(guess.table().stringColumn("role").asList().stream().collect(Collectors.toSet()))
                .doesNotContain("blank cells");
    }
}
