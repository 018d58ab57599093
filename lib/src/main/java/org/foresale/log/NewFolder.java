package org.foresale.log;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** A folder that is there either whole or not at all: it is filled beside its place, and gets its name at the end. */
public final class NewFolder {

    private NewFolder() {
    }

    /**
     * Fills a folder.
     *
     * @param <T> what filling it gives
     */
    public interface Filling<T> {

        /**
         * Writes the files.
         *
         * @param folder the folder that will get the name
         * @return a result
         * @throws IOException if a file cannot be written
         */
        T fill(Path folder) throws IOException;
    }

    /**
     * Makes a folder.
     *
     * @param <T>     what filling it gives
     * @param folder  the folder; there must be none of this name
     * @param filling writes its files
     * @return what filling it gave
     * @throws LogException if there is such a folder, or if it cannot be written; nothing is left then
     */
    public static <T> T make(Path folder, Filling<T> filling) {
        if (Files.exists(folder)) {
            throw new LogException("The folder " + folder + " is there already. Delete it, or name another one.");
        }
        Path whole = folder.toAbsolutePath();
        try {
            Files.createDirectories(whole.getParent());
            Path partial = Files.createTempDirectory(whole.getParent(), "." + whole.getFileName() + "-");
            try {
                T result = filling.fill(partial);
                Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
                return result;
            } finally {
                delete(partial);
            }
        } catch (IOException e) {
            throw new LogException("The folder " + folder + " cannot be written: " + e.getMessage()
                    + ". Is the disk full, or the folder above it read-only?", e);
        }
    }

    /** A folder that got its name is no longer there to delete. */
    private static void delete(Path partial) throws IOException {
        if (!Files.isDirectory(partial)) {
            return;
        }
        Files.walkFileTree(partial, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failed) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
