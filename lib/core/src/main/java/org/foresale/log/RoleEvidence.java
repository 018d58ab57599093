package org.foresale.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.foresale.log.FrequentTexts.Counted;
import org.foresale.log.SampleRows.Groups;
import org.foresale.log.internal.Texts;

/** What the values of a column say for and against a role; whatever is said rests on a figure. */
final class RoleEvidence {

    /** In fewer lines, or in fewer groups of lines, much is by chance. */
    private static final int ENOUGH_LINES = 100;
    private static final int ENOUGH_GROUPS = 10;
    private static final int ENOUGH_TEXTS = 20;
    /** No shop's customers have so many lines each, if they are that few. */
    private static final int MANY_LINES_EACH = 100;
    private static final int FEW_USERS = 100;
    private static final int SHOWN = 10;
    private static final double ALMOST_ALL = 0.95;
    private static final double ALL_BUT_A_FEW = 0.999;
    private static final double MANY = 0.8;
    private static final Map<Role, Double> MAX_BLANK = Map.of(Role.USER, 0.5, Role.TIME, 0.3, Role.PRODUCT, 0.3,
            Role.FIRST_CLASS, 0.5, Role.SECOND_CLASS, 0.5, Role.THIRD_CLASS, 0.5, Role.BASKET, 0.5, Role.QUANTITY, 0.3,
            Role.VALUE, 0.3);

    private final SourceProfile source;
    private final SampleRows sample;
    private final List<MarkGuess> marks;

    RoleEvidence(SourceProfile source, List<MarkGuess> marks) {
        this.source = source;
        this.sample = source.sample();
        this.marks = List.copyOf(marks);
    }

    /**
     * A column that may have a role.
     *
     * @param column     its place
     * @param rank       that of its name
     * @param figures    what its values are
     * @param objections what of its values speaks against the role
     */
    record Candidate(int column, int rank, String figures, List<String> objections) {

        boolean isFit() {
            return objections.isEmpty();
        }
    }

    /** The columns that are called as those of a role, without some; those whose names say most come first. */
    List<Candidate> candidates(Role role, Map<Role, Integer> chosen, Set<Integer> without) {
        List<Candidate> found = new ArrayList<>();
        for (int rank = 0; rank < role.ranks(); rank++) {
            for (int place : places(role, rank)) {
                if (!without.contains(place)) {
                    found.add(candidate(role, place, rank, chosen));
                }
            }
        }
        return found;
    }

    private List<Integer> places(Role role, int rank) {
        return source.places().filter(place -> role.isCalled(source.column(place).plainName(), rank)
                || role == Role.BASKET && rank == 0 && isNameOfAnOrder(place)).boxed().toList();
    }

    /** Shopify calls the order's number a name, beside columns of the items of a line. */
    private boolean isNameOfAnOrder(int place) {
        return source.column(place).plainName().equals("name")
                && source.columns().stream().anyMatch(column -> column.plainName().startsWith("lineitem"));
    }

    Candidate candidate(Role role, int place, int rank, Map<Role, Integer> chosen) {
        ColumnProfile column = source.column(place);
        Stream<Optional<String>> against = switch (role) {
            case USER -> Stream.of(nobody(column), noId(column), few(column), eachOrderAnother(place, chosen));
            case TIME -> Stream.of(noTimes(column), alwaysTheSame(column));
            case PRODUCT -> Stream.of(noId(column), two(column), eachLineAnother(column), numbered(place, chosen));
            case FIRST_CLASS, SECOND_CLASS, THIRD_CLASS -> Stream.of(noId(column), alwaysTheSame(column),
                    asManyAsProducts(column, chosen), notOfTheProduct(place, chosen));
            case BASKET -> Stream.of(noId(column), few(column), eachLineAnother(column), severalUsers(place));
            case QUANTITY -> Stream.of(noNumbers(column));
            case VALUE -> Stream.of(noNumbers(column), total(place, chosen), priceOfAPiece(place, chosen));
        };
        List<String> objections = Stream.concat(Stream.of(blank(place, MAX_BLANK.get(role))), against)
                .flatMap(Optional::stream).toList();
        return new Candidate(place, rank, figures(role, column), objections);
    }

    private static String figures(Role role, ColumnProfile column) {
        String blanks = column.blanks() == 0 ? "" : ", " + Figures.percent(column.blanks(), column.lines()) + " blank";
        return switch (role) {
            case TIME -> TimeGuess.figures(column) + blanks;
            case QUANTITY, VALUE -> NumberGuess.figures(column) + blanks;
            default -> column.differentText() + " in " + LogTables.count(column.lines()) + " lines" + blanks
                    + (role == Role.USER ? busiest(column) : "");
        };
    }

    private static boolean isNobody(Counted one) {
        return LogRules.withDefaults().isNobody(one.text());
    }

    private static String busiest(ColumnProfile column) {
        return column.frequent().mostFrequent(SHOWN).stream().filter(one -> !isNobody(one)).limit(1)
                .map(one -> "; the most frequent has " + Figures.percent(one.lines(), column.lines()) + " of the lines"
                + (BusyUsers.isBusy(one.lines(), column.lines(), column.different())
                        ? ", as a till or a shared account has: " + Texts.shown(one.text())
                        + ", which withNobody can leave out" : "")).findFirst().orElse("");
    }

    /** Blank cells count in lines of purchases alone, where the source has others, too. */
    private Optional<String> blank(int place, double most) {
        for (MarkGuess mark : marks) {
            Optional<LineFilter> only = mark.filter().filter(LineFilter::only);
            if (only.isPresent() && mark.column() != place) {
                Groups blank = sample.blankWhere(place, mark.column(), only.get().values());
                if (blank.groups() >= ENOUGH_TEXTS) {
                    return Optional.of("blank in " + blank.text("purchases among the first lines"))
                            .filter(text -> blank.share() > most);
                }
            }
        }
        ColumnProfile column = source.column(place);
        return Optional.of("blank in " + Figures.part(column.blanks(), column.lines(), "lines"))
                .filter(text -> column.lines() == column.blanks()
                        || Figures.share(column.blanks(), column.lines()) > most);
    }

    /** Ids that stand for nobody are no better than blank cells. */
    private static Optional<String> nobody(ColumnProfile column) {
        long nobody = column.frequent().kept().stream().filter(RoleEvidence::isNobody).mapToLong(Counted::lines).sum();
        return nobody > 0 && column.blanks() + nobody > MAX_BLANK.get(Role.USER) * column.lines()
                ? Optional.of("blank, or an id such as 0 that stands for nobody, in "
                        + Figures.part(column.blanks() + nobody, column.lines(), "lines")) : Optional.empty();
    }

    private static Optional<String> noId(ColumnProfile column) {
        if (TimeGuess.isDates(column)) {
            return Optional.of("its texts are " + TimeGuess.figures(column));
        }
        long numbers = column.numberLines();
        long whole = column.wholeLines();
        return column.areAlmostAll(numbers) && whole < ALMOST_ALL * numbers
                ? Optional.of(Figures.part(numbers - whole, column.lines(), "lines") + " have a number with decimals")
                : Optional.empty();
    }

    private static Optional<String> two(ColumnProfile column) {
        return column.different() > 2 ? Optional.empty() : few(column);
    }

    private static Optional<String> few(ColumnProfile column) {
        long lines = column.filled();
        long different = column.different();
        if (lines < ENOUGH_LINES || different > 2
                && (different >= FEW_USERS || lines < MANY_LINES_EACH * different)) {
            return Optional.empty();
        }
        return Optional.of("only " + column.differentText() + ": on average, each has "
                + LogTables.count(lines / different) + " lines (" + Figures.percent(1, different) + " of all)");
    }

    private static Optional<String> alwaysTheSame(ColumnProfile column) {
        return column.filled() >= ENOUGH_LINES && column.different() == 1
                ? Optional.of("the same in all of " + LogTables.count(column.filled()) + " lines") : Optional.empty();
    }

    private static Optional<String> eachLineAnother(ColumnProfile column) {
        return column.filled() >= ENOUGH_LINES && column.different() >= ALL_BUT_A_FEW * column.filled()
                ? Optional.of(column.differentText() + " in " + LogTables.count(column.filled())
                        + " lines: a new one in each line") : Optional.empty();
    }

    private Optional<String> eachOrderAnother(int place, Map<Role, Integer> chosen) {
        ColumnProfile user = source.column(place);
        if (!chosen.containsKey(Role.BASKET)) {
            return eachLineAnother(user);
        }
        ColumnProfile orders = source.column(chosen.get(Role.BASKET));
        Groups withOne = sample.withOne(place, chosen.get(Role.BASKET));
        boolean asMany = user.hasMoreDifferent() && orders.hasMoreDifferent()
                || user.different() >= ALL_BUT_A_FEW * orders.different();
        return withOne.groups() >= ENOUGH_TEXTS && withOne.share() >= ALL_BUT_A_FEW && asMany
                ? Optional.of(user.differentText() + " for " + orders.differentText() + " in " + orders.shownName()
                        + ": a new one with each order, so nobody ever comes back") : Optional.empty();
    }

    private Optional<String> severalUsers(int place) {
        List<Groups> users = source.places().filter(user -> Role.USER.isCalled(source.column(user).plainName()))
                .mapToObj(user -> sample.same(place, user)).filter(groups -> groups.groups() >= ENOUGH_GROUPS).toList();
        return users.stream().max((one, other) -> Double.compare(one.share(), other.share()))
                .filter(same -> same.share() < ALMOST_ALL)
                .map(same -> "the user is the same on all lines of only " + same.text("of them that have several"));
    }

    private Optional<String> numbered(int place, Map<Role, Integer> chosen) {
        return Optional.ofNullable(chosen.get(Role.BASKET)).map(basket -> sample.numbered(basket, place))
                .filter(numbered -> numbered.groups() >= ENOUGH_GROUPS && numbered.share() >= ALMOST_ALL)
                .map(numbered -> "counts the lines of an order (1, 2, 3, …) in "
                        + numbered.text("orders with several lines"));
    }

    private Optional<String> asManyAsProducts(ColumnProfile column, Map<Role, Integer> chosen) {
        return Optional.ofNullable(chosen.get(Role.PRODUCT)).map(source::column)
                .filter(products -> products.different() >= ENOUGH_TEXTS
                        && column.different() >= 0.9 * products.different())
                .map(products -> column.differentText() + " for " + products.differentText() + " products: no classes");
    }

    private Optional<String> notOfTheProduct(int place, Map<Role, Integer> chosen) {
        return Optional.ofNullable(chosen.get(Role.PRODUCT)).map(product -> sample.same(product, place))
                .filter(same -> same.groups() >= ENOUGH_GROUPS && same.share() < MANY)
                .map(same -> "the same on all lines of a product for only " + same.text("products of several lines"));
    }

    private static Optional<String> noTimes(ColumnProfile column) {
        boolean fits = column.filled() == 0 || column.areAlmostAll(column.timeLines())
                || TimeGuess.isDayNumbers(column);
        return fits ? Optional.empty() : Optional.of("only " + Figures.part(column.timeLines(), column.filled(),
                "cells") + " are dates in a format that is known here" + (column.times().clocks() == 0 ? ""
                : ", " + Figures.percent(column.times().clocks(), column.filled()) + " tell the time of day alone"));
    }

    private static Optional<String> noNumbers(ColumnProfile column) {
        return column.filled() == 0 || column.areAlmostAll(column.numberLines()) ? Optional.empty()
                : Optional.of("only " + Figures.part(column.numberLines(), column.filled(), "cells") + " are numbers");
    }

    private Optional<String> total(int place, Map<Role, Integer> chosen) {
        return Optional.ofNullable(chosen.get(Role.BASKET)).filter(basket -> source.column(place).different() > 2)
                .map(basket -> sample.same(basket, place))
                .filter(same -> same.groups() >= ENOUGH_GROUPS && same.share() >= ALMOST_ALL)
                .map(same -> "the same on all lines in " + same.text("orders with several lines")
                        + ": an order's total");
    }

    private Optional<String> priceOfAPiece(int place, Map<Role, Integer> chosen) {
        Integer quantity = chosen.get(Role.QUANTITY);
        if (quantity == null || !chosen.containsKey(Role.PRODUCT)) {
            return Optional.empty();
        }
        Groups same = sample.samePrice(chosen.get(Role.PRODUCT), quantity, place);
        if (same.groups() >= ENOUGH_GROUPS && same.share() >= MANY) {
            return Optional.of("the same for two different quantities of a product with "
                    + same.text("products that come in several quantities") + ": the price of one piece");
        }
        ColumnProfile pieces = source.column(quantity);
        long several = pieces.numberLines() - pieces.numbers().ones();
        return Optional.of("called as the price of one piece, while in " + Figures.part(several, pieces.lines(),
                "lines") + " the quantity is not 1").filter(text -> several > 0
                && RoleNames.PRICES_OF_A_PIECE.contains(source.column(place).plainName()));
    }
}
