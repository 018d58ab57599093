package org.foresale.insight.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.evaluate.Calibration;
import org.foresale.evaluate.Scores;
import org.foresale.learn.LogisticLearner;
import org.foresale.learn.Predictor;
import org.foresale.log.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

class AudiencePlanTest {

    private static final double[] SIZES = {.05, .1, .3, 1};

    /**
     * Users whose probabilities are true.
     *
     * @param probabilities the probabilities
     * @param labels        drawn by them
     */
    private record Users(double[] probabilities, boolean[] labels) {

        static Users of(long seed, int n) {
            Random random = new Random(seed);
            double[] probabilities = new double[n];
            boolean[] labels = new boolean[n];
            for (int i = 0; i < n; i++) {
                probabilities[i] = 1 / (1 + Math.exp(2 - 1.5 * random.nextGaussian()));
                labels[i] = random.nextDouble() < probabilities[i];
            }
            return new Users(probabilities, labels);
        }

        AudiencePlan plan() {
            return AudiencePlan.of(scores());
        }

        AudiencePlan testOf(AudiencePlan plan) {
            return plan.withTest(scores(), IntStream.range(0, labels.length).toArray());
        }

        private Scores scores() {
            return Scores.of(labels, probabilities);
        }

        /** Users from the highest probability down. */
        int[] order() {
            return IntStream.range(0, probabilities.length).boxed()
                    .sorted((i, j) -> Double.compare(probabilities[j], probabilities[i])).mapToInt(i -> i).toArray();
        }
    }

    @Test
    void theExpectationIsTheMeanOfTheHighestCalibratedProbabilities() {
        Users users = Users.of(1, 2_000);
        Calibration calibration = Calibration.fit(Scores.of(users.labels(), users.probabilities()));
        double[] probabilities = IntStream.of(users.order())
                .mapToDouble(i -> calibration.of(users.probabilities()[i])).toArray();
        double all = Arrays.stream(probabilities).sum();
        Table table = users.plan().table(SIZES);
        for (int row = 0; row < SIZES.length; row++) {
            int addressed = (int) (SIZES[row] * 2_000);
            double buyers = Arrays.stream(probabilities).limit(addressed).sum();
            double sd = Math.sqrt(Arrays.stream(probabilities).limit(addressed).map(p -> p * (1 - p)).sum());
            assertThat(table.intColumn("users").getInt(row)).isEqualTo(addressed);
            assertThat(table.doubleColumn("precision expected").get(row)).isCloseTo(buyers / addressed, within(1e-9));
            assertThat(table.doubleColumn("reach expected").get(row)).isCloseTo(buyers / all, within(1e-9));
            assertThat(table.doubleColumn("lift expected").get(row))
                    .isCloseTo(buyers / addressed / (all / 2_000), within(1e-9));
            assertThat(table.stringColumn("buyers expected").get(row))
                    .isEqualTo(String.format(Locale.ROOT, "%.1f ± %.1f", buyers, sd));
        }
        // Probabilities that are true already stay nearly so.
        assertThat(calibration.slope()).isBetween(.85, 1.15);
        assertThat(all).isCloseTo(IntStream.range(0, 2_000).filter(i -> users.labels()[i]).count(), within(.1));
        assertThat(table.columnNames()).noneMatch(name -> name.contains("test") || name.contains("profit"));
    }

    @Test
    void whatComesTrueIsWhatWasExpected() {
        int held = 0;
        for (int seed = 0; seed < 12; seed++) {
            Users test = Users.of(100 + seed, 1_000);
            Table table = test.testOf(Users.of(seed, 4_000).plan()).table(.1);
            double expected = table.doubleColumn("precision expected").get(0);
            int[] order = test.order();
            int found = (int) IntStream.range(0, 100).filter(rank -> test.labels()[order[rank]]).count();
            assertThat(table.intColumn("buyers found").getInt(0)).isEqualTo(found);
            String measured = table.stringColumn("precision on test, 95 %").get(0);
            assertThat(measured).startsWith(String.format(Locale.ROOT, "%.3f [", found / 100.0));
            double[] range = Arrays.stream(measured.replaceAll(".*\\[|\\]", "").split(", "))
                    .mapToDouble(Double::parseDouble).toArray();
            held += expected >= range[0] && expected <= range[1] ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo(10);
    }

    @Test
    void overconfidentPredictionsAreMadeProbabilitiesFirst() {
        Users users = Users.of(4, 4_000);
        double[] extreme = Arrays.stream(users.probabilities()).map(p -> p * p * p / (p * p * p + Math.pow(1 - p, 3)))
                .toArray();
        double right = users.plan().table(.2).doubleColumn("precision expected").get(0);
        double same = AudiencePlan.of(Scores.of(users.labels(), extreme)).table(.2)
                .doubleColumn("precision expected").get(0);
        assertThat(same).isCloseTo(right, within(.01));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, .5, 1, 2.5, 3.9})
    void theMostProfitableSizeIsThatOfAllTries(double cost) {
        Users users = Users.of(7, 500);
        Calibration calibration = Calibration.fit(Scores.of(users.labels(), users.probabilities()));
        double[] probabilities = IntStream.of(users.order())
                .mapToDouble(i -> calibration.of(users.probabilities()[i])).toArray();
        double size = users.plan().withEconomics(cost, 4).mostProfitableSize();
        assertThat(size * 500).isCloseTo(Arrays.stream(probabilities).filter(p -> p > cost / 4).count(), within(1e-9));
        AudiencePlan plan = Users.of(8, 400).testOf(users.plan()).withEconomics(cost, 4);
        assertThat(plan.mostProfitableSize()).isEqualTo(size);
        Table economics = plan.economics();
        assertThat(economics.stringColumn("value").get(2)).isEqualTo(String.format(Locale.ROOT, "%.3f", cost / 4));
        Users test = Users.of(8, 400);
        int addressed = (int) Math.round(size * 400);
        long found = Arrays.stream(test.order()).limit(addressed).filter(i -> test.labels()[i]).count();
        assertThat(economics.stringColumn("value").get(6)).startsWith(String.format(Locale.ROOT, "%.2f", 4 * found
                - cost * addressed));
    }

    @Test
    void nobodyIsAddressedWhereNobodyPays() {
        AudiencePlan plan = Users.of(8, 400).testOf(Users.of(7, 500).plan()).withEconomics(5, 4);
        assertThat(plan.mostProfitableSize()).isZero();
        assertThat(plan.economics().stringColumn("value").asList()).contains("0.0 % of the users", "0 of 400", "0.00");
        assertThat(plan.table(.01).stringColumn("profit on test, 95 %").get(0)).startsWith("-");
    }

    @Test
    void nothingOfTheTestReachesThePlan() {
        AudiencePlan plan = Users.of(7, 500).plan().withEconomics(1, 4);
        Users test = Users.of(8, 400);
        boolean[] flipped = new boolean[400];
        for (int i = 0; i < flipped.length; i++) {
            flipped[i] = !test.labels()[i];
        }
        AudiencePlan one = test.testOf(plan);
        AudiencePlan other = new Users(test.probabilities(), flipped).testOf(plan);
        assertThat(other.mostProfitableSize()).isEqualTo(one.mostProfitableSize()).isEqualTo(plan.mostProfitableSize());
        Table ofOne = one.table(.1, .5);
        Table ofOther = other.table(.1, .5);
        for (String column : List.of("buyers expected", "precision expected", "reach expected", "lift expected",
                "profit expected")) {
            assertThat(ofOther.column(column).asList()).isEqualTo(ofOne.column(column).asList());
        }
        assertThat(ofOther.column("buyers found").asList()).isNotEqualTo(ofOne.column("buyers found").asList());
    }

    @Test
    void theCurveHoldsWhatTheTableSays() {
        AudiencePlan plan = Users.of(8, 400).testOf(Users.of(7, 500).plan());
        Table curve = plan.curve(SIZES);
        assertThat(curve.rowCount()).isEqualTo(16);
        Table last = curve.where(curve.doubleColumn("users addressed %").isEqualTo(100));
        assertThat(last.stringColumn("figure").asList()).containsExactly("precision, expected", "precision, on test",
                "reach, expected", "reach, on test");
        assertThat(last.stringColumn("source").asList()).containsExactly("expected", "on test", "expected", "on test");
        assertThat(last.doubleColumn("share").get(2)).isEqualTo(1);
        assertThat(last.doubleColumn("share").get(3)).isEqualTo(1);
        assertThat(curve.doubleColumn("share").get(0))
                .isEqualTo(plan.table(.05).doubleColumn("precision expected").get(0));
        assertThat(Users.of(7, 500).plan().curve(.5).rowCount()).isEqualTo(2);
    }

    @Test
    void theVerdictCountsTheSizesAtWhichTheExpectationHolds() {
        Users users = Users.of(7, 2_000);
        assertThat(users.testOf(users.plan()).verdict(SIZES)).isEqualTo("The expected precision lies in the interval of"
                + " the actual precision at 4 of 4 sizes of the audience, and the expected reach in that of the actual"
                + " reach at 4.");
        boolean[] flipped = new boolean[2_000];
        for (int i = 0; i < flipped.length; i++) {
            flipped[i] = !users.labels()[i];
        }
        // Of all users, all buyers are addressed in either case.
        assertThat(new Users(users.probabilities(), flipped).testOf(users.plan()).verdict(SIZES)).contains(
                "precision at 0 of 4 sizes", "reach at 1.");
        assertThatThrownBy(() -> users.plan().verdict(.1)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withTest");
        assertThatThrownBy(() -> users.testOf(users.plan()).verdict(2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2.0");
    }

    @Test
    void aCohortGivesItsValidationAndItsTest() {
        Snapshot question = Snapshot.of(Target.of("x", Level.SECOND, "X")).withDays(List.of(60, 90, 120), 160, 40);
        Cohort cohort = question.withAllActiveUsers().cohort(RandomLogs.log(11, 300));
        Predictor predictor = new LogisticLearner().fit(cohort);
        Table table = AudiencePlan.of(cohort, predictor).table(1);
        assertThat(table.intColumn("buyers found").getInt(0)).isEqualTo(cohort.test().positives());
        assertThat(table.intColumn("users").getInt(0)).isEqualTo(cohort.test().size());
        assertThat(table.doubleColumn("precision expected").get(0)).isCloseTo(
                (double) cohort.validation().positives() / cohort.validation().size(), within(1e-3));
        assertThatThrownBy(() -> AudiencePlan.of(question.cohort(RandomLogs.log(11, 300)), predictor))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("withAllActiveUsers");
    }

    @Test
    void whatCannotBePlannedIsRefused() {
        AudiencePlan plan = Users.of(7, 500).plan();
        for (double size : new double[] {0, -1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> plan.table(size)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(String.valueOf(size));
        }
        assertThatThrownBy(() -> plan.table(new double[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(plan::mostProfitableSize).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withEconomics");
        assertThatThrownBy(() -> plan.withEconomics(-1, 4)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1.0");
        assertThatThrownBy(() -> plan.withEconomics(1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0");
        assertThatThrownBy(() -> AudiencePlan.of(Scores.of(new boolean[3], new double[3])))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 of 3");
        Scores parts = Scores.of(new boolean[] {true, false}, new double[2], new int[] {0, 1});
        assertThatThrownBy(() -> AudiencePlan.of(parts)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 parts");
        assertThatThrownBy(() -> plan.withTest(parts, new int[2])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 parts");
        Scores two = Scores.of(new boolean[] {true, false}, new double[2]);
        assertThatThrownBy(() -> plan.withTest(two, new int[3]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 users");
        assertThat(plan.withTest(two, new int[2]).table().rowCount()).isEqualTo(6);
    }
}
