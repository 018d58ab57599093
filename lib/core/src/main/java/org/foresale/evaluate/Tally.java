package org.foresale.evaluate;

import java.util.Arrays;

/**
 * Scores made ready to be counted many times, each sample as often as a resample draws it: what does not depend on the
 * draw, the order of the scores before all, is worked out once.
 */
final class Tally {

    private static final double SMALLEST_PROBABILITY = 0x1p-52;

    private final double threshold;
    private final double[] probabilities;
    /** 1 for a positive sample, 0 for another; the same for one that is predicted positive. */
    private final int[] labels;
    private final int[] predicted;
    private final double[] losses;
    private final double[] squares;
    private final int[] bins;
    /** The samples part by part, in each part from the highest score down. */
    private final int[] order;
    /** Whether the sample at a place of the order is the last of those of its part with its score. */
    private final boolean[] endsStep;
    private final boolean[] endsPart;

    private Tally(Scored scored) {
        Scores scores = scored.scores();
        int size = scores.size();
        threshold = scored.thresholds().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        probabilities = new double[size];
        labels = new int[size];
        predicted = new int[size];
        losses = new double[size];
        squares = new double[size];
        bins = new int[size];
        for (int i = 0; i < size; i++) {
            probabilities[i] = scores.score(i);
            labels[i] = scores.label(i) ? 1 : 0;
            predicted[i] = scored.isPredicted(i) ? 1 : 0;
            double ofTruth = scores.label(i) ? probabilities[i] : 1 - probabilities[i];
            losses[i] = -Math.log(Math.min(1 - SMALLEST_PROBABILITY, Math.max(SMALLEST_PROBABILITY, ofTruth)));
            squares[i] = (1 - ofTruth) * (1 - ofTruth);
            bins[i] = Bin.number(probabilities[i]);
        }
        order = descendingByPart(scores);
        endsStep = new boolean[size];
        endsPart = new boolean[size];
        for (int place = 0; place < size; place++) {
            endsPart[place] = place == size - 1 || scores.part(order[place + 1]) != scores.part(order[place]);
            endsStep[place] = endsPart[place] || probabilities[order[place + 1]] != probabilities[order[place]];
        }
    }

    static Tally of(Scored scored) {
        return new Tally(scored);
    }

    private static int[] descendingByPart(Scores scores) {
        int[] ascending = scores.ascending();
        int[] next = new int[scores.parts() + 1];
        for (int i : ascending) {
            next[scores.part(i) + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        int[] order = new int[ascending.length];
        for (int place = ascending.length - 1; place >= 0; place--) {
            order[next[scores.part(ascending[place])]++] = ascending[place];
        }
        return order;
    }

    /** The metrics with each sample once. */
    Metrics metrics() {
        int[] once = new int[labels.length];
        Arrays.fill(once, 1);
        return metrics(once);
    }

    /** The metrics with each sample as often as counted. */
    Metrics metrics(int[] counts) {
        int samples = 0;
        int positives = 0;
        int positivesPredicted = 0;
        int truePositives = 0;
        double lossSum = 0;
        double squareSum = 0;
        int[] inBin = new int[Bin.BINS];
        int[] positivesInBin = new int[Bin.BINS];
        double[] sumInBin = new double[Bin.BINS];
        // Without a branch: whether a sample is drawn, positive or predicted positive is no pattern to a processor.
        for (int i = 0; i < counts.length; i++) {
            int count = counts[i];
            int ofPositive = count * labels[i];
            samples += count;
            positives += ofPositive;
            positivesPredicted += count * predicted[i];
            truePositives += ofPositive * predicted[i];
            lossSum += count * losses[i];
            squareSum += count * squares[i];
            inBin[bins[i]] += count;
            positivesInBin[bins[i]] += ofPositive;
            sumInBin[bins[i]] += count * probabilities[i];
        }
        double calibrationError = 0;
        for (int bin = 0; bin < Bin.BINS; bin++) {
            if (inBin[bin] > 0) {
                calibrationError += inBin[bin]
                        * Math.abs((double) positivesInBin[bin] / inBin[bin] - sumInBin[bin] / inBin[bin]);
            }
        }
        double[] areas = areas(counts, positives);
        int wrong = positivesPredicted - truePositives + positives - truePositives;
        return new Metrics(samples, positives, threshold,
                (double) (samples - wrong) / samples,
                positivesPredicted == 0 ? 0 : (double) truePositives / positivesPredicted,
                (double) truePositives / positives, 2.0 * truePositives / (positivesPredicted + positives),
                areas[0], areas[1], lossSum / samples, squareSum / samples, calibrationError / samples);
    }

    /** The areas under the ROC curve and under that of precision over recall, from within the parts. */
    private double[] areas(int[] counts, int positives) {
        double doubledInOrder = 0;
        double pairs = 0;
        double precisions = 0;
        int seen = 0;
        int found = 0;
        int seenBefore = 0;
        int foundBefore = 0;
        for (int place = 0; place < order.length; place++) {
            int count = counts[order[place]];
            seen += count;
            found += count * labels[order[place]];
            if (endsStep[place]) {
                double more = found - foundBefore;
                doubledInOrder += (seen - seenBefore - more) * (found + foundBefore);
                precisions += more * found / Math.max(1, seen);
                seenBefore = seen;
                foundBefore = found;
            }
            if (endsPart[place]) {
                pairs += (double) found * (seen - found);
                seen = 0;
                found = 0;
                seenBefore = 0;
                foundBefore = 0;
            }
        }
        return new double[] {doubledInOrder / (2 * pairs), precisions / positives};
    }
}
