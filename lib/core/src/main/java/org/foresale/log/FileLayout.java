package org.foresale.log;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.foresale.log.internal.Arguments;

/**
 * How a file is laid out, as far as it is not to be guessed: its encoding, what parts its cells, where its columns are
 * named, and which of its parts count. What says nothing of a file, such as the sheets of a text, is not looked at.
 *
 * @param encoding     encoding of a text, such as GBK; empty for UTF-8, or for what its first bytes tell (UTF-16 with
 *                     a byte-order mark)
 * @param separator    what stands between two cells of a text; empty to guess it from its first lines
 * @param columns      names of the columns of a text that does not name them; empty if its first line does
 * @param skippedLines how many lines at the beginning of a text are none of the table, such as a title
 * @param sheets       sheets of an Excel workbook that belong to the log; empty if it has one only
 * @param partitions   whether the names of folders, such as day=2024-01-31, are cells of the Parquet files in them
 */
public record FileLayout(Optional<String> encoding, Optional<Character> separator, List<String> columns,
        int skippedLines, List<String> sheets, boolean partitions) {

    private static final FileLayout GUESSED = new FileLayout(Optional.empty(), Optional.empty(), List.of(), 0,
            List.of(), false);
    private static final int MAX_SKIPPED = 1_000;

    /**
     * Checks what is said.
     *
     * @throws IllegalArgumentException if there is no such encoding, if the separator is none, if the names of columns
     *     or sheets are blank or twice the same, or if the lines to skip are not 0 to 1,000
     */
    public FileLayout {
        encoding.ifPresent(FileLayout::charset);
        separator.ifPresent(sign -> {
            if (sign >= 0x80 || sign == '"' || sign == '\n' || sign == '\r' || Character.isLetterOrDigit(sign)) {
                throw new IllegalArgumentException("what parts cells is one sign such as , ; | or a tab, not \"" + sign
                        + "\"");
            }
        });
        columns = distinct("column", columns);
        sheets = distinct("sheet", sheets);
        if (skippedLines < 0 || skippedLines > MAX_SKIPPED) {
            throw new IllegalArgumentException("the lines to skip are 0 to " + MAX_SKIPPED + ", not " + skippedLines);
        }
    }

    private static List<String> distinct(String what, List<String> names) {
        names.forEach(name -> Arguments.text(what, name));
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("a " + what + " is named twice: " + Arguments.listed(names));
        }
        return List.copyOf(names);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException("there is no encoding \"" + name + "\": UTF-8, windows-1252, GBK and"
                    + " UTF-16LE are some", e);
        }
    }

    /**
     * Returns the layout of which nothing is said.
     *
     * @return the layout
     */
    public static FileLayout guessed() {
        return GUESSED;
    }

    /**
     * Returns a copy of this layout for a text in an encoding.
     *
     * @param name its name, such as GBK, windows-1252 or UTF-16LE
     * @return the new layout
     * @throws IllegalArgumentException if there is none of this name
     */
    public FileLayout withEncoding(String name) {
        return new FileLayout(Optional.of(name), separator, columns, skippedLines, sheets, partitions);
    }

    /**
     * Returns a copy of this layout with what stands between two cells.
     *
     * @param sign the sign
     * @return the new layout
     * @throws IllegalArgumentException if it is a letter, a digit, a quotation mark or none of ASCII
     */
    public FileLayout withSeparator(char sign) {
        return new FileLayout(encoding, Optional.of(sign), columns, skippedLines, sheets, partitions);
    }

    /**
     * Returns a copy of this layout for a text without a line that names its columns.
     *
     * @param names the names of all its columns, in their order
     * @return the new layout
     * @throws IllegalArgumentException if there is none, or if one is blank or there twice
     */
    public FileLayout withColumns(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("no column is named: name all of them, in the order of the file");
        }
        return new FileLayout(encoding, separator, Arrays.asList(names), skippedLines, sheets, partitions);
    }

    /**
     * Returns a copy of this layout for a text that begins with lines that are none of the table.
     *
     * @param lines how many
     * @return the new layout
     * @throws IllegalArgumentException if they are not 0 to 1,000
     */
    public FileLayout withSkippedLines(int lines) {
        return new FileLayout(encoding, separator, columns, lines, sheets, partitions);
    }

    /**
     * Returns a copy of this layout for some sheets of an Excel workbook, which have the same columns.
     *
     * @param names the names of the sheets
     * @return the new layout
     * @throws IllegalArgumentException if one is blank or there twice
     */
    public FileLayout withSheets(String... names) {
        return new FileLayout(encoding, separator, columns, skippedLines, Arrays.asList(names), partitions);
    }

    /**
     * Returns a copy of this layout for a folder of folders such as day=2024-01-31, whose names are cells of the
     * Parquet files in them.
     *
     * @return the new layout
     */
    public FileLayout withPartitions() {
        return new FileLayout(encoding, separator, columns, skippedLines, sheets, true);
    }

    /**
     * Returns the layout as a call.
     *
     * @return the call that makes it, in Java
     */
    @Override
    public String toString() {
        StringBuilder call = new StringBuilder("FileLayout.guessed()");
        encoding.ifPresent(name -> call.append(".withEncoding(").append(ColumnMapping.quoted(name)).append(')'));
        separator.ifPresent(sign -> call.append(".withSeparator('").append(inJava(sign)).append("')"));
        listed(call, "withColumns", columns);
        if (skippedLines > 0) {
            call.append(".withSkippedLines(").append(skippedLines).append(')');
        }
        listed(call, "withSheets", sheets);
        return call.append(partitions ? ".withPartitions()" : "").toString();
    }

    private static String inJava(char sign) {
        if (sign == '\t') {
            return "\\t";
        }
        return Character.isISOControl(sign) ? String.format(Locale.ROOT, "\\u%04x", (int) sign)
                : sign == '\'' || sign == '\\' ? "\\" + sign : String.valueOf(sign);
    }

    private static void listed(StringBuilder call, String method, List<String> names) {
        if (!names.isEmpty()) {
            call.append('.').append(method).append('(')
                    .append(names.stream().map(ColumnMapping::quoted).collect(Collectors.joining(", "))).append(')');
        }
    }
}
