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

/** The probabilities of all users of a log on a day. */
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
     * Tells how many users there are.
     *
     * @return the number of users
     */
    public int size() {
        return probabilities.length;
    }

    /**
     * Returns the day whose histories were looked at.
     *
     * @return the first day that was not seen
     */
    public LocalDate day() {
        return day;
    }

    /**
     * Returns the id of a user, as the log has it.
     *
     * @param i 0 to {@link #size()} - 1
     * @return the user id
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public String userId(int i) {
        return samples.userId(i);
    }

    /**
     * Tells how likely a user is to buy.
     *
     * @param i 0 to {@link #size()} - 1
     * @return the probability at the share of buyers that the model was calibrated to; of a user without history that
     *     share, or of one of many categories the share of first purchases
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public double probability(int i) {
        return probabilities[i];
    }

    /**
     * Tells whether a user is predicted to buy.
     *
     * @param i 0 to {@link #size()} - 1
     * @return true if the predictor's own score is at or above the model's threshold; false without a history
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public boolean isPredicted(int i) {
        return yes[i];
    }

    /**
     * Tells whether a user had bought anything before the day.
     *
     * @param i 0 to {@link #size()} - 1
     * @return false if nothing is known of the user
     * @throws IndexOutOfBoundsException if there is no such user
     */
    public boolean isKnown(int i) {
        return known[i];
    }

    /**
     * Tells whether the probabilities are those of a purchase of a target.
     *
     * @param target the target
     * @return true if the users were scored for the very classes of the target
     * @throws IllegalArgumentException if the log that they were scored on lacks a class of the target
     */
    public boolean isOf(Target target) {
        BitSet classes = target.in(samples.taxonomy());
        return IntStream.range(0, samples.taxonomy().size(Level.THIRD))
                .allMatch(third -> samples.isTarget(third) == classes.get(third));
    }

    /**
     * Tells how many users had bought nothing before the day, so that their probability is the share of buyers.
     *
     * @return the number of users without history
     */
    public int withoutHistory() {
        return (int) IntStream.range(0, known.length).filter(i -> !known[i]).count();
    }

    /**
     * Returns the users as a table.
     *
     * @return one row a user: user, probability, whether the predictor's own score is at or above the model's
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
