package org.foresale.cohort;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How many training users buy each class of a level, and which classes are asked for because of it.
 *
 * @param level  the level
 * @param paths  the path of each class, by its code
 * @param buyers how many training users buy it at some cut
 * @param others how many training users do not buy it at some cut
 * @param min    how many of both a category needs
 */
record CategoryCounts(Level level, List<String> paths, int[] buyers, int[] others, int min) {

    static CategoryCounts of(Taxonomy taxonomy, Level level, List<RuleResults.Result<CategoryRule.Asked>> users,
            int min) {
        int[] buyers = new int[taxonomy.size(level)];
        int[] always = new int[buyers.length];
        int train = 0;
        for (RuleResults.Result<CategoryRule.Asked> user : users) {
            if (user.value().split() == Split.TRAIN) {
                train++;
                BitSet some = new BitSet();
                List<BitSet> buys = user.value().buys();
                buys.forEach(some::or);
                some.stream().forEach(code -> buyers[code]++);
                BitSet each = (BitSet) some.clone();
                buys.forEach(each::and);
                each.stream().forEach(code -> always[code]++);
            }
        }
        int all = train;
        return new CategoryCounts(level,
                IntStream.range(0, buyers.length).mapToObj(code -> taxonomy.path(level, code)).toList(), buyers,
                Arrays.stream(always).map(count -> all - count).toArray(), min);
    }

    private boolean keeps(int code) {
        return buyers[code] >= min && others[code] >= min;
    }

    int kept() {
        return (int) IntStream.range(0, buyers.length).filter(this::keeps).count();
    }

    /**
     * The classes that are asked for, in the order of their codes.
     *
     * @throws IllegalArgumentException if one goes by the path of another class
     */
    Categories categories() {
        List<String> kept = IntStream.range(0, buyers.length).filter(this::keeps).mapToObj(paths::get).toList();
        Categories.requireClear(kept, paths);
        return new Categories(level, kept);
    }

    /** The most buyers, and as many others, that may be asked for so that two classes have them; 0 if there is none. */
    int mostForTwo() {
        return IntStream.range(0, buyers.length).map(code -> -Math.min(buyers[code], others[code])).sorted()
                .skip(1).map(count -> -count).findFirst().orElse(0);
    }

    /** By the code of a class its place among the categories, or {@link Taxonomy#NO_PLACE}. */
    int[] placesOfCodes() {
        int[] places = new int[buyers.length];
        int next = 0;
        for (int code = 0; code < places.length; code++) {
            places[code] = keeps(code) ? next++ : Taxonomy.NO_PLACE;
        }
        return places;
    }

    /** One row a class, those with most buyers first. */
    Table table() {
        StringColumn category = StringColumn.create("category");
        IntColumn buys = IntColumn.create("training users who buy");
        IntColumn not = IntColumn.create("training users who do not");
        BooleanColumn asked = BooleanColumn.create("included");
        IntStream.range(0, buyers.length).boxed().sorted(Comparator.comparing((Integer code) -> -buyers[code]))
                .forEach(code -> {
                    category.append(paths.get(code));
                    buys.append(buyers[code]);
                    not.append(others[code]);
                    asked.append(keeps(code));
                });
        return Table.create("categories", category, buys, not, asked);
    }
}
