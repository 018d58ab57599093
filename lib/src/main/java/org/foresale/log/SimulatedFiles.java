package org.foresale.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Writes a simulated log as Parquet files of a bounded size. */
final class SimulatedFiles {

    private static final int LINES_A_PART = 2_000_000;

    private final SimulatedLog simulated;
    private final SimulatedShop shop;
    private final DuckDb duckDb;
    private int nextUser;
    private long lines;

    private SimulatedFiles(SimulatedLog simulated, DuckDb duckDb) {
        this.simulated = simulated;
        this.shop = SimulatedShop.of(simulated.seed());
        this.duckDb = duckDb;
    }

    /** Writes into a folder beside the wanted one, which gets its name when all is there. */
    static long write(SimulatedLog simulated, Path folder, LongConsumer progress) {
        if (Files.exists(folder)) {
            throw new LogException("The folder " + folder + " is there already. Delete it, or name another one.");
        }
        try (DuckDb duckDb = DuckDb.open()) {
            Path whole = folder.toAbsolutePath();
            Files.createDirectories(whole.getParent());
            Path partial = Files.createTempDirectory(whole.getParent(), "." + whole.getFileName() + "-");
            try {
                long lines = new SimulatedFiles(simulated, duckDb).parts(partial, progress);
                Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
                return lines;
            } finally {
                deleteLeft(partial);
            }
        } catch (IOException | SQLException e) {
            throw new LogException("The folder " + folder + " cannot be written: " + e.getMessage()
                    + ". Is the disk full, or the folder above it read-only?", e);
        }
    }

    private long parts(Path folder, LongConsumer progress) throws SQLException {
        duckDb.execute("CREATE TEMP TABLE catalogue (product INTEGER, department VARCHAR, category VARCHAR,"
                + " type VARCHAR)");
        duckDb.execute("CREATE TEMP TABLE bought (\"user\" INTEGER, day INTEGER, product INTEGER, quantity INTEGER,"
                + " value DOUBLE)");
        catalogue();
        for (int part = 0; nextUser < simulated.users(); part++) {
            part();
            Path file = folder.resolve(String.format(Locale.ROOT, "part-%05d.parquet", part));
            duckDb.execute("COPY (SELECT \"user\", DATE " + DuckDb.literal(SimulatedLog.FIRST_DAY.toString())
                    + " + day AS date, product, department, category, type, quantity, value FROM bought"
                    + " JOIN catalogue USING (product)) TO " + DuckDb.literal(file.toString()) + " (FORMAT parquet)");
            duckDb.execute("TRUNCATE bought");
            progress.accept(lines);
        }
        return lines;
    }

    private void catalogue() throws SQLException {
        try (DuckDBAppender appender = appender("catalogue")) {
            for (int product = 0; product < shop.products(); product++) {
                ClassPath path = shop.path(product);
                appender.beginRow().append(product).append(path.first()).append(path.second()).append(path.third())
                        .endRow();
            }
        }
    }

    /** Appends users until there are lines enough. */
    private void part() throws SQLException {
        long full = lines + LINES_A_PART;
        try (DuckDBAppender appender = appender("bought")) {
            while (lines < full && nextUser < simulated.users()) {
                int user = nextUser++;
                new SimulatedUser(simulated, shop, user).shop((day, product, quantity, value) -> {
                    try {
                        appender.beginRow().append(user).append(day).append(product).append(quantity).append(value)
                                .endRow();
                    } catch (SQLException e) {
                        throw new LogException("DuckDB takes no line: " + e.getMessage(), e);
                    }
                    lines++;
                });
            }
        }
    }

    private DuckDBAppender appender(String table) throws SQLException {
        return duckDb.connection().createAppender("temp", DuckDBConnection.DEFAULT_SCHEMA, table);
    }

    /** A folder that got its name is no longer there to delete. */
    private static void deleteLeft(Path partial) throws IOException {
        if (Files.isDirectory(partial)) {
            try (var parts = Files.list(partial)) {
                for (Path part : parts.toList()) {
                    Files.delete(part);
                }
            }
            Files.delete(partial);
        }
    }
}
