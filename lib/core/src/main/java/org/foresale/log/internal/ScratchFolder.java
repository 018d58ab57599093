package org.foresale.log.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.foresale.log.ForesaleException;

/** Creates a private folder in the temporary directory, which is deleted on close. */
public final class ScratchFolder implements AutoCloseable {

    private final Path folder;
    private int files;

    /**
     * Creates the folder, and deletes the folders of processes that were killed.
     *
     * @throws ForesaleException if it cannot be created
     */
    public ScratchFolder() {
        Leftovers.clearTemporary();
        try {
            folder = Files.createTempDirectory(Leftovers.scratch());
        } catch (IOException e) {
            throw new ForesaleException("No scratch folder can be created in the temporary directory: " + e.getMessage()
                    + ". Is the disk full, or the directory (java.io.tmpdir) read-only?", e);
        }
    }

    /**
     * Creates a folder that is deleted when this process ends, or if it is killed, when another one starts.
     *
     * @return the folder
     * @throws ForesaleException if it cannot be created
     */
    public static Path untilTheEnd() {
        ScratchFolder made = new ScratchFolder();
        Runtime.getRuntime().addShutdownHook(new Thread(made::close));
        return made.folder;
    }

    Path folder() {
        return folder;
    }

    /**
     * Returns the path of a new file in the folder.
     *
     * @param ending suffix of its name
     * @return its path
     */
    public Path file(String ending) {
        return folder.resolve(files++ + ending);
    }

    @Override
    public void close() {
        try {
            Leftovers.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the scratch folder " + folder + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
