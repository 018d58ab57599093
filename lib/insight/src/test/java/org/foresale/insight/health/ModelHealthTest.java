package org.foresale.insight.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.insight.health.ModelHealth.Advice;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.Learner;
import org.foresale.log.ForesaleException;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.foresale.model.PurchaseModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class ModelHealthTest {

    private static final Target X = Target.of("x", Level.SECOND, "X");
    private static final Snapshot QUESTION =
            Snapshot.of(X).withDays(List.of(90, 105, 120), 145, 25).withActivity(3, 45);
    /** From here on the shifted logs are other than they were. */
    private static final LocalDate CHANGE = RandomLogs.FIRST_DAY.plusDays(150);
    private static final LocalDate DAY = RandomLogs.FIRST_DAY.plusDays(190);
    private static final int LOGS = 20;
    private static final Learner LEARNER = BoostedTreesLearner.withDefaults().withRounds(100);

    @TempDir
    private Path folder;

    private static PurchaseLog load(Table table) {
        return LogSource.table(table).load(RandomLogs.MAPPING, RandomLogs.RULES);
    }

    private static PurchaseModel model(PurchaseLog log) {
        Cohort cohort = QUESTION.withAllActiveUsers().cohort(log);
        return PurchaseModel.fit(cohort, LEARNER).withProfile(QUESTION, log);
    }

    @Test
    void itStaysQuietOnTwentyStableLogs() {
        List<String> loud = new ArrayList<>();
        for (int seed = 1; seed <= LOGS; seed++) {
            PurchaseLog log = RandomLogs.log(seed, 600);
            ModelHealth health = ModelHealth.of(model(log), log, DAY);
            if (health.advice() != Advice.USE) {
                loud.add(seed + ": " + health.verdict());
            }
        }
        System.out.printf("health quiet on %d of %d stable logs%n", LOGS - loud.size(), LOGS);
        assertThat(loud).isEmpty();
    }

    @Test
    void itSpeaksOnTwentyLogsOfWhichAThirdOfTheClassesIsRenamed() {
        speaks(row -> {
            String second = row.getString("b");
            if (List.of("S0", "S3", "S6").contains(second)) {
                row.setString("b", "new " + second);
            }
            return true;
        }, "lines of classes unknown in training");
    }

    @Test
    void itSpeaksOnTwentyLogsWithAPriceRise() {
        speaks(row -> {
            row.setDouble("value", row.getDouble("value") * 1.3 + .5);
            return true;
        }, "value a line");
    }

    @Test
    void itSpeaksOnTwentyLogsOfAnotherSeason() {
        // In this season hardly anybody buys the target.
        speaks(row -> !row.getString("b").equals("X") || row.getString("user").endsWith("0"), "buyers in the last");
    }

    private static void speaks(Function<Row, Boolean> change, String sign) {
        List<String> silent = new ArrayList<>();
        for (int seed = 1; seed <= LOGS; seed++) {
            Table table = RandomLogs.table(seed, 600);
            PurchaseModel model = model(load(table));
            Table shifted = table.emptyCopy();
            for (Row row : table) {
                LocalDateTime time = row.getDateTime("time");
                boolean kept = time.toLocalDate().isBefore(CHANGE) || change.apply(row);
                if (kept) {
                    shifted.append(row);
                }
            }
            ModelHealth health = ModelHealth.of(model, load(shifted), DAY);
            if (health.signs().stream().filter(each -> each.advice() != Advice.USE)
                    .noneMatch(each -> each.what().startsWith(sign))) {
                silent.add(seed + ": " + health.verdict());
            }
        }
        System.out.printf("health loud on %d of %d shifted logs: %s%n", LOGS - silent.size(), LOGS, sign);
        assertThat(silent).isEmpty();
    }

    /** Of a target that hardly anybody buys, no buyer at all is no news, and no evidence that a moved score is right. */
    @Test
    void tooFewBuyersConfirmNothing() {
        PurchaseModel model = model(load(rare(RandomLogs.table(1, 2_000))));
        Table table = rare(RandomLogs.table(5, 300));
        Table shifted = table.emptyCopy();
        for (Row row : table) {
            // Late, the target is out of stock, and customers come more rarely.
            boolean late = !row.getDateTime("time").toLocalDate().isBefore(CHANGE);
            if (!late || !row.getString("b").equals("X") && row.getDateTime("time").getMinute() == 0) {
                shifted.append(row);
            }
        }
        ModelHealth health = ModelHealth.of(model, load(shifted), DAY);
        assertThat(health.signs().get(health.signs().size() - 1).value()).startsWith("0.00 (0, ")
                .endsWith("too few to confirm the score");
        assertThat(health.signs().get(1).what()).isEqualTo("score");
        assertThat(health.signs().get(1).advice()).as(health.verdict()).isEqualTo(Advice.DO_NOT_USE);
    }

    private static Table rare(Table table) {
        Random random = new Random(2);
        Table kept = table.emptyCopy();
        for (Row row : table) {
            if (!row.getString("b").equals("X") || random.nextInt(10) == 0) {
                kept.append(row);
            }
        }
        return kept;
    }

    /** What cannot be looked at is told, and does not pass for a good sign. */
    @Test
    void whatIsNotKnownIsTold() {
        PurchaseLog log = RandomLogs.log(1, 150);
        ModelHealth health = ModelHealth.of(model(log), log, RandomLogs.FIRST_DAY.plusDays(160));
        assertThat(health.advice()).as(health.verdict()).isEqualTo(Advice.USE);
        assertThat(health.verdict()).matches("Use the model: no sign speaks against it on 2024-06-09\\. Not known is the"
                + " sign \"buyers in the last 25 days, actual over expected\": \\d+ users of the test split, 50 are"
                + " needed\\.");
        // Hardly anybody shops three times in the ten days that the first training day knew.
        Snapshot early = QUESTION.withDays(List.of(20, 60, 90), 120, 25);
        PurchaseLog large = RandomLogs.log(1, 600);
        PurchaseModel model = PurchaseModel.fit(early.withAllActiveUsers().cohort(large), LEARNER)
                .withProfile(early, large);
        assertThat(ModelHealth.of(model, RandomLogs.log(2, 120), DAY).table().stringColumn("found").asList())
                .anyMatch(found -> found.matches("not known: \\d+ users are active in the last 20 days, 50 are needed"));
        Snapshot tooEarly = QUESTION.withDays(List.of(2, 60, 90), 120, 25);
        assertThatThrownBy(() -> PurchaseModel.fit(tooEarly.withAllActiveUsers().cohort(large), LEARNER)
                .withProfile(tooEarly, large)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("let training begin later");
    }

    @Test
    void aProfileOfOtherSamplesIsRefused() {
        PurchaseLog log = RandomLogs.log(1, 600);
        PurchaseModel model = PurchaseModel.fit(QUESTION.withAllActiveUsers().cohort(log), LEARNER);
        assertThatThrownBy(() -> model.withProfile(QUESTION.withDays(List.of(45, 50, 55), 80, 25), log))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("was fitted to [Count")
                .hasMessageContaining("give the question and the log that it was fitted to");
        assertThatThrownBy(() -> model.withProfile(QUESTION, RandomLogs.log(2, 600)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("but the question has");
        assertThatThrownBy(() -> model.scoreActive(log, DAY)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withProfile");
    }

    @Test
    void theProfileComesBackFromTheModelsFileAndHoldsNoUser() {
        PurchaseLog log = RandomLogs.log(1, 600);
        PurchaseModel model = model(log);
        Path file = folder.resolve("x.zip");
        model.write(file);
        PurchaseModel read = PurchaseModel.read(file);
        assertThat(read.profile()).isEqualTo(model.profile());
        assertThat(ModelHealth.of(read, log, DAY).table().print(100))
                .isEqualTo(ModelHealth.of(model, log, DAY).table().print(100));
        assertThat(model.profile().orElseThrow().toString()).doesNotContain("u1,", "u1-", "\"u");
    }

    @Test
    void anOldModelIsToBeTrainedAnew() {
        Table table = RandomLogs.table(1, 600);
        PurchaseModel model = model(load(table));
        table.replaceColumn("time", table.dateTimeColumn("time").plusDays(400).setName("time"));
        PurchaseLog later = LogSource.table(table).load(RandomLogs.MAPPING, RandomLogs.RULES
                .withWindow(RandomLogs.FIRST_DAY.plusDays(400), RandomLogs.FIRST_DAY.plusDays(599)));
        ModelHealth health = ModelHealth.of(model, later, DAY.plusDays(400));
        assertThat(health.advice()).isEqualTo(Advice.RETRAIN);
        assertThat(health.verdict()).startsWith("Retrain the model: days since the training ended, 445.");
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        PurchaseLog log = RandomLogs.log(1, 600);
        PurchaseModel without = PurchaseModel.fit(QUESTION.withAllActiveUsers().cohort(log), LEARNER);
        assertThatThrownBy(() -> ModelHealth.of(without, log, DAY)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no profile").hasMessageContaining("withProfile");
        assertThatThrownBy(() -> ModelHealth.of(model(log), RandomLogs.log(2, 30), DAY))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("too few");
        assertThatThrownBy(() -> without.withProfile(Snapshot.of(Target.of("y", Level.SECOND, "S1")), log))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"y\"");
        assertThatThrownBy(() -> PurchaseModel.read(folder.resolve("none.zip"))).isInstanceOf(ForesaleException.class);
    }
}
