package org.foresale.insight.command;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a scoring run is asked for.
 *
 * @param model    the model's file
 * @param folder   where days and their history go
 * @param day      the first day that is not seen; empty for the day after the log's last
 * @param share    share of the users to address, above 0 and up to 1
 * @param suppress a text file with one id a line, of users who are not to be addressed
 * @param holdout  share of the audience to hold out at random; empty for none
 * @param campaign name of the campaign that holds users out; empty if none are held out
 */
record ScoreOptions(Path model, Path folder, Optional<LocalDate> day, double share, Optional<Path> suppress,
        Optional<Double> holdout, String campaign) {

    static final String USAGE = """
            usage: environment/score MODEL FOLDER [--day DATE] [--share SHARE] [--suppress FILE]
                                     [--holdout SHARE --campaign NAME]
              MODEL            a model's file, of PurchaseModel.withProfile(question, log).write(file)
              FOLDER           gets a folder for the day, and history.csv with one line a day
              --day DATE       the first day that is not seen; the day after the log's last without it
              --share SHARE    share of the active users to address, above 0 and up to 1; 0.1 without it
              --suppress FILE  a text file with one id a line, of users not to be addressed
              --holdout SHARE  share of the audience to hold out at random, to measure the campaign's effect
              --campaign NAME  the campaign that holds them out. It is drawn once: as long as its purchases count, it
                               is not drawn on another day, and its held-out users are left out of every audience
            Scored are the users who are as active as those that the model was trained on.
            The log is named by FORESALE_LOG, FORESALE_LOG_QUERY, FORESALE_LOG_USER, FORESALE_LOG_PASSWORD and
            FORESALE_LOG_MAPPING, as in notebook 08.
            Ends with 0 if the audience was written, 1 if something is wrong, 2 if it was called wrongly, and 3 if the
            model is not to be used: then no audience is written, one that was written for the day before
            stays, and health.csv says why.
            """;

    private static final double SHARE = .1;
    private static final List<String> NAMES = List.of("--day", "--share", "--suppress", "--holdout", "--campaign");

    /** Reads the arguments of the program. */
    static ScoreOptions of(String... arguments) {
        Map<String, String> named = new HashMap<>();
        if (arguments.length < 2 || arguments[0].startsWith("-") || arguments[1].startsWith("-")) {
            throw new IllegalArgumentException("give the model and the folder first");
        }
        for (int i = 2; i < arguments.length; i += 2) {
            if (!NAMES.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(NAMES.contains(arguments[i]) ? arguments[i] + " lacks its value"
                        : "unknown argument: " + arguments[i]);
            }
            if (named.put(arguments[i], arguments[i + 1]) != null) {
                throw new IllegalArgumentException(arguments[i] + " is given twice");
            }
        }
        double share = named.containsKey("--share") ? share("--share", named.get("--share"), 1) : SHARE;
        Optional<Double> holdout = Optional.ofNullable(named.get("--holdout"))
                .map(text -> share("--holdout", text, Math.nextDown(1.0)));
        if (holdout.isEmpty() && named.containsKey("--campaign")) {
            throw new IllegalArgumentException("--campaign needs --holdout");
        }
        if (holdout.isPresent() && named.getOrDefault("--campaign", "").isBlank()) {
            throw new IllegalArgumentException("--holdout needs --campaign NAME, so that no second draw addresses users"
                    + " whom the first one holds out");
        }
        return new ScoreOptions(Path.of(arguments[0]), Path.of(arguments[1]),
                Optional.ofNullable(named.get("--day")).map(ScoreOptions::day), share,
                Optional.ofNullable(named.get("--suppress")).map(Path::of), holdout,
                named.getOrDefault("--campaign", ""));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("--day is a date such as 2024-05-01, not \"" + text + "\"", e);
        }
    }

    private static double share(String name, String text, double most) {
        try {
            double share = Double.parseDouble(text);
            if (share > 0 && share <= most) {
                return share;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a number such as 0.1, not \"" + text + "\"", e);
        }
        throw new IllegalArgumentException(name + " is above 0 and " + (most == 1 ? "at most" : "below") + " 1, not \""
                + text + "\"");
    }
}
