package org.foresale.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.foresale.log.internal.DuckDb;

/**
 * A process of its own that loads one log and builds its cohorts, guesses what its columns hold, or has DuckDB read and
 * sort its lines, and tells what that took.
 */
final class LogWorker {

    /** The public log. */
    static final String JOURNEY = "Complete Journey";
    /** In place of how many times each cohort is built: guess the columns, and do nothing else. */
    static final String GUESS = "guess";
    /** In place of how many times each cohort is built: let DuckDB read and sort the lines, and do nothing else. */
    static final String SCAN = "scan";
    private static final double GIB = 1 << 20;

    private LogWorker() {
    }

    /**
     * Measures.
     *
     * @param arguments {@value #JOURNEY} or the file or folder of a simulated log; how many times each cohort is built,
     *                  {@value #GUESS} or {@value #SCAN}; the file to write the result to
     * @throws IOException if the result cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        try {
            if (arguments[1].equals(GUESS)) {
                guess(arguments);
            } else if (arguments[1].equals(SCAN)) {
                scan(arguments);
            } else {
                measure(arguments);
            }
        } catch (ForesaleException | SQLException e) {
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

    /** All columns of a simulated log, and none but those. */
    private static void scan(String[] arguments) throws IOException, SQLException {
        ColumnMapping mapping = SimulatedLog.MAPPING;
        List<String> names = new ArrayList<>(List.of(mapping.user(), mapping.time(), mapping.product()));
        names.addAll(mapping.classes());
        Stream.of(mapping.basket(), mapping.quantity(), mapping.value()).flatMap(Optional::stream).forEach(names::add);
        String columns = names.stream().map(DuckDb::identifier).collect(Collectors.joining(", "));
        Path log = Path.of(arguments[0]);
        String relation = Files.isDirectory(log) ? DuckDb.parquet(log.resolve("*.parquet").toString())
                : "read_csv(" + DuckDb.literal(log.toString()) + ", all_varchar = true)";
        try (DuckDb duckDb = DuckDb.open()) {
            long start = System.nanoTime();
            duckDb.execute("CREATE TEMP TABLE line AS SELECT " + columns + " FROM " + relation + " ORDER BY "
                    + DuckDb.identifier(mapping.user()) + ", " + DuckDb.identifier(mapping.time()));
            new ObjectMapper().writeValue(Path.of(arguments[2]).toFile(), (System.nanoTime() - start) / 1e9);
        }
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
        LogResult result = new LogResult(log.name(), log.lines(), log.users(), Map.of(LogResult.LOAD, load), built);
        new ObjectMapper().writeValue(Path.of(arguments[2]).toFile(),
                peak().map(gib -> result.with(LogResult.PEAK, gib)).orElse(result));
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
    private static Optional<Double> peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return Optional.empty();
        }
        return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / GIB).findFirst();
    }
}
