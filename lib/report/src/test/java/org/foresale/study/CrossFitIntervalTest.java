package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.CrossFit;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.NullLog;
import org.foresale.cohort.Question;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Metrics;
import org.foresale.learn.Learner;
import org.foresale.learn.LogisticLearner;
import org.foresale.learn.TimingLearner;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How far intervals of cross-fitted figures can be believed: many shops of the same world are asked the same question,
 * and the interval of each is to hold the figure that they have on average.
 *
 * <p>Intervals resample the users who are tested, not those who train. With folds, users do both, so that a model that
 * is nothing but its training users counts pairs of them twice, once from either side, and an interval may be too
 * narrow (Bengio and Grandvalet 2004, No Unbiased Estimator of the Variance of K-Fold Cross-Validation). Where there is
 * a signal it does not matter (Bayle et al. 2020, Cross-validation Confidence Intervals for Test Error); where there is
 * none, it has to be looked at.
 */
@Tag("slow")
class CrossFitIntervalTest {

    private static final int SHOPS = 100;
    /** Of intervals of 95 %, more than that fail in 1 of 700 tests; those of half the width would miss 33. */
    private static final int MAX_MISSES = 12;
    private static final Target X = Target.of("x", Level.SECOND, "X");
    private static final Snapshot AGAIN = Snapshot.of(X).withDays(List.of(60, 90), 130, 15);
    private static final FirstNeed NEED = FirstNeed.of(X).withBurnIn(20, 2);

    /** Each is asked several questions, so it is made once, for as long as these tests. */
    private static final Map<Long, PurchaseLog> LOGS = new ConcurrentHashMap<>();

    private static PurchaseLog shop(long seed) {
        return LOGS.computeIfAbsent(seed, any -> RandomLogs.log(any, 600));
    }

    @AfterAll
    static void forget() {
        LOGS.clear();
    }

    private static List<Interval> areas(Learner learner, LongFunction<Task> task) {
        return LongStream.rangeClosed(1, SHOPS).parallel().mapToObj(seed -> Study.of(List.of(task.apply(seed)),
                List.of(learner), 1).run(StudyListener.NONE).board("x").interval(learner.name(), Metrics::rocAuc))
                .toList();
    }

    private static Task nothing(Question question, long seed) {
        return Task.of("x", CrossFit.of(question), NullLog.of(question, shop(seed), seed));
    }

    private static Task something(Question question, long seed) {
        return Task.of("x", CrossFit.of(question), shop(seed));
    }

    private static long misses(List<Interval> areas, double truth) {
        return areas.stream().filter(area -> !area.contains(truth)).count();
    }

    @Test
    void theyHoldOneHalfWhereNothingIsToBeFound() {
        for (Question question : List.of(AGAIN, NEED)) {
            Learner learner = question == AGAIN ? new LogisticLearner() : new TimingLearner();
            assertThat(misses(areas(learner, seed -> nothing(question, seed)), .5)).as(question.toString())
                    .isLessThanOrEqualTo(MAX_MISSES);
        }
    }

    @Test
    void theyHoldWhatIsFoundOnAverage() {
        for (Question question : List.of(AGAIN, NEED)) {
            List<Interval> areas = areas(new LogisticLearner(), seed -> something(question, seed));
            double found = areas.stream().mapToDouble(Interval::estimate).average().orElseThrow();
            assertThat(found).isGreaterThan(.55);
            assertThat(misses(areas, found)).as(question.toString()).isLessThanOrEqualTo(MAX_MISSES);
        }
    }
}
