package org.foresale.cohort;

import java.io.Serializable;
import org.foresale.log.LogFrame;
import org.foresale.log.PurchaseLog;

/**
 * Gives access to the users of a log with their splits, wherever their purchases are stored: all that a question needs
 * to select samples.
 */
public interface Users {

    /**
     * Returns the log's name, calendar and taxonomy.
     *
     * @return the information that does not depend on any user
     */
    LogFrame frame();

    /**
     * Applies a rule to every user.
     *
     * @param <T>  the kind of the results
     * @param rule the rule
     * @return the results, in the {@linkplain PurchaseLog#order() order} of the users' ids
     */
    <T extends Serializable> RuleResults<T> ask(RuleResults.Rule<T> rule);

    /**
     * Returns the users of a log in memory.
     *
     * @param log   the log
     * @param split the split of the users
     * @return its users
     */
    static Users of(PurchaseLog log, UserSplit split) {
        LogFrame frame = log.frame();
        Split[] splits = split.of(log);
        return new Users() {
            @Override
            public LogFrame frame() {
                return frame;
            }

            @Override
            public <T extends Serializable> RuleResults<T> ask(RuleResults.Rule<T> rule) {
                return RuleResults.of(log, splits, rule);
            }
        };
    }
}
