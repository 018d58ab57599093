package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.foresale.RandomLogs;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Negatives;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Target;
import org.foresale.data.SimulatedLog;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.log.Level;
import org.junit.jupiter.api.Test;

class TrueNeedTest {

    private static final SimulatedLog SIMULATED = SimulatedLog.of(3, 600);

    private static final FirstNeed QUESTION = FirstNeed.of(Target.of("need", Level.SECOND, SimulatedLog.TARGET));

    @Test
    void whoKnowsTheNeedErrsInNothing() {
        SimulatedLog obedient = SIMULATED.withNoise(0);
        for (Negatives negatives : Negatives.all()) {
            Samples samples = QUESTION.withNegatives(negatives).cohort(obedient.log()).train();
            double[] known = TrueNeed.of(obedient, samples);
            for (int i = 0; i < known.length; i++) {
                assertThat(known[i]).as(negatives.title()).isEqualTo(samples.get(i).label() ? 1 : 0);
            }
        }
    }

    @Test
    void withNoiseItErrsMore() {
        Samples samples = QUESTION.cohort(SIMULATED.log()).train();
        Metrics metrics = Metrics.of(Scores.of(samples.labels(), TrueNeed.of(SIMULATED, samples)));
        assertThat(metrics.accuracy()).isBetween(.8, .99);
    }

    @Test
    void strangersAreRefused() {
        Samples others = Samples.everybody(RandomLogs.log(1, 20), Target.of("x", Level.SECOND, "X"), 10);
        assertThatThrownBy(() -> TrueNeed.of(SIMULATED, others)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no user");
    }
}
