package org.foresale.cohort;

import java.io.Serializable;
import java.util.Optional;
import org.foresale.log.History;

/**
 * A rule that looks at one user at a time, and at nothing but the user's own purchases, so that it can be applied to
 * users in any order and any place.
 *
 * @param <T> what it answers; of some bytes, as the answers of all users are brought to one place
 */
public interface UserRule<T extends Serializable> extends Serializable {

    /**
     * Tells how many counters the rule has.
     *
     * @return a number that is the same for all users
     */
    int counters();

    /**
     * Looks at a user.
     *
     * @param split    the split of the user
     * @param history  all that the user bought
     * @param counters counts of the users so far, to be added to
     * @return what has to be known of this user for what comes next, empty if nothing
     */
    Optional<T> judge(Split split, History history, int[] counters);
}
