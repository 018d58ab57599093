package org.foresale.log;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.HashMap;
import java.util.Map;

/** Reads the times of a source as its mapping says, and notices whether they tell the time of day. */
final class TimeReader {

    private static final int LONGEST_DATE = "2017-01-31".length();
    private static final int MAX_REMEMBERED = 100_000;
    private static final long EARLIEST = LocalDate.of(1, 1, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    private static final long LATEST = LocalDate.of(9999, 12, 31).atTime(LocalTime.MAX).toEpochSecond(ZoneOffset.UTC);

    private final ColumnMapping mapping;
    private final LocalTimes zone;
    private final Map<String, Long> parsed = new HashMap<>();
    private boolean timeOfDay;

    TimeReader(ColumnMapping mapping) {
        this.mapping = mapping;
        this.zone = new LocalTimes(mapping.zone().orElse(ZoneOffset.UTC));
    }

    /** Whether any time so far was more than a date. */
    boolean timeOfDay() {
        return timeOfDay;
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
        String trimmed = text.trim();
        boolean hasTime = trimmed.length() > LONGEST_DATE;
        DateTimeFormatter format = mapping.formatter().orElse(hasTime
                ? DateTimeFormatter.ISO_LOCAL_DATE_TIME : DateTimeFormatter.ISO_LOCAL_DATE);
        String written = mapping.timeFormat().isEmpty() && hasTime ? withT(trimmed) : trimmed;
        try {
            TemporalAccessor time = format.parse(written);
            if (LocalDate.from(time).getDayOfMonth() != writtenDay(format, written)) {
                return RawLog.NO_TIME;
            }
            if (time.query(TemporalQueries.localTime()) == null) {
                return date(LocalDate.from(time));
            }
            return dateTime(LocalDateTime.from(time).toEpochSecond(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return RawLog.NO_TIME;
        }
    }

    /** Most databases and spreadsheets write a blank between date and time where ISO 8601 has a T. */
    private static String withT(String text) {
        return text.charAt(LONGEST_DATE) == ' '
                ? text.substring(0, LONGEST_DATE) + 'T' + text.substring(LONGEST_DATE + 1) : text;
    }

    /** A time, unless it lies so far off that it is none: databases have infinite ones. */
    static long bounded(long seconds) {
        return seconds >= EARLIEST && seconds <= LATEST ? seconds : RawLog.NO_TIME;
    }

    /** The day of the month as it is written: a pattern reads the 30th of February as the 29th. */
    private static long writtenDay(DateTimeFormatter format, String text) {
        TemporalAccessor fields = format.parseUnresolved(text, new ParsePosition(0));
        return fields.isSupported(ChronoField.DAY_OF_MONTH) ? fields.getLong(ChronoField.DAY_OF_MONTH)
                : LocalDate.from(format.parse(text)).getDayOfMonth();
    }
}
