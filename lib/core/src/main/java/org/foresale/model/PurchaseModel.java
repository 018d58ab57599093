package org.foresale.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Split;
import org.foresale.cohort.Target;
import org.foresale.evaluate.Calibration;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Threshold;
import org.foresale.learn.Learner;
import org.foresale.learn.Predictor;
import org.foresale.learn.PredictorParts;
import org.foresale.learn.Predictors;
import org.foresale.log.ForesaleException;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.OneLine;

/**
 * Holds a predictor that can be saved, with everything needed to use it: the target, the threshold, the calibration,
 * the base rate, its provenance, and its metrics on validation and test.
 *
 * <p>A model is one zip file. Threshold and calibration are chosen on the validation samples; the base rate is that of
 * the training users, before any balancing.
 */
public final class PurchaseModel {

    static final String KIND = "model";
    private static final String MODEL = "model.json";
    private static final String CARD = "card.md";
    private static final String PREDICTOR = "predictor";
    private static final String PROFILE = "profile.json";

    private final Predictor predictor;
    private final Facts facts;
    private final Optional<TrainingProfile> profile;

    private PurchaseModel(Predictor predictor, Facts facts, Optional<TrainingProfile> profile) {
        this.predictor = predictor;
        this.facts = facts;
        this.profile = profile;
    }

    /**
     * All of a model but its predictor.
     *
     * @param target      what is foreseen
     * @param threshold   on the predictor's own scores
     * @param calibration from the predictor's own scores to probabilities at the share of buyers
     * @param baseRate    that share
     * @param validation  what the predictor is worth on the validation samples, at the threshold
     * @param test        the same on the test samples
     * @param provenance  where the model comes from
     */
    record Facts(Target target, double threshold, Calibration calibration, double baseRate, Metrics validation,
            Metrics test, Provenance provenance) {

        Facts {
            if (target == null || calibration == null || validation == null || test == null || provenance == null) {
                throw new IllegalArgumentException(
                        "the target, the calibration, a figure or the provenance is missing");
            }
            if (!(threshold >= 0 && threshold <= 1) || !(baseRate > 0 && baseRate < 1)) {
                throw new IllegalArgumentException("a threshold of " + threshold + " and a share of buyers of "
                        + baseRate + ": both are between 0 and 1");
            }
        }
    }

    /**
     * Fits a learner to a cohort and returns the model.
     *
     * @param cohort  the samples
     * @param learner the learner
     * @return the model
     * @throws IllegalArgumentException if the learner rejects the samples, and as {@link #of} does
     * @throws java.util.concurrent.CancellationException if the thread is interrupted and the learner stops because of
     *     it
     */
    public static PurchaseModel fit(Cohort cohort, Learner learner) {
        return of(cohort, learner, learner.fit(cohort));
    }

    /**
     * Returns a model of a fitted predictor.
     *
     * @param cohort    the samples that it was fitted to
     * @param learner   the learner that fitted it
     * @param predictor the predictor
     * @return the model
     * @throws IllegalArgumentException if the validation samples lack a label, if there is no test sample, if all or
     *     none of the training users are buyers, or if the learner's settings are longer than 10,000 characters
     */
    public static PurchaseModel of(Cohort cohort, Learner learner, Predictor predictor) {
        Scores validation = predictor.score(cohort.validation());
        double threshold = Threshold.BREAK_EVEN.of(validation);
        double share = (double) validation.positives() / validation.size();
        double baseRate = cohort.baseRate(Split.TRAIN);
        return new PurchaseModel(predictor, new Facts(cohort.target(), threshold,
                Calibration.fit(validation).withRate(share, baseRate), baseRate, Metrics.of(validation, threshold),
                Metrics.of(predictor.score(cohort.test()), threshold), Provenance.of(cohort, learner)),
                Optional.empty());
    }

    /**
     * Returns this model with a profile of the users it was validated on, by which later users can be compared with
     * them.
     *
     * @param question the question whose samples of the log the model was fitted to
     * @param log      that log
     * @return the new model, whose file has the profile, too
     * @throws IllegalArgumentException if the question is of another target than the model, does not fit the log, or
     *     has other samples of it than those that the model was fitted to
     */
    public PurchaseModel withProfile(Snapshot question, PurchaseLog log) {
        if (!question.target().equals(target())) {
            throw new IllegalArgumentException("the model is of the target \"" + OneLine.of(target().name())
                    + "\", the question of \"" + OneLine.of(question.target().name()) + "\"");
        }
        Cohort everybody = question.withAllActiveUsers().cohort(log);
        if (!isOf(everybody) && !isOf(question.cohort(log))) {
            throw new IllegalArgumentException("the model of " + OneLine.of(target().name()) + " was fitted to "
                    + facts.provenance().splits() + ", but the question has "
                    + Provenance.counts(everybody) + " of " + log.name()
                    + ": give the question and the log that it was fitted to");
        }
        return new PurchaseModel(predictor, facts, Optional.of(TrainingProfile.of(this, question, everybody, log)));
    }

    /** Whether the samples are, by their number and that of the buyers, those that the model was fitted to. */
    private boolean isOf(Cohort cohort) {
        return facts.provenance().splits().equals(Provenance.counts(cohort));
    }

    /**
     * Returns the profile of the users that the model was validated on.
     *
     * @return the profile; empty if the model was made without one
     */
    public Optional<TrainingProfile> profile() {
        return profile;
    }

    /**
     * Writes the model as one file. If writing fails, an earlier file is left unchanged.
     *
     * @param file the file, such as pets.zip; an existing file is replaced
     * @throws ForesaleException if it cannot be written, if its predictor could not be read again, or if it exceeds the
     *     limits for reading: 199 parts of 128 MiB in total
     */
    public void write(Path file) {
        PredictorParts parts = predictor.parts();
        if (parts == null) {
            throw new ForesaleException("The model is not written: its predictor " + predictor.getClass().getName()
                    + " gives no parts.");
        }
        requireReadable(parts);
        PredictorParts whole = PredictorParts.of(KIND).withJson(MODEL, facts)
                .with(CARD, card().getBytes(StandardCharsets.UTF_8)).with(PREDICTOR, parts);
        Map<String, byte[]> pieces = new TreeMap<>(profile.map(known -> whole.withJson(PROFILE, known.kept()))
                .orElse(whole).files());
        Bundle.write(file, pieces, Bundle.MAX_FILES);
    }

    /** Refuses to write what could not be read again, as long as there is a predictor to lose. */
    private static void requireReadable(PredictorParts parts) {
        try {
            read(parts);
        } catch (ForesaleException e) {
            throw new ForesaleException("The model is not written, since it could not be read again: "
                    + e.getMessage(), e);
        }
    }

    /**
     * Reads a model that was written by {@link #write}. The file is not trusted: everything in it is checked, and
     * nothing is written or executed.
     *
     * @param file the file
     * @return the model
     * @throws ForesaleException if the file is not a model, is damaged, altered or of another version, or is larger
     *     than a model may be
     */
    public static PurchaseModel read(Path file) {
        Map<String, byte[]> pieces = Bundle.read(file, Bundle.MAX_FILES);
        try {
            PredictorParts parts = PredictorParts.of(pieces);
            if (parts.kind().equals(CategoryModel.KIND)) {
                throw new ForesaleException("it is a model of categories: CategoryModel.read reads it");
            }
            parts.requireKind(KIND);
            Facts facts = parts.json(MODEL, Facts.class);
            return new PurchaseModel(read(parts.inner(PREDICTOR)), facts, pieces.containsKey(PROFILE)
                    ? Optional.of(profile(parts)) : Optional.empty());
        } catch (ForesaleException e) {
            throw Bundle.refused(file, e);
        }
    }

    private static TrainingProfile profile(PredictorParts parts) {
        try {
            return parts.json(PROFILE, TrainingProfile.Kept.class).profile();
        } catch (IllegalArgumentException e) {
            throw new ForesaleException(PROFILE + " cannot be used: " + OneLine.of(String.valueOf(e.getMessage())), e);
        }
    }

    private static Predictor read(PredictorParts parts) {
        Predictor predictor = Predictors.read(parts);
        Bundle.requireAnswers(predictor.multiplications());
        return predictor;
    }

    /**
     * Returns what the model predicts.
     *
     * @return the target
     */
    public Target target() {
        return facts.target();
    }

    /**
     * Returns the predictor. Its scores are not calibrated; they reflect the share of buyers among the samples it was
     * fitted to.
     *
     * @return the predictor
     */
    public Predictor predictor() {
        return predictor;
    }

    /**
     * Returns the threshold on the predictor's scores from which a user is predicted to buy. It is chosen so that
     * precision equals recall on validation.
     *
     * @return the threshold
     */
    public double threshold() {
        return facts.threshold();
    }

    /**
     * Returns the calibration, which turns scores into probabilities at the base rate.
     *
     * @return the calibration
     */
    public Calibration calibration() {
        return facts.calibration();
    }

    /**
     * Returns the base rate: the share of buyers among the training users, before any balancing.
     *
     * @return the base rate, which is also the probability of a user without a history
     */
    public double baseRate() {
        return facts.baseRate();
    }

    /**
     * Returns the metrics on the validation samples, on which threshold and calibration were chosen.
     *
     * @return the metrics
     */
    public Metrics validation() {
        return facts.validation();
    }

    /**
     * Returns the metrics on the test samples.
     *
     * @return the metrics
     */
    public Metrics test() {
        return facts.test();
    }

    /**
     * Returns the provenance of the model.
     *
     * @return the provenance
     */
    public Provenance provenance() {
        return facts.provenance();
    }

    /**
     * Returns the model card (Mitchell et al. 2019): the purpose of the model, how it was made, its metrics, and its
     * limits.
     *
     * @return the card in Markdown
     */
    public String card() {
        return ModelCard.of(facts);
    }

    /**
     * Predicts the probabilities of samples, calibrated at the base rate.
     *
     * @param samples the samples
     * @return the probability of each sample, 0 to 1, in the order of the samples
     */
    public double[] probabilities(Samples samples) {
        return Arrays.stream(predictor.predict(samples)).map(calibration()::of).toArray();
    }

    /**
     * Predicts which samples buy.
     *
     * @param samples the samples
     * @return for each sample, whether the predictor's score is at least the threshold
     */
    public boolean[] predicted(Samples samples) {
        double[] scores = predictor.predict(samples);
        boolean[] predicted = new boolean[scores.length];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = scores[i] >= threshold();
        }
        return predicted;
    }

    /**
     * Predicts the probabilities of all users of a log on a given day, from what they bought before that day. The
     * probabilities are calibrated on active users alone, so for users who left long ago they may be far too high: see
     * {@link #scoreActive}. They are calibrated on histories as long as those of training, too; as a log grows to many
     * times that length, they may drift, which {@link TrainingProfile} helps to notice.
     *
     * @param log the log; its classes must have the same names as in the log that the model was fitted to
     * @param day the first day that is hidden from the model, from the log's second day to the day after its last
     * @return the users with their probabilities; users without a history get the base rate, see {@link
     *     ScoredUsers#withoutHistory}
     * @throws IllegalArgumentException if the day is out of range, or if the log lacks a class of the target
     */
    public ScoredUsers score(PurchaseLog log, LocalDate day) {
        return scored(Samples.everybody(log, target(), log.frame().cut(day)), day);
    }

    /**
     * Predicts the probabilities of the users who are as active on a given day as those that the model was calibrated
     * on. Whom a campaign addresses is chosen among them: users who left, or who have bought nothing yet, have
     * probabilities that nothing vouches for.
     *
     * @param log the log, as for {@link #score}
     * @param day the first day that is hidden from the model, as for {@link #score}
     * @return the active users with their probabilities
     * @throws IllegalStateException    if the model has no profile, which says who counts as active
     * @throws IllegalArgumentException as {@link #score} does
     */
    public ScoredUsers scoreActive(PurchaseLog log, LocalDate day) {
        TrainingProfile known = profile.orElseThrow(() -> new IllegalStateException("the model of "
                + OneLine.of(target().name()) + " has no profile, which says who counts as active: make it with"
                + " withProfile(question, log)"));
        return scored(Samples.active(log, target(), log.frame().cut(day), known.shoppingDays(), known.activeWithin()),
                day);
    }

    private ScoredUsers scored(Samples everybody, LocalDate day) {
        int users = everybody.size();
        double[] probabilities = new double[users];
        boolean[] yes = new boolean[users];
        boolean[] known = new boolean[users];
        double[] scores = predictor.predict(everybody);
        for (int i = 0; i < users; i++) {
            known[i] = !everybody.history(i).isEmpty();
            probabilities[i] = known[i] ? calibration().of(scores[i]) : baseRate();
            yes[i] = known[i] && scores[i] >= threshold();
        }
        return new ScoredUsers(everybody, day, probabilities, yes, known);
    }

    @Override
    public String toString() {
        return "Model of " + target().name() + ": " + facts.provenance().learner();
    }
}
