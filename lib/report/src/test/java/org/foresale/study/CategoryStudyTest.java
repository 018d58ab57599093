package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.foresale.RandomLogs;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.CategorySnapshot;
import org.foresale.evaluate.CategoryBoard;
import org.foresale.evaluate.CategoryBoard.Figure;
import org.foresale.evaluate.CategoryBoard.Purchases;
import org.foresale.learn.CategoryLearner;
import org.foresale.learn.CategoryPredictor;
import org.foresale.learn.LogisticLearner;
import org.foresale.learn.PredictorParts;
import org.foresale.learn.Stacking;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.network.Architecture;
import org.foresale.network.CategoryNetworkLearner;
import org.foresale.network.EventKind;
import org.foresale.network.NetworkLearner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class CategoryStudyTest {

    private static final PurchaseLog LOG = RandomLogs.log(3, 200);
    private static final CategorySnapshot QUESTION =
            CategorySnapshot.of(Level.SECOND).withDays(List.of(60, 90, 120), 160, 40).withMinBuyers(15);
    private static final String LOGISTIC = "logistic regression of habits";
    private static final CategoryLearner SLOW = new Renamed("slow", CategoryLearner.oneEach(new LogisticLearner()));
    private static final CategoryNetworkLearner NETWORK = CategoryNetworkLearner.of(NetworkLearner.of(
            new Architecture(Architecture.Kind.LSTM, 3, 3, 3, 2, 3, 0)).withEvents(EventKind.DAYS, 8).withEpochs(1));

    @TempDir
    Path folder;

    /** A learner under another name. */
    private record Renamed(String name, CategoryLearner learner) implements CategoryLearner {

        @Override
        public CategoryPredictor fit(CategorySamples train,
                CategorySamples validation) {
            return learner.fit(train, validation);
        }
    }

    /** Says of everybody that a purchase is nearly certain. */
    private record Sure() implements CategoryLearner {

        @Override
        public String name() {
            return "sure";
        }

        @Override
        public CategoryPredictor fit(CategorySamples train, CategorySamples validation) {
            return new CategoryPredictor() {
                @Override
                public Categories categories() {
                    return train.categories();
                }

                @Override
                public double[][] predict(CategorySamples samples) {
                    double[][] scores = new double[samples.size()][train.categories().size()];
                    for (double[] row : scores) {
                        Arrays.fill(row, .999);
                    }
                    return scores;
                }

                @Override
                public PredictorParts parts() {
                    return PredictorParts.of("sure");
                }
            };
        }
    }

    private static CategoryStudy study() {
        return CategoryStudy.of("random", LOG, QUESTION, List.of(CategoryLearner.popularity(),
                CategoryLearner.logistic(), NETWORK)).withSlow(3, SLOW);
    }

    /** What the board says of a learner is what its own scores give, fold by fold. */
    @Test
    void everyUserIsScoredByAModelThatNeverSawIt() {
        CategoryResults results = study().run(StudyListener.NONE);
        CategoryBoard board = results.board();
        assertThat(board.learners()).containsExactly("popularity", LOGISTIC, "LSTM", "LSTM, shuffled");
        List<CategoryCohort> folds = QUESTION.eachFold().stream().map(fold -> fold.cohort(LOG)).toList();
        // All folds of this log ask for the same categories.
        assertThat(folds).allMatch(fold -> fold.categories().equals(folds.get(0).categories()));
        CategoryBoard expected = CategoryBoard.of("random", folds.stream().map(fold -> fold.test().labels()).toList())
                .with(LOGISTIC, folds.stream().map(fold ->
                        CategoryLearner.logistic().fit(fold).predict(fold.test())).toList());
        for (Purchases purchases : List.of(Purchases.ALL, Purchases.AGAIN)) {
            assertThat(board.macro(LOGISTIC, Figure.ROC_AUC, purchases))
                    .isEqualTo(expected.macro(LOGISTIC, Figure.ROC_AUC, purchases));
        }
    }

    @Test
    void slowLearnersAnswerForSomeCategoriesOnly() {
        CategoryResults results = study().run(StudyListener.NONE);
        CategoryBoard some = results.boardOfSome();
        assertThat(some.learners()).containsExactly("popularity", LOGISTIC, "LSTM", "slow");
        assertThat(results.networks()).containsExactly("LSTM", "LSTM, shuffled");
        assertThat(results.withBlend("popularity", LOGISTIC, "neither").withStack(LOGISTIC, "LSTM", "one").networks())
                .containsExactly("LSTM", "LSTM, shuffled", "one");
        assertThat(some.categories(Purchases.ALL)).hasSize(3);
        assertThat(results.board().categories(Purchases.ALL)).containsAll(some.categories(Purchases.ALL));
        assertThat(some.macro(LOGISTIC, Figure.ROC_AUC, Purchases.ALL).estimate()).isCloseTo(results.board()
                .only(some.categories(Purchases.ALL)).macro(LOGISTIC, Figure.ROC_AUC, Purchases.ALL).estimate(),
                within(1e-12));
    }

    /** Figures of a selection move as those of what was selected: a network that lost in every fold moves none. */
    @Test
    void aSelectionIsANetworksOnlyWhereANetworkWasSelected() {
        CategoryResults results = CategoryStudy.of("random", LOG, QUESTION,
                List.of(CategoryLearner.popularity(), new Sure(), NETWORK)).withFolds(2).run(StudyListener.NONE)
                .withBest(List.of("sure", "LSTM"), "not sure").withBlend("sure", "LSTM", "nearly sure")
                .withBest(List.of("popularity", "nearly sure"), "popular")
                .withBest(List.of("popularity", "LSTM"), "either");
        for (int fold = 0; fold < 2; fold++) {
            assertThat(results.withoutFolds(fold).board().macro("popular", Figure.ROC_AUC, Purchases.ALL))
                    .isEqualTo(results.withoutFolds(fold).board().macro("popularity", Figure.ROC_AUC, Purchases.ALL));
        }
        assertThat(results.networks()).contains("LSTM", "not sure", "nearly sure").doesNotContain("popular");
        Table losses = results.validationLosses(List.of("popularity", "LSTM"));
        int selected = losses.where(losses.stringColumn("learner").isEqualTo("LSTM"))
                .intColumn("folds it is best in").get(0);
        assertThat(results.networks().contains("either")).isEqualTo(selected > 0);
        boolean isSelectedOfSome = !results.boardOfSome().macro("either", Figure.ROC_AUC, Purchases.ALL)
                .equals(results.boardOfSome().macro("popularity", Figure.ROC_AUC, Purchases.ALL));
        assertThat(results.networksOfSome().contains("either")).isEqualTo(isSelectedOfSome);
        assertThat(results.networksOfSome()).contains("LSTM", "not sure").doesNotContain("popular", "LSTM, shuffled");
    }

    @Test
    void blendsAndChoicesComeFromWhatIsThere() {
        CategoryResults results = CategoryStudy.of("random", LOG, QUESTION, List.of(CategoryLearner.popularity(),
                new Sure(), CategoryLearner.logistic())).withSlow(3, SLOW).run(StudyListener.NONE)
                .withBlend("popularity", LOGISTIC, "both").withBest(List.of("sure", LOGISTIC), "best")
                .withBlend("slow", LOGISTIC, "with slow");
        // Everybody has the same popularity, so the order within a category stays.
        assertThat(results.board().macro("both", Figure.ROC_AUC, Purchases.ALL).estimate()).isCloseTo(
                results.board().macro(LOGISTIC, Figure.ROC_AUC, Purchases.ALL).estimate(), within(1e-9));
        // Who is always nearly certain is often nearly certainly wrong.
        assertThat(results.board().macro("best", Figure.ROC_AUC, Purchases.ALL))
                .isEqualTo(results.board().macro(LOGISTIC, Figure.ROC_AUC, Purchases.ALL));
        assertThat(results.board().learners()).doesNotContain("with slow");
        assertThat(results.boardOfSome().learners()).contains("with slow", "both", "best");
        assertThatThrownBy(() -> results.withBlend("popularity", "nobody", "x")).hasMessageContaining("nobody");
        assertThatThrownBy(() -> results.withBlend("popularity", LOGISTIC, "both")).hasMessageContaining("taken");
    }

    /** What is told by the validation users is what they tell of the learners themselves. */
    @Test
    void validationUsersWeighTwoLearnersInEachFold() {
        CategoryResults results = CategoryStudy.of("random", LOG, QUESTION, List.of(CategoryLearner.popularity(),
                CategoryLearner.logistic())).withFolds(2).run(StudyListener.NONE)
                .withStack("popularity", LOGISTIC, "both");
        CategoryBoard expected = CategoryBoard.of("random", QUESTION.eachFold().stream().limit(2)
                .map(fold -> fold.cohort(LOG).test().labels()).toList())
                .with("both", QUESTION.eachFold().stream().limit(2).map(fold -> stacked(fold.cohort(LOG))).toList());
        for (Figure figure : Figure.values()) {
            assertThat(results.board().macro("both", figure, Purchases.AGAIN).estimate())
                    .isCloseTo(expected.macro("both", figure, Purchases.AGAIN).estimate(), within(1e-9));
        }
        assertThat(results.boardOfSome().learners()).contains("both");
    }

    private static double[][] stacked(CategoryCohort cohort) {
        CategoryPredictor popularity = CategoryLearner.popularity().fit(cohort);
        CategoryPredictor logistic = CategoryLearner.logistic().fit(cohort);
        CategorySamples latest = CategoryStudy.latest(cohort.validation());
        Stacking weights = Stacking.ofProbabilities(latest.labels(), popularity.predict(latest),
                logistic.predict(latest));
        double[][] first = popularity.predict(cohort.test());
        double[][] second = logistic.predict(cohort.test());
        for (int i = 0; i < first.length; i++) {
            for (int category = 0; category < first[i].length; category++) {
                first[i][category] = weights.ofProbabilities(first[i][category], second[i][category]);
            }
        }
        return first;
    }

    /** Each fold is learnt by itself, so without the first the others stay as they are. */
    @Test
    void firstFoldsCanBeLeftOut() {
        CategoryResults results = CategoryStudy.of("random", LOG, QUESTION,
                List.of(CategoryLearner.popularity(), CategoryLearner.logistic())).withSlow(3, SLOW)
                .withFolds(3).run(StudyListener.NONE);
        List<CategoryCohort> later = QUESTION.eachFold().stream().skip(1).limit(2).map(fold -> fold.cohort(LOG))
                .toList();
        CategoryBoard expected = CategoryBoard.of("random", later.stream().map(fold -> fold.test().labels()).toList())
                .with(LOGISTIC, later.stream().map(fold ->
                        CategoryLearner.logistic().fit(fold).predict(fold.test())).toList());
        assertThat(results.withoutFolds(1).board().macro(LOGISTIC, Figure.ROC_AUC, Purchases.ALL))
                .isEqualTo(expected.macro(LOGISTIC, Figure.ROC_AUC, Purchases.ALL));
        assertThat(results.withoutFolds(1).name()).isEqualTo("random, folds 2 to 3");
        assertThat(results.withoutFolds(0)).isSameAs(results);
        assertThat(results.withoutFolds(2).boardOfSome().learners()).contains("slow");
        assertThatThrownBy(() -> results.withoutFolds(-1)).hasMessageContaining("not -1");
        assertThatThrownBy(() -> results.withoutFolds(3)).hasMessageContaining("not 3");
    }

    @Test
    void whoForeseesTheValidationUsersBestIsTold() {
        CategoryResults results = CategoryStudy.of("random", LOG, QUESTION, List.of(CategoryLearner.popularity(),
                new Sure(), CategoryLearner.logistic())).withFolds(1).run(StudyListener.NONE);
        Table losses = results.validationLosses(List.of("sure", LOGISTIC, "popularity"));
        CategoryCohort first = QUESTION.eachFold().get(0).cohort(LOG);
        CategorySamples latest = CategoryStudy.latest(first.validation());
        double[][] scores = CategoryLearner.logistic().fit(first).predict(latest);
        double loss = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int category = 0; category < scores[i].length; category++) {
                loss -= Math.log(latest.buys(i, category) ? scores[i][category] : 1 - scores[i][category]);
            }
        }
        Table ofLogistic = losses.where(losses.stringColumn("learner").isEqualTo(LOGISTIC));
        assertThat(ofLogistic.doubleColumn("log loss").get(0))
                .isCloseTo(loss / latest.size() / latest.categories().size(), within(1e-9));
        assertThat(losses.doubleColumn("log loss").asDoubleArray()).isSorted();
        assertThat(losses.intColumn("folds it is best in").get(0)).isEqualTo(1);
        assertThat(losses.stringColumn("learner").get(2)).isEqualTo("sure");
        assertThatThrownBy(() -> results.validationLosses(List.of("nobody"))).hasMessageContaining("nobody");
    }

    @Test
    void theFirstFoldsAloneAreAStudyToo() {
        CategoryBoard board = CategoryStudy.of("random", RandomLogs.log(3, 600), QUESTION,
                List.of(CategoryLearner.logistic())).withFolds(1).run(StudyListener.NONE).board();
        CategoryCohort first = QUESTION.eachFold().get(0).cohort(RandomLogs.log(3, 600));
        CategoryBoard expected = CategoryBoard.of("random", List.of(first.test().labels())).with(LOGISTIC,
                List.<double[][]>of(CategoryLearner.logistic().fit(first).predict(first.test())));
        assertThat(board.macro(LOGISTIC, Figure.ROC_AUC, Purchases.ALL))
                .isEqualTo(expected.macro(LOGISTIC, Figure.ROC_AUC, Purchases.ALL));
    }

    @Test
    void aStudyThatWasKeptIsTakenUp() {
        CategoryStudy study = study().withCheckpoints(folder);
        CategoryResults first = study.run(StudyListener.NONE);
        List<Integer> kept = new ArrayList<>();
        CategoryResults second = study.run(new StudyListener() {
            @Override
            public void resumed(int runs, int all) {
                kept.add(runs);
                assertThat(runs).isEqualTo(all);
            }

            @Override
            public void done(int done, int all, Run run) {
                throw new AssertionError("nothing is left to do");
            }
        });
        assertThat(kept).containsExactly(20);
        assertThat(second.board().macro("LSTM", Figure.PR_AUC, Purchases.AGAIN))
                .isEqualTo(first.board().macro("LSTM", Figure.PR_AUC, Purchases.AGAIN));
    }

    @Test
    void costsAreThoseOfOneModelAndOfOneEach() {
        CategoryCohort cohort = QUESTION.cohort(LOG);
        TimedFit<?> logistic = TimedFit.of(LOGISTIC, () -> CategoryLearner.logistic().fit(cohort));
        TimedFit<?> popularity = TimedFit.of("popularity", () -> CategoryLearner.popularity().fit(cohort));
        CategoryCosts costs = CategoryCosts.of(cohort, List.of(logistic, popularity), new LogisticLearner(), 3, 100);
        assertThat(costs.users()).isEqualTo(100);
        CategoryCosts.Cost one = costs.forAll().get(LOGISTIC);
        assertThat(one.fitSeconds()).isPositive().isEqualTo(logistic.seconds());
        assertThat(costs.each().megabytes()).isBetween(1e-5, .1);
        assertThat(costs.fitRatio(LOGISTIC))
                .isCloseTo(costs.each().fitSeconds() * costs.categories() / one.fitSeconds(), within(1e-9));
        assertThat(costs.verdict(LOGISTIC)).matches("For all " + costs.categories() + " categories, one “logistic"
                + " regression” for each takes (less than )?\\d+\\.\\d+ times as long to fit as “" + LOGISTIC + "”\\.");
        Table table = costs.table(1, 9);
        assertThat(table.stringColumn("model").asList()).containsExactly(LOGISTIC + ", one for all",
                "popularity, one for all", "logistic regression, one each", "logistic regression, one each");
        assertThat(table.intColumn("categories").asList())
                .containsExactly(costs.categories(), costs.categories(), 1, 9);
        assertThatThrownBy(() -> costs.fitRatio("LSTM")).hasMessageContaining("\"LSTM\" were not measured");
        assertThatThrownBy(() -> CategoryCosts.of(cohort, List.of(logistic), new LogisticLearner(), 1, 100))
                .hasMessageContaining("1 and 100");
        assertThatThrownBy(() -> CategoryCosts.of(cohort, List.of(logistic, logistic), new LogisticLearner(), 2, 100))
                .hasMessageContaining("same name");
    }

    @Test
    void costsAreNeverToldToBeNone() {
        CategoryCosts costs = new CategoryCosts(10, 1, Map.of("LSTM", new CategoryCosts.Cost(1000, 1, 1), "none",
                new CategoryCosts.Cost(0, 1, 1)), "XGBoost", new CategoryCosts.Cost(4, 1, 1));
        assertThat(costs.verdict("LSTM"))
                .isEqualTo("For all 10 categories, one “XGBoost” for each takes 0.04 times as long to fit as “LSTM”.");
        assertThat(costs.verdict("none")).contains("takes an undefined number of times as long");
    }

    /** The seeds of a network differ; the others stay as in a study of one seed. */
    @Test
    void someLearnersCanHaveSeveralSeeds() {
        CategoryStudy one = CategoryStudy.of("random", LOG, QUESTION, List.of(NETWORK, NETWORK.with(
                Architecture.Kind.NO_SEQUENCE))).withFolds(1);
        Table differences = one.withSeeds(2, NETWORK).run(StudyListener.NONE).board()
                .differences("no sequence", Figure.ROC_AUC, Purchases.ALL);
        Table ofOne = one.run(StudyListener.NONE).board().differences("no sequence", Figure.ROC_AUC, Purchases.ALL);
        assertThat(ofOne.stringColumn("by seed").get(0)).doesNotContain("±");
        Table ofBoth = one.withSeeds(2).run(StudyListener.NONE).board()
                .differences("no sequence", Figure.ROC_AUC, Purchases.ALL);
        assertThat(differences.stringColumn("by seed").get(0)).contains(" ± ")
                .isNotEqualTo(ofBoth.stringColumn("by seed").get(0));
        assertThatThrownBy(() -> one.withSeeds(2, CategoryLearner.popularity())).hasMessageContaining("[popularity]");
    }

    @Test
    void numbersAreChecked() {
        assertThatThrownBy(() -> CategoryStudy.of("random", LOG, QUESTION, List.of())).hasMessageContaining("not 0");
        assertThatThrownBy(() -> study().withSlow(1, SLOW)).hasMessageContaining("and 1");
        assertThatThrownBy(() -> study().withSlow(3, CategoryLearner.popularity())).hasMessageContaining("same name");
        assertThatThrownBy(() -> study().withSeeds(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> study().withFolds(0)).hasMessageContaining("0");
    }
}
