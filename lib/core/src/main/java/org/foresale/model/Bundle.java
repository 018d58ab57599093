package org.foresale.model;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.foresale.learn.PredictorParts;
import org.foresale.log.ForesaleException;
import org.foresale.log.internal.Interrupts;
import org.foresale.log.internal.NewFile;
import org.foresale.log.internal.OneLine;
import org.foresale.log.internal.Sha256;

/**
 * A zip file of named pieces, with a manifest that gives the size and the SHA-256 of each.
 *
 * <p>Reading stays within bounds whatever the file says of itself, looks at every byte's checksum, and writes nothing
 * to disk.
 */
final class Bundle {

    private static final String FORMAT = "foresale-model";
    private static final int VERSION = 1;
    private static final String MANIFEST = "manifest.json";
    private static final long MAX_BYTES = 128L << 20;
    /** Files that a model of one target has at most. */
    static final int MAX_FILES = 200;
    /** Files that a model of every category has at most: one model a category makes a few parts each. */
    static final int MAX_FILES_OF_CATEGORIES = 2_000;
    /** Of 200 files; of more, as many times as long. */
    private static final int LARGEST_MANIFEST = 1 << 16;
    /** Of all networks of a model: less than a second of a core, and eighty times what a shipped one takes. */
    private static final long MAX_MULTIPLICATIONS = 1L << 29;
    private static final String REMEDY = ". Was it damaged on its way? Copy it again, or save the model anew.";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Bundle() {
    }

    /**
     * What a bundle holds.
     *
     * @param format  what the file is
     * @param version of the format
     * @param files   size and checksum by name
     */
    private record Manifest(String format, int version, Map<String, Entry> files) {
    }

    /**
     * One piece of a bundle.
     *
     * @param bytes  its size
     * @param sha256 its checksum, hexadecimal
     */
    private record Entry(long bytes, String sha256) {
    }

    /** Writes a bundle beside its place, and gives it its name at the end; what was there before is replaced then. */
    static void write(Path file, Map<String, byte[]> pieces, int maxFiles) {
        long all = pieces.values().stream().mapToLong(bytes -> bytes.length).sum();
        if (pieces.size() >= maxFiles || all > MAX_BYTES) {
            throw new ForesaleException("The model is too large to be read again: " + pieces.size() + " parts of " + all
                    + " bytes, not at most " + (maxFiles - 1) + " of " + MAX_BYTES + ". Make a smaller one.");
        }
        Map<String, Entry> entries = new TreeMap<>();
        pieces.forEach((name, bytes) -> entries.put(name, new Entry(bytes.length, sha256(bytes))));
        try {
            NewFile.replace(file, partial -> {
                try (OutputStream out = Files.newOutputStream(partial);
                        ZipOutputStream zip = new ZipOutputStream(out)) {
                    add(zip, MANIFEST, JSON.writerWithDefaultPrettyPrinter()
                            .writeValueAsBytes(new Manifest(FORMAT, VERSION, entries)));
                    for (Map.Entry<String, byte[]> piece : pieces.entrySet()) {
                        add(zip, piece.getKey(), piece.getValue());
                    }
                }
                if (Files.size(partial) > MAX_BYTES) {
                    throw new ForesaleException("The model is too large to be read again: " + Files.size(partial)
                            + " bytes, not at most " + MAX_BYTES + ". Make a smaller one.");
                }
            });
        } catch (IOException e) {
            Interrupts.passOn("the model " + file, e);
            throw new ForesaleException("The model cannot be written to " + file + ": " + e.getMessage()
                    + ". Is the disk full, or the folder read-only?", e);
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        // The same model gives the same bytes at any time.
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** The pieces of a bundle. */
    static Map<String, byte[]> read(Path file, int maxFiles) {
        if (!Files.isRegularFile(file)) {
            throw new ForesaleException("There is no model file " + file + ".");
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ForesaleException("it has " + Files.size(file) + " bytes; a model has at most " + MAX_BYTES);
            }
            try (ZipFile zip = new ZipFile(file.toFile())) {
                return read(zip, maxFiles);
            }
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            // A comment that is not UTF-8 is an illegal argument to the reader of zips.
            throw new ForesaleException("The file " + file + " is no model, or was cut off: "
                    + (e.getMessage() == null ? "it ends too early" : e.getMessage()) + REMEDY, e);
        } catch (IOException e) {
            Interrupts.passOn("the model " + file, e);
            throw new ForesaleException("The model " + file + " cannot be read: " + e.getMessage() + ".", e);
        } catch (ForesaleException e) {
            throw refused(file, e);
        }
    }

    /** Refuses a model that holds networks without end: many small files, packed in few bytes. */
    static void requireAnswers(long multiplications) {
        if (multiplications > MAX_MULTIPLICATIONS) {
            throw new ForesaleException("its networks take " + multiplications
                    + " multiplications for one sample, not at most " + MAX_MULTIPLICATIONS);
        }
    }

    /** Tells which file it is that does not fit, and what to do. */
    static ForesaleException refused(Path file, ForesaleException e) {
        return new ForesaleException("The file " + file + " is refused: " + e.getMessage() + REMEDY, e);
    }

    private static Map<String, byte[]> read(ZipFile zip, int maxFiles) throws IOException {
        if (zip.size() > maxFiles) {
            throw new ForesaleException("it holds " + zip.size() + " files; a model has at most " + maxFiles);
        }
        List<? extends ZipEntry> entries = Collections.list(zip.entries());
        if (entries.stream().filter(entry -> entry.getName().equals(MANIFEST)).count() > 1) {
            throw new ForesaleException("it has two files named \"" + MANIFEST + "\"");
        }
        Manifest manifest = manifest(zip, maxFiles);
        Map<String, byte[]> pieces = new TreeMap<>();
        long all = 0;
        for (ZipEntry entry : entries) {
            if (entry.getName().equals(MANIFEST)) {
                continue;
            }
            if (!PredictorParts.isName(entry.getName()) || pieces.containsKey(entry.getName())) {
                throw new ForesaleException("it holds a file named \"" + shown(entry.getName())
                        + "\", which no model has, or has twice");
            }
            Entry said = manifest.files().get(entry.getName());
            if (said == null || said.bytes() < 0 || said.sha256() == null) {
                throw new ForesaleException("its manifest does not list \"" + entry.getName() + "\"");
            }
            all += said.bytes();
            if (said.bytes() > MAX_BYTES || all > MAX_BYTES) {
                throw new ForesaleException("it unpacks to more than " + MAX_BYTES + " bytes");
            }
            pieces.put(entry.getName(), checked(zip, entry, said));
        }
        if (!pieces.keySet().equals(manifest.files().keySet())) {
            throw new ForesaleException("it lacks files that its manifest names");
        }
        return pieces;
    }

    private static Manifest manifest(ZipFile zip, int maxFiles) throws IOException {
        ZipEntry entry = zip.getEntry(MANIFEST);
        if (entry == null) {
            throw new ForesaleException("it has no \"" + MANIFEST + "\", so it is no model of Foresale's");
        }
        Manifest manifest;
        try {
            manifest = JSON.readValue(bytes(zip, entry, (long) LARGEST_MANIFEST * maxFiles / MAX_FILES),
                    Manifest.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new ForesaleException("its manifest is not the JSON it should be", e);
        }
        if (manifest == null || !FORMAT.equals(manifest.format()) || manifest.files() == null) {
            throw new ForesaleException("its manifest is not that of a model of Foresale's");
        }
        if (manifest.version() != VERSION) {
            throw new ForesaleException("it is of version " + manifest.version() + "; this library reads version "
                    + VERSION + ", and the library that wrote it reads it");
        }
        return manifest;
    }

    private static byte[] checked(ZipFile zip, ZipEntry entry, Entry said) throws IOException {
        byte[] bytes = bytes(zip, entry, said.bytes());
        if (bytes.length != said.bytes() || !sha256(bytes).equals(said.sha256())) {
            throw new ForesaleException("its file \"" + entry.getName()
                    + "\" is not what the manifest says: it was altered or damaged");
        }
        return bytes;
    }

    /** Unpacks no more than a bound, whatever the file promises. */
    private static byte[] bytes(ZipFile zip, ZipEntry entry, long most) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) most);
            if (in.read() >= 0) {
                throw new ForesaleException("its file \"" + entry.getName() + "\" unpacks to more than " + most
                        + " bytes");
            }
            return bytes;
        }
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
    }

    private static String shown(String text) {
        return OneLine.of(text, 100);
    }
}
