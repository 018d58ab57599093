package org.foresale.log;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.foresale.log.internal.Texts;

/** Finds users who have more lines than a customer buys: tills, guests and accounts that many share. */
final class BusyUsers {

    private static final double MAX_SHARE = 0.05;
    private static final int ENOUGH_LINES = 10_000;
    private static final int ENOUGH_USERS = 100;

    private BusyUsers() {
    }

    /** Whether a user has an implausible share of all lines; of a small log nothing is said. */
    static boolean isBusy(long linesOfUser, long lines, long users) {
        return lines >= ENOUGH_LINES && users >= ENOUGH_USERS && isMuch(linesOfUser, lines);
    }

    private static boolean isMuch(long linesOfUser, long lines) {
        return linesOfUser > MAX_SHARE * lines;
    }

    /** Those with an implausible share of some lines: whoever has it of all lines is among them. */
    static List<PartBuilder.Busy> among(List<PartBuilder.Busy> users, long lines) {
        return users.stream().filter(user -> isMuch(user.lines(), lines)).toList();
    }

    /**
     * Counts the lines of some users.
     *
     * @param ids        the users' ids
     * @param start      where each user's lines begin, and at last where they end
     * @param duplicates how many of their lines say the same as another
     */
    static PartBuilder.Tally tally(String[] ids, int[] start, long duplicates) {
        int lines = start[start.length - 1];
        return new PartBuilder.Tally(ids.length, lines, duplicates, IntStream.range(0, ids.length)
                .filter(user -> isMuch(start[user + 1] - start[user], lines))
                .mapToObj(user -> new PartBuilder.Busy(ids[user], start[user + 1] - start[user])).toList());
    }

    /** One remark a user who has an implausible share of all lines. */
    static List<QualityReport.Remark> remarks(PartBuilder.Tally all) {
        return all.busiest().stream().filter(user -> isBusy(user.lines(), all.lines(), all.users()))
                .sorted(Comparator.comparing(PartBuilder.Busy::user, Coder.ORDER))
                .map(user -> new QualityReport.Remark("user with more than " + Math.round(100 * MAX_SHARE)
                        + " % of all lines. Is this a till or a shared account? LogRules.withNobody excludes it",
                        user.lines(), Texts.shown(user.user()))).toList();
    }
}
