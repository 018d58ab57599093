package org.foresale.log;

import java.time.Instant;
import java.time.ZoneId;

/** Turns instants into the wall-clock time of a zone; the lines of a basket share theirs, so the last one is kept. */
final class LocalTimes {

    private final ZoneId zone;
    private long lastUtc = Long.MIN_VALUE;
    private long lastLocal;

    LocalTimes(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * Returns the wall-clock time of an instant.
     *
     * @param utc seconds since 1970-01-01T00:00:00Z
     * @return seconds since 1970-01-01T00:00:00 on the zone's own clock
     */
    long of(long utc) {
        if (utc != lastUtc) {
            lastUtc = utc;
            lastLocal = utc + zone.getRules().getOffset(Instant.ofEpochSecond(utc)).getTotalSeconds();
        }
        return lastLocal;
    }
}
