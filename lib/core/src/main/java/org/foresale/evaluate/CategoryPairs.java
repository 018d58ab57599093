package org.foresale.evaluate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.evaluate.CategoryBoard.Purchases;
import org.foresale.log.internal.Arguments;

/** The samples of all parts of a board in one row, category by category, and the resamples of their users. */
final class CategoryPairs {

    private final List<String> categories;
    /** The user of each sample, numbered from 0. */
    private final int[] users;
    /** The first sample of each part, and the number of samples. */
    private final int[] starts;
    /** For each category, the samples that buy it and those that had bought it. */
    private final List<BitSet> buys;
    private final List<BitSet> before;
    private final UserDraws draws;

    private CategoryPairs(List<String> categories, int[] users, int[] starts, List<BitSet> buys,
            List<BitSet> before, UserDraws draws) {
        this.categories = categories;
        this.users = users;
        this.starts = starts;
        this.buys = buys;
        this.before = before;
        this.draws = draws;
    }

    static CategoryPairs of(List<CategoryLabels> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("there are no labels");
        }
        List<String> categories = parts.get(0).categories();
        int[] starts = new int[parts.size() + 1];
        List<BitSet> buys = categories.stream().map(category -> new BitSet()).toList();
        List<BitSet> before = categories.stream().map(category -> new BitSet()).toList();
        for (int part = 0; part < parts.size(); part++) {
            CategoryLabels labels = parts.get(part);
            if (!labels.categories().equals(categories)) {
                throw new IllegalArgumentException("part " + part + " is of the categories "
                        + Arguments.listed(labels.categories()) + ", part 0 of " + Arguments.listed(categories));
            }
            starts[part + 1] = starts[part] + labels.size();
            for (int sample = 0; sample < labels.size(); sample++) {
                for (int category = 0; category < categories.size(); category++) {
                    buys.get(category).set(starts[part] + sample, labels.buys(sample, category));
                    before.get(category).set(starts[part] + sample, labels.boughtBefore(sample, category));
                }
            }
        }
        BoardUsers users = BoardUsers.of(parts.stream().map(CategoryLabels::users).toList());
        return new CategoryPairs(categories, users.boards().stream().flatMapToInt(Arrays::stream).toArray(), starts,
                buys, before, new UserDraws(users));
    }

    /** Keeps the samples and resamples, with the categories at some places. */
    CategoryPairs only(int[] places) {
        return new CategoryPairs(at(places, categories), users, starts, at(places, buys), at(places, before), draws);
    }

    private static <T> List<T> at(int[] places, List<T> ofAll) {
        return IntStream.of(places).mapToObj(ofAll::get).toList();
    }

    int size() {
        return users.length;
    }

    int parts() {
        return starts.length - 1;
    }

    /** The first sample of a part; of the number of parts, the number of samples. */
    int start(int part) {
        return starts[part];
    }

    List<String> categories() {
        return categories;
    }

    int user(int sample) {
        return users[sample];
    }

    boolean buys(int sample, int category) {
        return buys.get(category).get(sample);
    }

    boolean includes(int sample, int category, Purchases purchases) {
        return purchases.includes(before.get(category).get(sample));
    }

    UserDraws draws() {
        return draws;
    }

    /** How many samples buy a category. */
    int buyers(int category, Purchases purchases) {
        return select(category, purchases, true).cardinality();
    }

    /** How many samples do not buy a category. */
    int others(int category, Purchases purchases) {
        return select(category, purchases, false).cardinality();
    }

    /** Whether there are enough samples of both labels, and a part with both, within which users are compared. */
    boolean isMeasured(int category, Purchases purchases) {
        BitSet buyers = select(category, purchases, true);
        BitSet others = select(category, purchases, false);
        return Math.min(buyers.cardinality(), others.cardinality()) >= CategoryBoard.MIN_LABELS
                && IntStream.range(0, parts()).anyMatch(part -> isIn(part, buyers) && isIn(part, others));
    }

    private boolean isIn(int part, BitSet some) {
        int next = some.nextSetBit(starts[part]);
        return next >= 0 && next < starts[part + 1];
    }

    /** The places of the categories that are measured. */
    int[] measured(Purchases purchases) {
        return IntStream.range(0, categories.size()).filter(category -> isMeasured(category, purchases)).toArray();
    }

    /** How many users there are of the label that has fewer, in some categories together. */
    int usersOfRarerLabel(int[] some, Purchases purchases) {
        return Math.min(users(some, purchases, true), users(some, purchases, false));
    }

    private int users(int[] some, Purchases purchases, boolean label) {
        BitSet samples = new BitSet();
        for (int category : some) {
            samples.or(select(category, purchases, label));
        }
        return (int) samples.stream().map(this::user).distinct().count();
    }

    private BitSet select(int category, Purchases purchases, boolean label) {
        BitSet samples = new BitSet();
        samples.set(0, size());
        restrict(samples, buys.get(category), label);
        if (purchases != Purchases.ALL) {
            restrict(samples, before.get(category), purchases == Purchases.AGAIN);
        }
        return samples;
    }

    private static void restrict(BitSet samples, BitSet to, boolean value) {
        if (value) {
            samples.and(to);
        } else {
            samples.andNot(to);
        }
    }
}
