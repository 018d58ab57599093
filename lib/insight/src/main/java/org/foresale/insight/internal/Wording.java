package org.foresale.insight.internal;

import java.util.Locale;
import java.util.Optional;
import org.foresale.evaluate.Interval;

/** Formats figures as text, and has words for figures that are not available. */
public final class Wording {

    /** Says that a value is not known. */
    public static final String UNKNOWN = "unknown";
    /** Says that a figure cannot be computed. */
    public static final String NOT_DEFINED = "not defined";
    /** Says that a figure would rest on too few users. */
    public static final String TOO_FEW = "too few users";

    private Wording() {
    }

    /**
     * Returns a figure with its interval.
     *
     * @param figure the figure, if it can be computed
     * @return the figure in words
     */
    public static String shown(Optional<Interval> figure) {
        return figure.map(Interval::toString).orElse(NOT_DEFINED);
    }

    /**
     * Returns a difference with its sign and its interval.
     *
     * @param figure the difference, if it can be computed
     * @return the difference in words
     */
    public static String signed(Optional<Interval> figure) {
        return figure.map(Interval::signed).orElse(NOT_DEFINED);
    }

    /**
     * Returns a share.
     *
     * @param share the share; NaN if it is not defined
     * @param users how many users it is a share of
     * @return the share in words, with its interval
     */
    public static String share(double share, int users) {
        return Double.isNaN(share) ? NOT_DEFINED : Interval.ofShare(share, users).toString();
    }

    /**
     * Returns a number of things, such as "1 campaign" or "2 campaigns".
     *
     * @param number how many
     * @param thing  what one of them is called
     * @return the number in words
     */
    public static String count(long number, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
    }

    /**
     * Returns a share as a percentage.
     *
     * @param share the share
     * @return the percentage with one digit after the point
     */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /**
     * Returns an amount of money, in any currency.
     *
     * @param money the amount
     * @return the amount with two digits after the point
     */
    public static String amount(double money) {
        return String.format(Locale.ROOT, "%,.2f", money);
    }

    /**
     * Says whether a figure is larger than expected by chance.
     *
     * @param figure   the figure, if it can be computed
     * @param byChance value expected by chance; NaN if it is not defined
     * @return whether the figure is larger than that
     */
    public static String finding(Optional<Interval> figure, double byChance) {
        return figure.isEmpty() || Double.isNaN(byChance) ? NOT_DEFINED
                : figure.get().estimate() > byChance ? "more than chance" : "no more than chance";
    }
}
