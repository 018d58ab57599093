package org.foresale.log;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How times are written that come as texts or as plain numbers. */
final class TimeFormat {

    /** Seconds since 1970-01-01 00:00 UTC. */
    static final String EPOCH_SECONDS = "epoch seconds";
    /** Milliseconds since 1970-01-01 00:00 UTC. */
    static final String EPOCH_MILLISECONDS = "epoch milliseconds";
    /** Microseconds since 1970-01-01 00:00 UTC. */
    static final String EPOCH_MICROSECONDS = "epoch microseconds";
    /** Days, the first of which is told by its date. */
    static final String DAYS = "days, 1 is ";

    private static final Map<String, Long> UNITS_A_SECOND = Map.of(EPOCH_SECONDS, 1L, EPOCH_MILLISECONDS, 1_000L,
            EPOCH_MICROSECONDS, 1_000_000L);
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}(\\.0*)?");
    /** ISO 8601, or with a blank for the T as databases and spreadsheets have it; perhaps with an offset from UTC. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder().parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart().appendPattern("['T'][' ']").append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[' ']['UTC']['GMT'][XXX][XX][X]").optionalEnd().toFormatter(Locale.ROOT);

    private final DateTimeFormatter format;
    private final long unitsASecond;
    private final Optional<LocalDate> firstDay;

    private TimeFormat(DateTimeFormatter format, long unitsASecond, Optional<LocalDate> firstDay) {
        this.format = format;
        this.unitsASecond = unitsASecond;
        this.firstDay = firstDay;
    }

    /** A time that was read: whether it says more than a day, and whether it says by how much it is off UTC. */
    record Read(LocalDateTime local, boolean hasTime, Optional<Instant> instant) {
    }

    /** Times in the format of ISO 8601. */
    static TimeFormat iso() {
        return new TimeFormat(ISO, 0, Optional.empty());
    }

    /**
     * Returns the format of a pattern.
     *
     * @param pattern a pattern of {@link DateTimeFormatter}, with names in English, or one of the words above
     * @throws IllegalArgumentException if it is none, or if it does not tell all of a day or of a time
     */
    static TimeFormat of(String pattern) {
        Long units = UNITS_A_SECOND.get(pattern);
        if (units != null) {
            return new TimeFormat(ISO, units, Optional.empty());
        }
        TimePattern parts = new TimePattern(pattern);
        DateTimeFormatter format;
        try {
            if (pattern.startsWith(DAYS)) {
                return new TimeFormat(ISO, 0, Optional.of(LocalDate.parse(pattern.substring(DAYS.length()))));
            }
            format = parts.format();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("\"" + pattern + "\" is not a date format. Examples are M/d/yyyy,"
                    + " dd.MM.yyyy HH:mm, " + EPOCH_SECONDS + ", " + EPOCH_MILLISECONDS + ", "
                    + EPOCH_MICROSECONDS + " or " + DAYS
                    + "2020-01-01. Error: " + e.getMessage(), e);
        }
        parts.requireWhole();
        return new TimeFormat(format, 0, Optional.empty());
    }

    /** The time in a clean text, if it is one. */
    Optional<Read> read(String text) {
        try {
            if (unitsASecond > 0 || firstDay.isPresent()) {
                return number(text);
            }
            TemporalAccessor time = format.parse(text);
            LocalDate date = LocalDate.from(time);
            if (date.getDayOfMonth() != writtenDay(text, date)) {
                return Optional.empty();
            }
            if (time.query(TemporalQueries.localTime()) == null) {
                return tellsTime(text) ? Optional.empty()
                        : Optional.of(new Read(date.atStartOfDay(), false, Optional.empty()));
            }
            LocalDateTime local = LocalDateTime.from(time);
            ZoneOffset offset = time.query(TemporalQueries.offset());
            if (offset == null && time.query(TemporalQueries.zoneId()) != null) {
                return Optional.empty();
            }
            return Optional.of(new Read(local, true, Optional.ofNullable(offset).map(local::toInstant)));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private Optional<Read> number(String text) {
        Matcher whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(text.contains(".") ? text.substring(0, text.indexOf('.')) : text);
        if (firstDay.isPresent()) {
            return Optional.of(new Read(firstDay.get().plusDays(Math.subtractExact(number, 1)).atStartOfDay(), false,
                    Optional.empty()));
        }
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(number, unitsASecond));
        return Optional.of(new Read(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), true, Optional.of(instant)));
    }

    /** Whether a text has a part of a time, which is more than a day even where it is no whole time. */
    private boolean tellsTime(String text) {
        TemporalAccessor fields = fields(text);
        return Arrays.stream(ChronoField.values()).anyMatch(field -> field.isTimeBased() && fields.isSupported(field));
    }

    private TemporalAccessor fields(String text) {
        return format.parseUnresolved(text, new ParsePosition(0));
    }

    /** The day of the month as it is written: a pattern reads the 30th of February as the 29th. */
    private long writtenDay(String text, LocalDate date) {
        TemporalAccessor fields = fields(text);
        return fields.isSupported(ChronoField.DAY_OF_MONTH) ? fields.getLong(ChronoField.DAY_OF_MONTH)
                : date.getDayOfMonth();
    }
}
