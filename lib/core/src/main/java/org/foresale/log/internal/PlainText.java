package org.foresale.log.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.foresale.log.FileLayout;
import org.foresale.log.ForesaleException;

/**
 * A text in UTF-8 that begins with its table.
 *
 * @param file     the text
 * @param encoding the encoding that it was in
 * @param guessed  whether that was guessed from its bytes
 */
record PlainText(Path file, String encoding, boolean guessed) {

    private static final int SAMPLE_BYTES = 1 << 20;
    private static final int BUFFER = 1 << 16;
    private static final String UTF_8 = "UTF-8";

    /**
     * Makes a text plain, in a file of its own if need be.
     *
     * @param text    the text, perhaps compressed by gzip
     * @param origin  what people know it by
     * @param layout  what is said of it
     * @param guesses whether an encoding that is not said may be guessed
     * @param scratch gives the folder for a file of its own
     * @return the text
     * @throws ForesaleException if it is no text in the encoding that is said, or in UTF-8 where none is
     * @throws IOException       if it cannot be read
     */
    static PlainText of(Path text, Path origin, FileLayout layout, boolean guesses,
            Supplier<ScratchFolder> scratch) throws IOException {
        byte[] sample;
        try (InputStream in = CsvShape.open(text)) {
            sample = in.readNBytes(SAMPLE_BYTES);
        }
        Optional<String> known = layout.encoding().map(name -> Charset.forName(name).name())
                .or(() -> Encodings.marked(sample));
        String encoding = known.orElseGet(() -> Encodings.guessed(sample));
        boolean guessed = known.isEmpty() && !encoding.equals(UTF_8);
        if (Encodings.isBinary(Charset.forName(encoding), sample)) {
            throw new ForesaleException("The file " + origin + " contains binary data, not text, despite its name."
                    + " Nothing was loaded. Export the data as CSV in UTF-8. If it is a text in another encoding, such"
                    + " as UTF-16, specify the encoding: " + inAnother(layout) + ".");
        }
        OptionalInt fault = guessed && Encodings.marked(sample).isEmpty() ? Encodings.faultInUtf8(sample)
                : OptionalInt.empty();
        if (fault.isPresent()) {
            throw new ForesaleException("The file " + origin + " is in UTF-8, but line " + fault.getAsInt()
                    + " contains a character that is damaged or in another encoding. Nothing was loaded. Correct the"
                    + " line, or export the file again as CSV in UTF-8. If the whole file is in another encoding,"
                    + " specify it: " + inAnother(layout) + ".");
        }
        if (guessed && !Encodings.canBe(Charset.forName(encoding), sample)) {
            throw new ForesaleException("The file " + origin + " is not in UTF-8. It looks like " + encoding + ", but"
                    + " some of its characters are damaged or in yet another encoding. Nothing was loaded. Export it"
                    + " again as CSV in UTF-8, or specify its encoding: "
                    + inAnother(layout) + ".");
        }
        if (guessed && !guesses) {
            throw new ForesaleException("The file " + origin + " is not in UTF-8. It looks like " + encoding + ". If"
                    + " that is right, specify it: " + LayoutCall.of(layout.withEncoding(encoding)) + ".");
        }
        Path plain = text;
        if (!encoding.equals(UTF_8) || layout.skippedLines() > 0) {
            plain = scratch.get().file(".csv");
            try (InputStream in = CsvShape.open(text);
                    Reader letters = new InputStreamReader(in, Encodings.strict(Charset.forName(encoding)));
                    Writer out = Files.newBufferedWriter(plain)) {
                copy(letters, out, layout.skippedLines());
            } catch (CharacterCodingException e) {
                throw new ForesaleException("The file " + origin + " is not in " + encoding + (guessed ? ", although"
                        + " its first lines look like it" : "") + ": some of its characters are damaged or in another"
                        + " encoding. Nothing was loaded. Export it again as CSV in UTF-8, or specify its encoding: "
                        + inAnother(layout) + ".", e);
            }
        }
        return new PlainText(plain, encoding, guessed);
    }

    /** The calls that say an encoding, which is to be filled in. */
    private static String inAnother(FileLayout layout) {
        return LayoutCall.of(new FileLayout(Optional.empty(), layout.separator(), layout.columns(),
                layout.skippedLines(), layout.sheets(), layout.partitions()), ".withEncoding(\"…\")");
    }

    /** Copies letters, without a byte-order mark and without the first lines, however these end. */
    private static void copy(Reader letters, Writer out, int skippedLines) throws IOException {
        char[] buffer = new char[BUFFER];
        int skip = skippedLines;
        boolean afterReturn = false;
        boolean first = true;
        for (int read = letters.read(buffer); read >= 0; read = letters.read(buffer)) {
            int start = first && read > 0 && buffer[0] == '\uFEFF' ? 1 : 0;
            first = false;
            while (start < read && (skip > 0 || afterReturn)) {
                if (afterReturn && buffer[start] == '\n') {
                    start++;
                    afterReturn = false;
                } else if (skip == 0) {
                    break;
                } else {
                    afterReturn = buffer[start] == '\r';
                    skip -= afterReturn || buffer[start] == '\n' ? 1 : 0;
                    start++;
                }
            }
            afterReturn &= start == read;
            out.write(buffer, start, read - start);
        }
    }
}
