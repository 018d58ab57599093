package org.foresale.insight.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.insight.audience.Audience;
import org.foresale.insight.audience.AudiencePlan;
import org.foresale.insight.campaign.HoldoutCampaign;
import org.foresale.insight.health.ModelHealth;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.foresale.model.PurchaseModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class AudiencePageTest {

    private static final Snapshot QUESTION = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(90, 105, 120), 145, 25).withActivity(3, 45).withAllActiveUsers();
    private static final PurchaseLog LOG = RandomLogs.log(1, 400);
    private static final Cohort COHORT = QUESTION.cohort(LOG);
    private static final PurchaseModel MODEL = PurchaseModel
            .fit(COHORT, BoostedTreesLearner.withDefaults().withRounds(50)).withProfile(QUESTION, LOG);
    private static final Audience EVERYBODY = Audience.of(MODEL.score(LOG, LOG.date(LOG.days())), LOG, MODEL.target());

    @TempDir
    private Path folder;

    private static AudiencePage page(String title) {
        return AudiencePage.of(title, MODEL, EVERYBODY, EVERYBODY.highest(.1));
    }

    @Test
    void itShowsWhomHowManyWhyAndHowGood() {
        String html = page("X, from July").withHealth(ModelHealth.of(MODEL, LOG, LOG.date(LOG.days())))
                .withPlan(AudiencePlan.of(COHORT, MODEL.predictor()))
                .withCampaign(HoldoutCampaign.draw(EVERYBODY.highest(.1), "july", LOG.date(LOG.days()), 25, .2, 1))
                .withFile(Path.of("scores", "audience.csv")).html();
        double sum = EVERYBODY.highest(.1).table().doubleColumn("probability").sum();
        assertThat(html).contains("<h3 class=\"title\">X, from July</h3>", "<h4>How good the model is</h4>", "<dt>users to address</dt><dd>32</dd>",
                "<dt>users held out</dt><dd>8</dd>", "<dd>10.0 %</dd>", "<dt>buyers to expect of both, 95 %</dt>",
                "<dd>" + Math.round(sum) + " (", "Use the model: no sign speaks against it",
                "8 users of the audience are not addressed, drawn at random", "audience.csv", "days (median) ago: ");
        assertThat(html).contains(String.format("its ROC AUC is %.3f", MODEL.test().rocAuc()));
        assertThat(html).contains("<td>10</td>", "<td>1</td>");
        assertThat(page("X").html()).contains("<dt>users to address</dt><dd>40</dd>").doesNotContain("held out");
    }

    /** A number in the name of a class is a part of the name, and no number of days. */
    @Test
    void numbersInNamesOfClassesStay() {
        Table table = RandomLogs.table(1, 400);
        table.replaceColumn("c", table.stringColumn("c").map(name -> name.startsWith("X") ? "X 750 ml (twin 7 days)"
                : name).setName("c"));
        PurchaseLog log = LogSource.table(table).load(RandomLogs.MAPPING, RandomLogs.RULES);
        Audience all = Audience.of(MODEL.score(log, log.date(log.days())), log, MODEL.target());
        assertThat(AudiencePage.of("X", MODEL, all, all.highest(.1)).html())
                .contains("<li>buys only X 750 ml (twin 7 days): ", "days (median) ago: ");
    }

    /** The bars of the histogram are as high as there are users. */
    @Test
    void theHistogramHoldsEverybodyOnce() {
        String svg = Histogram.of(EVERYBODY, EVERYBODY.highest(.1)).svg();
        double in = 0;
        double out = 0;
        Matcher bars = Pattern.compile("class=\"(in|out)\" .*?height=\"([0-9.]+)\"").matcher(svg);
        while (bars.find()) {
            double height = Double.parseDouble(bars.group(2));
            in += bars.group(1).equals("in") ? height : 0;
            out += bars.group(1).equals("out") ? height : 0;
        }
        assertThat(in / (in + out)).isBetween(.09, .11);
        assertThat(Histogram.of(EVERYBODY.highest(0), EVERYBODY.highest(0)).svg()).doesNotContain("NaN", "<rect");
    }

    @Test
    void nothingInANameBecomesHtml() {
        assertThat(page("<script>alert(1)</script> & \"X\"").html()).doesNotContain("<script>")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;X&quot;");
    }

    @Test
    void theFileNeedsNoOther() throws Exception {
        Path file = folder.resolve("page.html");
        page("X").write(file);
        assertThat(Files.readString(file)).contains("<h1 class=\"title\">X</h1>", "<h2>")
                .startsWith("<!DOCTYPE html><html lang=\"en\">").endsWith("</html>\n")
                .doesNotContain("http", "src=", "@import", "url(");
        assertThatThrownBy(() -> AudiencePage.of("X", MODEL, EVERYBODY.highest(.1), EVERYBODY))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("400");
    }
}
