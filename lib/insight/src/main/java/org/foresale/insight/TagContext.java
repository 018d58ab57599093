package org.foresale.insight;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.foresale.cohort.Target;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;
import org.foresale.log.internal.OneLine;

/** What a {@link Tag} may know besides a user's history: the day, the target and the classes, and no purchase. */
public final class TagContext {

    private final int cut;
    private final BitSet target;
    private final Taxonomy taxonomy;

    private TagContext(int cut, BitSet target, Taxonomy taxonomy) {
        this.cut = cut;
        this.target = target;
        this.taxonomy = taxonomy;
    }

    /**
     * Returns the context of a day.
     *
     * @param log    the log
     * @param target what is foreseen
     * @param day    the first day that is not seen, from the log's second day to the day after its last
     * @return the context
     * @throws IllegalArgumentException if the day is not in its range, or if the log lacks a class of the target
     */
    public static TagContext of(PurchaseLog log, Target target, LocalDate day) {
        long cut = ChronoUnit.DAYS.between(log.firstDay(), day);
        if (cut < 1 || cut > log.days()) {
            throw new IllegalArgumentException("users can be tagged from " + log.date(1) + " to "
                    + log.date(log.days()) + ", but the day is " + day);
        }
        return new TagContext((int) cut, target.in(log.taxonomy()), log.taxonomy());
    }

    /**
     * Returns the day.
     *
     * @return the first day that is not seen, in days since the log's first day
     */
    public int cut() {
        return cut;
    }

    /**
     * Tells whether a class belongs to the target.
     *
     * @param thirdClass code of a third-level class
     * @return true if it does
     */
    public boolean isTarget(int thirdClass) {
        return target.get(thirdClass);
    }

    /**
     * Returns the days on which a user bought the target.
     *
     * @param history what the user bought before the day
     * @return the days, each once, rising, in days since the log's first day
     */
    public int[] targetDays(History history) {
        return IntStream.range(0, history.size()).filter(line -> isTarget(history.thirdClass(line)))
                .map(history::day).distinct().toArray();
    }

    /**
     * Returns the name of a class, fit to be shown.
     *
     * @param thirdClass code of a third-level class
     * @return its name in the log, in one line, without the marks that part tags or cells, and cut if it is very long
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public String className(int thirdClass) {
        return OneLine.of(taxonomy.name(Level.THIRD, thirdClass).replace('|', '/').replace(';', ',').strip());
    }
}
