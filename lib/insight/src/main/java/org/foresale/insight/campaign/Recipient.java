package org.foresale.insight.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.foresale.insight.campaign.Campaigns.Campaign;
import org.foresale.insight.campaign.Campaigns.Redemption;
import org.foresale.model.ScoredUsers;

/**
 * A user that a campaign was sent to.
 *
 * @param user        who
 * @param probability the probability on the campaign's first day
 * @param isKnown     whether the user had bought anything before it
 * @param decile      0 for the tenth of the campaign's recipients with the highest probabilities, to 9
 * @param ofTarget    whether a coupon of the target was redeemed
 * @param any         whether any coupon of the campaign was redeemed
 */
record Recipient(String user, double probability, boolean isKnown, int decile, boolean ofTarget, boolean any) {

    static final int DECILES = 10;

    /** The recipients of a campaign that are among the scored users, from the highest probability down. */
    static List<Recipient> of(Campaign campaign, ScoredUsers scored, CouponClasses coupons) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < scored.size(); i++) {
            places.put(scored.userId(i), i);
        }
        Set<String> any = new HashSet<>();
        Set<String> ofTarget = new HashSet<>();
        for (Redemption redemption : campaign.redemptions()) {
            if (!redemption.date().isBefore(campaign.start()) && !redemption.date().isAfter(campaign.end())) {
                any.add(redemption.user());
                if (coupons.isOfTarget(campaign.products().getOrDefault(redemption.coupon(), Set.of()))) {
                    ofTarget.add(redemption.user());
                }
            }
        }
        // The sort is stable: equal probabilities stay in the order of the user ids.
        List<Integer> ranked = campaign.recipients().stream().filter(places::containsKey).map(places::get)
                .sorted(Comparator.comparingDouble(place -> -scored.probability(place))).toList();
        List<Recipient> recipients = new ArrayList<>();
        for (int rank = 0; rank < ranked.size(); rank++) {
            int place = ranked.get(rank);
            String user = scored.userId(place);
            recipients.add(new Recipient(user, scored.probability(place), scored.isKnown(place),
                    (int) ((long) DECILES * rank / ranked.size()), ofTarget.contains(user), any.contains(user)));
        }
        return recipients;
    }
}
