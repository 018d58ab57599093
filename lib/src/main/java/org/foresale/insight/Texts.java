package org.foresale.insight;

import java.util.Optional;
import org.foresale.evaluate.Interval;

/** Figures in words, and words for what there is no figure of. */
final class Texts {

    static final String UNKNOWN = "unknown";
    static final String NOT_DEFINED = "not defined";
    static final String TOO_FEW = "too few users";

    private Texts() {
    }

    static String shown(Optional<Interval> figure) {
        return figure.map(Interval::toString).orElse(NOT_DEFINED);
    }

    static String signed(Optional<Interval> figure) {
        return figure.map(Interval::signed).orElse(NOT_DEFINED);
    }

    /**
     * A share. Where none or all were found, so they were in every resample: the interval is then that of Wilson.
     *
     * @param share the share with its interval by bootstrap
     * @param among how many were looked at
     * @return the share in words
     */
    static String share(Optional<Interval> share, int among) {
        return shown(share.map(each -> each.estimate() == 0 || each.estimate() == 1
                ? Wilson.interval(each.estimate() == 1 ? among : 0, among) : each));
    }

    /** What a figure shows that is above 0 by chance, too. */
    static String finding(Optional<Interval> figure, double byChance) {
        return figure.isEmpty() || Double.isNaN(byChance) ? NOT_DEFINED
                : figure.get().estimate() > byChance ? "more than chance" : "no difference";
    }
}
