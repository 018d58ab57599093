package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.log.Level;
import org.foresale.network.Architecture.Kind;
import org.foresale.network.Architecture;
import org.foresale.network.NetworkLearner;
import org.foresale.network.TrainingListener;
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
        List<TrainingListener.Epoch> one = LSTM.withSeed(1).fit(COHORT).epochs();
        List<TrainingListener.Epoch> two = LSTM.withSeed(2).fit(COHORT).epochs();
        Table curves = SPEED.curves();
        Table ofLstm = curves.where(curves.stringColumn("network").isEqualTo("LSTM"));
        assertThat(ofLstm.rowCount()).isEqualTo(Math.max(one.size(), two.size()));
        for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
            double[] losses = {one.get(i).validationLoss(), two.get(i).validationLoss()};
            Arrays.sort(losses);
            assertThat(ofLstm.doubleColumn("validation log loss").get(i))
                    .isCloseTo((losses[0] + losses[1]) / 2, within(1e-12));
            assertThat(ofLstm.doubleColumn("validation log loss, lowest").get(i)).isEqualTo(losses[0]);
            assertThat(ofLstm.doubleColumn("validation log loss, highest").get(i)).isEqualTo(losses[1]);
            assertThat(ofLstm.doubleColumn("validation ROC AUC").get(i))
                    .isCloseTo((one.get(i).validationRocAuc() + two.get(i).validationRocAuc()) / 2, within(1e-12));
        }
        assertThat(ofLstm.doubleColumn("seconds of training").asList()).isSorted().allMatch(seconds -> seconds > 0);
    }

    @Test
    void anEasyBoundIsReachedInTheFirstEpochAndNoneIsReachedNever() {
        Table easy = SPEED.reaching(10);
        assertThat(easy.stringColumn("seeds that reach it").asList()).containsExactly("2 of 2", "2 of 2");
        assertThat(easy.stringColumn("epochs").asList()).containsExactly("1.0 ± 0.0", "1.0 ± 0.0");
        Table never = SPEED.reaching(1e-9);
        assertThat(never.stringColumn("seeds that reach it").asList()).containsExactly("0 of 2", "0 of 2");
        assertThat(never.stringColumn("seconds").asList()).containsExactly("", "");
    }

    @Test
    void ratiosAreBySeed() {
        assertThat(SPEED.ratios("LSTM", "LSTM", 10)).containsExactly(1, 1);
        double[] ratios = SPEED.ratios("CNN + LSTM", "LSTM", 10);
        double[] inverse = SPEED.ratios("LSTM", "CNN + LSTM", 10);
        assertThat(ratios).hasSize(2);
        assertThat(ratios[1] * inverse[1]).isCloseTo(1, within(1e-12));
        assertThat(SPEED.verdict("LSTM", "LSTM", 10, 1e-9).lines()).containsExactly(
                "To reach a validation loss of 10.00, “LSTM” takes 1.000 (no interval of fewer than 10 seeds) of the time"
                        + " of “LSTM” (2 of 2 seeds).",
                "With none of 2 seeds, “LSTM” reaches a validation loss of 1.0E-9.");
        assertThat(SPEED.epochs().intColumn("weights").get(1)).isPositive();
    }

    @Test
    void ratiosAreKeptIfASeedGetsThere() {
        Results none = Results.of("speed", new Origin(Map.of()));
        Results kept = SPEED.addTo(none, "days", "CNN + LSTM", "LSTM", 10, 9.5, 1e-9);
        assertThat(kept.figures().keySet()).as("one epoch, the least there is, is no comparison")
                .containsExactly("days / seconds, ratio until 10.00", "days / seconds, ratio until 9.50");
        double[] ratios = SPEED.ratios("CNN + LSTM", "LSTM", 10);
        assertThat(kept.figures().get("days / seconds, ratio until 10.00").value())
                .isCloseTo(Math.sqrt(ratios[0] * ratios[1]), within(1e-6));
        assertThat(kept.figures().get("days / seconds, ratio until 10.00").tolerance()).isEqualTo(.3);
    }

    /** Until the lowest loss of the one that gets further down, all of the other's training counts. */
    @Test
    void whoNeverGetsThereCountsWithAllOfItsTraining() {
        boolean cnnIsLower = lowest("CNN + LSTM") < lowest("LSTM");
        String lower = cnnIsLower ? "CNN + LSTM" : "LSTM";
        String other = cnnIsLower ? "LSTM" : "CNN + LSTM";
        double bound = lowest(lower);
        Results kept = SPEED.addTo(Results.of("speed", new Origin(Map.of())), "days", lower, other, bound);
        Results.Figure seconds = kept.figures().values().iterator().next();
        assertThat(seconds.more()).containsEntry("n", 1.).containsEntry("censored", 1.);
        assertThat(SPEED.compared(lower, other, bound).getString(0, "seconds, ratio, 95 %")).startsWith("at most ");
    }

    private static double lowest(String network) {
        return Arrays.stream(SPEED.curves().stream()
                .filter(row -> row.getString("network").equals(network))
                .mapToDouble(row -> row.getDouble("validation log loss, lowest")).toArray()).min().orElseThrow();
    }

    /** One of eleven seeds never gets there; of the others' logarithms it is scipy's t.interval(.95, 9, mean, sem). */
    @Test
    void theIntervalOfARatioIsStudentsOfAtLeastTenSeeds() {
        double[] ratios = {.30, .32, .35, .31, .29, .41, .38, .33, .36, .30};
        SpeedRatio ten = new SpeedRatio(.6, ratios, 11, 0);
        assertThat(ten.interval().orElseThrow().low()).isCloseTo(0.3069346849729045, within(1e-8));
        assertThat(ten.interval().orElseThrow().high()).isCloseTo(0.36130573499699997, within(1e-8));
        assertThat(ten.words()).isEqualTo("0.333 [0.307, 0.361]");
        assertThat(ten.there()).isEqualTo("10 of 11");
        assertThat(ten.figure(.3).more()).containsKeys("low", "high").containsEntry("seeds", 11.);
        SpeedRatio nine = new SpeedRatio(.6, Arrays.copyOf(ratios, 9), 11, 2);
        assertThat(nine.interval()).isEmpty();
        assertThat(nine.words()).startsWith("at most ").endsWith("(no interval of fewer than 10 seeds)");
        assertThat(nine.figure(.3).more()).doesNotContainKeys("low", "high");
    }

    @Test
    void theTableNamesEachBoundAndCountsTheSeedsThatGetThere() {
        Table table = SPEED.compared("CNN + LSTM", "LSTM", 10, 1e-9);
        assertThat(table.stringColumn("until the validation loss is").asList()).containsExactly("10.00", "1.0E-9");
        assertThat(table.stringColumn("seeds that reach it").asList()).containsExactly("2 of 2", "0 of 2");
        assertThat(table.stringColumn("epochs, ratio, 95 %").get(0)).isEqualTo("both in the first");
        assertThat(table.stringColumn("seconds, ratio, 95 %").get(1)).isEmpty();
    }

    @Test
    void theListenerIsToldOfEachSeed() {
        assertThat(TOLD).hasSize(2).first().asString().startsWith("1 of 2: all networks on x, seed ");
        assertThat(TOLD.get(1)).startsWith("2 of 2: all networks on x, seed ");
        assertThat(TOLD.stream().map(told -> told.substring(told.lastIndexOf(' '))))
                .containsExactlyInAnyOrder(" 1", " 2");
    }

    /** Several seeds at a time learn what each learns alone. */
    @Test
    void seedsSideBySideAreThoseOfTrainingsAlone() {
        for (NetworkLearner learner : List.of(BOTH, LSTM)) {
            List<TrainingListener.Epoch> second = learner.withSeed(2).fit(COHORT).epochs();
            double lowest = second.stream().mapToDouble(TrainingListener.Epoch::validationLoss).min().orElseThrow();
            List<TrainingListener.Epoch> first = learner.withSeed(1).fit(COHORT).epochs();
            double lower = Math.min(lowest,
                    first.stream().mapToDouble(TrainingListener.Epoch::validationLoss).min().orElseThrow());
            String name = learner.name();
            Table reaching = SPEED.reaching(lower);
            assertThat(reaching.where(reaching.stringColumn("network").isEqualTo(name))
                    .getString(0, "seeds that reach it"))
                    .isEqualTo("1 of 2");
        }
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
