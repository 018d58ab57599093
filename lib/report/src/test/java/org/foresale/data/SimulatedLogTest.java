package org.foresale.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.PublicLogs;
import org.foresale.log.ForesaleException;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.LogRules;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.foresale.log.QualityReport;
import org.foresale.log.SameLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@Tag("slow")
class SimulatedLogTest {

    @TempDir
    Path folder;

    @Test
    void filesAndMemoryHoldTheSameLog() {
        SimulatedLog simulated = SimulatedLog.of(3, 50).withDays(100);
        List<Long> progress = new ArrayList<>();
        long written = simulated.write(folder.resolve("log"), progress::add);
        PurchaseLog read = LogSource.file(folder.resolve("log")).load(SimulatedLog.MAPPING, simulated.rules());
        assertThat(SameLog.lines(read)).isEqualTo(SameLog.lines(simulated.log()));
        assertThat(read.quality().read()).isEqualTo(written).isEqualTo(progress.get(progress.size() - 1));
        assertThatThrownBy(() -> simulated.write(folder.resolve("log"), lines -> { }))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("there already");
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
    void anInterruptedWriteLeavesNothing() throws IOException {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> SimulatedLog.of(3, 5).write(folder.resolve("log"), lines -> { }))
                .isInstanceOf(CancellationException.class).hasMessageContaining("5 users");
        assertThat(Thread.interrupted()).isTrue();
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void partsHoldEachUserOnceAndAreTheSameEachTime() throws IOException {
        SimulatedLog simulated = SimulatedLog.of(9, 2_000).withOrderedPairs(.2);
        List<Long> progress = new ArrayList<>();
        long written = simulated.write(folder.resolve("one"), progress::add);
        simulated.write(folder.resolve("other"), lines -> { });
        assertThat(progress).hasSize(2).isSorted().endsWith(written);
        for (String part : List.of("part-00000.parquet", "part-00001.parquet")) {
            assertThat(folder.resolve("one").resolve(part))
                    .hasSameBinaryContentAs(folder.resolve("other").resolve(part));
        }
        PurchaseLog read = LogSource.file(folder.resolve("one")).load(SimulatedLog.MAPPING, simulated.rules());
        PurchaseLog log = simulated.log();
        assertThat(read.lines()).isEqualTo(log.lines());
        assertThat(read.userTable().printAll()).isEqualTo(log.withName(read.name()).userTable().printAll());
    }

    @Test
    void aUserIsTheSameHoweverManyThereAre() {
        PurchaseLog few = SimulatedLog.of(4, 10).withOrderedPairs(.3).log();
        PurchaseLog many = SimulatedLog.of(4, 30).withOrderedPairs(.3).log();
        assertThat(SameLog.lines(many.filter(LogRules.withDefaults().withUsers(id -> id.length() == 1))))
                .isEqualTo(SameLog.lines(few));
        assertThat(SameLog.lines(SimulatedLog.of(5, 10).withOrderedPairs(.3).log())).isNotEqualTo(SameLog.lines(few));
    }

    @Test
    void everybodyShopsWithinTheWindow() {
        PurchaseLog log = SimulatedLog.of(10, 500).withDays(40).log();
        assertThat(log.users()).isEqualTo(500);
        assertThat(log.quality().dropped(QualityReport.Reason.OUTSIDE_WINDOW)).isZero();
        assertThat(log.quality().dropped(QualityReport.Reason.DUPLICATE)).isZero();
    }

    @Test
    void shoppingLooksLikeCompleteJourney() {
        PurchaseLog real = PublicLogs.completeJourney();
        PurchaseLog simulated = SimulatedLog.of(6, real.users()).log();
        double[] ratios = {.1, .25, .5, .75, .9, .95};
        int[] found = classesADay(simulated);
        int[] wanted = classesADay(real);
        for (double ratio : ratios) {
            assertThat((double) found[(int) (ratio * found.length)]).as("quantile " + ratio)
                    .isCloseTo(wanted[(int) (ratio * wanted.length)], within(ratio > .9 ? 2.0 : 1.0));
        }
        assertThat(found[found.length - 1]).isLessThanOrEqualTo(wanted[wanted.length - 1] + 2);
        assertThat((double) found.length / simulated.users())
                .isCloseTo((double) wanted.length / real.users(), within(4.0));
        assertThat((double) simulated.lines() / found.length)
                .isCloseTo((double) real.lines() / wanted.length, within(1.0));
    }

    @Test
    void theWeekAndTheYearLookLikeCompleteJourney() {
        PurchaseLog real = PublicLogs.completeJourney();
        PurchaseLog simulated = SimulatedLog.of(6, real.users()).log();
        double[] found = weekdays(simulated);
        double[] wanted = weekdays(real);
        for (int weekday = 0; weekday < 7; weekday++) {
            assertThat(found[weekday]).as("weekday " + weekday).isCloseTo(wanted[weekday], within(.007));
        }
        int[] gaps = gaps(simulated);
        int[] realGaps = gaps(real);
        for (double ratio : new double[] {.1, .25, .5, .75, .9}) {
            assertThat((double) gaps[(int) (ratio * gaps.length)]).as("quantile " + ratio)
                    .isCloseTo(realGaps[(int) (ratio * realGaps.length)], within(1.0));
        }
        assertThat(medianPeak(simulated)).isCloseTo(medianPeak(real), within(.04));
    }

    /** Shares of shopping days, Monday to Sunday. */
    private static double[] weekdays(PurchaseLog log) {
        double[] shares = new double[7];
        for (int user = 0; user < log.users(); user++) {
            Arrays.stream(log.history(user).days())
                    .forEach(day -> shares[log.date(day).getDayOfWeek().getValue() - 1]++);
        }
        double all = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / all).toArray();
    }

    private static int[] gaps(PurchaseLog log) {
        return IntStream.range(0, log.users()).mapToObj(user -> log.history(user).days())
                .flatMapToInt(days -> IntStream.range(1, days.length).map(i -> days[i] - days[i - 1])).sorted()
                .toArray();
    }

    /** Of the classes with 5,000 lines, the best month against the average month. */
    private static double medianPeak(PurchaseLog log) {
        double[][] lines = new double[log.taxonomy().size(Level.SECOND)][12];
        for (int user = 0; user < log.users(); user++) {
            History history = log.history(user);
            for (int line = 0; line < history.size(); line++) {
                LocalDate date = log.date(history.day(line));
                lines[log.taxonomy().ancestor(history.thirdClass(line), Level.SECOND)][date.getMonthValue() - 1] +=
                        1.0 / date.lengthOfMonth();
            }
        }
        double[] peaks = Arrays.stream(lines).filter(rates -> Arrays.stream(rates).sum() * 30.4 >= 5_000)
                .mapToDouble(rates -> Arrays.stream(rates).max().orElseThrow()
                        / Arrays.stream(rates).average().orElseThrow()).sorted().toArray();
        return peaks[peaks.length / 2];
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
        SimulatedLog simulated = SimulatedLog.of(7, 300).withNoise(0);
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
        SimulatedLog simulated = SimulatedLog.of(8, 1_000).withNeedShare(1).withNoise(0);
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
    void needsAreTheNeedDays() {
        SimulatedLog simulated = SimulatedLog.of(11, 200);
        Table needs = simulated.needs();
        assertThat(needs.rowCount()).isEqualTo(200);
        for (int user = 0; user < 200; user++) {
            assertThat(needs.stringColumn("user").get(user)).isEqualTo(Integer.toString(user));
            int needDay = needs.intColumn("need day").isMissing(user) ? -1 : needs.intColumn("need day").getInt(user);
            assertThat(needDay).isEqualTo(simulated.needDay(user)).isBetween(-1, 364);
        }
        assertThat(needs.intColumn("need day").countMissing()).isBetween(70, 130);
    }

    /** What the log with pairs has more than the log without are the pairs. */
    @Test
    void pairsHaveAnOrderBeforeANeedAndNoneOtherwise() {
        SimulatedLog plain = SimulatedLog.of(12, 600);
        SimulatedLog paired = plain.withOrderedPairs(.4);
        PurchaseLog without = plain.log();
        PurchaseLog with = paired.log();
        List<List<String>> pairs = pairs(12);
        assertThat(pairs.stream().flatMap(List::stream)).hasSize(10).doesNotHaveDuplicates();
        int before = 0;
        int[] others = new int[2];
        int[] othersInOrder = new int[2];
        int shopping = 0;
        int opened = 0;
        for (int user = 0; user < with.users(); user++) {
            int[] days = without.history(user).days();
            assertThat(with.history(user).days()).isEqualTo(days);
            int needDay = paired.needDay(Integer.parseInt(with.userId(user)));
            List<Bought> added = new ArrayList<>(bought(with, user));
            List<Bought> usual = bought(without, user);
            assertThat(added).containsAll(usual);
            added.removeAll(new HashSet<>(usual));
            assertThat(added).hasSize(with.history(user).size() - without.history(user).size());
            for (int i = 0; i < added.size(); i += 2) {
                Bought first = added.get(i);
                int place = Arrays.binarySearch(days, first.day());
                opened++;
                if (i + 1 == added.size()) {
                    assertThat(place).isEqualTo(days.length - 1);
                    continue;
                }
                Bought second = added.get(i + 1);
                assertThat(second.day()).isEqualTo(days[place + 1]);
                boolean inOrder = pairs.contains(List.of(first.category(), second.category()));
                assertThat(inOrder || pairs.contains(List.of(second.category(), first.category()))).isTrue();
                if (needDay >= 0 && first.day() >= needDay - 60 && second.day() < needDay) {
                    assertThat(inOrder).isTrue();
                    before++;
                } else {
                    others[needDay >= 0 ? 1 : 0]++;
                    othersInOrder[needDay >= 0 ? 1 : 0] += inOrder ? 1 : 0;
                }
            }
            shopping += days.length - added.size() / 2;
        }
        assertThat(before).isGreaterThan(200);
        assertThat((double) opened / shopping).isCloseTo(.4, within(.01));
        for (int needing = 0; needing < 2; needing++) {
            assertThat((double) othersInOrder[needing] / others[needing]).isCloseTo(.5, within(.02));
        }
    }

    /** Without a lift, the days before a need have as many lines of first and of second classes as any other days. */
    @Test
    void howMuchIsBoughtOfPairsTellsNothing() {
        SimulatedLog simulated = SimulatedLog.of(13, 8_000).withPrecursors(1, 60).withOrderedPairs(.4);
        PurchaseLog log = simulated.log();
        List<List<String>> pairs = pairs(13);
        for (int part = 0; part < 2; part++) {
            int place = part;
            Set<String> classes = pairs.stream().map(pair -> pair.get(place)).collect(Collectors.toSet());
            double[] lines = new double[2];
            double[] days = new double[2];
            for (int user = 0; user < log.users(); user++) {
                int needDay = simulated.needDay(Integer.parseInt(log.userId(user)));
                int group = needDay >= 0 ? 1 : 0;
                int end = needDay >= 0 ? needDay : 31 * (user % 12);
                History history = log.history(user).before(end);
                days[group] += Arrays.stream(history.days()).filter(day -> day >= end - 60).count();
                lines[group] += bought(log, history).stream()
                        .filter(line -> line.day() >= end - 60 && classes.contains(line.category())).count();
            }
            assertThat(Math.min(days[0], days[1])).isGreaterThan(16_000);
            assertThat(lines[1] / days[1]).isCloseTo(lines[0] / days[0], withinPercentage(3));
        }
    }

    private record Bought(int day, String category, int product) {
    }

    private static List<Bought> bought(PurchaseLog log, int user) {
        return bought(log, log.history(user));
    }

    private static List<Bought> bought(PurchaseLog log, History history) {
        return IntStream.range(0, history.size()).mapToObj(line -> new Bought(history.day(line),
                log.taxonomy().name(Level.SECOND, log.taxonomy().ancestor(history.thirdClass(line), Level.SECOND)),
                Integer.parseInt(log.productId(history.product(line))))).toList();
    }

    private static List<List<String>> pairs(long seed) {
        SimulatedShop shop = SimulatedShop.of(seed);
        return Arrays.stream(shop.pairs()).map(pair -> {
            assertThat(shop.precursor()[pair[0]] || shop.precursor()[pair[1]]).isFalse();
            return List.of("C" + (pair[0] + 1), "C" + (pair[1] + 1));
        }).toList();
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
        assertThatThrownBy(() -> SimulatedLog.of(1, 1).withNoise(-1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("noise -1.0");
        assertThatThrownBy(() -> SimulatedLog.of(1, 1).withOrderedPairs(1.5))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("ordered pairs 1.5");
    }
}
