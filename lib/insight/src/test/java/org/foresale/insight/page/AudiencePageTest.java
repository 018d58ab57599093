package org.foresale.insight.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.insight.audience.Audience;
import org.foresale.insight.audience.AudiencePlan;
import org.foresale.insight.audience.Tag;
import org.foresale.insight.campaign.HoldoutCampaign;
import org.foresale.insight.health.ModelHealth;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.log.History;
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
        String html = page("X").withDay(LocalDate.of(2024, 7, 19)).withHealth(ModelHealth.of(MODEL, LOG, LOG.date(LOG.days())))
                .withPlan(AudiencePlan.of(COHORT, MODEL.predictor()))
                .withCampaign(HoldoutCampaign.draw(EVERYBODY.highest(.1), "july", LOG.date(LOG.days()), 25, .2, 1))
                .withFile(Path.of("scores", "audience.csv")).html();
        double sum = EVERYBODY.highest(.1).table().doubleColumn("probability").sum();
        assertThat(html).contains("<h3 class=\"title\">X: who is likely to buy from <span class=\"day\">2024-07-19</span> to"
                + " <span class=\"day\">2024-08-12</span></h3>", "<h4>How good the model is</h4>",
                "<dt>users to address</dt><dd>32</dd>", "<dt>users held out</dt><dd>8</dd>", "<dd>10.0 %</dd>",
                "<dt>buyers to expect within 25 days, of both together, with the interval of 95 %</dt>",
                "<dd>" + Math.round(sum) + " <small>", "Nothing speaks against these probabilities.",
                "Use the model: no sign speaks against it", "probability to buy within 25 days",
                "8 users of the audience are not addressed, drawn at random", "audience.csv", "days ago (median)</li>");
        assertThat(html).contains(String.format("its ROC AUC is %.3f", MODEL.test().rocAuc()));
        assertThat(html).contains("<td>10</td>", "<td>1</td>");
        assertThat(page("iPhone").html()).contains(">iPhone</h3>");
        assertThat(page("wild bird food").html()).contains(">Wild bird food</h3>");
        assertThat(AudiencePage.of("X", MODEL, EVERYBODY, EVERYBODY.withAtMost(1)).html())
                .contains("<dt>user to address</dt><dd>1</dd>");
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
                .contains(": buys only X 750 ml (twin 7 days)</li>", " days ago (median)</li>");
    }

    /** Numbers of other tags than the standard ones keep what they are numbers of. */
    @Test
    void everyNumberOfATagIsAMedian() {
        LocalDate day = LOG.date(LOG.days());
        Tag spent = (history, context) -> Optional.of("spent " + (10 + history.size() % 5) + ".5 euros on "
                + history.shoppingDays() + " days");
        Audience all = Audience.of(MODEL.score(LOG, day), LOG, MODEL.target(), List.of(spent, Tag.lapsing()));
        String html = AudiencePage.of("X", MODEL, all, all.having(Tag.lapsing())).html();
        assertThat(html).containsPattern("<li><b>100&nbsp;%</b>: spent 1\\d euros on \\d+ days \\(medians\\)</li>")
                .containsPattern("<li><b>100&nbsp;%</b>: lapsing: away for \\d+ days, at most \\d+ before \\(medians\\)</li>");
    }

    /** The users with the highest probabilities are few, and their probabilities are the most optimistic. */
    @Test
    void theExpectedBuyersOfTheTopAreAsManyAsBoughtNearlyAsOftenAsSaid() {
        int inside = 0;
        int logs = 40;
        for (int seed = 1; seed <= logs; seed++) {
            // Other ids are other splits: with the same one, the logs would share its luck.
            Table table = RandomLogs.table(seed, 400);
            String name = seed + "-";
            table.replaceColumn("user", table.stringColumn("user").map(name::concat).setName("user"));
            PurchaseLog log = LogSource.table(table).load(RandomLogs.MAPPING, RandomLogs.RULES);
            PurchaseModel model = PurchaseModel.fit(QUESTION.cohort(log),
                    BoostedTreesLearner.withDefaults().withRounds(50)).withProfile(QUESTION, log);
            LocalDate day = log.date(175);
            Audience all = Audience.of(model.scoreActive(log, day), log, model.target());
            Audience top = all.highest(.1);
            int bought = 0;
            for (int i = 0; i < top.size(); i++) {
                History history = log.history(log.findUser(top.userId(i)).orElseThrow());
                bought += IntStream.range(0, history.size()).anyMatch(line -> history.day(line) >= 175
                        && log.taxonomy().path(Level.SECOND, log.taxonomy().ancestor(history.thirdClass(line),
                                Level.SECOND)).endsWith("X")) ? 1 : 0;
            }
            Matcher expected = Pattern.compile("users, (\\d+) \\((\\d+) to (\\d+)\\) buyers")
                    .matcher(AudiencePage.of("X", model, all, top).toString());
            assertThat(expected.find()).isTrue();
            inside += bought >= Integer.parseInt(expected.group(2)) && bought <= Integer.parseInt(expected.group(3))
                    ? 1 : 0;
        }
        System.out.printf("buyers of the top tenth within the interval of the page: %d of %d logs%n", inside, logs);
        assertThat(inside).isGreaterThanOrEqualTo(36);
    }

    @Test
    void aCampaignOfOtherUsersIsRefused() {
        HoldoutCampaign other = HoldoutCampaign.draw(EVERYBODY.highest(.2), "july", LOG.date(LOG.days()), 25, .2, 1);
        assertThatThrownBy(() -> page("X").withCampaign(other)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("july was drawn from other users than the 40");
    }

    /** The bars of the histogram are as high as there are users. */
    @Test
    void theHistogramHoldsEverybodyOnce() {
        String svg = Histogram.of(EVERYBODY, EVERYBODY.highest(.1)).svg("");
        double in = 0;
        double out = 0;
        Matcher bars = Pattern.compile("class=\"(in|out)\" .*?height=\"([0-9.]+)\"").matcher(svg);
        while (bars.find()) {
            double height = Double.parseDouble(bars.group(2));
            in += bars.group(1).equals("in") ? height : 0;
            out += bars.group(1).equals("out") ? height : 0;
        }
        assertThat(in / (in + out)).isBetween(.09, .11);
        assertThat(Histogram.of(EVERYBODY.highest(0), EVERYBODY.highest(0)).svg("")).doesNotContain("NaN", "<rect");
    }

    /** One day is a number of days like any other: all that have a tag are counted together. */
    @Test
    void oneDayIsCountedWithSeveral() {
        LocalDate day = LOG.date(LOG.days());
        Tag shopped = (history, context) -> Optional.of("last shopped "
                + (history.size() % 2 == 0 ? "1 day" : "3 days") + " ago");
        Audience all = Audience.of(MODEL.score(LOG, day), LOG, MODEL.target(), List.of(shopped));
        assertThat(AudiencePage.of("X", MODEL, all, all).html())
                .containsPattern("<ul><li><b>100&nbsp;%</b>: last shopped (1 day|3 days) ago \\(median\\)</li></ul>");
    }

    /** A campaign may count other days than those that the model looks ahead. */
    @Test
    void theProbabilitiesAreThoseOfTheModelsDays() {
        LocalDate day = LOG.date(LOG.days());
        assertThat(page("X").withDay(day).withCampaign(HoldoutCampaign.draw(EVERYBODY.highest(.1), "week",
                day.plusDays(3), 7, .2, 1)).html()).contains("buyers to expect within 25 days", "<span class=\"day\">"
                        + day.plusDays(24), "with the purchases of 7 days");
    }

    /** Each mark is a round number, and the highest probability and the largest bin lie within the axes. */
    @Test
    void theMarksOfTheHistogramAreRound() {
        assertThat(Histogram.of(EVERYBODY, EVERYBODY.highest(.1)).svg(" within 25 days"))
                .containsPattern(">0 %</text>.*>(10|20) %</text>").contains(">users</text>",
                        ">probability to buy within 25 days</text>");
        for (double max : new double[] {1, .99, .51, .5, .049, .0037, 2e-6, 1e-9}) {
            Audience one = Audience.of(new String[] {"a", "b"}, new double[] {max, max / 3}, new boolean[2]);
            String svg = Histogram.of(one, one.highest(.5)).svg("");
            double[] marks = Pattern.compile(">([0-9.]+) %<").matcher(svg).results()
                    .mapToDouble(mark -> Double.parseDouble(mark.group(1))).toArray();
            assertThat(marks).as(svg).hasSizeBetween(3, 6).startsWith(0).doesNotHaveDuplicates();
            double step = marks[1];
            assertThat(step / Math.pow(10, Math.floor(Math.log10(step) + 1e-9))).as(String.valueOf(max))
                    .satisfiesAnyOf(digit -> assertThat(digit).isCloseTo(1, within(1e-6)),
                            digit -> assertThat(digit).isCloseTo(2, within(1e-6)),
                            digit -> assertThat(digit).isCloseTo(5, within(1e-6)));
            assertThat(marks[marks.length - 1]).isBetween(100 * max - 1e-9, 100 * max + step);
        }
    }

    /** Whoever opens the page reads first that the list is not to be used, and nothing that praises it. */
    @Test
    void aModelThatIsNotToBeUsedIsNotRated() {
        Table table = RandomLogs.table(1, 400);
        table.replaceColumn("b", table.stringColumn("b").map(name -> name.startsWith("S") ? "NEW" : name)
                .setName("b"));
        PurchaseLog log = LogSource.table(table).load(RandomLogs.MAPPING, RandomLogs.RULES);
        LocalDate day = log.date(log.days());
        ModelHealth health = ModelHealth.of(MODEL, log, day);
        assertThat(health.advice()).isEqualTo(ModelHealth.Advice.DO_NOT_USE);
        Audience all = Audience.of(MODEL.score(log, day), log, MODEL.target());
        String html = AudiencePage.of("X", MODEL, all, all.highest(.1)).withHealth(health).html();
        assertThat(html.indexOf("Do not use this list.")).isBetween(0, html.indexOf("<dl"));
        assertThat(html).contains("<p>When it was trained, on").doesNotContain("<p>Good:", "<p>Fair:", "<p>Weak:",
                "What to watch");
        assertThat(page("X").html()).containsPattern("<p>(Good|Fair|Weak|Not useful): on");
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
        assertThatThrownBy(() -> AudiencePage.of("X", MODEL, EVERYBODY.highest(.5),
                Audience.of(new String[] {"stranger"}, new double[] {.5}, new boolean[] {true})))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("which lack \"stranger\"");
    }
}
