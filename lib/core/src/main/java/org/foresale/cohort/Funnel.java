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
 * Documents the selection of the samples from all users: how many were kept or left out at each step, and why.
 *
 * @param steps the steps, in order
 */
public record Funnel(List<Step> steps) {

    /** Says whether a step keeps what it counts. */
    public enum Kind {
        /** The counted ones are kept. */
        KEPT,
        /** The counted ones are left out. */
        LEFT_OUT
    }

    /**
     * Counts what is kept or left out at one step of the selection.
     *
     * @param kind   whether they are kept or left out
     * @param text   who is counted, or why they are left out
     * @param counts number in each split
     */
    public record Step(Kind kind, String text, Map<Split, Integer> counts) {

        /**
         * Copies the counts; a split without a count has 0.
         */
        public Step {
            Map<Split, Integer> all = new EnumMap<>(Split.class);
            for (Split split : Split.values()) {
                all.put(split, counts.getOrDefault(split, 0));
            }
            counts = Map.copyOf(all);
        }

        /**
         * Returns the count of a split.
         *
         * @param split the split
         * @return the count
         */
        public int count(Split split) {
            return counts.get(split);
        }

        /**
         * Returns the count over all splits.
         *
         * @return the sum of the counts
         */
        public int all() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * Copies the steps.
     */
    public Funnel {
        steps = List.copyOf(steps);
    }

    /**
     * Returns the funnel as a table.
     *
     * @return one row per step: what it counts, and how many in training, validation, test and all splits together
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
