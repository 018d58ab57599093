package org.foresale.cohort;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The way from all users to the samples of each split: what was kept at each step, and what was left out, why, and how
 * many.
 *
 * @param steps the steps, in order
 */
public record Funnel(List<Step> steps) {

    /** What a step says of those it counts. */
    public enum Kind {
        /** These go on. */
        KEPT,
        /** These do not. */
        LEFT_OUT
    }

    /**
     * One step.
     *
     * @param kind   whether these go on
     * @param text   who they are, or why they were left out
     * @param counts how many there are in each split
     */
    public record Step(Kind kind, String text, Map<Split, Integer> counts) {

        /**
         * Takes the counts over; a split without one has none.
         */
        public Step {
            Map<Split, Integer> all = new EnumMap<>(Split.class);
            for (Split split : Split.values()) {
                all.put(split, counts.getOrDefault(split, 0));
            }
            counts = Map.copyOf(all);
        }

        /**
         * Tells how many there are.
         *
         * @param split the split
         * @return their number there
         */
        public int count(Split split) {
            return counts.get(split);
        }

        /**
         * Tells how many there are in all splits.
         *
         * @return their number
         */
        public int all() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * Takes the steps over.
     */
    public Funnel {
        steps = List.copyOf(steps);
    }

    /**
     * Returns the funnel as a table.
     *
     * @return one row a step: what it counts, and how many in training, validation, test and together
     */
    public Table table() {
        StringColumn step = StringColumn.create("step");
        Map<Split, IntColumn> columns = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            columns.put(split, IntColumn.create(split.name().toLowerCase(Locale.ROOT)));
        }
        IntColumn all = IntColumn.create("all");
        for (Step one : steps) {
            step.append((one.kind() == Kind.LEFT_OUT ? "left out: " : "") + one.text());
            columns.forEach((split, column) -> column.append(one.count(split)));
            all.append(one.all());
        }
        return Table.create("funnel", step, columns.get(Split.TRAIN), columns.get(Split.VALIDATION),
                columns.get(Split.TEST), all);
    }

    /** Counts users step by step; the steps come in the order in which they are named first. */
    static final class Counter {

        private final Map<String, Kind> kinds = new LinkedHashMap<>();
        private final Map<String, Map<Split, Integer>> counts = new LinkedHashMap<>();

        Counter kept(String text) {
            return step(Kind.KEPT, text);
        }

        Counter leftOut(String text) {
            return step(Kind.LEFT_OUT, text);
        }

        private Counter step(Kind kind, String text) {
            kinds.put(text, kind);
            counts.put(text, new EnumMap<>(Split.class));
            return this;
        }

        void add(String text, Split split, int count) {
            counts.get(text).merge(split, count, Integer::sum);
        }

        int count(String text, Split split) {
            return counts.get(text).getOrDefault(split, 0);
        }

        Funnel funnel() {
            List<Step> steps = new ArrayList<>();
            kinds.forEach((text, kind) -> steps.add(new Step(kind, text, counts.get(text))));
            return new Funnel(steps);
        }
    }
}
