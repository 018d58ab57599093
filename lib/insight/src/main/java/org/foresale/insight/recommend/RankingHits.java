package org.foresale.insight.recommend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.foresale.evaluate.Interval;
import org.foresale.insight.internal.Wording;
import org.foresale.log.internal.Names;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The hits of several rankings in the same samples.
 *
 * @param most     how many items each recommends
 * @param rankings the hits by what tables call the ranking; first the lists that are the same for everybody, of which
 *                 the very first is the baseline
 * @param chosen   the hits of the ranking that was chosen on validation
 */
record RankingHits(int most, Map<String, Hits> rankings, Hits chosen) {

    /** One row a ranking, as {@link Recommender#measure} says. */
    Table table(String where) {
        Hits baseline = rankings.values().iterator().next();
        List<Hits> all = List.copyOf(rankings.values());
        String at = " at " + most;
        return Table.create("what is bought next, " + where,
                StringColumn.create("ranking", List.copyOf(rankings.keySet())),
                IntColumn.create("samples", all.stream().mapToInt(each -> each.hits().length).toArray()),
                StringColumn.create("recall" + at + ", 95 %", all.stream().map(Hits::recallRange).toList()),
                StringColumn.create("recall less most bought, 95 %",
                        all.stream().map(each -> each == baseline ? "" : each.recallLess(baseline)).toList()),
                StringColumn.create("hit rate" + at + ", 95 %", all.stream().map(Hits::hitRate).toList()),
                StringColumn.create("hit rate less most bought, 95 %",
                        all.stream().map(each -> each == baseline ? "" : each.hitRateLess(baseline)).toList()));
    }

    /** What is kept of them, as {@link Recommender#figures} says. */
    Map<String, Interval> figures() {
        Map<String, Interval> figures = new LinkedHashMap<>();
        figures.putAll(figures("recall", Hits::meanRecall, Hits::meanRecallLess));
        figures.putAll(figures("hit rate", Hits::meanHits, Hits::meanHitsLess));
        return figures;
    }

    /** What the recall of the chosen ranking is shown to be beside each list that is the same for everybody. */
    String verdict() {
        return NextProducts.SAME_FOR_ALL.stream().map(name -> {
            Hits list = list(name);
            String shown = chosen.isShownAbove(list) ? "higher" : list.isShownAbove(chosen) ? "lower"
                    : "no difference is shown";
            return String.format(Locale.ROOT, "Recall at %d, the chosen ranking compared with the list %s: %s, %s.",
                    most, Names.quoted(name), shown, Wording.signed(chosen.meanRecallLess(list)));
        }).collect(Collectors.joining(" "));
    }

    private Hits list(String name) {
        return rankings.entrySet().stream().filter(each -> each.getKey().startsWith(name)).findFirst().orElseThrow()
                .getValue();
    }

    private Map<String, Interval> figures(String measure, Function<Hits, Optional<Interval>> mean,
            BiFunction<Hits, Hits, Optional<Interval>> meanLess) {
        Map<String, Interval> figures = new LinkedHashMap<>();
        String at = measure + " at " + most + ", ";
        mean.apply(chosen).ifPresent(interval -> figures.put(at + "chosen", interval));
        NextProducts.SAME_FOR_ALL.forEach(name -> {
            Hits list = list(name);
            mean.apply(list).ifPresent(interval -> figures.put(at + name, interval));
            meanLess.apply(chosen, list).ifPresent(interval -> figures.put(at + "chosen less " + name, interval));
        });
        return figures;
    }
}
