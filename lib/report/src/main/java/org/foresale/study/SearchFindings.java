package org.foresale.study;

import java.util.List;
import tech.tablesaw.api.Table;

/**
 * What a search for settings found.
 *
 * @param tasks  the questions
 * @param groups what was found of each learner
 * @param origin where it comes from
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
     * Gives what was found of a learner.
     *
     * @param learner what tables call it, such as "XGBoost"
     * @return the finding
     * @throws IllegalArgumentException if no settings of it were tried
     */
    public GroupFinding group(String learner) {
        return groups.stream().filter(group -> group.candidates().learner().equals(learner)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no settings of \"" + learner + "\" were tried, but of "
                        + groups.stream().map(group -> group.candidates().learner()).toList()));
    }

    /**
     * Shows the settings of a learner side by side.
     *
     * @param learner what tables call it, such as "XGBoost"
     * @return the table of its {@link GroupFinding}
     * @throws IllegalArgumentException if no settings of it were tried
     */
    public Table table(String learner) {
        return group(learner).table();
    }

    /**
     * Gives the findings as results.
     *
     * @param name    what the search is called
     * @param command the command that made them
     * @return the samples of each task as counts; of all settings of each learner the figures, the settings as text and
     *     what is shown; and for each learner the best settings and the verdict
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
