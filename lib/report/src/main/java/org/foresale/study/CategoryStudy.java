package org.foresale.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.CategorySnapshot;
import org.foresale.learn.CategoryLearner;
import org.foresale.learn.CategoryPredictor;
import org.foresale.log.PurchaseLog;
import org.foresale.network.CategoryNetworkPredictor;

/**
 * Compares category learners by cross-fitting over folds of the users, so that every user is a test user once.
 *
 * <p>In each fold, the categories are those that its own training users buy; only those common to all folds are
 * evaluated. A learner that is too slow for all of them, such as one model per category, covers only some: categories
 * at equal intervals in the order of their number of buyers among the training users of the first fold, selected before
 * any learner is fitted.
 *
 * @param name        name of the log in tables and charts
 * @param log         the log
 * @param question    the question, whose split is divided into folds
 * @param learners    learners that cover all categories, each with a different name
 * @param slow        learners that cover some categories
 * @param some        number of categories that the slow learners cover, at least 2
 * @param folds       number of folds that are fitted, at least 1: the first ones
 * @param seeds       number of seeds, from 1 on
 * @param seeded      names of the learners that have several seeds; all learners if empty
 * @param threads     number of runs in parallel
 * @param checkpoints folder where each run is saved when it finishes; runs are not saved if empty
 */
public record CategoryStudy(String name, PurchaseLog log, CategorySnapshot question, List<CategoryLearner> learners,
        List<CategoryLearner> slow, int some, int folds, int seeds, Set<String> seeded, int threads,
        Optional<Path> checkpoints) {

    static final String TEST = "test";
    static final String SHUFFLED = "shuffled";
    /** What runs say of the validation users at their latest cut. */
    static final String VALIDATION = "validation";

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there is no learner, fold, seed or thread, if slow learners have fewer than 2
     *     categories, if a name is repeated, or if several seeds are requested for a learner that the study does not
     *     have
     */
    public CategoryStudy {
        learners = List.copyOf(learners);
        slow = List.copyOf(slow);
        seeded = Set.copyOf(seeded);
        if (learners.isEmpty() || folds < 1 || seeds < 1 || threads < 1 || some < 2) {
            throw new IllegalArgumentException("a study needs learners, folds, seeds, threads and at least 2"
                    + " categories, not " + learners.size() + ", " + folds + ", " + seeds + ", " + threads + " and "
                    + some);
        }
        List<String> names = Stream.concat(learners.stream(), slow.stream()).map(CategoryLearner::name).toList();
        Study.requireDistinct("learners", names);
        if (!names.containsAll(seeded)) {
            throw new IllegalArgumentException("seeds are requested for " + seeded + ", but the learners are " + names);
        }
    }

    /**
     * Returns a study with one seed on all cores, without checkpoints and slow learners.
     *
     * @param name     name of the log in tables and charts
     * @param log      the log
     * @param question the question
     * @param learners the learners
     * @return the study
     * @throws IllegalArgumentException if there is no learner, or if a name is repeated
     */
    public static CategoryStudy of(String name, PurchaseLog log, CategorySnapshot question,
            List<CategoryLearner> learners) {
        return new CategoryStudy(name, log, question, learners, List.of(), 2, Integer.MAX_VALUE, 1,
                Set.of(), Runtime.getRuntime().availableProcessors(), Optional.empty());
    }

    /**
     * Returns a copy of this study with slow learners, which cover only some of the categories.
     *
     * @param categories number of categories, at least 2; all categories if there are fewer
     * @param others     the slow learners
     * @return the new study
     * @throws IllegalArgumentException if the number of categories is below 2, or if a name is repeated
     */
    public CategoryStudy withSlow(int categories, CategoryLearner... others) {
        return new CategoryStudy(name, log, question, learners, List.of(others), categories, folds, seeds,
                seeded, threads, checkpoints);
    }

    /**
     * Returns a copy of this study for the first folds only, for a quick look.
     *
     * @param first number of folds, at least 1; all folds if there are fewer
     * @return the new study
     * @throws IllegalArgumentException if the number is below 1
     */
    public CategoryStudy withFolds(int first) {
        return new CategoryStudy(name, log, question, learners, slow, some, first, seeds, seeded, threads,
                checkpoints);
    }

    /**
     * Returns a copy of this study with another number of seeds.
     *
     * @param number number of seeds, from 1 on; a learner that does not depend on its seed has one
     * @return the new study
     * @throws IllegalArgumentException if the number is below 1
     * @see #withSeeds(int, CategoryLearner, CategoryLearner...)
     */
    public CategoryStudy withSeeds(int number) {
        return new CategoryStudy(name, log, question, learners, slow, some, folds, number, Set.of(), threads,
                checkpoints);
    }

    /**
     * Returns a copy of this study with another number of seeds for some learners, and one seed for all others. This is
     * for studies in which several seeds of every network would take too long.
     *
     * @param number number of seeds, from 1 on
     * @param first  the first of these learners
     * @param others more of these learners
     * @return the new study
     * @throws IllegalArgumentException if the number is below 1, or if the study has no learner of such a name
     */
    public CategoryStudy withSeeds(int number, CategoryLearner first, CategoryLearner... others) {
        Set<String> names = Stream.concat(Stream.of(first), Stream.of(others)).map(CategoryLearner::name)
                .collect(Collectors.toUnmodifiableSet());
        return new CategoryStudy(name, log, question, learners, slow, some, folds, number, names, threads,
                checkpoints);
    }

    /**
     * Returns a copy of this study that saves each run when it finishes, like {@link Study#withCheckpoints}.
     *
     * @param folder folder for this study alone; it is created if it does not exist
     * @return the new study
     */
    public CategoryStudy withCheckpoints(Path folder) {
        return new CategoryStudy(name, log, question, learners, slow, some, folds, seeds, seeded, threads,
                Optional.of(folder));
    }

    /**
     * Fits all learners to all folds.
     *
     * @param listener listener that is called after each run
     * @return the results
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; unfinished runs are lost
     * @throws java.io.UncheckedIOException if runs cannot be saved
     * @throws IllegalArgumentException if a fold has too few buyers, if the folds have fewer than two categories in
     *     common, or if a learner rejects its samples
     */
    public CategoryResults run(StudyListener listener) {
        List<CategoryCohort> cohorts = question.eachFold().stream().limit(folds).map(fold -> fold.cohort(log))
                .toList();
        Categories shared = shared(cohorts);
        Categories chosen = chosen(cohorts.get(0), shared);
        Cells cells = new Cells();
        for (int fold = 0; fold < cohorts.size(); fold++) {
            CategoryCohort cohort = cohorts.get(fold);
            String samples = checkpoints.isEmpty() ? "" : Fingerprint.of(cohort);
            for (CategoryLearner learner : learners) {
                add(cells, fold, samples, learner, cohort, cohort.categories());
            }
            for (CategoryLearner learner : slow) {
                add(cells, fold, samples, learner, cohort, chosen);
            }
        }
        return CategoryResults.of(this, cohorts, shared, chosen, cells.fill(threads, checkpoints, listener));
    }

    private void add(Cells cells, int fold, String samples, CategoryLearner learner, CategoryCohort cohort,
            Categories asked) {
        int several = seeded.isEmpty() || seeded.contains(learner.name()) ? seeds : 1;
        for (int seed = 1; seed <= Study.seedsOf(learner::withSeed, several); seed++) {
            CategoryLearner seeded = learner.withSeed(seed);
            String key = checkpoints.isEmpty() ? "" : Fingerprint.of(Fingerprint.ofCode(), samples, seeded.toString(),
                    String.join("\0", asked.paths()));
            cells.add(new Cell(name, fold(fold), learner.name(), seed), key, () -> run(seeded, cohort, asked));
        }
    }

    static String fold(int fold) {
        return "fold " + (fold + 1);
    }

    private static Predictions run(CategoryLearner learner, CategoryCohort cohort, Categories asked) {
        CategorySamples test = cohort.test().only(asked);
        CategorySamples validation = cohort.validation().only(asked);
        CategoryPredictor predictor = learner.fit(cohort.train().only(asked), validation);
        Predictions predictions = Predictions.none().with(TEST, flat(predictor.predict(test)))
                .with(VALIDATION, flat(predictor.predict(latest(validation))));
        return predictor instanceof CategoryNetworkPredictor network && network.readsOrder()
                ? predictions.with(SHUFFLED, flat(network.predictShuffled(test, 1))) : predictions;
    }

    /** One sample a user, as in the test. */
    static CategorySamples latest(CategorySamples samples) {
        int last = IntStream.range(0, samples.size()).map(samples::cut).max().orElse(0);
        return samples.rows(IntStream.range(0, samples.size()).filter(i -> samples.cut(i) == last).toArray());
    }

    private static double[] flat(double[][] scores) {
        return Stream.of(scores).flatMapToDouble(Arrays::stream).toArray();
    }

    private static Categories shared(List<CategoryCohort> folds) {
        List<String> paths = new ArrayList<>(folds.get(0).categories().paths());
        folds.forEach(fold -> paths.retainAll(fold.categories().paths()));
        return new Categories(folds.get(0).categories().level(), paths);
    }

    /** Categories of equal distance in the order of their buyers. */
    private Categories chosen(CategoryCohort first, Categories shared) {
        int[] positives = first.train().only(shared).positives();
        int[] order = IntStream.range(0, shared.size()).boxed()
                .sorted((one, two) -> Integer.compare(positives[two], positives[one]))
                .mapToInt(Integer::intValue).toArray();
        int count = Math.min(some, order.length);
        return new Categories(shared.level(), IntStream.range(0, count)
                .mapToObj(i -> shared.paths().get(order[(int) ((i + .5) * order.length / count)])).toList());
    }
}
