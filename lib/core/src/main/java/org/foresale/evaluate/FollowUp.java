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
 * Checks what users bought after the cut: whether they became heavy buyers of the group of classes that the target
 * belongs to. A heavy buyer buys more than a given number of lines, from more than a given number of different
 * third-level classes of the group, within a given number of days.
 *
 * <p>The follow-up looks past the cut, so it needs the log itself, which learners never see. Use it only after scores
 * have been computed and the threshold has been chosen.
 *
 * @param windows lengths of the windows in days, in ascending order; each window begins on the day of the cut
 * @param lines   a heavy buyer buys more than this number of lines of the group
 * @param classes a heavy buyer buys from more than this number of third-level classes of the group
 * @param group   level that defines the group, which is all classes under the same classes of this level as the target:
 *                {@link Level#FIRST} for its departments, {@link Level#THIRD} for the target itself
 */
public record FollowUp(List<Integer> windows, int lines, int classes, Level group) {

    /** Length in days of the window that the article of 2020 reports on. */
    public static final int ARTICLE_DAYS = 15;

    /** Share of heavy buyers of the group among the predicted buyers in that window, as reported by the article. */
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
     * Returns the follow-up of the article: more than 10 lines from more than 3 third-level classes under the target's
     * first-level classes, within 15, 30 and 60 days. In a grocery log, a first-level class is so broad that many users
     * buy that much of it anyway. Compare the share with that of all users, and with a narrower group ({@link
     * #withGroup}).
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
     * @throws IllegalArgumentException if no window is given, or if one is not above 0 days
     */
    public FollowUp withWindows(int... days) {
        return new FollowUp(Arrays.stream(days).boxed().toList(), lines, classes, group);
    }

    /**
     * Returns a copy with another bound on the number of lines.
     *
     * @param more a heavy buyer buys more than this number of lines
     * @return the new follow-up
     * @throws IllegalArgumentException if it is below 0
     */
    public FollowUp withMoreLinesThan(int more) {
        return new FollowUp(windows, more, classes, group);
    }

    /**
     * Returns a copy with another bound on the number of classes.
     *
     * @param more a heavy buyer buys from more than this number of third-level classes
     * @return the new follow-up
     * @throws IllegalArgumentException if it is below 0
     */
    public FollowUp withMoreClassesThan(int more) {
        return new FollowUp(windows, lines, more, group);
    }

    /**
     * Returns a copy with a wider or narrower group.
     *
     * @param level level that defines the group: all classes under the same classes of this level as the target
     * @return the new follow-up
     * @throws IllegalArgumentException if it is null
     */
    public FollowUp withGroup(Level level) {
        return new FollowUp(windows, lines, classes, level);
    }

    /**
     * Computes the shares of heavy buyers among the users of some samples.
     *
     * @param log    the log
     * @param target codes of the target's third-level classes in the log
     * @param users  codes of the users in the log, one per sample
     * @param cuts   the cut of each sample: the first day of its windows, in days since the log's first day
     * @param scored the label, score and threshold of each sample; the label is whether it bought the target
     * @return the shares of heavy buyers
     * @throws IllegalArgumentException  if the lengths differ, if the target has no class or one that the log lacks, or
     *     if a window does not lie within the log
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
