package org.foresale.insight.page;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.insight.audience.Audience;
import org.foresale.insight.audience.AudiencePlan;
import org.foresale.insight.campaign.HoldoutCampaign;
import org.foresale.insight.health.ModelHealth;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.NewFile;
import org.foresale.log.internal.OneLine;
import org.foresale.model.PurchaseModel;
import org.foresale.model.TrainingProfile;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Puts an audience on one page for marketing: whom to address and how many, how many buyers to expect, the most common
 * reasons in words, how good the model was, what to watch, and where the file is.
 *
 * <p>The rating of a model follows from its ROC AUC on test users: good from 0.8, fair from 0.7, weak from 0.6, and
 * below that not useful.
 */
public final class AudiencePage {

    private static final double Z = 1.959964;
    /** Where it stands in another page: below its headings of two levels. */
    private static final int EMBEDDED = 3;
    private static final int REASONS = 5;
    private static final double[] RATINGS = {.8, .7, .6};
    private static final List<String> WORDS = List.of("good", "fair", "weak", "not useful");
    private static final String STYLE = """
            .foresale-audience{font:16px/1.5 system-ui,sans-serif;max-width:46rem}
            .foresale-audience .title{font-size:1.5rem;margin:0 0 .5rem}
            .foresale-audience :is(h2,h4){font-size:1.1rem;margin:1.4rem 0 .3rem}
            .foresale-audience .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr))}
            .foresale-audience .figures{gap:.75rem 1.5rem;margin:0;padding:0}
            .foresale-audience .figures div{display:flex;flex-direction:column-reverse;justify-content:flex-end}
            .foresale-audience dt{font-size:.85rem;font-weight:400;opacity:.8}
            .foresale-audience dd{margin:0;font-size:1.35rem;font-weight:600}
            .foresale-audience small{font-size:.85rem;font-weight:400;white-space:nowrap}
            .foresale-audience .day{white-space:nowrap}
            .foresale-audience table{border-collapse:collapse;width:100%;font-size:.9rem}
            .foresale-audience .scroll{overflow-x:auto}
            .foresale-audience td,.foresale-audience th{border-bottom:1px solid #8886}
            .foresale-audience td,.foresale-audience th{padding:.2rem .6rem;text-align:right}
            .foresale-audience td:first-child,.foresale-audience th:first-child{text-align:left}
            .foresale-audience svg{width:100%;height:auto}.foresale-audience svg text{font-size:13px;fill:currentColor}
            @media(max-width:480px){.foresale-audience svg text{font-size:18px}}
            .foresale-audience .in{fill:#1f78b4}.foresale-audience .out{fill:#9fb3c3}
            .foresale-audience .axis{stroke:currentColor}.foresale-audience .grid{stroke:#8884}
            .foresale-audience .key{display:inline-block;width:.9em;height:.9em;margin-left:.5em}
            .foresale-audience .key.in{background:#1f78b4}.foresale-audience .key.out{background:#9fb3c3}
            .foresale-audience .watch{border-left:4px solid #d55e00;padding:.2rem .8rem;margin:.6rem 0}
            .foresale-audience .watch p{margin:.2rem 0}
            """;
    private static final String PAGE_STYLE =
            "body{margin:2rem auto;padding:0 1rem;max-width:46rem;color:#1c1c1c;background:#fff}"
            + "@media(prefers-color-scheme:dark){body{color:#eee;background:#181a1f}}";

    private final PurchaseModel model;
    private final String title;
    private final Audience everybody;
    private final Audience audience;
    private final Optional<LocalDate> day;
    private final Optional<ModelHealth> health;
    private final Optional<AudiencePlan> plan;
    private final Optional<HoldoutCampaign> campaign;
    private final Optional<Path> file;

    private AudiencePage(PurchaseModel model, String title, Audience everybody, Audience audience,
            Optional<LocalDate> day, Optional<ModelHealth> health, Optional<AudiencePlan> plan,
            Optional<HoldoutCampaign> campaign, Optional<Path> file) {
        this.model = model;
        this.title = title;
        this.everybody = everybody;
        this.audience = audience;
        this.day = day;
        this.health = health;
        this.plan = plan;
        this.campaign = campaign;
        this.file = file;
    }

    /**
     * Returns the page of an audience.
     *
     * @param title     what the users may buy, such as "Wild bird food"
     * @param model     the model that scored the users
     * @param everybody all scored users
     * @param audience  those of them who are to be addressed
     * @return the page
     * @throws IllegalArgumentException if a user of the audience is none of the scored users
     */
    public static AudiencePage of(String title, PurchaseModel model, Audience everybody, Audience audience) {
        Set<String> scored = IntStream.range(0, everybody.size()).mapToObj(everybody::userId)
                .collect(Collectors.toSet());
        IntStream.range(0, audience.size()).mapToObj(audience::userId).filter(user -> !scored.contains(user))
                .findFirst().ifPresent(user -> {
                    throw new IllegalArgumentException("an audience of " + audience.size() + " users is no part of "
                            + everybody.size() + ", which lack \"" + OneLine.of(user) + "\"");
                });
        return new AudiencePage(Arguments.given("model", model), Arguments.text("title of the page", title), everybody,
                audience, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Returns the page with the days in which the users may buy.
     *
     * @param first the day of scoring
     * @return the new page
     */
    public AudiencePage withDay(LocalDate first) {
        return new AudiencePage(model, title, everybody, audience, Optional.of(first), health, plan, campaign, file);
    }

    /**
     * Returns the page with the health of the model.
     *
     * @param known the health on the day of scoring
     * @return the new page
     */
    public AudiencePage withHealth(ModelHealth known) {
        return new AudiencePage(model, title, everybody, audience, day, Optional.of(known), plan, campaign, file);
    }

    /**
     * Returns the page with the expected and the actual share of buyers in each decile.
     *
     * @param known the plan with test users
     * @return the new page
     */
    public AudiencePage withPlan(AudiencePlan known) {
        return new AudiencePage(model, title, everybody, audience, day, health, Optional.of(known), campaign, file);
    }

    /**
     * Returns the page with the holdout of a campaign.
     *
     * @param drawn the campaign
     * @return the new page
     * @throws IllegalArgumentException if it was drawn from another audience
     */
    public AudiencePage withCampaign(HoldoutCampaign drawn) {
        if (drawn.size() != audience.size() || IntStream.range(0, drawn.size())
                .anyMatch(i -> !drawn.userId(i).equals(audience.userId(i)))) {
            throw new IllegalArgumentException("the campaign " + drawn.plan().name() + " was drawn from other users"
                    + " than the " + audience.size() + " of the audience");
        }
        return new AudiencePage(model, title, everybody, audience, day, health, plan, Optional.of(drawn), file);
    }

    /**
     * Returns the page with the place of the audience's file.
     *
     * @param written the file or folder that was written
     * @return the new page
     */
    public AudiencePage withFile(Path written) {
        return new AudiencePage(model, title, everybody, audience, day, health, plan, campaign, Optional.of(written));
    }

    /**
     * Returns what stands on the page, as HTML that can stand in another page. Nothing in a name becomes HTML.
     *
     * @return an element with its own style
     */
    public String html() {
        return html(EMBEDDED);
    }

    /** Headings from a level down: 1 on a page of its own. */
    private String html(int level) {
        String heading = "h" + level;
        StringBuilder html = new StringBuilder("<div class=\"foresale-audience mathjax_ignore tex2jax_ignore\"><style>")
                .append(STYLE).append("</style><").append(heading).append(" class=\"title\">").append(heading())
                .append("</").append(heading).append('>');
        if (!isUsable()) {
            watch(html, "Do not use this list.", "The customers or the classes are no longer like those that the model"
                    + " was trained on, or its predictions did not come true, so the probabilities cannot be trusted."
                    + " Have the model trained anew.");
        }
        figures(html);
        html.append("<h2>Who is in it</h2><p><span class=\"key in\"></span> audience <span class=\"key out\"></span>"
                + " other users</p>")
                .append(Histogram.of(everybody, audience).svg(within()));
        reasons(html);
        html.append("<h2>How good the model is</h2><p").append(isUseful() ? ">" : " class=\"watch\">")
                .append(escape(rating()))
                .append(isUseful() ? "</p>" : " <strong>A list drawn by lot would do as well.</strong></p>");
        plan.ifPresent(known -> {
            table(html, known.deciles());
            if (known.decilesOutside() > 1) {
                html.append("<p class=\"watch\">In ").append(known.decilesOutside()).append(" of 10 deciles, the"
                        + " expected share lies outside the interval of the actual one: do not rely on expected"
                        + " numbers.</p>");
            }
        });
        health.filter(known -> isUsable()).ifPresent(known -> {
            html.append("<h2>What to watch</h2>");
            if (known.advice() == ModelHealth.Advice.RETRAIN) {
                watch(html, "This list can be used, but have the model trained anew soon.", "Something has changed"
                        + " since its training.");
            } else if (!isUseful()) {
                watch(html, "The model was hardly better than chance from the beginning.", "Since its training, nothing"
                        + " has changed that is known.");
            } else if (known.signs().stream().allMatch(ModelHealth.Sign::isKnown)) {
                watch(html, "Nothing speaks against these probabilities.", "");
            } else {
                watch(html, "Nothing known speaks against these probabilities.", "But too little is known for some of"
                        + " the checks.");
            }
        });
        campaign.ifPresent(drawn -> html.append("<h2>How its effect will be known</h2><p>")
                .append(escape(holdout(drawn))).append("</p>"));
        file.ifPresent(path -> html.append("<h2>Where it is</h2><p><code>").append(escape(path.toString()))
                .append("</code></p>"));
        return html.append("</div>").toString().replace("<h2>", "<h" + (level + 1) + ">")
                .replace("</h2>", "</h" + (level + 1) + ">");
    }

    private boolean isUsable() {
        return health.map(ModelHealth::advice).filter(advice -> advice == ModelHealth.Advice.DO_NOT_USE).isEmpty();
    }

    private boolean isUseful() {
        return model.test().rocAuc() >= RATINGS[RATINGS.length - 1];
    }

    /** In the words of marketing; those of the analyst fold. */
    private void watch(StringBuilder html, String first, String then) {
        html.append("<div class=\"watch\"><p><strong>").append(first).append("</strong> ").append(then)
                .append("</p><details><summary>For the analyst</summary><p>")
                .append(escape(health.orElseThrow().verdict())).append("</p></details></div>");
    }

    /** A day stays on one line. */
    private String heading() {
        // A name such as iPhone keeps its own way.
        boolean isLower = title.equals(title.toLowerCase(Locale.ROOT));
        return escape(isLower ? capital(title) : title) + day.map(from ->
                ": who is likely to buy from " + onOneLine(from)
                + days().map(number -> " to " + onOneLine(from.plusDays(number - 1L))).orElse("")).orElse("");
    }

    private static String onOneLine(LocalDate date) {
        return "<span class=\"day\">" + date + "</span>";
    }

    /** How many days the probabilities look ahead, whatever a campaign counts. */
    private Optional<Integer> days() {
        return model.profile().map(TrainingProfile::horizon);
    }

    private String within() {
        return days().map(number -> " within " + number + (number == 1 ? " day" : " days")).orElse("");
    }

    private void figures(StringBuilder html) {
        Map<String, String> figures = new LinkedHashMap<>();
        int heldOut = campaign.map(drawn -> drawn.plan().heldOut()).orElse(0);
        figures.put(audience.size() - heldOut == 1 ? "user to address" : "users to address",
                String.format(Locale.ROOT, "%,d", audience.size() - heldOut));
        if (heldOut > 0) {
            figures.put(heldOut == 1 ? "user held out" : "users held out", String.format(Locale.ROOT, "%,d", heldOut));
        }
        figures.put(heldOut > 0 ? "of all scored users, both together" : "of all scored users",
                String.format(Locale.ROOT, "%.1f %%", 100.0 * audience.size() / Math.max(1, everybody.size())));
        figures.put("buyers to expect" + within() + (heldOut > 0 ? ", of both together" : "") + ", with the interval"
                + " of 95 %", expected());
        html.append("<dl class=\"figures\">");
        figures.forEach((what, value) -> html.append("<div><dt>").append(escape(what)).append("</dt><dd>")
                .append(escape(value).replaceFirst("\\((.*)\\)", "<small>$1</small>")).append("</dd></div>"));
        html.append("</dl>");
    }

    /**
     * The sum of the probabilities. The interval is that of purchases by chance, and of the mean probability: it rests
     * on the validation users of the same share.
     */
    private String expected() {
        double sum = audience.expectedBuyers();
        double variance = IntStream.range(0, audience.size()).mapToDouble(audience::probability)
                .map(probability -> probability * (1 - probability)).sum();
        if (audience.size() > 0 && model.profile().isPresent()) {
            double mean = sum / audience.size();
            double validated = Math.max(1, (double) model.profile().orElseThrow().users() * audience.size()
                    / everybody.size());
            variance += sum * audience.size() * (1 - mean) / validated;
        }
        double half = Z * Math.sqrt(variance);
        return String.format(Locale.ROOT, "%,.0f (%,.0f to %,.0f)", sum, Math.max(0, sum - half),
                Math.min(audience.size(), sum + half));
    }

    private void reasons(StringBuilder html) {
        List<TypicalTags.Share> reasons = TypicalTags.of(audience, REASONS);
        if (!reasons.isEmpty()) {
            html.append("<h2>What is known of them</h2><ul>");
            reasons.forEach(reason -> html.append(String.format(Locale.ROOT, "<li><b>%.0f&nbsp;%%</b>: ",
                    100 * reason.share())).append(escape(reason.words())).append("</li>"));
            html.append("</ul>");
        }
    }

    private String rating() {
        double area = model.test().rocAuc();
        int place = 0;
        while (place < RATINGS.length && area < RATINGS[place]) {
            place++;
        }
        return String.format(Locale.ROOT, "%s on %,d test samples, the buyer had the higher probability in %.0f of 100"
                + " pairs of a buyer and another user: its ROC AUC is %.3f (good from 0.8, fair from 0.7, weak from"
                + " 0.6; 0.5 is chance).", isUsable() ? capital(WORDS.get(place)) + ":" : "When it was trained,",
                model.test().samples(), 100 * area, area);
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String holdout(HoldoutCampaign drawn) {
        return String.format(Locale.ROOT, "%,d %s not addressed, drawn at random. Measure the effect from %s on,"
                + " with the purchases of %d %s.", drawn.plan().heldOut(), drawn.plan().heldOut() == 1
                ? "user of the audience is" : "users of the audience are", drawn.plan().end(), drawn.plan().days(),
                drawn.plan().days() == 1 ? "day" : "days");
    }

    private static void table(StringBuilder html, Table table) {
        html.append("<div class=\"scroll\"><table><thead><tr>");
        table.columnNames().forEach(name -> html.append("<th scope=\"col\">").append(escape(name)).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (int row = 0; row < table.rowCount(); row++) {
            html.append("<tr>");
            List<String> cells = new ArrayList<>();
            for (Column<?> column : table.columns()) {
                Object value = column.get(row);
                cells.add(value instanceof Double number ? String.format(Locale.ROOT, "%.3f", number)
                        : String.valueOf(value));
            }
            cells.forEach(cell -> html.append("<td>").append(escape(cell)).append("</td>"));
            html.append("</tr>");
        }
        html.append("</tbody></table></div>");
    }

    /**
     * Writes the page as one file that needs no other.
     *
     * @param page the file; one of this name is replaced
     * @throws org.foresale.log.ForesaleException if it cannot be written; what was there stays then
     */
    public void write(Path page) {
        String text = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
                + " content=\"width=device-width,initial-scale=1\"><title>"
                + escape(title + day.map(from -> ", from " + from).orElse("")) + "</title><style>"
                + PAGE_STYLE + "</style></head><body>" + html(1) + "</body></html>\n";
        NewFile.make(page, true, partial -> Files.write(partial, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * Returns the page in a sentence.
     *
     * @return its title, and how many users it is about
     */
    @Override
    public String toString() {
        return title + ": " + audience.size() + " of " + everybody.size() + " users, " + expected()
                + " buyers expected";
    }
}
