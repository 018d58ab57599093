package org.foresale.insight.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.CrossFit;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.cohort.UserSplit;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Threshold;
import org.foresale.learn.LogisticLearner;
import org.foresale.learn.Predictor;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

/** A log of users with one of two tastes, each for 20 of 40 classes; a third of them buy the target and its friend. */
class NextProductsTest {

    private static final int HORIZON = 40;
    private static final int MOST = 5;
    private static final Table TABLE = table(600);
    private static final PurchaseLog LOG = log(TABLE);
    private static final Snapshot QUESTION = Snapshot.of(Target.of("t", Level.SECOND, "T"))
            .withDays(List.of(60, 90), 140, HORIZON).withActivity(1, 60).withAllActiveUsers();
    private static final Cohort COHORT = QUESTION.cohort(LOG);
    private static final NextProducts NEXT = NextProducts.within(HORIZON).withMost(MOST).withSupport(10);
    private static final Recommender RECOMMENDER = NEXT.fit(LOG, COHORT.train(), COHORT.validation());

    private static Table table(int users) {
        Random random = new Random(9);
        StringColumn user = StringColumn.create("user");
        DateTimeColumn time = DateTimeColumn.create("time");
        StringColumn[] texts = {StringColumn.create("basket"), StringColumn.create("product"), StringColumn.create("a"),
            StringColumn.create("b"), StringColumn.create("c")};
        for (int u = 0; u < users; u++) {
            for (int day = random.nextInt(10); day < RandomLogs.DAYS; day += 1 + random.nextInt(20)) {
                for (int line = 0; line < 2; line++) {
                    boolean own = random.nextInt(10) > 0;
                    String taste = own == (u % 2 == 0) ? "EVEN" : "ODD";
                    String third = taste + random.nextInt(20);
                    if (u % 3 == 0 && random.nextInt(6) == 0) {
                        third = random.nextBoolean() ? "FRIEND" : "T" + random.nextInt(2);
                    }
                    String second = third.startsWith("T") ? "T" : third;
                    user.append("u" + u);
                    time.append(RandomLogs.FIRST_DAY.plusDays(day).atTime(9, line));
                    String[] values = {"u" + u + "-" + day, "p" + third, second.equals("T") ? "A" : "B", second, third};
                    IntStream.range(0, texts.length).forEach(k -> texts[k].append(values[k]));
                }
            }
        }
        double[] ones = new double[user.size()];
        Arrays.fill(ones, 1);
        return Table.create("tastes", user, time).addColumns(texts)
                .addColumns(DoubleColumn.create("quantity", ones), DoubleColumn.create("value", ones));
    }

    private static PurchaseLog log(Table table) {
        return LogSource.table(table).load(RandomLogs.MAPPING, RandomLogs.RULES);
    }

    @Test
    void aHorizonBeyondTheLogIsRefusedHoweverLong() {
        for (int horizon : new int[] {RandomLogs.DAYS, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> NextProducts.within(horizon).fit(LOG, COHORT.train(), COHORT.validation()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("horizon of " + horizon + " days ends on day " + (90L + horizon))
                    .hasMessageContaining("200 days").hasMessageContaining("shorter horizon");
        }
    }

    @Test
    void aRankingIsNotShownToBeBetterByFewUsers() {
        for (int users : new int[] {2, 9, 10}) {
            int[] samples = IntStream.range(0, 20).map(i -> i % users).toArray();
            int[] once = IntStream.range(0, 20).map(i -> 1).toArray();
            Hits all = new Hits(samples, once, once);
            Hits none = new Hits(samples, new int[20], once);
            assertThat(all.meanRecallLess(none)).contains(new Interval(1, 1, 1, .95));
            assertThat(all.isShownAbove(none)).as(users + " users").isEqualTo(users >= 10);
        }
    }

    private static Set<String> bought(int user, int from, int to) {
        Set<String> names = new HashSet<>();
        History history = LOG.history(user);
        for (int line = 0; line < history.size(); line++) {
            if (history.day(line) >= from && history.day(line) < to) {
                names.add(LOG.taxonomy().name(Level.THIRD, history.thirdClass(line)));
            }
        }
        return names;
    }

    private static Set<String> fresh(Samples samples, int i) {
        int cut = samples.get(i).cut();
        Set<String> names = bought(samples.get(i).user(), cut, cut + HORIZON);
        names.removeAll(bought(samples.get(i).user(), 0, cut));
        return names;
    }

    /** Classes that enough training users bought for the first time, by how many did. */
    private static Map<String, Set<Integer>> firstBuyers(Samples train, boolean targetOnly) {
        Map<String, Set<Integer>> buyers = new TreeMap<>();
        for (int i = 0; i < train.size(); i++) {
            for (String name : fresh(train, i)) {
                if (!targetOnly || train.get(i).label()) {
                    buyers.computeIfAbsent(name, key -> new TreeSet<>()).add(train.get(i).user());
                }
            }
        }
        buyers.keySet().removeIf(name -> name.startsWith("T"));
        buyers.values().removeIf(users -> users.size() < 10);
        return buyers;
    }

    /** Who is predicted to buy, at the threshold where precision equals recall on validation. */
    private static boolean[] predicted(Cohort cohort, Predictor predictor) {
        double threshold = Threshold.BREAK_EVEN.of(Scores.of(cohort.validation().labels(),
                predictor.predict(cohort.validation())));
        double[] probabilities = predictor.predict(cohort.test());
        boolean[] predicted = new boolean[probabilities.length];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = probabilities[i] >= threshold;
        }
        return predicted;
    }

    private static double estimate(Table table, int row, String column) {
        return Double.parseDouble(table.getString(row, column).split(" ")[0]);
    }

    @Test
    void whatSuitsTheTasteIsRecommended() {
        assertThat(RECOMMENDER.chosen()).matches("(item to item|ridge).*");
        Samples test = COHORT.test();
        int own = 0;
        int all = 0;
        for (int i = 0; i < test.size(); i++) {
            List<String> next = RECOMMENDER.next(test, i).stringColumn("class").asList();
            assertThat(next).hasSize(MOST).doesNotHaveDuplicates().noneMatch(name -> name.startsWith("T"))
                    .doesNotContainAnyElementsOf(bought(test.get(i).user(), 0, test.get(i).cut()));
            String taste = Integer.parseInt(test.userId(i).substring(1)) % 2 == 0 ? "EVEN" : "ODD";
            own += (int) next.stream().filter(name -> name.startsWith(taste)).count();
            all += next.size();
        }
        assertThat((double) own / all).isGreaterThan(.8);
        Table measured = RECOMMENDER.measure(LOG, test);
        int chosen = measured.stringColumn("ranking").asList().indexOf(RECOMMENDER.chosen() + " (chosen)");
        assertThat(estimate(measured, chosen, "hit rate less most bought, 95 %")).isGreaterThan(.05);
        assertThat(measured.getString(0, "ranking")).isEqualTo("most bought");
        assertThat(measured.getString(0, "recall less most bought, 95 %")).isEmpty();
    }

    @Test
    void whereNoRankingIsShownToBeBetterTheBaselineStays() {
        PurchaseLog log = RandomLogs.log(3, 300);
        Cohort cohort = Snapshot.of(Target.of("x", Level.SECOND, "X")).withDays(List.of(60, 90), 140, HORIZON)
                .withAllActiveUsers().cohort(log);
        Recommender recommender = NEXT.fit(log, cohort.train(), cohort.validation());
        assertThat(recommender.chosen()).isEqualTo("most bought");
        assertThat(recommender.choice().getString(0, "ranking")).isEqualTo("most bought (chosen)");
    }

    @Test
    void figuresAreThoseOfCountingByHand() {
        Samples test = COHORT.test();
        Set<String> candidates = firstBuyers(COHORT.train(), false).keySet();
        assertThat(RECOMMENDER.candidates()).isEqualTo(candidates.size());
        boolean[] some = new boolean[test.size()];
        double users = 0;
        double hitUsers = 0;
        double buyers = 0;
        double recall = 0;
        for (int i = 0; i < test.size(); i++) {
            some[i] = i % 3 > 0;
            if (some[i]) {
                Set<String> fresh = fresh(test, i);
                fresh.retainAll(candidates);
                long hits = RECOMMENDER.next(test, i).stringColumn("class").asList().stream().filter(fresh::contains)
                        .count();
                users++;
                hitUsers += hits > 0 ? 1 : 0;
                if (!fresh.isEmpty()) {
                    buyers++;
                    recall += (double) hits / fresh.size();
                }
            }
        }
        Table measured = RECOMMENDER.measure(LOG, test, some);
        int chosen = measured.stringColumn("ranking").asList().indexOf(RECOMMENDER.chosen() + " (chosen)");
        assertThat(measured.intColumn("samples").getInt(chosen)).isEqualTo((int) users);
        assertThat(estimate(measured, chosen, "hit rate at 5, 95 %")).isCloseTo(hitUsers / users, within(6e-4));
        assertThat(estimate(measured, chosen, "recall at 5, 95 %")).isCloseTo(recall / buyers, within(6e-4));
        Map<String, Interval> figures = RECOMMENDER.figures(LOG, test, some);
        assertThat(figures.get("hit rate at 5, chosen").estimate()).isCloseTo(hitUsers / users, within(1e-12));
        assertThat(figures.get("recall at 5, chosen").estimate()).isCloseTo(recall / buyers, within(1e-12));
        assertThat(figures.keySet().iterator().next()).as("what it was chosen by").isEqualTo("recall at 5, chosen");
        assertThat(figures.get("hit rate at 5, chosen less most bought").estimate()).isCloseTo(hitUsers / users
                - figures.get("hit rate at 5, most bought").estimate(), within(1e-12));
        String firstBought = "most often bought for the first time";
        assertThat(figures.get("hit rate at 5, chosen less " + firstBought).estimate()).isCloseTo(hitUsers / users
                - figures.get("hit rate at 5, " + firstBought).estimate(), within(1e-12));
        assertThat(estimate(measured, chosen, "recall at 5, 95 %") - estimate(measured, 0, "recall at 5, 95 %"))
                .isCloseTo(figures.get("recall at 5, chosen less most bought").estimate(), within(2e-3));
        assertThat(measured.getString(1, "ranking")).startsWith(firstBought);
        assertThat(measured.getString(0, "hit rate at 5, 95 %"))
                .isEqualTo(figures.get("hit rate at 5, most bought").toString());
        Table next = RECOMMENDER.next(test, some);
        assertThat(next.rowCount()).isEqualTo((int) users * MOST);
        assertThat(next.stringColumn("user").unique().size()).isEqualTo((int) users);
    }

    @Test
    void liftsAreThoseOfCountingByHand() {
        Samples train = COHORT.train();
        Table lifts = RECOMMENDER.lifts();
        Map<String, Set<Integer>> both = firstBuyers(train, true);
        assertThat(lifts.getString(0, "class")).isEqualTo("FRIEND");
        assertThat(lifts.rowCount()).isEqualTo(Math.min(20, both.size()));
        for (int row = 0; row < lifts.rowCount(); row++) {
            String name = lifts.getString(row, "class");
            double[] all = new double[2];
            double[] buyers = new double[2];
            for (int i = 0; i < train.size(); i++) {
                if (!bought(train.get(i).user(), 0, train.get(i).cut()).contains(name)) {
                    int buys = fresh(train, i).contains(name) ? 1 : 0;
                    all[0]++;
                    all[1] += buys;
                    buyers[0] += train.get(i).label() ? 1 : 0;
                    buyers[1] += train.get(i).label() ? buys : 0;
                }
            }
            assertThat(lifts.intColumn("buyers of both").getInt(row)).isEqualTo(both.get(name).size());
            assertThat(lifts.doubleColumn("of all %").getDouble(row)).isCloseTo(100 * all[1] / all[0], within(1e-9));
            assertThat(lifts.doubleColumn("of buyers of the target %").getDouble(row))
                    .isCloseTo(100 * buyers[1] / buyers[0], within(1e-9));
            assertThat(lifts.doubleColumn("lift").getDouble(row))
                    .isCloseTo((buyers[1] + 10) / (buyers[0] * all[1] / all[0] + 10), within(1e-9));
        }
        assertThat(Lift.shrunk(0, 0, 10)).isEqualTo(1);
    }

    @Test
    void rankingsAreThoseOfTheirEquations() {
        Random random = new Random(4);
        int items = 6;
        int[] candidates = {1, 4};
        int n = 200;
        int[][] before = new int[n][];
        int[][] after = new int[n][];
        int[][] fresh = new int[n][];
        double[][] x = new double[n][items];
        for (int i = 0; i < n; i++) {
            double[] row = x[i];
            before[i] = IntStream.range(0, items).filter(k -> random.nextInt(3) == 0).toArray();
            Arrays.stream(before[i]).forEach(k -> row[k] = 1);
            after[i] = IntStream.range(0, items).filter(k -> random.nextInt(4) == 0).toArray();
            fresh[i] = Arrays.stream(after[i]).filter(k -> row[k] == 0).toArray();
        }
        CoPurchases counts = CoPurchases.of(new Purchases(IntStream.range(0, n).toArray(), before, after, fresh), items,
                candidates);
        ItemRanking itemToItem = ItemRanking.itemToItem(counts, 5, .1);
        ItemRanking ridge = ItemRanking.ridge(counts, 2);
        double[] means = IntStream.range(0, items)
                .mapToDouble(k -> Arrays.stream(x).mapToDouble(row -> row[k]).average().orElseThrow()).toArray();
        RealMatrix centred = new Array2DRowRealMatrix(n, items);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < items; k++) {
                centred.setEntry(i, k, x[i][k] - means[k]);
            }
        }
        RealMatrix squares = centred.transpose().multiply(centred);
        for (int k = 0; k < items; k++) {
            squares.setEntry(k, k, 3 * squares.getEntry(k, k) + 1);
        }
        for (int c = 0; c < candidates.length; c++) {
            int place = candidates[c];
            double[] buys = IntStream.range(0, n).mapToDouble(i -> Arrays.stream(fresh[i]).anyMatch(k -> k == place) ? 1
                    : 0).toArray();
            double without = Arrays.stream(x).filter(row -> row[place] == 0).count();
            double rate = Arrays.stream(buys).sum() / without;
            double[] answers = IntStream.range(0, n).mapToDouble(i -> x[i][place] == 1 ? 0 : buys[i] - rate).toArray();
            double[] weights = new CholeskyDecomposition(squares).getSolver()
                    .solve(centred.transpose().multiply(MatrixUtils.createColumnRealMatrix(answers))).getColumn(0);
            double start = rate;
            double likely = Math.log(rate);
            for (int k = 0; k < items; k++) {
                int item = k;
                double had = IntStream.range(0, n).filter(i -> x[i][item] == 1 && x[i][place] == 0).count();
                double bought = IntStream.range(0, n).filter(i -> x[i][item] == 1 && buys[i] == 1).count();
                double added = .1 * Math.log((bought + 5) / (had * rate + 5));
                assertThat(itemToItem.weights()[k][c]).isCloseTo(added, within(1e-12));
                likely -= means[k] * added;
                assertThat(ridge.weights()[k][c]).isCloseTo(weights[k], within(1e-9));
                start -= means[k] * weights[k];
            }
            assertThat(ridge.start()[c]).isCloseTo(start, within(1e-9));
            assertThat(itemToItem.start()[c]).isCloseTo(likely, within(1e-12));
            assertThat(ItemRanking.firstBought(counts).start()[c]).isCloseTo(rate, within(1e-12));
            assertThat(ItemRanking.mostBought(counts).start()[c]).isEqualTo(
                    Arrays.stream(after).filter(row -> Arrays.stream(row).anyMatch(k -> k == place)).count());
        }
    }

    @Test
    void aUserHasNoneOfTheBestYet() {
        ItemRanking ranking = ItemRanking.same("x", new double[] {1, 3, 2, 3});
        int[] candidates = {7, 5, 9, 2};
        assertThat(ranking.best(new int[0], candidates, 3)).containsExactly(1, 3, 2);
        assertThat(ranking.best(new int[] {2, 7}, candidates, 3)).containsExactly(1, 2);
        ItemRanking weighted = new ItemRanking("x", new double[] {1, 0}, new double[][] {{0, 2}, {0, 0}});
        assertThat(weighted.best(new int[0], new int[] {2, 3}, 1)).containsExactly(0);
        assertThat(weighted.best(new int[] {0}, new int[] {2, 3}, 1)).containsExactly(1);
    }

    /** Beside sorting them all; of equal scores, and of those that are no number, the first stands first. */
    @Test
    void theBestAreTheFirstOfAllInTheirOrder() {
        Random random = new Random(5);
        double[] some = {Double.NaN, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1, 1, 2};
        for (int round = 0; round < 200; round++) {
            double[] scores = random.doubles(1 + random.nextInt(40))
                    .map(draw -> draw < .5 ? some[random.nextInt(some.length)] : draw).toArray();
            int[] candidates = random.ints(0, 100).distinct().limit(scores.length).sorted().toArray();
            int[] before = random.ints(0, 100).distinct().limit(random.nextInt(60)).sorted().toArray();
            int most = random.nextInt(12);
            Set<Integer> has = IntStream.of(before).boxed().collect(Collectors.toSet());
            assertThat(ItemRanking.same("some", scores).best(before, candidates, most)).containsExactly(
                    IntStream.range(0, scores.length).filter(k -> !has.contains(candidates[k])).boxed()
                            .sorted(Comparator.comparingDouble(k -> -scores[k])).limit(most)
                            .mapToInt(Integer::intValue).toArray());
        }
    }

    @Test
    void nothingOfATestUserIsLookedAt() {
        Set<String> testUsers = new HashSet<>(COHORT.test().table().stringColumn("user").asList());
        Selection rows = Selection.with(IntStream.range(0, TABLE.rowCount())
                .filter(row -> !testUsers.contains(TABLE.getString(row, "user"))
                        || TABLE.dateTimeColumn("time").get(row)
                                .isBefore(RandomLogs.FIRST_DAY.plusDays(140).atStartOfDay())).toArray());
        PurchaseLog past = log(TABLE.where(rows));
        Samples everybody = Samples.everybody(past, QUESTION.target(), 140);
        Samples train = TestSamples.like(everybody, COHORT.train(), LOG, past);
        Samples validation = TestSamples.like(everybody, COHORT.validation(), LOG, past);
        Recommender blind = NEXT.fit(past, train, validation);
        assertThat(blind.chosen()).isEqualTo(RECOMMENDER.chosen());
        assertThat(blind.choice().printAll()).isEqualTo(RECOMMENDER.choice().printAll());
        Samples test = TestSamples.like(everybody, COHORT.test(), LOG, past);
        for (int i = 0; i < test.size(); i++) {
            assertThat(blind.next(test, i).printAll()).isEqualTo(RECOMMENDER.next(COHORT.test(), i).printAll());
        }
    }

    @Test
    void nobodyAndOneUserAreShownAsSuch() {
        boolean[] addressed = new boolean[COHORT.test().size()];
        Table nobody = RECOMMENDER.measure(LOG, COHORT.test(), addressed);
        assertThat(nobody.intColumn("samples").asList()).containsOnly(0);
        assertThat(nobody.stringColumn("hit rate at 5, 95 %").asList()).containsOnly("");
        assertThat(RECOMMENDER.next(COHORT.test(), addressed).rowCount()).isZero();
        addressed[0] = true;
        assertThat(RECOMMENDER.figures(LOG, COHORT.test(), addressed)).isEmpty();
        Table one = RECOMMENDER.measure(LOG, COHORT.test(), addressed);
        assertThat(one.stringColumn("hit rate at 5, 95 %").asList()).allMatch(text -> text.matches("[01]\\.000"));
    }

    @Test
    void productsAndTheGroupOfTheTargetCanBeAskedFor() {
        Recommender products = NEXT.withProducts().fit(LOG, COHORT.train(), COHORT.validation());
        assertThat(products.next(COHORT.test(), 0).stringColumn("product").get(0)).matches("(\\w+) \\(p\\1\\)");
        refused(() -> NEXT.withinGroup().fit(LOG, COHORT.train(), COHORT.validation()), "no class was bought");
        Target wide = Target.of("even", Level.THIRD, "EVEN0");
        Cohort cohort = new Snapshot(wide, List.of(60, 90), 140, HORIZON, 1, 60, QUESTION.split(), false).cohort(LOG);
        assertThat(NEXT.withinGroup().fit(LOG, cohort.train(), cohort.validation()).next(cohort.test(), 0)
                .column(2).asStringColumn().asList()).containsOnly("B");
    }

    @Test
    void whatWouldLeakOrCannotBeCountedIsRefused() {
        Samples train = COHORT.train();
        Samples validation = COHORT.validation();
        Samples test = COHORT.test();
        Samples others = Samples.everybody(RandomLogs.log(1, 20), Target.of("x", Level.SECOND, "X"), 10);
        refused(() -> NEXT.fit(LOG, test, validation), "TEST");
        refused(() -> NEXT.fit(LOG, train, train), "VALIDATION");
        refused(() -> NEXT.fit(LOG, TestSamples.none(train), validation), "no samples");
        refused(() -> NEXT.fit(log(TABLE), train, validation), "not from the log");
        refused(() -> NextProducts.within(150).fit(LOG, train, validation), "ends on day 240");
        refused(() -> NEXT.withSupport(500).fit(LOG, train, validation), "500");
        refused(() -> NextProducts.within(0), "0");
        refused(() -> NEXT.withMost(0), "0");
        refused(() -> NEXT.withShrinkage(Double.NaN), "NaN");
        refused(() -> RECOMMENDER.measure(LOG, train), "not a test user");
        // Of another split, users of this one's training and validation are in the test.
        for (Samples seen : List.of(train, validation)) {
            Samples moved = QUESTION.withSplit(UserSplit.of(2)).cohort(LOG).test();
            Set<Integer> fitted = new HashSet<>();
            IntStream.range(0, seen.size()).forEach(i -> fitted.add(seen.get(i).user()));
            int shared = IntStream.range(0, moved.size()).filter(i -> fitted.contains(moved.get(i).user())).findFirst()
                    .orElseThrow();
            refused(() -> RECOMMENDER.measure(LOG, TestSamples.first(moved, shared + 1)), "not a test user");
        }
        refused(() -> NEXT.fit(LOG, train, QUESTION.withSplit(UserSplit.of(2)).cohort(LOG).validation()),
                "in training and in validation");
        refused(() -> RECOMMENDER.measure(log(TABLE), test), "not from the log");
        refused(() -> RECOMMENDER.measure(LOG, test, new boolean[1]), "1 flags");
        refused(() -> RECOMMENDER.next(others, 0), "not from the log");
        refused(() -> RECOMMENDER.measure(LOG, Samples.everybody(LOG, QUESTION.target(), 150)), "not a test user");
        Recommender longer = NextProducts.within(60).withSupport(10).fit(LOG, train, validation);
        refused(() -> longer.measure(LOG, test), "choose earlier training days");
    }

    private static void refused(ThrowingCallable call, String said) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(said);
    }

    @Test
    void whatAllPartsAreRecommendedIsPooled() {
        CrossFitted model = CrossFitted.fit(CrossFit.of(QUESTION), LOG, new LogisticLearner());
        CrossFittedRecommender pooled = NEXT.fit(LOG, model);
        double hits = 0;
        double recalls = 0;
        int samples = 0;
        int buyers = 0;
        for (int part = 0; part < 5; part++) {
            Cohort cohort = model.cohorts().get(part);
            boolean[] predicted = predicted(cohort, model.predictors().get(part));
            Recommender recommender = NEXT.fit(LOG, cohort.train(), cohort.validation());
            for (int i = 0; i < predicted.length; i++) {
                if (predicted[i]) {
                    samples++;
                    Set<String> fresh = fresh(cohort.test(), i);
                    fresh.retainAll(firstBuyers(cohort.train(), false).keySet());
                    Set<String> found = new HashSet<>(recommender.next(cohort.test(), i).stringColumn("class")
                            .asList());
                    found.retainAll(fresh);
                    hits += found.isEmpty() ? 0 : 1;
                    if (!fresh.isEmpty()) {
                        buyers++;
                        recalls += (double) found.size() / fresh.size();
                    }
                }
            }
        }
        Map<String, Interval> figures = pooled.figures();
        assertThat(figures.get("hit rate at 5, chosen").estimate()).isCloseTo(hits / samples, within(1e-12));
        assertThat(figures.get("recall at 5, chosen").estimate()).isCloseTo(recalls / buyers, within(1e-12));
        assertThat(pooled.counts()).containsEntry("samples predicted to buy", (long) samples);
        Table table = pooled.measure();
        assertThat(table.stringColumn("ranking").asList()).startsWith("most bought").endsWith("chosen on validation")
                .contains("item to item", "ridge").hasSize(7);
        assertThat(pooled.choices().intColumn("parts").sum()).isEqualTo(5);
        for (String list : List.of("most bought", "most often bought for the first time")) {
            Interval more = figures.get("recall at 5, chosen less " + list);
            String shown = more.contains(0) ? "no difference is shown" : more.low() > 0 ? "higher" : "lower";
            assertThat(pooled.verdict()).contains("Recall at 5, the chosen ranking compared with the list “" + list
                    + "”: " + shown + ", " + more.signed() + ".");
        }
    }
}
