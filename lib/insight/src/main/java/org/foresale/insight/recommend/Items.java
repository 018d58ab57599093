package org.foresale.insight.recommend;

import it.unimi.dsi.fastutil.ints.Int2IntMap;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;
import org.foresale.log.internal.Headings;

/** What can be bought next: the third-level classes, or the products, that enough training users have bought. */
final class Items {

    /** The equations of a ridge regression on more items take too long. */
    static final int MAX_ITEMS = 2_000;

    private final PurchaseLog log;
    private final boolean products;
    /** Codes in the log, by place. */
    private final List<Integer> codes;
    /** The third-level class of each item, by place. */
    private final List<Integer> classes;
    private final Int2IntMap places;

    private Items(PurchaseLog log, boolean products, List<Integer> codes, List<Integer> classes) {
        this.log = log;
        this.products = products;
        this.codes = codes;
        this.classes = classes;
        places = new Int2IntOpenHashMap();
        places.defaultReturnValue(-1);
        codes.forEach(code -> places.put((int) code, places.size()));
    }

    /**
     * Returns the items that at least so many of some users bought before a day; of more than 2,000, those most bought.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Items of(PurchaseLog log, boolean products, int[] users, int before, int support) {
        Int2IntMap buyers = new Int2IntOpenHashMap();
        Int2IntMap classOf = new Int2IntOpenHashMap();
        for (int user : users) {
            IntSet bought = new IntOpenHashSet();
            History history = log.history(user).before(before);
            for (int line = 0; line < history.size(); line++) {
                int code = code(products, history, line);
                bought.add(code);
                classOf.putIfAbsent(code, history.thirdClass(line));
            }
            bought.forEach(code -> buyers.merge(code, 1, Integer::sum));
        }
        List<Integer> codes = buyers.int2IntEntrySet().stream().filter(entry -> entry.getIntValue() >= support)
                .sorted(Comparator.comparingInt((Int2IntMap.Entry entry) -> -entry.getIntValue())
                        .thenComparingInt(Int2IntMap.Entry::getIntKey))
                .limit(MAX_ITEMS).map(Int2IntMap.Entry::getIntKey).toList();
        if (codes.isEmpty()) {
            throw new IllegalArgumentException("none of " + buyers.size() + (products ? " products" : " classes")
                    + " was bought by " + support + " of " + users.length + " training users: choose a lower support");
        }
        return new Items(log, products, codes, codes.stream().map(code -> classOf.get((int) code)).toList());
    }

    private static int code(boolean products, History history, int line) {
        return products ? history.product(line) : history.thirdClass(line);
    }

    int size() {
        return codes.size();
    }

    /** The items of some lines of a history, each once, rising. */
    int[] of(History history, int from) {
        BitSet bought = new BitSet();
        for (int line = from; line < history.size(); line++) {
            int place = places.get(code(products, history, line));
            if (place >= 0) {
                bought.set(place);
            }
        }
        return bought.stream().toArray();
    }

    int thirdClass(int place) {
        return classes.get(place);
    }

    /** What an item is called: a class by its name, a product by its class's name and its id. */
    String name(int place) {
        String name = taxonomy().name(Level.THIRD, thirdClass(place));
        return products ? name + " (" + log.productId(codes.get(place)) + ")" : name;
    }

    /** The first-level class of an item. */
    String group(int place) {
        return taxonomy().name(Level.FIRST, taxonomy().ancestor(thirdClass(place), Level.FIRST));
    }

    String unit() {
        return products ? "product" : "class";
    }

    /** What the groups are called, as a heading beside others. */
    String groups(String... taken) {
        return Headings.of(Headings.of(log.taxonomy().levelName(Level.FIRST), "group", taken), "group", unit());
    }

    Taxonomy taxonomy() {
        return log.taxonomy();
    }
}
