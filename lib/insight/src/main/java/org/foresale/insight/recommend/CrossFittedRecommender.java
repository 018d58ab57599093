package org.foresale.insight.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.foresale.cohort.Samples;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Scored;
import org.foresale.log.PurchaseLog;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Measures how well recommendations work for the test users who are predicted to buy the target. Each part of a
 * cross-fitted question has its own recommender, learnt and selected on its training and validation users.
 */
public final class CrossFittedRecommender {

    private static final String CHOSEN = "chosen on validation";

    private final List<Recommender> recommenders;
    private final RankingHits hits;

    private CrossFittedRecommender(List<Recommender> recommenders, RankingHits hits) {
        this.recommenders = recommenders;
        this.hits = hits;
    }

    /** Learns and measures, as {@link NextProducts#fit(PurchaseLog, CrossFitted)} says. */
    static CrossFittedRecommender of(NextProducts question, PurchaseLog log, CrossFitted model) {
        List<Recommender> recommenders = model.cohorts().stream()
                .map(cohort -> question.fit(log, cohort.train(), cohort.validation())).toList();
        Scored scored = model.scored();
        List<Map<ItemRanking, Hits>> parts = new ArrayList<>();
        int from = 0;
        for (Samples test : model.tests()) {
            boolean[] predicted = new boolean[test.size()];
            for (int i = 0; i < predicted.length; i++) {
                predicted[i] = scored.isPredicted(from + i);
            }
            from += predicted.length;
            parts.add(recommenders.get(parts.size()).hits(log, test, predicted));
        }
        Map<String, Hits> rankings = new LinkedHashMap<>();
        // The settings of a ranking are chosen anew in each part: what is pooled is the kind.
        for (ItemRanking ranking : parts.get(0).keySet()) {
            rankings.put(ranking.kind(), pooled(parts, part -> part.entrySet().stream()
                    .filter(each -> each.getKey().kind().equals(ranking.kind())).findFirst().orElseThrow().getValue()));
        }
        List<Hits> chosen = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            chosen.add(recommenders.get(i).ofChosen(parts.get(i)));
        }
        Hits ofChosen = Hits.pooled(chosen);
        rankings.put(CHOSEN, ofChosen);
        return new CrossFittedRecommender(recommenders, new RankingHits(question.most(), rankings, ofChosen));
    }

    private static Hits pooled(List<Map<ItemRanking, Hits>> parts, Function<Map<ItemRanking, Hits>, Hits> hits) {
        return Hits.pooled(parts.stream().map(hits).toList());
    }

    /**
     * Counts how often each ranking was chosen.
     *
     * @return one row per ranking that was chosen: its name, and the number of parts
     */
    public Table choices() {
        Map<String, Integer> times = new TreeMap<>();
        recommenders.forEach(each -> times.merge(each.chosen(), 1, Integer::sum));
        return Table.create("rankings chosen on validation",
                StringColumn.create("ranking", List.copyOf(times.keySet())),
                IntColumn.create("parts", times.values().stream().mapToInt(Integer::intValue).toArray()));
    }

    /**
     * Measures the rankings.
     *
     * @return the table of {@link Recommender#measure(PurchaseLog, Samples, boolean[])}, over the test samples of all
     *     parts that are predicted to buy the target; the last row is the ranking that each part chose
     */
    public Table measure() {
        return hits.table("on the test samples of all parts");
    }

    /**
     * Returns the recalls and hit rates.
     *
     * @return the figures of {@link Recommender#figures(PurchaseLog, Samples, boolean[])}
     */
    public Map<String, Interval> figures() {
        return hits.figures();
    }

    /**
     * Tells what the recall of the chosen rankings is shown to be.
     *
     * @return a sentence for each list that is the same for everybody: whether the recall is higher, lower or not shown
     *     to differ, and the difference with its interval of 95 % over the users
     */
    public String verdict() {
        return hits.verdict();
    }

    /**
     * Counts the samples and users that the figures are computed on.
     *
     * @return the numbers of "samples predicted to buy" and their "users predicted to buy"
     */
    public Map<String, Long> counts() {
        return Map.of("samples predicted to buy", (long) hits.chosen().users().length,
                "users predicted to buy", Arrays.stream(hits.chosen().users()).distinct().count());
    }

    @Override
    public String toString() {
        return "Recommenders of " + recommenders.size() + " folds";
    }
}
