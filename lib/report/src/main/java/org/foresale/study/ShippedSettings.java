package org.foresale.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.Learner;
import org.foresale.learn.LogisticLearner;
import org.foresale.learn.RichTreesLearner;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.network.Architecture;
import org.foresale.network.EventKind;
import org.foresale.network.NetworkLearner;
import org.foresale.network.TrainingPlan;

/**
 * Defines the search behind the default settings of the learners. It uses classes of Complete Journey for which no
 * results are reported, in both questions. Each candidate differs from the default in one setting.
 */
public final class ShippedSettings {

    /** The classes were chosen by their number of buyers alone, from often to seldom bought, before any fit. */
    static final List<Target> TARGETS = Stream.of("COFFEE", "ISOTONIC DRINKS", "COLD AND FLU", "AIR CARE")
            .map(name -> Target.of(name.toLowerCase(Locale.ROOT), Level.SECOND, name)).toList();

    private ShippedSettings() {
    }

    /**
     * Asks both questions of a log, about classes of which no result is reported.
     *
     * @param log     Complete Journey
     * @param targets of how many of the classes, at most 4
     * @return two tasks a class
     * @throws IllegalArgumentException if the log lacks one of the classes
     */
    static List<SearchTask> tasks(PurchaseLog log, int targets) {
        return TARGETS.subList(TARGETS.size() - targets, TARGETS.size()).stream().flatMap(target -> Stream.of(
                SearchTask.of(target.name() + ", snapshot", Snapshot.of(target).cohort(log)),
                SearchTask.of(target.name() + ", first need", FirstNeed.of(target).cohort(log)))).toList();
    }

    /**
     * Lists the candidates.
     *
     * @param rounds trees at most
     * @param epochs epochs at most
     * @return for each learner, the default settings and others
     */
    static List<Candidates> candidates(int rounds, int epochs) {
        return List.of(regression(), trees(rounds), richTrees(rounds), network(Architecture.lstm(), epochs),
                network(Architecture.cnnLstm(), epochs));
    }

    /**
     * Returns the candidates, with the learners' default limits on trees and epochs.
     *
     * @return for each learner, the default settings and the alternatives
     */
    public static List<Candidates> candidates() {
        return candidates(BoostedTreesLearner.withDefaults().rounds(), TrainingPlan.withDefaults().epochs());
    }

    private static Candidates regression() {
        return Candidates.of(new LogisticLearner()).with("penalty 0.01", new LogisticLearner(.01))
                .with("penalty 0.1", new LogisticLearner(.1)).with("penalty 10", new LogisticLearner(10))
                .with("penalty 100", new LogisticLearner(100));
    }

    private static Candidates trees(int rounds) {
        return candidates(treeSettings(rounds), trees -> trees);
    }

    /** Lists the settings of trees on rich features. */
    private static Candidates richTrees(int rounds) {
        return candidates(treeSettings(rounds), RichTreesLearner::of);
    }

    private static Map<String, BoostedTreesLearner> treeSettings(int rounds) {
        BoostedTreesLearner trees = BoostedTreesLearner.withDefaults().withRounds(rounds);
        Map<String, BoostedTreesLearner> settings = new LinkedHashMap<>();
        settings.put(Candidates.DEFAULT, trees);
        settings.put("depth 2", trees.withDepth(2));
        settings.put("depth 6", trees.withDepth(6));
        settings.put("rate 0.1", trees.withLearningRate(.1));
        settings.put("leaves of 5", trees.withMinChildWeight(5));
        settings.put("leaves of 50", trees.withMinChildWeight(50));
        settings.put("all samples and features", trees.withShares(1, 1));
        return settings;
    }

    private static Candidates candidates(Map<String, BoostedTreesLearner> settings,
            Function<BoostedTreesLearner, Learner> learner) {
        Map<String, Learner> learners = new LinkedHashMap<>();
        settings.forEach((name, trees) -> learners.put(name, learner.apply(trees)));
        return new Candidates(learners.get(Candidates.DEFAULT).name(), learners);
    }

    private static Candidates network(Architecture shape, int epochs) {
        NetworkLearner network = NetworkLearner.of(shape).withEpochs(epochs);
        TrainingPlan plan = network.plan();
        return Candidates.of(network)
                .with("learning rate 0.001", network.withPlan(plan.withSteps(plan.batch(), 1e-3)))
                .with("learning rate 0.004", network.withPlan(plan.withSteps(plan.batch(), 4e-3)))
                .with("decay 0.002", network.withPlan(plan.withRegularisation(2e-3, plan.hidden())))
                .with("no class hidden", network.withPlan(plan.withRegularisation(plan.decay(), 0)))
                .with("dropout 0.5", network.with(shape.withDropout(.5)))
                .with("64 units", network.with(shape.withUnits(64)))
                .with("newest 32 days", network.withEvents(EventKind.DAYS, 32))
                .with("newest 96 days", network.withEvents(EventKind.DAYS, 96));
    }
}
