package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedLogTest {

    @TempDir
    Path folder;

    @Test
    void filesAndMemoryHoldTheSameLog() {
        SimulatedLog simulated = SimulatedLog.of(3, 50).withDays(100);
        List<Long> progress = new ArrayList<>();
        long written = simulated.write(folder.resolve("log"), progress::add);
        PurchaseLog read = PurchaseLog.read(folder.resolve("log"), SimulatedLog.MAPPING, simulated.rules());
        assertThat(SameLog.lines(read)).isEqualTo(SameLog.lines(simulated.log()));
        assertThat(read.quality().read()).isEqualTo(written).isEqualTo(progress.get(progress.size() - 1));
        assertThatThrownBy(() -> simulated.write(folder.resolve("log"), lines -> { }))
                .isInstanceOf(LogException.class).hasMessageContaining("there already");
    }

    @Test
    void aWriteThatIsBrokenOffLeavesNothing() throws IOException {
        assertThatThrownBy(() -> SimulatedLog.of(3, 5).write(folder.resolve("log"), lines -> {
            throw new IllegalStateException("interrupted");
        })).isInstanceOf(IllegalStateException.class);
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aUserIsTheSameHoweverManyThereAre() {
        PurchaseLog few = SimulatedLog.of(4, 10).log();
        PurchaseLog many = SimulatedLog.of(4, 30).log();
        assertThat(SameLog.lines(many.filter(LogRules.withDefaults().withUsers(id -> id.length() == 1))))
                .isEqualTo(SameLog.lines(few));
        assertThat(SameLog.lines(SimulatedLog.of(5, 10).log())).isNotEqualTo(SameLog.lines(few));
    }

    /** Quantiles of Complete Journey's 120,037 household-days: 1, 3, 6, 12, 21, 27; half of the households have 45. */
    @Test
    void shoppingLooksLikeCompleteJourney() {
        PurchaseLog simulated = SimulatedLog.of(6, 1_500).log();
        PurchaseLog real = CompleteJourney.load();
        double[] ratios = {.1, .25, .5, .75, .9, .95};
        int[] found = classesADay(simulated);
        int[] wanted = classesADay(real);
        for (double ratio : ratios) {
            int expected = wanted[(int) (ratio * wanted.length)];
            assertThat((double) found[(int) (ratio * found.length)]).as("quantile " + ratio)
                    .isCloseTo(expected, within(1 + .1 * expected));
        }
        double simulatedDays = (double) found.length / simulated.users();
        assertThat(simulatedDays).isCloseTo((double) wanted.length / real.users(), within(15.0));
    }

    private static int[] classesADay(PurchaseLog log) {
        List<Integer> counts = new ArrayList<>();
        for (int user = 0; user < log.users(); user++) {
            History history = log.history(user);
            Set<Integer> today = new HashSet<>();
            for (int line = 0; line < history.size(); line++) {
                if (line > 0 && history.day(line) != history.day(line - 1)) {
                    counts.add(today.size());
                    today.clear();
                }
                today.add(log.taxonomy().ancestor(history.thirdClass(line), Level.SECOND));
            }
            counts.add(today.size());
        }
        return counts.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    @Test
    void whoNeedsTheTargetBuysItFromTheNeedDayOn() {
        SimulatedLog simulated = new SimulatedLog(7, 300, 365, .5, 2.5, 60, 0);
        PurchaseLog log = simulated.log();
        int needs = 0;
        for (int user = 0; user < log.users(); user++) {
            History history = log.history(user);
            int needDay = simulated.needDay(Integer.parseInt(log.userId(user)));
            needs += needDay >= 0 ? 1 : 0;
            int[] shopping = IntStream.range(0, history.size()).map(history::day).filter(day -> day >= needDay)
                    .distinct().toArray();
            int[] bought = IntStream.range(0, history.size()).filter(line -> log.taxonomy()
                    .path(Level.THIRD, history.thirdClass(line)).startsWith("NEED > " + SimulatedLog.TARGET))
                    .map(history::day).toArray();
            if (needDay < 0 || shopping.length == 0) {
                assertThat(bought).isEmpty();
            } else {
                assertThat(bought[0]).isEqualTo(shopping[0]);
            }
        }
        assertThat(needs).isBetween(120, 180);
    }

    @Test
    void precursorsAreBoughtMoreOftenBeforeANeed() {
        SimulatedLog simulated = new SimulatedLog(8, 1_000, 365, 1, 2.5, 60, 0);
        PurchaseLog log = simulated.log();
        SimulatedShop shop = SimulatedShop.of(8);
        double[] lines = new double[2];
        double[] precursors = new double[2];
        for (int user = 0; user < log.users(); user++) {
            History history = log.history(user);
            int needDay = simulated.needDay(Integer.parseInt(log.userId(user)));
            for (int line = 0; line < history.size() && history.day(line) < needDay; line++) {
                int before = history.day(line) >= needDay - 60 ? 1 : 0;
                String category = log.taxonomy().path(Level.THIRD, history.thirdClass(line)).split(" > ")[1];
                lines[before]++;
                precursors[before] += shop.precursor()[Integer.parseInt(category.substring(1)) - 1] ? 1 : 0;
            }
        }
        double oddsBefore = precursors[1] / (lines[1] - precursors[1]);
        double odds = precursors[0] / (lines[0] - precursors[0]);
        assertThat(oddsBefore / odds).isCloseTo(2.5, within(.35));
    }

    @Test
    void oddNumbersAreRefused() {
        assertThatThrownBy(() -> SimulatedLog.of(1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("users 0");
        assertThatThrownBy(() -> SimulatedLog.of(1, 1).withDays(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("days 0");
        assertThatThrownBy(() -> SimulatedLog.of(1, 1).withNeedShare(1.5))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1.5");
        assertThatThrownBy(() -> SimulatedLog.of(1, 1).withPrecursors(.5, 60))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0.5");
    }
}
