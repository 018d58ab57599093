package org.foresale.log;

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
        return lines >= ENOUGH_LINES && users >= ENOUGH_USERS && linesOfUser > MAX_SHARE * lines;
    }

    /**
     * Looks for such users in a log.
     *
     * @param ids   the users' ids
     * @param start where each user's lines begin, and at last where they end
     * @return one remark a user
     */
    static List<QualityReport.Remark> remarks(String[] ids, int[] start) {
        int lines = start[start.length - 1];
        return IntStream.range(0, ids.length).filter(user -> isBusy(start[user + 1] - start[user], lines, ids.length))
                .mapToObj(user -> new QualityReport.Remark("user with more than " + Math.round(100 * MAX_SHARE)
                        + " % of all lines: a till, or an account that many share? LogRules.withNobody leaves it out",
                        start[user + 1] - start[user], Texts.shown(ids[user]))).toList();
    }
}
