package org.foresale.learn;

import java.util.List;
import org.foresale.cohort.Categories;

/** Shares of users or days, one a category. */
final class Shares {

    private Shares() {
    }

    /**
     * Checks shares that may come from a file.
     *
     * @throws IllegalArgumentException if they are not as many as the categories, or not between 0 and 1
     */
    static List<Double> checked(Categories categories, List<Double> shares) {
        if (categories == null || shares == null || shares.size() != categories.size()) {
            throw new IllegalArgumentException((shares == null ? "no" : shares.size()) + " shares for "
                    + (categories == null ? "no" : categories.size()) + " categories");
        }
        for (Double share : shares) {
            if (share == null || !(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share is " + share + ", not between 0 and 1");
            }
        }
        return List.copyOf(shares);
    }
}
