package org.foresale.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.log.ForesaleException;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.Parquet;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class CategorySnapshotTest {

    @TempDir
    Path folder;

    private static final List<Integer> TRAIN = List.of(60, 90, 120);
    private static final int TEST = 160;
    private static final int HORIZON = 40;
    private static final CategorySnapshot QUESTION =
            CategorySnapshot.of(Level.SECOND).withDays(TRAIN, TEST, HORIZON).withMinBuyers(20);

    /** What a sample is, whatever the codes: user, cut, what is bought after it and before. */
    private record Seen(String user, int cut, Set<String> buys, Set<String> before) {
    }

    @Test
    void everySampleIsAsTheRuleSays() {
        for (int seed = 0; seed < 10; seed++) {
            PurchaseLog log = RandomLogs.log(seed, 150);
            CategoryCohort cohort = QUESTION.cohort(log);
            Set<String> asked = new HashSet<>(cohort.categories().paths());
            assertThat(asked).isEqualTo(categoriesOf(log, 20)).hasSizeGreaterThan(2);
            for (Split split : Split.values()) {
                Set<Seen> expected = new HashSet<>(bruteForce(log, split, asked));
                assertThat(seen(cohort.samples(split))).hasSize(expected.size()).hasSameElementsAs(expected);
            }
        }
    }

    private static List<Seen> seen(CategorySamples samples) {
        return IntStream.range(0, samples.size()).mapToObj(i -> new Seen(samples.userId(i), samples.cut(i),
                names(samples.buys(i), samples), names(samples.boughtBefore(i), samples))).toList();
    }

    private static Set<String> names(BitSet places, CategorySamples samples) {
        return new HashSet<>(places.stream().mapToObj(place -> samples.categories().paths().get(place)).toList());
    }

    /** Straight from the lines. */
    private static List<Seen> bruteForce(PurchaseLog log, Split split, Set<String> asked) {
        List<Seen> found = new ArrayList<>();
        for (int user = 0; user < log.users(); user++) {
            History history = log.history(user);
            for (int cut : UserSplit.of(1).of(log.userId(user)) != split ? List.<Integer>of()
                    : split == Split.TEST ? List.of(TEST) : TRAIN) {
                Set<Integer> days = new HashSet<>();
                Set<String> buys = new HashSet<>();
                Set<String> before = new HashSet<>();
                boolean recent = false;
                for (int line = 0; line < history.size(); line++) {
                    int day = history.day(line);
                    String path = log.taxonomy().path(Level.SECOND,
                            log.taxonomy().ancestor(history.thirdClass(line), Level.SECOND));
                    if (day < cut) {
                        days.add(day);
                        recent |= day >= cut - 60;
                        before.add(path);
                    } else if (day < cut + HORIZON) {
                        buys.add(path);
                    }
                }
                if (days.size() >= 3 && recent) {
                    buys.retainAll(asked);
                    before.retainAll(asked);
                    found.add(new Seen(log.userId(user), cut, buys, before));
                }
            }
        }
        return found;
    }

    private static Set<String> categoriesOf(PurchaseLog log, int min) {
        Set<String> all = new HashSet<>();
        IntStream.range(0, log.taxonomy().size(Level.SECOND))
                .forEach(code -> all.add(log.taxonomy().path(Level.SECOND, code)));
        Map<String, Set<String>> buyers = new TreeMap<>();
        Map<String, Set<String>> others = new TreeMap<>();
        for (Seen sample : bruteForce(log, Split.TRAIN, all)) {
            for (String category : all) {
                (sample.buys().contains(category) ? buyers : others)
                        .computeIfAbsent(category, any -> new HashSet<>()).add(sample.user());
            }
        }
        Set<String> enough = new HashSet<>();
        all.stream().filter(category -> buyers.getOrDefault(category, Set.of()).size() >= min
                && others.getOrDefault(category, Set.of()).size() >= min).forEach(enough::add);
        return enough;
    }

    @Test
    void oneOfTheCategoriesIsAskedAsASnapshotAsksIt() {
        PurchaseLog log = RandomLogs.log(3, 200);
        CategoryCohort cohort = QUESTION.cohort(log);
        int place = cohort.categories().place("A > X");
        Cohort single = Snapshot.of(Target.of("x", Level.SECOND, "X")).withDays(TRAIN, TEST, HORIZON)
                .withAllActiveUsers().cohort(log);
        for (Split split : Split.values()) {
            Samples samples = cohort.samples(split).samples(place);
            assertThat(samples.asList()).isEqualTo(single.samples(split).asList());
            for (int third = 0; third < log.taxonomy().size(Level.THIRD); third++) {
                assertThat(samples.isTarget(third)).isEqualTo(single.train().isTarget(third));
            }
        }
    }

    @Test
    void onlyTrainingUsersHaveASayInWhichCategoriesAreAskedFor() {
        Table lines = RandomLogs.table(5, 200);
        CategorySnapshot question = QUESTION.withMinBuyers(60);
        CategoryCohort cohort = question.cohort(load(lines));
        Table others = lines.copy();
        for (int row = 0; row < others.rowCount(); row++) {
            if (UserSplit.of(1).of(others.stringColumn("user").get(row)) != Split.TRAIN) {
                others.stringColumn("b").set(row, "S0");
                others.stringColumn("c").set(row, "S0-0");
                others.stringColumn("a").set(row, "B");
            }
        }
        CategoryCohort changed = question.cohort(load(others));
        assertThat(changed.categories()).isEqualTo(cohort.categories());
        assertThat(cohort.categoryTable().rowCount()).isGreaterThan(cohort.categories().size());
        assertThat(seen(changed.train())).isEqualTo(seen(cohort.train()));
        assertThat(seen(changed.test())).isNotEqualTo(seen(cohort.test()));
    }

    private static PurchaseLog load(Table lines) {
        return LogSource.table(lines).load(RandomLogs.MAPPING, RandomLogs.RULES);
    }

    @Test
    void noEventAtOrAfterTheCutReachesASample() {
        CategoryCohort cohort = QUESTION.cohort(RandomLogs.log(4, 150));
        for (Split split : Split.values()) {
            CategorySamples samples = cohort.samples(split);
            for (int i = 0; i < samples.size(); i++) {
                History history = samples.history(i);
                assertThat(history.day(history.size() - 1)).isLessThan(samples.cut(i));
            }
        }
    }

    @Test
    void everyUserIsATestUserOnceAndInOneSplitOfAFold() {
        PurchaseLog log = RandomLogs.log(6, 150);
        Map<String, Integer> tested = new HashMap<>();
        for (CategorySnapshot fold : QUESTION.withMinBuyers(5).eachFold()) {
            CategoryCohort cohort = fold.cohort(log);
            Map<String, Split> splits = new HashMap<>();
            for (Split split : Split.values()) {
                CategorySamples samples = cohort.samples(split);
                IntStream.range(0, samples.size()).forEach(i ->
                        assertThat(splits.merge(samples.userId(i), split, (old, other) -> old)).isEqualTo(split));
            }
            IntStream.range(0, cohort.test().size())
                    .forEach(i -> tested.merge(cohort.test().userId(i), 1, Integer::sum));
        }
        assertThat(tested.values()).containsOnly(1);
        long active = IntStream.range(0, log.users()).filter(user -> {
            History before = log.history(user).before(TEST);
            return before.shoppingDays() >= 3 && before.day(before.size() - 1) >= TEST - 60;
        }).count();
        assertThat(tested).hasSize((int) active);
    }

    @Test
    void someOfTheCategoriesKeepTheirLabels() {
        CategorySamples all = QUESTION.cohort(RandomLogs.log(7, 150)).test();
        Categories two = new Categories(Level.SECOND, List.of("B > S3", "A > X"));
        CategorySamples some = all.only(two);
        for (int i = 0; i < all.size(); i++) {
            for (String path : two.paths()) {
                assertThat(some.buys(i).get(two.place(path))).isEqualTo(all.buys(i).get(all.categories().place(path)));
                assertThat(some.boughtBefore(i).get(two.place(path)))
                        .isEqualTo(all.boughtBefore(i).get(all.categories().place(path)));
            }
        }
        assertThat(some.samples(1).asList()).isEqualTo(all.samples(all.categories().place("A > X")).asList());
        assertThatThrownBy(() -> all.only(new Categories(Level.SECOND, List.of("B > S3", "B > S33"))))
                .hasMessageContaining("\"B > S33\"").hasMessageContaining("such as B > S3");
        Categories thirds = new Categories(Level.THIRD, two.paths());
        assertThatThrownBy(() -> all.only(thirds)).hasMessageContaining("level SECOND, not THIRD");
        assertThatThrownBy(() -> all.buys(0, all.categories().size())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> all.boughtBefore(0, 99)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** "A > X" with "Y" below it, or "A" with "X > Y": as a path they are one. */
    @Test
    void classesThatGoByOnePathAreNotTakenForEachOther() {
        Table lines = RandomLogs.table(7, 150);
        for (int row = 0; row < lines.rowCount(); row++) {
            if (lines.stringColumn("b").get(row).equals("S3")) {
                lines.stringColumn("a").set(row, row % 2 == 0 ? "B" : "B > Q");
                lines.stringColumn("b").set(row, row % 2 == 0 ? "Q > Z" : "Z");
            }
        }
        PurchaseLog log = load(lines);
        assertThatThrownBy(() -> QUESTION.cohort(log)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two classes of the log have the path \"B > Q > Z\"")
                .hasMessageContaining("rename");
        assertThatThrownBy(() -> CategorySamples.everybody(log,
                new Categories(Level.SECOND, List.of("A > X", "B > Q > Z")), 100)).hasMessageContaining("rename");
        assertThat(CategorySamples.everybody(log, new Categories(Level.SECOND, List.of("A > X", "B > S1")), 100).size())
                .isEqualTo(log.users());
    }

    /** A copy is what its user would have been on an earlier day, but for what the user goes on to buy. */
    @Test
    void shiftedCopiesLackTheNewestDays() {
        CategorySamples samples = QUESTION.cohort(RandomLogs.log(7, 100)).train();
        CategorySamples copies = samples.shifted(Shift.by(0, 2));
        Samples single = Shift.by(0, 2).of(samples.samples(3));
        assertThat(copies.size()).isEqualTo(single.size()).isGreaterThan(samples.size());
        for (int i = 0; i < copies.size(); i++) {
            assertThat(copies.cut(i)).isEqualTo(single.get(i).cut());
            assertThat(copies.userId(i)).isEqualTo(single.userId(i));
            assertThat(copies.buys(i, 3)).isEqualTo(single.get(i).label());
            Set<String> had = new HashSet<>();
            History history = copies.history(i);
            IntStream.range(0, history.size()).forEach(line -> had.add(copies.taxonomy().path(Level.SECOND,
                    copies.taxonomy().ancestor(history.thirdClass(line), Level.SECOND))));
            had.retainAll(copies.categories().paths());
            assertThat(names(copies.boughtBefore(i), copies)).isEqualTo(had);
        }
        assertThatThrownBy(() -> copies.shifted(Shift.by(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everybodyIsLookedAtWithoutLabels() {
        PurchaseLog log = RandomLogs.log(8, 80);
        Categories categories = new Categories(Level.SECOND, List.of("A > X", "B > S1", "C > unheard of"));
        CategorySamples samples = CategorySamples.everybody(log, categories, 100);
        assertThat(samples.size()).isEqualTo(log.users());
        assertThat(categories.missingIn(log.taxonomy())).containsExactly("C > unheard of");
        for (int i = 0; i < samples.size(); i++) {
            History history = log.history(i).before(100);
            assertThat(samples.buys(i).isEmpty()).isTrue();
            boolean x = IntStream.range(0, history.size()).anyMatch(line -> log.taxonomy()
                    .path(Level.THIRD, history.thirdClass(line)).startsWith("A > X > "));
            assertThat(samples.boughtBefore(samples.users()[i]).get(0)).isEqualTo(x);
            assertThat(samples.boughtBefore(i).get(2)).isFalse();
        }
        assertThatThrownBy(() -> CategorySamples.everybody(log,
                new Categories(Level.SECOND, List.of("C > one", "C > two")), 100))
                .hasMessageContaining("none of the 2 categories").hasMessageContaining("C > one");
        for (int cut : new int[] {-1, log.days() + 1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> CategorySamples.everybody(log, categories, cut))
                    .hasMessageContaining("on day " + cut).hasMessageContaining("0 to " + log.days());
        }
        assertThat(CategorySamples.everybody(log, categories, log.days()).size()).isEqualTo(log.users());
    }

    private static String refusal(Runnable asked) {
        try {
            asked.run();
            return "";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    @Test
    void whatCannotBeAnsweredIsRefused() {
        PurchaseLog log = RandomLogs.log(1, 150);
        assertThatThrownBy(() -> QUESTION.withMinBuyers(150).cohort(log)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("150 training users").hasMessageContaining("withMinBuyers");
        int most = Integer.parseInt(refusal(() -> QUESTION.withMinBuyers(150).cohort(log))
                .replaceAll(".* and have (\\d+)\\..*", "$1"));
        assertThat(QUESTION.withMinBuyers(most).cohort(log).categories().size()).isGreaterThanOrEqualTo(2);
        assertThat(refusal(() -> QUESTION.withMinBuyers(most + 1).cohort(log))).contains("two are needed, and have " + most + ".");
        assertThatThrownBy(() -> QUESTION.withMinBuyers(0)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> QUESTION.withDays(TRAIN, 170, HORIZON).cohort(log)).hasMessageContaining("210");
        assertThatThrownBy(() -> QUESTION.withDays(List.of(60, 121), TEST, HORIZON)).hasMessageContaining("161");
        assertThatThrownBy(() -> CategorySnapshot.of(null)).hasMessageContaining("level");
        assertThatThrownBy(() -> QUESTION.withActivity(400, 60).cohort(log)).hasMessageContaining("0 have 20");
        Table oneClass = RandomLogs.table(1, 150);
        for (int row = 0; row < oneClass.rowCount(); row++) {
            oneClass.stringColumn("a").set(row, "A");
            oneClass.stringColumn("b").set(row, "X");
        }
        assertThatThrownBy(() -> QUESTION.withMinBuyers(1).cohort(load(oneClass)))
                .hasMessageContaining("of the 1 classes").hasMessageContaining("ask Snapshot for one class");
    }

    @Test
    void theFunnelCountsEverybodyOnce() {
        CategoryCohort cohort = QUESTION.cohort(RandomLogs.log(2, 150));
        List<Funnel.Step> steps = cohort.funnel().steps();
        for (Split split : Split.values()) {
            int cuts = split == Split.TEST ? 1 : TRAIN.size();
            assertThat(steps.get(1).count(split)).isEqualTo(cuts * steps.get(0).count(split))
                    .isEqualTo(steps.get(2).count(split) + steps.get(3).count(split) + steps.get(4).count(split));
            assertThat(steps.get(4).count(split)).isEqualTo(cohort.samples(split).size());
        }
        assertThat(steps.get(0).all()).isEqualTo(150);
        assertThat(cohort.summary().rowCount()).isEqualTo(3);
    }

    @Test
    void filesHoldWhatTheSamplesHold() {
        PurchaseLog log = RandomLogs.log(9, 120);
        CategoryCohort cohort = QUESTION.cohort(log);
        cohort.write(folder.resolve("all"));
        Table samples = Parquet.read(folder.resolve("all").resolve("samples.parquet"));
        Table labels = Parquet.read(folder.resolve("all").resolve("labels.parquet"));
        Table events = Parquet.read(folder.resolve("all").resolve("events"));
        Map<Integer, Set<String>> buys = new HashMap<>();
        Map<Integer, Set<String>> before = new HashMap<>();
        for (int row = 0; row < labels.rowCount(); row++) {
            int sample = labels.intColumn("sample").getInt(row);
            String category = labels.stringColumn("category").get(row);
            boolean bought = labels.booleanColumn("buys").get(row);
            boolean had = labels.booleanColumn("bought_before").get(row);
            assertThat(bought || had).isTrue();
            if (bought) {
                buys.computeIfAbsent(sample, any -> new HashSet<>()).add(category);
            }
            if (had) {
                before.computeIfAbsent(sample, any -> new HashSet<>()).add(category);
            }
        }
        int row = 0;
        int lines = 0;
        for (Split split : Split.values()) {
            CategorySamples some = cohort.samples(split);
            for (int i = 0; i < some.size(); i++, row++) {
                assertThat(samples.stringColumn("user").get(row)).isEqualTo(some.userId(i));
                assertThat(samples.dateColumn("cut").get(row)).isEqualTo(log.date(some.cut(i)));
                assertThat(samples.stringColumn("split").get(row)).isEqualToIgnoringCase(split.name());
                assertThat(samples.intColumn("events").getInt(row)).isEqualTo(some.history(i).size());
                assertThat(buys.getOrDefault(row, Set.of())).isEqualTo(names(some.buys(i), some));
                assertThat(before.getOrDefault(row, Set.of())).isEqualTo(names(some.boughtBefore(i), some));
                lines += some.history(i).size();
            }
        }
        assertThat(samples.rowCount()).isEqualTo(row);
        assertThat(events.rowCount()).isEqualTo(lines);
        assertThat(Parquet.read(folder.resolve("all").resolve("categories.parquet")).rowCount())
                .isEqualTo(log.taxonomy().size(Level.SECOND));
        assertThatThrownBy(() -> cohort.write(folder.resolve("all"))).isInstanceOf(ForesaleException.class);
    }

    @Test
    void categoriesAreChecked() {
        assertThatThrownBy(() -> new Categories(Level.SECOND, List.of("a"))).hasMessageContaining("1 categories");
        assertThatThrownBy(() -> new Categories(Level.SECOND, List.of("a", "a"))).hasMessageContaining("twice");
        assertThatThrownBy(() -> new Categories(Level.SECOND, List.of("a", " "))).hasMessageContaining("no name");
        assertThatThrownBy(() -> new Categories(Level.SECOND, List.of("a", "x".repeat(10_001))))
                .hasMessageContaining("10001");
        assertThatThrownBy(() -> new Categories(null, List.of("a", "b"))).hasMessageContaining("level");
        Categories known = new Categories(Level.SECOND, List.of("Food > Coffee", "Food > Cheese", "Home > Soap"));
        for (String meant : List.of("Coffee", "coffee", "Food > Cofee", "Drinks > Coffee")) {
            assertThatThrownBy(() -> known.place(meant)).as(meant).hasMessageContaining("\"" + meant + "\" is not one")
                    .hasMessageEndingWith("by its path, such as Food > Coffee.");
        }
        assertThatThrownBy(() -> known.place(null)).isInstanceOf(IllegalArgumentException.class);
    }
}
