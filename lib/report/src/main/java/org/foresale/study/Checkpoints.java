package org.foresale.study;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foresale.log.internal.Interrupts;
import org.foresale.log.internal.NewFile;

/**
 * Filled cells of a study in a folder, a file each, so that a study that is killed goes on where it was.
 *
 * <p>A file is put in place whole, and ends with a checksum; one that is damaged counts as not there. Its name is the
 * cell's key, which covers all that its content depends on: a stale file is never taken for a new one.
 *
 * @param folder the folder, which holds nothing else
 */
record Checkpoints(Path folder) {

    private static final String ENDING = ".cell";
    private static final int FORMAT = 0x46534301;
    private static final long LARGEST = 1L << 28;
    private static final int MAX_NAMES = 1000;

    static Checkpoints in(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + ", where the study is to be kept, cannot be made: "
                    + e.getMessage(), e);
        }
        return new Checkpoints(folder);
    }

    void write(String key, Predictions predictions) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(FORMAT);
            out.writeInt(predictions.names().size());
            predictions.forEach((name, scores) -> write(out, name, scores));
            out.write(Fingerprint.digest(bytes.toByteArray()));
            NewFile.replace(file(key), partial -> Files.write(partial, bytes.toByteArray()));
        } catch (IOException e) {
            Interrupts.passOn("the study in " + folder, e);
            throw new UncheckedIOException("the study cannot be kept in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void write(DataOutputStream out, String name, double[] scores) {
        try {
            out.writeUTF(name);
            out.writeInt(scores.length);
            for (double score : scores) {
                out.writeDouble(score);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was kept under a key; empty if nothing is, or if it is damaged. */
    Optional<Predictions> read(String key) {
        Path file = file(key);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            byte[] all = Files.readAllBytes(file);
            int size = all.length - Fingerprint.DIGEST_BYTES;
            byte[] content = Arrays.copyOf(all, Math.max(0, size));
            if (size < 0 || !Arrays.equals(Fingerprint.digest(content), Arrays.copyOfRange(all, size, all.length))) {
                return Optional.empty();
            }
            return parse(new DataInputStream(new ByteArrayInputStream(content)));
        } catch (IOException e) {
            Interrupts.passOn("the study in " + folder, e);
            return Optional.empty();
        }
    }

    private static Optional<Predictions> parse(DataInputStream in) throws IOException {
        if (in.readInt() != FORMAT) {
            return Optional.empty();
        }
        int names = in.readInt();
        Predictions predictions = Predictions.none();
        for (int i = 0; i < names && i < MAX_NAMES; i++) {
            String name = in.readUTF();
            int size = in.readInt();
            if (size < 0 || size > in.available() / Double.BYTES) {
                return Optional.empty();
            }
            double[] scores = new double[size];
            for (int k = 0; k < scores.length; k++) {
                scores[k] = in.readDouble();
            }
            predictions = predictions.with(name, scores);
        }
        return Optional.of(predictions);
    }

    /** Deletes what belongs to other studies, or to an earlier state of this one, and what a kill left half written. */
    void forgetAllBut(Collection<String> keys) {
        Set<Path> wanted = keys.stream().map(this::file).collect(Collectors.toCollection(HashSet::new));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> !wanted.contains(path)).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(ENDING) || name.startsWith(NewFile.PARTIAL)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("old runs cannot be deleted from " + folder + ": " + e.getMessage(), e);
        }
    }

    private Path file(String key) {
        return folder.resolve(key + ENDING);
    }
}
