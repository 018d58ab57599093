package org.foresale.log;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.foresale.log.internal.Texts;

/** Reads the times of a source as its mapping says, and notices whether they tell the time of day. */
final class TimeReader {

    private static final int MAX_REMEMBERED = 100_000;
    private static final long EARLIEST = LocalDate.of(1, 1, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    private static final long LATEST = LocalDate.of(9999, 12, 31).atTime(LocalTime.MAX).toEpochSecond(ZoneOffset.UTC);

    private final ColumnMapping mapping;
    private final TimeFormat format;
    private final LocalTimes zone;
    private final Map<String, Long> parsed = new HashMap<>();
    private boolean timeOfDay;

    TimeReader(ColumnMapping mapping) {
        this.mapping = mapping;
        this.format = mapping.timeFormat().map(TimeFormat::of).orElseGet(TimeFormat::iso);
        this.zone = new LocalTimes(mapping.zone().orElse(ZoneOffset.UTC));
    }

    /** Whether any time so far was more than a date. */
    boolean timeOfDay() {
        return timeOfDay;
    }

    /** Whether a cell is a time by its type, and no text. */
    static boolean isTyped(Object cell) {
        return cell instanceof Instant || cell instanceof LocalDateTime || cell instanceof LocalDate;
    }

    /**
     * Local seconds since 1970-01-01 of an instant, a date with or without a time, or a text; {@link RawLog#NO_TIME} if
     * it is none.
     */
    long of(Object cell) {
        if (cell instanceof Instant instant) {
            return instant(instant.getEpochSecond());
        }
        if (cell instanceof LocalDateTime dateTime) {
            return dateTime(dateTime.toEpochSecond(ZoneOffset.UTC));
        }
        return cell instanceof LocalDate date ? date(date) : text(cell.toString());
    }

    /** Seconds since 1970-01-01 of a date. */
    long date(LocalDate date) {
        return bounded(date.atStartOfDay().toEpochSecond(ZoneOffset.UTC));
    }

    /** Local seconds since 1970-01-01 of an instant. */
    long instant(long epochSecond) {
        timeOfDay = true;
        return bounded(epochSecond) == RawLog.NO_TIME ? RawLog.NO_TIME : zone.of(epochSecond);
    }

    /** Local seconds since 1970-01-01 of a date and time without a zone: local already, unless a zone is mapped. */
    long dateTime(long epochSecond) {
        if (mapping.zone().isPresent()) {
            return instant(epochSecond);
        }
        timeOfDay = true;
        return bounded(epochSecond);
    }

    /** Local seconds since 1970-01-01 of a text, or {@link RawLog#NO_TIME} if it is none. */
    long text(String text) {
        Long known = parsed.get(text);
        if (known != null) {
            return known;
        }
        long seconds = parse(text);
        if (parsed.size() < MAX_REMEMBERED) {
            parsed.put(text, seconds);
        }
        return seconds;
    }

    private long parse(String text) {
        return format.read(Texts.clean(text)).map(this::seconds).orElse(RawLog.NO_TIME);
    }

    /** A time that tells how far it is off UTC is an instant; without a zone, the day and time count as written. */
    private long seconds(TimeFormat.Read read) {
        if (!read.hasTime()) {
            return date(read.local().toLocalDate());
        }
        return read.instant().isPresent() && mapping.zone().isPresent() ? instant(read.instant().get().getEpochSecond())
                : dateTime(read.local().toEpochSecond(ZoneOffset.UTC));
    }

    /** A time, unless it lies so far off that it is none: databases have infinite ones. */
    static long bounded(long seconds) {
        return seconds >= EARLIEST && seconds <= LATEST ? seconds : RawLog.NO_TIME;
    }
}
