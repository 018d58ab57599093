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
 * Measures what learners find where nothing is to be found: on logs in which nothing before a cut can tell who buys.
 *
 * <p>The mean area under the ROC curve of the test samples over many such logs is one half, whatever the learner,
 * unless the way the samples were chosen tells buyers from others.
 *
 * @param designs  the ways of choosing samples, each with a name of its own
 * @param learners the learners, each with a name of its own
 * @param logs     number of logs for each design, at least 2
 * @param threads  number of logs at work side by side
 */
public record NullTest(List<NullDesign> designs, List<Learner> learners, int logs, int threads) {

    /**
     * Checks the grid.
     *
     * @throws IllegalArgumentException if there is no design, learner or thread, if there are not 2 logs, or if a name
     *     comes twice
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
     * Tries learners on all cores.
     *
     * @param designs  the ways of choosing samples, each with a name of its own
     * @param learners the learners, each with a name of its own
     * @param logs     number of logs for each design, at least 2
     * @return the test
     * @throws IllegalArgumentException if there is no design or learner, if there are not 2 logs, or if a name comes
     *     twice
     */
    public static NullTest of(List<NullDesign> designs, List<Learner> learners, int logs) {
        return new NullTest(designs, learners, logs, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Runs the test.
     *
     * @param listener is told of each log that is done
     * @return what was found
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     * @throws IllegalArgumentException if a log gives no samples, or a learner refuses them
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
