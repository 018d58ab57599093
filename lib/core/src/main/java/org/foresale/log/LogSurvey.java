package org.foresale.log;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Collects what must be known about all lines of a source before a log can be built in parts: the classes and days that
 * occur, and the lines that are excluded. The surveys of the parts of a source add up to the survey of the whole.
 *
 * @param read      number of lines read
 * @param kept      number of lines that the rules keep, including duplicates
 * @param findings  excluded lines by reason, each with an example; duplicates are not known yet
 * @param classes   third-level classes of the lines that are kept
 * @param days      number of lines kept per day, counted from 1970-01-01
 * @param timeOfDay whether any time has a time of day
 * @param baskets   whether any line that is kept has a basket
 * @param remarks   remarks on changes to lines, by their text
 * @param excluded  excluded classes that occur, by level
 */
public record LogSurvey(long read, long kept, Map<QualityReport.Reason, QualityReport.Finding> findings,
        SortedSet<ClassPath> classes, SortedMap<Long, Long> days, boolean timeOfDay, boolean baskets,
        SortedMap<String, QualityReport.Remark> remarks, Map<Level, Set<String>> excluded)
        implements Serializable {

    /**
     * Copies the collections.
     */
    public LogSurvey {
        findings = Collections.unmodifiableMap(new TreeMap<>(findings));
        classes = Collections.unmodifiableSortedSet(new TreeSet<>(classes));
        days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
        remarks = Collections.unmodifiableSortedMap(new TreeMap<>(remarks));
        excluded = Collections.unmodifiableMap(new TreeMap<>(excluded));
    }

    /**
     * Returns an empty survey.
     *
     * @return the survey of no lines
     */
    public static LogSurvey none() {
        return new LogSurvey(0, 0, Map.of(), new TreeSet<>(), new TreeMap<>(), false, false, new TreeMap<>(),
                Map.of());
    }

    /**
     * Adds the survey of other lines of the same source.
     *
     * @param other the other survey
     * @return the survey of all these lines. The shorter of two examples of a reason is kept, so the order of the
     *     surveys makes no difference
     */
    public LogSurvey and(LogSurvey other) {
        Map<QualityReport.Reason, QualityReport.Finding> all = new EnumMap<>(QualityReport.Reason.class);
        all.putAll(findings);
        other.findings.forEach((reason, finding) -> all.merge(reason, finding, (mine, its) ->
                new QualityReport.Finding(reason, mine.lines() + its.lines(),
                        Coder.ORDER.compare(mine.example(), its.example()) <= 0 ? mine.example() : its.example())));
        SortedSet<ClassPath> paths = new TreeSet<>(classes);
        paths.addAll(other.classes);
        SortedMap<Long, Long> lines = new TreeMap<>(days);
        other.days.forEach((day, count) -> lines.merge(day, count, Long::sum));
        SortedMap<String, QualityReport.Remark> changes = new TreeMap<>(remarks);
        other.remarks.forEach((text, remark) -> changes.merge(text, remark, LogSurvey::and));
        Map<Level, Set<String>> there = new EnumMap<>(Level.class);
        Stream.of(excluded, other.excluded).forEach(some -> some.forEach((level, names) ->
                there.computeIfAbsent(level, none -> new TreeSet<>()).addAll(names)));
        return new LogSurvey(read + other.read, kept + other.kept, all, paths, lines, timeOfDay || other.timeOfDay,
                baskets || other.baskets, changes, there);
    }

    /** What two remarks with the same text say together. */
    static QualityReport.Remark and(QualityReport.Remark mine, QualityReport.Remark its) {
        return new QualityReport.Remark(mine.text(), mine.lines() + its.lines(),
                Coder.ORDER.compare(mine.example(), its.example()) <= 0 ? mine.example() : its.example());
    }

    /**
     * Returns the calendar and the taxonomy that all parts of the log share.
     *
     * @param name    the log's name
     * @param mapping the mapping of the columns; its class columns give the levels their names
     * @param rules   which lines belong to the log
     * @return the frame of the log's parts
     * @throws ForesaleException if no line is left, or if a few lines are very far from all others in time; the message
     *     says why
     * @throws IllegalArgumentException if the name is blank
     */
    public LogFrame frame(String name, ColumnMapping mapping, LogRules rules) {
        if (kept == 0) {
            throw LineJudge.nothingLeft(name, read, new ArrayList<>(findings.values()));
        }
        LogWindow window = LogWindow.of(name, rules, days);
        return new LogFrame(name, LocalDate.ofEpochDay(window.firstDay()), window.days(), timeOfDay, baskets,
                Taxonomy.of(mapping.classes(), classes));
    }

    /**
     * Returns the quality report of the whole log.
     *
     * @param name  the log's name
     * @param rules which lines belong to the log
     * @param users the tally of the users' lines, including the number of duplicates
     * @return the report
     * @throws IllegalArgumentException if the numbers of lines kept and excluded do not add up to the lines read
     */
    public QualityReport quality(String name, LogRules rules, PartBuilder.Tally users) {
        List<QualityReport.Finding> all = new ArrayList<>(findings.values());
        if (users.duplicates() > 0) {
            all.add(new QualityReport.Finding(QualityReport.Reason.DUPLICATE, users.duplicates(), ""));
        }
        return new QualityReport(name, read, kept - users.duplicates(), all, List.copyOf(remarks.values()))
                .and(LineJudge.notThere(rules, excluded)).and(BusyUsers.remarks(users));
    }
}
