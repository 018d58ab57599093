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
 * Learners of every category, fitted anew for each fold of the users, so that every user is a test user once.
 *
 * <p>Each fold asks for the categories that its own training users buy. What is measured are those that all folds ask
 * for. A learner that is too slow to be fitted to all of them, such as one model a category, answers for some:
 * categories of equal distance in the order of their buyers among the training users of the first fold, chosen before
 * any learner is fitted.
 *
 * @param name        what tables and charts call the log
 * @param log         the log
 * @param question    the question, whose split is parted into folds
 * @param learners    the learners that answer for all categories, each with a name of its own
 * @param slow        the learners that answer for some
 * @param some        how many categories these answer for, at least 2
 * @param folds       how many of the folds are fitted, at least 1: the first ones
 * @param seeds       how many seeds, from 1 on
 * @param seeded      names of the learners that have several seeds; all if there is none
 * @param threads     how many runs go side by side
 * @param checkpoints folder where runs are kept as soon as they are done; nowhere if empty
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
     *     categories, if a name comes twice, or if several seeds are asked for of no learner of the study
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
            throw new IllegalArgumentException("seeds are asked for of " + seeded + ", but the learners are " + names);
        }
    }

    /**
     * Returns a study of one seed on all cores, kept nowhere, without slow learners.
     *
     * @param name     what tables and charts call the log
     * @param log      the log
     * @param question the question
     * @param learners the learners
     * @return the study
     * @throws IllegalArgumentException if there is no learner, or if a name comes twice
     */
    public static CategoryStudy of(String name, PurchaseLog log, CategorySnapshot question,
            List<CategoryLearner> learners) {
        return new CategoryStudy(name, log, question, learners, List.of(), 2, Integer.MAX_VALUE, 1,
                Set.of(), Runtime.getRuntime().availableProcessors(), Optional.empty());
    }

    /**
     * Returns a copy of this study with learners that answer for some of the categories.
     *
     * @param categories how many, at least 2; all, if there are fewer
     * @param others     the learners
     * @return the new study
     * @throws IllegalArgumentException if there are fewer than 2 categories, or if a name comes twice
     */
    public CategoryStudy withSlow(int categories, CategoryLearner... others) {
        return new CategoryStudy(name, log, question, learners, List.of(others), categories, folds, seeds,
                seeded, threads, checkpoints);
    }

    /**
     * Returns a copy of this study for the first folds only, as for a quick look.
     *
     * @param first how many, at least 1; all, if there are fewer
     * @return the new study
     * @throws IllegalArgumentException if there is none
     */
    public CategoryStudy withFolds(int first) {
        return new CategoryStudy(name, log, question, learners, slow, some, first, seeds, seeded, threads,
                checkpoints);
    }

    /**
     * Returns a copy of this study with another number of seeds.
     *
     * @param number how many, from 1 on; a learner whose seed changes nothing has one
     * @return the new study
     * @throws IllegalArgumentException if there is none
     * @see #withSeeds(int, CategoryLearner, CategoryLearner...)
     */
    public CategoryStudy withSeeds(int number) {
        return new CategoryStudy(name, log, question, learners, slow, some, folds, number, Set.of(), threads,
                checkpoints);
    }

    /**
     * Returns a copy of this study with another number of seeds of some learners, one of all others: where networks of
     * several seeds take too long, those that a question is about have them.
     *
     * @param number how many, from 1 on
     * @param first  the first of them
     * @param others the others
     * @return the new study
     * @throws IllegalArgumentException if there is none, or if the study has no learner of such a name
     */
    public CategoryStudy withSeeds(int number, CategoryLearner first, CategoryLearner... others) {
        Set<String> names = Stream.concat(Stream.of(first), Stream.of(others)).map(CategoryLearner::name)
                .collect(Collectors.toUnmodifiableSet());
        return new CategoryStudy(name, log, question, learners, slow, some, folds, number, names, threads,
                checkpoints);
    }

    /**
     * Returns a copy of this study, its runs being kept as soon as they are done, as {@link Study#withCheckpoints} has
     * it.
     *
     * @param folder a folder of the study's own; it is made if it is not there
     * @return the new study
     */
    public CategoryStudy withCheckpoints(Path folder) {
        return new CategoryStudy(name, log, question, learners, slow, some, folds, seeds, seeded, threads,
                Optional.of(folder));
    }

    /**
     * Fits all learners to all folds.
     *
     * @param listener is told of each run that is done
     * @return what came of it
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; runs under way are given up
     * @throws java.io.UncheckedIOException if runs cannot be kept
     * @throws IllegalArgumentException if a fold has too few buyers, if the folds have fewer than two categories in
     *     common, or if a learner refuses its samples
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
