package org.foresale.data;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.foresale.log.ClassPath;
import org.foresale.log.ForesaleException;
import org.foresale.log.internal.DuckDb;
import org.foresale.log.internal.NewFolder;

/**
 * Writes a simulated log as Parquet files of a bounded size, each with users of its own: several at a time, and the
 * same files on any number of cores.
 */
final class SimulatedFiles {

    /** About how many lines there are in a part: those of one part a thread are in memory at once. */
    private static final long LINES_A_PART = 1_000_000;

    private final SimulatedLog simulated;
    private final SimulatedShop shop;
    private final Path folder;
    private final int usersAPart;

    private SimulatedFiles(SimulatedLog simulated, Path folder) {
        this.simulated = simulated;
        this.shop = SimulatedShop.of(simulated.seed());
        this.folder = folder;
        this.usersAPart = (int) Math.max(1, LINES_A_PART / (SimulatedUser.LINES_A_DAY * simulated.days()));
    }

    static long write(SimulatedLog simulated, Path folder, LongConsumer progress) {
        return NewFolder.make(folder, files -> new SimulatedFiles(simulated, files).parts(progress));
    }

    /** The parts in their order, one waiting or under way for each thread and none further. */
    private long parts(LongConsumer progress) throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        int parts = (int) Math.ceil((double) simulated.users() / usersAPart);
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "simulation");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Queue<Future<Long>> begun = new ArrayDeque<>();
            long lines = 0;
            for (int part = 0; part < parts || !begun.isEmpty(); part++) {
                if (part < parts) {
                    int number = part;
                    begun.add(pool.submit(() -> part(number)));
                }
                if (begun.size() > threads || part >= parts) {
                    lines += begun.remove().get();
                    progress.accept(lines);
                }
            }
            return lines;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the writing of " + simulated.users() + " users was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw new IOException(cause.getMessage(), cause);
            }
            throw e.getCause() instanceof RuntimeException cause ? cause
                    : new IllegalStateException("a part of the simulation failed", e.getCause());
        } finally {
            stop(pool);
        }
    }

    /** Returns when no thread writes any longer, so that the folder can be deleted. */
    private static void stop(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = false;
        for (boolean over = false; !over; ) {
            try {
                over = pool.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes one part in a database of its own, and counts its lines. */
    private long part(int part) throws SQLException {
        try (DuckDb duckDb = DuckDb.open()) {
            // The parts are what runs side by side.
            duckDb.execute("SET threads = 1");
            catalogue(duckDb);
            duckDb.execute("CREATE TEMP TABLE bought (\"user\" INTEGER, day INTEGER, product INTEGER,"
                    + " quantity INTEGER)");
            long lines = bought(duckDb, part);
            Path file = folder.resolve(String.format(Locale.ROOT, "part-%05d.parquet", part));
            duckDb.execute("COPY (SELECT \"user\", DATE " + DuckDb.literal(SimulatedLog.FIRST_DAY.toString())
                    + " + day AS date, product, department, category, type, quantity, quantity * price AS value"
                    + " FROM bought JOIN catalogue USING (product)) TO " + DuckDb.literal(file.toString())
                    + " (FORMAT parquet)");
            return lines;
        }
    }

    /** The classes of the products, as enumerations: they are written far faster than texts. */
    private void catalogue(DuckDb duckDb) throws SQLException {
        duckDb.execute("CREATE TEMP TABLE texts (product INTEGER, department VARCHAR, category VARCHAR, type VARCHAR,"
                + " price DOUBLE)");
        try (DuckDBAppender appender = appender(duckDb, "texts")) {
            for (int product = 0; product < shop.products(); product++) {
                ClassPath path = shop.path(product);
                appender.beginRow().append(product).append(path.first()).append(path.second()).append(path.third())
                        .append(shop.price()[product]).endRow();
            }
        }
        for (String level : SimulatedLog.MAPPING.classes()) {
            duckDb.execute("CREATE TYPE " + level + "_name AS ENUM (SELECT DISTINCT " + level
                    + " FROM texts ORDER BY 1)");
        }
        duckDb.execute("CREATE TEMP TABLE catalogue AS SELECT product, department::department_name AS department,"
                + " category::category_name AS category, type::type_name AS type, price FROM texts");
    }

    private long bought(DuckDb duckDb, int part) throws SQLException {
        long[] lines = new long[1];
        try (DuckDBAppender appender = appender(duckDb, "bought")) {
            int from = part * usersAPart;
            int to = (int) Math.min(simulated.users(), (long) from + usersAPart);
            // A thread is interrupted only where its part is no longer wanted.
            for (int user = from; user < to && !Thread.currentThread().isInterrupted(); user++) {
                int code = user;
                new SimulatedUser(simulated, shop, user).shop((day, product, quantity, value) -> {
                    try {
                        appender.beginRow().append(code).append(day).append(product).append(quantity).endRow();
                    } catch (SQLException e) {
                        throw new ForesaleException("DuckDB takes no line: " + e.getMessage(), e);
                    }
                    lines[0]++;
                });
            }
        }
        return lines[0];
    }

    private static DuckDBAppender appender(DuckDb duckDb, String table) throws SQLException {
        return duckDb.connection().createAppender("temp", DuckDBConnection.DEFAULT_SCHEMA, table);
    }
}
