package org.foresale.log.internal;

import java.util.Locale;

/** Writes ratios for sentences such as "it takes 2.5 times as long", so that no small one reads as 0. */
public final class Ratios {

    /** Below it, one decimal would round a ratio that is not 1 to 1.0, or to 0.0. */
    private static final double ONE_DECIMAL = .95;
    private static final double MIN = .005;

    private Ratios() {
    }

    /**
     * Returns a ratio in words.
     *
     * @param ratio the ratio
     * @return the ratio with one decimal, such as "26.1", with two if it is below 0.95; "less than 0.01", or "an
     *     undefined number of" if it is not a finite number
     */
    public static String of(double ratio) {
        return !Double.isFinite(ratio) ? "an undefined number of" : ratio < MIN ? "less than 0.01"
                : String.format(Locale.ROOT, ratio < ONE_DECIMAL ? "%.2f" : "%,.1f", ratio);
    }
}
