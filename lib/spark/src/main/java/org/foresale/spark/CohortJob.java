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

/** A main class for spark-submit: writes the cohort of a log. */
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
                    "what is asked; categories: a snapshot of all active users for every class of a level"),
            new Known("--target", "NAME", "what the target is called; categories have none"),
            new Known("--level", "first|second|third", "the level of its classes, or of the categories"),
            new Known("--class", "CLASS", "a class of the target; as often as needed"),
            new Known("--seed", "NUMBER", "of the splits and draws; 1 without it"),
            new Known("--negatives", "risk-set|no-sign",
                    "first need: on whose days non-buyers are cut; risk-set without it"),
            new Known("--burn-in", "DAYS", "first need: first day of a cut; 30 without it"),
            new Known("--matched", "", "first need: non-buyers whose timing is similar to the buyers'"),
            new Known("--earlier", "NUMBER", "first need: least shopping days before a cut; 5 without it"),
            new Known("--test-from", "DAY", "first need: first day of a cut of the test, if splits are apart in time"),
            new Known("--train-days", "DAY,DAY...",
                    "snapshot, categories: cuts to train on; 90,120,150,180,210,240 without it"),
            new Known("--test-day", "DAY", "snapshot, categories: cut of the test; 300 without it"),
            new Known("--horizon", "DAYS", "snapshot, categories: length of the label's window; 60 without it"),
            new Known("--least", "NUMBER", "snapshot, categories: least shopping days of an active user; 3 without it"),
            new Known("--within", "DAYS",
                    "snapshot, categories: the last of them is so many days ago at most; 60 without it"),
            new Known("--all-active", "", "snapshot: all active users, not a balanced sample"),
            new Known("--min-buyers", "NUMBER",
                    "categories: how many training users buy one, and how many do not, at least; 50 without it"));
    private static final List<String> NOT_OF_CATEGORIES = List.of("--target", "--class", "--negatives", "--burn-in",
            "--matched", "--earlier", "--test-from", "--all-active");

    private CohortJob() {
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
            throw new IllegalArgumentException(name + " is not for --question " + CATEGORIES + ", which asks for every"
                    + " class of a level, of all active users: leave it out");
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
