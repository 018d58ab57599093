package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.foresale.cohort.Categories;
import org.foresale.evaluate.CategoryBoard;
import org.foresale.evaluate.CategoryBoard.Figure;
import org.foresale.evaluate.CategoryBoard.Purchases;
import org.foresale.evaluate.CategoryLabels;
import org.foresale.evaluate.Difference;
import org.foresale.log.ColumnMapping;
import org.foresale.log.Level;
import org.foresale.log.LogRules;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class CategoryKindsTest {

    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final Categories ALL = new Categories(Level.SECOND, List.of("A > bread", "A > skis", "A > sofa"));

    /** Twenty users buy bread every ten days, skis twice in winter, a sofa once, on any day. */
    private static PurchaseLog log(int days) {
        StringColumn user = StringColumn.create("user");
        DateColumn time = DateColumn.create("time");
        StringColumn product = StringColumn.create("product");
        for (int u = 0; u < 20; u++) {
            for (int day = u % 10; day < days; day += 10) {
                add(user, time, product, "u" + u, day, "bread");
            }
            add(user, time, product, "u" + u, 10 + u, "skis");
            add(user, time, product, "u" + u, 30 + u, "skis");
            add(user, time, product, "u" + u, days * u / 20, "sofa");
        }
        Table table = Table.create("shop", user, time, product);
        table.addColumns(StringColumn.create("a", product.asList().stream().map(any -> "A").toList()),
                product.copy().setName("b"), product.copy().setName("c"));
        return LogSource.table(table).load(ColumnMapping.ofUser("user").time("time").product("product")
                .classes("a", "b", "c"), LogRules.withDefaults().withWindow(FIRST, FIRST.plusDays(days - 1L)));
    }

    private static void add(StringColumn user, DateColumn time, StringColumn product, String who, int day,
            String what) {
        user.append(who);
        time.append(FIRST.plusDays(day));
        product.append(what);
    }

    @Test
    void kindsAreToldByHowCategoriesAreBought() {
        CategoryKinds kinds = CategoryKinds.of(log(300), ALL, 240);
        assertThat(kinds.of(CategoryKinds.Kind.REPLENISHED)).containsExactly("A > bread");
        assertThat(kinds.of(CategoryKinds.Kind.SEASONAL)).containsExactly("A > skis");
        assertThat(kinds.of(CategoryKinds.Kind.ONE_OFF)).containsExactly("A > sofa");
        Table table = kinds.table();
        int skis = table.stringColumn("category").asList().indexOf("A > skis");
        assertThat(table.doubleColumn("days per buyer").getDouble(skis)).isEqualTo(2);
        assertThat(table.doubleColumn("share of the busiest 60 days").getDouble(skis)).isEqualTo(1);
        // Those who buy a sofa after the cut are no buyers yet.
        assertThat(table.intColumn("buyers").getInt(table.stringColumn("category").asList().indexOf("A > sofa")))
                .isEqualTo(16);
    }

    @Test
    void learnersAreComparedKindByKind() {
        // The sofa is bought by nobody in the test, so it is not measured.
        int[] users = IntStream.range(0, 40).toArray();
        List<BitSet> buys = IntStream.of(users).mapToObj(user -> BitSet.valueOf(new long[] {user < 20 ? 3 : 0}))
                .toList();
        double[][] mine = IntStream.of(users).mapToObj(user -> user < 20 ? new double[] {1, user % 2, 0}
                : new double[3]).toArray(double[][]::new);
        CategoryBoard board = CategoryBoard.of("shop", List.of(CategoryLabels.of(ALL.paths(), users, buys,
                Collections.nCopies(40, new BitSet()))))
                .with("mine", List.<double[][]>of(mine)).with("none", List.<double[][]>of(new double[40][3]));
        List<Map.Entry<String, Difference>> byKind = CategoryKinds.of(log(300), ALL, 240)
                .differences(board, "mine", "none", Figure.ROC_AUC, Purchases.ALL);
        assertThat(byKind.stream().map(Map.Entry::getKey)).containsExactly("replenished", "seasonal");
        assertThat(byKind.get(0).getValue()).isEqualTo(board.only(List.of("A > bread"))
                .difference("mine", "none", Figure.ROC_AUC, Purchases.ALL));
        assertThat(byKind.get(0).getValue().interval().estimate()).isCloseTo(.5, within(1e-12));
        assertThat(byKind.get(1).getValue().interval().estimate()).isCloseTo(.25, within(1e-12));
    }

    @Test
    void aShortLogTellsNoSeason() {
        CategoryKinds kinds = CategoryKinds.of(log(120), ALL, 100);
        assertThat(kinds.of(CategoryKinds.Kind.SEASONAL)).isEmpty();
        assertThat(kinds.of(CategoryKinds.Kind.ONE_OFF)).containsExactly("A > skis", "A > sofa");
        assertThatThrownBy(() -> CategoryKinds.of(log(120), ALL, 0)).hasMessageContaining("day 0");
    }
}
