package org.foresale.log.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Finds the error in a delimited text that another reader could not read. */
public final class CsvText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_HEADER = 1 << 20;
    private static final int LONGEST_SHOWN = 200;

    private CsvText() {
    }

    /**
     * Looks for the first line that does not match the others.
     *
     * @param text      the text, starting at its first line
     * @param separator separator between cells
     * @param names     the names of the columns; empty if they are only known from the first line
     * @param header    whether the first line is expected to be a header row
     * @return a description of the error with its line and, if known, its cell; empty if there is none
     * @throws IOException if the text cannot be read to the end
     */
    public static Optional<String> problem(Reader text, char separator, List<String> names, boolean header)
            throws IOException {
        BufferedReader in = new BufferedReader(text, LONGEST_HEADER);
        in.mark(1);
        if (in.read() != BYTE_ORDER_MARK) {
            in.reset();
        }
        List<String> its = header ? header(in, separator) : names;
        if (header && !names.isEmpty() && !its.equals(names.stream().map(String::strip).toList())) {
            return Optional.of("its header row has the columns " + shown(its) + ", but the header row of another file"
                    + " has " + shown(names) + ". All files must have the same columns in the same order");
        }
        CsvRecords records = new CsvRecords(separator, its.size(), 0, false);
        char[] buffer = new char[BUFFER];
        for (int read = in.read(buffer); read >= 0 && records.problem().isEmpty(); read = in.read(buffer)) {
            byte[] bytes = new String(buffer, 0, read).getBytes(StandardCharsets.UTF_8);
            records.add(bytes, bytes.length);
        }
        records.end();
        return records.problem();
    }

    /** The cells of the first line, which stays to be read. */
    private static List<String> header(BufferedReader in, char separator) throws IOException {
        in.mark(LONGEST_HEADER);
        char[] first = new char[LONGEST_HEADER];
        int length = 0;
        for (int read = 0; read >= 0 && length < LONGEST_HEADER; length += Math.max(read, 0)) {
            read = in.read(first, length, LONGEST_HEADER - length);
        }
        in.reset();
        return CsvShape.header(new String(first, 0, length), separator);
    }

    private static String shown(List<String> names) {
        return OneLine.of(String.join(", ", names), LONGEST_SHOWN);
    }
}
