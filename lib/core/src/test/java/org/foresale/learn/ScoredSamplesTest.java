package org.foresale.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.UserSplit;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scoreboard;
import org.foresale.evaluate.Scores;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;

/** Scores know which samples they belong to, and stand on no board of others. */
class ScoredSamplesTest {

    private static final PurchaseLog LOG = RandomLogs.log(11, 300);
    private static final Snapshot QUESTION = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40);
    private static final Cohort COHORT = QUESTION.cohort(LOG);
    private static final Predictor PREDICTOR = new LogisticLearner().fit(COHORT);

    @Test
    void aPredictorsScoresAreItsPredictionsBesideTheAnswers() {
        Scores scores = PREDICTOR.score(COHORT.test());
        double[] predictions = PREDICTOR.predict(COHORT.test());
        for (int i = 0; i < predictions.length; i++) {
            assertThat(scores.score(i)).isEqualTo(predictions[i]);
            assertThat(scores.label(i)).isEqualTo(COHORT.test().get(i).label());
        }
        Scoreboard zipped = Scoreboard.of("x", COHORT.test().labels()).with("a", List.of(predictions));
        Scoreboard scored = COHORT.test().scoreboard("x").with("a", scores);
        assertThat(scored.interval("a", Metrics::rocAuc)).isEqualTo(zipped.interval("a", Metrics::rocAuc));
        assertThat(new LogisticLearner().fit(COHORT.train(), COHORT.validation()).predict(COHORT.test()))
                .isEqualTo(predictions);
    }

    @Test
    void scoresOfOtherSamplesStandOnNoBoard() {
        Scoreboard board = COHORT.test().scoreboard("x");
        assertThatThrownBy(() -> board.with("a", PREDICTOR.score(COHORT.validation())))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("other samples");
        // As many buyers and others, in the same order, but of other users.
        Cohort other = QUESTION.withSplit(UserSplit.of(7)).cohort(LOG);
        Scores foreign = Scores.of(COHORT.test().labels(), PREDICTOR.predict(COHORT.test()))
                .ofSamples(other.test().scores(PREDICTOR.predict(other.test())).samples().orElseThrow());
        assertThatThrownBy(() -> board.with("a", foreign)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other samples");
        // The first that know their samples say which those of a board are.
        Scoreboard of = Scoreboard.of("x", COHORT.test().labels()).with("a", PREDICTOR.score(COHORT.test()));
        assertThatThrownBy(() -> of.with("b", foreign)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other samples");
        assertThatThrownBy(() -> Scoreboard.of("x", COHORT.test().labels())
                .with("a", PREDICTOR.score(COHORT.test()), foreign)).isInstanceOf(IllegalArgumentException.class);
    }
}
