package org.foresale.network;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.foresale.log.internal.OneLine;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The rows of weights by which a network embeds the classes of an event, each brought to length 1: classes that the
 * network takes to be alike have rows that point the same way.
 *
 * @param paths the path of each class
 * @param rows  for each class its direction
 */
record ClassEmbedding(List<String> paths, double[][] rows) {

    private static final String SEPARATOR = " > ";
    /** More colours and shapes than these are not told apart. */
    private static final int MAX_DEPARTMENTS = 5;
    private static final String OTHER = "other departments";

    /**
     * Takes the rows of the classes.
     *
     * @param paths   the classes, which are the first channels
     * @param weights one row a channel
     * @param width   length of a row
     */
    static ClassEmbedding of(List<String> paths, float[] weights, int width) {
        double[][] rows = new double[paths.size()][width];
        for (int i = 0; i < rows.length; i++) {
            double squares = 0;
            for (int k = 0; k < width; k++) {
                rows[i][k] = weights[i * width + k];
                squares += rows[i][k] * rows[i][k];
            }
            double length = Math.sqrt(squares);
            double[] row = rows[i];
            Arrays.setAll(row, k -> length > 0 ? row[k] / length : 0);
        }
        return new ClassEmbedding(paths, rows);
    }

    /** Projects the directions on their first two principal components (Pearson 1901). */
    Table map() {
        RealMatrix centred = centred();
        EigenDecomposition components = new EigenDecomposition(centred.transpose().multiply(centred));
        int[] order = IntStream.range(0, centred.getColumnDimension()).boxed()
                .sorted(Comparator.comparingDouble(k -> -components.getRealEigenvalue(k)))
                .mapToInt(Integer::intValue).toArray();
        DoubleColumn[] axes = new DoubleColumn[2];
        for (int axis = 0; axis < axes.length; axis++) {
            double[] along = order.length > axis ? centred.operate(signed(components.getEigenvector(order[axis])
                    .toArray())) : new double[paths.size()];
            axes[axis] = DoubleColumn.create(axis == 0 ? "first component" : "second component", along);
        }
        return Table.create("class embedding", StringColumn.create("class", paths),
                StringColumn.create("department", departments()), axes[0], axes[1]);
    }

    /** The department of each class, if it is one of those with the most classes. */
    private List<String> departments() {
        Map<String, Integer> counts = new TreeMap<>();
        paths.forEach(path -> counts.merge(department(path), 1, Integer::sum));
        List<String> largest = counts.keySet().stream()
                .sorted(Comparator.comparing((String name) -> -counts.get(name))).limit(MAX_DEPARTMENTS).toList();
        return paths.stream().map(ClassEmbedding::department)
                .map(name -> largest.contains(name) ? name : OTHER).toList();
    }

    private static String department(String path) {
        return path.split(SEPARATOR)[0];
    }

    /** The sign of a component is of no meaning; here its largest number is positive, on any machine. */
    private static double[] signed(double[] component) {
        double largest = Arrays.stream(component).boxed().max(Comparator.comparingDouble(Math::abs)).orElse(1.);
        return Arrays.stream(component).map(x -> largest < 0 ? -x : x).toArray();
    }

    private RealMatrix centred() {
        int width = rows.length == 0 ? 1 : rows[0].length;
        double[] mean = new double[width];
        for (double[] row : rows) {
            Arrays.setAll(mean, k -> mean[k] + row[k] / rows.length);
        }
        double[][] centred = new double[rows.length][width];
        for (int i = 0; i < rows.length; i++) {
            double[] row = rows[i];
            Arrays.setAll(centred[i], k -> row[k] - mean[k]);
        }
        return new Array2DRowRealMatrix(centred, false);
    }

    /** The classes whose directions have the highest cosine with that of one of them. */
    Table alike(String path, int most) {
        int place = paths.indexOf(path);
        if (place < 0) {
            throw new IllegalArgumentException("\"" + OneLine.of(path) + "\" is none of the " + paths.size()
                    + " classes that the network met in training");
        }
        double[] cosines = IntStream.range(0, rows.length).mapToDouble(i -> IntStream.range(0, rows[i].length)
                .mapToDouble(k -> rows[i][k] * rows[place][k]).sum()).toArray();
        int[] best = IntStream.range(0, cosines.length).filter(i -> i != place).boxed()
                .sorted(Comparator.comparingDouble(i -> -cosines[i])).limit(most).mapToInt(Integer::intValue).toArray();
        return Table.create("like " + path, StringColumn.create("class", IntStream.of(best).mapToObj(paths::get)
                .toList()), DoubleColumn.create("cosine", IntStream.of(best).mapToDouble(i -> cosines[i]).toArray()));
    }
}
