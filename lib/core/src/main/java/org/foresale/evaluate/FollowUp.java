package org.foresale.evaluate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;

/**
 * What users went on to buy after the cut: whether they became heavy buyers of the group of classes that the target
 * belongs to, with more than some lines from more than some different third-level classes of it within some days.
 *
 * <p>It looks past the cut, so it takes the log itself, which no learner ever gets. It is for users whose scores
 * are made and whose threshold is chosen.
 *
 * @param windows lengths of the windows in days, rising; each begins on the day of the cut
 * @param lines   a heavy buyer buys more lines of the group than this
 * @param classes from more of its third-level classes than this
 * @param group   the group is all that lies under the same classes of this level as the target: {@link Level#FIRST} for
 *                its departments, {@link Level#THIRD} for the target itself
 */
public record FollowUp(List<Integer> windows, int lines, int classes, Level group) {

    /** The window that the article of 2020 tells of, in days. */
    public static final int ARTICLE_DAYS = 15;

    /** Share of the predicted buyers that were heavy buyers of the group in that window, as the article reports it. */
    public static final double ARTICLE_SHARE = .24;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there is no window, if one is not above 0 days, if a bound is below 0, or if
     *     there is no level
     */
    public FollowUp {
        windows = windows.stream().sorted().distinct().toList();
        if (windows.isEmpty() || windows.get(0) <= 0) {
            throw new IllegalArgumentException("windows are one or more, each of at least 1 day, not " + windows);
        }
        if (lines < 0 || classes < 0) {
            throw new IllegalArgumentException("more than " + lines + " lines from more than " + classes
                    + " classes: both are 0 or more");
        }
        if (group == null) {
            throw new IllegalArgumentException("the level of the group is null");
        }
    }

    /**
     * Follows up as in the article: more than 10 lines from more than 3 third-level classes under the target's
     * first-level classes, within 15, 30 and 60 days. In a grocer's log a first-level class is so wide that many users
     * buy that much of it anyway: read the share beside that of all users, and compare with {@link #withGroup}.
     *
     * @return the follow-up
     */
    public static FollowUp withDefaults() {
        return new FollowUp(List.of(ARTICLE_DAYS, 30, 60), 10, 3, Level.FIRST);
    }

    /**
     * Returns a copy with other windows.
     *
     * @param days their lengths
     * @return the new follow-up
     * @throws IllegalArgumentException if there is none, or if one is not above 0
     */
    public FollowUp withWindows(int... days) {
        return new FollowUp(Arrays.stream(days).boxed().toList(), lines, classes, group);
    }

    /**
     * Returns a copy with another bound on the lines.
     *
     * @param more a heavy buyer buys more lines than this
     * @return the new follow-up
     * @throws IllegalArgumentException if it is below 0
     */
    public FollowUp withMoreLinesThan(int more) {
        return new FollowUp(windows, more, classes, group);
    }

    /**
     * Returns a copy with another bound on the classes.
     *
     * @param more a heavy buyer buys from more third-level classes than this
     * @return the new follow-up
     * @throws IllegalArgumentException if it is below 0
     */
    public FollowUp withMoreClassesThan(int more) {
        return new FollowUp(windows, lines, more, group);
    }

    /**
     * Returns a copy with a wider or narrower group.
     *
     * @param level the group is all that lies under the same classes of this level as the target
     * @return the new follow-up
     * @throws IllegalArgumentException if it is null
     */
    public FollowUp withGroup(Level level) {
        return new FollowUp(windows, lines, classes, level);
    }

    /**
     * Tells what became of users.
     *
     * @param log    the log
     * @param target codes of the target's third-level classes in the log
     * @param users  codes of the users in the log, one a sample
     * @param cuts   the cut of each sample: the first day of its windows, in days since the log's first day
     * @param scored whether each sample bought the target, what was predicted of it, and the threshold
     * @return the shares of heavy buyers
     * @throws IllegalArgumentException  if the lengths differ, if the target has no class or one that the log lacks, or
     *     if a window does not lie in the log
     * @throws IndexOutOfBoundsException if the log lacks a user
     */
    public FollowUpResult of(PurchaseLog log, BitSet target, int[] users, int[] cuts, Scored scored) {
        if (users.length != cuts.length || users.length != scored.scores().size()) {
            throw new IllegalArgumentException(users.length + " users, " + cuts.length + " cuts and scores of "
                    + scored.scores().size() + " samples");
        }
        for (int i = 0; i < cuts.length; i++) {
            requireWindows(log, cuts[i]);
        }
        BitSet classesOfGroup = groupOf(log.taxonomy(), target);
        boolean[][] heavy = new boolean[windows.size()][];
        for (int window = 0; window < heavy.length; window++) {
            int days = windows.get(window);
            heavy[window] = new boolean[users.length];
            for (int i = 0; i < users.length; i++) {
                heavy[window][i] = isHeavy(log.history(users[i]), cuts[i], cuts[i] + days, classesOfGroup);
            }
        }
        return new FollowUpResult(this, users.clone(), scored, heavy);
    }

    private void requireWindows(PurchaseLog log, int cut) {
        int longest = windows.get(windows.size() - 1);
        if (cut < 0 || (long) cut + longest > log.days()) {
            throw new IllegalArgumentException("the window of " + longest + " days from day " + cut
                    + " on does not lie in " + log.name() + ", which has " + log.days()
                    + " days: choose an earlier cut, or shorter windows with withWindows");
        }
    }

    /** All third-level classes under the same classes as the target. */
    private BitSet groupOf(Taxonomy taxonomy, BitSet target) {
        if (target.isEmpty() || target.length() > taxonomy.size(Level.THIRD)) {
            throw new IllegalArgumentException("the target's classes " + target + " are not one or more of the "
                    + taxonomy.size(Level.THIRD) + " third-level classes of the log");
        }
        BitSet above = new BitSet();
        target.stream().map(third -> taxonomy.ancestor(third, group)).forEach(above::set);
        BitSet below = new BitSet();
        IntStream.range(0, taxonomy.size(Level.THIRD)).filter(third -> above.get(taxonomy.ancestor(third, group)))
                .forEach(below::set);
        return below;
    }

    private boolean isHeavy(History whole, int from, int to, BitSet classesOfGroup) {
        History within = whole.before(to);
        BitSet bought = new BitSet();
        int count = 0;
        for (int line = whole.before(from).size(); line < within.size(); line++) {
            int third = within.thirdClass(line);
            if (classesOfGroup.get(third)) {
                bought.set(third);
                count++;
            }
        }
        return count > lines && bought.cardinality() > classes;
    }
}
