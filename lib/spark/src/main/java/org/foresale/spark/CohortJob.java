package org.foresale.spark;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.foresale.cohort.CategorySnapshot;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Negatives;
import org.foresale.cohort.Question;
import org.foresale.cohort.Selection;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.cohort.UserSplit;
import org.foresale.log.Level;
import org.foresale.spark.Options.Known;

/** Writes the cohort of a log; a main class for spark-submit. */
public final class CohortJob {

    private static final String FIRST_NEED = "first-need";
    private static final String SNAPSHOT = "snapshot";
    private static final String CATEGORIES = "categories";
    private static final String HEAD = "usage: CohortJob --question first-need|snapshot --target NAME --level LEVEL"
            + " --class CLASS... --lines PATH --output FOLDER ...\n"
            + "       CohortJob --question categories --level LEVEL --lines PATH --output FOLDER ...\n"
            + "Writes the samples of a question and their events as Parquet files: those of a target to be read by"
            + " Cohort.read, those of all categories with a label for each, for any tool.";
    private static final List<Known> KNOWN = List.of(
            new Known("--question", "first-need|snapshot|categories",
                    "kind of question; categories: a snapshot of all active users for every class of a level"),
            new Known("--target", "NAME", "name of the target; not for categories"),
            new Known("--level", "first|second|third", "level of its classes, or of the categories"),
            new Known("--class", "CLASS", "a class of the target; may be repeated"),
            new Known("--seed", "NUMBER", "seed of splits and sampling; default 1"),
            new Known("--negatives", "risk-set|no-sign",
                    "first need: design for the cuts of non-buyers; default risk-set"),
            new Known("--burn-in", "DAYS", "first need: first day of a cut; default 30"),
            new Known("--matched", "", "first need: non-buyers whose timing is similar to the buyers'"),
            new Known("--earlier", "NUMBER", "first need: minimum of shopping days before a cut; default 5"),
            new Known("--test-from", "DAY", "first need: first day of a test cut, to split by time as well"),
            new Known("--train-days", "DAY,DAY...",
                    "snapshot, categories: training cuts; default 90,120,150,180,210,240"),
            new Known("--test-day", "DAY", "snapshot, categories: test cut; default 300"),
            new Known("--horizon", "DAYS", "snapshot, categories: length of the label's window; default 60"),
            new Known("--least", "NUMBER",
                    "snapshot, categories: minimum of shopping days of an active user; default 3"),
            new Known("--within", "DAYS",
                    "snapshot, categories: maximum of days since the last of them; default 60"),
            new Known("--all-active", "", "snapshot: all active users, not a balanced sample"),
            new Known("--min-buyers", "NUMBER",
                    "categories: minimum of training users who buy one, and of those who do not; default 50"));
    private static final List<String> NOT_OF_CATEGORIES = List.of("--target", "--class", "--negatives", "--burn-in",
            "--matched", "--earlier", "--test-from", "--all-active");

    private CohortJob() {
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
        return Command.run(HEAD, KNOWN, arguments, CohortJob::check);
    }

    /** Writes the cohort of a question of whichever kind. */
    private interface Writing {
        JobReport write(SparkLog log, Path folder, boolean replace);
    }

    private static Command.Job check(Options options) {
        Writing question = question(options);
        LogOptions log = new LogOptions(options);
        Path output = Path.of(options.needed("--output"));
        boolean overwrite = options.has("--overwrite");
        Selection.requireFree(output, overwrite);
        return session -> run(session, log, question, output, overwrite);
    }

    private static JobReport run(SparkSession session, LogOptions options, Writing question, Path output,
            boolean overwrite) {
        try (SparkLog log = options.log(session)) {
            JobReport report = question.write(log, output, overwrite);
            System.out.println(log.quality().table().printAll());
            return report;
        }
    }

    private static Writing question(Options options) {
        if (options.needed("--question").equals(CATEGORIES)) {
            CategorySnapshot question = categories(options);
            return (log, folder, replace) -> SparkCohort.write(log, question, folder, replace);
        }
        Question question = ofTarget(options);
        return (log, folder, replace) -> SparkCohort.write(log, question, folder, replace);
    }

    private static Question ofTarget(Options options) {
        String kind = options.needed("--question");
        if (!List.of(FIRST_NEED, SNAPSHOT).contains(kind)) {
            throw new IllegalArgumentException("--question is " + FIRST_NEED + ", " + SNAPSHOT + " or " + CATEGORIES
                    + ", not \"" + kind + "\"");
        }
        if (options.has("--min-buyers")) {
            throw new IllegalArgumentException("--min-buyers is for --question " + CATEGORIES + ", not " + kind
                    + ": leave it out");
        }
        Target target = new Target(options.needed("--target"), level(options), options.all("--class"));
        return kind.equals(FIRST_NEED) ? firstNeed(FirstNeed.of(target).withSplit(split(options)), options)
                : snapshot(Snapshot.of(target).withSplit(split(options)), options);
    }

    private static Level level(Options options) {
        return LogOptions.level("--level", options.needed("--level"));
    }

    private static UserSplit split(Options options) {
        return UserSplit.of(options.number("--seed").orElse(1));
    }

    private static Question firstNeed(FirstNeed asked, Options options) {
        FirstNeed question = asked.withBurnIn(options.number("--burn-in").orElse(asked.burnIn()),
                options.number("--earlier").orElse(asked.shoppingDays()))
                .withNegatives(negatives(options.text("--negatives").orElse("risk-set"), options.has("--matched")));
        return options.has("--test-from") ? question.withTestFrom(options.number("--test-from").getAsInt()) : question;
    }

    private static Negatives negatives(String population, boolean matched) {
        Negatives negatives = switch (population) {
            case "risk-set" -> Negatives.riskSet();
            case "no-sign" -> Negatives.noSign();
            default -> throw new IllegalArgumentException("--negatives is risk-set or no-sign, not \"" + population
                    + "\"");
        };
        return matched ? negatives.withMatching() : negatives;
    }

    private static Question snapshot(Snapshot asked, Options options) {
        Snapshot question = asked
                .withDays(trainDays(options, asked.trainCuts()),
                        options.number("--test-day").orElse(asked.testCut()),
                        options.number("--horizon").orElse(asked.horizon()))
                .withActivity(options.number("--least").orElse(asked.shoppingDays()),
                        options.number("--within").orElse(asked.activeWithin()));
        return options.has("--all-active") ? question.withAllActiveUsers() : question;
    }

    private static CategorySnapshot categories(Options options) {
        NOT_OF_CATEGORIES.stream().filter(options::has).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(name + " is not for --question " + CATEGORIES + ", which asks about"
                    + " every class of a level and all active users: leave it out");
        });
        CategorySnapshot asked = CategorySnapshot.of(level(options)).withSplit(split(options));
        CategorySnapshot question = asked
                .withDays(trainDays(options, asked.trainCuts()),
                        options.number("--test-day").orElse(asked.testCut()),
                        options.number("--horizon").orElse(asked.horizon()))
                .withActivity(options.number("--least").orElse(asked.shoppingDays()),
                        options.number("--within").orElse(asked.activeWithin()));
        return options.has("--min-buyers") ? question.withMinBuyers(options.number("--min-buyers").getAsInt())
                : question;
    }

    private static List<Integer> trainDays(Options options, List<Integer> without) {
        return options.has("--train-days") ? options.numbers("--train-days") : without;
    }
}
