package org.foresale.study;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Sample;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;
import org.foresale.log.internal.Sha256;
import org.foresale.network.NetworkLearner;
import org.foresale.onednn.OneDnn;

/** Checksums (SHA-256) of what a study's figures depend on: this library, and samples with all that is seen of them. */
final class Fingerprint {

    static final int DIGEST_BYTES = 32;

    private static final int BUFFER = 1 << 16;
    /** The packages that no study uses: what changes in them changes no figure of a study. */
    private static final Pattern OTHERS = Pattern.compile("foresale/(claims|insight|model|notebook|scale|spark)/");
    /** One of each module that a study uses. */
    private static final List<Class<?>> MODULES =
            List.of(OneDnn.class, Cohort.class, NetworkLearner.class, Fingerprint.class);

    private static Optional<String> ofCode = Optional.empty();

    private final MessageDigest digest = Sha256.digest();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    private Fingerprint() {
    }

    /** Checksum of some bytes. */
    static byte[] digest(byte[] bytes) {
        return Sha256.digest().digest(bytes);
    }

    /** Checksum of some texts, in order. */
    static String of(String... texts) {
        Fingerprint fingerprint = new Fingerprint();
        for (String text : texts) {
            fingerprint.text(text);
        }
        return fingerprint.hex();
    }

    /** Checksum of all samples of a cohort, as {@link #of(Samples)}. */
    static String of(Cohort cohort) {
        Fingerprint fingerprint = new Fingerprint().text(cohort.name());
        for (Split split : Split.values()) {
            fingerprint.samples(cohort.samples(split));
        }
        return fingerprint.hex();
    }

    /** Checksum of the cohort of a task, or of those of all its parts. */
    static String of(Task task) {
        List<String> parts = task.parts().stream().map(part -> of(part.cohort())).toList();
        return parts.size() == 1 ? parts.get(0) : of(parts.toArray(String[]::new));
    }

    /** Checksum of samples, of their histories before the cuts, and of the classes and which of them are the target. */
    static String of(Samples samples) {
        return new Fingerprint().samples(samples).hex();
    }

    /** Checksum of all samples of every category, with their labels. */
    static String of(CategoryCohort cohort) {
        Fingerprint fingerprint = new Fingerprint().text(cohort.name())
                .text(String.join("\0", cohort.categories().paths()));
        for (Split split : Split.values()) {
            CategorySamples samples = cohort.samples(split);
            fingerprint.samples(samples.histories());
            for (int i = 0; i < samples.size(); i++) {
                fingerprint.text(samples.buys(i).toString());
            }
        }
        return fingerprint.hex();
    }

    /**
     * Checksum of those classes of this library that a study may use. They do not change while it runs, so they are
     * read once.
     *
     * @throws CancellationException if the thread is interrupted; they are read when they are next asked for
     */
    static synchronized String ofCode() {
        if (ofCode.isEmpty()) {
            ofCode = Optional.of(readCode());
        }
        return ofCode.get();
    }

    /** Reads the classes. */
    static String readCode() {
        Fingerprint fingerprint = new Fingerprint();
        for (Class<?> module : MODULES) {
            // Reading from a jar ends by itself where the thread is interrupted; from a folder of classes it need not.
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("reading this library's classes was interrupted");
            }
            URL source = module.getProtectionDomain().getCodeSource().getLocation();
            try {
                Path place = Path.of(source.toURI());
                if (Files.isDirectory(place)) {
                    fingerprint.classes(place);
                } else {
                    try (FileSystem jar = FileSystems.newFileSystem(place)) {
                        fingerprint.classes(jar.getPath("/"));
                    }
                }
            } catch (URISyntaxException e) {
                throw new IllegalStateException("this library runs from " + source + ": no file", e);
            } catch (ClosedByInterruptException e) {
                throw (CancellationException) new CancellationException("reading this library's classes was"
                        + " interrupted").initCause(e);
            } catch (IOException e) {
                throw new UncheckedIOException("this library's classes cannot be read: " + e.getMessage(), e);
            }
        }
        return fingerprint.hex();
    }

    private void classes(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")
                    && !OTHERS.matcher(path.toString()).find()).sorted().toList()) {
                text(root.relativize(file).toString());
                try (InputStream in = Files.newInputStream(file)) {
                    digest.update(in.readAllBytes());
                }
            }
        }
    }

    private Fingerprint samples(Samples samples) {
        Taxonomy taxonomy = samples.taxonomy();
        number(taxonomy.size(Level.THIRD));
        for (int code = 0; code < taxonomy.size(Level.THIRD); code++) {
            String path = taxonomy.path(Level.THIRD, code);
            text(path).number(samples.isTarget(code) ? 1 : 0);
            if (path.split(" > ").length > Level.values().length) {
                // A name holds what stands between names, so that other names could make the same path.
                for (Level level : Level.values()) {
                    text(taxonomy.name(level, taxonomy.ancestor(code, level)));
                }
            }
        }
        number(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            text(samples.userId(i)).number(sample.cut()).number(sample.label() ? 1 : 0).number(sample.shift());
            text(samples.date(sample.cut()).toString());
            History history = samples.history(i);
            number(history.size());
            for (int line = 0; line < history.size(); line++) {
                number(history.day(line)).number(history.second(line)).number(history.thirdClass(line));
                number(Double.doubleToLongBits(history.quantity(line)));
                number(Double.doubleToLongBits(history.value(line)));
            }
        }
        return this;
    }

    private Fingerprint text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        flush();
        digest.update(bytes);
        return this;
    }

    private Fingerprint number(long number) {
        if (buffer.remaining() < Long.BYTES) {
            flush();
        }
        buffer.putLong(number);
        return this;
    }

    private void flush() {
        digest.update(buffer.flip());
        buffer.clear();
    }

    private String hex() {
        flush();
        return HexFormat.of().formatHex(digest.digest());
    }
}
