package org.foresale.log.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The first lines of a text, by which it is told what is wrong with all of it. */
final class CsvSample {

    private static final int MAX_LINES = 1_000;
    /** Lines among which a header is looked for. */
    static final int MAX_TITLE = 50;
    private static final int MIN_COLUMNS = 3;
    private static final double NEARLY_ALL = 0.95;
    /** Signs that stand within names and texts. */
    private static final String OF_NAMES = "_-.()[]{}'\"\n\r";
    private static final int ASCII = 0x80;

    private final String text;
    private final boolean cut;

    /**
     * The first lines.
     *
     * @param text the text of them
     * @param cut  whether the last of them may be cut
     */
    CsvSample(String text, boolean cut) {
        this.text = text;
        this.cut = cut;
    }

    /**
     * A line with something in it.
     *
     * @param before how many lines stand before it
     * @param cells  its cells
     */
    private record Line(int before, List<String> cells) {

        private long filled() {
            return cells.stream().filter(cell -> !cell.isBlank()).count();
        }

        /** Names have letters, and no two are alike; most lines of a log have a time or a number. */
        private boolean canNameColumns() {
            List<String> names = cells.stream().filter(cell -> !cell.isBlank()).toList();
            return 2 * names.size() > cells.size() && new HashSet<>(names).size() == names.size()
                    && names.stream().allMatch(Line::hasLetter);
        }

        private boolean hasNumber() {
            return cells.stream().anyMatch(cell -> !hasLetter(cell) && cell.chars().anyMatch(Character::isDigit));
        }

        private static boolean hasLetter(String cell) {
            return cell.codePoints().anyMatch(Character::isLetter);
        }
    }

    /** A line that names columns, as it seems, by how many lines there are of as many cells. */
    private record Header(int before, int columns, long lines) {
    }

    /**
     * Looks for a header below a title.
     *
     * @param separator what parts the cells, if that is known
     * @return how many lines stand before the header; empty if it is in the first line, or nowhere to be seen
     */
    Optional<Integer> title(Optional<Character> separator) {
        return separator.map(List::of).orElse(CsvShape.SEPARATORS).stream().map(sign -> header(lines(sign)))
                .flatMap(Optional::stream).max(Comparator.comparingLong(header -> header.lines * header.columns))
                .map(Header::before).filter(before -> before > 0);
    }

    private static Optional<Header> header(List<Line> lines) {
        for (int i = 0; i < lines.size() - 1 && lines.get(i).before < MAX_TITLE; i++) {
            Line line = lines.get(i);
            int columns = line.cells.size();
            if (columns < MIN_COLUMNS || !line.canNameColumns()) {
                continue;
            }
            boolean isFirst = lines.subList(0, i).stream().allMatch(above -> 2 * above.filled() <= columns);
            List<Line> below = lines.subList(i + 1, lines.size());
            long alike = below.stream().filter(one -> one.cells.size() == columns).count();
            if (isFirst && alike >= NEARLY_ALL * below.size()
                    && 2 * below.stream().filter(Line::hasNumber).count() > below.size()) {
                return Optional.of(new Header(line.before, columns, alike));
            }
        }
        return Optional.empty();
    }

    /**
     * What the lines below the first have in common.
     *
     * @param lines  how many there are
     * @param alike  how many of them have the same number of cells
     * @param cells  that number
     * @param endsBlank whether the last cell of each of these is blank
     */
    record Usual(int lines, int alike, int cells, boolean endsBlank) {
    }

    /**
     * Tells how many cells nearly all lines have.
     *
     * @param separator what parts the cells
     * @return what nearly all lines below the first have; empty if they differ
     */
    Optional<Usual> usual(char separator) {
        List<Line> all = lines(separator);
        List<Line> lines = all.subList(Math.min(1, all.size()), all.size());
        return lines.stream().map(line -> line.cells.size()).collect(Collectors.groupingBy(Function.identity(),
                Collectors.counting())).entrySet().stream().max(Map.Entry.comparingByValue())
                .filter(most -> most.getValue() >= NEARLY_ALL * lines.size())
                .map(most -> new Usual(lines.size(), most.getValue().intValue(), most.getKey(),
                        lines.stream().filter(line -> line.cells.size() == most.getKey())
                                .allMatch(line -> line.cells.get(line.cells.size() - 1).isBlank())));
    }

    /**
     * Looks for a sign that parts the cells, where none of the usual ones does.
     *
     * @return the sign that the first line has most often, and nearly all others as often; empty if there is none
     */
    Optional<Character> otherSeparator() {
        List<String> lines = lines('\n').stream().map(line -> line.cells.get(0)).toList();
        if (lines.size() < 2) {
            return Optional.empty();
        }
        String first = lines.get(0);
        return IntStream.range(0, ASCII).filter(sign -> !Character.isLetterOrDigit(sign)
                        && OF_NAMES.indexOf(sign) < 0 && count(first, sign) >= MIN_COLUMNS - 1)
                .filter(sign -> lines.stream().filter(line -> count(line, sign) == count(first, sign)).count()
                        >= NEARLY_ALL * lines.size())
                .boxed().max(Comparator.comparingLong(sign -> count(first, sign))).map(sign -> (char) (int) sign);
    }

    private static long count(String text, int sign) {
        return text.chars().filter(next -> next == sign).count();
    }

    /** The first lines that are not blank; a cell in quotation marks may hold ends of lines. */
    private List<Line> lines(char separator) {
        List<Line> lines = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < text.length() && lines.size() < MAX_LINES;) {
            List<String> cells = new ArrayList<>();
            int start = i;
            i = CsvShape.record(text, i, separator, cells);
            boolean whole = i < text.length() || !cut;
            if (whole && (cells.size() > 1 || !cells.get(0).isBlank())) {
                lines.add(new Line(next, cells));
            }
            i += i + 1 < text.length() && text.charAt(i) == '\r' && text.charAt(i + 1) == '\n' ? 2 : 1;
            next += (int) text.substring(start, Math.min(i, text.length())).lines().count();
        }
        return lines;
    }
}
