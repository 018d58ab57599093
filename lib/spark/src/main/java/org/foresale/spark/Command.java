package org.foresale.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.foresale.log.ForesaleException;
import org.foresale.log.internal.NewFile;
import org.foresale.spark.Options.Known;

/** Runs a job from a command line: help, plain errors, the report. */
final class Command {

    /** A job whose options are checked. */
    interface Job {
        JobReport run(SparkSession session);
    }

    /** Checks the options of a job: whatever can be told without Spark is told before it starts. */
    interface Check {
        Job check(Options options);
    }

    private Command() {
    }

    /** Runs a job. The exit code is 0, 2 if the command line is at fault, or 1. */
    static int run(String head, List<Known> own, String[] arguments, Check check) {
        List<Known> known = Stream.concat(own.stream(), LogOptions.KNOWN.stream()).toList();
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.help(head, known));
            return 0;
        }
        Options options;
        Job job;
        try {
            options = Options.parse(arguments, known);
            job = check.check(options);
        } catch (IllegalArgumentException | ForesaleException e) {
            System.err.println("foresale: error: " + e.getMessage());
            return 2;
        }
        return run(job, options);
    }

    private static int run(Job job, Options options) {
        SparkSession session = SparkSession.builder().appName("Foresale").getOrCreate();
        try {
            JobReport report = job.run(session);
            System.out.println(report);
            options.text("--report").ifPresent(file -> NewFile.make(Path.of(file), true,
                    path -> new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(path.toFile(), report)));
            return 0;
        } catch (Exception e) {
            // Not only runtime exceptions: Spark throws what is checked and not declared.
            System.err.println("foresale: error: " + plain(e).map(Throwable::getMessage).orElse(e.toString()));
            return 1;
        } finally {
            session.stop();
        }
    }

    /** An exception of Foresale's own that something went wrong by, perhaps on an executor. */
    private static Optional<Throwable> plain(Throwable thrown) {
        return Stream.iterate(thrown, at -> at != null, Throwable::getCause)
                .filter(at -> at instanceof ForesaleException || at instanceof ForesaleException
                        || at instanceof IllegalArgumentException).findFirst();
    }
}
