package org.foresale.insight.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.foresale.RandomLogs;
import org.foresale.cohort.Target;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class TagTest {

    private static final Target TARGET = Target.of("cat", Level.SECOND, "cat");
    private static final int CUT = 100;

    /**
     * A purchase.
     *
     * @param user   who
     * @param day    when
     * @param second the second-level class
     * @param third  the third-level class
     */
    private record Line(String user, int day, String second, String third) {
    }

    private static PurchaseLog log(Line... lines) {
        Table table = RandomLogs.table(1, 1).emptyCopy();
        for (Line line : lines) {
            Row row = table.appendRow();
            row.setString("user", line.user());
            row.setString("basket", line.user() + line.day());
            row.setString("product", "p" + line.third());
            row.setString("a", "all");
            row.setString("b", line.second());
            row.setString("c", line.third());
            row.setDateTime("time", RandomLogs.FIRST_DAY.plusDays(line.day()).atTime(9, 0));
            row.setDouble("quantity", 1);
            row.setDouble("value", 1);
        }
        return LogSource.table(table).load(RandomLogs.MAPPING, RandomLogs.RULES);
    }

    private static List<String> tags(PurchaseLog log, String user) {
        Tag.Context context = Tag.Context.of(log, TARGET, log.date(CUT));
        return Tag.standard().stream().map(tag -> tag.of(log.history(log.findUser(user).orElseThrow())
                .before(context.cut()), context)).flatMap(Optional::stream).toList();
    }

    @Test
    void saysWhatAnExpertWouldSay() {
        PurchaseLog log = log(
                new Line("regular", 10, "cat", "dry"), new Line("regular", 10, "cat", "dry"),
                new Line("regular", 24, "cat", "wet"), new Line("regular", 47, "cat", "dry"),
                new Line("regular", 88, "cat", "dry"), new Line("regular", 97, "dog", "bone"),
                new Line("regular", 100, "cat", "wet"), new Line("regular", 101, "cat", "wet"),
                new Line("once", 99, "cat", "wet"),
                new Line("daily", 7, "cat", "wet"), new Line("daily", 8, "cat", "wet"),
                new Line("daily", 9, "cat", "wet"),
                new Line("even", 50, "cat", "dry"), new Line("even", 60, "cat", "wet"),
                new Line("new", 40, "dog", "bone"), new Line("new", 100, "cat", "wet"),
                new Line("later", 150, "cat", "wet"));
        // Gaps of 14, 23 and 41 days; what is bought from the day on is not known.
        assertThat(tags(log, "regular")).containsExactly("last bought 12 days ago",
                "comes back every 23 days (14 to 41)", "buys mostly dry", "last shopped 3 days ago");
        assertThat(tags(log, "once")).containsExactly("last bought 1 day ago", "buys only wet",
                "last shopped 1 day ago");
        assertThat(tags(log, "daily")).contains("comes back every day (1 to 1)");
        assertThat(tags(log, "even")).contains("buys mostly wet").noneMatch(tag -> tag.contains("every"));
        assertThat(tags(log, "new")).containsExactly("new to the category", "last shopped 60 days ago");
        assertThat(tags(log, "later")).containsExactly("new to the category");
    }

    @Test
    void hostileNamesBecomeOneShortLine() {
        String name = "=1\n| ;\t" + "😺".repeat(100);
        PurchaseLog log = log(new Line("u", 1, "cat", name));
        String tag = tags(log, "u").get(1);
        assertThat(tag).startsWith("buys only =1 / , 😺").endsWith("😺…").doesNotContain("\n", "|", ";", "\t");
        assertThat(tag.codePointCount(0, tag.length())).isEqualTo("buys only ".length() + 60 + 1);
    }

    @Test
    void daysThatTheLogDoesNotReachAreRefused() {
        PurchaseLog log = log(new Line("u", 1, "cat", "dry"));
        for (int day : new int[] {0, RandomLogs.DAYS + 1}) {
            assertThatThrownBy(() -> Tag.Context.of(log, TARGET, log.date(day)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(log.date(day).toString());
        }
        assertThat(Tag.Context.of(log, TARGET, log.date(RandomLogs.DAYS)).cut()).isEqualTo(RandomLogs.DAYS);
    }
}
