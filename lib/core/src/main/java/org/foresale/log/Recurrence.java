package org.foresale.log;

import java.util.Set;

/**
 * What all lines of a file tell of ids that lines spread over it hold once only: whether they come back elsewhere.
 *
 * @param columns the places of columns whose ids come back in other lines
 * @param orders  columns of users who come back with another order
 */
record Recurrence(Set<Integer> columns, Set<OfOrders> orders) {

    /** Where all lines were looked at, or nothing is known. */
    static final Recurrence NONE = new Recurrence(Set.of(), Set.of());

    /**
     * Columns of users and of orders.
     *
     * @param user  the place of the one
     * @param order the place of the other
     */
    record OfOrders(int user, int order) {
    }

    Recurrence {
        columns = Set.copyOf(columns);
        orders = Set.copyOf(orders);
    }
}
