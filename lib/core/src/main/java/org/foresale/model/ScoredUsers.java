package org.foresale.model;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Target;
import org.foresale.log.Level;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Holds the predicted probabilities of all users of a log on a given day. */
public final class ScoredUsers {

    private final Samples samples;
    private final LocalDate day;
    private final double[] probabilities;
    private final boolean[] yes;
    private final boolean[] known;

    ScoredUsers(Samples samples, LocalDate day, double[] probabilities, boolean[] yes, boolean[] known) {
        this.samples = samples;
        this.day = day;
        this.probabilities = probabilities;
        this.yes = yes;
        this.known = known;
    }

    /**
     * Returns the number of users.
     *
     * @return the number of users
     */
    public int size() {
        return probabilities.length;
    }

    /**
     * Returns the day of the prediction, which is the cut of the histories.
     *
     * @return the first day that was hidden from the model
     */
    public LocalDate day() {
        return day;
    }

    /**
     * Returns the id of a user, as in the log.
     *
     * @param i 0 to {@link #size()} - 1
     * @return the user id
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public String userId(int i) {
        return samples.userId(i);
    }

    /**
     * Returns the probability that a user buys.
     *
     * @param i 0 to {@link #size()} - 1
     * @return the probability at the base rate that the model is calibrated to; for a user without a history it is the
     *     base rate itself, or, for a model of every category, the share of first-time buyers
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public double probability(int i) {
        return probabilities[i];
    }

    /**
     * Checks whether a user is predicted to buy.
     *
     * @param i 0 to {@link #size()} - 1
     * @return true if the predictor's uncalibrated score is at least the model's threshold; false without a history
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public boolean isPredicted(int i) {
        return yes[i];
    }

    /**
     * Checks whether a user had bought anything before the day.
     *
     * @param i 0 to {@link #size()} - 1
     * @return false if the user has no history
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public boolean isKnown(int i) {
        return known[i];
    }

    /**
     * Checks whether the probabilities are those of a given target.
     *
     * @param target the target
     * @return true if the users were scored for exactly the classes of the target
     * @throws IllegalArgumentException if the log that they were scored on lacks a class of the target
     */
    public boolean isOf(Target target) {
        BitSet classes = target.in(samples.taxonomy());
        return IntStream.range(0, samples.taxonomy().size(Level.THIRD))
                .allMatch(third -> samples.isTarget(third) == classes.get(third));
    }

    /**
     * Returns the number of users who had bought nothing before the day. Their probability is the base rate.
     *
     * @return the number of users without history
     */
    public int withoutHistory() {
        return (int) IntStream.range(0, known.length).filter(i -> !known[i]).count();
    }

    /**
     * Returns the users as a table.
     *
     * @return one row per user: user, probability, whether the predictor's uncalibrated score is at least the model's
     *     threshold, and whether the user has a history
     */
    public Table table() {
        StringColumn user = StringColumn.create("user");
        BooleanColumn predicted = BooleanColumn.create("predicted to buy");
        BooleanColumn history = BooleanColumn.create("has a history");
        for (int i = 0; i < probabilities.length; i++) {
            user.append(userId(i));
            predicted.append(yes[i]);
            history.append(known[i]);
        }
        return Table.create("probabilities on " + day, user, DoubleColumn.create("probability", probabilities),
                predicted, history);
    }

    @Override
    public String toString() {
        return size() + " users on " + day + ", each with a probability";
    }
}
