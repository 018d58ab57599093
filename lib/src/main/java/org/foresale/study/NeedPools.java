package org.foresale.study;

import java.util.List;
import org.foresale.cohort.CrossFit;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Split;
import org.foresale.cohort.UserSplit;
import org.foresale.learn.NeedPool;
import org.foresale.learn.PooledLearner;
import org.foresale.log.PurchaseLog;
import org.foresale.log.Taxonomy;

/**
 * Pools the first needs of a log, anew for each fold of its users, so that tasks of any targets can share them.
 *
 * @param taxonomy the classes of the log
 * @param splits   which user is in which split, fold by fold
 * @param pools    for each fold, the needs of its training and validation users
 */
public record NeedPools(Taxonomy taxonomy, List<UserSplit> splits, List<NeedPool> pools) {

    /**
     * Copies the pools.
     *
     * @param taxonomy the classes of the log
     * @param splits   which user is in which split, fold by fold
     * @param pools    for each fold, the needs of its training and validation users
     * @throws IllegalArgumentException if there are not as many of one as of the other
     */
    public NeedPools {
        splits = List.copyOf(splits);
        pools = List.copyOf(pools);
        if (splits.size() != pools.size()) {
            throw new IllegalArgumentException(pools.size() + " pools for " + splits.size() + " folds");
        }
    }

    /**
     * Pools the needs of a question that is asked once.
     *
     * @param log        the log
     * @param question   the rules and the split; its target does not matter
     * @param minBuyers  number of training users at least that first buy a class, and that never do
     * @param maxClasses number of classes at most
     * @return one pool
     * @throws IllegalArgumentException as {@link NeedPool#of(PurchaseLog, FirstNeed, int, int)} does
     */
    public static NeedPools of(PurchaseLog log, FirstNeed question, int minBuyers, int maxClasses) {
        return new NeedPools(log.taxonomy(), List.of(question.split()),
                List.of(NeedPool.of(log, question, minBuyers, maxClasses)));
    }

    /**
     * Pools the needs of a question for each of its folds.
     *
     * @param log        the log
     * @param question   a cross-fitted first need: the rules and the folds; its target does not matter
     * @param minBuyers  number of training users at least that first buy a class, and that never do
     * @param maxClasses number of classes at most
     * @return a pool a fold
     * @throws IllegalArgumentException if the question is a snapshot, or as
     *     {@link NeedPool#of(PurchaseLog, FirstNeed, int, int)} does
     */
    public static NeedPools of(PurchaseLog log, CrossFit question, int minBuyers, int maxClasses) {
        List<FirstNeed> folds = question.parts().stream().map(part -> {
            if (part.question() instanceof FirstNeed need) {
                return need;
            }
            throw new IllegalArgumentException("first needs can be pooled, but this is a snapshot of "
                    + part.question().target().name());
        }).toList();
        return new NeedPools(log.taxonomy(), folds.stream().map(FirstNeed::split).toList(), folds.stream().parallel()
                .map(need -> NeedPool.of(log, need, minBuyers, maxClasses)).toList());
    }

    /**
     * Gives each part of a task a {@link PooledLearner} that knows the pool of its fold.
     *
     * @param task a first need of the same log and folds
     * @return the new task
     * @throws IllegalArgumentException if the task is of another log, or if a part has no pool, or a test user that is
     *     none in the pool's fold
     */
    public Task addTo(Task task) {
        return task.withLearners(part -> {
            if (part.fold() >= pools.size()) {
                throw new IllegalArgumentException(task.name() + ", " + part.name() + ": there are pools of "
                        + pools.size() + " folds only");
            }
            if (part.cohort().test().taxonomy() != taxonomy) {
                throw new IllegalArgumentException(task.name() + " is not of the log that was pooled: pool its own");
            }
            requireTestUsers(task.name(), part.cohort().test(), splits.get(part.fold()));
            return List.of(PooledLearner.of(pools.get(part.fold())));
        });
    }

    private static void requireTestUsers(String task, Samples test, UserSplit split) {
        for (int i = 0; i < test.size(); i++) {
            if (split.of(test.userId(i)) != Split.TEST) {
                throw new IllegalArgumentException("the test user " + test.userId(i) + " of " + task + " is in "
                        + split.of(test.userId(i)) + " of the pool: pool with the same split as the task");
            }
        }
    }
}
