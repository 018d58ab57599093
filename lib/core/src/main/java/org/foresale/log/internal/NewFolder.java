package org.foresale.log.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.foresale.log.ForesaleException;

/**
 * Writes a folder atomically: it is filled under a temporary name beside its place, and renamed when it is complete.
 */
public final class NewFolder {

    private NewFolder() {
    }

    /**
     * Fills a folder.
     *
     * @param <T> type of the result
     */
    public interface Filling<T> {

        /**
         * Writes the files.
         *
         * @param folder the temporary folder
         * @return a result
         * @throws IOException if a file cannot be written
         */
        T fill(Path folder) throws IOException;
    }

    /**
     * Creates a folder.
     *
     * @param <T>     type of the result
     * @param folder  the folder, which must not exist
     * @param filling writes its files
     * @return the result
     * @throws ForesaleException if the folder exists, or if it cannot be written; nothing is left behind
     */
    public static <T> T make(Path folder, Filling<T> filling) {
        return make(folder, Optional.empty(), filling);
    }

    /**
     * Rejects a folder that cannot be created, before the work for it begins.
     *
     * @param folder the folder
     * @param mark   name of a file that marks a folder as replaceable; if empty, no folder is replaced
     * @throws ForesaleException if the folder exists and must not be replaced
     */
    public static void requireFree(Path folder, Optional<String> mark) {
        if (!Files.exists(folder)) {
            return;
        }
        if (mark.isEmpty()) {
            throw new ForesaleException("The folder " + folder + " is there already. Delete it, or name another one.");
        }
        if (!Files.isRegularFile(folder.resolve(mark.get()))) {
            throw new ForesaleException(folder + " is there already and is not replaced. It contains no " + mark.get()
                    + ", so it is not an earlier result. Choose another folder.");
        }
    }

    /**
     * Creates a folder or replaces an earlier one, which is kept until the new one is complete.
     *
     * @param <T>     type of the result
     * @param folder  the folder
     * @param mark    name of a file that marks a folder as replaceable; if empty, no folder is replaced
     * @param filling writes its files
     * @return the result
     * @throws ForesaleException if the folder exists and must not be replaced, or if the new one cannot be written; an
     *     existing folder is then unchanged
     */
    public static <T> T make(Path folder, Optional<String> mark, Filling<T> filling) {
        requireFree(folder, mark);
        Path whole = folder.toAbsolutePath();
        try {
            Files.createDirectories(whole.getParent());
            // The folder's rights are those that any new folder has.
            Path partial = Files.createDirectory(Leftovers.partial(whole));
            try {
                T result = filling.fill(partial);
                requireFree(whole, mark);
                move(partial, whole);
                return result;
            } finally {
                Leftovers.delete(partial);
            }
        } catch (IOException e) {
            Interrupts.passOn("the folder " + folder, e);
            throw new ForesaleException("The folder " + folder + " cannot be written: " + e.getMessage()
                    + ". Is the disk full, or the folder above it read-only?", e);
        }
    }

    /** Where there is an earlier folder of the name, there is none of it for the moment between two renamings. */
    private static void move(Path partial, Path whole) throws IOException {
        if (!Files.exists(whole)) {
            Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Path earlier = Leftovers.earlier(whole);
        Files.move(whole, earlier, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(earlier, whole, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
        Leftovers.delete(earlier);
    }

    /**
     * Clears a folder of what runs that were killed have left in it: a folder that was being replaced gets its name
     * back. Call it before looking at what is in the folder.
     *
     * @param folder the folder
     */
    public static void restore(Path folder) {
        Leftovers.clear(folder.toAbsolutePath());
    }

    /**
     * Deletes a folder with all its contents. A link is deleted, but not its target.
     *
     * @param folder the folder, which need not exist
     * @throws ForesaleException if it cannot be deleted
     */
    public static void delete(Path folder) {
        try {
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                // First without its name: a kill on the way would leave half of it.
                Path nameless = Leftovers.partial(folder.toAbsolutePath());
                Files.move(folder, nameless, StandardCopyOption.ATOMIC_MOVE);
                Leftovers.delete(nameless);
            }
        } catch (IOException e) {
            throw new ForesaleException("The folder " + folder + " cannot be deleted: " + e.getMessage()
                    + ". Does it belong to another user?", e);
        }
    }
}
