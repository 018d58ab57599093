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
 * A predictor of every category that can be kept, with all that is needed to use it: for each category the threshold,
 * the calibration and the shares of buyers; and where it comes from.
 *
 * <p>A model is one zip file. Thresholds and calibrations are chosen on the validation samples, category by category;
 * one with fewer than {@value #MIN_LABELS} buyers or others there has the calibration of all categories together. The
 * shares of buyers are those of the training samples.
 *
 * <p>A calibration is of all validation samples, whether the user had bought the category before or not. So a predictor
 * whose scores do not tell the two apart, such as a popularity of first purchases, promises the one too little and the
 * other too much.
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
     * Fits a learner to a cohort and makes a model of what comes out.
     *
     * @param cohort  the samples
     * @param learner the learner
     * @return the model
     * @throws IllegalArgumentException if the learner refuses the samples, and as {@link #of} does
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; a network that has an epoch
     *     behind it throws none, but keeps its best epoch so far and leaves the thread interrupted
     */
    public static CategoryModel fit(CategoryCohort cohort, CategoryLearner learner) {
        return of(cohort, learner, learner.fit(cohort));
    }

    /**
     * Returns a model of a predictor that is fitted already.
     *
     * @param cohort    the samples that it was fitted to
     * @param learner   the learner that fitted it
     * @param predictor the predictor
     * @return the model
     * @throws IllegalArgumentException if the predictor is of other categories, if no validation sample buys any, or if
     *     the learner's settings take more than 10,000 characters
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
     * Writes the model as one file. A write that does not come to its end leaves what was there before.
     *
     * @param file the file, such as categories.zip; one that is there is replaced
     * @throws ForesaleException if it cannot be written, if nobody could read its predictor again, or if it is larger
     *     than what can be read again: 1,999 parts of 128 MiB together
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
     * Reads a model that {@link #write} has written. No byte of the file is trusted, and nothing is written or
     * executed.
     *
     * @param file the file
     * @return the model
     * @throws ForesaleException if the file is no model of categories, is damaged, altered or of another version, or is
     *     larger than any model
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
                throw new ForesaleException("it tells of other categories than it predicts");
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
     * Tells whether a file holds a model of categories, not one of a single target.
     *
     * @param file the file of a model of either kind
     * @return true if {@link #read} is to read it, false if {@link PurchaseModel#read} is
     * @throws ForesaleException if the file is no model, is damaged, altered or of another version
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
     * Returns what the model is, in a line.
     *
     * @return its learner and how many categories it knows
     */
    @Override
    public String toString() {
        return "Model of " + categories().size() + " categories: " + facts.provenance().learner();
    }

    /**
     * Tells what the model knows of.
     *
     * @return its categories
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
     * Tells where the model comes from.
     *
     * @return its provenance; a buyer of any category counts as a buyer
     */
    public Provenance provenance() {
        return facts.provenance();
    }

    /**
     * Returns the model card: what the model is for and what it was made of.
     *
     * @return Markdown
     */
    public String card() {
        return ModelCard.of(categories(), facts);
    }

    /**
     * Returns the probabilities of all users of a log for all categories on a day, from what they bought before it.
     *
     * <p>A category that the log does not have is one that nobody has bought; {@link Categories#missingIn} lists them.
     *
     * @param log the log; its classes are named as those of the log that the model was fitted to
     * @param day the first day that is not seen, from the log's second day to the day after its last
     * @return the users with their probabilities; those without history get the share of training samples that buy each
     *     category for the first time
     * @throws IllegalArgumentException if the day is not in its range, or if the log has none of the categories
     */
    public ScoredCategories score(PurchaseLog log, LocalDate day) {
        CategorySamples everybody = CategorySamples.everybody(log, categories(), log.frame().cut(day));
        return new ScoredCategories(everybody, day, predictor.predict(everybody), facts.categories());
    }

    /**
     * Returns the probabilities of one user for categories on several days, each from what the user had bought before
     * it.
     *
     * @param log    the log
     * @param userId the user's id
     * @param days   the first days that are not seen, each as {@link #score} takes it
     * @param most   how many categories at most: those with the highest probability on any of the days
     * @return one row a day and category, the likeliest category first: category, day, probability, and whether the
     *     user had bought it before
     * @throws IllegalArgumentException if there is no day, if the number is below 1, if the log does not have the user,
     *     or as {@link #score}
     */
    public Table through(PurchaseLog log, String userId, List<LocalDate> days, int most) {
        if (days.isEmpty() || most < 1) {
            throw new IllegalArgumentException("a user's time takes at least 1 day and 1 category, not " + days.size()
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
