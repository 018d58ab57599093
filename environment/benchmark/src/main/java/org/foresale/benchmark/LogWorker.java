package org.foresale.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.foresale.benchmark.LogResult.Built;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.FirstNeed;
import org.foresale.cohort.Negatives;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.data.CompleteJourney;
import org.foresale.data.SimulatedLog;
import org.foresale.log.ColumnMapping;
import org.foresale.log.ForesaleException;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;

/**
 * A process of its own that loads one log and builds its cohorts, or guesses what its columns hold, and tells what that
 * took.
 */
final class LogWorker {

    /** The public log. */
    static final String JOURNEY = "Complete Journey";
    /** In place of how many times each cohort is built: guess the columns, and do nothing else. */
    static final String GUESS = "guess";
    private static final double GIB = 1 << 20;

    private LogWorker() {
    }

    /**
     * Measures.
     *
     * @param arguments {@value #JOURNEY} or the file or folder of a simulated log; how many times each cohort is built,
     *                  or {@value #GUESS}; the file to write the result to
     * @throws IOException if the result cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        try {
            if (arguments[1].equals(GUESS)) {
                guess(arguments);
            } else {
                measure(arguments);
            }
        } catch (ForesaleException e) {
            System.err.println("foresale: error: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void guess(String[] arguments) throws IOException {
        long start = System.nanoTime();
        ColumnMapping guessed = LogSource.file(Path.of(arguments[0])).guess().mapping();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!guessed.equals(SimulatedLog.MAPPING)) {
            throw new ForesaleException("The columns of " + arguments[0] + " were guessed wrong: " + guessed);
        }
        new ObjectMapper().writeValue(Path.of(arguments[2]).toFile(), seconds);
    }

    private static void measure(String[] arguments) throws IOException {
        boolean journey = arguments[0].equals(JOURNEY);
        long start = System.nanoTime();
        PurchaseLog log = journey ? CompleteJourney.load()
                : LogSource.file(Path.of(arguments[0])).load(SimulatedLog.MAPPING, SimulatedLog.of(1, 1).rules());
        double load = (System.nanoTime() - start) / 1e9;
        Target target = journey
                ? Target.of("pets", Level.SECOND, "DOG FOODS", "CAT FOOD", "CAT LITTER", "PET CARE SUPPLIES")
                : Target.of("need", Level.SECOND, SimulatedLog.TARGET);
        Map<String, Function<PurchaseLog, Cohort>> questions = new LinkedHashMap<>();
        questions.put("first need, event", FirstNeed.of(target)::cohort);
        questions.put("first need, match",
                FirstNeed.of(target).withNegatives(Negatives.riskSet().withMatching())::cohort);
        questions.put("snapshot", Snapshot.of(target)::cohort);
        List<Built> built = new ArrayList<>();
        questions.forEach((name, question) -> built.add(build(name, question, log, Integer.parseInt(arguments[1]))));
        new ObjectMapper().writeValue(Path.of(arguments[2]).toFile(), new LogResult(log.name(), log.lines(),
                log.users(), 0, load, 0, peak(), built));
    }

    private static Built build(String name, Function<PurchaseLog, Cohort> question, PurchaseLog log, int repeats) {
        double[] seconds = new double[repeats];
        int samples = 0;
        for (int repeat = 0; repeat < repeats; repeat++) {
            long start = System.nanoTime();
            Cohort cohort = question.apply(log);
            seconds[repeat] = (System.nanoTime() - start) / 1e9;
            samples = cohort.train().size() + cohort.validation().size() + cohort.test().size();
        }
        double first = seconds[0];
        Arrays.sort(seconds);
        return new Built(name, samples, first, (seconds[(repeats - 1) / 2] + seconds[repeats / 2]) / 2);
    }

    /** Most memory that this process held so far, in GiB, as Linux tells it. */
    private static double peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / GIB).findFirst().orElse(0);
    }
}
