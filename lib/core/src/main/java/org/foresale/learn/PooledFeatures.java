package org.foresale.learn;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.cohort.Samples;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;

/**
 * Rows that mean the same whatever the target is, so that samples of many targets can stand below each other:
 * {@link ShoppingFeatures}, then what the user buys in the departments of the target, then the affinities to the
 * target.
 */
final class PooledFeatures {

    private static final List<String> DEPARTMENT = List.of("lines in the target's departments",
            "lines in the target's departments in 60 days", "share of the target's departments in all lines",
            "third-level classes in the target's departments",
            "days since the last purchase in the target's departments");
    private static final int RECENT = 60;

    private PooledFeatures() {
    }

    static List<String> names() {
        List<String> names = new ArrayList<>(ShoppingFeatures.names());
        names.addAll(DEPARTMENT);
        Stream.of(Affinity.values()).map(Affinity::label).forEach(names::add);
        return names;
    }

    static int columns() {
        return ShoppingFeatures.names().size() + DEPARTMENT.size() + Affinity.values().length;
    }

    /**
     * Returns the rows of some of the samples.
     *
     * @param said what the affinities say of each
     */
    static float[] rows(Samples samples, int from, int to, double[][] said) {
        BitSet departments = departments(samples);
        float[] rows = new float[(to - from) * columns()];
        int at = 0;
        for (int i = from; i < to; i++) {
            for (double[] numbers : List.of(ShoppingFeatures.of(samples, i), inDepartments(samples, i, departments),
                    said[i - from])) {
                for (double number : numbers) {
                    rows[at++] = (float) number;
                }
            }
        }
        return rows;
    }

    /** The first-level classes that hold some of the target. */
    private static BitSet departments(Samples samples) {
        Taxonomy taxonomy = samples.taxonomy();
        BitSet departments = new BitSet();
        IntStream.range(0, taxonomy.size(Level.THIRD)).filter(samples::isTarget)
                .forEach(third -> departments.set(taxonomy.ancestor(third, Level.FIRST)));
        return departments;
    }

    private static double[] inDepartments(Samples samples, int i, BitSet departments) {
        History history = samples.history(i);
        int cut = samples.get(i).cut();
        int lines = 0;
        int recent = 0;
        double last = Double.NaN;
        BitSet thirds = new BitSet();
        for (int line = 0; line < history.size(); line++) {
            int third = history.thirdClass(line);
            if (departments.get(samples.taxonomy().ancestor(third, Level.FIRST))) {
                lines++;
                recent += cut - history.day(line) <= RECENT ? 1 : 0;
                last = cut - history.day(line);
                thirds.set(third);
            }
        }
        return new double[] {lines, recent, (double) lines / history.size(), thirds.cardinality(), last};
    }
}
