package org.foresale.scale;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.foresale.log.internal.Arguments;

/**
 * Describes a cluster that {@code environment/spark} starts on this machine.
 *
 * @param command the script
 * @param workers number of workers, at least 1; each runs one task at a time
 * @param memory  memory of each worker's executor in megabytes, at least 512
 */
public record LocalCluster(Path command, int workers, int memory) {

    private static final int MIN_MEMORY = 512;
    /** Means the same to a shell without quotes. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./,:=+-]+");

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the script does not exist, if there is no worker, or if the memory is too
     *     small
     */
    public LocalCluster {
        if (!Files.isExecutable(command)) {
            throw new IllegalArgumentException(command + " is not an executable script");
        }
        if (workers < 1 || memory < MIN_MEMORY) {
            throw new IllegalArgumentException("a cluster has at least 1 worker of " + MIN_MEMORY + " megabytes, not "
                    + workers + " of " + memory);
        }
    }

    /**
     * Returns a cluster of two workers with one core and two gigabytes each, using the script of the project that
     * contains the current folder.
     *
     * @return the cluster, which is not running yet
     * @throws IllegalArgumentException if no parent folder of the current one has the script
     */
    public static LocalCluster ofProject() {
        Path here = Path.of("").toAbsolutePath();
        Path command = Stream.iterate(here, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("environment").resolve("spark")).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no folder above " + here
                        + " has environment/spark. Start JupyterLab by environment/lab in the project's folder."));
        return new LocalCluster(command, 2, 2048);
    }

    /**
     * Starts the cluster and waits until it takes jobs, which is some seconds.
     *
     * @return the cluster, which has to be closed
     * @throws IllegalStateException if it does not start; the message contains the last lines of its output
     * @throws CancellationException if the thread is interrupted
     */
    public RunningCluster start() {
        return RunningCluster.start(this);
    }

    /**
     * Returns the command that starts a job in a shell, with one option per line.
     *
     * @param job     simple name of the job's class
     * @param options the job's options
     * @return the equivalent of {@link RunningCluster#run}, except for the size of the cluster and the report
     */
    public static String typed(String job, List<String> options) {
        StringBuilder command = new StringBuilder("environment/spark submit ")
                .append(Arguments.text("job", job));
        for (String word : options) {
            command.append(word.startsWith("--") ? " \\\n    " : " ").append(quoted(word));
        }
        return command.toString();
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
