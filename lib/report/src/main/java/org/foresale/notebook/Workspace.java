package org.foresale.notebook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.foresale.log.internal.ScratchFolder;

/**
 * Locates what notebooks save besides their outputs: results files, and the runs of studies, so that an interrupted
 * study can resume.
 *
 * <p>It is the folder in the environment variable {@value #VARIABLE}. Without that variable, it is the folder target of
 * the notebook's project, which is the nearest parent folder with a pom.xml, or of the current folder if there is none.
 * Full and quick runs each have their own folder in it.
 */
public final class Workspace {

    /** Names the environment variable with the folder to work in. */
    public static final String VARIABLE = "FORESALE_WORK";

    private Workspace() {
    }

    /**
     * Returns the file for the results of a study.
     *
     * @param study name of the study, in lower-case letters, digits and hyphens
     * @return the file; neither the file nor its folder has to exist
     * @throws IllegalArgumentException if the name has other characters
     */
    public static Path results(String study) {
        return folder().resolve("results").resolve(checked(study) + ".json");
    }

    /**
     * Returns the folder for the runs of a study.
     *
     * @param study name of the study, in lower-case letters, digits and hyphens
     * @return the folder, which does not have to exist
     * @throws IllegalArgumentException if the name has other characters
     */
    public static Path runs(String study) {
        return folder().resolve("runs").resolve(checked(study));
    }

    /**
     * Creates a folder for files that are only needed for a demonstration, such as a model that is written and read
     * again. It is deleted when the kernel ends; if the kernel is killed, it is deleted with Foresale's next temporary
     * files.
     *
     * @return the folder, which other users of the machine cannot read
     * @throws org.foresale.log.ForesaleException if it cannot be created
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
