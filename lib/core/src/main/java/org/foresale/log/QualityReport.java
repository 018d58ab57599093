package org.foresale.log;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Reports for all lines of a source how many were kept, and how many were excluded for which reason.
 *
 * @param source   the name of the source
 * @param read     lines read
 * @param kept     lines that are in the log
 * @param findings one entry for each reason for which lines were excluded, in the order of {@link Reason}
 * @param remarks  changes to lines, and things that should be checked
 */
public record QualityReport(String source, long read, long kept, List<Finding> findings, List<Remark> remarks) {

    /**
     * Holds the number of lines excluded for one reason, with an example.
     *
     * @param reason  the reason
     * @param lines   number of lines
     * @param example an example: its row (the first line of data is row 1), column and value. It is the first such line
     *                if the log was read as a whole; empty if no example is available, such as for duplicates in a log
     *                built in parts
     */
    public record Finding(Reason reason, long lines, String example) implements Serializable {

        /** The finding as a sentence. */
        String text() {
            return lines + " left out: " + reason.text() + " (" + example + ").";
        }
    }

    /**
     * Holds a change to lines, or something that should be checked. The lines are kept.
     *
     * @param text    description of the change or problem
     * @param lines   number of lines
     * @param example an example, or what the lines have in common
     */
    public record Remark(String text, long lines, String example) implements Serializable {
    }

    /**
     * Checks that all lines are accounted for.
     *
     * @throws IllegalArgumentException if the numbers of lines kept and excluded do not add up to the lines read
     */
    public QualityReport {
        findings = List.copyOf(findings);
        remarks = List.copyOf(remarks);
        long dropped = findings.stream().mapToLong(Finding::lines).sum();
        if (kept + dropped != read) {
            throw new IllegalArgumentException(
                    "read " + read + " lines, but kept " + kept + " and left out " + dropped);
        }
    }

    /**
     * Creates a report without remarks.
     *
     * @param source   the name of the source
     * @param read     lines read
     * @param kept     lines that are in the log
     * @param findings one entry for each reason for which lines were excluded
     * @throws IllegalArgumentException if the numbers of lines kept and excluded do not add up to the lines read
     */
    public QualityReport(String source, long read, long kept, List<Finding> findings) {
        this(source, read, kept, findings, List.of());
    }

    /** This report with more remarks. */
    QualityReport and(List<Remark> more) {
        return new QualityReport(source, read, kept, findings,
                Stream.concat(remarks.stream(), more.stream()).toList());
    }

    /**
     * Returns the number of lines excluded for one reason.
     *
     * @param reason the reason
     * @return the number of lines, 0 if none
     */
    public long dropped(Reason reason) {
        return findings.stream().filter(finding -> finding.reason() == reason).mapToLong(Finding::lines).sum();
    }

    /**
     * Returns the report as a table: lines read, lines excluded by reason with the first example, lines kept, and the
     * remarks.
     *
     * @return one row per step: step, lines, share (in percent of the lines read), first example
     */
    public Table table() {
        StringColumn step = StringColumn.create("step");
        LongColumn lines = LongColumn.create("lines");
        DoubleColumn share = DoubleColumn.create("share %");
        StringColumn example = StringColumn.create("first example");
        step.append("read");
        lines.append(read);
        share.append(percent(read));
        example.append("");
        for (Finding finding : findings) {
            step.append("left out: " + finding.reason().text());
            lines.append(finding.lines());
            share.append(percent(finding.lines()));
            example.append(finding.example());
        }
        step.append("kept");
        lines.append(kept);
        share.append(percent(kept));
        example.append("");
        for (Remark remark : remarks) {
            step.append(remark.text());
            lines.append(remark.lines());
            share.append(percent(remark.lines()));
            example.append(remark.example());
        }
        return Table.create(source + ": quality", step, lines, share, example);
    }

    private double percent(long lines) {
        return read == 0 ? 0 : 100.0 * lines / read;
    }

    /**
     * Lists the reasons why lines are excluded from a log. If several apply to a line, the first in this order is
     * counted.
     */
    public enum Reason {
        /**
         * The line is not a purchase, such as a view ({@link ColumnMapping#withOnly}, {@link ColumnMapping#without}).
         */
        NO_PURCHASE("not a purchase, according to a column"),
        /** The user is missing or blank. */
        NO_USER("no user"),
        /** The user's id is a placeholder, such as guest or NULL ({@link LogRules#withNobody}). */
        NOBODY("placeholder user id"),
        /** The product is missing or blank. */
        NO_PRODUCT("no product"),
        /** The date is missing or is not a date. */
        UNREADABLE_DATE("date missing or unreadable"),
        /** The date is before or after the log's window. */
        OUTSIDE_WINDOW("outside the window"),
        /** The quantity or the value is missing, is not a number, or is larger than 10^18. */
        UNREADABLE_NUMBER("quantity or value unreadable"),
        /** The quantity is zero or negative, as in a return. */
        QUANTITY_NOT_POSITIVE("quantity zero or negative"),
        /** The value is negative, as in a refund. */
        NEGATIVE_VALUE("value negative"),
        /** The product has no class, or is not in the catalogue. */
        NO_CLASS("product without a class"),
        /** The product's class was excluded by the rules ({@link LogRules#withoutClasses}). */
        EXCLUDED_CLASS("excluded class"),
        /** The user was excluded by the rules ({@link LogRules#withUsers}). */
        EXCLUDED_USER("excluded user"),
        /**
         * The line is the same as another one in all fields of the log. Times are compared to the second, numbers by
         * value.
         */
        DUPLICATE("duplicate line");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /**
         * Returns the reason in words.
         *
         * @return a short description
         */
        public String text() {
            return text;
        }
    }
}
