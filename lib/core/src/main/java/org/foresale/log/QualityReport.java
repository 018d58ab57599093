package org.foresale.log;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What became of every line of a source: kept, or left out for a reason.
 *
 * @param source   what was read
 * @param read     lines read
 * @param kept     lines that are in the log
 * @param findings one entry for each reason that left a line out, in the order of {@link Reason}
 * @param remarks  what was changed in lines, or should be looked at
 */
public record QualityReport(String source, long read, long kept, List<Finding> findings, List<Remark> remarks) {

    /**
     * The lines that one reason left out.
     *
     * @param reason  the reason
     * @param lines   how many lines
     * @param example one of them, in a log that is read as a whole the first: its row (the first line of data is row
     *                1), column and value; empty where none is kept, as of repeated lines of a log in parts
     */
    public record Finding(Reason reason, long lines, String example) implements Serializable {

        /** The finding as a sentence. */
        String text() {
            return lines + " left out: " + reason.text() + " (" + example + ").";
        }
    }

    /**
     * Something that was changed in lines, or that should be looked at; the lines are kept.
     *
     * @param text    what it is
     * @param lines   how many lines
     * @param example one of them, or what they have in common
     */
    public record Remark(String text, long lines, String example) implements Serializable {
    }

    /**
     * Checks that nothing is dropped silently.
     *
     * @throws IllegalArgumentException if the lines kept and left out do not add up to the lines read
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
     * Makes a report without remarks.
     *
     * @param source   what was read
     * @param read     lines read
     * @param kept     lines that are in the log
     * @param findings one entry for each reason that left a line out
     * @throws IllegalArgumentException if the lines kept and left out do not add up to the lines read
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
     * Tells how many lines one reason left out.
     *
     * @param reason the reason
     * @return the number of lines, 0 if none
     */
    public long dropped(Reason reason) {
        return findings.stream().filter(finding -> finding.reason() == reason).mapToLong(Finding::lines).sum();
    }

    /**
     * Returns the report as a table: lines read, lines left out by reason with the first example, lines kept;
     * then the remarks.
     *
     * @return one row a step: step, lines, share (in percent of the lines read), first example
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

    /** Why a line was left out of a purchase log. The first reason that holds, in this order, is the one counted. */
    public enum Reason {
        /** A line of another kind, such as a view ({@link ColumnMapping#withOnly}, {@link ColumnMapping#without}). */
        NO_PURCHASE("no purchase, by what a column says"),
        /** The user is missing or blank. */
        NO_USER("no user"),
        /** The user's id stands for nobody in particular ({@link LogRules#withNobody}). */
        NOBODY("user id of nobody in particular"),
        /** The product is missing or blank. */
        NO_PRODUCT("no product"),
        /** The date is missing or is not a date. */
        UNREADABLE_DATE("date missing or unreadable"),
        /** The date lies before or after the log's window. */
        OUTSIDE_WINDOW("outside the window"),
        /** The quantity or the value is missing, is not a number, or is beyond 10^18. */
        UNREADABLE_NUMBER("quantity or value unreadable"),
        /** A quantity of zero or less: a return, or a line that bought nothing. */
        QUANTITY_NOT_POSITIVE("quantity zero or negative"),
        /** A value below zero: money back. */
        NEGATIVE_VALUE("value negative"),
        /** The product has no class, or is not in the catalogue. */
        NO_CLASS("product without a class"),
        /** The product's class was left out on purpose. */
        EXCLUDED_CLASS("class left out on purpose"),
        /** The user was left out on purpose. */
        EXCLUDED_USER("user left out on purpose"),
        /** All that the log keeps of it is the same as in another line: times to the second, numbers by their value. */
        DUPLICATE("same line again");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /**
         * Returns the reason in words.
         *
         * @return a few words
         */
        public String text() {
            return text;
        }
    }
}
