package org.foresale.log.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.foresale.log.ForesaleException;

/**
 * Writes a file atomically: it is written under a temporary name in the same folder, and renamed when it is complete.
 */
public final class NewFile {

    /** Prefix of the names of files that are being written, or were left incomplete when a process was killed. */
    public static final String PARTIAL = Leftovers.NEW;

    private NewFile() {
    }

    /** Writes the file. */
    public interface Filling {

        /**
         * Writes the file.
         *
         * @param file the temporary file, which does not exist yet
         * @throws IOException if it cannot be written
         */
        void fill(Path file) throws IOException;
    }

    /**
     * Creates a file.
     *
     * @param file    the file; its folder is created if necessary
     * @param replace whether an existing file is replaced when the new one is complete
     * @param filling writes it
     * @throws ForesaleException if the file exists and must not be replaced, or if it cannot be written; an existing
     *     file is then unchanged
     */
    public static void make(Path file, boolean replace, Filling filling) {
        Path whole = file.toAbsolutePath();
        if (whole.getFileName() == null || Files.isDirectory(whole)) {
            throw new ForesaleException(file + " is a folder. Give the path of a file.");
        }
        if (!replace && Files.exists(whole)) {
            throw isThere(file);
        }
        try {
            fill(whole, replace, filling);
        } catch (IOException e) {
            Interrupts.passOn("the file " + file, e);
            throw new ForesaleException("The file " + file + " cannot be written: " + e.getMessage()
                    + ". Is the disk full, or its folder read-only?", e);
        }
    }

    /**
     * Creates or replaces a file, for callers with their own error messages.
     *
     * @param file    the file; its folder is created if necessary
     * @param filling writes it
     * @throws IOException if it cannot be written; an existing file is then unchanged
     */
    public static void replace(Path file, Filling filling) throws IOException {
        fill(file.toAbsolutePath(), true, filling);
    }

    private static void fill(Path whole, boolean replace, Filling filling) throws IOException {
        Files.createDirectories(whole.getParent());
        // The file's rights are those that any new file has.
        Path partial = Leftovers.partial(whole);
        try {
            filling.fill(partial);
            move(partial, whole, replace);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void move(Path partial, Path whole, boolean replace) throws IOException {
        if (replace) {
            Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        try {
            Files.move(partial, whole);
        } catch (FileAlreadyExistsException e) {
            // Somebody made it while this one was written.
            throw isThere(whole);
        }
    }

    private static ForesaleException isThere(Path file) {
        return new ForesaleException("The file " + file
                + " is there already. Delete it, name another one, or ask for it to be replaced.");
    }
}
