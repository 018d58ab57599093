package org.foresale.log;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foresale.log.FrequentTexts.Counted;
import org.foresale.log.internal.DuckDb;
import org.foresale.log.internal.Texts;

/** Tells what the values of a column alone say against a role. */
final class ColumnDoubts {

    /** In fewer lines, much is by chance. */
    private static final int ENOUGH_LINES = 100;
    /** No shop's customers have so many lines each, if they are that few. */
    private static final int MANY_LINES_EACH = 100;
    private static final int FEW_USERS = 100;
    private static final Pattern SELLERS = Pattern.compile("(?i)^(?:till|cashier|clerk|pos|terminal|register|staff"
            + "|employee|kasse|kassierer(?:in)?|verkäufer(?:in)?|mitarbeiter(?:in)?|caisse|caissi[eè]re?|vendeur|caja"
            + "|cajer[oa]|vendedor(?:a)?)[ _#.:-]*(?:nr\\.?|no\\.?)? ?\\d+$");
    private static final Pattern ZEROS = Pattern.compile("0+[1-9]\\d*");
    /** Of ids, so many may by chance be there with zeros in front, too. */
    private static final double FEW_TWICE = 0.05;
    private static final double ALMOST_ALL = 0.95;
    private static final double ALL_BUT_A_FEW = 0.999;

    private ColumnDoubts() {
    }

    /** Whether an id stands for nobody in particular. */
    static boolean isNobody(Counted one) {
        return LogRules.withDefaults().isNobody(one.text());
    }

    /** Ids that stand for nobody are no better than blank cells. */
    static Optional<String> nobody(ColumnProfile column, long blanks) {
        long nobody = column.frequent().kept().stream().filter(ColumnDoubts::isNobody).mapToLong(Counted::lines).sum();
        return nobody > 0 && blanks + nobody > RoleEvidence.MAX_BLANK_SHARES.get(Role.USER) * column.lines()
                ? Optional.of("blank, or a placeholder id such as 0, in "
                        + Figures.part(blanks + nobody, column.lines(), "lines")) : Optional.empty();
    }

    static Optional<String> noId(ColumnProfile column) {
        if (TimeGuess.isDates(column)) {
            return Optional.of("its texts are " + TimeGuess.figures(column));
        }
        long numbers = column.numberLines();
        long whole = column.wholeLines();
        return column.areAlmostAll(numbers) && whole < ALMOST_ALL * numbers
                ? Optional.of(Figures.part(numbers - whole, column.lines(), "lines") + " contain a number with"
                + " decimals")
                : Optional.empty();
    }

    /** Ids of tills and of who sells are none of who buys. */
    static Optional<String> sellers(ColumnProfile column) {
        List<Counted> sellers = column.frequent().kept().stream().filter(one -> SELLERS.matcher(one.text()).find())
                .toList();
        long lines = sellers.stream().mapToLong(Counted::lines).sum();
        return sellers.isEmpty() || !column.areAlmostAll(lines) ? Optional.empty()
                : Optional.of("its texts name sellers, such as " + Texts.shown(sellers.get(0).text()));
    }

    /** An id that is written with and without zeros in front would be two. */
    static Optional<String> zeros(ColumnProfile column) {
        Set<String> texts = column.frequent().kept().stream().map(Counted::text).collect(Collectors.toSet());
        List<String> twice = texts.stream().filter(text -> ZEROS.matcher(text).matches()
                && texts.contains(text.replaceFirst("^0+", ""))).sorted().toList();
        return twice.size() <= FEW_TWICE * texts.size() ? Optional.empty()
                : Optional.of(LogTables.count(twice.size()) + " of its texts occur both with and without leading zeros,"
                + " such as " + twice.get(0) + " and " + twice.get(0).replaceFirst("^0+", "") + ", and would count as"
                + " two; make them uniform in a query");
    }

    /** An id that is written with capital letters and with small ones would be two. */
    static Optional<String> letters(ColumnProfile column) {
        Map<String, List<String>> alike = column.frequent().kept().stream().map(Counted::text).sorted(Coder.ORDER)
                .collect(Collectors.groupingBy(text -> text.toLowerCase(Locale.ROOT), TreeMap::new,
                        Collectors.toList()));
        List<List<String>> several = alike.values().stream().filter(texts -> texts.size() > 1).toList();
        int texts = alike.values().stream().mapToInt(List::size).sum();
        return several.size() <= FEW_TWICE * alike.size() ? Optional.empty()
                : Optional.of("its " + (column.frequent().isComplete() ? "" : "most frequent ")
                        + LogTables.count(texts) + " texts are only " + LogTables.count(alike.size()) + " if upper and"
                        + " lower case are not distinguished, such as "
                        + Texts.shown(several.get(0).get(0)) + " and " + Texts.shown(several.get(0).get(1))
                        + ", and would count as several; make them uniform in the export or in a query with lower("
                        + DuckDb.identifier(column.name()) + "), or map the column as it is");
    }

    /** Whether all that speaks against a column of ids is that some are written in several ways. */
    static boolean areWrittenInSeveralWays(ColumnProfile column, List<String> objections) {
        return !objections.isEmpty() && Stream.of(zeros(column), letters(column)).flatMap(Optional::stream).toList()
                .containsAll(objections);
    }

    static Optional<String> two(ColumnProfile column) {
        return column.different() > 2 ? Optional.empty() : few(column);
    }

    static Optional<String> few(ColumnProfile column) {
        long lines = column.filled();
        long different = column.different();
        if (lines < ENOUGH_LINES || different > 2
                && (different >= FEW_USERS || lines < MANY_LINES_EACH * different)) {
            return Optional.empty();
        }
        return Optional.of("only " + column.differentText() + ": on average, each has "
                + LogTables.count(lines / different) + " lines (" + Figures.percent(1, different) + " of all)");
    }

    static Optional<String> alwaysTheSame(ColumnProfile column) {
        return column.filled() >= ENOUGH_LINES && column.different() == 1
                ? Optional.of("the same in all of " + LogTables.count(column.filled()) + " lines") : Optional.empty();
    }

    static Optional<String> eachLineAnother(ColumnProfile column) {
        return column.filled() >= ENOUGH_LINES && column.different() >= ALL_BUT_A_FEW * column.filled()
                ? Optional.of(column.differentText() + " in " + LogTables.count(column.filled())
                        + " lines: nearly every line has a different one") : Optional.empty();
    }

    static Optional<String> noTimes(ColumnProfile column) {
        boolean fits = column.filled() == 0 || column.areAlmostAll(column.timeLines())
                || TimeGuess.isDayNumbers(column);
        return fits ? Optional.empty() : Optional.of("only " + Figures.part(column.timeLines(), column.filled(),
                "cells") + " are dates in a known format" + (column.times().clocks() == 0 ? ""
                : ", " + Figures.percent(column.times().clocks(), column.filled()) + " contain only a time of day"));
    }

    static Optional<String> noNumbers(ColumnProfile column) {
        return column.filled() == 0 || column.areAlmostAll(column.numberLines()) ? Optional.empty()
                : Optional.of("only " + Figures.part(column.numberLines(), column.filled(), "cells") + " are numbers");
    }
}
