package org.foresale.log;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foresale.log.internal.Texts;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Selects the lines of a source that belong to the log: a window of days, excluded classes, and users.
 *
 * @param firstDay first day of the window; if empty, the day of the first line that is kept
 * @param lastDay  last day of the window, inclusive; if empty, the day of the last line that is kept
 * @param excluded names of the excluded classes, by level
 * @param users    selects the user ids to keep; if empty, all are kept
 * @param nobody   placeholder user ids, such as "guest", in lower case; their lines are excluded
 */
public record LogRules(Optional<LocalDate> firstDay, Optional<LocalDate> lastDay, Map<Level, Set<String>> excluded,
        Optional<Predicate<String>> users, Set<String> nobody) {

    /** What shops and programs write for a buyer whom they do not know. */
    private static final Set<String> NOBODY = Set.of("null", "\\n", "nan", "(null)", "<null>", "<na>", "#n/a", "na",
            "n/a", "none", "nil", "undefined", "unknown", "anonymous", "guest", "not set", "(not set)", "-", "?", "0",
            "0.0", "-1");

    /** What a date in a file can tell, and a number of days hold. */
    private static final int MAX_YEAR = 9999;
    private static final long FIRST_DAY = LocalDate.of(-MAX_YEAR, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(MAX_YEAR, 12, 31).toEpochDay();

    /**
     * Checks the window.
     *
     * @throws IllegalArgumentException if the window ends before it starts, or if a year has more than four digits
     */
    public LogRules {
        if (firstDay.isPresent() && lastDay.isPresent() && lastDay.get().isBefore(firstDay.get())) {
            throw new IllegalArgumentException(
                    "the window ends on " + lastDay.get() + ", before it starts on " + firstDay.get());
        }
        for (LocalDate day : Stream.of(firstDay, lastDay).flatMap(Optional::stream).toList()) {
            if (!isDated(day)) {
                throw new IllegalArgumentException("the window has the day " + day + ": years must be at most "
                        + MAX_YEAR);
            }
        }
        Map<Level, Set<String>> copies = new EnumMap<>(Level.class);
        excluded.forEach((level, names) -> copies.put(level, names.stream().map(Texts::clean)
                .collect(Collectors.toUnmodifiableSet())));
        excluded = Collections.unmodifiableMap(copies);
        nobody = nobody.stream().map(id -> Texts.clean(id).toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a day is one that a log can have. */
    static boolean isDated(LocalDate day) {
        return Math.abs(day.getYear()) <= MAX_YEAR;
    }

    /** Whether a day, in days since 1970, is one that a log may have. */
    static boolean isDated(long day) {
        return day >= FIRST_DAY && day <= LAST_DAY;
    }

    /**
     * Returns rules that keep all days, all classes and all users except placeholder ids: lines of ids such as NULL,
     * NA, guest, 0 and -1 are excluded and counted.
     *
     * @return the rules
     */
    public static LogRules withDefaults() {
        return new LogRules(Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), NOBODY);
    }

    /**
     * Returns a copy of these rules with a window.
     *
     * @param first first day
     * @param last  last day, inclusive
     * @return the new rules
     * @throws IllegalArgumentException if the last day comes before the first
     */
    public LogRules withWindow(LocalDate first, LocalDate last) {
        return new LogRules(Optional.of(first), Optional.of(last), excluded, users, nobody);
    }

    /**
     * Returns a copy of these rules that excludes more classes.
     *
     * @param level the level of the classes
     * @param names their names
     * @return the new rules
     */
    public LogRules withoutClasses(Level level, String... names) {
        Map<Level, Set<String>> more = new EnumMap<>(Level.class);
        more.putAll(excluded);
        Set<String> all = new LinkedHashSet<>(excluded.getOrDefault(level, Set.of()));
        all.addAll(List.of(names));
        more.put(level, all);
        return new LogRules(firstDay, lastDay, more, users, nobody);
    }

    /**
     * Returns a copy of these rules that keeps only some users.
     *
     * @param ids returns true for the user ids to keep
     * @return the new rules
     */
    public LogRules withUsers(Predicate<String> ids) {
        return new LogRules(firstDay, lastDay, excluded, Optional.of(ids), nobody);
    }

    /**
     * Returns a copy of these rules with other placeholder user ids, such as the id of a till or of guests. An id that
     * many people share says nothing about a single buyer.
     *
     * @param ids the ids; upper and lower case are not distinguished. If none is given, the lines of all users are kept
     * @return the new rules
     */
    public LogRules withNobody(String... ids) {
        return new LogRules(firstDay, lastDay, excluded, users, Set.of(ids));
    }

    /** Returns a copy of these rules, with a window where none was set. */
    LogRules orWindow(LocalDate first, LocalDate last) {
        return new LogRules(firstDay.or(() -> Optional.of(first)), lastDay.or(() -> Optional.of(last)), excluded,
                users, nobody);
    }

    /**
     * Returns the rules as a table.
     *
     * @return one row per rule: the window, the excluded classes at each level, the users
     */
    public Table table() {
        StringColumn rule = StringColumn.create("rule");
        StringColumn value = StringColumn.create("value");
        rule.append("window");
        value.append(firstDay.map(LocalDate::toString).orElse("first day in the data") + " to "
                + lastDay.map(LocalDate::toString).orElse("last day in the data"));
        for (Level level : Level.values()) {
            if (excluded.containsKey(level)) {
                rule.append("excluded, " + level.name().toLowerCase(Locale.ROOT) + " level");
                value.append(String.join(", ", new TreeSet<>(excluded.get(level))));
            }
        }
        if (users.isPresent()) {
            rule.append("users");
            value.append("some only");
        }
        if (!nobody.equals(NOBODY)) {
            rule.append("placeholder user ids");
            value.append(nobody.isEmpty() ? "none" : String.join(", ", new TreeSet<>(nobody)));
        }
        return Table.create("rules", rule, value);
    }

    /** Which of the classes to be left out there are among some. */
    Map<Level, Set<String>> excludedOf(List<ClassPath> paths) {
        Map<Level, Set<String>> there = new EnumMap<>(Level.class);
        excluded.forEach((level, names) -> there.put(level, paths.stream().map(path -> path.name(level))
                .filter(names::contains).collect(Collectors.toSet())));
        return there;
    }

    /** Whether an id stands for nobody in particular. */
    boolean isNobody(String id) {
        return nobody.contains(id.toLowerCase(Locale.ROOT));
    }

    boolean excludesUser(String id) {
        return users.isPresent() && !users.get().test(id);
    }

    boolean excludes(ClassPath path) {
        return excluded.entrySet().stream().anyMatch(entry -> entry.getValue().contains(path.name(entry.getKey())));
    }

    @Override
    public String toString() {
        return "LogRules[firstDay=" + firstDay + ", lastDay=" + lastDay + ", excluded=" + excluded + ", users="
                + (users.isPresent() ? "some" : "all") + ", nobody=" + nobody + "]";
    }
}
