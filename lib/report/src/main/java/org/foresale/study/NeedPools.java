package org.foresale.study;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.cohort.Cohort;
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
 * Pools the first needs of a log separately for each fold of its users, so that tasks with any target can share them.
 *
 * @param taxonomy   the classes of the log
 * @param knownUntil the day after the last day that the pools may use
 * @param splits     split of each user, fold by fold
 * @param pools      needs of the training and validation users of each fold
 */
public record NeedPools(Taxonomy taxonomy, LocalDate knownUntil, List<UserSplit> splits, List<NeedPool> pools) {

    /**
     * Copies the pools.
     *
     * @throws IllegalArgumentException if the numbers of splits and pools differ
     */
    public NeedPools {
        splits = List.copyOf(splits);
        pools = List.copyOf(pools);
        if (splits.size() != pools.size()) {
            throw new IllegalArgumentException(pools.size() + " pools for " + splits.size() + " folds");
        }
    }

    /**
     * Pools the needs of a question with a single split.
     *
     * @param log        the log
     * @param question   question with the rules and the split; its target is ignored
     * @param minBuyers  minimum number of training users who buy a class for the first time, and of those who never do
     * @param maxClasses maximum number of classes
     * @return one pool
     * @throws IllegalArgumentException for the reasons of {@link NeedPool#of(PurchaseLog, FirstNeed, int, int)}
     */
    public static NeedPools of(PurchaseLog log, FirstNeed question, int minBuyers, int maxClasses) {
        return new NeedPools(log.taxonomy(), knownUntil(log, question), List.of(question.split()),
                List.of(NeedPool.of(log, question, minBuyers, maxClasses)));
    }

    /**
     * Pools the needs of a cross-fitted question, fold by fold.
     *
     * @param log        the log
     * @param question   cross-fitted first need with the rules and the folds; its target is ignored
     * @param minBuyers  minimum number of training users who buy a class for the first time, and of those who never do
     * @param maxClasses maximum number of classes
     * @return one pool per fold
     * @throws IllegalArgumentException if the question is a snapshot, or for the reasons of
     *     {@link NeedPool#of(PurchaseLog, FirstNeed, int, int)}
     */
    public static NeedPools of(PurchaseLog log, CrossFit question, int minBuyers, int maxClasses) {
        List<FirstNeed> folds = question.parts().stream().map(part -> {
            if (part.question() instanceof FirstNeed need) {
                return need;
            }
            throw new IllegalArgumentException("first needs can be pooled, but this is a snapshot of "
                    + part.question().target().name());
        }).toList();
        return new NeedPools(log.taxonomy(), knownUntil(log, folds.get(0)),
                folds.stream().map(FirstNeed::split).toList(), folds.stream().parallel()
                .map(need -> NeedPool.of(log, need, minBuyers, maxClasses)).toList());
    }

    private static LocalDate knownUntil(PurchaseLog log, FirstNeed question) {
        return log.date(question.testFrom().orElse(log.days()));
    }

    /**
     * Adds to each part of a task a {@link PooledLearner} that knows the pool of its fold.
     *
     * @param task a first need with the same log and folds
     * @return the new task
     * @throws IllegalArgumentException if the task has another log, or if a part has no pool, a user who is in another
     *     split of the pool's fold, or a test that begins after its own training but before the end of the pool's days
     */
    public Task addTo(Task task) {
        return task.withLearners(part -> {
            if (part.fold() >= pools.size()) {
                throw new IllegalArgumentException(task.name() + ", " + part.name() + ": there are pools of "
                        + pools.size() + " folds only");
            }
            if (part.cohort().test().taxonomy() != taxonomy) {
                throw new IllegalArgumentException(task.name() + " is from another log than the pool: pool its log");
            }
            UserSplit split = splits.get(part.fold());
            SameSplits.require(task.name(), part.cohort(), "the pool", user -> Set.of(split.of(user)));
            requireSameTime(task.name(), part.cohort());
            return List.of(PooledLearner.of(pools.get(part.fold())));
        });
    }

    /** Where the splits of the task are apart in time, the pool may not know the days of its test. */
    private void requireSameTime(String task, Cohort cohort) {
        LocalDate known = Stream.of(Split.TRAIN, Split.VALIDATION).flatMap(split -> days(cohort.samples(split)))
                .max(Comparator.naturalOrder()).orElseThrow();
        LocalDate tested = days(cohort.test()).min(Comparator.naturalOrder()).orElseThrow();
        if (known.isBefore(tested) && knownUntil.isAfter(tested)) {
            throw new IllegalArgumentException("the test of " + task + " begins on " + tested + ", after all of its"
                    + " training, but the pool knows all days before " + knownUntil
                    + ": pool with the same withTestFrom");
        }
    }

    private static Stream<LocalDate> days(Samples samples) {
        return IntStream.range(0, samples.size()).mapToObj(i -> samples.date(samples.get(i).cut()));
    }
}
