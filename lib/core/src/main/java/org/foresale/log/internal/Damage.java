package org.foresale.log.internal;

import java.io.EOFException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the libraries that unpack files say of damaged ones, in words that tell what to do. */
final class Damage {

    private static final Pattern CUT = Pattern.compile("(?i)end of (?:zlib|input|file)|end-of-(?:input|file)|unexpected"
            + " end|END header not found|premature|zip file is empty|truncated");
    private static final Pattern SPOILT = Pattern.compile("(?i)checksum|crc|trailer|invalid|incorrect|corrupt|bad ");

    private Damage() {
    }

    /**
     * Says what is wrong with a file.
     *
     * @param e what a library said
     * @return a clause
     */
    static String words(Exception e) {
        String said = String.valueOf(e.getMessage());
        if (e instanceof FileSystemException) {
            String reason = ((FileSystemException) e).getReason();
            return "the operating system does not allow it to be read ("
                    + (reason == null ? e.getClass().getSimpleName()
                    : OneLine.of(reason)) + ")";
        }
        if (isCut(e)) {
            return "its end is missing";
        }
        return SPOILT.matcher(said).find() ? "some of its bytes have changed since it was written"
                : OneLine.of(said).replaceFirst("\\.$", "");
    }

    /**
     * Tells whether a file ends too early.
     *
     * @param e what a library said
     * @return whether it says so
     */
    static boolean isCut(Exception e) {
        return e instanceof EOFException || CUT.matcher(String.valueOf(e.getMessage())).find();
    }

    /**
     * Tells which tool looks at a compressed file.
     *
     * @param file the file
     * @return a sentence that follows others, or nothing
     */
    static String tool(Path file) {
        if (FileKind.isGzip(file)) {
            return " Run gzip -t to check whether a copy is complete.";
        }
        boolean isZip = FileKind.ZIP.has(file) || FileKind.EXCEL.has(file);
        return isZip ? " Run unzip -t to check whether a copy is complete." : "";
    }
}
