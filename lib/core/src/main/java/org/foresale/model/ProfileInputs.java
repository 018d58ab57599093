package org.foresale.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;

/**
 * Numbers of the days before a cut by which users of two days are compared: how they shop, what a line costs, how they
 * buy the target, and what part of their lines each first-level class has.
 *
 * @param days    how many days before the cut are looked at
 * @param classes paths of the first-level classes, of which shares are taken
 */
record ProfileInputs(int days, List<String> classes) {

    /** Which input is the price. */
    static final int PRICE = 3;
    private static final int MAX_CLASSES = 30;
    private static final String SHARE = "share of ";
    private static final List<String> NUMBERS = List.of("days since the last shopping day", "shopping days",
            "lines a shopping day", "value a line", "days with the target", "days since the target was bought");

    /** The numbers of samples, with the first-level classes of which they have most lines. */
    static ProfileInputs of(Samples samples, int days) {
        Taxonomy taxonomy = samples.taxonomy();
        long[] lines = new long[taxonomy.size(Level.FIRST)];
        for (int i = 0; i < samples.size(); i++) {
            History history = samples.history(i);
            int from = samples.get(i).cut() - days;
            for (int line = history.size() - 1; line >= 0 && history.day(line) >= from; line--) {
                lines[taxonomy.ancestor(history.thirdClass(line), Level.FIRST)]++;
            }
        }
        return new ProfileInputs(days, IntStream.range(0, lines.length).filter(code -> lines[code] > 0).boxed()
                .sorted(Comparator.comparingLong((Integer code) -> -lines[code]).thenComparing(code -> code))
                .limit(MAX_CLASSES).map(code -> taxonomy.path(Level.FIRST, code)).toList());
    }

    /** The inputs of a profile that was read, by their names. */
    static ProfileInputs named(int days, List<String> names) {
        return new ProfileInputs(days, names.stream().filter(name -> name.startsWith(SHARE))
                .map(name -> name.substring(SHARE.length())).toList());
    }

    List<String> names() {
        List<String> names = new ArrayList<>(NUMBERS);
        classes.forEach(path -> names.add(SHARE + path));
        return names;
    }

    /** One column an input, in the order of the names, with one value a sample. */
    List<double[]> columns(Samples samples) {
        int columns = NUMBERS.size() + classes.size();
        double[][] values = new double[columns][samples.size()];
        int[] places = places(samples.taxonomy());
        for (int i = 0; i < samples.size(); i++) {
            double[] row = row(samples, i, places);
            for (int column = 0; column < columns; column++) {
                values[column][i] = row[column];
            }
        }
        return Arrays.asList(values);
    }

    /** Where the share of each first-level class stands in a row; -1 for classes that have none. */
    private int[] places(Taxonomy taxonomy) {
        return IntStream.range(0, taxonomy.size(Level.FIRST)).map(code -> {
            int place = classes.indexOf(taxonomy.path(Level.FIRST, code));
            return place < 0 ? -1 : NUMBERS.size() + place;
        }).toArray();
    }

    private double[] row(Samples samples, int i, int[] places) {
        History history = samples.history(i);
        int cut = samples.get(i).cut();
        double[] row = new double[NUMBERS.size() + classes.size()];
        BitSet shopped = new BitSet();
        BitSet ofTarget = new BitSet();
        int lines = 0;
        double value = 0;
        int lastOfTarget = days + 1;
        for (int line = history.size() - 1; line >= 0 && history.day(line) >= cut - days; line--) {
            int ago = cut - history.day(line);
            lines++;
            value += history.value(line);
            shopped.set(ago);
            if (samples.isTarget(history.thirdClass(line))) {
                ofTarget.set(ago);
                lastOfTarget = Math.min(lastOfTarget, ago);
            }
            int place = places[samples.taxonomy().ancestor(history.thirdClass(line), Level.FIRST)];
            if (place >= 0) {
                row[place]++;
            }
        }
        for (int place = NUMBERS.size(); place < row.length && lines > 0; place++) {
            row[place] /= lines;
        }
        row[0] = shopped.isEmpty() ? days + 1 : shopped.nextSetBit(0);
        row[1] = shopped.cardinality();
        row[2] = shopped.isEmpty() ? 0 : (double) lines / shopped.cardinality();
        row[PRICE] = lines == 0 || Double.isNaN(value) ? 0 : value / lines;
        row[4] = ofTarget.cardinality();
        row[5] = lastOfTarget;
        return row;
    }
}
