package org.foresale.insight.campaign;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.foresale.evaluate.Interval;
import org.foresale.insight.campaign.Campaigns.Campaign;
import org.foresale.insight.internal.Wording;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.OneLine;

/** Puts a back-test of campaigns into words; each number follows from the recipients. */
final class CampaignVerdict {

    private CampaignVerdict() {
    }

    static String of(String target, PurchaseLog log, Campaigns campaigns, CouponClasses coupons,
            List<Recipient> recipients, Optional<Interval> lift) {
        List<Campaign> all = campaigns.all();
        long sent = all.stream().mapToLong(campaign -> campaign.recipients().size()).sum();
        return found(target, all, recipients, lift) + leftOut(log, sent - recipients.size(), recipients)
                + coupons(target, all, coupons) + unseen(log, all) + cannot(sent);
    }

    private static String found(String target, List<Campaign> all, List<Recipient> recipients,
            Optional<Interval> lift) {
        String ids = all.stream().map(each -> OneLine.of(each.id())).collect(Collectors.joining(", "));
        String times = lift.map(each -> String.format(Locale.ROOT, "%.1f times as often as all (%.1f to %.1f at %s)",
                each.estimate(), each.low(), each.high(), each.percent())).orElse("so rarely that no lift is defined");
        return String.format(Locale.ROOT, "Of %s (%s) of %s (%s), %,d redeemed a coupon of"
                + " %s and %,d any coupon; the decile with the highest probabilities redeemed those of %s %s.",
                Wording.count(recipients.size(), "recipient"),
                Wording.count(recipients.stream().map(Recipient::user).distinct().count(), "user"),
                Wording.count(all.size(), "campaign"), ids,
                recipients.stream().filter(Recipient::ofTarget).count(), target,
                recipients.stream().filter(Recipient::any).count(), target, times);
    }

    /** Zeros are not told: they only make the sentence longer. */
    private static String leftOut(PurchaseLog log, long absent, List<Recipient> recipients) {
        long unknown = recipients.stream().filter(each -> !each.isKnown()).count();
        return (absent == 0 ? "" : String.format(Locale.ROOT, " Left out: %s not in %s.",
                Wording.count(absent, "recipient"), OneLine.of(log.name())))
                + (unknown == 0 ? "" : " " + Wording.count(unknown, "recipient") + " had bought nothing before, and"
                        + " got the probability of a user without a history.");
    }

    private static String coupons(String target, List<Campaign> all, CouponClasses coupons) {
        long hardly = count(all, coupons::isHardlyOfTarget);
        return String.format(Locale.ROOT, " Coupons mostly for products of %2$s: %1$,d.", count(all,
                coupons::isOfTarget), target)
                + (hardly == 0 ? "" : String.format(Locale.ROOT, " %,d more cover only a few such products and do not"
                        + " count.", hardly));
    }

    private static long count(List<Campaign> all, Predicate<Collection<String>> which) {
        return all.stream().flatMap(each -> each.products().values().stream()).filter(which).count();
    }

    /** Campaigns that the log does not see to their end. */
    private static String unseen(PurchaseLog log, List<Campaign> all) {
        LocalDate last = log.date(log.days() - 1);
        long cut = all.stream().filter(campaign -> campaign.end().isAfter(last)).count();
        return cut == 0 ? "" : String.format(Locale.ROOT, " Of the campaigns, %d went on after the log's end on %s:"
                + " later redemptions may be missing.", cut, last);
    }

    private static String cannot(long sent) {
        return String.format(Locale.ROOT, " No effect of the campaigns is shown: the %,d recipients were chosen by the"
                + " sender and not drawn at random, there is no control group, and nobody knows who would have bought"
                + " without a coupon. If the sender chose coupons by what a user had bought, as in campaigns of type A"
                + " of Complete Journey, users with high probabilities also got fitting coupons, and the lift is that"
                + " of both together.", sent);
    }
}
