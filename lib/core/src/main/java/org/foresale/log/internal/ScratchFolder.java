package org.foresale.log.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of its own in the temporary directory, for this user alone; it goes when it is closed. */
final class ScratchFolder implements AutoCloseable {

    private final Path folder;
    private int files;

    ScratchFolder() throws IOException {
        folder = Files.createTempDirectory("foresale-");
    }

    /**
     * Names a file that is not there yet.
     *
     * @param ending how its name ends
     * @return its path
     */
    Path file(String ending) {
        return folder.resolve(files++ + ending);
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the scratch folder " + folder + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
