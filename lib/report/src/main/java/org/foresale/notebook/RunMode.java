package org.foresale.notebook;

import java.util.Locale;
import java.util.Optional;

/** Says how thoroughly the notebooks run: in full, or quickly to check that everything works. */
public enum RunMode {
    /** All seeds and all epochs; these figures can be quoted. */
    FULL,
    /** Only a few of them; the figures are rough and should not be quoted. */
    QUICK;

    /** Names the environment variable that requests a quick run by the value 1 or true. */
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
     * Returns the value of a setting for this mode.
     *
     * @param full  its value in a full run
     * @param quick its value in a quick run
     * @return the value that applies
     */
    public int pick(int full, int quick) {
        return this == FULL ? full : quick;
    }
}
