package org.foresale.log;

import java.util.List;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A guess which column of a source holds what, and how it is written there, from the names of the columns and the
 * values of the lines. Where they leave a choice, or speak against each other, it asks instead of choosing.
 */
public final class MappingGuess {

    private final String source;
    private final String lines;
    private final List<Finding> findings;
    private final List<String> questions;
    private final GuessedCall call;

    /**
     * A guess.
     *
     * @param source    what was read
     * @param lines     how many lines were looked at, in words
     * @param findings  what was found, role by role
     * @param questions what is asked
     * @param call      the mapping, perhaps with holes
     */
    MappingGuess(String source, String lines, List<Finding> findings, List<String> questions, GuessedCall call) {
        this.source = source;
        this.lines = lines;
        this.findings = List.copyOf(findings);
        this.questions = List.copyOf(questions);
        this.call = call;
    }

    /**
     * What was found for a role.
     *
     * @param role   the role, in words
     * @param column the column, or how something is written; blank if that is not known, or not needed
     * @param reason why
     * @param others what else is called so, and what speaks for or against it; blank if nothing is
     */
    record Finding(String role, String column, String reason, String others) {
    }

    /**
     * Returns what was found.
     *
     * @return one row a role: its column, why it is that one, and which other columns are called so; columns that are
     *     asked are blank
     */
    public Table table() {
        return Table.create(source + ": a guess from " + lines,
                StringColumn.create("role", findings.stream().map(Finding::role)),
                StringColumn.create("column", findings.stream().map(Finding::column)),
                StringColumn.create("reason", findings.stream().map(Finding::reason)),
                StringColumn.create("other candidates", findings.stream().map(Finding::others)));
    }

    /**
     * Returns what the columns do not tell.
     *
     * @return one question for each hole of the mapping, with the figures that may answer it; none if the mapping is
     *     complete
     */
    public List<String> questions() {
        return questions;
    }

    /**
     * Returns the mapping.
     *
     * @return the complete mapping
     * @throws ForesaleException if anything is asked; the message has what was found, what is asked, and the call to
     *     paste, with holes to fill in
     */
    public ColumnMapping mapping() {
        if (questions.isEmpty()) {
            return call.mapping();
        }
        StringBuilder message = new StringBuilder("What the columns of " + source + " hold is not clear from their"
                + " names and its " + lines + ".\nFound:");
        findings.forEach(found -> message.append("\n  ").append(found.role()).append(": ")
                .append(found.column().isEmpty() ? "?" : found.column()).append(" (").append(found.reason())
                .append(')'));
        message.append("\nAsked:");
        questions.forEach(question -> message.append("\n  ").append(question));
        throw new ForesaleException(message + "\nFill in each \"" + GuessedCall.HOLE + "\":\n" + call);
    }

    /**
     * Returns the mapping as a call.
     *
     * @return the call that makes it, in Java, with "…" where something is to be filled in
     */
    @Override
    public String toString() {
        return call.toString();
    }
}
