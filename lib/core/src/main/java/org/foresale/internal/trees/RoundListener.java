package org.foresale.internal.trees;

/** Is told how the fitting of trees goes on. */
@FunctionalInterface
public interface RoundListener {

    /** Does nothing. */
    RoundListener NONE = (round, most, validationLoss) -> { };

    /**
     * Is called when a tree was added.
     *
     * @param round          how many trees there are now
     * @param most           how many there can be
     * @param validationLoss mean log loss of the validation rows, in nats
     */
    void round(int round, int most, double validationLoss);
}
