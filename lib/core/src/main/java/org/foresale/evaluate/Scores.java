package org.foresale.evaluate;

import it.unimi.dsi.fastutil.doubles.DoubleArrays;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.foresale.log.internal.Arguments;

/**
 * Holds the predicted scores of samples, with their labels.
 *
 * <p>The samples may come in parts, such as the folds of a cross-fitted question, each predicted by its own model.
 */
public final class Scores {

    private final boolean[] labels;
    private final double[] scores;
    /** The part of each sample. */
    private final int[] partOf;
    private final int parts;

    /** Tells samples apart; empty if it is not known which they are. */
    private final String samples;

    private Scores(boolean[] labels, double[] scores, int[] partOf, int parts, String samples) {
        this.samples = samples;
        this.labels = labels;
        this.scores = scores;
        this.partOf = partOf;
        this.parts = parts;
    }

    /**
     * Returns scores of samples that were predicted by one model.
     *
     * @param labels for each sample, whether it is positive
     * @param scores the predicted score of each sample, between 0 and 1
     * @return the scores
     * @throws IllegalArgumentException if the lengths differ, if there are none, or if a score is not between 0
     *     and 1
     */
    public static Scores of(boolean[] labels, double[] scores) {
        return of(labels, scores, new int[labels.length]);
    }

    /**
     * Returns scores of samples in parts, each predicted by its own model.
     *
     * @param labels for each sample, whether it is positive
     * @param scores the predicted score of each sample, between 0 and 1
     * @param parts  the part of each sample, numbered from 0; no part may be empty
     * @return the scores
     * @throws IllegalArgumentException if the lengths differ, if there are none, if a score is not between 0 and 1, or
     *     if the parts are not numbered from 0
     */
    public static Scores of(boolean[] labels, double[] scores, int[] parts) {
        if (labels.length != scores.length) {
            throw new IllegalArgumentException(labels.length + " labels, but " + scores.length
                    + " scores");
        }
        if (labels.length == 0) {
            throw new IllegalArgumentException("there is nothing to score: 0 samples");
        }
        for (int i = 0; i < scores.length; i++) {
            if (!(scores[i] >= 0 && scores[i] <= 1)) {
                throw new IllegalArgumentException("score " + i + " is " + scores[i]
                        + ", not between 0 and 1");
            }
        }
        return new Scores(labels.clone(), scores.clone(), parts.clone(), count(parts, labels.length), "");
    }

    /**
     * Returns a copy of these scores with a key that identifies their samples.
     *
     * @param key identifies the samples, such as a checksum of their users and cuts
     * @return the new scores
     * @throws IllegalArgumentException if the key is blank
     */
    public Scores ofSamples(String key) {
        return new Scores(labels, scores, partOf, parts, Arguments.text("key of the samples", key));
    }

    /**
     * Returns the key that identifies the samples of these scores.
     *
     * @return the key; empty if it is not known
     */
    public Optional<String> samples() {
        return Optional.of(samples).filter(key -> !key.isEmpty());
    }

    private static int count(int[] partOf, int samples) {
        if (partOf.length != samples) {
            throw new IllegalArgumentException(partOf.length + " numbers of parts for " + samples + " samples");
        }
        BitSet numbers = new BitSet();
        for (int part : partOf) {
            if (part < 0 || part >= samples) {
                throw new IllegalArgumentException("a part of " + samples + " samples has the number " + part
                        + ": number the parts from 0 on");
            }
            numbers.set(part);
        }
        if (numbers.nextClearBit(0) < numbers.length()) {
            throw new IllegalArgumentException("the parts are numbered up to " + (numbers.length() - 1) + ", but part "
                    + numbers.nextClearBit(0) + " has no sample");
        }
        return numbers.length();
    }

    /**
     * Returns the number of samples.
     *
     * @return the number of samples
     */
    public int size() {
        return labels.length;
    }

    /**
     * Returns the number of positive samples.
     *
     * @return the number of true labels
     */
    public int positives() {
        int positives = 0;
        for (boolean label : labels) {
            positives += label ? 1 : 0;
        }
        return positives;
    }

    /**
     * Returns the label of a sample.
     *
     * @param i 0 to {@link #size()} - 1
     * @return its label
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public boolean label(int i) {
        return labels[i];
    }

    /**
     * Returns the score of a sample.
     *
     * @param i 0 to {@link #size()} - 1
     * @return between 0 and 1
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public double score(int i) {
        return scores[i];
    }

    /**
     * Returns the part of a sample.
     *
     * @param i 0 to {@link #size()} - 1
     * @return 0 to {@link #parts()} - 1
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public int part(int i) {
        return partOf[i];
    }

    /**
     * Returns the number of parts, each predicted by its own model.
     *
     * @return the number of parts, 1 if one model predicted all samples
     */
    public int parts() {
        return parts;
    }

    /**
     * Checks that all scores are on one scale, for use where they are ranked or calibrated together.
     *
     * @return these scores
     * @throws IllegalArgumentException if they are in several parts
     */
    public Scores requireOnePart() {
        if (parts > 1) {
            throw new IllegalArgumentException("the scores of " + parts + " parts, each of a model of its own, have no"
                    + " common order: rank each part alone");
        }
        return this;
    }

    double[] all() {
        return scores.clone();
    }

    /** Whether the labels are the same, sample by sample and part by part. */
    boolean hasLabelsOf(Scores others) {
        return hasLabelsOf(others.labels, others.partOf);
    }

    /** Whether these are the labels, sample by sample and part by part. */
    boolean hasLabelsOf(boolean[] others, int[] parts) {
        return Arrays.equals(labels, others) && Arrays.equals(partOf, parts);
    }

    /** Whether a part has both labels, each sample being there as often as counted. */
    boolean hasBothLabels(int[] counts) {
        boolean[] positive = new boolean[parts];
        boolean[] negative = new boolean[parts];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                (labels[i] ? positive : negative)[partOf[i]] = true;
                if (positive[partOf[i]] && negative[partOf[i]]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The samples from the lowest score to the highest, ties in their own order. */
    int[] ascending() {
        int[] order = new int[scores.length];
        boolean ascending = true;
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            ascending &= i == 0 || scores[i - 1] <= scores[i];
        }
        if (!ascending) {
            DoubleArrays.radixSortIndirect(order, scores, true);
        }
        return order;
    }

    @Override
    public String toString() {
        return size() + " scores" + (parts == 1 ? "" : " in " + parts + " parts");
    }
}
