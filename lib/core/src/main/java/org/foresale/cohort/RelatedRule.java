package org.foresale.cohort;

/**
 * When a class counts as closely related to a target.
 *
 * @param phi     least phi coefficient, -1 to 1
 * @param lift    least lift within users of like activity, 0 or more
 * @param support least number of users who buy both, at least 1
 * @param bins    into how many bins of activity the users are put, at least 1
 */
public record RelatedRule(double phi, double lift, int support, int bins) {

    /**
     * Checks the numbers.
     *
     * @param phi     least phi coefficient, -1 to 1
     * @param lift    least lift within users of like activity, 0 or more
     * @param support least number of users who buy both, at least 1
     * @param bins    into how many bins of activity the users are put, at least 1
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public RelatedRule {
        if (!(phi >= -1 && phi <= 1) || !(lift >= 0) || support < 1 || bins < 1) {
            throw new IllegalArgumentException("a phi of " + phi + ", a lift of " + lift + ", a support of " + support
                    + " and " + bins + " bins: phi is between -1 and 1, lift not below 0, support and bins at least 1");
        }
    }

    /**
     * Asks for a phi of at least 0.2, a lift of at least 2 within five bins of shopping days, and at least 30 users who buy
     * both.
     *
     * @return the rule
     */
    public static RelatedRule withDefaults() {
        return new RelatedRule(.2, 2, 30, 5);
    }

    boolean holds(double ofPhi, double ofLift, int ofSupport) {
        return ofPhi >= phi && ofLift >= lift && ofSupport >= support;
    }
}
