package org.foresale.log;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The days of a log: those of its rules, and where these are open, from the first to the last day of the lines that are
 * kept. A few lines that lie far from all others are rather mistakes, and would stretch the log: they are asked about,
 * and so are years such as 24, which stand for others.
 *
 * @param firstDay first day, in days since 1970-01-01
 * @param days     how many there are
 */
record LogWindow(long firstDay, int days) {

    private static final int MIN_LINES = 100;
    private static final int MAX_SHARE = 1000;
    private static final int MIN_GAP = 180;
    private static final int SPANS = 4;
    private static final int FIRST_YEAR = 1000;

    /**
     * Finds the days of a log.
     *
     * @param source what is read, for the message
     * @param rules  the rules
     * @param lines  for each day since 1970-01-01 how many lines are kept; at least one day
     * @throws ForesaleException if at an open end at most one of a thousand lines lies far from all others, or any in a
     *     year of fewer than four digits
     */
    static LogWindow of(String source, LogRules rules, SortedMap<Long, Long> lines) {
        NavigableMap<Long, Long> all = new TreeMap<>(lines);
        if (rules.firstDay().isEmpty()) {
            requireWholeYears(source, all);
        }
        if (rules.lastDay().isEmpty()) {
            requireNear(source, all, false);
        }
        if (rules.firstDay().isEmpty()) {
            requireNear(source, all, true);
        }
        long first = rules.firstDay().map(LocalDate::toEpochDay).orElse(all.firstKey());
        long last = rules.lastDay().map(LocalDate::toEpochDay).orElse(all.lastKey());
        return new LogWindow(first, (int) (last - first) + 1);
    }

    private static void requireWholeYears(String source, NavigableMap<Long, Long> lines) {
        long early = count(lines.headMap(LocalDate.of(FIRST_YEAR, 1, 1).toEpochDay()));
        if (early > 0) {
            throw new ForesaleException(source + ": " + LogTables.count(early) + " of " + LogTables.count(count(lines))
                    + " lines have a date before the year " + FIRST_YEAR + ", the first " + day(lines.firstEntry())
                    + ". Was a two-digit year read as the whole year? If the dates are texts, set a format with yy,"
                    + " such as withTimeFormat(\"d/M/yy\"). If they are wrong in the source, correct them there, or"
                    + " exclude them with a window (LogRules.withWindow).");
        }
    }

    private static long count(Map<Long, Long> lines) {
        return lines.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void requireNear(String source, NavigableMap<Long, Long> lines, boolean early) {
        long total = count(lines);
        if (total < MIN_LINES) {
            return;
        }
        List<Map.Entry<Long, Long>> days = new ArrayList<>((early ? lines : lines.descendingMap()).entrySet());
        long end = days.get(days.size() - 1).getKey();
        long passed = 0;
        for (int i = 0; i + 1 < days.size(); i++) {
            passed += days.get(i).getValue();
            if (passed > Math.max(1, total / MAX_SHARE)) {
                return;
            }
            long next = days.get(i + 1).getKey();
            long gap = Math.abs(next - days.get(i).getKey());
            if (gap >= MIN_GAP && gap * SPANS >= Math.abs(end - next)) {
                throw far(source, passed, total, gap, early, day(days.get(0)), day(days.get(i + 1)),
                        LocalDate.ofEpochDay(end));
            }
        }
    }

    private static LocalDate day(Map.Entry<Long, Long> lines) {
        return LocalDate.ofEpochDay(lines.getKey());
    }

    private static ForesaleException far(String source, long lines, long total, long gap, boolean early,
            LocalDate farthest, LocalDate near, LocalDate end) {
        LocalDate first = early ? near : end;
        LocalDate last = early ? end : near;
        return new ForesaleException(source + ": the dates of " + LogTables.count(lines) + " of "
                + LogTables.count(total) + " lines are " + LogTables.count(gap) + " days or more "
                + (early ? "before" : "after") + " all others. The farthest is " + farthest + ". If these dates are"
                + " wrong, set a window from " + first + " to " + last + " (LogRules.withWindow). If they are right,"
                + " set a window that includes " + farthest + ".");
    }
}
