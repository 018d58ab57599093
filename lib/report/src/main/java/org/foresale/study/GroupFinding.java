package org.foresale.study;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.foresale.evaluate.Difference;
import org.foresale.evaluate.Holm;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scoreboard;
import org.foresale.evaluate.Scoreboards;
import org.foresale.evaluate.Spread;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Holds the results of a search over the settings of one learner; all figures are means over tasks and seeds.
 *
 * @param candidates the settings
 * @param logLoss    log loss in nats with its interval over users and seeds, by setting
 * @param rocAuc     area under the ROC curve with its interval over users and seeds, by setting
 * @param loss       log loss minus that of the default settings on the same resamples of users, by setting other than
 *     the default
 * @param area       area under the ROC curve minus that of the default settings, in the same way
 * @param byTask     difference in log loss, as in {@code loss}, task by task
 */
public record GroupFinding(Candidates candidates, Map<String, Interval> logLoss, Map<String, Interval> rocAuc,
        Map<String, Difference> loss, Map<String, Difference> area, Map<String, Spread> byTask) {

    private static final String LOG_LOSS = "log loss";
    private static final String ROC_AUC = "ROC AUC";

    /** Compares the settings on a board for each task. */
    static GroupFinding of(Candidates candidates, List<Scoreboard> tasks) {
        Scoreboards boards = Scoreboards.of(tasks);
        Map<String, Interval> logLoss = new LinkedHashMap<>();
        Map<String, Interval> rocAuc = new LinkedHashMap<>();
        Map<String, Difference> loss = new LinkedHashMap<>();
        Map<String, Difference> area = new LinkedHashMap<>();
        Map<String, Spread> byTask = new LinkedHashMap<>();
        for (String setting : candidates.settings().keySet()) {
            List<Interval> figures = boards.intervals(setting, List.of(Metrics::logLoss, Metrics::rocAuc));
            logLoss.put(setting, figures.get(0));
            rocAuc.put(setting, figures.get(1));
            if (!setting.equals(Candidates.DEFAULT)) {
                loss.put(setting, boards.difference(setting, Candidates.DEFAULT, LOG_LOSS, Metrics::logLoss));
                area.put(setting, boards.difference(setting, Candidates.DEFAULT, ROC_AUC, Metrics::rocAuc));
                byTask.put(setting, Spread.of(tasks.stream().mapToDouble(task ->
                        task.spread(setting, Metrics::logLoss).mean()
                                - task.spread(Candidates.DEFAULT, Metrics::logLoss).mean()).toArray()));
            }
        }
        return new GroupFinding(candidates, logLoss, rocAuc, loss, area, byTask);
    }

    /**
     * Returns the name of the settings with the lowest log loss.
     *
     * @return the name; the default in case of a tie
     */
    public String best() {
        return logLoss.keySet().stream().min(Comparator.comparingDouble(setting -> logLoss.get(setting).estimate()))
                .orElseThrow();
    }

    /**
     * Applies the one-standard-error rule (Breiman, Friedman, Olshen and Stone 1984, Classification and Regression
     * Trees, section 3.4.3). The best of several settings is best partly by luck, so the default is kept if its log
     * loss exceeds that of the best by at most one standard error of the latter.
     *
     * @return whether the default is kept
     */
    public boolean isDefaultKept() {
        Interval lowest = logLoss.get(best());
        return logLoss.get(Candidates.DEFAULT).estimate() <= lowest.estimate() + lowest.standardError();
    }

    /**
     * Says what has been shown about settings compared with the default, beyond differences that arise by chance. Both
     * users and seeds have to agree (a p-value of at most 0.05, adjusted for all settings by {@link Holm}), and, if
     * there are several tasks, the tasks as well (the 95 % Student interval over them).
     *
     * @param setting name of the settings, other than the default
     * @return "lower", "higher", "no difference" or "too few to tell"
     * @throws IllegalArgumentException if there are no such settings
     */
    public String finding(String setting) {
        if (!loss.containsKey(setting)) {
            throw new IllegalArgumentException("there are no settings \"" + setting + "\" of " + candidates.learner()
                    + " beside the default, but " + loss.keySet());
        }
        String found = loss.get(setting).finding(adjusted().get(setting));
        Optional<Interval> overTasks = byTask.get(setting).interval();
        return !found.equals(Difference.TOO_FEW) && overTasks.isPresent() && overTasks.get().contains(0)
                ? Difference.NO_DIFFERENCE : found;
    }

    /** By setting, the p-value of its difference in log loss, adjusted for all settings. */
    private Map<String, Double> adjusted() {
        double[] pValues = Holm.adjusted(loss.values().stream().mapToDouble(Difference::pValue).toArray());
        Map<String, Double> adjusted = new LinkedHashMap<>();
        for (String setting : loss.keySet()) {
            adjusted.put(setting, pValues[adjusted.size()]);
        }
        return adjusted;
    }

    /**
     * Returns the names of the settings that are shown to be better than the default.
     *
     * @return the settings whose finding is "lower"
     */
    public List<String> shownBetter() {
        return loss.keySet().stream().filter(setting -> finding(setting).equals(Difference.LOWER)).toList();
    }

    /**
     * Compares all settings.
     *
     * @return one row per setting, the lowest log loss first: log loss; the difference from the default with its 95 %
     *     interval over users and seeds, the same over the tasks, the p-value adjusted by Holm's procedure, and what is
     *     shown; ROC AUC, and its difference from the default; cells that would compare the default with itself are
     *     empty
     */
    public Table table() {
        Table table = Table.create("settings of " + candidates.learner());
        for (String title : List.of("settings", LOG_LOSS, "less default, 95 %", "over tasks, 95 %", "p, Holm", "shown",
                ROC_AUC, "ROC AUC less default, 95 %")) {
            table.addColumns(StringColumn.create(title));
        }
        logLoss.keySet().stream().sorted(Comparator.comparingDouble(setting -> logLoss.get(setting).estimate()))
                .forEach(setting -> row(table, setting));
        return table;
    }

    private void row(Table table, String setting) {
        boolean other = loss.containsKey(setting);
        List<String> cells = List.of(setting, four(logLoss.get(setting).estimate()),
                other ? signed(loss.get(setting).interval()) : "",
                other ? byTask.get(setting).interval().map(GroupFinding::signed).orElse("") : "",
                other ? four(adjusted().get(setting)) : "", other ? finding(setting) : "",
                four(rocAuc.get(setting).estimate()), other ? signed(area.get(setting).interval()) : "");
        for (int i = 0; i < cells.size(); i++) {
            table.stringColumn(i).append(cells.get(i));
        }
    }

    /** Differences between settings are small: one digit more than elsewhere. */
    private static String signed(Interval interval) {
        return String.format(Locale.ROOT, "%+.4f [%+.4f, %+.4f]", interval.estimate(), interval.low(), interval.high());
    }

    private static String four(double number) {
        return String.format(Locale.ROOT, "%.4f", number);
    }

    /**
     * Says in a sentence whether the default is kept.
     *
     * @return for example "depth 2 has the lowest log loss of 7, 0.0012 below the default and within one standard error
     *     (0.0100): the default stays; none is shown to be better"
     */
    public String verdict() {
        String best = best();
        Interval lowest = logLoss.get(best);
        String shown = shownBetter().isEmpty() ? "; none is shown to be better"
                : "; shown to be better: " + String.join(", ", shownBetter());
        if (best.equals(Candidates.DEFAULT)) {
            return "the default has the lowest log loss of " + logLoss.size() + shown;
        }
        return best + " has the lowest log loss of " + logLoss.size() + ", "
                + four(logLoss.get(Candidates.DEFAULT).estimate() - lowest.estimate()) + " below the default and "
                + (isDefaultKept() ? "within" : "by more than") + " one standard error ("
                + four(lowest.standardError()) + "): the default " + (isDefaultKept() ? "stays" : "does not stay")
                + shown;
    }

    /** Adds the figures, all settings as texts, and the verdict. */
    Results addTo(Results results) {
        String learner = candidates.learner();
        Results more = results;
        for (String setting : logLoss.keySet()) {
            String of = learner + " / " + setting + " / ";
            more = more.withFigure(of + LOG_LOSS, logLoss.get(setting)).withFigure(of + ROC_AUC, rocAuc.get(setting))
                    .withSentence(of + "settings", candidates.settings().get(setting).toString());
            if (loss.containsKey(setting)) {
                more = more.withDifference(of + "less default / " + LOG_LOSS, loss.get(setting).interval(),
                        adjusted().get(setting))
                        .withFigure(of + "less default / " + ROC_AUC, area.get(setting).interval())
                        .withSentence(of + "shown", finding(setting));
            }
        }
        return more.withSentence(learner + " / best", best()).withSentence(learner + " / verdict", verdict());
    }
}
