package org.foresale.log.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.foresale.log.ForesaleException;

/** A folder of its own in the temporary directory, for this user alone; it goes when it is closed. */
public final class ScratchFolder implements AutoCloseable {

    private final Path folder;
    private int files;

    /**
     * Makes the folder, and clears away those of processes that were killed.
     *
     * @throws ForesaleException if it cannot be made
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
     * Makes a folder that goes when this process ends, or if that is killed, when another one starts.
     *
     * @return the folder
     * @throws ForesaleException if it cannot be made
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
     * Names a file that is not there yet.
     *
     * @param ending how its name ends
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
