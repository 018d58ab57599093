package org.foresale.insight.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.cohort.Target;
import org.foresale.cohort.UserSplit;
import org.foresale.log.PurchaseLog;

/**
 * What became of each user of a campaign with a randomised holdout: what the user had bought before it, whether the
 * user was addressed, and whether the user bought. Uplift is learnt from it.
 */
public final class CampaignOutcome {

    private final Samples samples;
    private final boolean[] addressed;

    private CampaignOutcome(Samples samples, boolean[] addressed) {
        this.samples = samples;
        this.addressed = addressed;
    }

    /**
     * Returns the outcome of a campaign.
     *
     * @param campaign the campaign, with the holdout that was drawn before it
     * @param log      a log that reaches from before its first day to the last day that counts, or further
     * @param target   the purchases that count
     * @return the outcome of all users of the campaign who bought anything before it in the log; whether the log knows
     *     others depends on what they did afterwards, so that to keep them would select by the outcome
     * @throws IllegalArgumentException as {@link CampaignEffect#of} does, or if the campaign begins on the log's first
     *     day, so that nothing is known of its users
     */
    public static CampaignOutcome of(HoldoutCampaign campaign, PurchaseLog log, Target target) {
        boolean[] bought = CampaignEffect.bought(campaign, log, target);
        int cut = log.frame().cut(campaign.plan().start());
        int[] known = IntStream.range(0, bought.length).filter(i -> log.findUser(campaign.userId(i)).stream()
                .anyMatch(user -> !log.history(user).before(cut).isEmpty())).toArray();
        List<String> users = new ArrayList<>();
        boolean[] addressed = new boolean[known.length];
        boolean[] labels = new boolean[known.length];
        for (int i = 0; i < known.length; i++) {
            users.add(campaign.userId(known[i]));
            addressed[i] = !campaign.isHeldOut(known[i]);
            labels[i] = bought[known[i]];
        }
        return new CampaignOutcome(Samples.of(log, target, cut, users, labels), addressed);
    }

    /** The outcome of users whose purchases are known, such as simulated ones. */
    static CampaignOutcome of(Samples samples, boolean[] addressed) {
        return new CampaignOutcome(samples, addressed.clone());
    }

    /**
     * Returns the users of one split, so that uplift is learnt from some and measured on others.
     *
     * @param split which user is in which split
     * @param part  the split to keep
     * @return the outcome of its users
     */
    public CampaignOutcome only(UserSplit split, Split part) {
        int[] places = IntStream.range(0, size()).filter(i -> split.of(samples.userId(i)) == part).toArray();
        return at(places);
    }

    private CampaignOutcome at(int[] places) {
        boolean[] labels = new boolean[places.length];
        boolean[] kept = new boolean[places.length];
        for (int i = 0; i < places.length; i++) {
            labels[i] = samples.get(places[i]).label();
            kept[i] = addressed[places[i]];
        }
        return new CampaignOutcome(samples.select(places, labels), kept);
    }

    /** The users of one group. */
    CampaignOutcome group(boolean ofAddressed) {
        return at(IntStream.range(0, size()).filter(i -> addressed[i] == ofAddressed).toArray());
    }

    /**
     * Returns the number of users.
     *
     * @return the number of users of both groups
     */
    public int size() {
        return addressed.length;
    }

    /**
     * Returns the users as they were on the campaign's first day; a label says whether the user bought.
     *
     * @return one sample a user
     */
    public Samples samples() {
        return samples;
    }

    /**
     * Tells whether a user was addressed.
     *
     * @param i from 0 to {@link #size()} - 1
     * @return false if the user was held out
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public boolean isAddressed(int i) {
        return addressed[i];
    }

    /**
     * Returns the outcome in a sentence.
     *
     * @return the number of users and of buyers in both groups
     */
    @Override
    public String toString() {
        return group(true).described() + " addressed, " + group(false).described() + " held out";
    }

    private String described() {
        return size() + " users, " + samples.positives() + " of whom bought,";
    }
}
