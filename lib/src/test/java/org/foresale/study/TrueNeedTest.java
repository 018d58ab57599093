package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Target;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.log.Level;
import org.foresale.log.SimulatedLog;
import org.junit.jupiter.api.Test;

class TrueNeedTest {

    private static final SimulatedLog SIMULATED = SimulatedLog.of(3, 600);

    @Test
    void whoKnowsTheNeedErrsOnlyAboutThoseWhoDoTheOpposite() {
        Cohort cohort = FirstNeed.of(Target.of("need", Level.SECOND, SimulatedLog.TARGET)).cohort(SIMULATED.log());
        Samples samples = cohort.train();
        Metrics metrics = Metrics.of(Scores.of(samples.labels(), TrueNeed.of(SIMULATED, samples)));
        assertThat(metrics.accuracy()).isBetween(.9, .99);
        Cohort clean = FirstNeed.of(Target.of("need", Level.SECOND, SimulatedLog.TARGET))
                .cohort(SIMULATED.withNoise(0).log());
        assertThat(Metrics.of(Scores.of(clean.test().labels(), TrueNeed.of(SIMULATED, clean.test()))).accuracy())
                .isGreaterThan(.99);
    }

    @Test
    void strangersAreRefused() {
        Samples others = Samples.everybody(RandomLogs.log(1, 20), Target.of("x", Level.SECOND, "X"), 10);
        assertThatThrownBy(() -> TrueNeed.of(SIMULATED, others)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no user");
    }
}
