package org.foresale.insight.command;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a scoring run is asked for.
 *
 * @param model        the model's file
 * @param folder       where days and their history go
 * @param day          the first day that is not seen; empty for the day after the log's last
 * @param share        share of the users to address, above 0 and up to 1
 * @param suppress     a text file with one id a line, of users who are not to be addressed
 * @param noMatch      whether that file may be empty, or have no user of the log
 * @param boughtWithin who bought the target within so many days is not addressed
 * @param holdout      share of the audience to hold out at random; empty for none
 * @param campaign     name of the campaign that holds users out; empty if none are held out
 */
record ScoreOptions(Path model, Path folder, Optional<LocalDate> day, double share, Optional<Path> suppress,
        boolean noMatch, OptionalInt boughtWithin, Optional<Double> holdout, String campaign) {

    static final String USAGE = """
            usage: environment/score MODEL FOLDER [--day DATE] [--share SHARE] [--bought-within DAYS]
                                     [--suppress FILE [--allow-no-match]] [--holdout SHARE --campaign NAME]
              MODEL                 a model's file, of PurchaseModel.withProfile(question, log).write(file)
              FOLDER                gets a folder for the day, and history.csv with one line a day. A folder is for one
                                    model: whom campaigns of another folder hold out is not known in it
              --day DATE            the first day that is not seen; the day after the log's last without it
              --share SHARE         share of the active users to address, above 0 and up to 1; 0.1 without it
              --bought-within DAYS  leaves out the users who bought in the category within the last DAYS days
              --suppress FILE       leaves out the users of a text file with one id a line, such as those who opted out
              --allow-no-match      goes on if that file is empty, or if the log has none of its users
              --holdout SHARE       share of the audience to hold out at random, to measure the campaign's effect
              --campaign NAME       the campaign that holds them out. It is drawn once: as long as its purchases count,
                                    it is not drawn on another day, and no audience has its held-out users. Days are
                                    scored in their order where users are held out
            Scored are the users who are as active as those that the model was trained on.
            The log is named by FORESALE_LOG, FORESALE_LOG_QUERY, FORESALE_LOG_USER, FORESALE_LOG_PASSWORD and
            FORESALE_LOG_MAPPING, as in notebook 08.
            Ends with 0 if the audience was written, also if the advice is to retrain the model; with 1 if something
            is wrong; with 2 if it was called wrongly; and with 3 if the model is not to be used: then no audience is
            written, one that was written for the day before stays, and health.csv says why.
            """;
    static final String SHORT_USAGE = USAGE.lines().limit(2).collect(Collectors.joining("\n"))
            + "\nenvironment/score --help explains them.";

    private static final double SHARE = .1;
    private static final int MAX_DAYS = 36_500;
    private static final Pattern NUMBER = Pattern.compile("\\d*\\.?\\d+");
    private static final String ALLOW_NO_MATCH = "--allow-no-match";
    private static final String SUPPRESS = "--suppress";
    private static final String BOUGHT_WITHIN = "--bought-within";
    private static final String HOLDOUT = "--holdout";
    private static final String CAMPAIGN = "--campaign";
    private static final List<String> NAMES = List.of("--day", "--share", SUPPRESS, BOUGHT_WITHIN, HOLDOUT, CAMPAIGN);

    /** Reads the arguments of the program. */
    static ScoreOptions of(String... arguments) {
        if (arguments.length < 2 || arguments[0].startsWith("-") || arguments[1].startsWith("-")
                || arguments[1].isBlank()) {
            throw new IllegalArgumentException("give the model and the folder first");
        }
        Map<String, String> named = named(arguments);
        double share = named.containsKey("--share") ? share("--share", named.get("--share"), 1) : SHARE;
        Optional<Double> holdout = Optional.ofNullable(named.get(HOLDOUT))
                .map(text -> share(HOLDOUT, text, Math.nextDown(1.0)));
        if (holdout.isEmpty() && named.containsKey(CAMPAIGN)) {
            throw new IllegalArgumentException("--campaign needs --holdout");
        }
        if (holdout.isPresent() && named.getOrDefault(CAMPAIGN, "").isBlank()) {
            throw new IllegalArgumentException("--holdout needs --campaign NAME, so that no second draw addresses users"
                    + " whom the first one holds out");
        }
        if (named.containsKey(ALLOW_NO_MATCH) && !named.containsKey(SUPPRESS)) {
            throw new IllegalArgumentException("--allow-no-match needs --suppress");
        }
        return new ScoreOptions(Path.of(arguments[0]), Path.of(arguments[1]),
                Optional.ofNullable(named.get("--day")).map(ScoreOptions::day), share,
                Optional.ofNullable(named.get(SUPPRESS)).map(Path::of), named.containsKey(ALLOW_NO_MATCH),
                named.containsKey(BOUGHT_WITHIN) ? OptionalInt.of(days(named.get(BOUGHT_WITHIN))) : OptionalInt.empty(),
                holdout, named.getOrDefault(CAMPAIGN, ""));
    }

    private static Map<String, String> named(String... arguments) {
        Map<String, String> named = new HashMap<>();
        for (int i = 2; i < arguments.length; i++) {
            String name = arguments[i];
            boolean hasValue = NAMES.contains(name);
            if (!hasValue && !name.equals(ALLOW_NO_MATCH)) {
                throw new IllegalArgumentException("unknown argument: " + name);
            }
            if (hasValue && i + 1 == arguments.length) {
                throw new IllegalArgumentException(name + " lacks its value");
            }
            if (named.put(name, hasValue ? arguments[++i] : "") != null) {
                throw new IllegalArgumentException(name + " is given twice");
            }
        }
        return named;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("--day is a date such as 2024-05-01, not \"" + text + "\"", e);
        }
    }

    private static int days(String text) {
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MAX_DAYS) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("--bought-within is a number of days from 1 to " + MAX_DAYS + ", not \""
                + text + "\"");
    }

    private static double share(String name, String text, double max) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(name + " is a number such as 0.1, not \"" + text + "\"");
        }
        double share = Double.parseDouble(text);
        if (share > 0 && share <= max) {
            return share;
        }
        throw new IllegalArgumentException(name + " is above 0 and " + (max == 1 ? "at most" : "below") + " 1, not \""
                + text + "\"");
    }
}
