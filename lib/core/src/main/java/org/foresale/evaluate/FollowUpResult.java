package org.foresale.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Holds the share of users who became heavy buyers after the cut, and its lift among the predicted buyers.
 *
 * <p>Intervals are over the users, computed as in {@link Subgroup}: exact intervals for shares; for lifts, intervals
 * that account for both shares together.
 */
public final class FollowUpResult {

    /** Selects the samples that a share refers to. */
    public enum Who {
        /** Samples whose score is at or above the threshold. */
        PREDICTED("predicted buyers"),
        /** All samples; their share is the base rate. */
        ALL("all users"),
        /** Samples that bought the target; their share is what a perfect predictor would reach. */
        BUYERS("true buyers");

        private final String words;

        Who(String words) {
            this.words = words;
        }
    }

    private static final String NOBODY = "–";
    private static final String NOT_DEFINED = "not defined";

    private final FollowUp rule;
    private final int[] users;
    private final Scored scored;
    private final boolean[][] heavy;

    FollowUpResult(FollowUp rule, int[] users, Scored scored, boolean[][] heavy) {
        this.rule = rule;
        this.users = users;
        this.scored = scored;
        this.heavy = heavy;
    }

    /**
     * Returns the heavy buyers among some of the samples.
     *
     * @param who  the samples
     * @param days length of the window
     * @return the subgroup, whose outcome is being a heavy buyer; its share and lift have intervals over the users
     * @throws IllegalArgumentException if the follow-up has no such window
     */
    public Subgroup of(Who who, int days) {
        int window = rule.windows().indexOf(days);
        if (window < 0) {
            throw new IllegalArgumentException("there is no window of " + days + " days, but of " + rule.windows());
        }
        boolean[] members = new boolean[users.length];
        for (int i = 0; i < members.length; i++) {
            members[i] = switch (who) {
                case PREDICTED -> scored.isPredicted(i);
                case ALL -> true;
                case BUYERS -> scored.scores().label(i);
            };
        }
        return Subgroup.of(members, heavy[window], users);
    }

    /**
     * Returns the follow-up as a table.
     *
     * @return one row per window: its length in days; the share of heavy buyers among the predicted buyers, all users
     *     and the true buyers, in percent with the 95 % interval over the users; the lift of the predicted buyers over
     *     all users, with its interval; and the share that the article reports for the predicted buyers
     */
    public Table table() {
        List<Integer> windows = rule.windows();
        Table table = Table.create("more than " + rule.lines() + " lines from more than " + rule.classes()
                + " classes of the group after the cut (" + size(Who.PREDICTED) + " predicted buyers, "
                + size(Who.BUYERS) + " true buyers, " + size(Who.ALL) + " samples of " + counts().get("users")
                + " users)",
                IntColumn.create("within days", windows.stream().mapToInt(Integer::intValue).toArray()));
        for (Who who : Who.values()) {
            column(table, who.words + " %, 95 %", days -> of(who, days).share().map(FollowUpResult::percent));
        }
        column(table, "lift, 95 %", days -> of(Who.PREDICTED, days).lift().map(FollowUpResult::factor));
        column(table, "article: predicted buyers %", days -> days == FollowUp.ARTICLE_DAYS
                ? Optional.of(String.format(Locale.ROOT, "%.0f %%", 100 * FollowUp.ARTICLE_SHARE)) : Optional.empty());
        return table;
    }

    /**
     * Returns all shares and lifts.
     *
     * @return figures by name, such as "predicted buyers, 15 days", "all users, 15 days" and "lift, 15 days", each with
     *     its 95 % interval over the users; undefined figures are omitted
     */
    public Map<String, Interval> figures() {
        Map<String, Interval> figures = new LinkedHashMap<>();
        for (int days : rule.windows()) {
            String within = ", " + days + " days";
            for (Who who : Who.values()) {
                of(who, days).share().ifPresent(share -> figures.put(who.words + within, share));
            }
            of(Who.PREDICTED, days).lift().ifPresent(lift -> figures.put("lift" + within, lift));
        }
        return figures;
    }

    /**
     * Tells how the shares compare with the article's, in the window that the article reports.
     *
     * @return a sentence: the shares of heavy buyers among those predicted to buy and among the true buyers, each with
     *     where its interval of 95 % lies, then the share among all users and the lift
     * @throws IllegalArgumentException if there is no window of {@value FollowUp#ARTICLE_DAYS} days
     */
    public String verdict() {
        int days = FollowUp.ARTICLE_DAYS;
        return String.format("Within %d days, the heavy buyers are %s of the predicted buyers (%s), %s of the true"
                + " buyers (%s) and %s of all users; the lift is %s.", days, share(Who.PREDICTED), besideArticle(
                Who.PREDICTED), share(Who.BUYERS), besideArticle(Who.BUYERS), share(Who.ALL),
                of(Who.PREDICTED, days).lift().map(FollowUpResult::factor).orElse(NOT_DEFINED));
    }

    private String share(Who who) {
        return of(who, FollowUp.ARTICLE_DAYS).share().map(FollowUpResult::percent).orElse(NOT_DEFINED);
    }

    private String besideArticle(Who who) {
        String where = of(who, FollowUp.ARTICLE_DAYS).share().map(share -> share.contains(FollowUp.ARTICLE_SHARE)
                ? "not shown to differ from" : share.high() < FollowUp.ARTICLE_SHARE ? "below" : "above")
                .orElse("nothing to compare with");
        return String.format(Locale.ROOT, "%s the article's %.0f %%", where, 100 * FollowUp.ARTICLE_SHARE);
    }

    /**
     * Returns the number of users who were followed up, which is the same on every machine.
     *
     * @return the number under the name "users"
     */
    public Map<String, Long> counts() {
        return Map.of("users", Arrays.stream(users).distinct().count());
    }

    private int size(Who who) {
        return of(who, rule.windows().get(0)).size();
    }

    private void column(Table table, String title, Function<Integer, Optional<String>> cell) {
        table.addColumns(StringColumn.create(title,
                rule.windows().stream().map(days -> cell.apply(days).orElse(NOBODY)).toList()));
    }

    private static String percent(Interval share) {
        return String.format(Locale.ROOT, "%.1f %% [%.1f, %.1f]", 100 * share.estimate(), 100 * share.low(),
                100 * share.high());
    }

    private static String factor(Interval lift) {
        return String.format(Locale.ROOT, "%.1f [%.1f, %.1f]", lift.estimate(), lift.low(), lift.high());
    }

    @Override
    public String toString() {
        return users.length + " samples, followed for " + rule.windows() + " days";
    }
}
