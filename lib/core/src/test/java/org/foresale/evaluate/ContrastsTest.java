package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContrastsTest {

    private static final int USERS = 120;

    /** A board whose "good" has four seeds and "bad" one. */
    private static Scoreboard board(long seed, int firstUser) {
        Random random = new Random(seed);
        List<double[]> good = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            good.add(Cases.normalScores(random, USERS, 2));
        }
        return Scoreboard.of("board " + seed, Cases.alternating(USERS))
                .withUsers(IntStream.range(firstUser, firstUser + USERS).toArray())
                .with("good", good, List.of(.2, .4, .5, .7))
                .with("bad", List.of(Cases.normalScores(random, USERS, .3)));
    }

    private static Contrasts.Contrast contrast(Scoreboard... boards) {
        return new Contrasts.Contrast(List.of(boards), "good", "bad");
    }

    private static double width(Interval interval) {
        return interval.high() - interval.low();
    }

    @Test
    void aSingleContrastIsTheDifferenceOfItsBoard() {
        Difference expected = board(1, 0).difference("good", "bad", "ROC AUC", Metrics::rocAuc);
        Contrasts.Pooled measured = Contrasts.of(List.of(contrast(board(1, 0)))).measure("ROC AUC", Metrics::rocAuc);
        assertThat(measured.single()).containsExactly(expected);
        assertThat(measured.pooled()).isEqualTo(expected.interval());
        assertThat(measured.pValue()).isEqualTo(expected.pValue());
    }

    @Test
    void thePooledDifferenceIsTheMeanOfTheSingleOnes() {
        Contrasts contrasts = Contrasts.of(List.of(contrast(board(1, 0)), contrast(board(2, USERS), board(3, USERS)),
                contrast(board(4, 0))));
        Contrasts.Pooled measured = contrasts.measure("ROC AUC", Metrics::rocAuc);
        assertThat(measured.pooled().estimate()).isCloseTo(measured.single().stream()
                .mapToDouble(each -> each.interval().estimate()).average().orElseThrow(), within(1e-12));
        assertThat(measured.single()).allSatisfy(each -> assertThat(each.interval().estimate())
                .isCloseTo(each.bySeed().mean(), within(1e-12)));
        assertThat(width(measured.pooled())).isLessThan(width(measured.single().get(0).interval()));
    }

    @Test
    void otherUsersTellMoreAndTheSameUsersAgainDoNot() {
        Scoreboard board = board(1, 0).with("good", List.of(Cases.normalScores(new Random(7), USERS, 2)));
        Scoreboard others = board.withUsers(IntStream.range(USERS, 2 * USERS).toArray());
        double once = width(pooled(contrast(board)));
        assertThat(width(pooled(contrast(board), contrast(board)))).isCloseTo(once, within(1e-12));
        assertThat(width(pooled(contrast(board), contrast(others)))).isCloseTo(once / Math.sqrt(2), within(.12 * once));
    }

    private static Interval pooled(Contrasts.Contrast... contrasts) {
        return Contrasts.of(List.of(contrasts)).measure("ROC AUC", Metrics::rocAuc).pooled();
    }

    /** A threshold is the same for all users: what varies is the seeds alone. */
    @Test
    void theSeedsOfAFitAreDrawnTogetherOnAllItsBoardsAndThoseOfSeveralFitsApart() {
        Interval one = measured(contrast(board(1, 0)));
        assertThat(measured(contrast(board(1, 0), board(1, 0))).range()).isEqualTo(one.range());
        assertThat(width(measured(contrast(board(1, 0)), contrast(board(2, USERS))))).isBetween(.6 * width(one),
                .85 * width(one));
        Interval apart = Scoreboards.of(List.of(board(1, 0), board(2, USERS)))
                .difference("good", "bad", "threshold", Metrics::threshold).interval();
        assertThat(width(apart)).isBetween(.6 * width(one), .85 * width(one));
    }

    private static Interval measured(Contrasts.Contrast... contrasts) {
        return Contrasts.of(List.of(contrasts)).measure("threshold", Metrics::threshold).pooled();
    }

    @Test
    void moreContrastsMakeForSmallerPValues() {
        Contrasts contrasts = Contrasts.of(List.of(contrast(board(1, 0))));
        assertThat(contrasts.measure("ROC AUC", Metrics::rocAuc).pValue()).isCloseTo(2. / 1001, within(1e-12));
        assertThat(contrasts.among(15).measure("ROC AUC", Metrics::rocAuc).pValue())
                .isCloseTo(2. / 3601, within(1e-12)).isLessThan(.05 / 15);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Contrasts.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> contrast()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("good and bad");
        assertThatThrownBy(() -> contrast(board(1, 0), board(1, 0).with("good", List.of(new double[USERS]))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("4 seeds")
                .hasMessageContaining("1 on");
        Contrasts two = Contrasts.of(List.of(contrast(board(1, 0)), contrast(board(2, 0))));
        assertThatThrownBy(() -> two.among(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 contrasts").hasMessageContaining("part of 1");
    }
}
