package org.foresale.log;

import java.util.Optional;
import org.foresale.log.RawLog.Field;
import org.foresale.log.internal.Texts;

/** Reads the cells of a source that hands over Java values, and remembers those that cannot be read. */
final class CellReader {

    private final RawLog raw;
    private final NumberStyle style;
    private final TimeReader times;

    /**
     * Makes a reader.
     *
     * @param raw   the lines so far; each cell is read before its line is added
     * @param times reads the times
     * @param style how numbers are written
     */
    CellReader(RawLog raw, TimeReader times, NumberStyle style) {
        this.raw = raw;
        this.style = style;
        this.times = times;
    }

    /** The number in a text, NaN if there is none. */
    double number(Field field, String text) {
        String clean = Texts.clean(text);
        double number = style.read(clean);
        if (Double.isNaN(number)) {
            raw.unreadable(field, Optional.of(text).filter(any -> !clean.isEmpty()));
        }
        return number;
    }

    /** Local seconds since 1970-01-01 of an instant, a date with or without a time, or a text. */
    long seconds(Object cell) {
        long seconds = times.of(cell);
        if (seconds == RawLog.NO_TIME && !TimeReader.isTyped(cell)) {
            raw.unreadable(Field.TIME, Optional.of(cell.toString()));
        }
        return seconds;
    }
}
