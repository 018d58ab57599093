package org.foresale.network;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.cohort.CategorySamples;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The labels of every category, and the log-odds that the network's outputs are added to.
 *
 * @param rows    for each sample the categories that its user buys
 * @param offsets for each sample the log-odds of each category without the network
 * @param buyers  for each category, the weight of a buyer in the loss
 * @param others  for each category, the weight of another
 */
record CategoryAnswers(List<BitSet> rows, float[][] offsets, double[] buyers, double[] others) implements Answers {

    /** Labels that all weigh 1. */
    static CategoryAnswers of(CategorySamples samples, float[][] offsets) {
        double[] one = new double[samples.categories().size()];
        Arrays.fill(one, 1);
        return new CategoryAnswers(rows(samples), offsets, one, one);
    }

    private static List<BitSet> rows(CategorySamples samples) {
        return IntStream.range(0, samples.size()).mapToObj(samples::buys).toList();
    }

    /** Weighs the labels: of each category half of all weight is for the buyers, half for the others, 1 on average. */
    CategoryAnswers balanced() {
        double[] yes = new double[buyers.length];
        double[] no = new double[buyers.length];
        for (int category = 0; category < yes.length; category++) {
            double positives = positives(category);
            yes[category] = size() / (2 * positives);
            no[category] = size() / (2 * (size() - positives));
        }
        return new CategoryAnswers(rows, offsets, yes, no);
    }

    /** Other labels with the weights of these. */
    CategoryAnswers weighing(CategorySamples samples, float[][] theirOffsets) {
        return new CategoryAnswers(rows(samples), theirOffsets, buyers, others);
    }

    private long positives(int category) {
        return rows.stream().filter(row -> row.get(category)).count();
    }

    private int categories() {
        return buyers.length;
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public Head head() {
        return Head.logOdds(categories(), new OffsetLogLoss(buyers, others));
    }

    /** Puts first the labels, then the offsets, as {@link OffsetLogLoss} wants them. */
    @Override
    public INDArray of(int... samples) {
        float[] labels = new float[samples.length * 2 * categories()];
        for (int i = 0; i < samples.length; i++) {
            int at = i * 2 * categories();
            rows.get(samples[i]).stream().forEach(category -> labels[at + category] = 1);
            System.arraycopy(offsets[samples[i]], 0, labels, at + categories(), categories());
        }
        return Nd4j.create(labels, new long[] {samples.length, 2L * categories()}, 'c');
    }

    @Override
    public double logLoss(float[] outputs) {
        double loss = 0;
        double all = 0;
        for (int i = 0; i < rows.size(); i++) {
            for (int category = 0; category < categories(); category++) {
                boolean yes = rows.get(i).get(category);
                double weight = yes ? buyers[category] : others[category];
                double logOdds = (double) outputs[i * categories() + category] + offsets[i][category];
                // log(1 + exp(x)), which neither overflows nor loses small numbers.
                double x = yes ? -logOdds : logOdds;
                loss += weight * (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
                all += weight;
            }
        }
        return loss / all;
    }

    /** Takes the mean over those categories that some of the samples buy, but not all. */
    @Override
    public double rocAuc(float[] outputs) {
        return IntStream.range(0, categories()).filter(each -> positives(each) > 0 && positives(each) < size())
                .mapToDouble(category -> rocAuc(outputs, category)).average().orElse(Double.NaN);
    }

    /**
     * Takes the share of pairs of a buyer and another in which the buyer has the higher log-odds, ties counting half
     * (Mann and Whitney 1947). After each epoch it is asked of hundreds of categories, so the log-odds are sorted as
     * whole numbers that have their order, each with its label as the last bit.
     */
    private double rocAuc(float[] outputs, int category) {
        long[] sorted = new long[size()];
        for (int i = 0; i < sorted.length; i++) {
            // Zero is added so that there is but one, and no negative one.
            int bits = Float.floatToIntBits(outputs[i * categories() + category] + offsets[i][category] + 0f);
            long rising = bits ^ (bits >> 31 & Integer.MAX_VALUE);
            sorted[i] = rising << 1 | (rows.get(i).get(category) ? 1 : 0);
        }
        Arrays.sort(sorted);
        double pairs = 0;
        long others = 0;
        long buyers = 0;
        for (int from = 0; from < sorted.length;) {
            int to = from;
            long ofTie = 0;
            while (to < sorted.length && sorted[to] >> 1 == sorted[from] >> 1) {
                ofTie += sorted[to] & 1;
                to++;
            }
            pairs += ofTie * (others + (to - from - ofTie) / 2.);
            buyers += ofTie;
            others += to - from - ofTie;
            from = to;
        }
        return pairs / ((double) buyers * others);
    }
}
