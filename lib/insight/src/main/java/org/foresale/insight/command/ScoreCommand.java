package org.foresale.insight.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.foresale.insight.audience.Audience;
import org.foresale.insight.audience.Suppression;
import org.foresale.insight.campaign.HoldoutCampaign;
import org.foresale.insight.health.ModelHealth;
import org.foresale.insight.page.AudiencePage;
import org.foresale.log.ColumnMapping;
import org.foresale.log.ForesaleException;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.NewFile;
import org.foresale.log.internal.NewFolder;
import org.foresale.log.internal.OneLine;
import org.foresale.log.internal.Sha256;
import org.foresale.model.PurchaseModel;
import org.foresale.model.TrainingProfile;

/**
 * Scores a log with a saved model; the program behind environment/score.
 *
 * <p>A day's folder is there whole or not at all, and its files depend on the model, the log, the arguments and the
 * campaigns of earlier days alone: the same run gives the same bytes, whether it is the first or not.
 */
final class ScoreCommand {

    static final int DO_NOT_USE = 3;
    private static final int WRONG = 1;
    private static final int USAGE = 2;
    private static final String HEALTH = "health.csv";
    private static final String PAGE = "page.html";
    private static final int SHORT = 12;
    private static final long SEED = 1;

    private final PrintStream out;
    private final ScoreOptions options;
    private final PurchaseModel model;
    private final PurchaseLog log;
    private final LocalDate day;
    private final ModelHealth health;
    private final Audience everybody;
    private final Optional<Suppression> list;

    private ScoreCommand(PrintStream out, ScoreOptions options, PurchaseModel model, Optional<Suppression> read,
            PurchaseLog log) {
        this.out = out;
        this.options = options;
        this.model = model;
        this.log = log;
        list = read.map(suppression -> suppression.in(log));
        day = options.day().orElse(log.date(log.days()));
        requireAfterTraining(model, day);
        health = ModelHealth.of(model, log, day);
        everybody = Audience.of(model.scoreActive(log, day), log, model.target());
    }

    /** Whom to address, and how many the suppression list and a purchase of late left out. */
    private record Left(Audience audience, int suppressed, int bought) {
    }

    /**
     * Scores a log and ends with 0, 1, 2 or 3, as the usage says.
     *
     * @param arguments the model, the folder, and options
     */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, ScoreCommand::logOfEnvironment, arguments));
    }

    private static PurchaseLog logOfEnvironment() {
        if (Optional.ofNullable(System.getenv(LogSource.VARIABLE)).orElse("").isBlank()) {
            throw new ForesaleException("The environment variable " + LogSource.VARIABLE
                    + " names no log. Set it to the path of a file, or to the"
                    + " JDBC address of a database.");
        }
        LogSource source = LogSource.fromEnvironment(Path.of(""));
        return source.load(ColumnMapping.fromEnvironment().orElseGet(() -> source.guess().mapping()));
    }

    static int run(PrintStream out, PrintStream err, Supplier<PurchaseLog> log, String... arguments) {
        ScoreOptions options;
        try {
            options = ScoreOptions.of(arguments);
        } catch (IllegalArgumentException e) {
            err.println("foresale: error: " + e.getMessage() + "\n" + ScoreOptions.SHORT_USAGE);
            return USAGE;
        }
        try {
            return score(out, options, log);
        } catch (ForesaleException | IllegalArgumentException | IllegalStateException e) {
            err.println("foresale: error: " + e.getMessage());
            return WRONG;
        } catch (IOException e) {
            err.println("foresale: error: the folder " + options.folder() + " cannot be written: " + e.getMessage());
            return WRONG;
        }
    }

    /** All that can be wrong with model, list, log and day is said before a folder is made. */
    private static int score(PrintStream out, ScoreOptions options, Supplier<PurchaseLog> log) throws IOException {
        ScoreHistory.check(options.folder());
        PurchaseModel model = PurchaseModel.read(options.model());
        Optional<Suppression> list = options.suppress().map(file -> suppression(file, options.noMatch()));
        ScoreCommand command = new ScoreCommand(out, options, model, list, log.get());
        if (!Files.exists(options.folder())) {
            Left left = command.left(List.of());
            command.campaign(left.audience());
        }
        Files.createDirectories(options.folder());
        try (FileChannel channel = FileChannel.open(options.folder().resolve(".lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock lock = lock(channel)) {
            if (lock == null) {
                throw new ForesaleException("Another run scores into the folder " + options.folder()
                        + ". Wait until it has ended.");
            }
            ScoreHistory.check(options.folder());
            return command.write(ScoredDays.of(options.folder()));
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static Suppression suppression(Path file, boolean noMatch) {
        try {
            List<String> users = TextLines.of(file);
            if (users.isEmpty() && !noMatch) {
                throw new ForesaleException("The suppression list " + file + " is empty. If that is right, add"
                        + " --allow-no-match.");
            }
            Suppression list = Suppression.of(String.valueOf(file.getFileName()), users);
            return noMatch ? list.allowingNoMatch() : list;
        } catch (CharacterCodingException e) {
            throw new ForesaleException("The suppression list " + file + " is no text in UTF-8. Save it as such, with"
                    + " one id a line.", e);
        } catch (IOException e) {
            throw new ForesaleException("The suppression list " + file + " cannot be read: " + e.getMessage()
                    + ". Give a text file in UTF-8 with one id a line.", e);
        }
    }

    /** A model knows what users bought until its training ended: for an earlier day, its scores predict nothing. */
    private static void requireAfterTraining(PurchaseModel model, LocalDate day) {
        model.profile().map(TrainingProfile::trainedTo).filter(day::isBefore).ifPresent(end -> {
            throw new IllegalArgumentException("the model learnt from purchases until " + end.minusDays(1)
                    + ", so it cannot predict those from " + day + " on: give a day from " + end + " on");
        });
    }

    private int write(ScoredDays days) throws IOException {
        Left left = left(days.heldOut(day));
        Audience audience = left.audience();
        Path folder = days.folder(day);
        if (!isUsed() && Files.exists(folder)) {
            return keepWhatWasSent(days, folder);
        }
        Optional<HoldoutCampaign> campaign = campaign(audience);
        campaign.map(HoldoutCampaign::plan).ifPresent(days::requireNoEarlierDraw);
        days.requireNothingSent(day, campaign);
        AudiencePage page = page(audience, campaign);
        NewFolder.make(folder, Optional.of(HEALTH), partial -> {
            write(partial.resolve(HEALTH));
            page.write(partial.resolve(PAGE));
            if (campaign.isPresent()) {
                campaign.get().write(partial.resolve(ScoredDays.CAMPAIGN));
            } else if (isUsed()) {
                audience.writeCsv(partial.resolve(ScoredDays.AUDIENCE));
                audience.writeParquet(partial.resolve("audience.parquet"));
            }
            return folder;
        });
        int heldOut = campaign.map(drawn -> drawn.plan().heldOut()).orElse(0);
        ScoreHistory.write(options.folder(), new ScoreHistory.Line(day, checksum(options.model()), everybody.size(),
                audience.size() - heldOut, heldOut, audience.expectedBuyers(), health));
        tell(left, heldOut, folder);
        return isUsed() ? 0 : DO_NOT_USE;
    }

    private boolean isUsed() {
        return health.advice() != ModelHealth.Advice.DO_NOT_USE;
    }

    private Optional<HoldoutCampaign> campaign(Audience audience) {
        return options.holdout().filter(share -> isUsed()).map(share -> HoldoutCampaign.draw(audience,
                options.campaign(), day, model.profile().orElseThrow().horizon(), share, SEED));
    }

    /** The users with the highest probabilities whom nothing forbids to address; nobody if the model is not used. */
    private Left left(List<ScoredDays.HeldOut> heldOut) {
        Audience free = everybody;
        for (ScoredDays.HeldOut earlier : heldOut) {
            int before = free.size();
            free = free.without(earlier.users());
            out.println(String.format(Locale.ROOT, "foresale: %,d users left out, as the campaign \"%s\" holds them"
                    + " out until %s", before - free.size(), OneLine.of(earlier.plan().name()),
                    earlier.plan().end().minusDays(1)));
        }
        Audience suppressed = free;
        if (list.isPresent()) {
            suppressed = free.without(list.get());
        }
        Audience unbought = suppressed;
        if (options.boughtWithin().isPresent()) {
            unbought = suppressed.without(Suppression.boughtWithin(log, model.target(), day,
                    options.boughtWithin().getAsInt()));
        }
        Audience audience = unbought.highest(isUsed() ? options.share() : 0);
        if (isUsed() && audience.size() == 0) {
            throw new ForesaleException("Nobody is left to address: the suppression list, --bought-within and running"
                    + " campaigns have all of the " + everybody.highest(options.share()).size()
                    + " users with the highest probabilities." + (unbought.size() == 0 ? "" : " Give a larger"
                    + " --share."));
        }
        return new Left(audience, free.size() - suppressed.size(), suppressed.size() - unbought.size());
    }

    /** Says what is wrong with the model; what may have been sent stays as it is. */
    private int keepWhatWasSent(ScoredDays days, Path folder) throws IOException {
        NewFolder.requireFree(folder, Optional.of(HEALTH));
        NewFile.make(folder.resolve(HEALTH), true, this::write);
        page(everybody.highest(0), Optional.empty()).write(folder.resolve(PAGE));
        ScoreHistory.advise(options.folder(), new ScoreHistory.Line(day, checksum(options.model()), everybody.size(),
                0, 0, 0, health));
        out.println("foresale: " + health.verdict());
        out.println("foresale: nobody to address" + (days.hasSent(day) ? "; the audience that was written for this day"
                + " before stays" : "") + ": " + folder);
        return DO_NOT_USE;
    }

    private AudiencePage page(Audience audience, Optional<HoldoutCampaign> campaign) {
        AudiencePage page = AudiencePage.of(model.target().name(), model, everybody, audience).withDay(day)
                .withHealth(health);
        return campaign.map(page::withCampaign).orElse(page);
    }

    private void tell(Left left, int heldOut, Path folder) {
        out.println("foresale: " + health.verdict());
        options.suppress().ifPresent(list -> out.println(String.format(Locale.ROOT,
                "foresale: %,d of %,d users left out, as %s has them; the log has %,d of the users of this list",
                left.suppressed(), everybody.size(), list, this.list.orElseThrow().size())));
        options.boughtWithin().ifPresent(within -> out.println(String.format(Locale.ROOT,
                "foresale: %,d of %,d users left out, as they bought within %d %s", left.bought(), everybody.size(),
                within, within == 1 ? "day" : "days")));
        out.println(String.format(Locale.ROOT,
                "foresale: %,d of %,d active users to address%s, %,.0f buyers expected%s: %s",
                left.audience().size() - heldOut, everybody.size(),
                heldOut == 0 ? "" : String.format(Locale.ROOT, ", %,d held out", heldOut),
                left.audience().expectedBuyers(), heldOut == 0 ? "" : " of both", folder));
    }

    /** In UTF-8, whatever the process is set to. */
    private void write(Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            health.table().write().csv(writer);
        }
    }

    private static String checksum(Path file) throws IOException {
        return HexFormat.of().formatHex(Sha256.digest().digest(Files.readAllBytes(file))).substring(0, SHORT);
    }
}
