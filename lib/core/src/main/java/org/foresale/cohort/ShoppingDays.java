package org.foresale.cohort;

import java.util.Arrays;
import org.foresale.log.History;

/**
 * The days on which a user shops, and which of them a cut may lie on.
 *
 * @param days     all shopping days, rising
 * @param possible place of the first on which a cut may lie
 * @param end      place after the last on which a cut may lie
 */
record ShoppingDays(int[] days, int possible, int end) {

    /**
     * Returns the days of a history.
     *
     * @param history  the history
     * @param earlier  how many shopping days there must be before a cut
     * @param from     first day of a cut
     * @param to       day after the last day of a cut
     */
    static ShoppingDays of(History history, int earlier, int from, int to) {
        return of(history.days(), earlier, from, to);
    }

    /** Takes the days of a user, each once and rising. */
    static ShoppingDays of(int[] days, int earlier, int from, int to) {
        int possible = Math.max(earlier, place(days, from));
        return new ShoppingDays(days, possible, Math.max(possible, place(days, to)));
    }

    private static int place(int[] days, int day) {
        int found = Arrays.binarySearch(days, day);
        return found < 0 ? -found - 1 : found;
    }

    /** On how many days a cut may lie. */
    int count() {
        return end - possible;
    }

    /** Place of the first possible day from some day on. */
    int firstFrom(int day) {
        return Math.min(end, Math.max(possible, place(days, day)));
    }
}
