package org.foresale.log;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foresale.log.SampleRows.Groups;

/**
 * Three columns that may be the levels of the classes, whatever they are called: each text of a finer one is there with
 * one text of a coarser one only, and each product has one text in each.
 *
 * @param source the source
 * @param levels the columns, the widest first
 */
record ClassNest(SourceProfile source, List<Integer> levels) {

    private static final int MAX_CLASSES = 2_000;
    /** Each column is compared with each other one. */
    private static final int MAX_COMPARED = 20;
    private static final int ENOUGH_GROUPS = 10;
    private static final double ALMOST_ALL = 0.95;
    /** Of classes, there are fewer than of products. */
    private static final double OF_PRODUCTS = 0.9;

    ClassNest {
        levels = List.copyOf(levels);
    }

    /**
     * Looks for them.
     *
     * @param source  the source
     * @param product the column of the product
     * @param with    columns that are levels beyond doubt
     * @param without columns that are none
     * @return the columns; empty if there are no three
     */
    static Optional<ClassNest> of(SourceProfile source, int product, Set<Integer> with, Set<Integer> without) {
        List<Integer> perhaps = source.places().boxed().filter(place -> place != product && !without.contains(place)
                        && isOfProducts(source, product, place))
                .sorted(Comparator.comparingLong(place -> source.column(place).different()))
                .limit(MAX_COMPARED).toList();
        Map<Integer, List<Integer>> finer = perhaps.stream().collect(Collectors.toMap(coarse -> coarse,
                coarse -> perhaps.stream().filter(fine -> isIn(source, fine, coarse)).toList()));
        return perhaps.stream().flatMap(first -> finer.get(first).stream().flatMap(second -> finer.get(second).stream()
                .filter(finer.get(first)::contains).map(third -> List.of(first, second, third))))
                .filter(levels -> levels.containsAll(with)).map(levels -> new ClassNest(source, levels)).findFirst();
    }

    private static boolean isOfProducts(SourceProfile source, int product, int place) {
        ColumnProfile column = source.column(place);
        Groups same = source.sample().same(product, place);
        return column.type() != ColumnProfile.Type.TIME && column.different() > 1 && column.different() <= MAX_CLASSES
                && column.different() < OF_PRODUCTS * source.column(product).different()
                && 2 * column.blanks() < column.lines() && ColumnDoubts.noId(column).isEmpty()
                && same.groups() >= ENOUGH_GROUPS && same.share() >= ALMOST_ALL;
    }

    private static boolean isIn(SourceProfile source, int fine, int coarse) {
        return source.column(fine).different() > source.column(coarse).different()
                && source.sample().withOne(fine, coarse).share() >= ALMOST_ALL;
    }

    /** The call that names them. */
    String call() {
        return ClassRule.cells().call(levels.stream().map(place -> source.column(place).name()).toList());
    }

    /** How they fit into each other, with figures. */
    String reason() {
        return Stream.of(levels.get(2), levels.get(1)).map(fine -> {
            int coarse = levels.get(levels.indexOf(fine) - 1);
            return source.sample().withOne(fine, coarse).text("texts in " + source.column(fine).shownName()) + " occur"
                    + " with only one of " + LogTables.count(source.column(coarse).different()) + " in "
                    + source.column(coarse).shownName();
        }).collect(Collectors.joining(", "));
    }
}
