package org.foresale.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySamples;
import org.foresale.evaluate.CategoryBoard;
import org.foresale.evaluate.CategoryLabels;
import org.foresale.learn.Blend;
import org.foresale.learn.CategoryLearner;
import org.foresale.learn.Stacking;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Holds the predictions of category learners for the validation and test users of all folds, and evaluates them. */
public final class CategoryResults {

    private static final String SHUFFLED = ", shuffled";
    private static final double MIN_PROBABILITY = 1e-7;

    private final String name;
    private final Asked all;
    private final Asked some;
    /** Of the learners that answer for all categories. */
    private final Map<String, List<Answers>> ofAll;
    /** Of all learners, for some categories. */
    private final Map<String, List<Answers>> ofSome;
    /** Kept, so that what is drawn for a learner is drawn once. */
    private final CategoryBoard board;
    private final CategoryBoard boardOfSome;

    /** Some categories, and the labels of the test and validation users of each fold. */
    private record Asked(Categories categories, List<CategoryLabels> test, List<CategoryLabels> validation) {

        static Asked of(List<CategoryCohort> folds, Categories categories) {
            return new Asked(categories, folds.stream().map(fold -> labels(fold.test(), categories)).toList(),
                    folds.stream().map(fold -> labels(CategoryStudy.latest(fold.validation()), categories)).toList());
        }

        Asked from(int fold) {
            return new Asked(categories, test.subList(fold, test.size()), validation.subList(fold, test.size()));
        }

        private static CategoryLabels labels(CategorySamples samples, Categories categories) {
            return samples.only(categories).labels();
        }
    }

    /** What one seed of a learner says, fold by fold, [sample][category], and in which folds a network has a say. */
    private record Answers(List<double[][]> test, List<double[][]> validation, List<Boolean> ofNetwork) {

        Answers from(int fold) {
            return new Answers(test.subList(fold, test.size()), validation.subList(fold, test.size()),
                    ofNetwork.subList(fold, test.size()));
        }

        boolean asksNetwork() {
            return ofNetwork.contains(true);
        }

        /** These and others together, by what makes one probability of two in each fold. */
        Answers with(Answers other, List<DoubleBinaryOperator> together) {
            return new Answers(together(test, other.test, together), together(validation, other.validation, together),
                    IntStream.range(0, ofNetwork.size())
                            .mapToObj(fold -> ofNetwork.get(fold) || other.ofNetwork.get(fold)).toList());
        }

        private static List<double[][]> together(List<double[][]> first, List<double[][]> second,
                List<DoubleBinaryOperator> together) {
            return IntStream.range(0, first.size()).mapToObj(fold -> {
                double[][] one = first.get(fold);
                double[][] other = second.get(fold);
                return IntStream.range(0, one.length).mapToObj(i -> IntStream.range(0, one[i].length)
                        .mapToDouble(category -> together.get(fold).applyAsDouble(one[i][category],
                                other[i][category])).toArray()).toArray(double[][]::new);
            }).toList();
        }
    }

    private CategoryResults(String name, Asked all, Asked some, Map<String, List<Answers>> ofAll,
            Map<String, List<Answers>> ofSome, CategoryBoard board, CategoryBoard boardOfSome) {
        this.name = name;
        this.all = all;
        this.some = some;
        this.ofAll = ofAll;
        this.ofSome = ofSome;
        this.board = board;
        this.boardOfSome = boardOfSome;
    }

    private static CategoryResults of(String name, Asked all, Asked some, Map<String, List<Answers>> ofAll,
            Map<String, List<Answers>> ofSome) {
        return new CategoryResults(name, all, some, ofAll, ofSome, with(CategoryBoard.of(name, all.test()), ofAll),
                with(CategoryBoard.of(name, some.test()), ofSome));
    }

    private static CategoryBoard with(CategoryBoard board, Map<String, List<Answers>> answers) {
        CategoryBoard more = board;
        for (Map.Entry<String, List<Answers>> learner : answers.entrySet()) {
            for (Answers seed : learner.getValue()) {
                more = more.with(learner.getKey(), seed.test());
            }
        }
        return more;
    }

    static CategoryResults of(CategoryStudy study, List<CategoryCohort> folds, Categories shared, Categories chosen,
            List<Run> runs) {
        List<Categories> asked = folds.stream().map(CategoryCohort::categories).toList();
        List<Categories> askedOfSlow = folds.stream().map(fold -> chosen).toList();
        List<String> slow = study.slow().stream().map(learner -> learner.name()).toList();
        Set<String> networks = Stream.concat(study.learners().stream(), study.slow().stream())
                .filter(CategoryLearner::usesNetwork).map(CategoryLearner::name).collect(Collectors.toSet());
        Map<String, List<Answers>> ofAll = new LinkedHashMap<>();
        Map<String, List<Answers>> ofSome = new LinkedHashMap<>();
        for (List<Run> ofFolds : byLearnerAndSeed(runs)) {
            String learner = ofFolds.get(0).learner();
            boolean isSlow = slow.contains(learner);
            boolean isNetwork = networks.contains(learner);
            if (!isSlow) {
                add(ofAll, learner, answers(ofFolds, asked, shared, CategoryStudy.TEST, isNetwork));
                if (ofFolds.get(0).predictions().names().contains(CategoryStudy.SHUFFLED)) {
                    add(ofAll, learner + SHUFFLED,
                            answers(ofFolds, asked, shared, CategoryStudy.SHUFFLED, isNetwork));
                }
            }
            add(ofSome, learner,
                    answers(ofFolds, isSlow ? askedOfSlow : asked, chosen, CategoryStudy.TEST, isNetwork));
        }
        return of(study.name(), Asked.of(folds, shared), Asked.of(folds, chosen), ofAll, ofSome);
    }

    private static List<List<Run>> byLearnerAndSeed(List<Run> runs) {
        Map<List<Object>, List<Run>> byFit = new LinkedHashMap<>();
        runs.forEach(run -> byFit.computeIfAbsent(List.of(run.learner(), run.seed()), any -> new ArrayList<>())
                .add(run));
        return List.copyOf(byFit.values());
    }

    private static void add(Map<String, List<Answers>> answers, String learner, Answers ofSeed) {
        answers.computeIfAbsent(learner, any -> new ArrayList<>()).add(ofSeed);
    }

    /** Of the categories that each fold asked for, those that are measured. */
    private static Answers answers(List<Run> ofFolds, List<Categories> asked, Categories measured, String test,
            boolean isNetwork) {
        List<double[][]> ofTest = new ArrayList<>();
        List<double[][]> ofValidation = new ArrayList<>();
        for (int fold = 0; fold < ofFolds.size(); fold++) {
            ofTest.add(measured(ofFolds.get(fold).of(test), asked.get(fold), measured));
            ofValidation.add(measured(ofFolds.get(fold).of(CategoryStudy.VALIDATION), asked.get(fold), measured));
        }
        return new Answers(ofTest, ofValidation, Collections.nCopies(ofTest.size(), isNetwork));
    }

    private static double[][] measured(double[] flat, Categories asked, Categories measured) {
        int[] places = measured.paths().stream().mapToInt(asked::place).toArray();
        return IntStream.range(0, flat.length / asked.size()).mapToObj(row -> Arrays.stream(places)
                .mapToDouble(place -> flat[row * asked.size() + place]).toArray()).toArray(double[][]::new);
    }

    /**
     * Returns a copy of these results without the first folds, for example because settings were tuned on them.
     *
     * @param first number of folds to leave out, fewer than there are
     * @return the results of the remaining folds, under a name that says so; these results if the number is 0
     * @throws IllegalArgumentException if the number is below 0, or if no fold is left
     */
    public CategoryResults withoutFolds(int first) {
        int folds = all.test().size();
        if (first < 0 || first >= folds) {
            throw new IllegalArgumentException("of " + folds + " folds 0 to " + (folds - 1) + " can be left out, not "
                    + first);
        }
        return first == 0 ? this : of(name + (first + 1 == folds ? ", fold " + folds
                : ", folds " + (first + 1) + " to " + folds), all.from(first), some.from(first), from(first, ofAll),
                from(first, ofSome));
    }

    /**
     * Returns the name of the study.
     *
     * @return the name of the study
     */
    public String name() {
        return name;
    }

    private static Map<String, List<Answers>> from(int fold, Map<String, List<Answers>> answers) {
        Map<String, List<Answers>> later = new LinkedHashMap<>();
        answers.forEach((learner, seeds) -> later.put(learner, seeds.stream().map(seed -> seed.from(fold)).toList()));
        return later;
    }

    /**
     * Returns a copy of these results with a blend of two learners added, which averages their log-odds seed by seed. A
     * learner with one seed is combined with each seed of the other.
     *
     * @param first  name of the first learner
     * @param second name of the second learner
     * @param title  name of the blend
     * @return the new results; if one of the learners covers only some categories, so does the blend
     * @throws IllegalArgumentException if there is no such learner, if both have several seeds but different numbers of
     *     them, or if the name is taken
     */
    public CategoryResults withBlend(String first, String second, String title) {
        return withBoth(first, second, title, (labels, one, other) ->
                Collections.nCopies(labels.size(), Blend::meanOfLogOdds));
    }

    /**
     * Returns a copy of these results with a stack of two learners added, whose weights are fitted on the validation
     * users of each fold by {@link Stacking}, seed by seed. A learner with one seed is combined with each seed of the
     * other.
     *
     * @param first  name of the first learner
     * @param second name of the second learner
     * @param title  name of the stack
     * @return the new results; if one of the learners covers only some categories, so does the stack
     * @throws IllegalArgumentException for the reasons of {@link #withBlend}
     */
    public CategoryResults withStack(String first, String second, String title) {
        return withBoth(first, second, title, (labels, one, other) -> IntStream.range(0, labels.size())
                .<DoubleBinaryOperator>mapToObj(fold -> Stacking.ofProbabilities(labels.get(fold),
                        one.validation().get(fold), other.validation().get(fold))::ofProbabilities).toList());
    }

    /** Makes for each fold one probability of two. */
    private interface Together {

        List<DoubleBinaryOperator> of(List<CategoryLabels> validation, Answers one, Answers other);
    }

    private List<CategoryLabels> validation(Map<String, List<Answers>> answers) {
        return answers == ofAll ? all.validation() : some.validation();
    }

    private CategoryResults withBoth(String first, String second, String title, Together together) {
        return with(title, answers -> {
            List<Answers> one = answers.get(first);
            List<Answers> other = answers.get(second);
            if (one.size() > 1 && other.size() > 1 && one.size() != other.size()) {
                throw new IllegalArgumentException(first + " has " + one.size() + " seeds and " + second + " "
                        + other.size());
            }
            return IntStream.range(0, Math.max(one.size(), other.size())).mapToObj(seed -> {
                Answers ofFirst = one.get(seed % one.size());
                Answers ofSecond = other.get(seed % other.size());
                return ofFirst.with(ofSecond, together.of(validation(answers), ofFirst, ofSecond));
            }).toList();
        }, List.of(first, second));
    }

    /**
     * Returns a copy of these results with one more learner: in each fold, the one of the given learners with the
     * lowest mean log loss on the validation users. Test users play no part in the selection.
     *
     * @param of    names of the learners, all with the same number of seeds
     * @param title name of the selected learner
     * @return the new results
     * @throws IllegalArgumentException if there is no such learner, if their numbers of seeds differ, or if the name is
     *     taken
     */
    public CategoryResults withBest(List<String> of, String title) {
        return with(title, answers -> {
            int seeds = answers.get(of.get(0)).size();
            if (!of.stream().allMatch(learner -> answers.get(learner).size() == seeds)) {
                throw new IllegalArgumentException("the learners " + of + " have different numbers of seeds");
            }
            return IntStream.range(0, seeds).mapToObj(seed -> best(of.stream()
                    .map(learner -> answers.get(learner).get(seed)).toList(), validation(answers))).toList();
        }, of);
    }

    /**
     * Computes the validation losses by which {@link #withBest} selects a learner; there, the selection is made seed by
     * seed.
     *
     * @param of names of the learners
     * @return one row per learner, the lowest loss first: the log loss, averaged over folds, users, categories and
     *     seeds, and the number of folds in which it is the lowest
     * @throws IllegalArgumentException if there is no such learner among those that cover all categories
     */
    public Table validationLosses(List<String> of) {
        requireLearners(of, ofAll);
        int folds = all.validation().size();
        double[][] losses = of.stream().map(learner -> IntStream.range(0, folds).mapToDouble(fold -> ofAll.get(learner)
                .stream().mapToDouble(seed -> logLoss(all.validation().get(fold), seed.validation().get(fold)))
                .average().orElseThrow()).toArray()).toArray(double[][]::new);
        int[] lowest = new int[of.size()];
        for (int fold = 0; fold < folds; fold++) {
            int now = fold;
            lowest[IntStream.range(0, losses.length).boxed().min(Comparator.comparingDouble(i -> losses[i][now]))
                    .orElseThrow()]++;
        }
        return Table.create(name + ", validation", StringColumn.create("learner", of),
                DoubleColumn.create("log loss", Stream.of(losses).map(each -> DoubleStream.of(each).average()
                        .orElseThrow()).toList()), IntColumn.create("folds it is best in", lowest)).sortOn("log loss");
    }

    private static Answers best(List<Answers> candidates, List<CategoryLabels> validation) {
        List<double[][]> test = new ArrayList<>();
        List<double[][]> onValidation = new ArrayList<>();
        List<Boolean> ofNetwork = new ArrayList<>();
        for (int fold = 0; fold < validation.size(); fold++) {
            CategoryLabels labels = validation.get(fold);
            int now = fold;
            Answers best = candidates.stream().min((one, other) -> Double.compare(
                    logLoss(labels, one.validation().get(now)), logLoss(labels, other.validation().get(now))))
                    .orElseThrow();
            test.add(best.test().get(fold));
            onValidation.add(best.validation().get(fold));
            ofNetwork.add(best.ofNetwork().get(fold));
        }
        return new Answers(test, onValidation, ofNetwork);
    }

    private static double logLoss(CategoryLabels labels, double[][] scores) {
        double loss = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int category = 0; category < scores[i].length; category++) {
                double said = labels.buys(i, category) ? scores[i][category] : 1 - scores[i][category];
                loss -= Math.log(Math.max(MIN_PROBABILITY, said));
            }
        }
        return loss / ((double) scores.length * labels.categories().size());
    }

    private CategoryResults with(String title, Function<Map<String, List<Answers>>,
            List<Answers>> made, List<String> of) {
        requireLearners(of, ofSome);
        if (ofSome.containsKey(title)) {
            throw new IllegalArgumentException("the name \"" + title + "\" is taken");
        }
        boolean isOfAll = ofAll.keySet().containsAll(of);
        Map<String, List<Answers>> newOfAll = isOfAll ? Map.of(title, made.apply(ofAll)) : Map.of();
        Map<String, List<Answers>> newOfSome = Map.of(title, made.apply(ofSome));
        return new CategoryResults(name, all, some, both(ofAll, newOfAll), both(ofSome, newOfSome),
                with(board, newOfAll), with(boardOfSome, newOfSome));
    }

    private static Map<String, List<Answers>> both(Map<String, List<Answers>> first,
            Map<String, List<Answers>> second) {
        Map<String, List<Answers>> both = new LinkedHashMap<>(first);
        both.putAll(second);
        return both;
    }

    private static void requireLearners(List<String> of, Map<String, List<Answers>> answers) {
        for (String learner : of) {
            if (!answers.containsKey(learner)) {
                throw new IllegalArgumentException("there is no learner \"" + learner + "\", but " + answers.keySet());
            }
        }
    }

    /**
     * Returns the board for all categories.
     *
     * @return a board with all learners that cover every category, and with networks on shuffled test histories; each
     *     fold is a part
     */
    public CategoryBoard board() {
        return board;
    }

    /**
     * Returns the board for the categories that slow learners cover.
     *
     * @return a board with all learners; each fold is a part
     */
    public CategoryBoard boardOfSome() {
        return boardOfSome;
    }

    /**
     * Names the learners on the {@link #board()} that are networks or ask one, for {@link Results#withNetworks(String,
     * java.util.Collection)}.
     *
     * @return their names, with those of blends and stacks in which a network has a say, and of selections for which a
     *     network was selected in a fold of these results
     */
    public Set<String> networks() {
        return networks(ofAll);
    }

    /**
     * Names the learners on the {@link #boardOfSome()} that are networks or ask one, as {@link #networks()} does; for
     * some categories, another learner may have been selected than for all.
     *
     * @return their names
     */
    public Set<String> networksOfSome() {
        return networks(ofSome);
    }

    private static Set<String> networks(Map<String, List<Answers>> answers) {
        Set<String> networks = new TreeSet<>();
        answers.forEach((learner, seeds) -> {
            if (seeds.stream().anyMatch(Answers::asksNetwork)) {
                networks.add(learner);
            }
        });
        return Collections.unmodifiableSet(networks);
    }

    @Override
    public String toString() {
        return name + ": results of " + String.join(", ", ofAll.keySet());
    }
}
