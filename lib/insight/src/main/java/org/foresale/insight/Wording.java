package org.foresale.insight;

import java.util.Locale;
import java.util.Optional;
import org.foresale.evaluate.Interval;

/** Figures in words, and words for what there is no figure of. */
final class Wording {

    static final String UNKNOWN = "unknown";
    static final String NOT_DEFINED = "not defined";
    static final String TOO_FEW = "too few users";

    private Wording() {
    }

    static String shown(Optional<Interval> figure) {
        return figure.map(Interval::toString).orElse(NOT_DEFINED);
    }

    static String signed(Optional<Interval> figure) {
        return figure.map(Interval::signed).orElse(NOT_DEFINED);
    }

    /**
     * Returns a share.
     *
     * @param share the share; NaN if it is not defined
     * @param users how many users it is a share of
     * @return the share in words, with its interval
     */
    static String share(double share, int users) {
        return Double.isNaN(share) ? NOT_DEFINED : Interval.ofShare(share, users).toString();
    }

    /** A number of things, such as "1 campaign" or "2 campaigns". */
    static String count(long number, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
    }

    /** What a figure shows that is above 0 by chance, too. */
    static String finding(Optional<Interval> figure, double byChance) {
        return figure.isEmpty() || Double.isNaN(byChance) ? NOT_DEFINED
                : figure.get().estimate() > byChance ? "more than chance" : "no more than chance";
    }
}
