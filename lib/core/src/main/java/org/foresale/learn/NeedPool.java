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
 * Pools the samples of many first-need questions for a {@link PooledLearner}: a few hundred buyers of one class reveal
 * little about the signals of a first need, those of a hundred classes reveal more.
 *
 * <p>A pool holds only feature rows of training and validation users. Neither the log nor any test user can be reached
 * through it.
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
     * Returns a pool of the samples of a question for several second-level classes of a log, with the splits and rules
     * of the question.
     *
     * <p>The choice of classes depends on training users only. For each class, it counts the users who first buy the
     * class when the question would include them, and the users who never do; the classes whose smaller count is
     * largest are chosen.
     *
     * @param log        the log
     * @param question   the question
     * @param minBuyers  minimum number of training users in each of the two groups, at least 1
     * @param maxClasses maximum number of classes, at least 1
     * @return the pool
     * @throws IllegalArgumentException if a bound is below 1, if no class has enough buyers, or if for a class a split
     *     has no buyers or no non-buyers
     */
    public static NeedPool of(PurchaseLog log, FirstNeed question, int minBuyers, int maxClasses) {
        if (minBuyers < 1 || maxClasses < 1) {
            throw new IllegalArgumentException("a pool needs at least 1 buyer and 1 class, but " + minBuyers + " and "
                    + maxClasses + " are given");
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
     * Returns a pool of cohorts with any targets.
     *
     * @param cohorts the cohorts; their test samples are not used
     * @return the pool
     * @throws IllegalArgumentException if there is no cohort, if the training or validation samples of a cohort have
     *     only one label, or if all its buyers, or all its non-buyers, are in one of five folds of the training users
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
     * Returns the number of training samples of all questions.
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
     * Describes the size and content of the pool.
     *
     * @return the number of questions and of training samples, and a checksum of all features and labels
     */
    @Override
    public String toString() {
        return text;
    }
}
