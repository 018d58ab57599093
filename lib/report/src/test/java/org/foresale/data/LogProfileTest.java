package org.foresale.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.foresale.log.ColumnMapping;
import org.foresale.log.LogRules;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class LogProfileTest {

    /** Seven lines of two users, in the order user, date, class, product. */
    private static final String[][] LINES = {{"a", "2024-01-01", "X", "x1"}, {"a", "2024-01-01", "X", "x2"},
            {"a", "2024-01-01", "Y", "y1"}, {"a", "2024-01-03", "X", "x1"}, {"a", "2024-02-06", "Y", "y1"},
            {"a", "2024-02-06", "Z", "z1"}, {"b", "2024-03-01", "X", "x1"}};

    private static PurchaseLog log(LocalDate first, LocalDate last) {
        StringColumn[] columns = {StringColumn.create("user"), StringColumn.create("class"),
                StringColumn.create("product")};
        DateColumn date = DateColumn.create("date");
        for (String[] line : LINES) {
            columns[0].append(line[0]);
            date.append(LocalDate.parse(line[1]));
            columns[1].append(line[2]);
            columns[2].append(line[3]);
        }
        return LogSource.table(Table.create("small", columns).addColumns(date))
                .load(ColumnMapping.ofUser("user").time("date").product("product").classes("class", "class", "class"),
                LogRules.withDefaults().withWindow(first, last));
    }

    /** Counted by hand. */
    @Test
    void statisticsAreCounted() {
        Table profile = LogProfile.compare(log(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 3, 31)));
        assertThat(profile.stringColumn("small").asList()).containsExactly("2", "1 / 3 / 3", "2 / 34 / 34",
                "1 / 1 / 2 / 2 / 2 / 2", "2", "0.33", "1.00", "0.250 / 0.250 / 0.250 / 0.000 / 0.250 / 0.000 / 0.000",
                // X has 3, 0 and 1 lines in months of 31, 29 and 31 days; Y has the lower peak, Z the higher one.
                "2.25");
    }

    @Test
    void monthsThatAreNotWholeHaveNoPeak() {
        PurchaseLog cut = log(LocalDate.of(2024, 1, 2), LocalDate.of(2024, 2, 28));
        assertThat(LogProfile.compare(cut).stringColumn("small").asList()).endsWith("no whole month");
        // January lies in the window as a whole: of the classes that are bought in it, each has this one month.
        PurchaseLog whole = log(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 2, 28));
        assertThat(LogProfile.compare(whole).stringColumn("small").asList()).endsWith("1.00");
    }

    @Test
    void logsStandSideBySideUnderTheirNames() {
        PurchaseLog log = log(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 3, 31));
        Table profile = LogProfile.compare(log, log.withName("other"));
        assertThat(profile.columnNames()).containsExactly("statistic", "small", "other");
        assertThat(profile.stringColumn("other").asList()).isEqualTo(profile.stringColumn("small").asList());
        assertThatThrownBy(() -> LogProfile.compare(log, log)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[small, small]");
        assertThatThrownBy(LogProfile::compare).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[]");
    }
}
