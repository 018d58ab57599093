package org.foresale.evaluate;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.foresale.log.internal.Arguments;

/**
 * Holds, for samples of one user and cut each, which categories the user goes on to buy and which the user had bought
 * before.
 */
public final class CategoryLabels {

    private final List<String> categories;
    private final int[] users;
    private final List<BitSet> buys;
    private final List<BitSet> before;

    private CategoryLabels(List<String> categories, int[] users, List<BitSet> buys, List<BitSet> before) {
        this.categories = categories;
        this.users = users;
        this.buys = buys;
        this.before = before;
    }

    /**
     * Returns labels of samples.
     *
     * @param categories names of the categories
     * @param users      the user of each sample; any distinct number per user will do
     * @param buys       for each sample, the places of the categories that its user goes on to buy
     * @param before     for each sample, the places of the categories that its user had bought before
     * @return the labels
     * @throws IllegalArgumentException if there is no category, if one is blank or given twice, if the numbers of
     *     samples differ, or if a place is beyond the categories
     */
    public static CategoryLabels of(List<String> categories, int[] users, List<BitSet> buys, List<BitSet> before) {
        if (categories.isEmpty()) {
            throw new IllegalArgumentException("there is no category");
        }
        Set<String> seen = new HashSet<>();
        for (String category : categories) {
            if (!seen.add(Arguments.text("name of a category", category))) {
                throw new IllegalArgumentException("the category \"" + category + "\" comes twice");
            }
        }
        if (buys.size() != users.length || before.size() != users.length) {
            throw new IllegalArgumentException(users.length + " users, but purchases of " + buys.size()
                    + " samples and earlier ones of " + before.size());
        }
        return new CategoryLabels(List.copyOf(categories), users.clone(),
                copy("buys", buys, categories.size()), copy("had bought", before, categories.size()));
    }

    private static List<BitSet> copy(String verb, List<BitSet> samples, int categories) {
        for (int sample = 0; sample < samples.size(); sample++) {
            if (samples.get(sample).length() > categories) {
                throw new IllegalArgumentException("sample " + sample + " " + verb + " category "
                        + (samples.get(sample).length() - 1) + ", but there are " + categories);
            }
        }
        return samples.stream().map(places -> (BitSet) places.clone()).toList();
    }

    /**
     * Returns the number of samples.
     *
     * @return the number of samples
     */
    public int size() {
        return users.length;
    }

    /**
     * Returns the names of the categories.
     *
     * @return the names, in the order of their places
     */
    public List<String> categories() {
        return categories;
    }

    /**
     * Returns the user of each sample.
     *
     * @return one distinct number per user
     */
    public int[] users() {
        return users.clone();
    }

    /**
     * Checks whether a sample's user goes on to buy a category.
     *
     * @param sample   number of the sample, from 0 on
     * @param category place of the category, from 0 on
     * @return true if so
     * @throws IndexOutOfBoundsException if there is no such sample or category
     */
    public boolean buys(int sample, int category) {
        return isSet(buys, sample, category);
    }

    /**
     * Checks whether a sample's user had bought a category before.
     *
     * @param sample   number of the sample, from 0 on
     * @param category place of the category, from 0 on
     * @return true if so
     * @throws IndexOutOfBoundsException if there is no such sample or category
     */
    public boolean boughtBefore(int sample, int category) {
        return isSet(before, sample, category);
    }

    private boolean isSet(List<BitSet> samples, int sample, int category) {
        return samples.get(Arguments.index("sample", sample, users.length))
                .get(Arguments.index("category", category, categories.size()));
    }

    @Override
    public String toString() {
        return size() + " samples of " + categories.size() + " categories";
    }
}
