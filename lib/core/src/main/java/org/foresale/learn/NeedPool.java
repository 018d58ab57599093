package org.foresale.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.cohort.Target;
import org.foresale.cohort.UserFolds;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;

/**
 * Samples of many first needs below each other, for a {@link PooledLearner}: a few hundred buyers of one class tell
 * little of how a first need announces itself, those of a hundred classes tell more.
 *
 * <p>A pool holds rows of features of training and of validation users only. Neither the log nor any test user can be
 * reached through it.
 */
public final class NeedPool {

    private static final UserFolds FOLDS = new UserFolds(1, 5);

    private final String name;
    private final float[] train;
    private final boolean[] trainLabels;
    private final float[] validation;
    private final boolean[] validationLabels;
    /** The arrays are long: studies ask for it once a run. */
    private final String text;

    private NeedPool(String name, float[] train, boolean[] trainLabels, float[] validation,
            boolean[] validationLabels) {
        this.name = name;
        this.train = train;
        this.trainLabels = trainLabels;
        this.validation = validation;
        this.validationLabels = validationLabels;
        this.text = name + " with " + trainLabels.length + " training samples, " + String.format(Locale.ROOT,
                "%08x%08x%08x%08x", Arrays.hashCode(train), Arrays.hashCode(trainLabels), Arrays.hashCode(validation),
                Arrays.hashCode(validationLabels));
    }

    /**
     * Asks a question of second-level classes of a log, one after the other, as it is asked of its own target: with the
     * same splits and rules.
     *
     * <p>Which classes are taken depends on training users alone: those of which the fewer of two groups is the
     * largest, users who first buy the class when the question would take them, and users who never do.
     *
     * @param log        the log
     * @param question   the question
     * @param minBuyers  how many training users each group needs, at least 1
     * @param maxClasses number of classes at most, at least 1
     * @return the pool
     * @throws IllegalArgumentException if a bound is below 1, if no class has enough buyers, or if one gives the
     *     question a split without buyers or others
     */
    public static NeedPool of(PurchaseLog log, FirstNeed question, int minBuyers, int maxClasses) {
        if (minBuyers < 1 || maxClasses < 1) {
            throw new IllegalArgumentException("a pool needs at least 1 buyer and 1 class, but " + minBuyers + " and "
                    + maxClasses + " came");
        }
        Map<String, Integer> fewer = fewerOfBuyersAndOthers(log, question);
        List<Cohort> cohorts = fewer.keySet().stream().filter(each -> fewer.get(each) >= minBuyers)
                .sorted(Comparator.<String, Integer>comparing(fewer::get).reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(maxClasses).map(each -> ask(question, each).cohort(log)).toList();
        if (cohorts.isEmpty()) {
            throw new IllegalArgumentException("no class of " + log.name() + " has " + minBuyers
                    + " training users who first buy it after the burn-in and as many who never do: ask for fewer");
        }
        return of(cohorts);
    }

    private static FirstNeed ask(FirstNeed question, String second) {
        return new FirstNeed(Target.of(second, Level.SECOND, second), question.burnIn(), question.shoppingDays(),
                question.related(), question.negatives(), question.split(), question.testFrom());
    }

    /** By the name of a second-level class. */
    private static Map<String, Integer> fewerOfBuyersAndOthers(PurchaseLog log, FirstNeed question) {
        Taxonomy taxonomy = log.taxonomy();
        Map<String, Integer> buyers = new HashMap<>();
        Map<String, Integer> ever = new HashMap<>();
        int end = question.testFrom().orElse(log.days());
        int users = 0;
        for (int user = 0; user < log.users(); user++) {
            if (question.split().of(log.userId(user)) != Split.TRAIN) {
                continue;
            }
            users++;
            History history = log.history(user).before(end);
            Map<String, Integer> first = new HashMap<>();
            for (int line = 0; line < history.size(); line++) {
                first.putIfAbsent(taxonomy.name(Level.SECOND, taxonomy.ancestor(history.thirdClass(line),
                        Level.SECOND)), history.day(line));
            }
            int[] days = history.days();
            int earliest = Math.max(question.burnIn(), question.shoppingDays() < days.length
                    ? days[question.shoppingDays()] : Integer.MAX_VALUE);
            first.forEach((second, day) -> {
                ever.merge(second, 1, Integer::sum);
                buyers.merge(second, day >= earliest ? 1 : 0, Integer::sum);
            });
        }
        int all = users;
        ever.replaceAll((second, count) -> Math.min(buyers.get(second), all - count));
        return ever;
    }

    /**
     * Pools cohorts of any targets.
     *
     * @param cohorts the cohorts; their test samples are not looked at
     * @return the pool
     * @throws IllegalArgumentException if there is no cohort, if training or validation samples of one have one label
     *     only, or if all its buyers, or all others, are in one of five folds of the training users
     */
    public static NeedPool of(List<Cohort> cohorts) {
        if (cohorts.isEmpty()) {
            throw new IllegalArgumentException("a pool needs at least one cohort");
        }
        List<float[]> train = new ArrayList<>();
        List<float[]> validation = new ArrayList<>();
        for (Cohort cohort : cohorts) {
            train.add(ofTraining(cohort.train().requireBothLabels("training")));
            validation.add(ofOthers(Affinities.fit(cohort.train()),
                    cohort.validation().requireBothLabels("validation")));
        }
        return new NeedPool(cohorts.size() + " needs", joined(train),
                labels(cohorts.stream().map(Cohort::train).toList()), joined(validation),
                labels(cohorts.stream().map(Cohort::validation).toList()));
    }

    /** Rows of training samples, with affinities from users of other folds. */
    private static float[] ofTraining(Samples samples) {
        return PooledFeatures.rows(samples, 0, samples.size(), Affinities.crossFitted(samples, FOLDS));
    }

    private static float[] ofOthers(Affinities affinities, Samples samples) {
        return PooledFeatures.rows(samples, 0, samples.size(), affinities.of(samples, 0, samples.size()));
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[Math.toIntExact(parts.stream().mapToLong(part -> part.length).sum())];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static boolean[] labels(List<Samples> parts) {
        boolean[] all = new boolean[parts.stream().mapToInt(Samples::size).sum()];
        int at = 0;
        for (Samples part : parts) {
            System.arraycopy(part.labels(), 0, all, at, part.size());
            at += part.size();
        }
        return all;
    }

    /** This pool and one more need, whose affinities are given. */
    NeedPool with(Samples more, Samples moreValidation, Affinities affinities) {
        return new NeedPool(name, joined(List.of(train, ofTraining(more))), joined(trainLabels, more.labels()),
                joined(List.of(validation, ofOthers(affinities, moreValidation))),
                joined(validationLabels, moreValidation.labels()));
    }

    private static boolean[] joined(boolean[] first, boolean[] second) {
        boolean[] all = new boolean[first.length + second.length];
        IntStream.range(0, all.length).forEach(i -> all[i] = i < first.length ? first[i] : second[i - first.length]);
        return all;
    }

    /**
     * Counts the training samples of all needs.
     *
     * @return the number of rows
     */
    public int size() {
        return trainLabels.length;
    }

    float[] train() {
        return train;
    }

    boolean[] trainLabels() {
        return trainLabels;
    }

    float[] validation() {
        return validation;
    }

    boolean[] validationLabels() {
        return validationLabels;
    }

    /**
     * Tells how large the pool is, and what it holds.
     *
     * @return the number of needs and of training samples, and a checksum of all its numbers and labels
     */
    @Override
    public String toString() {
        return text;
    }
}
