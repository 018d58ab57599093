package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.evaluate.Difference;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Spread;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.Learner;
import org.foresale.learn.LogisticLearner;
import org.foresale.learn.Predictor;
import org.foresale.learn.PredictorParts;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsSearchTest {

    private static final PurchaseLog LOG = RandomLogs.log(11, 500);
    private static final Cohort COHORT = cohort("X");
    private static final List<SearchTask> TASKS = List.of(SearchTask.of("x", COHORT), SearchTask.of("s",
            cohort("S1")), SearchTask.of("t", cohort("S2")));
    private static final BoostedTreesLearner TREES = BoostedTreesLearner.withDefaults().withRounds(15);
    private static final Candidates TRIED = Candidates.of(TREES).with("depth 1", TREES.withDepth(1))
            .with("fast", TREES.withLearningRate(.5));

    @TempDir
    private Path folder;

    private static Cohort cohort(String name) {
        return Snapshot.of(Target.of(name, Level.SECOND, name)).withDays(List.of(60, 90, 120), 160, 40).cohort(LOG);
    }

    private static SearchFindings search(List<SearchTask> tasks, int seeds, Candidates... groups) {
        return SettingsSearch.of(tasks, List.of(groups), seeds).run(StudyListener.NONE);
    }

    /** Log loss of a candidate on each task, by hand: the mean over the seeds. */
    private static double[] losses(Learner learner, int seeds) {
        return TASKS.stream().mapToDouble(task -> IntStream.rangeClosed(1, seeds).mapToDouble(seed -> {
            double[] probabilities = learner.withSeed(seed).fit(task.train(), task.stopping()).predict(task.judging());
            boolean[] labels = task.judging().labels();
            return IntStream.range(0, labels.length).mapToDouble(i ->
                    -Math.log(labels[i] ? probabilities[i] : 1 - probabilities[i])).sum() / labels.length;
        }).sum() / seeds).toArray();
    }

    @Test
    void differencesAreMeansOverTasksAndSeeds() {
        GroupFinding found = search(TASKS, 2, TRIED).group("XGBoost");
        double[] ofDefault = losses(TREES, 2);
        TRIED.settings().forEach((name, learner) -> {
            double[] losses = losses(learner, 2);
            double mean = (losses[0] + losses[1] + losses[2]) / 3;
            assertThat(found.logLoss().get(name).estimate()).as(name).isCloseTo(mean, within(1e-9));
            if (!name.equals("default")) {
                double[] less = IntStream.range(0, 3).mapToDouble(i -> losses[i] - ofDefault[i]).toArray();
                assertThat(found.loss().get(name).interval().estimate()).as(name)
                        .isCloseTo((less[0] + less[1] + less[2]) / 3, within(1e-9));
                assertThat(found.byTask().get(name).sd()).isCloseTo(Spread.of(less).sd(), within(1e-9));
            }
        });
        List<String> rows = found.table().stringColumn("settings").asList();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(TRIED.settings().keySet());
        assertThat(rows.get(0)).isEqualTo(found.best());
        assertThat(rows).isSortedAccordingTo((one, other) -> Double.compare(found.logLoss().get(one).estimate(),
                found.logLoss().get(other).estimate()));
    }

    /** What a learner is shown, and a coin for each user. */
    private record Guess(String coin, long seed, Set<String> shown) implements Learner {

        @Override
        public String name() {
            return "guess";
        }

        @Override
        public Learner withSeed(long newSeed) {
            return new Guess(coin, newSeed, shown);
        }

        @Override
        public Predictor fit(Samples train, Samples validation) {
            note(train);
            note(validation);
            return new Predictor() {
                @Override
                public double[] predict(Samples samples) {
                    note(samples);
                    return IntStream.range(0, samples.size()).mapToDouble(i -> new Random((coin + seed
                            + samples.userId(i) + samples.get(i).cut()).hashCode()).nextDouble(.3, .7)).toArray();
                }

                @Override
                public PredictorParts parts() {
                    throw new UnsupportedOperationException();
                }
            };
        }

        private void note(Samples samples) {
            IntStream.range(0, samples.size()).mapToObj(samples::userId).forEach(shown::add);
        }
    }

    private static Set<String> users(Samples samples) {
        Set<String> users = new HashSet<>();
        IntStream.range(0, samples.size()).forEach(i -> users.add(samples.userId(i)));
        return users;
    }

    @Test
    void nobodyOfTheTestIsShownAndNobodyJudgedWasFitted() {
        Set<String> shown = new HashSet<>();
        SettingsSearch.of(TASKS.subList(0, 1), List.of(Candidates.of(new Guess("a", 1, shown))), 1).run(
                StudyListener.NONE);
        Set<String> allowed = users(COHORT.train());
        allowed.addAll(users(COHORT.validation()));
        assertThat(shown).isEqualTo(allowed).doesNotContainAnyElementsOf(users(COHORT.test()));
        SearchTask task = TASKS.get(0);
        assertThat(users(task.judging())).doesNotContainAnyElementsOf(users(task.stopping()))
                .doesNotContainAnyElementsOf(users(task.train()));
        assertThat(task.stopping().size() + task.judging().size()).isEqualTo(COHORT.validation().size());
        for (Samples again : List.of(COHORT.train(), COHORT.validation())) {
            assertThatThrownBy(() -> new SearchTask("x", COHORT.train(), again, again))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("in two of");
        }
        assertThatThrownBy(() -> new SearchTask("x", COHORT.train(), COHORT.validation(), task.judging()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("its own users");
        assertThatThrownBy(() -> new SearchTask("x", COHORT.train(), task.stopping(), TestSamples.none(task
                .judging()))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("judging of x");
    }

    private static SearchTask shuffled(SearchTask task, long seed) {
        return new SearchTask(task.name(), TestSamples.shuffled(task.train(), seed),
                TestSamples.shuffled(task.stopping(), seed), TestSamples.shuffled(task.judging(), seed));
    }

    /** Guesses are as good as each other, and on noise a weaker penalty is no better than the default. */
    @Tag("slow")
    @Test
    void whereNothingIsToBeFoundNoCandidateIsBetter() {
        int lots = 20;
        int found = 0;
        for (int lot = 1; lot <= lots; lot++) {
            long seed = lot;
            List<SearchTask> noise = TASKS.stream().map(task -> shuffled(task, seed)).toList();
            Candidates guesses = Candidates.of(new Guess("default" + lot, 1, new HashSet<>()));
            for (String coin : List.of("a", "b", "c", "d", "e")) {
                guesses = guesses.with(coin, new Guess(coin + lot, 1, new HashSet<>()));
            }
            SearchFindings findings = new SettingsSearch(noise, List.of(guesses, Candidates.of(new LogisticLearner())
                    .with("penalty 0.1", new LogisticLearner(.1)).with("penalty 0.01", new LogisticLearner(.01))), 3, 1,
                    Optional.empty()).run(StudyListener.NONE);
            found += findings.group("guess").shownBetter().isEmpty() ? 0 : 1;
            assertThat(findings.group("logistic regression").shownBetter()).as("lot " + lot).isEmpty();
        }
        // One in 20 may happen by chance; three are improbable.
        assertThat(found).isLessThan(3);
    }

    @Test
    void whereSomethingIsToBeFoundItIsShown() {
        SearchTask task = TASKS.get(0);
        GroupFinding found = search(List.of(task), 1, Candidates.of(new LogisticLearner(1e6))
                .with("penalty 1", new LogisticLearner(1))).group("logistic regression");
        assertThat(found.best()).isEqualTo("penalty 1");
        assertThat(found.shownBetter()).containsExactly("penalty 1");
        assertThat(found.isDefaultKept()).isFalse();
        assertThat(found.verdict()).contains("does not stay").endsWith("shown to be better: penalty 1");
        assertThatThrownBy(() -> found.finding("x")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"x\"");
    }

    private static GroupFinding of(double best) {
        Map<String, Interval> logLoss = new LinkedHashMap<>();
        logLoss.put("default", new Interval(.6, .58, .62, .95));
        logLoss.put("depth 1", new Interval(best, best - .0196, best + .0196, .95));
        return new GroupFinding(TRIED, logLoss, logLoss, Map.of(), Map.of(), Map.of());
    }

    @Test
    void settingsJudgedOnTooFewUsersAreNotShownToBeBetter() {
        for (int users : new int[] {9, 10}) {
            Difference lower = new Difference("depth 1", "default", "log loss", Spread.of(-.1),
                    new Interval(-.1, -.2, -.05, .95), .001, users);
            Map<String, Spread> byTask = Map.of("depth 1", Spread.of(-.1, .1, 0));
            GroupFinding found = new GroupFinding(TRIED, of(.5).logLoss(), of(.5).rocAuc(), Map.of("depth 1", lower),
                    Map.of("depth 1", lower), byTask);
            assertThat(found.finding("depth 1")).isEqualTo(users < 10 ? "too few to tell" : "no difference");
            assertThat(found.shownBetter()).isEmpty();
        }
    }

    @Test
    void theDefaultStaysWithinOneStandardErrorOfTheBest() {
        assertThat(of(.5901).isDefaultKept()).isTrue();
        assertThat(of(.5899).isDefaultKept()).isFalse();
        assertThat(of(.61).best()).isEqualTo("default");
        assertThat(of(.5901).verdict()).isEqualTo("depth 1 has the lowest log loss of 2, 0.0099 below the default and"
                + " within one standard error (0.0100): the default stays; none is shown to be better");
        assertThat(of(.61).verdict())
                .isEqualTo("the default has the lowest log loss of 2; none is shown to be better");
    }

    @Test
    void aSearchThatWasCutShortGivesTheSameResults() {
        Results whole = search(TASKS, 2, TRIED).results("settings", "environment/search");
        SettingsSearch kept = new SettingsSearch(TASKS, List.of(TRIED), 2, 1, Optional.empty())
                .withCheckpoints(folder);
        List<String> cells = new ArrayList<>();
        assertThatThrownBy(() -> kept.run((done, all, run) -> {
            cells.add(run.cell().toString());
            if (done == 5) {
                throw new IllegalStateException("killed");
            }
        })).hasMessage("killed");
        assertThat(kept.run((done, all, run) -> cells.add(run.cell().toString())).results("settings",
                "environment/search")).isEqualTo(whole);
        assertThat(cells).hasSizeBetween(17, 18).contains("XGBoost, depth 1 on x, seed 1");
        assertThat(whole.sentences()).containsEntry("XGBoost / depth 1 / settings", TREES.withDepth(1).toString())
                .containsKeys("XGBoost / best", "XGBoost / verdict");
        assertThat(whole.counts().get("x / judging / samples")).isEqualTo(TASKS.get(0).judging().size());
        assertThat(whole.figures().get("XGBoost / fast / less default / log loss").more()).containsKeys("low", "p");
    }

    @Test
    void aGridNeedsNamesOfItsOwn() {
        assertThatThrownBy(() -> SettingsSearch.of(TASKS, List.of(TRIED, TRIED), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("same name");
        assertThatThrownBy(() -> SettingsSearch.of(TASKS, List.of(TRIED), 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3, 1, 0");
        assertThatThrownBy(() -> TRIED.with("fast", TREES)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"fast\"");
        assertThatThrownBy(() -> new Candidates("x", Map.of("fast", TREES)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[fast]");
    }
}
