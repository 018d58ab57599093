package org.foresale.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.foresale.log.SampleRows.Groups;
import org.foresale.log.internal.Texts;

/** What the values of a column say for and against a role; whatever is said rests on a figure. */
final class RoleEvidence {

    /** Of columns with a larger share of blank cells, none has the role. */
    static final Map<Role, Double> MAX_BLANK_SHARES = Map.of(Role.USER, 0.5, Role.TIME, 0.3, Role.PRODUCT, 0.3,
            Role.FIRST_CLASS, 0.5, Role.SECOND_CLASS, 0.5, Role.THIRD_CLASS, 0.5, Role.BASKET, 0.5, Role.QUANTITY, 0.3,
            Role.VALUE, 0.3);

    /** In fewer lines, much is by chance. */
    private static final int ENOUGH_LINES = 20;
    /** Of the most frequent ids, one at least is that of somebody. */
    private static final int MAX_LOOKED = 10;

    private final SourceProfile source;
    private final SampleRows sample;
    private final List<MarkGuess> marks;
    private final RelationDoubts relations;

    RoleEvidence(SourceProfile source, List<MarkGuess> marks) {
        this.source = source;
        this.sample = source.sample();
        this.marks = List.copyOf(marks);
        this.relations = new RelationDoubts(source);
    }

    /**
     * A column that may have a role.
     *
     * @param column     its place
     * @param rank       that of its name
     * @param figures    what its values are
     * @param objections what of its values speaks against the role
     * @param empty      whether it holds nothing at all
     */
    record Candidate(int column, int rank, String figures, List<String> objections, boolean empty) {

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
        long blanks = role != Role.USER && role != Role.TIME ? column.blanks()
                : FillGuess.blanks(source, place, Optional.ofNullable(chosen.get(Role.BASKET)));
        Stream<Optional<String>> against = switch (role) {
            case USER -> Stream.of(ColumnDoubts.nobody(column, blanks), ColumnDoubts.noId(column),
                    ColumnDoubts.few(column), ColumnDoubts.sellers(column), ColumnDoubts.zeros(column),
                    ColumnDoubts.letters(column), relations.eachOrderAnother(place, chosen));
            case TIME -> Stream.of(ColumnDoubts.noTimes(column), ColumnDoubts.alwaysTheSame(column));
            case PRODUCT -> Stream.of(ColumnDoubts.noId(column), ColumnDoubts.two(column),
                    ColumnDoubts.zeros(column), ColumnDoubts.letters(column), relations.eachLineAnother(place),
                    relations.numbered(place, chosen));
            case FIRST_CLASS, SECOND_CLASS, THIRD_CLASS -> Stream.of(ColumnDoubts.noId(column),
                    ColumnDoubts.alwaysTheSame(column), relations.asManyAsProducts(column, chosen),
                    relations.notOfTheProduct(place, chosen));
            case BASKET -> Stream.of(ColumnDoubts.noId(column), ColumnDoubts.few(column),
                    relations.eachLineAnother(place), relations.severalUsers(place));
            case QUANTITY -> Stream.of(ColumnDoubts.noNumbers(column), relations.numbered(place, chosen));
            case VALUE -> Stream.of(ColumnDoubts.noNumbers(column), relations.total(place, chosen),
                    relations.priceOfAPiece(place, chosen));
        };
        List<String> objections = Stream.concat(Stream.of(blank(place, blanks, MAX_BLANK_SHARES.get(role)),
                relations.calledTheSame(place)), against)
                .flatMap(Optional::stream).toList();
        return new Candidate(place, rank, figures(role, column, blanks), objections,
                column.lines() > 0 && column.filled() == 0);
    }

    private static String figures(Role role, ColumnProfile column, long blank) {
        String blanks = column.blanks() == 0 ? "" : ", " + Figures.percent(blank, column.lines()) + " blank"
                + (blank == column.blanks() ? "" : " after filling from the first line of each order");
        return switch (role) {
            case TIME -> TimeGuess.figures(column) + blanks;
            case QUANTITY, VALUE -> NumberGuess.figures(column) + blanks;
            default -> column.differentText() + " in " + LogTables.count(column.lines()) + " lines" + blanks
                    + (role == Role.USER ? busiest(column) : "");
        };
    }

    private static String busiest(ColumnProfile column) {
        return column.frequent().mostFrequent(MAX_LOOKED).stream().filter(one -> !ColumnDoubts.isNobody(one)).limit(1)
                .map(one -> "; the most frequent has " + Figures.percent(one.lines(), column.lines()) + " of the lines"
                + (BusyUsers.isBusy(one.lines(), column.lines(), column.different())
                        ? ", which suggests a till or a shared account: " + Texts.shown(one.text()) + ", which"
                        + " withNobody can exclude" : "")).findFirst().orElse("");
    }

    /** Blank cells count in lines of purchases alone, where the source has others, too. */
    private Optional<String> blank(int place, long blanks, double most) {
        for (MarkGuess mark : marks) {
            Optional<LineFilter> only = mark.filter().filter(LineFilter::only);
            if (only.isPresent() && mark.column() != place) {
                Groups blank = sample.blankWhere(place, mark.column(), only.get().values());
                if (blank.groups() >= ENOUGH_LINES) {
                    return Optional.of("blank in " + blank.text("purchases among the lines examined"))
                            .filter(text -> blank.share() > most);
                }
            }
        }
        ColumnProfile column = source.column(place);
        return Optional.of("blank in " + Figures.part(blanks, column.lines(), "lines"))
                .filter(text -> column.lines() == blanks || Figures.share(blanks, column.lines()) > most);
    }
}
