package org.foresale.log;

import java.util.List;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Holds a guess of the column mapping of a source, made from the names and values of its columns. If these are
 * ambiguous or contradict each other, the guess asks a question instead of choosing.
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
     * Returns the findings as a table.
     *
     * @return one row per field of the log: its column, the reason, and other candidates; the column is blank if there
     *     is a question about it
     */
    public Table table() {
        return Table.create(source + ": a guess from " + lines,
                StringColumn.create("role", findings.stream().map(Finding::role)),
                StringColumn.create("column", findings.stream().map(Finding::column)),
                StringColumn.create("reason", findings.stream().map(Finding::reason)),
                StringColumn.create("other candidates", findings.stream().map(Finding::others)));
    }

    /**
     * Returns the questions that the columns leave open.
     *
     * @return one question for each gap in the mapping, with figures that help to answer it; empty if the mapping is
     *     complete
     */
    public List<String> questions() {
        return questions;
    }

    /**
     * Returns the mapping.
     *
     * @return the complete mapping
     * @throws ForesaleException if there are questions; the message contains the findings, the questions, and the Java
     *     call with gaps to fill in
     */
    public ColumnMapping mapping() {
        if (questions.isEmpty()) {
            return call.mapping();
        }
        StringBuilder message = new StringBuilder("The contents of the columns of " + source + " are not clear from"
                + " their names and from " + lines + ".\nFound:");
        findings.forEach(found -> message.append("\n  ").append(found.role()).append(": ")
                .append(found.column().isEmpty() ? "?" : found.column()).append(" (").append(found.reason())
                .append(')'));
        message.append("\nQuestions:");
        questions.forEach(question -> message.append("\n  ").append(question));
        throw new ForesaleException(message + "\nFill in each \"" + GuessedCall.HOLE + "\":\n" + call);
    }

    /**
     * Returns the mapping as Java code.
     *
     * @return the Java call that creates the mapping, with "…" for each gap to fill in
     */
    @Override
    public String toString() {
        return call.toString();
    }
}
