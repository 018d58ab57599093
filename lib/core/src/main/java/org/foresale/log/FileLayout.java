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
 * Describes the layout of a file as far as it should not be guessed: the encoding, the separator, the header row, and
 * the parts to read. Settings that do not apply to a file, such as sheets for a text file, are ignored.
 *
 * @param encoding     encoding of a text file, such as GBK; empty for UTF-8, or for UTF-16 with a byte-order mark
 * @param separator    separator between the cells of a text file; empty to guess it from the first lines
 * @param columns      names of the columns of a text file without a header row; empty if there is a header row
 * @param skippedLines number of lines to skip at the beginning, such as a title above the table
 * @param sheets       sheets of an Excel workbook that belong to the log; empty if it has only one sheet
 * @param partitions   whether the names of folders, such as day=2024-01-31, give column values for the Parquet files
 *                     inside
 */
public record FileLayout(Optional<String> encoding, Optional<Character> separator, List<String> columns,
        int skippedLines, List<String> sheets, boolean partitions) {

    private static final FileLayout GUESSED = new FileLayout(Optional.empty(), Optional.empty(), List.of(), 0,
            List.of(), false);
    private static final int MAX_SKIPPED = 1_000;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if the encoding is unknown, if the separator is not allowed, if a name of a
     *     column or sheet is blank or repeated, or if the number of lines to skip is not 0 to 1,000
     */
    public FileLayout {
        encoding.ifPresent(FileLayout::charset);
        separator.ifPresent(sign -> {
            if (sign >= 0x80 || sign == '"' || sign == '\n' || sign == '\r' || Character.isLetterOrDigit(sign)) {
                throw new IllegalArgumentException("the separator must be one character such as , ; | or a tab, not \""
                        + sign
                        + "\"");
            }
        });
        columns = distinct("column", columns);
        sheets = distinct("sheet", sheets);
        if (skippedLines < 0 || skippedLines > MAX_SKIPPED) {
            throw new IllegalArgumentException("the number of lines to skip must be 0 to " + MAX_SKIPPED + ", not "
                    + skippedLines);
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
            throw new IllegalArgumentException("there is no encoding \"" + name + "\"; examples are UTF-8,"
                    + " windows-1252, GBK and UTF-16LE", e);
        }
    }

    /**
     * Returns a layout that leaves everything to be guessed.
     *
     * @return the layout
     */
    public static FileLayout guessed() {
        return GUESSED;
    }

    /**
     * Returns a copy of this layout with the encoding of a text file.
     *
     * @param name its name, such as GBK, windows-1252 or UTF-16LE
     * @return the new layout
     * @throws IllegalArgumentException if there is no encoding of this name
     */
    public FileLayout withEncoding(String name) {
        return new FileLayout(Optional.of(name), separator, columns, skippedLines, sheets, partitions);
    }

    /**
     * Returns a copy of this layout with the separator of a text file.
     *
     * @param sign the character between two cells
     * @return the new layout
     * @throws IllegalArgumentException if it is a letter, a digit, a quotation mark or not an ASCII character
     */
    public FileLayout withSeparator(char sign) {
        return new FileLayout(encoding, Optional.of(sign), columns, skippedLines, sheets, partitions);
    }

    /**
     * Returns a copy of this layout for a text file without a header row.
     *
     * @param names the names of all columns, in the order of the file
     * @return the new layout
     * @throws IllegalArgumentException if there is no name, or if a name is blank or repeated
     */
    public FileLayout withColumns(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("no column is named: name all columns, in the order of the file");
        }
        return new FileLayout(encoding, separator, Arrays.asList(names), skippedLines, sheets, partitions);
    }

    /**
     * Returns a copy of this layout that skips lines at the beginning, such as a title above the table.
     *
     * @param lines number of lines to skip
     * @return the new layout
     * @throws IllegalArgumentException if it is not 0 to 1,000
     */
    public FileLayout withSkippedLines(int lines) {
        return new FileLayout(encoding, separator, columns, lines, sheets, partitions);
    }

    /**
     * Returns a copy of this layout with the sheets of an Excel workbook to read. They must have the same columns.
     *
     * @param names the names of the sheets
     * @return the new layout
     * @throws IllegalArgumentException if a name is blank or repeated
     */
    public FileLayout withSheets(String... names) {
        return new FileLayout(encoding, separator, columns, skippedLines, Arrays.asList(names), partitions);
    }

    /**
     * Returns a copy of this layout for a partitioned folder of Parquet files: the names of its subfolders, such as
     * day=2024-01-31, give column values.
     *
     * @return the new layout
     */
    public FileLayout withPartitions() {
        return new FileLayout(encoding, separator, columns, skippedLines, sheets, true);
    }

    /**
     * Returns the layout as Java code.
     *
     * @return the Java call that creates this layout
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
