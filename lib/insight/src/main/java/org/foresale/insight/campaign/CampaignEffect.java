package org.foresale.insight.campaign;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.foresale.cohort.Target;
import org.foresale.evaluate.Interval;
import org.foresale.insight.internal.Wording;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.OneLine;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a campaign with a randomised holdout changed: how many more of the addressed users bought than would have bought
 * anyway, estimated by the users held out.
 *
 * <p>Users count by the group that they were drawn into, whether or not the message reached them (intention to treat).
 * The groups are compared within deciles, which weigh as much as they have users.
 */
public final class CampaignEffect {

    /** Below this, so few buyers are expected that a decile is compared together with its neighbour. */
    private static final int MIN_USERS = 5;
    /** Below this share of users whom a log knows, it is taken for another one. */
    private static final double MIN_KNOWN = .5;
    private static final double LEVEL = .95;

    private final HoldoutCampaign.Plan plan;
    private final String target;
    private final List<Stratum> deciles;
    private final TwoArms arms;
    private final int unknown;

    private CampaignEffect(HoldoutCampaign.Plan plan, String target, List<Stratum> deciles, TwoArms arms, int unknown) {
        this.plan = plan;
        this.target = target;
        this.deciles = deciles;
        this.arms = arms;
        this.unknown = unknown;
    }

    /** One or more neighbouring deciles. */
    private record Stratum(int highest, int lowest, int addressed, int bought, int heldOut, int boughtAnyway) {

        Stratum with(Stratum next) {
            return new Stratum(highest, next.lowest, addressed + next.addressed, bought + next.bought,
                    heldOut + next.heldOut, boughtAnyway + next.boughtAnyway);
        }

        boolean isLarge() {
            return addressed >= MIN_USERS && heldOut >= MIN_USERS;
        }

        String name() {
            return highest == lowest ? String.valueOf(highest) : highest + " to " + lowest;
        }

        TwoArms arms() {
            return new TwoArms(new Arm(new int[] {addressed}, new int[] {bought}),
                    new Arm(new int[] {heldOut}, new int[] {boughtAnyway}));
        }
    }

    /**
     * Measures the effect of a campaign on the purchases of a target.
     *
     * @param campaign the campaign, with the holdout that was drawn before it
     * @param log      a log that reaches from before its first day to the last day that counts, or further
     * @param target   the purchases that count; any line of its classes makes a user a buyer
     * @return the effect
     * @throws IllegalArgumentException if the log begins after the campaign's first day or ends before the last day
     *     that counts, if it lacks a class of the target, or if it knows fewer than half of the users, who had all
     *     bought something before they were scored
     */
    public static CampaignEffect of(HoldoutCampaign campaign, PurchaseLog log, Target target) {
        boolean[] bought = bought(campaign, log, target);
        return of(campaign, bought, OneLine.of(target.name()), bought.length - known(campaign, log));
    }

    private static int known(HoldoutCampaign campaign, PurchaseLog log) {
        return (int) IntStream.range(0, campaign.size()).filter(i -> log.findUser(campaign.userId(i)).isPresent())
                .count();
    }

    /** Which users of a campaign bought while it counted. */
    static boolean[] bought(HoldoutCampaign campaign, PurchaseLog log, Target target) {
        HoldoutCampaign.Plan plan = campaign.plan();
        LocalDate last = plan.end().minusDays(1);
        if (log.firstDay().isAfter(plan.start())) {
            throw new IllegalArgumentException("the log " + log.name() + " begins on " + log.firstDay()
                    + ", after the first day of the campaign, " + plan.start() + ": load one that has all its days");
        }
        if (log.lastDay().isBefore(last)) {
            throw new IllegalArgumentException("the log " + log.name() + " ends on " + log.lastDay()
                    + ", but purchases of the campaign count until " + last + ": measure its effect when the log has"
                    + " these days, too");
        }
        int from = Math.toIntExact(plan.start().toEpochDay() - log.firstDay().toEpochDay());
        BitSet classes = target.in(log.taxonomy());
        boolean[] bought = new boolean[campaign.size()];
        for (int i = 0; i < bought.length; i++) {
            OptionalInt user = log.findUser(campaign.userId(i));
            if (user.isPresent()) {
                bought[i] = buys(log.history(user.getAsInt()), classes, from, from + plan.days());
            }
        }
        requireKnown(campaign, log);
        return bought;
    }

    /** All users of a campaign had bought something before they were scored, so a whole log knows them. */
    private static void requireKnown(HoldoutCampaign campaign, PurchaseLog log) {
        int known = known(campaign, log);
        if (known < MIN_KNOWN * campaign.size()) {
            int stranger = IntStream.range(0, campaign.size())
                    .filter(i -> log.findUser(campaign.userId(i)).isEmpty()).findFirst().orElseThrow();
            throw new IllegalArgumentException("the log " + log.name() + " knows "
                    + (known == 0 ? "none" : "only " + known) + " of the " + campaign.size() + " users of the campaign."
                    + " It lacks \""
                    + OneLine.of(campaign.userId(stranger)) + "\"; its own are called like \""
                    + OneLine.of(log.userId(0)) + "\": give the log that they were scored on, continued, with the same"
                    + " ids");
        }
    }

    private static boolean buys(History history, BitSet classes, int from, int to) {
        for (int line = history.size() - 1; line >= 0 && history.day(line) >= from; line--) {
            if (history.day(line) < to && classes.get(history.thirdClass(line))) {
                return true;
            }
        }
        return false;
    }

    /** The effect on purchases that are known, one a user. */
    static CampaignEffect of(HoldoutCampaign campaign, boolean[] bought, String target, int unknown) {
        TreeMap<Integer, int[]> counts = new TreeMap<>(Comparator.reverseOrder());
        for (int i = 0; i < bought.length; i++) {
            int[] count = counts.computeIfAbsent(campaign.decile(i), decile -> new int[4]);
            int group = campaign.isHeldOut(i) ? 2 : 0;
            count[group]++;
            count[group + 1] += bought[i] ? 1 : 0;
        }
        List<Stratum> deciles = new ArrayList<>();
        counts.forEach((decile, count) ->
                deciles.add(new Stratum(decile, decile, count[0], count[1], count[2], count[3])));
        return new CampaignEffect(campaign.plan(), target, deciles, arms(merged(deciles)), unknown);
    }

    /** Deciles in which a group has hardly anybody, put together with the next. */
    private static List<Stratum> merged(List<Stratum> deciles) {
        List<Stratum> merged = new ArrayList<>();
        for (Stratum decile : deciles) {
            int last = merged.size() - 1;
            if (last >= 0 && !merged.get(last).isLarge()) {
                merged.set(last, merged.get(last).with(decile));
            } else {
                merged.add(decile);
            }
        }
        int last = merged.size() - 1;
        if (last > 0 && !merged.get(last).isLarge()) {
            Stratum small = merged.remove(last);
            merged.set(last - 1, merged.get(last - 1).with(small));
        }
        return merged;
    }

    private static TwoArms arms(List<Stratum> strata) {
        return new TwoArms(
                new Arm(strata.stream().mapToInt(Stratum::addressed).toArray(),
                        strata.stream().mapToInt(Stratum::bought).toArray()),
                new Arm(strata.stream().mapToInt(Stratum::heldOut).toArray(),
                        strata.stream().mapToInt(Stratum::boughtAnyway).toArray()));
    }

    /**
     * Returns the share of buyers among the addressed less that among the held out: the effect.
     *
     * @return the difference with its interval of 95 %, such as 0.02 for two more buyers in a hundred users
     */
    public Interval difference() {
        return arms.difference(LEVEL);
    }

    /**
     * Returns how many times as many of the addressed bought as of the held out.
     *
     * @return the ratio with its interval of 95 %; empty if too few of the held out bought
     */
    public Optional<Interval> ratio() {
        return arms.ratio(LEVEL);
    }

    /**
     * Returns how many buyers the campaign made: the difference times the number of users addressed.
     *
     * @return the number with its interval of 95 %; below 0 if fewer bought than would have anyway
     */
    public Interval extraBuyers() {
        return times(difference(), arms.addressed().size(), 0);
    }

    /**
     * Returns what the campaign earned: the margin of the extra buyers less what it cost to address everybody. Buyers
     * who would have bought anyway earn nothing here.
     *
     * @param costPerContact cost of addressing a user, 0 or more, in any currency
     * @param marginPerBuyer margin of a purchase, before that cost, above 0, in the same currency
     * @return the profit with its interval of 95 %
     * @throws IllegalArgumentException if an amount is not in its range
     */
    public Interval profit(double costPerContact, double marginPerBuyer) {
        if (!(costPerContact >= 0 && costPerContact < Double.POSITIVE_INFINITY)
                || !(marginPerBuyer > 0 && marginPerBuyer < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a contact costs 0 or more and a buyer brings more than 0, not "
                    + costPerContact + " and " + marginPerBuyer);
        }
        return times(extraBuyers(), marginPerBuyer, -costPerContact * arms.addressed().size());
    }

    private static Interval times(Interval interval, double factor, double plus) {
        return new Interval(interval.estimate() * factor + plus, interval.low() * factor + plus,
                interval.high() * factor + plus, interval.level());
    }

    /**
     * Returns both groups as a table.
     *
     * @return one row a group: users, buyers, and the share of buyers, weighted by decile, with its interval of 95 %
     */
    public Table table() {
        return Table.create(plan.name() + ", " + target + ", " + plan.days() + " days from " + plan.start(),
                StringColumn.create("group", "addressed", "held out"),
                IntColumn.create("users", arms.addressed().size(), arms.heldOut().size()),
                IntColumn.create("buyers", arms.addressed().found(), arms.heldOut().found()),
                StringColumn.create("share of buyers, 95 %", arms.rateAddressed(LEVEL).toString(),
                        arms.rateHeldOut(LEVEL).toString()));
    }

    /**
     * Returns the effect by decile of the probability. An interval of 95 % misses its truth in one of twenty deciles:
     * whether the effect differs at all between deciles is for {@link #sameInAllDeciles()}.
     *
     * @return one row a decile, the best (10) first: users and buyers of both groups, and the difference in the share
     *     of buyers with its interval of 95 %; empty where a group has nobody
     */
    public Table byDecile() {
        return Table.create("effect by decile, " + plan.name(),
                StringColumn.create("decile", deciles.stream().map(Stratum::name).toList()),
                IntColumn.create("addressed", deciles.stream().mapToInt(Stratum::addressed).toArray()),
                IntColumn.create("bought", deciles.stream().mapToInt(Stratum::bought).toArray()),
                IntColumn.create("held out", deciles.stream().mapToInt(Stratum::heldOut).toArray()),
                IntColumn.create("bought anyway", deciles.stream().mapToInt(Stratum::boughtAnyway).toArray()),
                StringColumn.create("difference, 95 %", deciles.stream().map(decile ->
                        decile.addressed() == 0 || decile.heldOut() == 0 ? ""
                                : decile.arms().difference(LEVEL).signed()).toList()));
    }

    /**
     * Tests whether the effect is the same in all deciles (Cochran 1954).
     *
     * @return the p-value, small if the effect differs between deciles; empty if fewer than two deciles have at least
     *     five buyers in both groups
     */
    public Optional<Double> sameInAllDeciles() {
        return arms.sameInAllStrata();
    }

    /**
     * Tells what was found.
     *
     * @return two to four sentences; one of them tells of users whom the log does not know
     */
    public String verdict() {
        Interval effect = difference();
        String found = effect.contains(0) ? "No effect is shown"
                : effect.low() > 0 ? "The campaign made buyers" : "The campaign kept users from buying";
        Interval extra = extraBuyers();
        return String.format(Locale.ROOT, "%s: of %,d users addressed, %s bought %s within %d days, of %,d held out %s."
                + " The difference is %s at %s, or %s buyers.", found, arms.addressed().size(),
                Wording.percent(arms.rateAddressed(LEVEL).estimate()), target, plan.days(), arms.heldOut().size(),
                Wording.percent(arms.rateHeldOut(LEVEL).estimate()), effect.signed(), effect.percent(), String.format(
                        Locale.ROOT, "%+.0f [%+.0f, %+.0f]", extra.estimate(), extra.low(), extra.high()))
                + sameInAllDeciles().map(p -> String.format(Locale.ROOT, " %s that the effect differs between deciles"
                        + " (p = %.3f).", p < 1 - LEVEL ? "There is evidence" : "There is no evidence", p)).orElse("")
                + (unknown == 0 ? "" : String.format(Locale.ROOT, " The log does not know %,d of the users: they count"
                        + " as users who did not buy.", unknown));
    }

    /**
     * Tells what the campaign earned.
     *
     * @param costPerContact cost of addressing a user, 0 or more, in any currency
     * @param marginPerBuyer margin of a purchase, before that cost, above 0, in the same currency
     * @return a sentence
     * @throws IllegalArgumentException if an amount is not in its range
     */
    public String profitVerdict(double costPerContact, double marginPerBuyer) {
        Interval profit = profit(costPerContact, marginPerBuyer);
        String found = profit.contains(0) ? "It is not shown whether the campaign earned or lost money"
                : profit.low() > 0 ? "The campaign earned more than it cost" : "The campaign cost more than it earned";
        return String.format(Locale.ROOT, "%s: with %s a contact and %s a buyer, its profit is %+,.0f [%+,.0f, %+,.0f]"
                + " at %s.", found, Wording.amount(costPerContact), Wording.amount(marginPerBuyer), profit.estimate(),
                profit.low(), profit.high(), profit.percent());
    }

    /**
     * Returns the effect in words.
     *
     * @return the {@link #verdict()}
     */
    @Override
    public String toString() {
        return verdict();
    }
}
