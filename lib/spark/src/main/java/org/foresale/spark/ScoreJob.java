package org.foresale.spark;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.foresale.spark.Options.Known;

/** Writes the probabilities of all users of a log by a saved model; a main class for spark-submit. */
public final class ScoreJob {

    private static final String HEAD = "usage: ScoreJob --model FILE --day DATE --lines PATH --output FOLDER ...\n"
            + "Writes for each user of a log the probability to buy the model's target, or each of its"
            + " categories, as Parquet files.";
    private static final List<Known> KNOWN = List.of(
            new Known("--model", "FILE", "a model written by PurchaseModel.write or CategoryModel.write; the driver"
                    + " reads it"),
            new Known("--day", "DATE", "the first day that is not seen"));

    private ScoreJob() {
    }

    /**
     * Runs the job. The process exits with 0, with 2 if an option is wrong, or with 1 if the job fails, and prints the
     * reason.
     *
     * @param arguments the options; --help lists them
     */
    public static void main(String[] arguments) {
        int code = run(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String... arguments) {
        return Command.run(HEAD, KNOWN, arguments, ScoreJob::check);
    }

    private static Command.Job check(Options options) {
        LocalDate day = options.date("--day").orElseThrow(() ->
                new IllegalArgumentException("--day is missing; --help explains it"));
        LogOptions log = new LogOptions(options);
        Path output = Path.of(options.needed("--output"));
        boolean overwrite = options.has("--overwrite");
        SparkScores.requireFree(output, overwrite);
        SparkScores scores = SparkScores.of(Path.of(options.needed("--model")));
        return session -> {
            try (SparkLog read = log.log(session)) {
                return scores.write(read, day, output, overwrite);
            }
        };
    }
}
