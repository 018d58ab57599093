package org.foresale.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.foresale.RandomLogs;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;

/** What is said of samples that a question or a learner cannot do with. */
class SamplesTest {

    private static final Target X = Target.of("x", Level.SECOND, "X");
    private static final PurchaseLog LOG = RandomLogs.log(11, 200);
    private static final Samples TRAIN =
            Snapshot.of(X).withDays(List.of(40, 60, 80, 100), 160, 30).cohort(LOG).train();

    @Test
    void aLabelThatIsAbsentIsNamedWithTheRemedy() {
        assertThat(TRAIN.requireBothLabels("training")).isSameAs(TRAIN);
        assertThatThrownBy(() -> TestSamples.withLabel(TRAIN, true).requireBothLabels("training"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("for training have the label true")
                .hasMessageContaining("fewer users buy");
        assertThatThrownBy(() -> TestSamples.withLabel(TRAIN, false).requireBothLabels("training"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("for training have the label false")
                .hasMessageContaining("bought more often");
        assertThatThrownBy(() -> TestSamples.none(TRAIN).requireBothLabels("training"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no sample for training")
                .hasMessageContaining("give samples");
    }

    @Test
    void moreShoppingDaysThanTheLogHasDaysAreRefused() {
        for (int earlier : new int[] {RandomLogs.DAYS, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> FirstNeed.of(X).withBurnIn(0, earlier).cohort(LOG))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(earlier + " shopping days")
                    .hasMessageContaining("200 days").hasMessageContaining("withBurnIn");
        }
        assertThatThrownBy(() -> FirstNeed.of(X).withBurnIn(0, RandomLogs.DAYS - 1).cohort(LOG))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("before their shopping day 200")
                .hasMessageContaining("fewer shopping days");
    }
}
