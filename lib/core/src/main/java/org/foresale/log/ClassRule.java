package org.foresale.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.Texts;

/**
 * How the names of a line's three classes come from cells.
 *
 * @param kind      from what they come
 * @param separator what parts the levels of a code; blank for the other kinds
 */
record ClassRule(Kind kind, String separator) {

    /** From what the names come. */
    enum Kind {
        /** Each level is a cell. */
        CELLS,
        /** The levels are parts of one cell, the widest first. */
        PARTS,
        /** The levels are the last words of one cell. */
        WORDS
    }

    private static final int LEVELS = Level.values().length;
    private static final Pattern WORD = Pattern.compile("(?<!\\p{N})[.,]|[.,](?!\\p{N})|[^\\p{L}\\p{M}\\p{N}.,]+");
    private static final Pattern NUMBER = Pattern.compile("\\p{N}[\\p{N}.,]*");

    static ClassRule cells() {
        return new ClassRule(Kind.CELLS, "");
    }

    static ClassRule parts(String separator) {
        if (separator.isEmpty()) {
            throw new IllegalArgumentException("the separator of the levels must have at least one character, such as a"
                    + " dot");
        }
        return new ClassRule(Kind.PARTS, separator);
    }

    static ClassRule words() {
        return new ClassRule(Kind.WORDS, "");
    }

    /** Whether all three names come from one cell. */
    boolean isOfOneCell() {
        return kind != Kind.CELLS;
    }

    /**
     * Names the classes of a line.
     *
     * @param cells the three cells, null where there is none; all the same if the names come from one
     * @return the names, the widest class first; blank or null where there is none
     */
    List<String> names(List<String> cells) {
        String cell = cells.get(0);
        if (kind == Kind.CELLS || cell == null) {
            return cells;
        }
        return kind == Kind.PARTS ? prefixes(cell) : lastWords(cell);
    }

    /** Of a code with fewer parts than levels, the narrowest part stands for the levels below it. */
    private List<String> prefixes(String cell) {
        List<String> all = Arrays.stream(cell.split(Pattern.quote(separator), -1)).map(Texts::clean).toList();
        // Where a code ends in separators, or in NULL, its last part that says something is the narrowest.
        int said = all.size();
        while (said > 1 && Texts.isNothing(all.get(said - 1))) {
            said--;
        }
        List<String> parts = all.subList(0, said);
        List<String> names = new ArrayList<>();
        for (int level = 1; level <= LEVELS; level++) {
            int end = level == LEVELS ? parts.size() : Math.min(level, parts.size());
            names.add(String.join(separator, parts.subList(0, end)));
        }
        return names;
    }

    /** In English and German names of goods, the last word says what it is, and those before it of which kind. */
    private static List<String> lastWords(String cell) {
        List<String> words = WORD.splitAsStream(Texts.clean(cell))
                .filter(word -> !word.isEmpty() && !NUMBER.matcher(word).matches()).toList();
        List<String> names = new ArrayList<>();
        for (int level = 1; level <= LEVELS; level++) {
            names.add(String.join(" ", words.subList(Math.max(0, words.size() - level), words.size())));
        }
        return names;
    }

    /** The end of the call that makes the columns of the classes part of a mapping. */
    String call(List<String> columns) {
        String first = ColumnMapping.quoted(columns.get(0));
        return switch (kind) {
            case PARTS -> "classesIn(" + first + ", " + ColumnMapping.quoted(separator) + ")";
            case WORDS -> "classesOfWords(" + first + ")";
            case CELLS -> "classes(" + (columns.stream().distinct().count() == 1
                    && !columns.contains(GuessedCall.HOLE) ? first
                    : String.join(", ", columns.stream().map(ColumnMapping::quoted).toList())) + ")";
        };
    }

    /** Refuses a rule of one cell for several columns. */
    ClassRule of(List<String> columns) {
        if (isOfOneCell() && columns.stream().distinct().count() > 1) {
            throw new IllegalArgumentException("classes that come from one cell need exactly one column, not "
                    + Arguments.listed(columns));
        }
        return this;
    }
}
