package org.foresale.claims;

import java.math.BigDecimal;
import java.util.List;

/**
 * Decides all verdicts by one rule: it compares a figure with the 95 % interval of what was measured.
 *
 * <p>The figure is the one that the article states and that has to be reached. For a claim that compares, it is the
 * value for no effect: 0 for a difference that should be positive, 1 for a ratio that should be below 1. The interval
 * is that of the article's own design on real users. The claim is
 * <ul>
 * <li><em>reproduced</em> if the whole interval is on the claimed side: at or above the article's figure, or beyond the
 * value for no effect;
 * <li><em>not reproduced</em> if none of the interval is;
 * <li><em>consistent, not settled</em> if the interval contains the figure; its width is then reported;
 * <li><em>reproduced only</em> in another design on real users, which is named, if the whole interval of that design is
 * on the claimed side, but not the whole interval of the article's own design.
 * </ul>
 * A claim with several figures is reproduced if every figure is (an intersection-union test, which needs no adjustment:
 * Berger 1982), and not reproduced if one is not. The other designs are multiple comparisons without adjustment, so
 * each of them is named.
 *
 * <p>Results with leaks or on invented users never reproduce a claim; they are reported separately. Motives have no
 * verdict. By this rule, a narrower interval around the same value never turns "reproduced" into something less, and
 * fewer users, with a wider interval, never reproduce more.
 */
public final class Rule {

    private final double figure;
    /** 1 if more is claimed, -1 if less is. */
    private final int side;
    private final boolean figureCounts;

    private Rule(double figure, int side, boolean figureCounts) {
        if (!Double.isFinite(figure)) {
            throw new IllegalArgumentException("the figure of a claim is " + figure + ", not a number");
        }
        this.figure = figure;
        this.side = side;
        this.figureCounts = figureCounts;
    }

    /**
     * Returns the rule for a claim that a figure is reached.
     *
     * @param figure the article's figure
     * @return the rule
     * @throws IllegalArgumentException if the figure is not finite
     */
    public static Rule atLeast(double figure) {
        return new Rule(figure, 1, true);
    }

    /**
     * Returns the rule for a claim that something is higher than without an effect.
     *
     * @param noEffect the value for no effect, such as 0 for a difference
     * @return the rule
     * @throws IllegalArgumentException if the value is not finite
     */
    public static Rule above(double noEffect) {
        return new Rule(noEffect, 1, false);
    }

    /**
     * Returns the rule for a claim that something is lower than without an effect.
     *
     * @param noEffect the value for no effect, such as 1 for a ratio
     * @return the rule
     * @throws IllegalArgumentException if the value is not finite
     */
    public static Rule below(double noEffect) {
        return new Rule(noEffect, -1, false);
    }

    /**
     * Decides the verdict for an interval.
     *
     * @param low  lower end; negative infinity if it has none
     * @param high upper end; infinity if it has none
     * @return {@link Verdict#REPRODUCED}, {@link Verdict#CONSISTENT} or {@link Verdict#NOT_REPRODUCED}
     * @throws IllegalArgumentException if low is above high, or if an end is NaN
     */
    public Verdict of(double low, double high) {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval from " + low + " to " + high
                    + ": give two numbers, the lower one first");
        }
        boolean lowHolds = holds(low);
        boolean highHolds = holds(high);
        if (lowHolds && highHolds) {
            return Verdict.REPRODUCED;
        }
        return lowHolds || highHolds ? Verdict.CONSISTENT : Verdict.NOT_REPRODUCED;
    }

    private boolean holds(double value) {
        return value == figure ? figureCounts : side * value > side * figure;
    }

    /**
     * Combines the verdicts for several figures of a design.
     *
     * @param each verdict for each figure, at least one
     * @return reproduced if all are, not reproduced if one is not, otherwise consistent
     * @throws IllegalArgumentException if there is none
     */
    public static Verdict together(List<Verdict> each) {
        if (each.isEmpty()) {
            throw new IllegalArgumentException("there is no figure to judge");
        }
        if (each.contains(Verdict.NOT_REPRODUCED)) {
            return Verdict.NOT_REPRODUCED;
        }
        return each.stream().allMatch(one -> one == Verdict.REPRODUCED) ? Verdict.REPRODUCED : Verdict.CONSISTENT;
    }

    /**
     * Decides a claim by the article's own design and by other designs.
     *
     * @param own    verdict for the article's own design
     * @param others verdicts for other designs on real users
     * @return the verdict for the article's own design, or {@link Verdict#REPRODUCED_ONLY} if only other designs
     *     reproduce the claim
     */
    public static Verdict over(Verdict own, List<Verdict> others) {
        if (own == null || others == null) {
            throw new IllegalArgumentException("a verdict is null: " + own + ", " + others);
        }
        return own != Verdict.REPRODUCED && others.contains(Verdict.REPRODUCED) ? Verdict.REPRODUCED_ONLY : own;
    }

    /**
     * Returns the figure.
     *
     * @return for example "0.87"
     */
    @Override
    public String toString() {
        return BigDecimal.valueOf(figure).stripTrailingZeros().toPlainString();
    }
}
