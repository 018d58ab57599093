package org.foresale.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.foresale.PublicLogs;
import org.foresale.Targets;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Snapshot;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scoreboard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A network on the real log: three seeds, side by side, as the notebook runs them. */
@Tag("slow")
class PublicNetworkTest {

    @Test
    void petsAreForeseenOnCompleteJourney() {
        Cohort cohort = Snapshot.of(Targets.completeJourney().get("pets")).cohort(PublicLogs.completeJourney());
        NetworkLearner learner = NetworkLearner.of(Architecture.cnnLstm()).withEpochs(4);
        List<double[]> runs = IntStream.rangeClosed(1, 3).parallel().mapToObj(seed -> learner.withSeed(seed)
                .fit(cohort).predict(cohort.test())).toList();
        Scoreboard board = Scoreboard.of(cohort.name(), cohort.test().labels()).with(learner.name(), runs);
        System.out.println(board.table().printAll());
        assertThat(board.spread(learner.name(), Metrics::rocAuc).mean()).isGreaterThanOrEqualTo(.85);
        assertThat(board.spread("always positive", Metrics::f1).mean()).isCloseTo(2.0 / 3, within(1e-12));
    }
}
