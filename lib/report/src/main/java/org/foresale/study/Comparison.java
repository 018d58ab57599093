package org.foresale.study;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.foresale.study.Results.Figure;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Results that were kept beside those of a new run.
 *
 * @param kept       what was kept
 * @param now        what the new run gave
 * @param allowances by how much the figures may differ
 */
record Comparison(Results kept, Results now, Allowances allowances) {

    private static final double ROUNDING = 1e-9;
    private static final int NAMED = 10;

    static Comparison of(Results kept, Results now) {
        return new Comparison(kept, now, new Allowances(kept, now));
    }

    /** What has moved, as {@link Results#moved} gives it. */
    Table moved() {
        Table table = Table.create("moved in " + kept.name(), StringColumn.create("what"), StringColumn.create("was"),
                StringColumn.create("is"), StringColumn.create("allowed"));
        for (String what : union(kept.counts(), now.counts())) {
            if (!now.counts().containsKey(what) || !now.counts().get(what).equals(kept.counts().get(what))) {
                row(table, what, shown(kept.counts(), what), shown(now.counts(), what), "none");
            }
        }
        for (String what : union(kept.figures(), now.figures())) {
            if (!isInBoth(what) || movement(what) > 1) {
                row(table, what, shown(kept.figures(), what), shown(now.figures(), what),
                        kept.figures().containsKey(what)
                                ? String.valueOf(Figure.rounded(allowances.of(what))) : "");
            }
        }
        return table;
    }

    private boolean isInBoth(String what) {
        return kept.figures().containsKey(what) && now.figures().containsKey(what);
    }

    /** By what part of what is allowed a figure has moved; infinite if it is a number in one of both only. */
    private double movement(String what) {
        return difference(what) / (allowances.of(what) + ROUNDING);
    }

    private double difference(String what) {
        double was = kept.figures().get(what).value();
        double is = now.figures().get(what).value();
        return Double.isNaN(was) && Double.isNaN(is) ? 0
                : Double.isNaN(was) || Double.isNaN(is) ? Double.POSITIVE_INFINITY : Math.abs(was - is);
    }

    /** Figures that are allowed to have moved as they have on another make of processor only. */
    List<String> widened() {
        return kept.figures().keySet().stream().filter(this::isInBoth).filter(what -> movement(what) <= 1
                && difference(what) > allowances.strict(what) + ROUNDING).toList();
    }

    /**
     * How much has moved, by which rule, which figures needed the wider allowance, and what has moved most.
     *
     * @param moved what {@link #moved()} has given, which takes its time
     */
    String words(Table moved) {
        StringBuilder words = new StringBuilder().append(kept.counts().size()).append(" counts and ")
                .append(kept.figures().size()).append(" figures, ").append(moved.rowCount()).append(" moved");
        words.append("\n  kept on ").append(kept.origin().processorName()).append(", made anew on ")
                .append(now.origin().processorName()).append(": ").append(rule());
        kept.figures().keySet().stream().filter(this::isInBoth).max((one, other) ->
                Double.compare(movement(one), movement(other))).filter(what -> difference(what) > 0)
                .ifPresent(what -> words.append(String.format(Locale.ROOT, "%n  the largest movement is %.2f of what is"
                        + " allowed: %s", movement(what), moving(what))));
        List<String> widened = widened();
        if (!widened.isEmpty()) {
            words.append("\n  figures of networks within the wider allowance only: ").append(widened.size());
            widened.stream().limit(NAMED).forEach(what -> words.append("\n    ").append(moving(what)));
            if (widened.size() > NAMED) {
                words.append("\n    and ").append(widened.size() - NAMED).append(" more");
            }
        }
        return words.toString();
    }

    private String rule() {
        return allowances.isWider() ? "another make of processor, so figures of networks may move by what other seeds"
                + " would move them, all others by their tolerances"
                : kept.origin().make().isPresent() && now.origin().make().isPresent()
                ? "the same make of processor, so figures may move by their tolerances"
                : "not known to be different makes of processor, so figures may move by their tolerances";
    }

    private String moving(String what) {
        return String.format(Locale.ROOT, "%s, from %s to %s, allowed %.4f", what, shown(kept.figures(), what),
                shown(now.figures(), what), allowances.of(what));
    }

    private static Set<String> union(Map<String, ?> some, Map<String, ?> others) {
        Set<String> all = new LinkedHashSet<>(some.keySet());
        all.addAll(others.keySet());
        return all;
    }

    private static String shown(Map<String, ?> map, String what) {
        Object value = map.get(what);
        return value == null ? "absent" : value instanceof Figure figure
                ? String.format(Locale.ROOT, "%.4f", figure.value()) : value.toString();
    }

    private static void row(Table table, String... cells) {
        for (int i = 0; i < cells.length; i++) {
            table.stringColumn(i).append(cells[i]);
        }
    }
}
