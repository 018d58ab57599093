package org.foresale.insight.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.foresale.insight.audience.Audience;
import org.foresale.log.ForesaleException;
import org.foresale.log.Parquet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class HoldoutCampaignTest {

    private static final LocalDate DAY = LocalDate.of(2023, 5, 1);

    @TempDir
    private Path folder;

    @Test
    void theHoldoutIsBalancedByDecile() {
        for (int n : new int[] {10, 97, 1_000, 12_345}) {
            for (double share : new double[] {.1, .25, .5, .9}) {
                Table balance = HoldoutCampaign.draw(audience(n, 1), "may", DAY, 30, share, 7).balance();
                assertThat(balance.intColumn("held out").sum()).isEqualTo(Math.round(share * n));
                for (int row = 0; row < balance.rowCount(); row++) {
                    int users = balance.intColumn("addressed").get(row) + balance.intColumn("held out").get(row);
                    assertThat((double) balance.intColumn("held out").get(row))
                            .isCloseTo(users * balance.intColumn("held out").sum() / n, within(1.0));
                }
            }
        }
    }

    @Test
    void theDrawDependsOnTheUsersAndNotOnTheirOrder() {
        Set<String> drawn = heldOut(HoldoutCampaign.draw(audience(500, 1), "may", DAY, 30, .2, 7));
        assertThat(heldOut(HoldoutCampaign.draw(reversed(500, 1), "may", DAY, 30, .2, 7))).isEqualTo(drawn);
        assertThat(heldOut(HoldoutCampaign.draw(audience(500, 1), "may", DAY, 30, .2, 8))).isNotEqualTo(drawn);
        assertThat(heldOut(HoldoutCampaign.draw(audience(500, 1), "june", DAY, 30, .2, 7)))
                .as("another campaign spares others").isNotEqualTo(drawn);
    }

    /** Over many seeds, each user of a decile is held out as often as any other. */
    @Test
    void everyUserHasTheSameChance() {
        int[] times = new int[50];
        for (int seed = 0; seed < 2_000; seed++) {
            HoldoutCampaign campaign = HoldoutCampaign.draw(audience(50, 1), "may", DAY, 30, .2, seed);
            for (int i = 0; i < times.length; i++) {
                times[i] += campaign.isHeldOut(i) ? 1 : 0;
            }
        }
        double chiSquared = Arrays.stream(times).mapToDouble(n -> (n - 400.0) * (n - 400.0) / 400.0).sum();
        // 49 less 9 of fixed sums by decile; each variance is that of a draw without replacement, 0.8 of its mean.
        assertThat(chiSquared / .8).isLessThan(73.4).isGreaterThan(16);
    }

    @Test
    void nobodyIsInBothGroupsOrInNone() {
        HoldoutCampaign campaign = HoldoutCampaign.draw(audience(333, 3), "may", DAY, 30, .1, 1);
        assertThat(campaign.addressed().rowCount() + campaign.heldOut().rowCount()).isEqualTo(333);
        Set<String> all = new HashSet<>(campaign.addressed().stringColumn("user").asList());
        all.addAll(campaign.heldOut().stringColumn("user").asList());
        assertThat(all).hasSize(333);
        assertThat(campaign.plan().heldOut()).isEqualTo(33);
        assertThat(campaign).hasToString("may: 300 users addressed, 33 held out, purchases of 30 days from 2023-05-01");
    }

    @Test
    void aCampaignThatWasWrittenIsReadAgain() throws IOException {
        HoldoutCampaign campaign = HoldoutCampaign.draw(odd(), "=may", DAY, 30, .4, 5);
        Path file = folder.resolve("may");
        campaign.write(file);
        HoldoutCampaign read = HoldoutCampaign.read(file);
        assertThat(read.plan()).isEqualTo(campaign.plan());
        for (int i = 0; i < campaign.size(); i++) {
            assertThat(read.userId(i)).isEqualTo(campaign.userId(i));
            assertThat(read.isHeldOut(i)).isEqualTo(campaign.isHeldOut(i));
            assertThat(read.probability(i)).isEqualTo(campaign.probability(i));
            assertThat(read.decile(i)).isEqualTo(campaign.decile(i));
        }
        assertThat(Files.readString(file.resolve(CampaignFiles.ADDRESSED))).startsWith("user,probability,decile\r\n")
                .hasLineCount(1 + campaign.addressed().rowCount()).doesNotContain("\r\n=", "\r\n+");
        Table unchanged = Parquet.read(file.resolve(CampaignFiles.ADDRESSED_PARQUET));
        assertThat(unchanged.columnNames()).containsExactly("user", "probability", "decile");
        assertThat(unchanged.stringColumn("user").asList()).as("ids as they are, to match them")
                .isEqualTo(campaign.addressed().stringColumn("user").asList());
        assertThatThrownBy(() -> campaign.write(file)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("is there already");
        HoldoutCampaign.draw(audience(50, 1), "june", DAY, 30, .4, 5).replace(file);
        assertThat(HoldoutCampaign.read(file).plan().name()).isEqualTo("june");
        assertThatThrownBy(() -> campaign.replace(folder)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("is not replaced");
    }

    @Test
    void aHoldoutThatWasChangedIsRefused() throws IOException {
        Path file = folder.resolve("may");
        HoldoutCampaign.draw(audience(100, 1), "may", DAY, 30, .2, 5).write(file);
        Path plan = file.resolve("campaign.json");
        String written = Files.readString(plan);
        Files.writeString(plan, written.replace("\"seed\" : 5", "\"seed\" : 6"));
        assertThatThrownBy(() -> HoldoutCampaign.read(file)).isInstanceOf(ForesaleException.class);
        Files.delete(file.resolve("SHA256SUMS"));
        org.foresale.log.internal.FolderSums.write(file);
        assertThatThrownBy(() -> HoldoutCampaign.read(file)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("not those that the seed 6 draws");
        for (String bad : new String[] {"[]", "{", "{\"format\":\"foresale campaign 1\"}",
            written.replace("30", "\"many\""), written.replace("2023-05-01", "soon"), written.replace("20", "0")}) {
            Files.writeString(plan, bad);
            Files.delete(file.resolve("SHA256SUMS"));
            org.foresale.log.internal.FolderSums.write(file);
            assertThatThrownBy(() -> HoldoutCampaign.read(file)).as(bad).isInstanceOf(ForesaleException.class)
                    .hasMessageContaining("is no campaign that can be read");
        }
        assertThatThrownBy(() -> HoldoutCampaign.read(folder.resolve("none"))).isInstanceOf(ForesaleException.class);
    }

    @Test
    void aHoldoutOfNobodyOrEverybodyIsRefused() {
        for (double share : new double[] {0, 1, -.1, Double.NaN}) {
            assertThatThrownBy(() -> HoldoutCampaign.draw(audience(10, 1), "may", DAY, 30, share, 1))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a holdout of " + share);
        }
        assertThatThrownBy(() -> HoldoutCampaign.draw(audience(10, 1), "may", DAY, 30, .99, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("leaves nobody");
        assertThatThrownBy(() -> new HoldoutCampaign.Plan("may", DAY, 30, 0, 1)).hasMessageContaining("holdout of 0");
        assertThatThrownBy(() -> new HoldoutCampaign.Plan("may", DAY, 0, 1, 1)).hasMessageContaining("0 days");
        assertThatThrownBy(() -> new HoldoutCampaign.Plan(" ", DAY, 1, 1, 1)).hasMessageContaining("blank");
    }

    private static Set<String> heldOut(HoldoutCampaign campaign) {
        return new HashSet<>(campaign.heldOut().stringColumn("user").asList());
    }

    static Audience audience(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Audience.of(IntStream.range(0, n).mapToObj(i -> "U" + i).toArray(String[]::new),
                IntStream.range(0, n).mapToDouble(i -> random.nextDouble()).toArray(), new boolean[n]);
    }

    private static Audience reversed(int n, long seed) {
        Audience audience = audience(n, seed);
        return Audience.of(IntStream.range(0, n).mapToObj(i -> audience.userId(n - 1 - i)).toArray(String[]::new),
                IntStream.range(0, n).mapToDouble(i -> audience.probability(n - 1 - i)).toArray(),
                new boolean[n]);
    }

    private static Audience odd() {
        return Audience.of(new String[] {"=1+1", "+A", "a,b", "\"q\"", "ü\n", "plain", "  x"},
                new double[] {.1, .2, 1 / 3.0, .4, .5, .6, .7}, new boolean[7]);
    }
}
