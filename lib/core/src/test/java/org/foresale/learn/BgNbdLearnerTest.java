package org.foresale.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.internal.bgnbd.BgNbd;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

class BgNbdLearnerTest {

    private static final Target X = Target.of("x", Level.SECOND, "X");
    private static final Snapshot QUESTION = Snapshot.of(X).withDays(List.of(60, 90, 120), 160, 40);
    private static final Table LINES = RandomLogs.table(11, 600);
    private static final Cohort COHORT = QUESTION.cohort(log(LINES));
    private static final BgNbdLearner LEARNER = BgNbdLearner.of(40);

    private static PurchaseLog log(Table lines) {
        return LogSource.table(lines).load(RandomLogs.MAPPING, RandomLogs.RULES);
    }

    private static int day(LocalDateTime time) {
        return time.getDayOfYear() - 1;
    }

    /** Counted in the table itself: by user, the days on which X was bought. */
    private static Map<String, TreeSet<Integer>> days(Table lines) {
        Map<String, TreeSet<Integer>> days = new TreeMap<>();
        lines.forEach(row -> {
            Set<Integer> ofUser = days.computeIfAbsent(row.getString("user"), user -> new TreeSet<>());
            if (row.getString("b").equals("X")) {
                ofUser.add(day(row.getDateTime("time")));
            }
        });
        return days;
    }

    private static JsonNode saved(Predictor predictor) {
        return predictor.parts().json("bgnbd.json");
    }

    private static double[] parameters(Predictor predictor) {
        JsonNode model = saved(predictor).get("buyers").get(0).get("model");
        return new double[] {model.get("r").asDouble(), model.get("alpha").asDouble(), model.get("a").asDouble(),
            model.get("b").asDouble()};
    }

    private static double auc(Predictor predictor, Samples samples) {
        return Metrics.of(Scores.of(samples.labels(), predictor.predict(samples))).rocAuc();
    }

    @Test
    void theModelIsFittedToTheDaysOfEachUserOnceAtItsLatestCut() {
        Map<String, TreeSet<Integer>> days = days(LINES);
        Map<String, Integer> latest = new TreeMap<>();
        for (int i = 0; i < COHORT.train().size(); i++) {
            latest.merge(COHORT.train().userId(i), COHORT.train().get(i).cut(), Math::max);
        }
        latest.keySet().removeIf(user -> days.get(user).headSet(latest.get(user)).isEmpty());
        int[] frequency = latest.keySet().stream()
                .mapToInt(user -> days.get(user).headSet(latest.get(user)).size() - 1).toArray();
        double[] recency = latest.keySet().stream()
                .mapToDouble(user -> days.get(user).lower(latest.get(user)) - days.get(user).first()).toArray();
        double[] age = latest.keySet().stream()
                .mapToDouble(user -> latest.get(user) - days.get(user).first()).toArray();
        assertThat(frequency).hasSizeGreaterThan(80);
        BgNbd expected = BgNbd.fit(frequency, recency, age).model();
        BgNbd fitted = of(parameters(LEARNER.fit(COHORT)));
        for (int i = 0; i < age.length; i++) {
            assertThat(fitted.probabilityOfPurchase(40, frequency[i], recency[i], age[i])).isCloseTo(
                    expected.probabilityOfPurchase(40, frequency[i], recency[i], age[i]), within(1e-5));
        }
    }

    private static BgNbd of(double[] parameters) {
        return new BgNbd(parameters[0], parameters[1], parameters[2], parameters[3]);
    }

    @Test
    void scoresAreSharesOfPositivesInBothGroups() {
        Map<String, TreeSet<Integer>> days = days(LINES);
        Samples train = COHORT.train();
        Predictor predictor = LEARNER.fit(train, COHORT.validation());
        IntPredicate bought = i -> !days.get(train.userId(i)).headSet(train.get(i).cut()).isEmpty();
        int[] others = IntStream.range(0, train.size()).filter(bought.negate()).toArray();
        long positives = IntStream.of(others).filter(i -> train.get(i).label()).count();
        double[] scores = predictor.predict(train);
        assertThat(others).hasSizeGreaterThan(50);
        assertThat(IntStream.of(others).mapToDouble(i -> scores[i]).distinct())
                .containsExactly((positives + 1.0) / (others.length + 2.0));
        int[] buyers = IntStream.range(0, train.size()).filter(bought).toArray();
        double sum = IntStream.of(buyers).mapToDouble(i -> scores[i]).sum();
        long buys = IntStream.of(buyers).filter(i -> train.get(i).label()).count();
        // The two samples more are within one sample.
        assertThat(sum).isCloseTo(buys, within(1.0));
        assertThat(IntStream.of(buyers).mapToDouble(i -> scores[i]).distinct().count()).isGreaterThan(50);
    }

    @Test
    void theModelKnowsNoLabelAndNothingOfValidation() {
        Predictor predictor = LEARNER.fit(COHORT);
        Predictor flipped = LEARNER.fit(TestSamples.flipped(COHORT.train()), COHORT.validation());
        assertThat(parameters(flipped)).isEqualTo(parameters(predictor));
        assertThat(flipped.predict(COHORT.test())).isNotEqualTo(predictor.predict(COHORT.test()));
        Predictor other = LEARNER.fit(COHORT.train(), TestSamples.none(COHORT.validation()));
        assertThat(other.predict(COHORT.test())).isEqualTo(predictor.predict(COHORT.test()));
    }

    @Test
    void whereNobodyHadBoughtTheTargetAllGetTheShareOfPositives() {
        Cohort first = FirstNeed.of(X).withBurnIn(10, 1).cohort(log(LINES));
        Predictor predictor = LEARNER.fit(first);
        double share = (first.train().positives() + 1.0) / (first.train().size() + 2.0);
        assertThat(Arrays.stream(predictor.predict(first.test())).distinct()).containsExactly(share);
        // Nor is anything known of buyers then.
        assertThat(Arrays.stream(predictor.predict(COHORT.test())).distinct()).containsExactly(share);
    }

    /** Before the cuts of training, users who were chosen buy X once, and all others never. */
    private static Cohort boughtOnceAtMost(IntPredicate chosen) {
        Map<String, TreeSet<Integer>> days = days(LINES);
        return QUESTION.withDays(List.of(100), 160, 40).cohort(log(LINES.where(Selection.with(
                IntStream.range(0, LINES.rowCount()).filter(row -> {
                    String user = LINES.stringColumn("user").get(row);
                    int day = day(LINES.dateTimeColumn("time").get(row));
                    return !LINES.stringColumn("b").get(row).equals("X") || day >= 100
                            || day == days.get(user).first() && chosen.test(Integer.parseInt(user.substring(1)));
                }).toArray()))));
    }

    @Test
    void buyersOfOneDayGetProbabilities() {
        Cohort once = boughtOnceAtMost(user -> true);
        Predictor predictor = LEARNER.fit(once);
        assertThat(saved(predictor).get("buyers")).hasSize(1);
        assertThat(Arrays.stream(predictor.predict(once.test()))).allMatch(each -> each > 0 && each < 1);
        // To have bought once tells here who buys regularly.
        assertThat(auc(predictor, once.test())).isGreaterThan(.6);
    }

    @Test
    void oneBuyerIsEnough() {
        Cohort nobody = boughtOnceAtMost(user -> false);
        String one = IntStream.range(0, nobody.train().size()).filter(i -> nobody.train().get(i).label())
                .mapToObj(nobody.train()::userId).findFirst().orElseThrow();
        Cohort cohort = boughtOnceAtMost(user -> one.equals("u" + user));
        Predictor predictor = LEARNER.fit(cohort);
        assertThat(saved(predictor).get("buyers")).hasSize(1);
        double[] scores = predictor.predict(cohort.train());
        for (int i = 0; i < scores.length; i++) {
            assertThat(scores[i]).isStrictlyBetween(0.0, 1.0);
            if (cohort.train().userId(i).equals(one)) {
                // Of one positive, with one more of each label: two of three.
                assertThat(scores[i]).isCloseTo(2 / 3.0, within(1e-6));
            }
        }
    }

    @Test
    void whereAllBuyAlikeNothingIsFound() {
        Table lines = RandomLogs.table(3, 1500);
        Random random = new Random(4);
        for (int row = 0; row < lines.rowCount(); row++) {
            boolean x = random.nextInt(12) == 0;
            lines.stringColumn("a").set(row, x ? "A" : "B");
            lines.stringColumn("b").set(row, x ? "X" : "S1");
            lines.stringColumn("c").set(row, x ? "X-1" : "S1-1");
            lines.stringColumn("product").set(row, x ? "px" : "ps");
        }
        Cohort alike = QUESTION.cohort(log(lines));
        assertThat(auc(LEARNER.fit(alike), alike.test())).isBetween(.4, .6);
    }

    @Test
    void horizonsBelowADayAreRefused() {
        assertThatThrownBy(() -> BgNbdLearner.of(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
        assertThat(BgNbdLearner.of(28)).hasToString("BgNbdLearner[horizonDays=28]");
    }
}
