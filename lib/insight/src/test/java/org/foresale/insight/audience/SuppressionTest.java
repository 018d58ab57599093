package org.foresale.insight.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.foresale.RandomLogs;
import org.foresale.cohort.Target;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class SuppressionTest {

    private static final LocalDate DAY = LocalDate.of(2023, 5, 1);
    private static final String[] SCORED = {"a1", "a2", "7"};

    @Test
    void usersWhoWereNotScoredDoNoHarm() {
        Suppression list = Suppression.of("opted out", List.of("a1", "gone"));
        assertThat(list.among(SCORED)).containsExactly("a1");
        assertThat(list).hasToString("opted out: 2 users");
        assertThat(Suppression.of("opted out", List.of()).among(SCORED)).isEmpty();
    }

    @Test
    void idsOfAnotherSystemAreRefused() {
        assertThatThrownBy(() -> Suppression.of("opted out", List.of("x@y.com")).among(SCORED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no user of the list \"opted out\", such as \"x@y.com\"")
                .hasMessageContaining("called like \"a1\"");
        // What spreadsheets and other systems make of an id.
        for (String written : List.of("A1", " a1", "a1 ", "007", "\uFEFFa1", "\"a1\"", "'a1'", "a1\u00A0", "a1\u200B",
                "7.0", "a1,opted out", "a1;2024-01-01", "a1\t")) {
            assertThatThrownBy(() -> Suppression.of("opted out", List.of("a2", written)).among(SCORED)).as(written)
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("as the log has them");
        }
        String[] numbers = {"90000000003", "90000000009"};
        for (String written : List.of("90.000.000.009", "90,000,000,009", "+90000000009", "9.0000000009E10",
                "=\"90000000009\"", "\uFF190000000009", "2024-01-01|90000000009", "<90000000009>", "(90000000009)",
                "90000000009/", "x;90000000009")) {
            assertThatThrownBy(() -> Suppression.of("opted out", List.of("90000000003", written)).among(numbers))
                    .as(written).hasMessageContaining("as the log has them");
        }
        // Ids that are written as the log has them are compared with no others.
        assertThat(Suppression.ofKnown("held out", List.of("A1", "gone")).among(SCORED)).isEmpty();
        assertThat(Suppression.of("opted out", List.of("gone")).allowingNoMatch().among(SCORED)).isEmpty();
        assertThatThrownBy(() -> Suppression.of("opted out", List.of("A1")).allowingNoMatch().among(SCORED))
                .hasMessageContaining("as the log has them");
        assertThatThrownBy(() -> Suppression.of("opted out", List.of(" "))).hasMessageContaining("blank");
        assertThatThrownBy(() -> Suppression.of(" ", List.of("a1"))).hasMessageContaining("reason");
    }

    @Test
    void whoBoughtLatelyIsFoundByBruteForce() {
        PurchaseLog log = RandomLogs.log(3, 100);
        Target x = Target.of("x", Level.SECOND, "X");
        LocalDate day = RandomLogs.FIRST_DAY.plusDays(100);
        Table lines = log.table();
        Set<String> expected = new TreeSet<>();
        for (int row = 0; row < lines.rowCount(); row++) {
            LocalDate date = lines.dateTimeColumn("time").get(row).toLocalDate();
            if (date.isBefore(day) && !date.isBefore(day.minusDays(20))
                    && lines.getString(row, log.taxonomy().levelNames().get(1)).equals("X")) {
                expected.add(lines.getString(row, "user"));
            }
        }
        String[] everybody = java.util.stream.IntStream.range(0, log.users()).mapToObj(log::userId)
                .toArray(String[]::new);
        Suppression list = Suppression.boughtWithin(log, x, day, 20);
        assertThat(expected).isNotEmpty();
        assertThat(new TreeSet<>(list.among(everybody))).isEqualTo(expected);
        assertThat(list.reason()).isEqualTo("bought x within 20 days");
        assertThatThrownBy(() -> Suppression.boughtWithin(log, x, day, 0)).hasMessageContaining("0 days");
    }

    @Test
    void whoHadEnoughMessagesIsLeftOut() {
        Table contacts = Table.create("sent", StringColumn.create("user", "a1", "a1", "a2", "7", "7", "7"),
                DateColumn.create("date", DAY.minusDays(1), DAY.minusDays(30), DAY.minusDays(2), DAY.minusDays(31),
                        DAY.minusDays(5), DAY));
        assertThat(Suppression.contacted(contacts, DAY, 30, 2).among(SCORED)).containsExactly("a1");
        assertThat(Suppression.contacted(contacts, DAY, 30, 1).among(SCORED)).containsExactlyInAnyOrder("a1", "a2",
                "7");
        assertThat(Suppression.contacted(contacts, DAY, 30, 2).reason()).isEqualTo("2 messages within 30 days");
        assertThatThrownBy(() -> Suppression.contacted(contacts, DAY, 30, 0)).hasMessageContaining("cap of 0");
        assertThatThrownBy(() -> Suppression.contacted(contacts.retainColumns("user"), DAY, 30, 1))
                .hasMessageContaining("no column \"date\"");
    }
}
