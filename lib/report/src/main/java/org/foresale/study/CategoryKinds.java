package org.foresale.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.foresale.cohort.Categories;
import org.foresale.cohort.CategorySamples;
import org.foresale.evaluate.CategoryBoard;
import org.foresale.evaluate.CategoryBoard.Figure;
import org.foresale.evaluate.CategoryBoard.Purchases;
import org.foresale.evaluate.Difference;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Divides categories into kinds by how they are bought before a cut.
 *
 * <p>A category is <em>seasonal</em> if its busiest {@value #SEASON} consecutive days contain more than half of the
 * days on which users bought it, provided that the log is at least three times as long. Otherwise, it is
 * <em>replenished</em> if its buyers bought it on at least {@value #REPLENISHED} days on average, and <em>one-off</em>
 * if not. All purchases before the cut count, so the kinds are known at the cut; no purchase after it is used.
 *
 * @param kinds the kind of each category, by its path
 * @param table one row per category: kind, number of buyers, mean number of days per buyer, share of the busiest days
 */
public record CategoryKinds(Map<String, Kind> kinds, Table table) {

    private static final int SEASON = 60;
    private static final double SEASONAL_SHARE = .5;
    private static final int SEASONS_NEEDED = 3;
    private static final double REPLENISHED = 3;

    /** Names a kind of category. */
    public enum Kind {
        /** Bought again and again. */
        REPLENISHED("replenished"),
        /** Bought at one time of the year. */
        SEASONAL("seasonal"),
        /** Bought on fewer than three days by the average buyer. */
        ONE_OFF("one-off");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /**
         * Returns the kind in a word.
         *
         * @return for example "one-off"
         */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Copies the kinds.
     */
    public CategoryKinds {
        kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
    }

    /**
     * Determines the kinds of categories.
     *
     * @param log        the log
     * @param categories the categories
     * @param cut        the first day that is not used, in days since the log's first day, at least 1
     * @return the kinds
     * @throws IllegalArgumentException if the cut is below 1, or if the log has none of the categories
     */
    public static CategoryKinds of(PurchaseLog log, Categories categories, int cut) {
        if (cut < 1) {
            throw new IllegalArgumentException("kinds depend on the days before a cut, but the cut is on day " + cut);
        }
        int[] places = CategorySamples.everybody(log, categories, cut).places();
        int[][] bought = new int[categories.size()][cut];
        int[] buyers = new int[categories.size()];
        for (int user = 0; user < log.users(); user++) {
            count(log.history(user).before(cut), places, bought, buyers);
        }
        Map<String, Kind> kinds = new LinkedHashMap<>();
        List<double[]> figures = new ArrayList<>();
        for (int place = 0; place < buyers.length; place++) {
            double days = IntStream.of(bought[place]).sum();
            double busiest = days == 0 ? 0 : busiest(bought[place]) / days;
            double perBuyer = buyers[place] == 0 ? 0 : days / buyers[place];
            figures.add(new double[] {perBuyer, busiest});
            kinds.put(categories.paths().get(place), cut >= SEASONS_NEEDED * SEASON && busiest > SEASONAL_SHARE
                    ? Kind.SEASONAL : perBuyer >= REPLENISHED ? Kind.REPLENISHED : Kind.ONE_OFF);
        }
        return new CategoryKinds(kinds, table(kinds, buyers, figures));
    }

    private static void count(History history, int[] places, int[][] bought, int[] buyers) {
        int[] last = new int[buyers.length];
        Arrays.fill(last, -1);
        for (int line = 0; line < history.size(); line++) {
            int place = places[history.thirdClass(line)];
            int day = history.day(line);
            if (place >= 0 && last[place] != day) {
                buyers[place] += last[place] < 0 ? 1 : 0;
                last[place] = day;
                bought[place][day]++;
            }
        }
    }

    private static int busiest(int[] days) {
        int sum = 0;
        int most = 0;
        for (int day = 0; day < days.length; day++) {
            sum += days[day] - (day >= SEASON ? days[day - SEASON] : 0);
            most = Math.max(most, sum);
        }
        return most;
    }

    private static Table table(Map<String, Kind> kinds, int[] buyers, List<double[]> figures) {
        StringColumn category = StringColumn.create("category");
        StringColumn kind = StringColumn.create("kind");
        IntColumn count = IntColumn.create("buyers");
        DoubleColumn days = DoubleColumn.create("days per buyer");
        DoubleColumn busiest = DoubleColumn.create("share of the busiest " + SEASON + " days");
        List<String> paths = List.copyOf(kinds.keySet());
        IntStream.range(0, buyers.length).boxed().sorted(Comparator.comparing((Integer place) -> -buyers[place]))
                .forEach(place -> {
                    category.append(paths.get(place));
                    kind.append(kinds.get(paths.get(place)).toString());
                    count.append(buyers[place]);
                    days.append(figures.get(place)[0]);
                    busiest.append(figures.get(place)[1]);
                });
        return Table.create("kinds of categories", category, kind, count, days, busiest);
    }

    /**
     * Returns the categories of one kind.
     *
     * @param kind the kind
     * @return their paths
     */
    public List<String> of(Kind kind) {
        return kinds.entrySet().stream().filter(each -> each.getValue() == kind).map(Map.Entry::getKey).toList();
    }

    /**
     * Compares two learners in the categories of each kind.
     *
     * @param board     a board of these categories
     * @param first     name of the learner
     * @param second    name of the learner it is measured against
     * @param figure    the figure
     * @param purchases which pairs of a user and a category are looked at
     * @return such as "seasonal" with the difference there, for each kind of which at least one category is measured
     * @throws IllegalArgumentException as {@link CategoryBoard#difference} does
     */
    public List<Map.Entry<String, Difference>> differences(CategoryBoard board, String first, String second,
            Figure figure, Purchases purchases) {
        List<String> measured = board.categories(purchases);
        return Arrays.stream(Kind.values()).filter(kind -> measured.stream().anyMatch(of(kind)::contains))
                .map(kind -> Map.entry(kind.toString(), board
                        .only(measured.stream().filter(of(kind)::contains).toList())
                        .difference(first, second, figure, purchases))).toList();
    }
}
