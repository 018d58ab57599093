package org.foresale.log;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts how many texts of a column are times in each common format. */
final class TimeFormats {

    private static final int LONGEST = 40;
    private static final int MIN_DIGITS = 3;
    /** Those of microseconds, which have no signs between. */
    private static final int MAX_DIGITS = 16;
    /** Those of a long month in English, and of what stands behind a time: September, PM or UTC. */
    private static final int MAX_LETTERS = 13;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2100;
    private static final int MAX_DATES = 50_000;
    private static final Pattern DATE_AND_TIME = Pattern.compile("(.+?)(?:( |T|, )(?:"
            + "(?:[01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?"
            + "|(?:0?[1-9]|1[0-2]):[0-5]\\d(:[0-5]\\d)?( ?)[AaPp][Mm]))?");
    private static final Pattern CLOCK = Pattern.compile("\\d{1,2}:\\d{2}(:\\d{2})?( ?[AaPp][Mm])?");
    private static final String ISO = "ISO 8601";
    private static final int NO_SIGN = -1;
    private static final int YEAR = '年';

    /** Formats of which another reads the same texts as other days. */
    private static final Set<String> ORDERED = Set.of("M/d/yyyy", "d/M/yyyy", "M/d/yy", "d/M/yy", "M-d-yyyy",
            "d-M-yyyy");

    private final List<Candidate> candidates = new ArrayList<>();
    private long clocks;
    private long allDates;

    TimeFormats() {
        candidates.add(new Candidate(ISO, "\\d{4}-\\d\\d-\\d\\d.*"));
        candidates.add(new Candidate(TimeFormat.EPOCH_SECONDS, "\\d{9,10}(?:\\.0*)?"));
        candidates.add(new Candidate(TimeFormat.EPOCH_MILLISECONDS, "\\d{12,13}(?:\\.0*)?"));
        candidates.add(new Candidate(TimeFormat.EPOCH_MICROSECONDS, "\\d{15,16}(?:\\.0*)?"));
        for (String pattern : List.of("yyyyMMdd", "M/d/yyyy", "d/M/yyyy", "M/d/yy", "d/M/yy", "yyyy/M/d", "d.M.yyyy",
                "d.M.yy", "M-d-yyyy", "d-M-yyyy", "yyyy-M-d", "yyyy.M.d", "d-MMM-yy", "d-MMM-yyyy", "d MMM yyyy",
                "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "yyyy年M月d日")) {
            candidates.add(new Candidate(pattern, shape(pattern)));
        }
    }

    /** The shape of the texts of a pattern: a single letter is a number of one or two digits. */
    private static String shape(String pattern) {
        return pattern.replace(".", "\\.").replaceAll("M{3,4}", "\\\\p{L}+").replaceAll("yyyy", "\\\\d{4}")
                .replaceAll("yy|MM|dd", "\\\\d{2}").replaceAll("(?<![\\\\p{])[Md](?![{+])", "\\\\d{1,2}");
    }

    /** A format, and what was read in it. */
    private static final class Candidate {

        private final String pattern;
        private final Pattern shape;
        private final TimeFormat format;
        private final int sign;
        private final boolean hasSuffix;
        private final Map<String, Optional<LocalDate>> dates = new HashMap<>();
        private final Map<String, Long> suffixes = new TreeMap<>(Comparator.comparingInt(String::length).reversed()
                .thenComparing(Comparator.naturalOrder()));
        private long lines;
        private long all;
        private long reading;
        private LocalDate first = LocalDate.MAX;
        private LocalDate last = LocalDate.MIN;

        Candidate(String pattern, String shape) {
            this.pattern = pattern;
            this.shape = Pattern.compile(shape);
            this.format = pattern.equals(ISO) ? TimeFormat.iso() : TimeFormat.of(pattern);
            this.hasSuffix = !pattern.equals(ISO) && !pattern.startsWith("epoch");
            this.sign = pattern.equals(ISO) ? '-' : hasSuffix ? pattern.chars().filter(letter ->
                    !Character.isLetter(letter) || letter == YEAR).findFirst().orElse(NO_SIGN) : NO_SIGN;
        }

        void add(String text, String date, String suffix, long count) {
            String read = hasSuffix ? date : text;
            if (!mayBe(read) || !shape.matcher(read).matches()) {
                return;
            }
            day(read).ifPresent(day -> {
                lines += count;
                suffixes.merge(hasSuffix ? suffix : "", count, Long::sum);
                take(text, day);
            });
        }

        private void take(String text, LocalDate day) {
            // Two formats under which all texts mean the same days have the same sum.
            reading += (text.hashCode() + 1L) * day.toEpochDay();
            first = day.isBefore(first) ? day : first;
            last = day.isAfter(last) ? day : last;
        }

        /** A date of all lines, while others were looked at more closely. */
        void addDate(String date, long count) {
            if (shape.matcher(date).matches()) {
                day(date).ifPresent(day -> {
                    all += count;
                    take(date, day);
                });
            }
        }

        /** Whether a text has the signs of the format, to leave out the rest fast: all but one come twice in a date. */
        private boolean mayBe(String text) {
            return sign == NO_SIGN ? isDigit(text.charAt(text.length() - 1))
                    : text.indexOf(sign) >= 0 && (sign == YEAR || text.indexOf(sign) != text.lastIndexOf(sign));
        }

        /** The day of a text; many lines have the same. */
        private Optional<LocalDate> day(String text) {
            Optional<LocalDate> known = dates.get(text);
            if (known != null) {
                return known;
            }
            Optional<LocalDate> day = format.read(text).map(time -> time.local().toLocalDate())
                    .filter(read -> read.getYear() >= FIRST_YEAR && read.getYear() < LAST_YEAR);
            if (hasSuffix && dates.size() < MAX_DATES) {
                dates.put(text, day);
            }
            return day;
        }

        /** The pattern with what stands behind the date; where that is not always the same, each in brackets. */
        String format() {
            return suffixes.size() == 1 ? pattern + suffixes.keySet().iterator().next()
                    : pattern + String.join("", suffixes.keySet().stream().filter(suffix -> !suffix.isEmpty())
                            .map(suffix -> "[" + suffix + "]").toList());
        }
    }

    /**
     * A format that texts are in.
     *
     * @param format what {@link ColumnMapping#withTimeFormat} takes; empty for ISO 8601
     * @param lines  how many lines are times in it
     * @param first  the first day
     * @param last   the last day
     */
    record Found(Optional<String> format, long lines, LocalDate first, LocalDate last) {

        String text() {
            return format.orElse(ISO);
        }
    }

    /** A clean text that is not blank. */
    void add(String text, long lines) {
        if (text.length() > LONGEST || !isLikeADate(text)) {
            return;
        }
        clocks += CLOCK.matcher(text).matches() ? lines : 0;
        Matcher parts = DATE_AND_TIME.matcher(text);
        boolean known = text.indexOf(':') > 0 && parts.matches();
        String date = known ? parts.group(1) : text;
        String suffix = known && parts.group(2) != null ? suffix(parts) : "";
        candidates.forEach(candidate -> candidate.add(text, date, suffix, lines));
    }

    /** Whether the texts are dates of which the day or the month may come first. */
    boolean hasOrder() {
        return best().stream().anyMatch(found -> candidates.stream().anyMatch(candidate ->
                ORDERED.contains(candidate.pattern) && found.text().equals(candidate.format())));
    }

    /** A date of all lines, null or blank for none, where those that were added are some of them. */
    void addDate(String date, long count) {
        if (date != null && !date.isEmpty()) {
            allDates += count;
            candidates.stream().filter(candidate -> ORDERED.contains(candidate.pattern))
                    .forEach(candidate -> candidate.addDate(date, count));
        }
    }

    /** Lines of all that have something like a date of which the day or the month may come first. */
    long dates() {
        return allDates;
    }

    /** Lines of all whose date is none in the best format, though it looks like one. */
    long contradicting() {
        return allDates - winners().stream().mapToLong(candidate -> candidate.all).max().orElse(allDates);
    }

    /** Whether digits, letters and signs are as many as in a date, to leave out the rest fast. */
    private static boolean isLikeADate(String text) {
        int digits = 0;
        int letters = 0;
        boolean signs = false;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            digits += isDigit(letter) ? 1 : 0;
            letters += Character.isLetter(letter) ? 1 : 0;
            signs |= letter == YEAR || !Character.isLetterOrDigit(letter);
        }
        return digits >= MIN_DIGITS && letters <= MAX_LETTERS && (signs || letters == 0 && digits <= MAX_DIGITS);
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    /** The pattern of what stands behind the date. */
    private static String suffix(Matcher parts) {
        String seconds = parts.group(3) == null && parts.group(4) == null ? "" : ":ss";
        String between = parts.group(2).equals("T") ? "'T'" : parts.group(2);
        return parts.group(5) == null ? between + "H:mm" + seconds : between + "h:mm" + seconds + parts.group(5) + "a";
    }

    /** Lines that tell the time of day and no date. */
    long clocks() {
        return clocks;
    }

    /** The formats that read most lines, and most of all lines, where those were looked at, too. */
    private List<Candidate> winners() {
        long most = candidates.stream().mapToLong(candidate -> candidate.lines).max().orElse(0);
        List<Candidate> first = candidates.stream().filter(candidate -> most > 0 && candidate.lines == most).toList();
        long all = first.stream().mapToLong(candidate -> candidate.all).max().orElse(0);
        return first.stream().filter(candidate -> candidate.all == all).toList();
    }

    /** The formats that read most lines; several only if they mean different days. */
    List<Found> best() {
        Map<Long, Found> byReading = new HashMap<>();
        List<Found> best = new ArrayList<>();
        for (Candidate candidate : winners()) {
            Found found = new Found(Optional.of(candidate.format()).filter(format -> !format.equals(ISO)),
                    candidate.lines, candidate.first, candidate.last);
            if (byReading.putIfAbsent(candidate.reading, found) == null) {
                best.add(found);
            }
        }
        return best;
    }
}
