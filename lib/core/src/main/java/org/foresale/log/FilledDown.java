package org.foresale.log;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import org.foresale.log.QualityReport.Remark;
import org.foresale.log.internal.Texts;

/**
 * Has the lines of a basket tell for those of its lines whose cells are blank, as {@link
 * ColumnMapping#withFilledDown} asks. The order of the lines makes no difference.
 */
final class FilledDown {

    private static final long NOTHING = Long.MIN_VALUE;
    private static final long CONTRADICTION = Long.MIN_VALUE + 1;

    private final RawLog raw;

    private FilledDown(RawLog raw) {
        this.raw = raw;
    }

    /** Sets the cell of a row. */
    private interface Setter {
        void set(int row, long cell);
    }

    /**
     * Fills the blank cells.
     *
     * @return what was filled, by columns
     */
    static List<Remark> fill(RawLog raw, LineMarks marks, ColumnMapping mapping) {
        FilledDown filled = new FilledDown(raw);
        List<Remark> remarks = new ArrayList<>();
        filled.fill(mapping.user(), row -> raw.user.getInt(row) == Coder.MISSING, raw.user::getInt,
                (row, user) -> raw.user.set(row, (int) user), remarks);
        filled.fill(mapping.time(), row -> raw.time.getLong(row) == RawLog.NO_TIME && !raw.isTimeUnreadable(row),
                row -> raw.isTimeUnreadable(row) ? NOTHING : raw.time.getLong(row), raw.time::set, remarks);
        for (int nth = 0; nth < marks.all().size(); nth++) {
            BitSet none = marks.all().get(nth).none();
            filled.fill(mapping.markColumns().get(nth), marks.all().get(nth).untold()::get,
                    row -> none.get(row) ? 1 : 0, (row, is) -> none.set(row, is == 1), remarks);
        }
        return remarks;
    }

    private void fill(String column, IntPredicate isBlank, IntToLongFunction cell, Setter setter,
            List<Remark> remarks) {
        long[] told = new long[raw.baskets.words().size()];
        for (int basket = 0; basket < told.length; basket++) {
            // Orders without an id are not one order.
            told[basket] = Texts.isNothing(raw.baskets.words().get(basket)) ? CONTRADICTION : NOTHING;
        }
        for (int row = 0; row < raw.rows(); row++) {
            int basket = raw.basket.getInt(row);
            if (basket != Coder.MISSING && !isBlank.test(row) && cell.applyAsLong(row) != NOTHING) {
                long here = cell.applyAsLong(row);
                told[basket] = told[basket] == NOTHING || told[basket] == here ? here : CONTRADICTION;
            }
        }
        long lines = 0;
        String example = "";
        for (int row = 0; row < raw.rows(); row++) {
            int basket = raw.basket.getInt(row);
            if (basket != Coder.MISSING && isBlank.test(row) && told[basket] > CONTRADICTION) {
                setter.set(row, told[basket]);
                example = lines++ == 0 ? raw.place(row) : example;
            }
        }
        if (lines > 0) {
            remarks.add(remark(column, lines, example));
        }
    }

    /** That cells of a column were filled. */
    static Remark remark(String column, long lines, String example) {
        return new Remark("column " + column + ": blank, filled from another line of the same basket", lines, example);
    }
}
