package org.foresale.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Divides categories into groups by their numbers of buyers; those with the same number are in the same group. */
final class BuyerGroups {

    private BuyerGroups() {
    }

    /**
     * A group of neighbours.
     *
     * @param from the place of its first category
     * @param to   the place after its last one
     */
    record Range(int from, int to) {
    }

    /**
     * Divides categories into groups of about the same size.
     *
     * @param buyers the number of buyers of each category, ascending
     * @param groups how many groups are asked for
     * @return the groups; fewer than asked for where too many categories have the same number of buyers
     */
    static List<Range> of(int[] buyers, int groups) {
        List<Integer> steps = IntStream.range(1, buyers.length).filter(i -> buyers[i - 1] < buyers[i]).boxed().toList();
        TreeSet<Integer> ends = new TreeSet<>(List.of(buyers.length));
        for (int group = 1; group < groups; group++) {
            int wanted = group * buyers.length / groups;
            steps.stream().min(Comparator.comparing(step -> Math.abs(step - wanted))).ifPresent(ends::add);
        }
        List<Range> ranges = new ArrayList<>();
        int from = 0;
        for (int end : ends) {
            ranges.add(new Range(from, end));
            from = end;
        }
        return ranges;
    }

    /**
     * Labels a group.
     *
     * @param fewest the fewest buyers of its categories
     * @param most   the most buyers
     * @return such as "11 to 52 buyers", or "11 buyers" if all have as many
     */
    static String label(int fewest, int most) {
        return fewest == most ? fewest + " buyers" : fewest + " to " + most + " buyers";
    }
}
