package org.foresale.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresale.cohort.Cohort;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Spread;
import org.foresale.learn.Learner;

/**
 * Runs a null test: measures what learners find in logs where nothing before a cut can predict who buys.
 *
 * <p>Whatever the learner, the mean area under the ROC curve of the test samples over many such logs is one half,
 * unless the design itself separates buyers from non-buyers.
 *
 * @param designs  designs of choosing samples, each with a different name
 * @param learners the learners, each with a different name
 * @param logs     number of logs for each design, at least 2
 * @param threads  number of logs that are processed in parallel
 */
public record NullTest(List<NullDesign> designs, List<Learner> learners, int logs, int threads) {

    /**
     * Checks the grid.
     *
     * @throws IllegalArgumentException if there is no design, learner or thread, if there are fewer than 2 logs, or if
     *     a name is repeated
     */
    public NullTest {
        designs = List.copyOf(designs);
        learners = List.copyOf(learners);
        if (designs.isEmpty() || learners.isEmpty() || logs < 2 || threads < 1) {
            throw new IllegalArgumentException("a null test needs designs, learners, 2 logs and a thread, not "
                    + designs.size() + ", " + learners.size() + ", " + logs + " and " + threads);
        }
        Study.requireDistinct("designs", designs.stream().map(NullDesign::name).toList());
        Study.requireDistinct("learners", learners.stream().map(Learner::name).toList());
    }

    /**
     * Returns a null test that uses all cores.
     *
     * @param designs  designs of choosing samples, each with a different name
     * @param learners the learners, each with a different name
     * @param logs     number of logs for each design, at least 2
     * @return the test
     * @throws IllegalArgumentException if there is no design or learner, if there are fewer than 2 logs, or if a name
     *     is repeated
     */
    public static NullTest of(List<NullDesign> designs, List<Learner> learners, int logs) {
        return new NullTest(designs, learners, logs, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Runs the test.
     *
     * @param listener listener that is called after each log
     * @return the results
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     * @throws IllegalArgumentException if a log gives no samples, or if a learner rejects them
     */
    public NullFindings run(StudyListener listener) {
        Map<Cell, String> keys = new LinkedHashMap<>();
        Map<String, NullDesign> byName = new LinkedHashMap<>();
        for (NullDesign design : designs) {
            byName.put(design.name(), design);
            for (int number = 1; number <= logs; number++) {
                keys.put(new Cell(design.name(), "", "all learners", number), "");
            }
        }
        List<Run> runs = new Grid(keys, threads, Optional.empty())
                .fill(cell -> areas(byName.get(cell.task()).cohort(cell.seed()), cell.seed()), listener);
        Map<String, Map<String, Spread>> found = new LinkedHashMap<>();
        for (NullDesign design : designs) {
            Map<String, Spread> ofDesign = new LinkedHashMap<>();
            for (Learner learner : learners) {
                ofDesign.put(learner.name(), Spread.of(runs.stream().filter(run -> run.task().equals(design.name()))
                        .mapToDouble(run -> run.of(learner.name())[0]).toArray()));
            }
            found.put(design.name(), ofDesign);
        }
        return new NullFindings(found);
    }

    private Predictions areas(Cohort cohort, long number) {
        Predictions areas = Predictions.none();
        for (Learner learner : learners) {
            Scores scores = learner.withSeed(number).fit(cohort).score(cohort.test());
            areas = areas.with(learner.name(), new double[] {Metrics.of(scores).rocAuc()});
        }
        return areas;
    }
}
