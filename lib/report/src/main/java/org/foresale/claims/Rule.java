package org.foresale.claims;

import java.math.BigDecimal;
import java.util.List;

/**
 * The one rule of all verdicts: a figure against the 95 % interval of what was measured.
 *
 * <p>The figure is that of the article, which is to be reached, or, for a claim that compares, the value of no effect:
 * 0 of a difference that is to be above it, 1 of a ratio that is to be below it. The interval is that of the article's
 * own design on real users. The claim is
 * <ul>
 * <li><em>reproduced</em> if all of the interval is where the claim says: at or above the article's figure, or beyond
 *     no effect;
 * <li><em>not reproduced</em> if none of it is;
 * <li><em>consistent, not settled</em> if the interval holds the figure; then its width is told;
 * <li><em>reproduced only</em> in another design on real users, which is named, if all of the interval of that design
 *     is where the claim says, but not all of that of the article's own design.
 * </ul>
 * A claim of several figures is reproduced if each is (an intersection-union test, which needs no adjustment: Berger
 * 1982), and not reproduced if one is not. The other designs are several looks, and not adjusted either: so each is
 * named.
 *
 * <p>Leaks and invented users reproduce nothing; what they show is told apart. Motives have no verdict. So a narrower
 * interval never takes a "reproduced" back, and fewer users, whose interval is wider, never reproduce more.
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
     * Makes the rule of a claim that a figure is reached.
     *
     * @param figure the article's figure
     * @return the rule
     * @throws IllegalArgumentException if the figure is not finite
     */
    public static Rule atLeast(double figure) {
        return new Rule(figure, 1, true);
    }

    /**
     * Makes the rule of a claim that something is higher than without effect.
     *
     * @param noEffect the value of no effect, such as 0 of a difference
     * @return the rule
     * @throws IllegalArgumentException if the value is not finite
     */
    public static Rule above(double noEffect) {
        return new Rule(noEffect, 1, false);
    }

    /**
     * Makes the rule of a claim that something is lower than without effect.
     *
     * @param noEffect the value of no effect, such as 1 of a ratio
     * @return the rule
     * @throws IllegalArgumentException if the value is not finite
     */
    public static Rule below(double noEffect) {
        return new Rule(noEffect, -1, false);
    }

    /**
     * Judges an interval.
     *
     * @param low  its lower end; negative infinity if it has none
     * @param high its upper end; infinity if it has none
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
     * Judges several figures of a design together.
     *
     * @param each the verdict of each figure, at least one
     * @return reproduced if all are, not reproduced if one is not, else consistent
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
     * Judges a claim by its own design and by others.
     *
     * @param own    the verdict of the article's own design
     * @param others those of other designs on real users
     * @return that of the own design, but {@link Verdict#REPRODUCED_ONLY} if only others reproduce the claim
     */
    public static Verdict over(Verdict own, List<Verdict> others) {
        if (own == null || others == null) {
            throw new IllegalArgumentException("a verdict is null: " + own + ", " + others);
        }
        return own != Verdict.REPRODUCED && others.contains(Verdict.REPRODUCED) ? Verdict.REPRODUCED_ONLY : own;
    }

    /**
     * Tells the figure.
     *
     * @return for example "0.87"
     */
    @Override
    public String toString() {
        return BigDecimal.valueOf(figure).stripTrailingZeros().toPlainString();
    }
}
