package org.foresale.insight.audience;

/**
 * What it costs to address a user, and what a buyer among those addressed brings.
 *
 * @param costPerContact of each user addressed, in any currency
 * @param marginPerBuyer of each buyer addressed, before that cost, in the same currency
 */
record Economics(double costPerContact, double marginPerBuyer) {

    /**
     * Checks the amounts.
     *
     * @throws IllegalArgumentException if the cost is below 0, if the margin is not above 0, or if one is not finite
     */
    public Economics {
        if (!(costPerContact >= 0 && costPerContact < Double.POSITIVE_INFINITY)
                || !(marginPerBuyer > 0 && marginPerBuyer < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a contact costs 0 or more and a buyer brings more than 0, not "
                    + costPerContact + " and " + marginPerBuyer);
        }
    }

    /**
     * Returns the share of buyers among the users addressed at which they bring as much as they cost.
     *
     * @return cost over margin; above 1 if no audience pays
     */
    public double breakEvenPrecision() {
        return costPerContact / marginPerBuyer;
    }

    /**
     * Tells what an audience brings.
     *
     * @param addressed number of users addressed
     * @param buyers    number of buyers among them
     * @return margins less costs, in their currency
     */
    public double profit(double addressed, double buyers) {
        return buyers * marginPerBuyer - addressed * costPerContact;
    }
}
