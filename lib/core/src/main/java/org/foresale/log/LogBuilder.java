package org.foresale.log;

import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresale.log.RawLog.Field;
import org.foresale.log.internal.Arguments;

/**
 * Collects lines that a program has at hand, and makes a log of them. Logs that lie in files, tables or databases are
 * loaded by {@link LogSource}.
 */
public final class LogBuilder {

    /** What the parts of a line are called, for messages; its classes are looked up by its product. */
    private static final Map<Field, String> PARTS = Map.of(Field.USER, "user", Field.TIME, "day", Field.PRODUCT,
            "product", Field.CLASS, "product", Field.QUANTITY, "quantity", Field.VALUE, "value");
    private static final int ROOM_AT_FIRST = 1 << 16;

    private final String name;
    private final List<String> levelNames;
    private final RawLog raw;
    private boolean hasTimeOfDay;
    private boolean isBuilt;

    private LogBuilder(String name, List<String> levelNames) {
        this.name = Arguments.text("name of a log", name);
        this.levelNames = List.copyOf(levelNames);
        if (levelNames.size() != Level.values().length) {
            throw new IllegalArgumentException("a taxonomy has three levels, not " + levelNames);
        }
        this.raw = new RawLog(name, PARTS, ROOM_AT_FIRST, true);
    }

    /**
     * Returns a builder that has no line yet.
     *
     * @param name       what the log is called
     * @param levelNames what the three levels of its taxonomy are called, widest first
     * @return the builder
     * @throws IllegalArgumentException if the name is blank, or if there are not three levels
     */
    public static LogBuilder of(String name, List<String> levelNames) {
        return new LogBuilder(name, levelNames);
    }

    /**
     * Adds a line. Whether it belongs to the log is judged when the log is built.
     *
     * @param line the line
     * @return this builder
     * @throws IllegalStateException if the log is built already
     */
    public LogBuilder add(LogLine line) {
        requireOpen();
        hasTimeOfDay |= line.time().isPresent();
        if (line.classes().isEmpty()) {
            raw.unreadable(Field.CLASS, Optional.of(line.product()));
        }
        int second = line.time().map(LocalTime::toSecondOfDay).orElse(0);
        raw.add(raw.users.code(line.user()),
                line.day().map(day -> RawLog.seconds(day.toEpochDay(), second)).orElse(RawLog.NO_TIME),
                line.basket().map(raw.baskets::code).orElse(Coder.MISSING), raw.products.code(line.product()),
                line.classes().map(raw::pathCode).orElse(Coder.MISSING), line.quantity(), line.value());
        return this;
    }

    /**
     * Returns the log of all lines that were added. The builder is used up by that.
     *
     * @param rules which lines belong to the log
     * @return the log; what was left out is in its {@link PurchaseLog#quality()}
     * @throws ForesaleException     if no line is left
     * @throws IllegalStateException if the log is built already
     */
    public PurchaseLog build(LogRules rules) {
        requireOpen();
        isBuilt = true;
        if (raw.baskets.words().isEmpty()) {
            raw.basket.clear();
        }
        return LogAssembler.assemble(name, raw, levelNames, hasTimeOfDay, rules);
    }

    private void requireOpen() {
        if (isBuilt) {
            throw new IllegalStateException("the log " + name + " is built already: begin another one");
        }
    }
}
