package org.foresale.insight.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.insight.campaign.HoldoutCampaign;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.Parquet;
import org.foresale.log.PurchaseLog;
import org.foresale.model.PurchaseModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** The program runs as a scheduler would run it: in a process of its own. */
@Tag("slow")
class ScoreCommandTest {

    private static final int KILLS = 10;
    private static final Snapshot QUESTION = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(90, 105, 120), 145, 25).withActivity(3, 45);

    @TempDir
    private static Path shared;
    private static PurchaseLog whole;

    @TempDir
    private Path folder;
    private Path model;
    private PurchaseLog log;

    /** What a process said, and how it ended. */
    private record Ended(int code, String said) {
    }

    @BeforeAll
    static void writeLogAndModel() {
        Table table = RandomLogs.table(1, 400);
        whole = LogSource.table(table).load(RandomLogs.MAPPING, RandomLogs.RULES);
        table.write().csv(shared.resolve("log.csv").toFile());
        RandomLogs.MAPPING.write(shared.resolve("mapping.json"));
        PurchaseModel.fit(QUESTION.withAllActiveUsers().cohort(whole),
                BoostedTreesLearner.withDefaults().withRounds(50))
                .withProfile(QUESTION, whole).write(shared.resolve("x.zip"));
    }

    @BeforeEach
    void takeLogAndModel() throws IOException {
        log = whole;
        model = shared.resolve("x.zip");
        for (String file : List.of("log.csv", "mapping.json")) {
            Files.copy(shared.resolve(file), folder.resolve(file));
        }
    }

    private Process start(String log, Object... arguments) throws IOException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> words = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", path, ScoreCommand.class.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(words::add);
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put(LogSource.VARIABLE, log);
        builder.environment().put("FORESALE_LOG_MAPPING", folder.resolve("mapping.json").toString());
        return builder.start();
    }

    private Ended run(Object... arguments) throws Exception {
        return ended(start(folder.resolve("log.csv").toString(), arguments));
    }

    /** The same program in this process, of a log that is known. */
    private Ended here(Object... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = ScoreCommand.run(stream, stream, () -> log, Arrays.stream(arguments).map(Object::toString)
                .toArray(String[]::new));
        return new Ended(code, said.toString(StandardCharsets.UTF_8));
    }

    private static Ended ended(Process process) throws Exception {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    /** The bytes of all files of a folder but its lock. */
    private static Map<String, String> bytes(Path of) throws IOException {
        Map<String, String> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(of)) {
            files.filter(Files::isRegularFile).filter(file -> !file.endsWith(".lock")).forEach(file -> {
                try {
                    bytes.put(of.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return bytes;
    }

    @Test
    void theSameRunGivesTheSameBytesAndALineForEachDay() throws Exception {
        Path out = folder.resolve("scores");
        Ended first = run(model, out, "--share", "0.2");
        assertThat(first.said()).contains("80 of 400 active users");
        assertThat(first.code()).isZero();
        Map<String, String> written = bytes(out);
        assertThat(written.keySet()).containsExactly("2024-07-19/audience.csv", "2024-07-19/audience.parquet",
                "2024-07-19/health.csv", "2024-07-19/page.html", "history.csv");
        assertThat(run(model, out, "--share", "0.2").code()).isZero();
        assertThat(bytes(out)).isEqualTo(written);
        assertThat(here(model, out, "--share", "0.2").code()).isZero();
        assertThat(bytes(out)).as("in this process").isEqualTo(written);
        assertThat(here(model, out, "--day", "2024-07-01").code()).isZero();
        assertThat(Files.readAllLines(out.resolve("history.csv"))).hasSize(3).satisfies(lines -> {
            assertThat(lines.get(0)).isEqualTo("day,model,users,addressed,held_out,expected_buyers,advice,why");
            assertThat(lines.get(1)).matches("2024-07-01,[0-9a-f]{12},400,40,0,\\d+\\.\\d,use,.*");
            assertThat(lines.get(2)).startsWith("2024-07-19,").contains(",400,80,0,");
        });
    }

    @Test
    void aHoldoutIsDrawnAndASuppressionListIsKept() throws Exception {
        Path list = Files.writeString(folder.resolve("opted-out.txt"), "\uFEFFu0\nu3\n\nunknown\n");
        Path out = folder.resolve("scores");
        assertThat(here(model, out, "--share", "1", "--suppress", list, "--holdout", "0.25", "--campaign", "july"))
                .satisfies(ended -> {
                    assertThat(ended.code()).isZero();
                    assertThat(ended.said()).contains("2 of 400 users left out",
                            "298 of 400 active users to address, 100 held out, ", " buyers expected of both: ");
                });
        assertThat(Files.readString(out.resolve("history.csv"))).contains(",400,298,100,");
        assertThat(Files.readString(out.resolve("2024-07-19/page.html")))
                .contains("<dt>users to address</dt><dd>298</dd>", "<dt>users held out</dt><dd>100</dd>");
        HoldoutCampaign campaign = HoldoutCampaign.read(out.resolve("2024-07-19/campaign"));
        assertThat(campaign.size()).isEqualTo(398);
        assertThat(campaign.plan().name()).isEqualTo("july");
        assertThat(campaign.plan().days()).isEqualTo(25);
        assertThat(campaign.plan().heldOut()).isEqualTo(100);
        assertThat(campaign.addressed().stringColumn("user").asList()).doesNotContain("u0", "u3");
        Files.writeString(list, "U0\n");
        assertThat(here(model, out, "--suppress", list)).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said()).contains("a user called \"u0\"");
        });
        // What may have been sent stays.
        Map<String, String> drawn = bytes(out);
        assertThat(here(model, out, "--share", "1")).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said()).contains("A campaign was drawn for this day");
        });
        assertThat(bytes(out)).isEqualTo(drawn);
        // A second draw of the same name would address users whom the first holds out.
        assertThat(here(model, out, "--day", "2024-07-18", "--holdout", "0.25", "--campaign", "july"))
                .satisfies(ended -> {
                    assertThat(ended.code()).isEqualTo(1);
                    assertThat(ended.said()).contains("\"july\" was drawn on 2024-07-19, and purchases count for it"
                            + " until 2024-08-12");
                });
        assertThat(here(model, out, "--day", "2024-07-18", "--holdout", "0.25", "--campaign", "July ").said())
                .contains("a campaign is drawn once");
    }

    /** What is written late for an earlier day and what was sent on a later one would address each other's held out. */
    @Test
    void daysAreScoredInTheirOrderWhereUsersAreHeldOut() throws Exception {
        Path out = folder.resolve("scores");
        assertThat(here(model, out, "--day", "2024-07-10").code()).isZero();
        assertThat(here(model, out, "--day", "2024-07-08").code()).as("nobody is held out").isZero();
        assertThat(here(model, out, "--day", "2024-07-09", "--holdout", "0.25", "--campaign", "late")).satisfies(late -> {
            assertThat(late.code()).isEqualTo(1);
            assertThat(late.said()).contains("The day 2024-07-10 was scored before 2024-07-09", "Score days in their order");
        });
        assertThat(here(model, out, "--day", "2024-07-12", "--holdout", "0.25", "--campaign", "july").code()).isZero();
        assertThat(here(model, out, "--day", "2024-07-11").said()).contains("the campaign drawn on it may have been sent");
        Map<String, String> written = bytes(out);
        assertThat(here(model, out, "--day", "2024-07-12", "--holdout", "0.25", "--campaign", "july").code()).isZero();
        assertThat(here(model, out, "--day", "2024-07-10").code()).as("a day may be written again").isZero();
        assertThat(bytes(out)).isEqualTo(written);
    }

    /** Held-out users may leave the log, and the list that was handed over may be opened and saved. */
    @Test
    void whatBecomesOfHeldOutUsersAndOfTheListStopsNoLaterNight() throws Exception {
        Path out = folder.resolve("scores");
        assertThat(here(model, out, "--day", "2024-07-10", "--share", "0.01", "--holdout", "0.5", "--campaign", "july")
                .code()).isZero();
        Table heldOut = HoldoutCampaign.read(out.resolve("2024-07-10/campaign")).heldOut();
        Table table = RandomLogs.table(1, 400);
        log = LogSource.table(table.where(table.stringColumn("user").isNotIn(heldOut.stringColumn("user").asList())))
                .load(RandomLogs.MAPPING, RandomLogs.RULES);
        Path addressed = out.resolve("2024-07-10/campaign/addressed.csv");
        Files.writeString(addressed, Files.readString(addressed).replace("\r\n", "\n"));
        Files.writeString(addressed.resolveSibling("notes.txt"), "sent");
        assertThat(here(model, out, "--day", "2024-07-11")).satisfies(ended ->
                assertThat(ended.code()).as(ended.said()).isZero());
    }

    /** A kill between two renamings leaves a day under another name: until it has its own, nothing is known of it. */
    @Test
    void aDayThatLostItsNameIsNotForgotten() throws Exception {
        Path out = folder.resolve("scores");
        assertThat(here(model, out, "--day", "2024-07-10", "--share", "1", "--holdout", "0.25", "--campaign", "july")
                .code()).isZero();
        Path replaced = out.resolve(".old-0123456789ab-1-x-2024-07-10");
        Files.move(out.resolve("2024-07-10"), replaced);
        assertThat(here(model, out, "--day", "2024-07-11")).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said()).contains("Rename that folder to 2024-07-10");
        });
        Files.move(replaced, out.resolve("2024-07-10"));
        assertThat(here(model, out, "--day", "2024-07-11").said()).contains("as the campaign \"july\" holds them out");
    }

    /** Who is held out is not addressed by any later list of the folder, as long as the campaign counts. */
    @Test
    void whoIsHeldOutStaysHeldOut() throws Exception {
        Path out = folder.resolve("scores");
        assertThat(here(model, out, "--day", "2024-07-10", "--share", "1", "--holdout", "0.25", "--campaign", "july")
                .code()).isZero();
        List<String> heldOut = HoldoutCampaign.read(out.resolve("2024-07-10/campaign")).heldOut()
                .stringColumn("user").asList();
        assertThat(here(model, out, "--day", "2024-07-11", "--share", "1").said())
                .contains("users left out, as the campaign \"july\" holds them out until 2024-08-03");
        assertThat(Parquet.read(out.resolve("2024-07-11/audience.parquet")).stringColumn("user").asList())
                .hasSizeGreaterThan(250).doesNotContainAnyElementsOf(heldOut);
        // Whom a campaign holds out is not counted as left out by the list.
        Path list = Files.writeString(folder.resolve("one.txt"), Parquet.read(out.resolve(
                "2024-07-11/audience.parquet")).getString(0, "user") + "\n");
        assertThat(here(model, out, "--day", "2024-07-11", "--share", "1", "--suppress", list).said())
                .contains("foresale: 1 of ", "users left out, as " + list);
        assertThat(here(model, out, "--day", "2024-07-12", "--share", "1", "--holdout", "0.5", "--campaign", "other")
                .code()).isZero();
        assertThat(Parquet.read(out.resolve("2024-07-12/campaign/addressed.parquet")).stringColumn("user").asList())
                .doesNotContainAnyElementsOf(heldOut);
    }

    /** A list of people who opted out, all of whom left long ago, is right, and stops no run. */
    @Test
    void aListOfUsersWhoLeftStopsNothing() throws Exception {
        Table table = RandomLogs.table(1, 400);
        log = LogSource.table(table.where(table.dateTimeColumn("time").isBefore(LocalDateTime.of(2024, 4, 1, 0, 0))
                .or(table.stringColumn("user").isNotEqualTo("u3")))).load(RandomLogs.MAPPING, RandomLogs.RULES);
        Path list = Files.writeString(folder.resolve("opted-out.txt"), "u3\n");
        Ended ended = here(model, folder.resolve("scores"), "--suppress", list);
        assertThat(ended.said()).contains("0 of 399 users left out");
        assertThat(ended.code()).isZero();
        Path all = Files.write(folder.resolve("all.txt"), IntStream.range(0, 390).mapToObj(i -> "u" + i).toList());
        Ended none = here(model, folder.resolve("scores"), "--suppress", all, "--share", "0.01");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.said()).contains("Nobody is left to address", "Give a larger --share");
        assertThat(here(model, folder.resolve("scores"), "--suppress", all, "--share", "0.01", "--holdout", "0.5",
                "--campaign", "july").said()).contains("Nobody is left to address");
    }

    /** An export of those who opted out may be empty, or a wrong one: a scheduler says which is right. */
    @Test
    void aListWithoutAnybodyWhoIsKnownIsAllowedByName() throws Exception {
        Path list = Files.writeString(folder.resolve("opted-out.txt"), "\n");
        Path out = folder.resolve("scores");
        assertThat(here(model, out, "--suppress", list)).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said()).contains("opted-out.txt is empty", "--allow-no-match");
        });
        assertThat(here(model, out, "--suppress", list, "--allow-no-match")).satisfies(ended -> {
            assertThat(ended.code()).isZero();
            assertThat(ended.said()).contains("0 of 400 users left out, as ");
        });
        Files.writeString(list, "somebody\n");
        Path failed = folder.resolve("failed");
        assertThat(here(model, failed, "--suppress", list).said()).contains("no user of the list");
        assertThat(failed).as("nothing is left of a call that failed").doesNotExist();
        assertThat(here(model, out, "--suppress", list, "--allow-no-match").code()).isZero();
        // What looks like a user of the log but for its form would be addressed.
        Files.writeString(list, "u1\n2024-01-01;u3\n");
        assertThat(here(model, out, "--suppress", list, "--allow-no-match")).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said()).contains("a user called \"u3\" is known");
        });
    }

    /** Counted by brute force over the lines of the log. */
    @Test
    void whoBoughtLatelyIsLeftOut() throws Exception {
        Path out = folder.resolve("scores");
        assertThat(here(model, out, "--share", "1").code()).isZero();
        List<String> all = addressed(out);
        Table table = RandomLogs.table(1, 400);
        Set<String> bought = Set.copyOf(table.where(table.stringColumn("b").isEqualTo("X")
                .and(table.dateTimeColumn("time").isOnOrAfter(LocalDateTime.of(2024, 7, 9, 0, 0))))
                .stringColumn("user").asList());
        assertThat(bought).isNotEmpty();
        assertThat(here(model, out, "--share", "1", "--bought-within", "10").said())
                .contains("users left out, as they bought within 10 days");
        assertThat(addressed(out)).isEqualTo(all.stream().filter(user -> !bought.contains(user)).toList())
                .hasSizeLessThan(all.size());
    }

    private static List<String> addressed(Path out) {
        return Parquet.read(out.resolve("2024-07-19/audience.parquet")).stringColumn("user").asList();
    }

    @Test
    void aFolderThatIsNoDayIsNotMadeOne() throws Exception {
        Path renamed = folder.resolve("renamed.csv");
        Files.writeString(renamed, Files.readString(folder.resolve("log.csv")).replaceAll(",B,S[0-6],", ",B,NEW,"));
        log = LogSource.file(renamed).load(RandomLogs.MAPPING, RandomLogs.RULES);
        Path notes = folder.resolve("scores/2024-07-19/my-notes.txt");
        Files.createDirectories(notes.getParent());
        Files.writeString(notes, "mine");
        assertThat(here(model, folder.resolve("scores"))).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said()).contains("is not an earlier result");
        });
        assertThat(bytes(notes.getParent()).keySet()).containsExactly("my-notes.txt");
    }

    @Test
    void anAudienceThatMayHaveBeenSentIsNotHeldOutAfterwards() throws Exception {
        Path out = folder.resolve("scores");
        assertThat(here(model, out).code()).isZero();
        Map<String, String> written = bytes(out);
        assertThat(here(model, out, "--holdout", "0.25", "--campaign", "july")).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said()).contains("An audience without a holdout was written for this day");
        });
        assertThat(bytes(out)).isEqualTo(written);
    }

    /** What is not known tonight, and was not sent last night, addresses nobody. */
    @Test
    void usersWhoLeftOrHaveBoughtNothingYetAreNotScored() throws Exception {
        Table table = RandomLogs.table(1, 400);
        log = LogSource.table(table.where(table.dateTimeColumn("time").isBefore(LocalDateTime.of(2024, 5, 1, 0, 0))
                .or(table.stringColumn("user").isNotEqualTo("u0"))
                .andNot(table.stringColumn("user").isEqualTo("u1")
                        .and(table.dateTimeColumn("time").isBefore(LocalDateTime.of(2024, 7, 10, 0, 0))))))
                .load(RandomLogs.MAPPING, RandomLogs.RULES);
        Path out = folder.resolve("scores");
        assertThat(here(model, out, "--day", "2024-07-05", "--share", "1").code()).isZero();
        assertThat(Files.readAllLines(out.resolve("2024-07-05/audience.csv"))).hasSizeGreaterThan(380)
                .noneMatch(line -> line.startsWith("u0,") || line.startsWith("u1,"));
    }

    /** Killed at ten moments from its start to its end, a run leaves nothing half written; the next one mends all. */
    @Test
    void aKillLeavesNothingHalfWritten() throws Exception {
        Path whole = folder.resolve("whole");
        long start = System.nanoTime();
        assertThat(run(model, whole).code()).isZero();
        long took = System.nanoTime() - start;
        Map<String, String> expected = bytes(whole);
        Path out = folder.resolve("scores");
        for (int kill = 1; kill <= KILLS; kill++) {
            Process process = start(folder.resolve("log.csv").toString(), model, out);
            process.waitFor(took * kill / (KILLS + 1), TimeUnit.NANOSECONDS);
            process.destroyForcibly().waitFor();
            if (Files.exists(out)) {
                bytes(out).forEach((name, bytes) -> {
                    if (!name.startsWith(".")) {
                        assertThat(bytes).as(name).isEqualTo(expected.get(name));
                    }
                });
            }
        }
        assertThat(run(model, out).code()).isZero();
        assertThat(bytes(out)).isEqualTo(expected);
    }

    @Test
    void aModelThatIsNotToBeUsedGivesNoAudience() throws Exception {
        Path renamed = folder.resolve("renamed.csv");
        Files.writeString(renamed, Files.readString(folder.resolve("log.csv")).replaceAll(",B,S[0-6],", ",B,NEW,"));
        Path out = folder.resolve("scores");
        log = LogSource.file(renamed).load(RandomLogs.MAPPING, RandomLogs.RULES);
        Ended ended = here(model, out);
        assertThat(ended.said()).contains("Do not use the model: lines of classes unknown in training");
        assertThat(ended.code()).isEqualTo(ScoreCommand.DO_NOT_USE);
        assertThat(bytes(out).keySet()).containsExactly("2024-07-19/health.csv", "2024-07-19/page.html",
                "history.csv");
        assertThat(Files.readString(out.resolve("history.csv"))).contains(",0,0,0.0,do not use,");
        // A campaign that may have been sent stays, and what is wrong is told all the same.
        Path sent = folder.resolve("sent");
        PurchaseLog late = log;
        log = whole;
        assertThat(here(model, sent, "--holdout", "0.25", "--campaign", "july").code()).isZero();
        String draw = bytes(sent).get("2024-07-19/campaign/draw.parquet");
        log = late;
        assertThat(here(model, sent, "--holdout", "0.25", "--campaign", "july")).satisfies(again -> {
            assertThat(again.code()).isEqualTo(ScoreCommand.DO_NOT_USE);
            assertThat(again.said()).contains("Do not use the model",
                    "the audience that was written for this day before stays");
        });
        assertThat(Files.readString(sent.resolve("2024-07-19/page.html"))).contains("Do not use this list.");
        assertThat(here(model, out).said()).contains("nobody to address: ").doesNotContain("stays");
        assertThat(bytes(sent)).containsEntry("2024-07-19/campaign/draw.parquet", draw);
        assertThat(Files.readString(sent.resolve("2024-07-19/health.csv"))).contains("do not use");
        assertThat(Files.readString(sent.resolve("history.csv"))).contains(",30,10,", ",do not use,");
    }

    @Test
    void whatIsWrongIsSaidInASentence() throws Exception {
        Path out = folder.resolve("scores");
        assertThat(here(model)).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.said()).contains("give the model and the folder first", "usage: environment/score",
                    "environment/score --help explains them").hasLineCount(4);
        });
        assertThat(here(model, out, "--share", "2").said()).contains("--share is above 0 and at most 1, not \"2\"");
        assertThat(here(model, out, "--holdout", "1").said()).contains("--holdout is above 0 and below 1");
        assertThat(here(model, out, "--day", "soon").said()).contains("--day is a date such as 2024-05-01");
        assertThat(here(model, out, "--holdout", ".3").said()).contains("--holdout needs --campaign NAME");
        assertThat(here(model, out, "--campaign", "x").said()).contains("--campaign needs --holdout");
        assertThat(here(model, out, "--share", "0x1p-1").said()).contains("--share is a number such as 0.1");
        assertThat(here(model, out, "--bought-within", "0").said())
                .contains("--bought-within is a number of days from 1 to 36500, not \"0\"");
        assertThat(here(model, out, "--allow-no-match").said()).contains("--allow-no-match needs --suppress");
        assertThat(here(model, out, "--suppress").said()).contains("--suppress lacks its value");
        assertThat(here(model, out, "--suppress", folder.resolve("none.txt")).said())
                .contains("none.txt cannot be read");
        assertThat(here(model, out, "--day", "2024-05-01")).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said()).contains("the model learnt from purchases until 2024-05-24")
                    .contains("give a day from 2024-05-25 on");
        });
        assertThat(here(model, "").said()).contains("give the model and the folder first");
        Path western = Files.write(folder.resolve("western.txt"), new byte[] {'u', (byte) 0xe4, '\n'});
        assertThat(here(model, out, "--suppress", western).said()).contains("western.txt is no text in UTF-8");
        Path all = Files.write(folder.resolve("all.txt"), IntStream.range(0, 400).mapToObj(i -> "u" + i).toList());
        assertThat(here(model, out, "--suppress", all).said()).contains("Nobody is left to address");
        assertThat(here(model, out, "--holdout", "0.9", "--share", "0.001", "--campaign", "x").said())
                .contains("leaves nobody");
        assertThat(here(folder.resolve("none.zip"), out)).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said()).startsWith("foresale: error: ").doesNotContain("Exception");
        });
        assertThat(ended(start("", model, out)).said()).contains("The environment variable FORESALE_LOG names no log");
        assertThat(out).as("nothing is left of a call that failed").doesNotExist();
        Files.createDirectories(out);
        Files.writeString(out.resolve("history.csv"), "mine");
        assertThat(here(model, out)).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.said()).contains("is not a history of scoring runs");
        });
        assertThat(bytes(out).keySet()).as("nothing is written beside it").containsExactly("history.csv");
    }
}
