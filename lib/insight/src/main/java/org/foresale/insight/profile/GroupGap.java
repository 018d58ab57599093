package org.foresale.insight.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.foresale.evaluate.Bootstrap;
import org.foresale.evaluate.Interval;
import org.foresale.insight.internal.Wording;

/**
 * The largest difference between two groups in a figure.
 *
 * @param figure   the figure
 * @param high     the group where it is highest; -1 if fewer than two groups have it
 * @param low      the group where it is lowest; -1 if fewer than two groups have it
 * @param gap      the one less the other, the two groups being kept in all resamples
 * @param byChance 95 % of the largest differences of random groups are at most this; NaN if there is none
 */
record GroupGap(GroupFigure figure, int high, int low, Optional<Interval> gap, double byChance) {

    private static final Map<GroupFigure, String> NOTIONS = notions();

    private static Map<GroupFigure, String> notions() {
        Map<GroupFigure, String> notions = new LinkedHashMap<>();
        notions.put(GroupFigure.PREDICTED, "demographic parity");
        notions.put(GroupFigure.RECALL, "equal opportunity");
        notions.put(GroupFigure.FALSE_POSITIVES, "equalised odds");
        return notions;
    }

    /**
     * Returns the gaps of the three notions.
     *
     * @param scores     the scores
     * @param groups     the group of each sample
     * @param users      the user of each sample
     * @param comparable the groups to be compared
     * @return a gap a notion
     */
    static List<GroupGap> all(GroupScores scores, int[] groups, int[] users, List<Integer> comparable) {
        int[] once = new int[groups.length];
        Arrays.fill(once, 1);
        double[][] figured = scores.figures(groups, once);
        List<GroupFigure> figures = List.copyOf(NOTIONS.keySet());
        int[][] ends = figures.stream().map(figure -> ends(figured, comparable, figure)).toArray(int[][]::new);
        List<Optional<Interval>> gaps = Bootstrap.of(users).intervals(counts -> {
            double[][] drawn = scores.figures(groups, counts);
            return IntStream.range(0, ends.length).mapToDouble(i -> gap(drawn, ends[i], figures.get(i))).toArray();
        });
        double[] byChance = byChance(scores, groups, users, comparable, figures);
        List<GroupGap> all = new ArrayList<>();
        for (int i = 0; i < ends.length; i++) {
            all.add(new GroupGap(figures.get(i), ends[i][0], ends[i][1], gaps.get(i), byChance[i]));
        }
        return all;
    }

    /** The groups of the highest and the lowest figure. */
    private static int[] ends(double[][] figured, List<Integer> comparable, GroupFigure figure) {
        int high = -1;
        int low = -1;
        int defined = 0;
        for (int group : comparable) {
            double value = figured[group][figure.ordinal()];
            if (!Double.isNaN(value)) {
                defined++;
                high = high < 0 || value > figured[high][figure.ordinal()] ? group : high;
                low = low < 0 || value < figured[low][figure.ordinal()] ? group : low;
            }
        }
        return defined < 2 ? new int[] {-1, -1} : new int[] {high, low};
    }

    private static double gap(double[][] figured, int[] ends, GroupFigure figure) {
        return ends[0] < 0 ? Double.NaN : figured[ends[0]][figure.ordinal()] - figured[ends[1]][figure.ordinal()];
    }

    /** Users keep all their samples together when groups are dealt anew. */
    private static double[] byChance(GroupScores scores, int[] groups, int[] users, List<Integer> comparable,
            List<GroupFigure> figures) {
        int[] counts = Arrays.stream(groups).map(group -> comparable.contains(group) ? 1 : 0).toArray();
        int[] people = IntStream.range(0, users.length).filter(i -> counts[i] > 0).map(i -> users[i]).distinct()
                .sorted().toArray();
        int[] place = Arrays.stream(users).map(user -> Arrays.binarySearch(people, user)).toArray();
        int[] dealt = new int[people.length];
        IntStream.range(0, users.length).filter(i -> counts[i] > 0).forEach(i -> dealt[place[i]] = groups[i]);
        return PermutationTest.quantiles(dealt, hand -> {
            double[][] figured = scores.figures(
                    Arrays.stream(place).map(at -> at < 0 ? 0 : hand[at]).toArray(), counts);
            return figures.stream().mapToDouble(figure -> gap(figured, ends(figured, comparable, figure), figure))
                    .toArray();
        });
    }

    boolean isDefined() {
        return high >= 0;
    }

    String title() {
        return figure.title() + " (" + NOTIONS.get(figure) + ")";
    }

    boolean isMoreThanChance() {
        return gap.filter(difference -> difference.estimate() > byChance).isPresent();
    }

    String finding() {
        return Wording.finding(gap, byChance);
    }
}
