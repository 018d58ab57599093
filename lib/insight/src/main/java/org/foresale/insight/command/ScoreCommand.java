package org.foresale.insight.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
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
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
 * <p>A day's folder is there whole or not at all, and its files depend on the model, the log and the arguments alone:
 * the same run gives the same bytes, whether it is the first or not.
 */
final class ScoreCommand {

    static final int DO_NOT_USE = 3;
    private static final int WRONG = 1;
    private static final int USAGE = 2;
    private static final String HEALTH = "health.csv";
    private static final String CAMPAIGN = "campaign";
    private static final String AUDIENCE = "audience.csv";
    private static final Pattern DAY = Pattern.compile("\\d{4,}-\\d\\d-\\d\\d");
    private static final int SHORT = 12;
    private static final long SEED = 1;

    private ScoreCommand() {
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
            err.println("foresale: error: " + e.getMessage() + "\n" + ScoreOptions.USAGE);
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

    private static int score(PrintStream out, ScoreOptions options, Supplier<PurchaseLog> source) throws IOException {
        Files.createDirectories(options.folder());
        try (FileChannel channel = FileChannel.open(options.folder().resolve(".lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock lock = lock(channel)) {
            if (lock == null) {
                throw new ForesaleException("Another run scores into the folder " + options.folder()
                        + ". Wait until it has ended.");
            }
            ScoreHistory.check(options.folder());
            PurchaseModel model = PurchaseModel.read(options.model());
            PurchaseLog log = source.get();
            LocalDate day = options.day().orElse(log.date(log.days()));
            requireAfterTraining(model, day);
            return score(out, options, model, log, day);
        }
    }

    /** A model knows what users bought until its training ended: for an earlier day, its scores predict nothing. */
    private static void requireAfterTraining(PurchaseModel model, LocalDate day) {
        model.profile().map(TrainingProfile::trainedTo).filter(day::isBefore).ifPresent(end -> {
            throw new IllegalArgumentException("the model learnt from purchases until " + end.minusDays(1)
                    + ", so it cannot predict those from " + day + " on: give a day from " + end + " on");
        });
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static int score(PrintStream out, ScoreOptions options, PurchaseModel model, PurchaseLog log, LocalDate day)
            throws IOException {
        ModelHealth health = ModelHealth.of(model, log, day);
        boolean used = health.advice() != ModelHealth.Advice.DO_NOT_USE;
        Audience everybody = Audience.of(model.scoreActive(log, day), log, model.target());
        Audience free = withoutHeldOut(out, everybody, options.folder(), day, log);
        Audience suppressed = options.suppress().isPresent()
                ? free.without(suppression(options.suppress().get()).in(log)) : free;
        Audience audience = used ? suppressed.highest(options.share()) : suppressed.highest(0);
        if (used && suppressed.size() > 0 && audience.size() == 0) {
            throw new ForesaleException("Nobody is left to address: the suppression list and running campaigns have all"
                    + " of the " + everybody.highest(options.share()).size() + " users with the highest probabilities."
                    + " Give a larger --share.");
        }
        Path folder = options.folder().resolve(day.toString());
        Optional<HoldoutCampaign> campaign = options.holdout().filter(share -> used).map(share -> HoldoutCampaign.draw(
                audience, options.campaign(), day, model.profile().orElseThrow().horizon(), share, SEED));
        if (!used && Files.exists(folder)) {
            NewFolder.requireFree(folder, Optional.of(HEALTH));
            // What may have been sent stays as it is.
            NewFile.make(folder.resolve(HEALTH), true, partial -> write(health, partial));
            ScoreHistory.advise(options.folder(), new ScoreHistory.Line(day, checksum(options.model()),
                    everybody.size(), 0, 0, 0, health));
            out.println("foresale: " + health.verdict());
            out.println("foresale: nobody to address; what was written for this day before stays: " + folder);
            return DO_NOT_USE;
        }
        requireNothingSent(folder, campaign);
        if (campaign.isPresent()) {
            requireNoEarlierDraw(options.folder(), campaign.get().plan());
        }
        AudiencePage about = AudiencePage.of(model.target().name() + ", from " + day, model, everybody, audience)
                .withHealth(health);
        AudiencePage page = campaign.map(about::withCampaign).orElse(about);
        NewFolder.make(folder, Optional.of(HEALTH), partial -> {
            write(health, partial.resolve(HEALTH));
            page.write(partial.resolve("page.html"));
            if (used && campaign.isPresent()) {
                campaign.get().write(partial.resolve(CAMPAIGN));
            } else if (used) {
                audience.writeCsv(partial.resolve(AUDIENCE));
                audience.writeParquet(partial.resolve("audience.parquet"));
            }
            return folder;
        });
        return told(out, options, everybody, free.size() - suppressed.size(), audience,
                campaign.map(drawn -> drawn.plan().heldOut()).orElse(0), health, day);
    }

    /** Adds the day's line to the history, and says what was done. */
    private static int told(PrintStream out, ScoreOptions options, Audience everybody, int leftOut, Audience audience,
            int heldOut, ModelHealth health, LocalDate day) throws IOException {
        ScoreHistory.write(options.folder(), new ScoreHistory.Line(day, checksum(options.model()), everybody.size(),
                audience.size() - heldOut, heldOut, audience.expectedBuyers(), health));
        out.println("foresale: " + health.verdict());
        if (options.suppress().isPresent()) {
            out.println(String.format(Locale.ROOT, "foresale: %,d of %,d users left out, as %s has them",
                    leftOut, everybody.size(), options.suppress().get()));
        }
        out.println(String.format(Locale.ROOT,
                "foresale: %,d of %,d active users to address%s, %,.0f buyers expected%s: %s",
                audience.size() - heldOut, everybody.size(),
                heldOut == 0 ? "" : String.format(Locale.ROOT, ", %,d held out", heldOut), audience.expectedBuyers(),
                heldOut == 0 ? "" : " of both", options.folder().resolve(day.toString())));
        return health.advice() == ModelHealth.Advice.DO_NOT_USE ? DO_NOT_USE : 0;
    }

    /** In UTF-8, whatever the process is set to. */
    private static void write(ModelHealth health, Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            health.table().write().csv(writer);
        }
    }

    /** Who is held out of a campaign whose purchases still count is not addressed by any other. */
    private static Audience withoutHeldOut(PrintStream out, Audience everybody, Path folder, LocalDate day,
            PurchaseLog log) throws IOException {
        Audience left = everybody;
        for (Path earlier : campaigns(folder)) {
            HoldoutCampaign.Plan plan = HoldoutCampaign.readPlan(earlier);
            LocalDate end = plan.start().plusDays(plan.days());
            if (plan.start().isBefore(day) && end.isAfter(day)) {
                int before = left.size();
                left = left.without(Suppression.of("held out of " + plan.name(),
                        HoldoutCampaign.read(earlier).heldOut().stringColumn("user").asList()).in(log));
                out.println(String.format(Locale.ROOT, "foresale: %,d users left out, as the campaign \"%s\" holds them"
                        + " out until %s", before - left.size(), OneLine.of(plan.name()), end.minusDays(1)));
            }
        }
        return left;
    }

    /** What may have been sent is not replaced by another draw: its effect could not be measured any more. */
    private static void requireNothingSent(Path day, Optional<HoldoutCampaign> now) {
        if (Files.exists(day.resolve(AUDIENCE)) && now.isPresent()) {
            throw new ForesaleException("An audience without a holdout was written for this day, and may have been"
                    + " sent: " + day + ". Users who are held out now may have been addressed. Move it away, or name"
                    + " another folder.");
        }
        if (Files.exists(day.resolve(CAMPAIGN))) {
            HoldoutCampaign drawn = HoldoutCampaign.read(day.resolve(CAMPAIGN));
            boolean same = now.isPresent() && drawn.plan().equals(now.get().plan()) && drawn.size() == now.get().size()
                    && IntStream.range(0, drawn.size()).allMatch(i -> drawn.isHeldOut(i) == now.get().isHeldOut(i)
                            && drawn.userId(i).equals(now.get().userId(i)));
            if (!same) {
                throw new ForesaleException("A campaign was drawn for this day, and may have been sent: "
                        + day.resolve(CAMPAIGN) + ". This run would replace it by "
                        + (now.isPresent() ? "another draw" : "an audience without a holdout")
                        + ". Move it away, or name another folder.");
            }
        }
    }

    /** As scores move from night to night, a second draw of a campaign would be one of other users. */
    private static void requireNoEarlierDraw(Path folder, HoldoutCampaign.Plan now) throws IOException {
        for (Path campaign : campaigns(folder)) {
            HoldoutCampaign.Plan earlier = HoldoutCampaign.readPlan(campaign);
            LocalDate end = earlier.start().plusDays(earlier.days());
            if (earlier.name().equals(now.name()) && !earlier.start().equals(now.start())
                    && end.isAfter(now.start()) && earlier.start().isBefore(now.start().plusDays(now.days()))) {
                throw new ForesaleException("The campaign \"" + OneLine.of(now.name()) + "\" was drawn on "
                        + earlier.start() + ", and purchases count for it until " + end.minusDays(1) + ": a campaign is"
                        + " drawn once. Score without --holdout until then, or name another campaign; whom it holds"
                        + " out is left out of both.");
            }
        }
    }

    /** The campaigns of all days; what a killed run has left has another name than a day. */
    private static List<Path> campaigns(Path folder) throws IOException {
        try (Stream<Path> days = Files.list(folder)) {
            return days.filter(day -> DAY.matcher(String.valueOf(day.getFileName())).matches())
                    .map(day -> day.resolve(CAMPAIGN)).filter(Files::exists).sorted().toList();
        }
    }

    private static Suppression suppression(Path file) {
        try {
            List<String> users = TextLines.of(file);
            if (users.isEmpty()) {
                throw new ForesaleException("The suppression list " + file + " is empty. If nobody is to be left out,"
                        + " leave --suppress out.");
            }
            return Suppression.of(String.valueOf(file.getFileName()), users);
        } catch (IOException e) {
            throw new ForesaleException("The suppression list " + file + " cannot be read: " + e.getMessage()
                    + ". Give a text file in UTF-8 with one id a line.", e);
        }
    }

    private static String checksum(Path file) throws IOException {
        return HexFormat.of().formatHex(Sha256.digest().digest(Files.readAllBytes(file))).substring(0, SHORT);
    }
}
