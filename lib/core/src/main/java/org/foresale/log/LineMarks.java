package org.foresale.log;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresale.log.internal.Texts;

/** What columns say of lines: which are none of purchases, and of which they say nothing. */
final class LineMarks {

    private static final int MAX_TEXTS_KEPT = 10_000;

    private final List<Mark> marks = new ArrayList<>();
    private final Map<Integer, String> why = new HashMap<>();

    /**
     * What one column says.
     *
     * @param none   rows of which it says that they are none of purchases
     * @param untold rows of which it says nothing
     */
    record Mark(BitSet none, BitSet untold) {
    }

    /**
     * Takes what a column says of a row. It need not be called where it says that it is one of a purchase.
     *
     * @param row        the row
     * @param nth        which of the columns says it
     * @param column     what the column is called
     * @param text       what it says, blank if nothing
     * @param isPurchase whether that is said of purchases
     */
    void add(int row, int nth, String column, String text, boolean isPurchase) {
        while (marks.size() <= nth) {
            marks.add(new Mark(new BitSet(), new BitSet()));
        }
        marks.get(nth).none().set(row, !isPurchase);
        marks.get(nth).untold().set(row, Texts.clean(text).isEmpty());
        if (!isPurchase && why.size() < MAX_TEXTS_KEPT) {
            why.put(row, "column " + column + ": " + Texts.shown(text));
        }
    }

    boolean isPurchase(int row) {
        for (Mark mark : marks) {
            if (mark.none().get(row)) {
                return false;
            }
        }
        return true;
    }

    /** What says that a row is none of a purchase, if that is remembered. */
    Optional<String> why(int row) {
        return Optional.ofNullable(why.get(row));
    }

    /** A mark for each column that ever said anything else than "purchase". */
    List<Mark> all() {
        return marks;
    }
}
