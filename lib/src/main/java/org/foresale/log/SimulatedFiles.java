package org.foresale.log;

import java.io.IOException;
import java.nio.file.Path;
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

    static long write(SimulatedLog simulated, Path folder, LongConsumer progress) {
        return NewFolder.make(folder, files -> {
            try (DuckDb duckDb = DuckDb.open()) {
                return new SimulatedFiles(simulated, duckDb).parts(files, progress);
            } catch (SQLException e) {
                throw new IOException(e.getMessage(), e);
            }
        });
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
}
