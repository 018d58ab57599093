package org.foresale.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.foresale.data.CompleteJourney;
import org.foresale.log.ForesaleException;

/** Runs the search of {@link ShippedSettings}; this is the program behind environment/search. */
public final class SearchCommand {

    private static final String QUICK = "quick";
    private static final int QUICK_ROUNDS = 20;

    private SearchCommand() {
    }

    /**
     * Runs the search, and prints a table and a verdict for each learner; progress goes to standard error.
     *
     * @param arguments "full" or "quick", the number of seeds, the folder where runs are saved until the search is
     *     finished, and, to write the results, their file; other arguments end the program with exit code 2
     * @throws org.foresale.log.ForesaleException if Complete Journey cannot be read
     * @throws java.io.UncheckedIOException  if runs or results cannot be saved
     */
    public static void main(String[] arguments) {
        if (arguments.length < 3 || arguments.length > 4 || !Set.of("full", QUICK).contains(arguments[0])
                || !arguments[1].matches("[1-9][0-9]?")) {
            System.err.println("usage: SearchCommand full|quick SEEDS RUNS [RESULTS]");
            System.exit(2);
        }
        try {
            run(arguments);
        } catch (ForesaleException e) {
            System.err.println("foresale: error: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(String[] arguments) {
        SearchFindings findings = search(arguments[0].equals(QUICK), Integer.parseInt(arguments[1]))
                .withCheckpoints(Path.of(arguments[2])).run(new Progress());
        for (GroupFinding group : findings.groups()) {
            System.out.println(group.table().printAll() + "\n" + group.candidates().learner() + ": " + group.verdict()
                    + "\n");
        }
        if (arguments.length > 3) {
            findings.results("settings", "environment/search").write(Path.of(arguments[3]));
        }
    }

    private static SettingsSearch search(boolean quick, int seeds) {
        List<SearchTask> tasks = ShippedSettings.tasks(CompleteJourney.load(),
                quick ? 1 : ShippedSettings.TARGETS.size());
        return SettingsSearch.of(tasks, quick ? ShippedSettings.candidates(QUICK_ROUNDS, 1)
                : ShippedSettings.candidates(), seeds);
    }

    /** Tells how far the search is, a line each percent. */
    private static final class Progress implements StudyListener {

        private static final double MINUTE = 60e9;

        private final long start = System.nanoTime();
        private int kept;
        private int told = -1;

        @Override
        public void resumed(int runs, int all) {
            kept = runs;
            System.err.println("foresale: " + runs + " of " + all + " runs had been done before");
        }

        @Override
        public void done(int done, int all, Run run) {
            int percent = 100 * done / all;
            if (percent > told) {
                told = percent;
                double minutes = (System.nanoTime() - start) / MINUTE;
                System.err.printf(Locale.ROOT, "foresale: %d of %d runs, last %s; some %.0f minutes left%n", done, all,
                        run.cell(), minutes * (all - done) / (done - kept));
            }
        }
    }
}
