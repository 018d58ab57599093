package org.foresale.log;

import java.io.Serializable;
import java.util.List;

/** Some users of a log with all their lines, to be kept or sent without what all parts of the log share. */
public final class LogPart implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Lines lines;
    private final int[] start;
    private final String[] users;
    private final String[] products;
    private final String[] baskets;
    private final long duplicates;

    LogPart(Lines lines, int[] start, String[] users, String[] products, String[] baskets, long duplicates) {
        this.lines = lines;
        this.start = start;
        this.users = users;
        this.products = products;
        this.baskets = baskets;
        this.duplicates = duplicates;
    }

    /**
     * Returns the part as a log of its own.
     *
     * @param frame what all parts share
     * @return a log of the part's users; codes of users, products and baskets are the part's own, those of days and
     *     classes are the same in every part. Its quality report counts repeated lines only
     */
    public PurchaseLog in(LogFrame frame) {
        return new PurchaseLog(frame.name(), frame.firstDay(), frame.days(), lines, start, users, products, baskets,
                frame.taxonomy(), quality(frame));
    }

    /**
     * Tells how many lines of these users say the same as another.
     *
     * @return the number of lines that were left out of the part
     */
    public long duplicates() {
        return duplicates;
    }

    /**
     * Tells how many users there are.
     *
     * @return the number of users, each with at least one line
     */
    public int users() {
        return users.length;
    }

    private QualityReport quality(LogFrame frame) {
        int kept = lines.day().length;
        return new QualityReport(frame.name(), kept + duplicates, kept, duplicates == 0 ? List.of()
                : List.of(new QualityReport.Finding(Reason.DUPLICATE, duplicates, "")));
    }
}
