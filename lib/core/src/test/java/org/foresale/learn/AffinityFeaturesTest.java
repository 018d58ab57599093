package org.foresale.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.cohort.UserFolds;
import org.foresale.log.ForesaleException;
import org.foresale.log.Level;
import org.junit.jupiter.api.Test;

/** That the door to the affinities leads to the right ones; RichFeaturesTest says what they are. */
class AffinityFeaturesTest {

    private static final Cohort COHORT = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40).cohort(RandomLogs.log(11, 300));
    private static final Samples TRAIN = COHORT.train();
    private static final Samples TEST = COHORT.test();

    @Test
    void trainingSamplesAskTheOtherFoldsAndAllOthersAskAllOfTheTraining() {
        assertThat(AffinityFeatures.ofTraining(TRAIN, 3))
                .isDeepEqualTo(Affinities.crossFitted(TRAIN, new UserFolds(3, 5)));
        double[][] said = AffinityFeatures.fit(TRAIN).of(TEST, 2, 9);
        assertThat(said).isDeepEqualTo(Affinities.fit(TRAIN).of(TEST, 2, 9));
        assertThat(said[0]).hasSameSizeAs(AffinityFeatures.names());
    }

    @Test
    void affinitiesReadAgainSayTheSame() {
        AffinityFeatures affinities = AffinityFeatures.fit(TRAIN);
        PredictorParts parts = affinities.addTo(PredictorParts.of("some"), "a.json");
        assertThat(AffinityFeatures.read(PredictorParts.of(parts.files()), "a.json").of(TEST, 0, TEST.size()))
                .isDeepEqualTo(affinities.of(TEST, 0, TEST.size()));
        assertThatThrownBy(() -> AffinityFeatures.read(parts, "b.json")).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("b.json");
        assertThatThrownBy(() -> AffinityFeatures.read(PredictorParts.of("some").withJson("a.json", List.of()),
                "a.json"))
                .isInstanceOf(ForesaleException.class);
    }

    @Test
    void oneLabelAloneIsRefused() {
        assertThatThrownBy(() -> AffinityFeatures.fit(TestSamples.withLabel(TRAIN, true)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("true");
    }
}
