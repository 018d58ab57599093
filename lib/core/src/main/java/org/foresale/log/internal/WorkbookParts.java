package org.foresale.log.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.foresale.log.ForesaleException;

/**
 * What the parts of an Excel workbook tell before its cells are read.
 *
 * @param counts1904 whether days are counted from 1904 on, as Excel for the Macintosh did
 * @param hasStyles  whether it says what its cells look like, and by that which numbers are dates
 */
record WorkbookParts(boolean counts1904, boolean hasStyles) {

    /** More than Excel itself fits into one sheet. */
    private static final long MAX_BYTES = 8L << 30;
    /** Texts of all cells are held in memory. */
    private static final long MAX_BYTES_OF_TEXTS = 1L << 30;
    private static final String TEXTS = "sharedStrings.xml";
    private static final int LARGEST_INDEX = 1 << 20;
    private static final String STRICT = "http://purl.oclc.org/ooxml/";
    /** The reader knows one spelling of true. */
    private static final Pattern DATE_1904 = Pattern.compile("<(?:\\w+:)?workbookPr\\b[^>]*\\bdate1904\\s*=\\s*"
            + "[\"'](?:1|true)[\"']");

    /**
     * Looks at all parts of a workbook: what they unpack to is counted before any of it is held.
     *
     * @param file   the workbook
     * @param origin what people know it by
     * @return what the parts tell
     * @throws ForesaleException if it is far too large, or of a form that would be read as what it is not; the message
     *     says what to do
     * @throws IOException       if it is damaged
     */
    static WorkbookParts of(Path file, Path origin) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            // One with a password, and one as Excel wrote it before 2007, is no zip file.
            if (FileForm.of(in.readNBytes(Long.BYTES)).equals(Optional.of(FileForm.COMPOUND))) {
                throw refused(origin, "needs a password, or is an .xls file under another name");
            }
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> parts = Collections.list(zip.entries());
            long left = MAX_BYTES;
            for (ZipEntry part : parts) {
                long most = part.getName().endsWith(TEXTS) ? Math.min(left, MAX_BYTES_OF_TEXTS) : left;
                Phonetics phonetics = new Phonetics();
                try (InputStream in = zip.getInputStream(part)) {
                    left -= ZippedFile.copy(part, in, phonetics, most, "The workbook " + origin);
                }
                if (phonetics.found && part.getName().contains("sheets/")) {
                    throw refused(origin, "has phonetic guides inside cells, which cannot be separated from the text of"
                            + " the cells");
                }
            }
            String book = text(zip, "xl/workbook.xml");
            if ((book + text(zip, "_rels/.rels")).contains(STRICT)) {
                throw refused(origin, "is a Strict Open XML Spreadsheet, which stores dates differently");
            }
            boolean styles = text(zip, "[Content_Types].xml").contains("spreadsheetml.styles+xml")
                    || parts.stream().anyMatch(part -> part.getName().toLowerCase(Locale.ROOT).endsWith("styles.xml"));
            return new WorkbookParts(DATE_1904.matcher(book).find(), styles);
        }
    }

    private static ForesaleException refused(Path origin, String why) {
        return new ForesaleException("The workbook " + origin + " " + why + ". Nothing was loaded. Open it in Excel and"
                + " save it as \"Excel Workbook (.xlsx)\" or as CSV in UTF-8.");
    }

    private static String text(ZipFile zip, String part) throws IOException {
        ZipEntry entry = zip.getEntry(part);
        if (entry == null) {
            return "";
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(LARGEST_INDEX), StandardCharsets.UTF_8);
        }
    }

    /**
     * Looks in passing whether XML has an element rPh: how a text is spoken, which the reader takes for a part of a
     * text that lies within its cell.
     */
    private static final class Phonetics extends OutputStream {

        private static final byte[] NAME = "rPh".getBytes(StandardCharsets.US_ASCII);

        private boolean inName;
        private int letters;
        private boolean found;

        @Override
        public void write(int next) {
            boolean ends = next == ' ' || next == '>' || next == '/' || next == '\n' || next == '\r' || next == '\t';
            found |= inName && ends && letters == NAME.length;
            if (next == '<' || inName && next == ':') {
                inName = true;
                letters = 0;
            } else if (inName && letters < NAME.length && next == NAME[letters]) {
                letters++;
            } else {
                inName &= !ends && next != '<';
                letters = NAME.length + 1;
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                write(bytes[i]);
            }
        }
    }
}
