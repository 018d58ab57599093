package org.foresale.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;

class ShiftTest {

    private static Cohort cohort(long seed) {
        PurchaseLog log = RandomLogs.log(seed, 60);
        return Snapshot.of(Target.of("X", Level.SECOND, "X")).withDays(List.of(60, 90), 140, 40).cohort(log);
    }

    /** By brute force: all days, the newest gone, every line of the others. */
    private static List<String> linesWithout(History history, int days) {
        TreeSet<Integer> left = new TreeSet<>();
        for (int line = 0; line < history.size(); line++) {
            left.add(history.day(line));
        }
        for (int gone = 0; gone < days; gone++) {
            left.pollLast();
        }
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < history.size(); line++) {
            if (left.contains(history.day(line))) {
                lines.add(text(history, line));
            }
        }
        return lines;
    }

    private static String text(History history, int line) {
        return history.day(line) + " " + history.second(line) + " " + history.product(line) + " "
                + history.quantity(line) + " " + history.value(line);
    }

    @Test
    void aCopyHasAllButTheNewestShoppingDays() {
        for (long seed = 1; seed <= 20; seed++) {
            Samples before = cohort(seed).train();
            Samples after = Shift.by(0, 1, 3).of(before);
            int at = 0;
            for (int i = 0; i < before.size(); i++) {
                for (int days : new int[] {0, 1, 3}) {
                    List<String> expected = linesWithout(before.history(i), days);
                    if (expected.isEmpty()) {
                        continue;
                    }
                    Sample copy = after.get(at);
                    assertThat(linesWithout(after.history(at), 0)).isEqualTo(expected);
                    assertThat(copy.user()).isEqualTo(before.get(i).user());
                    assertThat(copy.label()).isEqualTo(before.get(i).label());
                    assertThat(copy.split()).isEqualTo(before.get(i).split());
                    assertThat(copy.shift()).isEqualTo(days);
                    History left = after.history(at);
                    assertThat(copy.cut()).isEqualTo(days == 0 ? before.get(i).cut() : left.day(left.size() - 1) + 1)
                            .isLessThanOrEqualTo(before.get(i).cut());
                    at++;
                }
            }
            assertThat(after.size()).isEqualTo(at);
        }
    }

    @Test
    void whatLeavesNothingIsNotMade() {
        Samples before = cohort(1).test();
        assertThat(Shift.by(100).of(before).size()).isZero();
        assertThat(Shift.by(0, 100).of(before).size()).isEqualTo(before.size());
    }

    @Test
    void oneOfTheCopiesIsDrawnForEachSample() {
        Samples before = cohort(3).train();
        Shift shift = Shift.by(1, 2, 4, 100);
        List<Sample> copies = shift.of(before).asList();
        Samples drawn = shift.oneEach(before, 7);
        assertThat(copies).containsAll(drawn.asList());
        assertThat(drawn.asList().stream().map(sample -> sample.user() + " at " + sample.label() + sample.cut())
                .distinct().count()).isEqualTo(drawn.size());
        assertThat(drawn.size()).isEqualTo(
                (int) IntStream.range(0, before.size()).filter(i -> before.history(i).shoppingDays() > 1).count());
        assertThat(drawn.asList().stream().map(Sample::shift).distinct()).containsExactlyInAnyOrder(1, 2, 4);
        assertThat(shift.oneEach(before, 7).asList()).isEqualTo(drawn.asList());
        assertThat(shift.oneEach(before, 8).asList()).isNotEqualTo(drawn.asList());
        assertThat(shift.inBraces()).isEqualTo("{1, 2, 4, 100}");
    }

    @Test
    void oddNumbersAreRefused() {
        assertThatThrownBy(Shift::by).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at least one");
        assertThatThrownBy(() -> Shift.by(-1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1");
        assertThatThrownBy(() -> Shift.by(0, 2, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[0, 2, 2]");
        Samples shifted = Shift.by(2).of(cohort(1).train());
        assertThatThrownBy(() -> Shift.by(1).of(shifted)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("already");
    }
}
