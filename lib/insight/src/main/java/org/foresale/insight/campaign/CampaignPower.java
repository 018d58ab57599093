package org.foresale.insight.campaign;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * How surely a campaign with a holdout shows an effect of a given size: the power of the two-sided test of two
 * proportions (Fleiss, Levin and Paik 2003), without continuity correction, as R's power.prop.test and statsmodels'
 * power_proportions_2indep compute it.
 *
 * @param without the share of buyers that is expected without the campaign, above 0 and below 1
 * @param with    the share of buyers with it, above 0, below 1 and other than that without
 * @param alpha   how often the test may show an effect where there is none, such as 0.05
 */
public record CampaignPower(double without, double with, double alpha) {

    private static final double ALPHA = .05;

    /**
     * Checks the shares.
     *
     * @throws IllegalArgumentException if a share is not between 0 and 1, or if both are equal
     */
    public CampaignPower {
        if (!(without > 0 && without < 1 && with > 0 && with < 1 && alpha > 0 && alpha < 1) || without == with) {
            throw new IllegalArgumentException("shares of buyers of " + without + " without and " + with
                    + " with the campaign, and a level of " + alpha + ": give two different shares and a level, each"
                    + " between 0 and 1");
        }
    }

    /**
     * Returns the power to see an effect at the usual level of 5 %.
     *
     * @param without the share of buyers that is expected without the campaign, 0 to 1, such as the mean probability of
     *                the audience
     * @param effect  what the campaign is thought to add to it, such as 0.02 for two more buyers in a hundred users
     * @return the power
     * @throws IllegalArgumentException if a share of buyers is not between 0 and 1, or if the effect is 0
     */
    public static CampaignPower of(double without, double effect) {
        return new CampaignPower(without, without + effect, ALPHA);
    }

    /**
     * Computes how likely the campaign is to show the effect.
     *
     * @param addressed number of users who are addressed, at least 1
     * @param heldOut   number of users who are held out, at least 1
     * @return the power, 0 to 1
     * @throws IllegalArgumentException if there is no user in a group
     */
    public double power(int addressed, int heldOut) {
        if (addressed < 1 || heldOut < 1) {
            throw new IllegalArgumentException("a campaign with " + addressed + " users addressed and " + heldOut
                    + " held out compares nothing: give at least one user each");
        }
        double pooled = (with * addressed + without * heldOut) / ((double) addressed + heldOut);
        double ifNone = Math.sqrt(pooled * (1 - pooled) * (1.0 / addressed + 1.0 / heldOut));
        double ifThere = Math.sqrt(with * (1 - with) / addressed + without * (1 - without) / heldOut);
        double bar = Normal.quantile(1 - alpha) * ifNone;
        double difference = with - without;
        return Normal.cumulative((difference - bar) / ifThere) + Normal.cumulative((-difference - bar) / ifThere);
    }

    /**
     * Computes how many users have to be held out of an audience.
     *
     * @param audience number of users of the audience
     * @param power    how likely the campaign is to show the effect, above 0 and below 1, such as 0.8
     * @return the smallest holdout with that power; empty if no holdout of this audience has it
     * @throws IllegalArgumentException if the audience has fewer than two users, or if the power is not between 0 and 1
     */
    public OptionalInt heldOut(int audience, double power) {
        if (audience < 2 || !(power > 0 && power < 1)) {
            throw new IllegalArgumentException("a power of " + power + " for an audience of " + audience
                    + " users: give a power between 0 and 1, and at least two users");
        }
        int most = mostPowerful(audience);
        if (power(audience - most, most) < power) {
            return OptionalInt.empty();
        }
        int low = 1;
        int high = most;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (power(audience - middle, middle) >= power) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return OptionalInt.of(low);
    }

    /** The holdout of an audience with the highest power: power rises up to it and falls after it. */
    private int mostPowerful(int audience) {
        int low = 1;
        int high = audience - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (power(audience - middle, middle) < power(audience - middle - 1, middle + 1)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Tells how many users have to be held out.
     *
     * @param audience number of users of the audience
     * @param power    how likely the campaign is to show the effect, above 0 and below 1, such as 0.8
     * @return a sentence
     * @throws IllegalArgumentException as {@link #heldOut} does
     */
    public String advice(int audience, double power) {
        OptionalInt needed = heldOut(audience, power);
        int most = mostPowerful(audience);
        return needed.isPresent()
                ? String.format(Locale.ROOT, "To see a share of buyers of %.3f instead of %.3f with a probability of"
                        + " %.0f %%, hold out %,d of the %,d users.", with, without, 100 * power,
                        needed.getAsInt(), audience)
                : String.format(Locale.ROOT, "An audience of %,d users is too small to see a share of buyers of %.3f"
                        + " instead of %.3f with a probability of %.0f %%: with the best holdout, %,d users, it"
                        + " is %.0f %%.",
                        audience, with, without, 100 * power, most, 100 * power(audience - most, most));
    }

    /**
     * Returns what is to be seen, in words.
     *
     * @return for example "0.120 instead of 0.100, at a level of 0.05"
     */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f instead of %.3f, at a level of %s", with, without, alpha);
    }
}
