package org.foresale.log.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.foresale.log.ForesaleException;

/** A file that is there either whole or not at all: it is written beside its place, and gets its name at the end. */
public final class NewFile {

    /** What the names of files begin with that are being written, or that a kill left half written. */
    public static final String PARTIAL = Leftovers.NEW;

    private NewFile() {
    }

    /** Writes the file. */
    public interface Filling {

        /**
         * Writes the file.
         *
         * @param file the file that will get the name; there is none yet
         * @throws IOException if it cannot be written
         */
        void fill(Path file) throws IOException;
    }

    /**
     * Makes a file.
     *
     * @param file    the file; its folder is made if it is not there
     * @param replace whether one of this name, if there is one, gives way when the new one is whole
     * @param filling writes it
     * @throws ForesaleException if there is such a file that is not to be replaced, or if it cannot be written; nothing
     *     is left then, and what was there stays
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
     * Puts a file in the place of one that may be there, for callers with words of their own for what fails.
     *
     * @param file    the file; its folder is made if it is not there
     * @param filling writes it
     * @throws IOException if it cannot be written; nothing is left then, and what was there stays
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
