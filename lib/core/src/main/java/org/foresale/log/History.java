package org.foresale.log;

import java.util.BitSet;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.foresale.log.internal.Arguments;

/**
 * Holds the lines of one user in order of time, optionally only those before a certain day.
 *
 * <p>A history can be shortened but never extended, so code that receives one cannot see past its end.
 */
public final class History {

    private final Lines lines;
    private final int from;
    private final int to;

    History(Lines lines, int from, int to) {
        this.lines = lines;
        this.from = from;
        this.to = to;
    }

    /**
     * Returns the lines strictly before a day.
     *
     * @param cut days since the log's first day; lines of this day and later are removed
     * @return the shorter history
     */
    public History before(int cut) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lines.day()[middle] < cut) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return new History(lines, from, low);
    }

    /**
     * Returns a copy of the history without some of its lines.
     *
     * @param removed the lines to remove, 0 for the oldest
     * @return the shorter history
     * @throws IndexOutOfBoundsException if there is no such line
     */
    public History without(BitSet removed) {
        if (removed.length() > size()) {
            Arguments.index("line", removed.length() - 1, size());
        }
        int[] kept = IntStream.range(0, size()).filter(line -> !removed.get(line)).map(line -> from + line).toArray();
        return new History(lines.only(kept), 0, kept.length);
    }

    /**
     * Returns the number of lines.
     *
     * @return the number of lines
     */
    public int size() {
        return to - from;
    }

    /**
     * Returns whether there are no lines.
     *
     * @return true if there are no lines
     */
    public boolean isEmpty() {
        return from == to;
    }

    /**
     * Returns the day of a line.
     *
     * @param line 0 for the oldest line
     * @return days since the log's first day
     * @throws IndexOutOfBoundsException if there is no such line
     */
    public int day(int line) {
        return lines.day()[at(line)];
    }

    /**
     * Returns the time of day of a line.
     *
     * @param line 0 for the oldest line
     * @return seconds since midnight, or -1 if the log has dates only
     * @throws IndexOutOfBoundsException if there is no such line
     */
    public int second(int line) {
        int at = at(line);
        return lines.second().length == 0 ? -1 : lines.second()[at];
    }

    /**
     * Returns the basket of a line.
     *
     * @param line 0 for the oldest line
     * @return the basket's code in the log, or -1 if the source has no baskets or none for this line
     * @throws IndexOutOfBoundsException if there is no such line
     */
    public int basket(int line) {
        int at = at(line);
        return lines.basket().length == 0 ? -1 : lines.basket()[at];
    }

    /**
     * Returns the product of a line.
     *
     * @param line 0 for the oldest line
     * @return the product's code in the log
     * @throws IndexOutOfBoundsException if there is no such line
     */
    public int product(int line) {
        return lines.product()[at(line)];
    }

    /**
     * Returns the third-level class of a line.
     *
     * @param line 0 for the oldest line
     * @return the class's code in the log's taxonomy
     * @throws IndexOutOfBoundsException if there is no such line
     */
    public int thirdClass(int line) {
        return lines.thirdClass()[at(line)];
    }

    /**
     * Returns the quantity of a line.
     *
     * @param line 0 for the oldest line
     * @return units bought, above 0
     * @throws IndexOutOfBoundsException if there is no such line
     */
    public double quantity(int line) {
        return lines.quantity()[at(line)];
    }

    /**
     * Returns the money spent on a line.
     *
     * @param line 0 for the oldest line
     * @return the value in the source's currency, 0 or more
     * @throws IndexOutOfBoundsException if there is no such line
     */
    public double value(int line) {
        return lines.value()[at(line)];
    }

    /**
     * Counts the different days on which the user bought something.
     *
     * @return the number of shopping days
     */
    public int shoppingDays() {
        int days = 0;
        for (int i = from; i < to; i++) {
            if (i == from || lines.day()[i] != lines.day()[i - 1]) {
                days++;
            }
        }
        return days;
    }

    /**
     * Returns the days on which the user bought something.
     *
     * @return the distinct shopping days in ascending order, in days since the log's first day
     */
    public int[] days() {
        int[] days = new int[shoppingDays()];
        int n = 0;
        for (int i = from; i < to; i++) {
            if (i == from || lines.day()[i] != lines.day()[i - 1]) {
                days[n++] = lines.day()[i];
            }
        }
        return days;
    }

    /**
     * Returns the classes that the user bought.
     *
     * @return the codes of third-level classes in the log's taxonomy
     */
    public BitSet classes() {
        BitSet classes = new BitSet();
        for (int i = from; i < to; i++) {
            classes.set(lines.thirdClass()[i]);
        }
        return classes;
    }

    /**
     * Returns the first line that belongs to one of several classes.
     *
     * @param classes codes of third-level classes in the log's taxonomy
     * @return the line; empty if there is none
     */
    public OptionalInt first(BitSet classes) {
        for (int i = from; i < to; i++) {
            if (classes.get(lines.thirdClass()[i])) {
                return OptionalInt.of(i - from);
            }
        }
        return OptionalInt.empty();
    }

    private int at(int line) {
        return from + Arguments.index("line", line, size());
    }

    @Override
    public String toString() {
        return size() + " lines of a user";
    }
}
