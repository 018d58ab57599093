package org.foresale.log.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.foresale.log.ForesaleException;

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
     * @throws ForesaleException if there is such a folder, or if it cannot be written; nothing is left then
     */
    public static <T> T make(Path folder, Filling<T> filling) {
        return make(folder, Optional.empty(), filling);
    }

    /**
     * Refuses a folder that could not be made, before the work for it begins.
     *
     * @param folder the folder
     * @param mark   a file by which a folder is known that may be replaced; if empty, none may be
     * @throws ForesaleException if there is such a folder, and it may not be replaced
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
     * Makes a folder, perhaps in the place of an earlier one, which stays until the new one is whole.
     *
     * @param <T>     what filling it gives
     * @param folder  the folder
     * @param mark    a file by which a folder is known that may be replaced; if empty, none may be
     * @param filling writes its files
     * @return what filling it gave
     * @throws ForesaleException if there is such a folder and it may not be replaced, or if the new one cannot be
     *     written; nothing of the new one is left then, and what was there stays
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
     * Deletes a folder with all that is in it. A link is deleted, not what it leads to.
     *
     * @param folder the folder, which need not be there
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
