package org.foresale.study;

import java.util.List;
import tech.tablesaw.api.Table;

/**
 * Holds the results of a search for settings.
 *
 * @param tasks  the questions
 * @param groups results for each learner
 * @param origin origin of the results
 */
public record SearchFindings(List<SearchTask> tasks, List<GroupFinding> groups, Origin origin) {

    /**
     * Copies the lists.
     */
    public SearchFindings {
        tasks = List.copyOf(tasks);
        groups = List.copyOf(groups);
    }

    /**
     * Returns the results for one learner.
     *
     * @param learner name of the learner in tables, such as "XGBoost"
     * @return the results
     * @throws IllegalArgumentException if none of its settings were tried
     */
    public GroupFinding group(String learner) {
        return groups.stream().filter(group -> group.candidates().learner().equals(learner)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no settings of \"" + learner + "\" were tried, but of "
                        + groups.stream().map(group -> group.candidates().learner()).toList()));
    }

    /**
     * Compares the settings of a learner.
     *
     * @param learner name of the learner in tables, such as "XGBoost"
     * @return the table of its {@link GroupFinding}
     * @throws IllegalArgumentException if none of its settings were tried
     */
    public Table table(String learner) {
        return group(learner).table();
    }

    /**
     * Converts the findings to results.
     *
     * @param name    name of the search
     * @param command command that ran the search
     * @return the samples of each task as counts; the figures for all settings of each learner, the settings as text,
     *     and what is shown; and for each learner, the best settings and the verdict
     */
    public Results results(String name, String command) {
        Results results = Results.of(name, origin.madeBy(command));
        for (SearchTask task : tasks) {
            results = results.withSamples(task.name(), "train", task.train())
                    .withSamples(task.name(), "stopping", task.stopping())
                    .withSamples(task.name(), "judging", task.judging());
        }
        for (GroupFinding group : groups) {
            results = group.addTo(results);
        }
        return results;
    }
}
