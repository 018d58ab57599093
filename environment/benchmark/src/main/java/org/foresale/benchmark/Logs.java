package org.foresale.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.foresale.data.SimulatedLog;
import org.foresale.log.internal.DuckDb;

/**
 * The benchmark of logs: how long it takes to guess what the columns of one hold, to load it and to build cohorts of
 * it, and how that grows with its lines.
 */
final class Logs {

    private static final int LINES_A_USER = 614;
    private static final int PROGRESS_WIDTH = 60;
    /** A larger CSV needs more memory than is asked for. */
    private static final int MOST_LINES_OF_CSV = 10_000_000;
    private static final String HEAP = "-Xmx5g";
    private static final String ONE_CORE = "-XX:ActiveProcessorCount=1";

    private final Path folder;
    private final Path scratch;
    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Logs(Path folder, Path scratch) {
        this.folder = folder;
        this.scratch = scratch;
    }

    /**
     * Runs.
     *
     * @param arguments the folder for the results; one for the logs, which whoever starts this removes; how many times
     *                  the public log's cohorts are built; then the sizes of simulated logs, in lines
     * @throws IOException          if a file cannot be written
     * @throws InterruptedException if the benchmark is told to stop
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            run(arguments);
        } catch (IllegalStateException e) {
            System.err.println("foresale: error: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(String[] arguments) throws IOException, InterruptedException {
        Logs logs = new Logs(Path.of(arguments[0]), Path.of(arguments[1]));
        Files.createDirectories(logs.folder);
        List<LogResult> results = new ArrayList<>();
        results.add(logs.measure(LogWorker.JOURNEY, arguments[2], ONE_CORE, LogResult.class));
        head("Complete Journey, one core");
        print(results.get(0));
        head("Simulated logs, all cores");
        List<LogResult> parquet = new ArrayList<>();
        for (int i = 3; i < arguments.length; i++) {
            List<LogResult> simulated = logs.simulated(Integer.parseInt(arguments[i]));
            simulated.forEach(Logs::print);
            results.addAll(simulated);
            parquet.add(simulated.get(0));
        }
        LogResult least = parquet.get(0);
        LogResult most = parquet.get(parquet.size() - 1);
        System.out.printf("From %,d to %,d lines (%.0fx), loading Parquet takes %.1fx as long.%n", least.lines(),
                most.lines(), (double) most.lines() / least.lines(), most.load() / least.load());
        Path file = logs.folder.resolve("logs.json");
        logs.json.writeValue(file.toFile(), results);
        System.out.println("\nall figures: " + file);
    }

    /** A log in Parquet and, unless that is too large, in CSV. */
    private List<LogResult> simulated(int lines) throws IOException, InterruptedException {
        Path files = scratch.resolve("simulated-" + lines);
        Path text = scratch.resolve("simulated-" + lines + ".csv");
        try {
            long start = System.nanoTime();
            SimulatedLog.of(1, Math.max(1, lines / LINES_A_USER)).write(files,
                    written -> progress(String.format("  writing: %,d of about %,d lines", written, lines)));
            double write = (System.nanoTime() - start) / 1e9;
            progress(" ".repeat(PROGRESS_WIDTH));
            progress("");
            List<LogResult> results = new ArrayList<>(List.of(all(files).with(LogResult.WRITE, write)));
            if (lines <= MOST_LINES_OF_CSV) {
                start = System.nanoTime();
                writeCsv(files, text);
                write = (System.nanoTime() - start) / 1e9;
                results.add(all(text).with(LogResult.WRITE, write));
            }
            return results;
        } finally {
            delete(files);
            delete(text);
        }
    }

    private static void writeCsv(Path parquet, Path text) {
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.execute("COPY (SELECT * FROM " + DuckDb.parquet(parquet.resolve("*.parquet").toString()) + ") TO "
                    + DuckDb.literal(text.toString()) + " (HEADER)");
        } catch (SQLException e) {
            throw new IllegalStateException("the log cannot be written to " + text + ": " + e.getMessage(), e);
        }
    }

    /** What it takes to load a log, to guess its columns and to have DuckDB sort it, each in a fresh process. */
    private LogResult all(Path log) throws IOException, InterruptedException {
        return measure(log.toString(), "1", HEAP, LogResult.class)
                .with(LogResult.GUESS, measure(log.toString(), LogWorker.GUESS, HEAP, Double.class))
                .with(LogResult.SCAN, measure(log.toString(), LogWorker.SCAN, HEAP, Double.class));
    }

    /** One line that is written over, where somebody looks on. */
    private static void progress(String line) {
        if (System.console() != null) {
            System.out.print("\r" + line);
            System.out.flush();
        }
    }

    private <T> T measure(String log, String task, String option, Class<T> result)
            throws IOException, InterruptedException {
        Path answer = Files.createTempFile(scratch, "measured-", ".json");
        try {
            Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), option,
                    "-cp", System.getProperty("java.class.path"), LogWorker.class.getName(), log,
                    task, answer.toString()).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the process that measures " + log
                        + " failed; what it says stands above");
            }
            return json.readValue(answer.toFile(), result);
        } finally {
            Files.delete(answer);
        }
    }

    private static void head(String title) {
        System.out.printf("%n%s%n%-22s %12s %9s %8s %8s %14s %15s %8s %11s %9s  %s%n", title, "log", "lines",
                "users", "write s", "load s", "s per million", "DuckDB's sort s", "guess s", "guess/load", "peak GiB",
                "cohorts: first build s (median s; samples)");
    }

    private static void print(LogResult result) {
        System.out.printf("%-22s %,12d %,9d %8s %8.1f %14.2f %15s %8s %11s %9s", result.log(), result.lines(),
                result.users(), figure("%.1f", result.figure(LogResult.WRITE)), result.load(), result.loadPerMillion(),
                figure("%.1f", result.figure(LogResult.SCAN)), figure("%.1f", result.figure(LogResult.GUESS)),
                figure("%.2f", result.figure(LogResult.GUESS).map(guess -> guess / result.load())),
                figure("%.1f", result.figure(LogResult.PEAK)));
        for (LogResult.Built built : result.cohorts()) {
            System.out.printf("  %s %.2f (%.2f; %,d)", built.cohort(), built.first(), built.median(), built.samples());
        }
        System.out.println();
    }

    private static String figure(String format, Optional<Double> measured) {
        return measured.map(value -> String.format(format, value)).orElse("–");
    }

    private static void delete(Path files) throws IOException {
        if (Files.exists(files)) {
            try (var all = Files.walk(files)) {
                all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }
}
