package org.foresale.insight.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.foresale.RandomLogs;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.learn.BgNbdLearner;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class NextPurchaseTest {

    private static final Snapshot QUESTION = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(80, 95, 110), 140, 30).withActivity(3, 60);
    private static final PurchaseLog LOG = RandomLogs.log(4, 900);

    @Test
    void quantilesAreInterpolatedAndBehindTheHorizonInfinite() {
        DaysUntil until = DaysUntil.of(new int[] {10, 20, 30}, new double[] {.2, .6, .6});
        assertThat(until.low()).isCloseTo(5, within(1e-12));
        assertThat(until.mid()).isCloseTo(10 + 10 * .3 / .4, within(1e-12));
        assertThat(until.high()).isInfinite();
        assertThat(until.held()).as("from the fifth day on").isCloseTo(1 - .2 * 4 / 10, within(1e-12));
        assertThat(DaysUntil.of(new int[] {10}, new double[] {.95}).held())
                .as("from the second day to the tenth").isCloseTo(.95 * 9 / 10, within(1e-12));
        assertThat(DaysUntil.of(new int[] {10}, new double[] {.04}).held()).isCloseTo(.96, within(1e-12));
        assertThat(DaysUntil.of(new int[] {10, 20}, new double[] {.95, .9}).high()).isLessThanOrEqualTo(10);
        assertThat(DaysUntil.of(new int[] {10}, new double[] {1}).low()).isEqualTo(1);
    }

    /** In these logs purchases come by chance, so what went before says little: the interval is to hold eight in ten. */
    @Test
    void theIntervalHoldsAboutEightInTen() {
        NextPurchase next = NextPurchase.fit(QUESTION, LOG, BgNbdLearner::of);
        Table test = next.test();
        String held = test.getString(0, "within the interval");
        double low = Double.parseDouble(held.replaceAll(".*\\[([0-9.]+),.*", "$1"));
        double high = Double.parseDouble(held.replaceAll(".*, ([0-9.]+)\\].*", "$1"));
        double should = Double.parseDouble(test.getString(0, "should be"));
        assertThat(should).isBetween(.8, .95);
        assertThat(should).isBetween(low - .03, high + .03);
        assertThat(next.gain().estimate()).isCloseTo(test.doubleColumn(1).get(1) - test.doubleColumn(1).get(0),
                within(1e-9));
        assertThat(next.gain().low()).as("half of all gaps are longer than the median gap").isPositive();
        assertThat(next.verdict()).startsWith("The prediction of the next purchase is nearer to the truth")
                .contains(" Of its intervals, ").matches(".* (which agrees with|fewer than|more than) the [0-9.]+ % that should.*");
    }

    @Test
    void onlyBuyersArePredictedTheEarliestFirst() {
        Table users = NextPurchase.fit(QUESTION, LOG, BgNbdLearner::of).predict(LOG, LOG.date(LOG.days()));
        assertThat(users.rowCount()).isBetween(200, 300);
        assertThat(users.stringColumn("user").asList()).allMatch(user -> Integer.parseInt(user.substring(1)) % 3 == 0);
        List<Integer> days = users.stringColumn("days until the next purchase").asList().stream()
                .map(text -> text.startsWith("later") ? 31 : Integer.parseInt(text)).toList();
        assertThat(days).isSorted();
        assertThat(users.stringColumn("90 % by").asList()).contains("later than 30");
    }

    @Test
    void whatCannotBeTestedIsRefused() {
        assertThatThrownBy(() -> NextPurchase.fit(QUESTION.withDays(List.of(80), 140, 5), LOG, BgNbdLearner::of))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("5 days");
    }
}
