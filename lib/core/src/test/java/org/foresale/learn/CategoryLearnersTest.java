package org.foresale.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.RandomLogs;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.CategorySnapshot;
import org.foresale.cohort.Shift;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.junit.jupiter.api.Test;

/** The learners without a network keep to what all learners of every category do. */
class CategoryLearnersTest extends CategoryLearnerChecks {

    private static final CategoryCohort COHORT = CategorySnapshot.of(Level.SECOND)
            .withDays(List.of(60, 90, 120), 160, 40).withMinBuyers(20).cohort(RandomLogs.log(12, 600));
    private static final List<CategoryLearner> LEARNERS = List.of(CategoryLearner.popularity(),
            CategoryLearner.frequency(40), CategoryLearner.logistic(),
            CategoryLearner.oneEach(BoostedTreesLearner.withDefaults().withRounds(5)),
            CategoryLearner.oneEach(BgNbdLearner.of(40)),
            CategoryLearner.pooled(BoostedTreesLearner.withDefaults().withRounds(20).withMinChildWeight(5)),
            CategoryLearner.blend(CategoryLearner.logistic(), CategoryLearner.frequency(40)),
            CategoryLearner.shifted(CategoryLearner.logistic(), Shift.by(0, 1)),
            CategoryLearner.stack(CategoryLearner.logistic(), CategoryLearner.itemToItem()),
            CategoryLearner.popularityOfFirstPurchases(), CategoryLearner.popularityOfLate(),
            CategoryLearner.itemToItem());

    @Override
    protected Stream<CategoryLearner> learners() {
        return LEARNERS.stream();
    }

    private static double auc(double[][] scores, CategorySamples samples, String path) {
        int place = samples.categories().place(path);
        return Metrics.of(Scores.of(samples.samples(place).labels(),
                IntStream.range(0, scores.length).mapToDouble(i -> scores[i][place]).toArray())).rocAuc();
    }

    /** Every third user buys X regularly, all else is drawn by lot. */
    @Test
    void whereThereIsAHabitItIsFoundAndElsewhereNothing() {
        for (CategoryLearner learner : LEARNERS) {
            double[][] scores = learner.fit(COHORT).predict(COHORT.test());
            double x = auc(scores, COHORT.test(), "A > X");
            double others = COHORT.categories().paths().stream().filter(path -> !path.equals("A > X"))
                    .mapToDouble(path -> auc(scores, COHORT.test(), path)).average().orElseThrow();
            if (learner instanceof Popularity) {
                assertThat(x).isEqualTo(.5);
                assertThat(others).isEqualTo(.5);
            } else {
                assertThat(x).as(learner.name()).isGreaterThan(.8);
                // Who shops more often buys more of anything, so there is a little to be found.
                assertThat(others).as(learner.name()).isBetween(.4, .7);
            }
        }
    }

    @Test
    void popularityIsTheShareOfTrainingSamples() {
        double[][] scores = CategoryLearner.popularity().fit(COHORT).predict(COHORT.test());
        for (int category = 0; category < COHORT.categories().size(); category++) {
            int place = category;
            double share = (double) IntStream.range(0, COHORT.train().size())
                    .filter(i -> COHORT.train().buys(i).get(place)).count() / COHORT.train().size();
            assertThat(scores[3][category]).isCloseTo(share, within(1e-12));
        }
    }

    @Test
    void popularityOfLateIsThatOfTheLatestCut() {
        CategorySamples train = COHORT.train();
        int latest = IntStream.range(0, train.size()).map(train::cut).max().orElseThrow();
        CategorySamples late = train.rows(IntStream.range(0, train.size()).filter(i -> train.cut(i) == latest)
                .toArray());
        assertThat(late.size()).isLessThan(train.size());
        assertThat(CategoryLearner.popularityOfLate().fit(COHORT).predict(COHORT.test())).isDeepEqualTo(
                CategoryLearner.popularityOfFirstPurchases().fit(late, COHORT.validation()).predict(COHORT.test()));
    }

    @Test
    void popularityOfFirstPurchasesIsOfThoseWhoNeverBought() {
        double[][] scores = CategoryLearner.popularityOfFirstPurchases().fit(COHORT).predict(COHORT.test());
        CategorySamples train = COHORT.train();
        for (int category = 0; category < train.categories().size(); category++) {
            int place = category;
            int[] never = IntStream.range(0, train.size()).filter(i -> !train.boughtBefore(i).get(place)).toArray();
            assertThat(scores[3][category]).isCloseTo((double) IntStream.of(never)
                    .filter(i -> train.buys(i).get(place)).count() / never.length, within(1e-12));
        }
    }

    /** By hand, for one pair of categories. */
    @Test
    void liftsAreWhatIsBoughtOverWhatIsExpected() {
        CategorySamples train = COHORT.train();
        int item = train.categories().place("A > X");
        int next = train.categories().place("B > S1");
        double[] positives = {1, 1};
        double[] all = {2, 2};
        for (int i = 0; i < train.size(); i++) {
            int had = train.boughtBefore(i).get(next) ? 1 : 0;
            all[had]++;
            positives[had] += train.buys(i).get(next) ? 1 : 0;
        }
        double bought = 0;
        double expected = 0;
        for (int i = 0; i < train.size(); i++) {
            if (train.boughtBefore(i).get(item)) {
                bought += train.buys(i).get(next) ? 1 : 0;
                int had = train.boughtBefore(i).get(next) ? 1 : 0;
                expected += positives[had] / all[had];
            }
        }
        ItemToItem.Fitted fitted = (ItemToItem.Fitted) CategoryLearner.itemToItem().fit(COHORT);
        assertThat(fitted.lifts()[item * train.categories().size() + next])
                .isCloseTo((float) Math.log((bought + 10) / (expected + 10)), within(1e-5f));
    }

    @Test
    void frequencyIsWhatTheUsersOwnDaysTell() {
        double[][] scores = CategoryLearner.frequency(40).fit(COHORT).predict(COHORT.test());
        int place = COHORT.categories().place("A > X");
        double all = 0;
        double with = 0;
        for (int i = 0; i < COHORT.train().size(); i++) {
            all += COHORT.train().history(i).days().length;
            with += daysWithX(COHORT.train(), i);
        }
        for (int i = 0; i < COHORT.test().size(); i++) {
            History history = COHORT.test().history(i);
            double days = history.days().length;
            double share = (daysWithX(COHORT.test(), i) + with / all) / (days + 1);
            double visits = days * 40 / Math.max(160 - history.day(0), 40);
            assertThat(scores[i][place]).isCloseTo(1 - Math.pow(1 - share, visits), within(1e-9));
        }
        assertThatThrownBy(() -> CategoryLearner.frequency(0)).hasMessageContaining("not 0");
    }

    private static double daysWithX(CategorySamples samples, int i) {
        History history = samples.history(i);
        return IntStream.range(0, history.size()).filter(line -> samples.taxonomy()
                .path(Level.THIRD, history.thirdClass(line)).startsWith("A > X > ")).map(history::day).distinct()
                .count();
    }

    /** A model that turns all odds round is turned back, and one that says nothing counts for nothing. */
    @Test
    void validationUsersTellHowMuchEachModelCounts() {
        CategorySamples validation = COHORT.validation();
        double[][] scores = CategoryLearner.logistic().fit(COHORT).predict(validation);
        float[][] logOdds = new float[scores.length][scores[0].length];
        float[][] turned = new float[scores.length][scores[0].length];
        for (int i = 0; i < scores.length; i++) {
            for (int category = 0; category < scores[i].length; category++) {
                logOdds[i][category] = (float) Math.log(scores[i][category] / (1 - scores[i][category]));
                turned[i][category] = -2 * logOdds[i][category];
            }
        }
        Stacking alone = Stacking.fit(validation.labels(), logOdds, new float[scores.length][scores[0].length]);
        assertThat(alone.first()).isBetween(.7, 1.3);
        assertThat(alone.second()).isEqualTo(0, within(1e-9));
        Stacking back = Stacking.fit(validation.labels(), new float[scores.length][scores[0].length], turned);
        assertThat(back.second()).isCloseTo(-alone.first() / 2, within(1e-3));
        assertThat(alone.of(logOdds[5][1], 0)).isCloseTo(back.of(0, turned[5][1]), within(1e-3));
        assertThatThrownBy(() -> Stacking.fit(validation.labels(), logOdds, new float[3][3]))
                .hasMessageContaining("log-odds of 3 samples");
        assertThatThrownBy(() -> new Stacking(Double.NaN, 0, 0)).hasMessageContaining("NaN");
    }

    /** One model a category says what the learner says of the category alone. */
    @Test
    void oneModelACategoryIsTheLearnerOfEachTarget() {
        BoostedTreesLearner trees = BoostedTreesLearner.withDefaults().withRounds(5);
        double[][] scores = CategoryLearner.oneEach(trees).fit(COHORT).predict(COHORT.test());
        int place = COHORT.categories().place("B > S4");
        double[] single = trees.fit(COHORT.train().samples(place), COHORT.validation().samples(place))
                .predict(COHORT.test().samples(place));
        assertThat(IntStream.range(0, single.length).mapToDouble(i -> scores[i][place]).toArray()).isEqualTo(single);
    }

    @Test
    void aCategoryThatNoModelCanBeFittedToIsNamed() {
        CategorySamples validation = COHORT.validation();
        int place = validation.categories().place("A > X");
        int[] without = IntStream.range(0, validation.size()).filter(i -> !validation.buys(i).get(place)).toArray();
        CategoryLearner trees = CategoryLearner.oneEach(BoostedTreesLearner.withDefaults().withRounds(2));
        assertThatThrownBy(() -> trees.fit(COHORT.train(), validation.rows(without)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("A > X: ")
                .hasMessageContaining("validation").hasMessageContaining("withMinBuyers");
    }
}
