package org.foresale.log;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.foresale.log.SampleRows.Groups;

/** Tells whether the values of a column are such as those of a role are, whatever it is called. */
final class ValueLikeness {

    private static final int MIN_TEXTS = 3;
    /** In fewer groups of lines, much is by chance. */
    private static final int ENOUGH_GROUPS = 10;
    private static final int MAX_PIECES = 10_000;
    private static final double ALMOST_ALL = 0.95;
    private static final double SOME = 0.3;

    private static final Pattern CODES = Pattern.compile("(?:sku|code|ean|gtin|upc|plu|number|num|nummer|nr|no|id|ref"
            + "|reference|referenz|referencia|key|codigo)$");

    private final SourceProfile source;

    ValueLikeness(SourceProfile source) {
        this.source = source;
    }

    /**
     * Looks at a column.
     *
     * @param role   the role
     * @param place  the column
     * @param chosen the columns of other roles
     */
    boolean of(Role role, int place, Map<Role, Integer> chosen) {
        ColumnProfile column = source.column(place);
        return switch (role) {
            case TIME -> TimeGuess.isDates(column) || TimeGuess.isEpoch(column);
            case USER, PRODUCT -> column.different() >= MIN_TEXTS && column.different() < column.filled()
                    && !column.areAlmostAll(column.timeLines());
            case BASKET -> isOrder(place, chosen);
            case QUANTITY -> isPieces(place, chosen);
            case VALUE -> isMoney(column);
            default -> false;
        };
    }

    /** Whether a column whose name says that it has codes has one for each text of another column. */
    boolean isCodeOf(int names, int place) {
        ColumnProfile column = source.column(place);
        return place != names && !Role.areNamed(column.plainName()) && CODES.matcher(column.plainName()).find()
                && column.different() >= MIN_TEXTS && source.sample().withOne(names, place).share() >= ALMOST_ALL
                && source.sample().withOne(place, names).share() >= ALMOST_ALL;
    }

    /** One user buys the lines of an order at one time, and comes back for others. */
    private boolean isOrder(int place, Map<Role, Integer> chosen) {
        Integer user = chosen.get(Role.USER);
        Integer time = chosen.get(Role.TIME);
        return user != null && time != null && !TimeGuess.isDates(source.column(place))
                && source.column(place).different() > source.column(user).different()
                && isTheSame(place, user, ALMOST_ALL) && isTheSame(place, time, ALMOST_ALL)
                && !isTheSame(user, place, SOME);
    }

    private boolean isTheSame(int by, int place, double share) {
        Groups same = source.sample().same(by, place);
        return same.groups() >= ENOUGH_GROUPS && same.share() >= share;
    }

    /** Of most products, one piece is bought more often than several; the same ones are bought in other numbers. */
    private boolean isPieces(int place, Map<Role, Integer> chosen) {
        ColumnProfile column = source.column(place);
        NumberEvidence numbers = column.numbers();
        return column.type() != ColumnProfile.Type.TIME && column.areAlmostAll(column.wholeLines())
                && column.different() >= MIN_TEXTS && numbers.ones() >= SOME * column.filled()
                && numbers.max(numbers.bestStyle()) <= MAX_PIECES && isOfTheLine(place, chosen);
    }

    private boolean isOfTheLine(int place, Map<Role, Integer> chosen) {
        return Optional.ofNullable(chosen.get(Role.PRODUCT)).filter(by -> !isTheSame(by, place, SOME)).isPresent()
                && Optional.ofNullable(chosen.get(Role.BASKET)).filter(by -> isTheSame(by, place, ALMOST_ALL))
                .isEmpty();
    }

    /** Money has decimals. */
    private static boolean isMoney(ColumnProfile column) {
        return column.different() >= MIN_TEXTS && column.areAlmostAll(column.numberLines())
                && !column.areAlmostAll(column.wholeLines()) && !TimeGuess.isDates(column);
    }
}
