package org.foresale.learn;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;

/**
 * What training samples tell of each category, whoever asks.
 *
 * @param categories the categories
 * @param shares     the share of samples that buy it
 * @param firsts     the share that buy it among those who had not bought it before
 * @param trends     the share of the latest cut's samples that buy it over that of the earlier ones' (log)
 * @param thirds     how many of its third-level classes were bought
 */
record CategoryFacts(Categories categories, List<Double> shares, List<Double> firsts, List<Double> trends,
        List<Double> thirds) {

    /** What the numbers of each category are called. */
    static final List<String> NAMES = List.of("share of samples that buy the category",
            "share of samples that buy the category for the first time", "trend of the category",
            "third-level classes of the category");

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there are no categories, or if each of the lists is not one number within 1e9
     *     of 0 for each of them
     */
    CategoryFacts {
        if (categories == null) {
            throw new IllegalArgumentException("facts are of categories, but there are none");
        }
        shares = Scale.checked("shares", shares, categories.size());
        firsts = Scale.checked("shares of first purchases", firsts, categories.size());
        trends = Scale.checked("trends", trends, categories.size());
        thirds = Scale.checked("numbers of classes", thirds, categories.size());
    }

    static CategoryFacts fit(CategorySamples train) {
        int latest = IntStream.range(0, train.size()).map(train::cut).max().orElseThrow();
        BitSet classes = new BitSet();
        int[] buys = new int[train.categories().size()];
        int[] buysLatest = new int[buys.length];
        int[] fresh = new int[buys.length];
        int[] buysFresh = new int[buys.length];
        int samplesLatest = 0;
        for (int i = 0; i < train.size(); i++) {
            classes.or(train.history(i).classes());
            boolean isLatest = train.cut(i) == latest;
            samplesLatest += isLatest ? 1 : 0;
            BitSet bought = train.buys(i);
            BitSet before = train.boughtBefore(i);
            for (int k = 0; k < buys.length; k++) {
                buys[k] += bought.get(k) ? 1 : 0;
                buysLatest[k] += bought.get(k) && isLatest ? 1 : 0;
                fresh[k] += before.get(k) ? 0 : 1;
                buysFresh[k] += bought.get(k) && !before.get(k) ? 1 : 0;
            }
        }
        int[] thirds = new int[buys.length];
        int[] places = train.places();
        classes.stream().filter(third -> places[third] >= 0).forEach(third -> thirds[places[third]]++);
        List<List<Double>> columns = IntStream.range(0, NAMES.size()).<List<Double>>mapToObj(i -> new ArrayList<>())
                .toList();
        for (int k = 0; k < buys.length; k++) {
            columns.get(0).add((double) buys[k] / train.size());
            columns.get(1).add(share(buysFresh[k], fresh[k]));
            columns.get(2).add(Math.log(share(buysLatest[k], samplesLatest)
                    / share(buys[k] - buysLatest[k], train.size() - samplesLatest)));
            columns.get(3).add((double) thirds[k]);
        }
        return new CategoryFacts(train.categories(), columns.get(0), columns.get(1), columns.get(2), columns.get(3));
    }

    /** As if there were a sample more of each label: there may be none. */
    private static double share(int some, int all) {
        return (some + 1.) / (all + 2.);
    }

    /** The numbers of a category. */
    double[] of(int category) {
        return new double[] {shares.get(category), firsts.get(category), trends.get(category), thirds.get(category)};
    }
}
