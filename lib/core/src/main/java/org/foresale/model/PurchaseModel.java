package org.foresale.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
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

/**
 * A predictor that can be kept, with all that is needed to use it: the target, the threshold, the calibration, the
 * share of buyers, where it comes from, and what it was worth on validation and test.
 *
 * <p>A model is one zip file. Threshold and calibration are chosen on the validation samples; the share of buyers is
 * that of the training users, before any balancing.
 */
public final class PurchaseModel {

    static final String KIND = "model";
    private static final String MODEL = "model.json";
    private static final String CARD = "card.md";
    private static final String PREDICTOR = "predictor";

    private final Predictor predictor;
    private final Facts facts;

    private PurchaseModel(Predictor predictor, Facts facts) {
        this.predictor = predictor;
        this.facts = facts;
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
     * Fits a learner to a cohort and makes a model of what comes out.
     *
     * @param cohort  the samples
     * @param learner the learner
     * @return the model
     * @throws IllegalArgumentException if the learner refuses the samples, and as {@link #of} does
     * @throws java.util.concurrent.CancellationException if the thread is interrupted, and the learner ends then
     */
    public static PurchaseModel fit(Cohort cohort, Learner learner) {
        return of(cohort, learner, learner.fit(cohort));
    }

    /**
     * Returns a model of a predictor that is fitted already.
     *
     * @param cohort    the samples that it was fitted to
     * @param learner   the learner that fitted it
     * @param predictor the predictor
     * @return the model
     * @throws IllegalArgumentException if the validation samples lack a label, if there is no test sample, if all or
     *     none of the training users are buyers, or if the learner's settings take more than 10,000 characters
     */
    public static PurchaseModel of(Cohort cohort, Learner learner, Predictor predictor) {
        Scores validation = predictor.score(cohort.validation());
        double threshold = Threshold.BREAK_EVEN.of(validation);
        double share = (double) validation.positives() / validation.size();
        double baseRate = cohort.baseRate(Split.TRAIN);
        return new PurchaseModel(predictor, new Facts(cohort.target(), threshold,
                Calibration.fit(validation).withRate(share, baseRate), baseRate, Metrics.of(validation, threshold),
                Metrics.of(predictor.score(cohort.test()), threshold), Provenance.of(cohort, learner)));
    }

    /**
     * Writes the model as one file. A write that does not come to its end leaves what was there before.
     *
     * @param file the file, such as pets.zip; one that is there is replaced
     * @throws ForesaleException if it cannot be written, if nobody could read its predictor again, or if it is larger
     *     than what can be read again: 199 parts of 128 MiB together
     */
    public void write(Path file) {
        PredictorParts parts = predictor.parts();
        if (parts == null) {
            throw new ForesaleException("The model is not written: its predictor " + predictor.getClass().getName()
                    + " gives no parts.");
        }
        requireReadable(parts);
        Map<String, byte[]> pieces = new TreeMap<>(PredictorParts.of(KIND).withJson(MODEL, facts)
                .with(CARD, card().getBytes(StandardCharsets.UTF_8)).with(PREDICTOR, parts).files());
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
     * Reads a model that {@link #write} has written. No byte of the file is trusted, and nothing is written or
     * executed.
     *
     * @param file the file
     * @return the model
     * @throws ForesaleException if the file is no model, is damaged, altered or of another version, or is larger than
     *     any model
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
            return new PurchaseModel(read(parts.inner(PREDICTOR)), facts);
        } catch (ForesaleException e) {
            throw Bundle.refused(file, e);
        }
    }

    private static Predictor read(PredictorParts parts) {
        Predictor predictor = Predictors.read(parts);
        Bundle.requireAnswers(predictor.multiplications());
        return predictor;
    }

    /**
     * Tells what is foreseen.
     *
     * @return the target
     */
    public Target target() {
        return facts.target();
    }

    /**
     * Returns the predictor, whose scores are on the scale of the samples it was fitted to.
     *
     * @return the predictor
     */
    public Predictor predictor() {
        return predictor;
    }

    /**
     * Tells from which score of the predictor on a user counts as a buyer: where precision equals recall on
     * validation.
     *
     * @return the threshold
     */
    public double threshold() {
        return facts.threshold();
    }

    /**
     * Returns the calibration, which makes probabilities at the natural share of buyers of scores.
     *
     * @return the calibration
     */
    public Calibration calibration() {
        return facts.calibration();
    }

    /**
     * Returns the share of buyers among the training users, before any balancing.
     *
     * @return the base rate, which is also the probability of a user of whom nothing is known
     */
    public double baseRate() {
        return facts.baseRate();
    }

    /**
     * Tells what the model is worth on the validation samples, on which threshold and calibration were chosen.
     *
     * @return the metrics
     */
    public Metrics validation() {
        return facts.validation();
    }

    /**
     * Tells what the model is worth on the test samples.
     *
     * @return the metrics
     */
    public Metrics test() {
        return facts.test();
    }

    /**
     * Tells where the model comes from.
     *
     * @return its provenance
     */
    public Provenance provenance() {
        return facts.provenance();
    }

    /**
     * Returns the model card (Mitchell et al. 2019): what the model is for, what it was made of, what it is worth and
     * what it is not good for.
     *
     * @return Markdown
     */
    public String card() {
        return ModelCard.of(facts);
    }

    /**
     * Returns the probabilities of samples, calibrated and at the natural share of buyers.
     *
     * @param samples the samples
     * @return a probability for each, 0 to 1, in their order
     */
    public double[] probabilities(Samples samples) {
        return Arrays.stream(predictor.predict(samples)).map(calibration()::of).toArray();
    }

    /**
     * Tells which samples are predicted to buy.
     *
     * @param samples the samples
     * @return for each, whether the predictor's score is at or above the threshold
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
     * Returns the probabilities of all users of a log on a day, from what they bought before it.
     *
     * @param log the log; its classes are named as those of the log that the model was fitted to
     * @param day the first day that is not seen, from the log's second day to the day after its last
     * @return the users with their probabilities; those without history get the base rate, and are counted
     * @throws IllegalArgumentException if the day is not in its range, or if the log lacks a class of the target
     */
    public ScoredUsers score(PurchaseLog log, LocalDate day) {
        Samples everybody = Samples.everybody(log, target(), log.frame().cut(day));
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
