package org.foresale.log;

import java.util.Locale;

/** Counts and shares in words, as reasons tell them. */
final class Figures {

    private static final double SMALLEST_SHOWN = 0.1;

    private Figures() {
    }

    static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }

    /** A share in percent: none and all are told as 0 and 100 only where they are exact. */
    static String percent(long part, long all) {
        double percent = 100 * share(part, all);
        if (part == 0 || part == all) {
            return Math.round(percent) + " %";
        }
        if (percent < SMALLEST_SHOWN) {
            return "less than 0.1 %";
        }
        return percent > 100 - SMALLEST_SHOWN ? "more than 99.9 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /** A share in percent, or: all. */
    static String most(long part, long all) {
        return part == all ? "all" : percent(part, all);
    }

    /** A part of all, both counted: 12 of 50 lines (24.0 %). */
    static String part(long part, long all, String what) {
        return LogTables.count(part) + " of " + LogTables.count(all) + " " + what + " (" + percent(part, all) + ")";
    }

    static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < Long.MAX_VALUE
                ? String.format(Locale.ROOT, "%,d", (long) number) : Double.toString(number);
    }
}
