package org.foresale.notebook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.foresale.log.internal.ScratchFolder;

/**
 * Where notebooks keep what they make beside their outputs: results files, and runs of studies that may be cut short.
 *
 * <p>It is the folder of the environment variable {@value #VARIABLE}; without it, the folder target of the project that
 * the notebook belongs to, which is the nearest folder above that has a pom.xml, or else of the current folder. Full
 * and quick runs each have a folder of their own in it.
 */
public final class Workspace {

    /** Environment variable with the folder to work in. */
    public static final String VARIABLE = "FORESALE_WORK";

    private Workspace() {
    }

    /**
     * Returns the file for the results of a study.
     *
     * @param study name of the study, in small letters, digits and hyphens
     * @return the file, which need not be there yet, nor its folder
     * @throws IllegalArgumentException if the name has other characters
     */
    public static Path results(String study) {
        return folder().resolve("results").resolve(checked(study) + ".json");
    }

    /**
     * Returns the folder for the runs of a study.
     *
     * @param study name of the study, in small letters, digits and hyphens
     * @return the folder, which need not be there yet
     * @throws IllegalArgumentException if the name has other characters
     */
    public static Path runs(String study) {
        return folder().resolve("runs").resolve(checked(study));
    }

    /**
     * Makes a folder for files that are only shown, such as a model that is written and read again. It goes when the
     * kernel ends; if that is killed, it goes with the next temporary files of Foresale's.
     *
     * @return the folder, which nobody else may look into
     * @throws org.foresale.log.ForesaleException if it cannot be made
     */
    public static Path temporary() {
        return ScratchFolder.untilTheEnd();
    }

    private static String checked(String study) {
        if (!study.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("the name of a study has small letters, digits and hyphens, but it is \""
                    + study + "\"");
        }
        return study;
    }

    private static Path folder() {
        return Optional.ofNullable(System.getenv(VARIABLE)).map(Path::of).orElseGet(Workspace::target)
                .resolve(RunMode.current().name().toLowerCase(Locale.ROOT));
    }

    private static Path target() {
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, folder -> folder != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("pom.xml"))).findFirst().orElse(here).resolve("target");
    }
}
