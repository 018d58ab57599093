package org.foresale.insight.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.evaluate.Interval;
import org.foresale.learn.LogisticLearner;
import org.foresale.log.Level;
import org.foresale.log.LogRules;
import org.foresale.log.PurchaseLog;
import org.foresale.model.PurchaseModel;
import org.foresale.model.ScoredUsers;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class CampaignBacktestTest {

    private static final PurchaseLog LOG = RandomLogs.log(11, 300);
    private static final Snapshot QUESTION = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90), 140, 40);
    private static final PurchaseModel MODEL = PurchaseModel.fit(QUESTION.cohort(LOG), new LogisticLearner());
    /** The first day after the last training label. */
    private static final LocalDate FREE = LOG.date(130);
    private static final LocalDate START = LOG.date(150);

    /** One campaign of type A and one that starts too early, of type B; user uN redeems if N is divisible. */
    private static Campaigns campaigns(LocalDate start, int recipients, int everyTarget, int everyOther) {
        Table descriptions = Table.create("d", StringColumn.create("campaign", "late", "early"),
                StringColumn.create("type", "A", "B"), DateColumn.create("start", List.of(start, LOG.date(129))),
                DateColumn.create("end", List.of(start.plusDays(20), LOG.date(140))));
        StringColumn campaign = StringColumn.create("campaign");
        StringColumn user = StringColumn.create("user");
        for (int i = 0; i < recipients; i++) {
            campaign.append("late").append("early");
            user.append("u" + i).append("u" + i);
        }
        StringColumn redeemer = StringColumn.create("user");
        StringColumn coupon = StringColumn.create("coupon");
        DateColumn date = DateColumn.create("date");
        for (int i = 0; i < recipients; i++) {
            if (i % everyTarget == 0) {
                redeemer.append("u" + i);
                coupon.append("of x");
                date.append(start.plusDays(20));
            }
            if (i % everyOther == 0) {
                redeemer.append("u" + i);
                coupon.append("of much");
                date.append(start);
            }
        }
        // Redeemed after the end, and before the start.
        redeemer.append("u1").append("u2");
        coupon.append("of x").append("of x");
        date.append(start.plusDays(21)).append(start.minusDays(1));
        StringColumn late = StringColumn.create("campaign", Collections.nCopies(redeemer.size(), "late"));
        Table coupons = Table.create("c", StringColumn.create("campaign", Collections.nCopies(7, "late")),
                StringColumn.create("coupon", "of x", "of x", "of x", "of much", "of much", "of much", "unsold"),
                StringColumn.create("product", "pX0", "never sold", "pX1", "pX0", "pS00", "pS01", "never sold"));
        return Campaigns.of(descriptions, Table.create("r", campaign, user), coupons,
                Table.create("s", redeemer, late, coupon, date));
    }

    @Test
    void tenthsHoldTheRedemptionsOfTheHighestScoresFirst() {
        CampaignBacktest backtest = CampaignBacktest.of(MODEL, QUESTION, LOG,
                campaigns(START, 200, 3, 2).ofType("A"));
        ScoredUsers scored = MODEL.score(LOG, START);
        Map<String, Double> probabilities = new HashMap<>();
        IntStream.range(0, scored.size()).forEach(i -> probabilities.put(scored.userId(i), scored.probability(i)));
        List<String> ranked = new ArrayList<>(IntStream.range(0, 200).mapToObj(i -> "u" + i).sorted().toList());
        ranked.sort(Comparator.comparingDouble(id -> -probabilities.get(id)));
        Table table = backtest.table();
        assertThat(table.rowCount()).isEqualTo(10);
        int target = 0;
        for (int tenth = 0; tenth < 10; tenth++) {
            List<String> own = ranked.subList(20 * tenth, 20 * tenth + 20);
            int ofX = (int) own.stream().filter(id -> Integer.parseInt(id.substring(1)) % 3 == 0).count();
            int any = (int) own.stream().map(id -> Integer.parseInt(id.substring(1)))
                    .filter(id -> id % 3 == 0 || id % 2 == 0).count();
            target += ofX;
            assertThat(table.intColumn("decile").get(tenth)).isEqualTo(10 - tenth);
            assertThat(table.intColumn("recipients").get(tenth)).isEqualTo(20);
            assertThat(table.intColumn("redeemed coupon of x").get(tenth)).isEqualTo(ofX);
            assertThat(table.intColumn("redeemed any coupon").get(tenth)).isEqualTo(any);
            assertThat(table.getString(tenth, "share, coupon of x, 95 %"))
                    .isEqualTo(Interval.ofShare(ofX / 20.0, 20).toString());
        }
        assertThat(target).isEqualTo(67);
        Table lift = backtest.lift();
        double top = table.intColumn("redeemed coupon of x").get(0) / 20.0 / (67 / 200.0);
        assertThat(Double.parseDouble(lift.getString(0, "lift, coupon of x, 95 %").split(" ")[0]))
                .isCloseTo(top, within(.0006));
        assertThat(lift.intColumn("recipients").asList()).containsExactly(20, 40, 60, 100);
        assertThat(backtest.figures().values()).extracting(Interval::toString)
                .isEqualTo(lift.stringColumn("lift, coupon of x, 95 %").asList());
        assertThat(backtest.figures().get("lift, highest tenths: 1").estimate()).isCloseTo(top, within(1e-12));
        assertThat(backtest.counts()).isEqualTo(Map.of("recipients", 200L, "redeemed", 67L));
        assertThat(backtest.verdict()).contains("Of 200 recipients (200 users) of 1 campaign (late)")
                .contains("67 redeemed a coupon of x and 133 any coupon")
                .contains("Coupons mostly for products of x: 1.")
                .contains("1 more cover only a few").contains("No effect").contains("the 200 recipients were chosen")
                .doesNotContain("after the log's end");
        assertThat(backtest).hasToString(backtest.verdict());
    }

    @Test
    void aModelThatKnowsTheCampaignsDaysIsRefused() {
        assertThatThrownBy(() -> CampaignBacktest.of(MODEL, QUESTION, LOG, campaigns(START, 200, 3, 2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("early")
                .hasMessageContaining(LOG.date(129).toString()).hasMessageContaining(FREE.toString());
        assertThatThrownBy(() -> CampaignBacktest.of(MODEL, START.plusDays(1), LOG,
                campaigns(START, 200, 3, 2).only("late"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(START.toString());
        assertThat(CampaignBacktest.of(MODEL, QUESTION, LOG, campaigns(FREE, 200, 3, 2).from(FREE)).table().rowCount())
                .isEqualTo(10);
        assertThatThrownBy(() -> CampaignBacktest.of(MODEL, QUESTION.withDays(List.of(60), 140, 30), LOG,
                campaigns(START, 200, 3, 2).only("late"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("within 40 days").hasMessageContaining("within 30 days");
    }

    @Test
    void nothingAfterTheStartMovesAScore() {
        PurchaseLog known = LOG.filter(LogRules.withDefaults().withWindow(LOG.firstDay(),
                START.minusDays(1)));
        assertThat(CampaignBacktest.of(MODEL, FREE, known, campaigns(START, 200, 3, 2).ofType("A")).table().columns()
                .stream().map(Object::toString).toList())
                .isEqualTo(CampaignBacktest.of(MODEL, FREE, LOG, campaigns(START, 200, 3, 2).ofType("A")).table()
                        .columns().stream().map(Object::toString).toList());
    }

    @Test
    void recipientsWhoAreNotInTheLogAreCounted() {
        CampaignBacktest backtest = CampaignBacktest.of(MODEL, FREE, LOG, campaigns(START, 310, 400, 1).only("late"));
        assertThat(backtest.verdict()).contains("Left out: 10 recipients not in");
        assertThat(CampaignBacktest.of(MODEL, FREE, LOG, campaigns(START, 200, 3, 2).only("late")).verdict())
                .as("of 200 recipients whom the log has").doesNotContain("Left out", " 0 ");
        assertThat(backtest.lift().stringColumn("lift, any coupon, 95 %").get(0)).startsWith("1.000 [");
    }

    @Test
    void withoutARedemptionNoLiftIsDefined() {
        Campaigns sent = campaigns(START, 300, 3, 2).only("late");
        Table none = Table.create("s", StringColumn.create("user"), StringColumn.create("campaign"),
                StringColumn.create("coupon"), DateColumn.create("date"));
        Campaigns nobody = Campaigns.of(
                Table.create("d", StringColumn.create("campaign", "c"), StringColumn.create("type", "A"),
                        DateColumn.create("start", List.of(START)), DateColumn.create("end", List.of(LOG.date(230)))),
                Table.create("r", StringColumn.create("campaign", Collections.nCopies(12, "c")),
                        StringColumn.create("user", IntStream.range(0, 12).mapToObj(i -> "u" + i).toList())),
                Table.create("c", StringColumn.create("campaign"), StringColumn.create("coupon"),
                        StringColumn.create("product")), none);
        CampaignBacktest backtest = CampaignBacktest.of(MODEL, FREE, LOG, nobody);
        assertThat(backtest.lift().stringColumn(2).asSet()).containsExactly("not defined");
        assertThat(backtest.figures()).isEmpty();
        assertThat(backtest.table().intColumn("recipients").sum()).isEqualTo(12);
        assertThat(backtest.verdict()).contains("no lift is defined").contains("after the log's end on");
        assertThat(sent.all()).hasSize(1);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> CampaignBacktest.of(MODEL, FREE, LOG, campaigns(START, 9, 3, 2).only("late")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("9 recipients");
        Campaigns campaigns = campaigns(START, 20, 3, 2);
        assertThatThrownBy(() -> campaigns.ofType("C")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("type C").hasMessageContaining("[A, B]");
        assertThatThrownBy(() -> campaigns.only("x")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[late, early]");
        assertThatThrownBy(() -> campaigns.from(START.plusDays(1))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(START.plusDays(1).toString());
        Table empty = Table.create("empty");
        assertThatThrownBy(() -> Campaigns.of(empty, empty, empty, empty)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"empty\"").hasMessageContaining("\"campaign\"");
    }
}
