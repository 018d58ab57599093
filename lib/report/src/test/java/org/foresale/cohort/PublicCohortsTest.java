package org.foresale.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.Expected;
import org.foresale.PublicLogs;
import org.foresale.Targets;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of the public data sets, and cohorts of them in files. */
@Tag("slow")
class PublicCohortsTest {

    @Test
    void countsAreThoseOfPandas() {
        PurchaseLog journey = PublicLogs.completeJourney();
        Targets.completeJourney().forEach((name, target) -> countsAsExpected(Snapshot.of(target), journey,
                Expected.of("completeJourney").get("snapshots").get(name)));
        countsAsExpected(Snapshot.of(Targets.TA_FENG_56).withDays(List.of(45, 60), 90, 28), PublicLogs.taFeng(),
                Expected.of("taFeng").get("snapshots").get("56"));
    }

    private static void countsAsExpected(Snapshot question, PurchaseLog log, JsonNode expected) {
        BitSet classes = question.target().in(log.taxonomy());
        for (JsonNode row : expected) {
            int cut = row.get("cut").asInt();
            int[] active = IntStream.range(0, log.users())
                    .filter(user -> isActive(log.history(user).before(cut), cut)).toArray();
            assertThat(active).as(question.target().name() + " at " + cut).hasSize(row.get("active").asInt());
            assertThat(IntStream.of(active)
                    .filter(user -> buys(log.history(user), cut, cut + question.horizon(), classes)).count())
                    .isEqualTo(row.get("buyers").asLong());
        }
        CohortChecks.check(question.cohort(log));
    }

    private static boolean isActive(History before, int cut) {
        return before.days().length >= 3 && before.day(before.size() - 1) >= cut - 60;
    }

    private static boolean buys(History whole, int from, int to, BitSet classes) {
        return IntStream.range(0, whole.size()).anyMatch(line -> whole.day(line) >= from && whole.day(line) < to
                && classes.get(whole.thirdClass(line)));
    }

    @Test
    void daysFitTheLengthOfTheLog() {
        assertThat(Snapshot.fitting(PublicLogs.completeJourney(), Targets.completeJourney().get("dog"), 60).trainCuts())
                .containsExactly(95, 125, 155, 185, 215, 245);
    }

    @Test
    void whatIsReadIsWhatWasWritten(@TempDir Path folder) {
        Cohort cohort = FirstNeed.of(Targets.completeJourney().get("dog")).cohort(PublicLogs.completeJourney());
        cohort.write(folder.resolve("dog"));
        Cohort read = Cohort.read(folder.resolve("dog"));
        assertThat(read.funnel()).isEqualTo(cohort.funnel());
        assertThat(read.sentinel()).isEqualTo(cohort.sentinel());
        assertThat(read.summary().toString()).isEqualTo(cohort.summary().toString());
    }
}
