package org.foresale.log.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.foresale.log.ForesaleException;

/** What a file is by its first bytes, whatever its name says. */
enum FileForm {

    PDF("a PDF", "Export the data as CSV in UTF-8 from the program that made the PDF", "%PDF-"),
    WORKBOOK("an Excel workbook", "Rename it to .xlsx, or save it as CSV in UTF-8"),
    ZIP("a zip file", "If it contains the log, rename it to .zip or unpack it", "PK\3\4", "PK\5\6"),
    GZIP("compressed with gzip", "Add .gz to its name, as in .csv.gz", "\u001F\u008B"),
    PARQUET("a Parquet file", "Rename it to .parquet", "PAR1\u0015"),
    COMPOUND("an Excel workbook in the old format (.xls), or one with a password",
            "Open it in Excel and save it as \"Excel Workbook (.xlsx)\" or as CSV in UTF-8",
            "\u00D0\u00CF\u0011\u00E0"),
    HTML("an HTML page", "It may be a login page or an error page: open it in a browser, and download the data again. A"
            + " table in it can be opened in Excel and saved as \"Excel Workbook (.xlsx)\" or as CSV in"
            + " UTF-8"),
    XML("an XML file", "Open it in Excel and save it as \"Excel Workbook (.xlsx)\" or as CSV in UTF-8"),
    JSON("a JSON file", "Rename it to .json, or to .jsonl if each line is an object"),
    SQLITE("an SQLite database", "Read it with LogSource.query, or export the table as CSV in UTF-8",
            "SQLite format 3\0"),
    PACKED("compressed in an unsupported format", "Decompress it", "7z\u00BC\u00AF", "Rar!\u001A", "BZh9",
            "\u00FD7zXZ", "\u0028\u00B5\u002F\u00FD");

    private static final int FIRST = 1 << 16;
    private static final String PACKED_SIGN = "PK";
    /** A line of names with separators, without a bracket as JSON has. */
    private static final Pattern TABLE_LINE = Pattern.compile("\uFEFF?[\"\\p{L}][^\n\r{}\\[\\]]*[,;\t|]");
    /** Where the name of the first file stands in a zip file, and how it begins in a workbook. */
    private static final int FIRST_NAME = 30;
    private static final Pattern WORKBOOK_NAME = Pattern.compile("\\[Content_Types\\]|_rels/|docProps/|xl/");
    private static final Pattern HTML_TAG = Pattern.compile("(?i)(?:<\\?xml[^>]*>\\s*)?(?:<!--[^>]*-->\\s*)?"
            + "<(?:!doctype\\s+html|html|head|body|table|meta)\\b");
    private static final Pattern JSON_OBJECT = Pattern.compile("(?:\\[\\s*)?\\{\\s*\"[^\"]*\"\\s*:");

    private final String words;
    private final String remedy;
    private final List<byte[]> signs;

    FileForm(String words, String remedy, String... signs) {
        this.words = words;
        this.remedy = remedy;
        this.signs = Arrays.stream(signs).map(sign -> sign.getBytes(StandardCharsets.ISO_8859_1)).toList();
    }

    /**
     * Refuses a file that is of another kind than its name says.
     *
     * @param file   the file
     * @param origin what people know it by
     * @param kind   its kind by its name
     * @throws ForesaleException if it is of another kind; the message says of which, and what to do
     * @throws IOException       if it cannot be read
     */
    static void require(Path file, Path origin, FileKind kind) throws IOException {
        boolean packed = FileKind.isGzip(file);
        byte[] first = first(file, false);
        Optional<FileForm> form = of(first);
        if (packed && !form.equals(Optional.of(GZIP)) && first.length > 0) {
            throw new ForesaleException("The file " + origin + " is " + form.map(is -> is.words + ", not compressed"
                    + " with gzip").orElse("not compressed with gzip") + ", despite its name. Nothing was loaded. "
                    + form.map(is -> is.remedy).orElse("Remove .gz from its name, or copy or export it again") + ".");
        }
        first = packed ? first(file, true) : first;
        form = of(first);
        if (form.isPresent() && !fits(kind).contains(form.get())) {
            throw new ForesaleException("The file " + origin + " is " + form.get().words
                    + (packed ? ", compressed with gzip" : "") + ", despite its name. Nothing was loaded. "
                    + form.get().remedy + ".");
        }
        requireNoText(first, origin, kind);
    }

    /** Refuses a text that is called a workbook, a zip file or JSON. */
    private static void requireNoText(byte[] first, Path origin, FileKind kind) {
        boolean shouldBePacked = kind == FileKind.EXCEL || kind == FileKind.ZIP;
        String letters = new String(first, StandardCharsets.UTF_8);
        if (shouldBePacked && !letters.startsWith(PACKED_SIGN) && !letters.isBlank()
                && Encodings.canBe(StandardCharsets.UTF_8, first) && !Encodings.isBinary(StandardCharsets.UTF_8, first)
                || kind == FileKind.JSON && TABLE_LINE.matcher(letters).lookingAt()) {
            throw new ForesaleException("The file " + origin + " is a text file, not " + (kind == FileKind.JSON ? "a"
                    + " JSON file" : kind == FileKind.EXCEL ? "an Excel workbook" : "a zip file") + ", despite its"
                    + " name. Nothing was loaded. If it is a delimited table, rename it to .csv.");
        }
    }

    /** What a file of a kind may begin like; whether it is whole is told where it is read. */
    private static Set<FileForm> fits(FileKind kind) {
        return switch (kind) {
            case TEXT -> Set.of();
            case JSON -> Set.of(JSON);
            case PARQUET -> Set.of(PARQUET);
            // Of a workbook with a password, more is told where it is read.
            case EXCEL -> Set.of(WORKBOOK, ZIP, COMPOUND);
            case ZIP -> Set.of(ZIP);
        };
    }

    private static byte[] first(Path file, boolean unpacked) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                InputStream bytes = unpacked ? new GZIPInputStream(in) : new BufferedInputStream(in)) {
            return bytes.readNBytes(FIRST);
        }
    }

    /**
     * Tells a form by the first bytes.
     *
     * @param first the first bytes
     * @return the form; empty if they are those of a text, or of something unknown
     */
    static Optional<FileForm> of(byte[] first) {
        Optional<FileForm> signed = Arrays.stream(values()).filter(form -> form.signs.stream().anyMatch(sign ->
                sign.length <= first.length && Arrays.equals(sign, Arrays.copyOf(first, sign.length)))).findFirst();
        String letters = new String(first, StandardCharsets.ISO_8859_1);
        if (signed.equals(Optional.of(ZIP)) && letters.length() > FIRST_NAME && letters.contains("xl/")
                && WORKBOOK_NAME.matcher(letters.substring(FIRST_NAME)).lookingAt()) {
            return Optional.of(WORKBOOK);
        }
        return signed.isPresent() ? signed : ofText(letters.replaceFirst("^\u00EF\u00BB\u00BF", "").stripLeading());
    }

    private static Optional<FileForm> ofText(String letters) {
        if (HTML_TAG.matcher(letters).lookingAt()) {
            return Optional.of(HTML);
        }
        if (letters.startsWith("<?xml")) {
            return Optional.of(XML);
        }
        return JSON_OBJECT.matcher(letters).lookingAt() ? Optional.of(JSON) : Optional.empty();
    }
}
