package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ScoreboardsTest {

    private static final int USERS = 150;

    /** A board on which "good" ranks better than "bad" by as much as the noise is smaller. */
    private static Scoreboard board(long seed, String name, int firstUser) {
        Random random = new Random(seed);
        boolean[] labels = new boolean[USERS];
        double[] good = new double[USERS];
        double[] bad = new double[USERS];
        for (int i = 0; i < USERS; i++) {
            labels[i] = random.nextBoolean();
            good[i] = prediction((labels[i] ? 1 : 0) + random.nextGaussian());
            bad[i] = prediction((labels[i] ? 1 : 0) + 4 * random.nextGaussian());
        }
        return Scoreboard.of(name, labels).withUsers(IntStream.range(firstUser, firstUser + USERS).toArray())
                .with("good", List.of(good)).with("bad", List.of(bad)).with("good again", List.of(good));
    }

    private static double prediction(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static Difference difference(Scoreboards boards, String first, String second) {
        return boards.difference(first, second, "ROC AUC", Metrics::rocAuc);
    }

    @Test
    void theAverageDifferenceIsThatOfTheBoards() {
        Scoreboard one = board(1, "one", 0);
        Scoreboard two = board(2, "two", USERS);
        Difference average = difference(Scoreboards.of(List.of(one, two)), "good", "bad");
        double expected = (one.difference("good", "bad", "ROC AUC", Metrics::rocAuc).interval().estimate()
                + two.difference("good", "bad", "ROC AUC", Metrics::rocAuc).interval().estimate()) / 2;
        assertThat(average.interval().estimate()).isCloseTo(expected, within(1e-12));
        assertThat(average.bySeed().mean()).isCloseTo(expected, within(1e-12));
        assertThat(average.finding()).isEqualTo("higher");
        assertThat(average.verdict()).contains("over 2 questions", "good is higher");
    }

    @Test
    void moreQuestionsOfOtherUsersNarrowTheIntervalAndTheSameQuestionTwiceDoesNot() {
        double one = width(Scoreboards.of(List.of(board(3, "one", 0))));
        double four = width(Scoreboards.of(List.of(board(3, "a", 0), board(4, "b", USERS), board(5, "c", 2 * USERS),
                board(6, "d", 3 * USERS))));
        double twice = width(Scoreboards.of(List.of(board(3, "one", 0), board(3, "again", 0))));
        assertThat(four).isBetween(.3 * one, .75 * one);
        assertThat(twice).isCloseTo(one, within(.15 * one));
    }

    private static double width(Scoreboards boards) {
        Interval interval = difference(boards, "good", "bad").interval();
        return interval.high() - interval.low();
    }

    @Test
    void ofOneBoardTheIntervalIsAboutThatOfTheBoard() {
        Scoreboard board = board(7, "one", 0);
        Interval whole = difference(Scoreboards.of(List.of(board)), "good", "bad").interval();
        Interval own = board.difference("good", "bad", "ROC AUC", Metrics::rocAuc).interval();
        assertThat(whole.low()).isCloseTo(own.low(), within(.02));
        assertThat(whole.high()).isCloseTo(own.high(), within(.02));
    }

    @Test
    void theAverageOfALearnerIsThatOfTheBoards() {
        Scoreboard one = board(1, "one", 0);
        Scoreboard two = board(2, "two", USERS);
        Scoreboards boards = Scoreboards.of(List.of(one, two));
        Interval average = boards.interval("good", Metrics::rocAuc);
        Interval first = one.interval("good", Metrics::rocAuc);
        Interval second = two.interval("good", Metrics::rocAuc);
        assertThat(average.estimate()).isCloseTo((first.estimate() + second.estimate()) / 2, within(1e-12));
        // Means of two that share no user: the variance is a quarter of the sum of both.
        double expected = Math.hypot(first.high() - first.low(), second.high() - second.low()) / 2;
        assertThat(average.high() - average.low()).isCloseTo(expected, within(.15 * expected));
        assertThat(boards.interval("always positive", Metrics::recall)).isEqualTo(new Interval(1, 1, 1, .95));
        assertThat(boards.intervals("good", List.of(Metrics::recall, Metrics::rocAuc)).get(1)).isEqualTo(average);
    }

    @Test
    void theAverageOfTheSameQuestionTwiceIsAsWide() {
        Interval once = board(3, "one", 0).interval("good", Metrics::rocAuc);
        Interval twice = Scoreboards.of(List.of(board(3, "one", 0), board(3, "again", 0)))
                .interval("good", Metrics::rocAuc);
        assertThat(twice.high() - twice.low()).isCloseTo(once.high() - once.low(), within(1e-12));
    }

    /** With seeds that are far apart, each drawn anew on each board, two boards halve the variance of a board. */
    @Test
    void theSeedsOfEachBoardAreDrawnApart() {
        boolean[] labels = new boolean[40];
        double[] right = new double[40];
        double[] wrong = new double[40];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 2 == 0;
            right[i] = labels[i] ? 1 : 0;
            wrong[i] = 1 - right[i];
        }
        List<double[]> seeds = List.of(right, right, right, wrong, wrong, wrong);
        Scoreboard board = Scoreboard.of("one", labels).with("erratic", seeds);
        Interval one = Scoreboards.of(List.of(board)).interval("erratic", Metrics::rocAuc);
        Interval four = Scoreboards.of(List.of(board, board, board, board)).interval("erratic", Metrics::rocAuc);
        assertThat(one.estimate()).isEqualTo(.5);
        assertThat((four.high() - four.low()) / (one.high() - one.low())).isBetween(.4, .7);
    }

    @Test
    void onlyWhoIsOnEveryBoardHasAnAverage() {
        Scoreboards boards = Scoreboards.of(List.of(board(1, "one", 0).with("new", List.of(new double[USERS])),
                board(2, "two", 0)));
        assertThat(boards.learners()).containsExactly("always positive", "good", "bad", "good again");
        assertThatThrownBy(() -> boards.interval("new", Metrics::rocAuc)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("new");
    }

    @Test
    void equalScoresDifferByNothing() {
        Difference none = difference(Scoreboards.of(List.of(board(8, "one", 0), board(9, "two", 50))), "good",
                "good again");
        assertThat(none.interval().low()).isZero();
        assertThat(none.interval().high()).isZero();
        assertThat(none.finding()).isEqualTo("no difference");
    }

    @Test
    void allLearnersStandOnOneTable() {
        Table table = Scoreboards.of(List.of(board(1, "one", 0), board(2, "two", 0))).table("ROC AUC", Metrics::rocAuc);
        assertThat(table.columnNames()).containsExactly("learner", "one", "two");
        assertThat(table.stringColumn("learner").asList())
                .containsExactly("always positive", "good", "bad", "good again");
        assertThat(table.stringColumn("one").get(1)).matches("0\\.\\d+ \\[0\\.\\d+, 0\\.\\d+\\]");
    }

    @Test
    void contrastsAreThoseOfEachBoardAndOfAll() {
        List<Scoreboard> each = List.of(board(1, "one", 0), board(2, "two", 0));
        Scoreboards boards = Scoreboards.of(each);
        Table contrasts = boards.contrasts("bad", "ROC AUC", Metrics::rocAuc);
        assertThat(contrasts.stringColumn("question").asList())
                .containsExactly("one", "one", "two", "two", "all questions", "all questions");
        assertThat(contrasts.stringColumn("learner").asList())
                .containsExactly("good", "good again", "good", "good again", "good", "good again");
        Interval second = each.get(1).difference("good", "bad", "ROC AUC", Metrics::rocAuc).interval();
        assertThat(contrasts.doubleColumn("ROC AUC less that of bad").get(2)).isEqualTo(second.estimate());
        assertThat(contrasts.doubleColumn("low").get(2)).isEqualTo(second.low());
        assertThat(contrasts.doubleColumn("high").get(2)).isEqualTo(second.high());
        assertThat(contrasts.doubleColumn("low").get(4)).isEqualTo(difference(boards, "good", "bad").interval().low());
        assertThatThrownBy(() -> boards.contrasts("ugly", "ROC AUC", Metrics::rocAuc))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("ugly");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Scoreboards.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        Scoreboards boards = Scoreboards.of(List.of(board(1, "one", 0)));
        assertThatThrownBy(() -> difference(boards, "good", "ugly")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ugly");
    }

    @Test
    void pairsAreAdjustedTogetherAndComeOnce() {
        Scoreboard board = Scoreboard.of("one", new boolean[] {true, false, true, false})
                .with("good", List.of(new double[] {.9, .1, .8, .2}))
                .with("bad", List.of(new double[] {.1, .9, .2, .8}))
                .with("same", List.of(new double[] {.9, .1, .8, .2}));
        Scoreboards boards = Scoreboards.of(List.of(board));
        Table table = boards.differences(List.of(Map.entry("good", "bad"), Map.entry("good", "same")), "ROC AUC",
                Metrics::rocAuc);
        assertThat(table.stringColumn("learners").asList()).containsExactly("good less bad", "good less same");
        assertThat(table.stringColumn("p, Holm").asList()).containsExactly(String.format("%.4f", 2 * 2 / 1001.),
                "1.0000");
        assertThatThrownBy(() -> boards.differences(List.of(), "F1", Metrics::f1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no pair");
        assertThatThrownBy(() -> boards.differences(List.of(Map.entry("good", "bad"), Map.entry("bad", "good")), "F1",
                Metrics::f1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("comes twice");
        assertThatThrownBy(() -> boards.differences("nonsense", "F1", Metrics::f1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("nonsense");
    }
}
