package org.foresale.log;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foresale.log.RoleEvidence.Candidate;

/**
 * Which of the columns that are called as those of a role has it.
 *
 * @param role       the role
 * @param taken      the one that has it; empty if none has, or if that is asked
 * @param rivals     two or more of which any may have it; none if one has
 * @param candidates all that are called so
 */
record RoleChoice(Role role, Optional<Candidate> taken, List<Candidate> rivals, List<Candidate> candidates) {

    /** The rank of a column whose name is not known. */
    static final int BY_VALUES = Integer.MAX_VALUE;

    /** Of the names that say most, one column must be fit; those of a later rank count where none of them is. */
    static RoleChoice of(Role role, List<Candidate> candidates) {
        for (int rank = 0; rank < role.ranks(); rank++) {
            int of = rank;
            List<Candidate> fit = candidates.stream().filter(one -> one.rank() == of && one.isFit()).toList();
            if (fit.size() == 1) {
                return new RoleChoice(role, Optional.of(fit.get(0)), List.of(), candidates);
            }
            if (fit.size() > 1) {
                return new RoleChoice(role, Optional.empty(), fit, candidates);
            }
        }
        return new RoleChoice(role, Optional.empty(), List.of(), candidates);
    }

    /** This choice, where other columns may have the role as well as the one that is taken. */
    RoleChoice beside(List<Candidate> others) {
        return others.isEmpty() ? this : new RoleChoice(role, Optional.empty(),
                Stream.concat(taken.stream(), others.stream()).toList(),
                Stream.concat(candidates.stream(), others.stream()).toList());
    }

    /**
     * Whether the user is to say which column it is: where there is a choice, and where values speak against it.
     * Columns that hold nothing are no choice for a role that a log can do without.
     */
    boolean isAsked() {
        return taken.isEmpty() && (role.isNeeded() || candidates.stream().anyMatch(one -> !one.empty()));
    }

    /** The columns that are called so and were not taken, with what speaks for and against them. */
    String others(SourceProfile source) {
        return candidates.stream().filter(one -> taken.isEmpty() || taken.get() != one)
                .map(one -> shown(source, one)).collect(Collectors.joining("; "));
    }

    private String shown(SourceProfile source, Candidate one) {
        return source.column(one.column()).shownName() + " (" + one.figures()
                + (role == Role.TIME && one.isFit() ? TimeGuess.piece(source.column(one.column())) : "")
                + (one.isFit() ? "" : ". Against it: " + String.join(", ", one.objections())) + ")";
    }

    String reason() {
        if (taken.isPresent()) {
            return "the name fits; " + taken.get().figures();
        }
        if (!rivals.isEmpty()) {
            boolean called = rivals.stream().allMatch(one -> one.rank() != BY_VALUES);
            return rivals.size() + " columns " + (called ? "have a fitting name" : "may fit")
                    + ", and nothing speaks against them";
        }
        return candidates.isEmpty() ? "no column has a fitting name" : "the values contradict the name";
    }

    /**
     * What is asked.
     *
     * @param source   the source
     * @param proposal which columns it may be by their values, in words; blank if none
     */
    String question(SourceProfile source, String proposal) {
        if (!rivals.isEmpty()) {
            return "Which column is the " + role.text() + ": " + rivals.stream().map(one -> shown(source, one))
                    .collect(Collectors.joining(", or ")) + "?" + remedy();
        }
        if (candidates.isEmpty()) {
            return "Which column is the " + role.text() + "? None has one of the usual names." + proposal
                    + (role.isNeeded() ? "" : remedy());
        }
        return "Which column is the " + role.text() + "? Columns with a fitting name are doubtful: " + others(source)
                + "." + renaming(source) + proposal + remedy();
    }

    private String renaming(SourceProfile source) {
        List<String> names = candidates.stream().map(one -> source.column(one.column()).name()).toList();
        return names.stream().distinct().count() == names.size() ? "" : " Give each column its own name: in the source,"
                + " or for a text file with FileLayout.guessed().withSkippedLines(1).withColumns(…), which names all"
                + " columns.";
    }

    private String remedy() {
        return switch (role) {
            case VALUE -> " The value is the money spent on the whole line. Compute it in a query, or omit withValue.";
            case BASKET -> " If there is none, omit withBasket.";
            case QUANTITY -> " If there is none, omit withQuantity.";
            case TIME -> " Set other time formats with withTimeFormat, or write times as yyyy-MM-dd in a query.";
            default -> "";
        };
    }
}
