package org.foresale.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySamples;
import org.foresale.evaluate.Calibration;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Threshold;
import org.foresale.learn.CategoryLearner;
import org.foresale.learn.CategoryPredictor;
import org.foresale.learn.PredictorParts;
import org.foresale.log.ForesaleException;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.OneLine;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Holds a predictor of every category that can be saved, with everything needed to use it: for each category the
 * threshold, the calibration and the base rates; and its provenance.
 *
 * <p>A model is one zip file. Thresholds and calibrations are chosen on the validation samples, separately for each
 * category; a category with fewer than {@value #MIN_LABELS} buyers or non-buyers there uses the calibration of all
 * categories together. The base rates are those of the training samples.
 *
 * <p>A calibration is fitted to all validation samples, whether the user had bought the category before or not. If the
 * scores of a predictor do not distinguish the two, such as those of the popularity of first purchases, the
 * probabilities are too low for users who had bought the category and too high for those who had not.
 */
public final class CategoryModel {

    static final String KIND = "model of categories";
    private static final String MODEL = "model.json";
    private static final String CARD = "card.md";
    private static final String PREDICTOR = "predictor";
    private static final int MIN_LABELS = 10;

    private final CategoryPredictor predictor;
    private final Facts facts;

    private CategoryModel(CategoryPredictor predictor, Facts facts) {
        this.predictor = predictor;
        this.facts = facts;
    }

    /**
     * What is known of one category.
     *
     * @param category    its path
     * @param threshold   on the predictor's own scores
     * @param calibration from the predictor's own scores to probabilities
     * @param baseRate    share of training samples that buy the category
     * @param firstRate   the share of those that had not bought it before, as if there were one more of either label
     * @param own         whether threshold and calibration are of this category alone
     */
    record Fact(String category, double threshold, Calibration calibration, double baseRate, double firstRate,
            boolean own) {

        Fact {
            if (category == null || calibration == null || !(threshold >= 0 && threshold <= 1)
                    || !(baseRate > 0 && baseRate < 1) || !(firstRate > 0 && firstRate < 1)) {
                throw new IllegalArgumentException("a name or a calibration is missing, or a threshold of " + threshold
                        + " or a share of buyers of " + baseRate + " or " + firstRate + " is not between 0 and 1");
            }
        }
    }

    /**
     * All of a model but its predictor.
     *
     * @param categories what is known of each category
     * @param provenance where the model comes from; buyers of any category are buyers
     */
    record Facts(List<Fact> categories, Provenance provenance) {

        Facts {
            if (categories == null || provenance == null || categories.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("a category or the provenance is missing");
            }
            categories = List.copyOf(categories);
        }
    }

    /**
     * Fits a learner to a cohort and returns the model.
     *
     * @param cohort  the samples
     * @param learner the learner
     * @return the model
     * @throws IllegalArgumentException if the learner rejects the samples, and as {@link #of} does
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; a network that has completed an
     *     epoch does not throw, but keeps its best epoch so far and leaves the thread interrupted
     */
    public static CategoryModel fit(CategoryCohort cohort, CategoryLearner learner) {
        return of(cohort, learner, learner.fit(cohort));
    }

    /**
     * Returns a model of a fitted predictor.
     *
     * @param cohort    the samples that it was fitted to
     * @param learner   the learner that fitted it
     * @param predictor the predictor
     * @return the model
     * @throws IllegalArgumentException if the predictor is of other categories, if no validation sample buys any, or if
     *     the learner's settings are longer than 10,000 characters
     */
    public static CategoryModel of(CategoryCohort cohort, CategoryLearner learner, CategoryPredictor predictor) {
        CategorySamples validation = cohort.validation();
        double[][] scores = predictor.predict(validation);
        Scores together = scores(validation, scores, IntStream.range(0, cohort.categories().size()).toArray());
        Calibration ofAll = Calibration.fit(together);
        double thresholdOfAll = Threshold.BREAK_EVEN.of(together);
        int[] positives = cohort.train().positives();
        int[] onValidation = validation.positives();
        List<Fact> facts = new ArrayList<>();
        for (int category = 0; category < positives.length; category++) {
            double baseRate = (double) positives[category] / cohort.train().size();
            boolean own = Math.min(onValidation[category], validation.size() - onValidation[category]) >= MIN_LABELS;
            Scores ofOne = scores(validation, scores, category);
            double firstRate = firstRate(cohort.train(), category);
            String path = cohort.categories().paths().get(category);
            facts.add(own ? new Fact(path, Threshold.BREAK_EVEN.of(ofOne), Calibration.fit(ofOne)
                    .withRate((double) ofOne.positives() / ofOne.size(), baseRate), baseRate, firstRate, true)
                    : new Fact(path, thresholdOfAll, ofAll, baseRate, firstRate, false));
        }
        return new CategoryModel(predictor, new Facts(facts, Provenance.of(cohort, learner)));
    }

    private static double firstRate(CategorySamples train, int category) {
        int[] fresh = IntStream.range(0, train.size()).filter(i -> !train.boughtBefore(i, category)).toArray();
        long buyers = IntStream.of(fresh).filter(i -> train.buys(i, category)).count();
        return (buyers + 1.) / (fresh.length + 2.);
    }

    private static Scores scores(CategorySamples samples, double[][] scores, int... categories) {
        boolean[] labels = new boolean[samples.size() * categories.length];
        double[] said = new double[labels.length];
        for (int at = 0; at < labels.length; at++) {
            int category = categories[at % categories.length];
            labels[at] = samples.buys(at / categories.length, category);
            said[at] = scores[at / categories.length][category];
        }
        return Scores.of(labels, said);
    }

    /**
     * Writes the model as one file. If writing fails, an earlier file is left unchanged.
     *
     * @param file the file, such as categories.zip; an existing file is replaced
     * @throws ForesaleException if it cannot be written, if its predictor could not be read again, or if it exceeds the
     *     limits for reading: 1,999 parts of 128 MiB in total
     */
    public void write(Path file) {
        PredictorParts parts = predictor.parts();
        try {
            read(parts);
        } catch (ForesaleException e) {
            throw new ForesaleException("The model is not written, since it could not be read again: "
                    + e.getMessage(), e);
        }
        Bundle.write(file, PredictorParts.of(KIND).withJson(MODEL, facts)
                .with(CARD, card().getBytes(StandardCharsets.UTF_8)).with(PREDICTOR, parts).files(),
                Bundle.MAX_FILES_OF_CATEGORIES);
    }

    /**
     * Reads a model that was written by {@link #write}. The file is not trusted: everything in it is checked, and
     * nothing is written or executed.
     *
     * @param file the file
     * @return the model
     * @throws ForesaleException if the file is not a model of categories, is damaged, altered or of another version, or
     *     is larger than a model may be
     */
    public static CategoryModel read(Path file) {
        Map<String, byte[]> pieces = Bundle.read(file, Bundle.MAX_FILES_OF_CATEGORIES);
        try {
            PredictorParts parts = PredictorParts.of(pieces);
            if (parts.kind().equals(PurchaseModel.KIND)) {
                throw new ForesaleException("it is a model of one target: PurchaseModel.read reads it");
            }
            parts.requireKind(KIND);
            Facts facts = parts.json(MODEL, Facts.class);
            CategoryPredictor predictor = read(parts.inner(PREDICTOR));
            if (!facts.categories().stream().map(Fact::category).toList().equals(predictor.categories().paths())) {
                throw new ForesaleException("it describes other categories than it predicts");
            }
            return new CategoryModel(predictor, facts);
        } catch (ForesaleException e) {
            throw Bundle.refused(file, e);
        }
    }

    private static CategoryPredictor read(PredictorParts parts) {
        CategoryPredictor predictor = CategoryPredictor.read(parts);
        Bundle.requireAnswers(predictor.multiplications());
        return predictor;
    }

    /**
     * Checks whether a file contains a model of categories or one of a single target.
     *
     * @param file the file of a model of either kind
     * @return true if it is to be read by {@link #read}, false if by {@link PurchaseModel#read}
     * @throws ForesaleException if the file is not a model, is damaged, altered or of another version
     */
    public static boolean isIn(Path file) {
        Map<String, byte[]> pieces = Bundle.read(file, Bundle.MAX_FILES_OF_CATEGORIES);
        try {
            return PredictorParts.of(pieces).kind().equals(KIND);
        } catch (ForesaleException e) {
            throw Bundle.refused(file, e);
        }
    }

    /**
     * Describes the model in one line.
     *
     * @return its learner and number of categories
     */
    @Override
    public String toString() {
        return "Model of " + categories().size() + " categories: " + facts.provenance().learner();
    }

    /**
     * Returns the categories that the model predicts.
     *
     * @return the categories
     */
    public Categories categories() {
        return predictor.categories();
    }

    /**
     * Returns the predictor, whose scores are not calibrated.
     *
     * @return the predictor
     */
    public CategoryPredictor predictor() {
        return predictor;
    }

    /**
     * Returns the provenance of the model.
     *
     * @return the provenance; a buyer of any category counts as a buyer
     */
    public Provenance provenance() {
        return facts.provenance();
    }

    /**
     * Returns the model card: the purpose of the model and how it was made.
     *
     * @return the card in Markdown
     */
    public String card() {
        return ModelCard.of(categories(), facts);
    }

    /**
     * Predicts the probabilities of all users of a log for all categories on a given day, from what they bought before
     * that day.
     *
     * <p>Categories that the log does not have count as never bought; {@link Categories#missingIn} lists them.
     *
     * @param log the log; its classes must have the same names as in the log that the model was fitted to
     * @param day the first day that is hidden from the model, from the log's second day to the day after its last
     * @return the users with their probabilities; users without a history get the share of first-time buyers of each
     *     category among the training samples that had not bought it before
     * @throws IllegalArgumentException if the day is out of range, or if the log has none of the categories
     */
    public ScoredCategories score(PurchaseLog log, LocalDate day) {
        CategorySamples everybody = CategorySamples.everybody(log, categories(), log.frame().cut(day));
        return new ScoredCategories(everybody, day, predictor.predict(everybody), facts.categories());
    }

    /**
     * Predicts the probabilities of one user for categories on several days, each from what the user had bought before
     * that day.
     *
     * @param log    the log
     * @param userId the user's id
     * @param days   the first days that are hidden from the model, each as in {@link #score}
     * @param most   maximum number of categories; those with the highest probability on any of the days are returned
     * @return one row per day and category, the most likely category first: category, day, probability, and whether the
     *     user had bought the category before
     * @throws IllegalArgumentException if there is no day, if the maximum is below 1, if the log does not have the
     *     user, or as {@link #score}
     */
    public Table through(PurchaseLog log, String userId, List<LocalDate> days, int most) {
        if (days.isEmpty() || most < 1) {
            throw new IllegalArgumentException("at least 1 day and 1 category are needed, not " + days.size()
                    + " and " + most);
        }
        int user = log.findUser(userId).orElseThrow(() -> new IllegalArgumentException(log.name() + " has no user \""
                + OneLine.of(userId) + "\""));
        DateColumn day = DateColumn.create("day");
        StringColumn category = StringColumn.create("category");
        DoubleColumn probability = DoubleColumn.create("probability");
        BooleanColumn before = BooleanColumn.create("bought before");
        List<ScoredCategories> scored = days.stream().map(each -> {
            CategorySamples one = CategorySamples.everybody(log, categories(), log.frame().cut(each)).rows(user);
            return new ScoredCategories(one, each, predictor.predict(one), facts.categories());
        }).toList();
        int[] likeliest = IntStream.range(0, categories().size()).boxed().sorted(Comparator.comparingDouble(place ->
                        -scored.stream().mapToDouble(each -> each.probability(0, place)).max().orElse(0)))
                .limit(most).mapToInt(Integer::intValue).toArray();
        for (int place : likeliest) {
            for (ScoredCategories each : scored) {
                category.append(categories().paths().get(place));
                day.append(each.day());
                probability.append(each.probability(0, place));
                before.append(each.boughtBefore(0, place));
            }
        }
        return Table.create("user " + OneLine.of(userId), category, day, probability, before);
    }
}
