package org.foresale.insight.campaign;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.foresale.cohort.Snapshot;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Subgroup;
import org.foresale.insight.campaign.Campaigns.Campaign;
import org.foresale.insight.internal.Characteristics;
import org.foresale.insight.internal.Wording;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.OneLine;
import org.foresale.model.PurchaseModel;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Back-tests a model on campaigns that were sent out: did the recipients with the highest probabilities on the first
 * day redeem the coupons more often?
 *
 * <p>Recipients are scored on the first day of their campaign, from their earlier purchases, by a model that was
 * trained on earlier days only. The recipients of each campaign are divided into deciles by their probabilities; with
 * several campaigns, deciles of the same rank are pooled. A coupon counts as one for the target if most of its products
 * that somebody bought belong to the target. Redemptions count from the first day of the campaign to its last.
 *
 * <p>This does not show the effect of a campaign: recipients were selected, not randomised, and what they would have
 * bought without a coupon is unknown.
 */
public final class CampaignBacktest {

    private static final int[] TENTHS = {1, 2, 3, 5};

    private final String target;
    private final PurchaseLog log;
    private final Campaigns campaigns;
    private final CouponClasses coupons;
    private final List<Recipient> recipients;

    private CampaignBacktest(String target, PurchaseLog log, Campaigns campaigns, CouponClasses coupons,
            List<Recipient> recipients) {
        this.target = target;
        this.log = log;
        this.campaigns = campaigns;
        this.coupons = coupons;
        this.recipients = recipients;
    }

    /**
     * Returns the back-test of a model that was fitted to the samples of a question.
     *
     * @param model     the model
     * @param question  question whose samples of this log the model was fitted to; its days are the training days
     * @param log       log with the purchases before and during the campaigns
     * @param campaigns the campaigns, which must all start after the window of the last training label has ended
     * @return the back-test
     * @throws IllegalArgumentException if the model's target and horizon are not those of the question, and for the
     *     reasons of {@link #of(PurchaseModel, LocalDate, PurchaseLog, Campaigns)}
     */
    public static CampaignBacktest of(PurchaseModel model, Snapshot question, PurchaseLog log, Campaigns campaigns) {
        String horizon = " within " + question.horizon() + " days";
        if (!model.target().equals(question.target()) || !model.provenance().cohort().contains(horizon)) {
            throw new IllegalArgumentException("the model was fitted to \""
                    + OneLine.of(model.provenance().cohort()) + "\", not to a purchase of "
                    + OneLine.of(question.target().name()) + horizon);
        }
        int last = question.trainCuts().stream().mapToInt(Integer::intValue).max().orElseThrow();
        return of(model, log.date(last + question.horizon()), log, campaigns);
    }

    /**
     * Returns the back-test of a model with a given end of its training period.
     *
     * @param model      the model
     * @param trainedTo  the first day after the windows of all training and validation labels: the last cut plus the
     *     horizon
     * @param log        log with the purchases before and during the campaigns
     * @param campaigns  the campaigns
     * @return the back-test
     * @throws IllegalArgumentException if a campaign starts before that day or outside the log, if fewer than 10 of its
     *     recipients are in the log, or if the log lacks a class of the target
     */
    public static CampaignBacktest of(PurchaseModel model, LocalDate trainedTo, PurchaseLog log, Campaigns campaigns) {
        CouponClasses coupons = CouponClasses.of(log, model.target());
        List<Recipient> recipients = new ArrayList<>();
        for (Campaign campaign : campaigns.all()) {
            if (campaign.start().isBefore(trainedTo)) {
                throw new IllegalArgumentException(name(campaign) + " starts on " + campaign.start() + ", but the model"
                        + " was trained on purchases up to the day before " + trainedTo
                        + ": it would know what it has to predict. Use the campaigns from that day on");
            }
            List<Recipient> own = Recipient.of(campaign, model.score(log, campaign.start()), coupons);
            if (own.size() < Recipient.DECILES) {
                throw new IllegalArgumentException(name(campaign) + " has " + own.size() + " recipients in "
                        + log.name() + "; deciles need at least " + Recipient.DECILES);
            }
            recipients.addAll(own);
        }
        return new CampaignBacktest(OneLine.of(model.target().name()), log, campaigns, coupons, recipients);
    }

    private static String name(Campaign campaign) {
        return "the campaign " + OneLine.of(campaign.id());
    }

    /**
     * Returns the deciles of the recipients, the highest probabilities first.
     *
     * @return one row per decile, from 10 to 1: number of recipients (a user counts once per campaign), lowest and
     *     highest probability; the number who redeemed a coupon for the target, and their share with its 95 % interval
     *     over the users; the same for any coupon of the campaign
     */
    public Table table() {
        IntColumn tenth = IntColumn.create("decile");
        IntColumn size = IntColumn.create("recipients");
        StringColumn probabilities = StringColumn.create("probabilities");
        List<List<Recipient>> deciles = IntStream.range(0, Recipient.DECILES)
                .mapToObj(decile -> recipients.stream().filter(each -> each.decile() == decile).toList()).toList();
        for (List<Recipient> decile : deciles) {
            tenth.append(Recipient.DECILES - tenth.size());
            size.append(decile.size());
            probabilities.append(String.format(Locale.ROOT, "%.3f to %.3f",
                    decile.stream().mapToDouble(Recipient::probability).min().orElseThrow(),
                    decile.stream().mapToDouble(Recipient::probability).max().orElseThrow()));
        }
        Table table = Table.create(title(), tenth, size, probabilities);
        redeemed(table, "coupon of " + target, Recipient::ofTarget);
        redeemed(table, "any coupon", Recipient::any);
        return table;
    }

    private void redeemed(Table table, String what, Predicate<Recipient> redeems) {
        List<Subgroup> tenths = IntStream.range(0, Recipient.DECILES)
                .mapToObj(decile -> subgroup(each -> each.decile() == decile, redeems)).toList();
        table.addColumns(
                IntColumn.create("redeemed " + what, tenths.stream().mapToInt(Subgroup::found).toArray()),
                StringColumn.create("share, " + what + ", 95 %",
                        tenths.stream().map(Subgroup::share).map(Wording::shown).toList()));
    }

    private Subgroup subgroup(Predicate<Recipient> members, Predicate<Recipient> redeems) {
        return Subgroup.of(marks(members), marks(redeems),
                Characteristics.codes(recipients.stream().map(Recipient::user).toList()));
    }

    private boolean[] marks(Predicate<Recipient> which) {
        boolean[] marks = new boolean[recipients.size()];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = which.test(recipients.get(i));
        }
        return marks;
    }

    /**
     * Computes the lift of addressing the highest probabilities first.
     *
     * @return one row each for the first one, two, three and five deciles: number of recipients; the lift for coupons
     *     of the target, which is the share who redeemed one over the same share among all recipients, with its 95 %
     *     interval over the users; the same for any coupon; "not defined" if nobody redeemed one
     */
    public Table lift() {
        IntColumn tenths = IntColumn.create("top deciles", TENTHS);
        IntColumn size = IntColumn.create("recipients", IntStream.of(TENTHS).map(this::upTo).toArray());
        return Table.create("lift, " + title(), tenths, size,
                lifts("lift, coupon of " + target + ", 95 %", Recipient::ofTarget),
                lifts("lift, any coupon, 95 %", Recipient::any));
    }

    /**
     * Returns the lifts of {@link #lift()} for coupons of the target.
     *
     * @return names, such as "lift, highest tenths: 1" for the first decile, and lifts, each with its 95 % interval
     *     over the users; empty if nobody redeemed a coupon
     */
    public Map<String, Interval> figures() {
        Map<String, Interval> figures = new LinkedHashMap<>();
        for (int tenths : TENTHS) {
            lift(tenths, Recipient::ofTarget).ifPresent(lift -> figures.put("lift, highest tenths: " + tenths, lift));
        }
        return figures;
    }

    /**
     * Counts the recipients.
     *
     * @return "recipients" (a user counts once per campaign), and "redeemed": those who redeemed a coupon for the
     *     target
     */
    public Map<String, Long> counts() {
        return Map.of("recipients", (long) recipients.size(),
                "redeemed", recipients.stream().filter(Recipient::ofTarget).count());
    }

    private StringColumn lifts(String name, Predicate<Recipient> redeems) {
        return StringColumn.create(name,
                IntStream.of(TENTHS).mapToObj(tenths -> lift(tenths, redeems)).map(Wording::shown).toList());
    }

    private Optional<Interval> lift(int tenths, Predicate<Recipient> redeems) {
        return subgroup(each -> each.decile() < tenths, redeems).lift();
    }

    private int upTo(int tenths) {
        return (int) recipients.stream().filter(each -> each.decile() < tenths).count();
    }

    /**
     * Summarises the result with its counts, and states what cannot be concluded.
     *
     * @return a few sentences
     */
    public String verdict() {
        return CampaignVerdict.of(target, log, campaigns, coupons, recipients, lift(1, Recipient::ofTarget));
    }

    private String title() {
        return "recipients of " + Wording.count(campaigns.all().size(), "campaign") + " by their probability to buy "
                + target;
    }

    /**
     * Returns the result in a few sentences.
     *
     * @return the {@link #verdict()}
     */
    @Override
    public String toString() {
        return verdict();
    }
}
