package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.evaluate.Spread;
import org.foresale.log.Level;
import org.foresale.network.Architecture;
import org.foresale.network.Architecture.Kind;
import org.foresale.network.Epoch;
import org.foresale.network.NetworkLearner;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class LearningSpeedTest {

    private static final Cohort COHORT = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40).cohort(RandomLogs.log(51, 200));
    private static final NetworkLearner LSTM =
            NetworkLearner.of(new Architecture(Kind.LSTM, 6, 6, 3, 2, 6, 0.2)).withEpochs(4);
    private static final NetworkLearner BOTH = LSTM.with(LSTM.architecture().with(Kind.CNN_LSTM));
    private static final List<String> TOLD = new ArrayList<>();
    private static final LearningSpeed SPEED = LearningSpeed.measure(COHORT, List.of(BOTH, LSTM), 2,
            (done, all, run) -> TOLD.add(done + " of " + all + ": " + run.cell()));

    @Test
    void theCurvesAreThoseOfTheTrainings() {
        List<Epoch> epochs = LSTM.withSeed(1).fit(COHORT.train(), COHORT.validation()).epochs();
        Table curves = SPEED.curves();
        Table ofLstm = curves.where(curves.stringColumn("network").isEqualTo("LSTM"));
        assertThat(ofLstm.doubleColumn("validation log loss").asList())
                .isEqualTo(epochs.stream().map(Epoch::validationLoss).toList());
        assertThat(ofLstm.doubleColumn("validation ROC AUC").asList())
                .isEqualTo(epochs.stream().map(Epoch::validationRocAuc).toList());
        assertThat(ofLstm.doubleColumn("seconds of training").asList()).isSorted().allMatch(seconds -> seconds > 0);
    }

    @Test
    void anEasyBoundIsReachedInTheFirstEpochAndNoneIsReachedNever() {
        Table easy = SPEED.reaching(10);
        assertThat(easy.stringColumn("seeds there").asList()).containsExactly("2 of 2", "2 of 2");
        assertThat(easy.stringColumn("epochs").asList()).containsExactly("1.0 ± 0.0", "1.0 ± 0.0");
        Table never = SPEED.reaching(1e-9);
        assertThat(never.stringColumn("seeds there").asList()).containsExactly("0 of 2", "0 of 2");
        assertThat(never.stringColumn("seconds").asList()).containsExactly("", "");
    }

    @Test
    void ratiosAreBySeed() {
        assertThat(SPEED.ratios("LSTM", "LSTM", 10)).containsExactly(1, 1);
        double[] ratios = SPEED.ratios("CNN + LSTM", "LSTM", 10);
        double[] inverse = SPEED.ratios("LSTM", "CNN + LSTM", 10);
        assertThat(ratios).hasSize(2);
        assertThat(ratios[1] * inverse[1]).isCloseTo(1, within(1e-12));
        assertThat(SPEED.verdict("LSTM", "LSTM", 10))
                .isEqualTo("Until a validation loss of 10.0, LSTM takes 1.000 ± 0.000 (n = 2) of the time of LSTM");
        assertThat(SPEED.verdict("CNN + LSTM", "LSTM", 1e-9)).startsWith("With no seed");
        assertThat(SPEED.epochs().intColumn("weights").get(1)).isPositive();
    }

    @Test
    void ratiosAreKeptIfASeedGetsThere() {
        Results none = Results.of("speed", new Origin(Map.of()));
        Results kept = SPEED.addTo(none, "days", "CNN + LSTM", "LSTM", 10);
        assertThat(kept.figures().get("days / seconds, ratio").value())
                .isCloseTo(Spread.of(SPEED.ratios("CNN + LSTM", "LSTM", 10)).mean(), within(1e-6));
        assertThat(kept.figures().get("days / epochs, ratio").value()).isEqualTo(1);
        assertThat(kept.figures().get("days / epochs, ratio").more()).containsEntry("n", 2.);
        assertThat(SPEED.addTo(none, "days", "CNN + LSTM", "LSTM", 1e-9)).isEqualTo(none);
    }

    @Test
    void theListenerIsToldOfEachTrainingInTurn() {
        assertThat(TOLD).containsExactly("1 of 4: CNN + LSTM on x, seed 1", "2 of 4: LSTM on x, seed 1",
                "3 of 4: CNN + LSTM on x, seed 2", "4 of 4: LSTM on x, seed 2");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> LearningSpeed.measure(COHORT, List.of(LSTM, LSTM), 1, StudyListener.NONE))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("LSTM, LSTM");
        assertThatThrownBy(() -> LearningSpeed.measure(COHORT, List.of(LSTM), 0, StudyListener.NONE))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 seeds");
        assertThatThrownBy(() -> SPEED.ratios("LSTM", "GRU", 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GRU");
    }
}
