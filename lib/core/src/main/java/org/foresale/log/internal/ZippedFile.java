package org.foresale.log.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.foresale.log.ForesaleException;

/**
 * The one file in a zip file.
 *
 * @param name     what it is called there
 * @param unpacked where it is now
 */
record ZippedFile(String name, Path unpacked) {

    private static final int BUFFER = 1 << 16;
    /** Deflate cannot do better than some 1,000; texts of purchases are far from that. */
    private static final long MAX_RATIO = 200;
    private static final long SMALL = 1L << 27;
    /** Encodings of names, the strictest first: the last takes any byte for a letter. */
    private static final List<Charset> NAMES = Stream.of("UTF-8", "GB18030", "ISO-8859-1").filter(Charset::isSupported)
            .map(Charset::forName).toList();
    /** What systems leave in zip files. */
    private static final String HIDDEN = "(.*/)?([._][^/]*|__MACOSX/.*)";

    /**
     * Unpacks the file.
     *
     * @param zip     the zip file
     * @param scratch where to unpack it
     * @return the file
     * @throws ForesaleException if there is not one file of a known kind, or if it is far too large
     * @throws IOException       if the zip file is damaged, by its checksum for one
     */
    static ZippedFile unpack(Path zip, ScratchFolder scratch) throws IOException {
        try (ZipFile entries = open(zip)) {
            List<? extends ZipEntry> all = entries.stream().filter(entry -> !entry.isDirectory()
                    && !entry.getName().matches(HIDDEN)).toList();
            if (all.size() != 1) {
                throw new ForesaleException("The file " + zip + " holds " + all.size() + " files"
                        + (all.isEmpty() ? "" : ": " + Arguments.listed(all.stream().map(ZipEntry::getName).toList()))
                        + ". Only a zip with a single file can be read. Unpack it, and give the path of the file or"
                        + " folder with the log.");
            }
            ZipEntry entry = all.get(0);
            FileKind kind = FileKind.of(entry.getName()).filter(known -> known != FileKind.ZIP)
                    .orElseThrow(() -> new ForesaleException("The file " + zip + " holds "
                            + OneLine.of(entry.getName()) + ". " + FileKind.remedy(entry.getName(), "")));
            Path unpacked = scratch.file(kind.ending(entry.getName()).orElseThrow());
            long most = Math.max(SMALL, Files.size(zip) * MAX_RATIO);
            try (InputStream in = entries.getInputStream(entry); OutputStream out = Files.newOutputStream(unpacked)) {
                copy(entry, in, out, most, "The file " + zip);
            }
            return new ZippedFile(OneLine.of(entry.getName()), unpacked);
        }
    }

    /** Opens a zip file; its names may be in another encoding than UTF-8, of which nothing in it tells. */
    private static ZipFile open(Path zip) throws IOException {
        List<ZipException> refusals = new ArrayList<>();
        for (Charset charset : NAMES) {
            try {
                return new ZipFile(zip.toFile(), charset);
            } catch (ZipException e) {
                refusals.add(e);
            }
        }
        ZipException first = refusals.get(0);
        String why = String.valueOf(first.getMessage());
        if (why.contains("encrypted") || why.contains("compression method")) {
            throw new ForesaleException("The file " + zip + (why.contains("encrypted") ? " is encrypted"
                    : " is compressed with a method that is not supported") + ". Unpack it, and give the path of the"
                    + " file or folder with the log.", first);
        }
        throw first;
    }

    /**
     * Copies a part of a zip file, and looks at its checksum, which {@link ZipFile} does not.
     *
     * @param entry the part
     * @param in    its bytes
     * @param out   where to
     * @param most  how many bytes it may have
     * @param what  what it belongs to, for the message
     * @return how many bytes it has
     * @throws ForesaleException if it has more
     * @throws IOException       if it is not as it was packed
     */
    static long copy(ZipEntry entry, InputStream in, OutputStream out, long most, String what) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(in, new CRC32());
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int read = checked.read(buffer); read >= 0; read = checked.read(buffer)) {
            bytes += read;
            if (bytes > most) {
                throw new ForesaleException(what + " unpacks to more than " + most + " bytes, which is not plausible"
                        + " for a log of its size. If it is one, unpack it yourself, or save it as CSV.");
            }
            out.write(buffer, 0, read);
        }
        if (entry.getCrc() != checked.getChecksum().getValue()) {
            throw new ZipException("the checksum of " + OneLine.of(entry.getName()) + " does not match");
        }
        return bytes;
    }
}
