package org.foresale.spark;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.foresale.spark.Options.Known;

/** A main class for spark-submit: writes the probabilities of all users of a log from a saved model. */
public final class ScoreJob {

    private static final String HEAD = "usage: ScoreJob --model FILE --day DATE --lines PATH --output FOLDER ...\n"
            + "Writes for each user of a log how likely a purchase of the model's target is, or of each of its"
            + " categories, as Parquet files.";
    private static final List<Known> KNOWN = List.of(
            new Known("--model", "FILE", "a model that PurchaseModel.write or CategoryModel.write has made; the driver"
                    + " reads it"),
            new Known("--day", "DATE", "the first day that is not seen"));

    private ScoreJob() {
    }

    /**
     * Runs the job. The process ends with 0, with 2 if an option is at fault, or with 1 if the job fails, and says why.
     *
     * @param arguments the options; --help tells them
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
                new IllegalArgumentException("--day is missing; --help tells what it is"));
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
