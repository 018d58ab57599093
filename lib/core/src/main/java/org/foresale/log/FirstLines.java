package org.foresale.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.foresale.log.internal.OneLine;

/** Takes the first lines of a source, and tells of each column what they hold; no more of a cell is kept than shown. */
final class FirstLines {

    /** How many lines are looked at. */
    static final int MAX_LINES = 1_000;

    private final String source;
    private final List<String> names;
    private final List<String> types;
    private final List<String> examples;
    private final int[] empty;
    private final List<Set<Integer>> distinct = new ArrayList<>();
    private int lines;

    private FirstLines(String source, List<String> names, List<String> types) {
        this.source = source;
        this.names = List.copyOf(names);
        this.types = List.copyOf(types);
        this.examples = new ArrayList<>(names.stream().map(name -> "").toList());
        this.empty = new int[names.size()];
        names.forEach(name -> distinct.add(new HashSet<>()));
    }

    /**
     * No line yet.
     *
     * @param source what is read
     * @param names  the names of its columns
     * @param types  their types, as the source calls them
     */
    static FirstLines of(String source, List<String> names, List<String> types) {
        return new FirstLines(source, names, types);
    }

    /** What a report on these lines is called. */
    String title() {
        return source + ", first lines";
    }

    boolean isFull() {
        return lines == MAX_LINES;
    }

    /** Whether no mapped column is missing. */
    boolean hasAll(ColumnMapping mapping) {
        return names.containsAll(mapping.columns());
    }

    /** One more line: the text of each column, blank if there is none. */
    void add(List<String> cells) {
        lines++;
        for (int column = 0; column < cells.size(); column++) {
            String text = cells.get(column);
            if (text.isBlank()) {
                empty[column]++;
            } else {
                // Only a hash of each text is kept: of a thousand, hardly ever do two share one.
                distinct.get(column).add(text.hashCode());
                if (examples.get(column).isEmpty()) {
                    examples.set(column, OneLine.of(text));
                }
            }
        }
    }

    LogPreview preview(Optional<ColumnMapping> mapping, Optional<QualityReport> quality, String kind) {
        return new LogPreview(source, kind, lines, IntStream.range(0, names.size())
                .mapToObj(column -> new LogPreview.Column(names.get(column), type(types.get(column)),
                        examples.get(column), empty[column], distinct.get(column).size())).toList(), mapping, quality);
    }

    private static String type(String name) {
        return name.equals("VARCHAR") ? "text" : OneLine.of(name.toLowerCase(Locale.ROOT));
    }
}
