package org.foresale.study;

import java.util.function.BiFunction;
import java.util.function.LongFunction;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.LeakExamples;
import org.foresale.cohort.NullLog;
import org.foresale.cohort.Question;
import org.foresale.cohort.Shift;
import org.foresale.cohort.Split;
import org.foresale.cohort.UserSplit;
import org.foresale.log.PurchaseLog;

/**
 * Describes a design of choosing samples for the null test, where there is nothing to find.
 *
 * @param name     short name for tables and charts
 * @param question how samples are chosen; its splits are drawn anew for each log
 * @param logs     returns a log for a number from 1 on; the target's purchases in it are then replaced by random ones
 *     ({@link NullLog})
 * @param samples  chooses the samples of such a log
 */
public record NullDesign(String name, Question question, LongFunction<PurchaseLog> logs,
        BiFunction<Question, PurchaseLog, Cohort> samples) {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public NullDesign {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a design needs a name, but it is blank");
        }
    }

    /**
     * Returns the design that asks a question of many logs.
     *
     * @param name     short name for tables and charts
     * @param question how samples are chosen
     * @param logs     returns a log for a number from 1 on
     * @return the design
     * @throws IllegalArgumentException if the name is blank
     */
    public static NullDesign of(String name, Question question, LongFunction<PurchaseLog> logs) {
        return new NullDesign(name, question, logs, Question::cohort);
    }

    /**
     * Returns the design that asks a question of one log. Its users keep their days and baskets, while the purchases of
     * the target are randomised anew each time.
     *
     * @param name     short name for tables and charts
     * @param question how samples are chosen
     * @param log      the log
     * @return the design
     * @throws IllegalArgumentException if the name is blank
     */
    public static NullDesign of(String name, Question question, PurchaseLog log) {
        return of(name, question, number -> log);
    }

    /**
     * Returns the design with a leak.
     *
     * @param name     short name for tables and charts
     * @param question a first need
     * @param logs     returns a log for a number from 1 on
     * @return the design {@link LeakExamples#oneHashForAllFortnights}
     * @throws IllegalArgumentException if the name is blank
     */
    public static NullDesign leakingDraw(String name, FirstNeed question, LongFunction<PurchaseLog> logs) {
        return new NullDesign(name, question, logs, (asked, log) ->
                LeakExamples.oneHashForAllFortnights(question.withSplit(asked.split()), log));
    }

    /**
     * Returns a copy of this design that replaces all samples by their shifted copies.
     *
     * @param shift shift that makes the copies
     * @return the new design
     */
    public NullDesign withShift(Shift shift) {
        return new NullDesign(name, question, logs, (asked, log) -> {
            Cohort cohort = samples.apply(asked, log);
            for (Split split : Split.values()) {
                cohort = cohort.withShift(split, shift);
            }
            return cohort;
        });
    }

    /** The samples of the log of a number. */
    Cohort cohort(long number) {
        Question asked = question.withSplit(UserSplit.of(number));
        return samples.apply(asked, NullLog.of(asked, logs.apply(number), number));
    }

    @Override
    public String toString() {
        return "NullDesign[" + name + ", " + question + "]";
    }
}
