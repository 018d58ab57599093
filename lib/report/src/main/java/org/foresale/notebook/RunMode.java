package org.foresale.notebook;

import java.util.Locale;
import java.util.Optional;

/** How thoroughly the notebooks run: in full, or quickly to see that all works. */
public enum RunMode {
    /** Every seed and every epoch: the figures to quote. */
    FULL,
    /** A few of them: figures of a quick run say little and are not to be quoted. */
    QUICK;

    /** Environment variable that asks for a quick run where it is 1 or true. */
    public static final String VARIABLE = "FORESALE_QUICK";

    /**
     * Returns the mode of this run.
     *
     * @return quick if the environment variable {@value #VARIABLE} is 1 or true, full otherwise
     */
    public static RunMode current() {
        String value = Optional.ofNullable(System.getenv(VARIABLE)).orElse("").toLowerCase(Locale.ROOT);
        return value.equals("1") || value.equals("true") ? QUICK : FULL;
    }

    /**
     * Returns a setting that depends on the mode.
     *
     * @param full  its value in a full run
     * @param quick its value in a quick run
     * @return the one that applies
     */
    public int pick(int full, int quick) {
        return this == FULL ? full : quick;
    }
}
