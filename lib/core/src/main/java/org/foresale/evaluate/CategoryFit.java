package org.foresale.evaluate;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.foresale.evaluate.CategoryBoard.Figure;
import org.foresale.evaluate.CategoryBoard.Purchases;

/** What one seed of a learner scored all samples, and what it reaches in resamples of their users. */
final class CategoryFit {

    /** So many resamples are counted side by side; their weights should stay near to a processor. */
    private static final int BLOCK = 64;

    private final CategoryPairs samples;
    /** For each category, the score of each sample. */
    private final double[][] scores;
    /** What was worked out before; of all categories apart it would take too much memory. */
    private final Map<Asked, Map<Figure, Resamples>> macros = new ConcurrentHashMap<>();

    private record Asked(Purchases purchases, int rounds) {
    }

    private CategoryFit(CategoryPairs samples, double[][] scores) {
        this.samples = samples;
        this.scores = scores;
    }

    /**
     * Copies scores.
     *
     * @param parts for each part, the scores of each sample for all categories
     */
    static CategoryFit of(String learner, CategoryPairs samples, List<double[][]> parts) {
        if (parts.size() != samples.parts()) {
            throw new IllegalArgumentException(learner + " has scores of " + parts.size() + " parts, but the board has "
                    + samples.parts());
        }
        double[][] scores = new double[samples.categories().size()][samples.size()];
        for (int part = 0; part < parts.size(); part++) {
            int start = samples.start(part);
            double[][] rows = parts.get(part);
            if (rows.length != samples.start(part + 1) - start) {
                throw new IllegalArgumentException(learner + " has scores of " + rows.length + " samples in part "
                        + part + ", but the board has " + (samples.start(part + 1) - start));
            }
            for (int row = 0; row < rows.length; row++) {
                if (rows[row].length != scores.length) {
                    throw new IllegalArgumentException(learner + " scores sample " + row + " of part " + part + " for "
                            + rows[row].length + " categories, but the board has " + scores.length);
                }
                for (int category = 0; category < scores.length; category++) {
                    double score = rows[row][category];
                    if (!(score >= 0 && score <= 1)) {
                        throw new IllegalArgumentException("the score of " + learner + " for sample " + row
                                + " of part " + part + " and the category \"" + samples.categories().get(category)
                                + "\" is " + score + ", not between 0 and 1");
                    }
                    scores[category][start + row] = score;
                }
            }
        }
        return new CategoryFit(samples, scores);
    }

    /** The scores of the categories at some places. */
    CategoryFit only(CategoryPairs fewer, int[] places) {
        return new CategoryFit(fewer, IntStream.of(places).mapToObj(place -> scores[place]).toArray(double[][]::new));
    }

    double score(int sample, int category) {
        return scores[category][sample];
    }

    TopRanks top(Purchases purchases) {
        return TopRanks.of(samples, scores, purchases);
    }

    /** The mean of a figure over the categories that are measured; a resample leaves out those that lack a label. */
    Resamples macro(Figure figure, Purchases purchases, int rounds) {
        Asked asked = new Asked(purchases, rounds);
        Map<Figure, Resamples> known = macros.get(asked);
        if (known == null) {
            known = new EnumMap<>(Figure.class);
            for (Map.Entry<Figure, List<Resamples>> each : perCategory(purchases, rounds).entrySet()) {
                known.put(each.getKey(), mean(each.getValue(), rounds));
            }
            macros.put(asked, known);
        }
        return known.get(figure);
    }

    private static Resamples mean(List<Resamples> categories, int rounds) {
        double[] values = new double[rounds];
        Arrays.setAll(values, round -> categories.stream().mapToDouble(category -> category.values()[round])
                .filter(Double::isFinite).average().orElse(Double.NaN));
        return new Resamples(categories.stream().mapToDouble(Resamples::estimate).average().orElse(Double.NaN), values);
    }

    /** For each figure, what it is in each of the categories that are measured. */
    Map<Figure, List<Resamples>> perCategory(Purchases purchases, int rounds) {
        int[] measured = samples.measured(purchases);
        // In an order of their own, so that nothing depends on how many threads there are.
        List<CategoryRanking> rankings = IntStream.of(measured).parallel().mapToObj(category ->
                CategoryRanking.of(samples, category, purchases, scores[category])).toList();
        Map<Figure, List<Resamples>> figures = new EnumMap<>(Figure.class);
        double[][] once = samples.draws().once();
        for (Figure figure : Figure.values()) {
            figures.put(figure, rankings.stream().map(ranking ->
                    new Resamples(ranking.areas(once).of(figure)[0], new double[rounds])).toList());
        }
        for (int from = 0; from < rounds; from += BLOCK) {
            int first = from;
            double[][] weights = samples.draws().weights(first, Math.min(first + BLOCK, rounds));
            IntStream.range(0, measured.length).parallel().forEach(i -> {
                CategoryRanking.Areas areas = rankings.get(i).areas(weights);
                figures.forEach((figure, categories) -> System.arraycopy(areas.of(figure), 0,
                        categories.get(i).values(), first, weights[0].length));
            });
        }
        // Whoever is drawn twice stands beside themselves, which raises the precision at their score.
        figures.computeIfPresent(Figure.PR_AUC, (figure, categories) ->
                categories.stream().map(Resamples::centred).toList());
        return figures;
    }
}
