package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.foresale.RandomLogs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class QuerySourceTest {

    private static final ColumnMapping MAPPING = ColumnMapping.of("who", "when", "what", "a", "b", "c")
            .withBasket("basket").withQuantity("many").withValue("paid");
    private static final String COLUMNS = " AS t(who, \"when\", what, basket, a, b, c, many, paid)";

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private PurchaseLog log(String rows, ColumnMapping mapping) {
        return PurchaseLog.query(connection, "SELECT * FROM (VALUES " + rows + ")" + COLUMNS, mapping,
                LogRules.withDefaults());
    }

    @Test
    void anyTypesGiveTheLogOfTheirTexts() {
        PurchaseLog texts = log("""
                ('95', '2024-03-01 08:15:00', '7', '1', 'A', 'B', 'C', '2', '9.5'),
                ('100', '2024-03-01T18:00:30', '8', '2', 'A', 'B', 'D', '1', '0'),
                ('95', '2024-03-09 00:00:00', '7', '3', 'A', 'E', 'C', '1', '1.25')""", MAPPING);
        PurchaseLog numbers = log("""
                (95, TIMESTAMP '2024-03-01 08:15:00', 7::SMALLINT, 1::BIGINT, 'A', 'B', 'C', 2, 9.5::DECIMAL(5, 2)),
                (100, TIMESTAMP '2024-03-01 18:00:30', 8::SMALLINT, 2::BIGINT, 'A', 'B', 'D', 1, 0),
                (95, TIMESTAMP '2024-03-09 00:00:00', 7::SMALLINT, 3::BIGINT, 'A', 'E', 'C', 1, 1.25)""", MAPPING);
        assertThat(SameLog.lines(numbers)).isEqualTo(SameLog.lines(texts)).hasSize(3);
        assertThat(numbers.userId(0)).isEqualTo("95");
        assertThat(numbers.hasTimeOfDay()).isTrue();
        assertThat(numbers.name()).isEqualTo("query");
    }

    @Test
    void faultsAreCountedWhateverTheTypes() {
        String texts = """
                ('ann', '2024-03-01', 'p', '1', 'A', 'B', 'C', '1', '1'),
                (NULL, '2024-03-01', 'p', '1', 'A', 'B', 'C', '1', '1'),
                ('ann', '2024-03-01', ' ', '1', 'A', 'B', 'C', '1', '1'),
                ('ann', '2024-02-30', 'p', '1', 'A', 'B', 'C', '1', '1'),
                ('ann', ' ', 'p', '1', 'A', 'B', 'C', '1', '1'),
                ('ann', '2024-03-01', 'p', '1', 'A', 'B', 'C', 'one', '1'),
                ('ann', '2024-03-01', 'p', '1', 'A', 'B', 'C', '0', '1'),
                ('ann', '2024-03-01', 'p', '1', 'A', 'B', 'C', '1', '-1'),
                ('ann', '2024-03-01', 'p', '1', 'A', NULL, 'C', '1', '1'),
                ('ann', '2024-03-01', 'p', '1', 'A', 'B', 'C', '1', '1')""";
        assertThat(log(texts, MAPPING).quality().findings()).extracting(QualityReport.Finding::reason,
                QualityReport.Finding::lines, QualityReport.Finding::example).containsExactly(
                tuple(Reason.NO_USER, 1L, "row 2, column who: empty"),
                tuple(Reason.NO_PRODUCT, 1L, "row 3, column what: empty"),
                tuple(Reason.UNREADABLE_DATE, 2L, "row 4, column when: \"2024-02-30\""),
                tuple(Reason.UNREADABLE_NUMBER, 1L, "row 6, column many: \"one\""),
                tuple(Reason.QUANTITY_NOT_POSITIVE, 1L, "row 7, column many: \"0.0\""),
                tuple(Reason.NEGATIVE_VALUE, 1L, "row 8, column paid: \"-1.0\""),
                tuple(Reason.NO_CLASS, 1L, "row 9, column a, b, c: empty"),
                tuple(Reason.DUPLICATE, 1L, "row 10"));
        String typed = """
                (1, DATE '2024-03-01', 'p', 1, 'A', 'B', 'C', 1, 1.0),
                (NULL, DATE '2024-03-01', 'p', 1, 'A', 'B', 'C', 1, 1.0),
                (1, NULL, 'p', 1, 'A', 'B', 'C', 1, 1.0),
                (1, DATE '2024-03-01', 'p', 1, 'A', 'B', 'C', NULL, 1.0),
                (1, DATE '2024-03-01', 'p', 1, 'A', 'B', 'C', 1, NULL)""";
        PurchaseLog log = log(typed, MAPPING);
        assertThat(log.hasTimeOfDay()).isFalse();
        assertThat(log.quality().findings()).extracting(QualityReport.Finding::reason, QualityReport.Finding::lines,
                QualityReport.Finding::example).containsExactly(
                tuple(Reason.NO_USER, 1L, "row 2, column who: empty"),
                tuple(Reason.UNREADABLE_DATE, 1L, "row 3, column when: empty"),
                tuple(Reason.UNREADABLE_NUMBER, 2L, "row 4, column many: empty"));
    }

    @Test
    void instantsAreTakenToTheZone() {
        String row = "(1, TIMESTAMPTZ '2024-03-05 02:30:00+00', 7, 1, 'A', 'B', 'C', 1, 1)";
        PurchaseLog local = log(row, MAPPING.withZone(ZoneId.of("America/New_York")));
        assertThat(local.date(local.history(0).day(0))).isEqualTo("2024-03-04");
        assertThat(local.history(0).second(0)).isEqualTo((21 * 60 + 30) * 60);
        assertThat(log(row, MAPPING).history(0).second(0)).isEqualTo((2 * 60 + 30) * 60);
    }

    @Test
    void aDateFarOffIsNoDate() {
        PurchaseLog log = log("""
                (1, '2024-03-05', 7, 1, 'A', 'B', 'C', 1, 1),
                (1, '+99999-01-01', 7, 1, 'A', 'B', 'C', 1, 1)""", MAPPING);
        assertThat(log.days()).isEqualTo(1);
        assertThat(log.quality().findings()).containsExactly(new QualityReport.Finding(Reason.UNREADABLE_DATE, 1,
                "row 2, column when: \"+99999-01-01\""));
    }

    @Test
    void aColumnThatIsMissingOrThereTwiceIsRefused() {
        String row = "(1, '2024-03-05', 7, 1, 'A', 'B', 'C', 1, 1)";
        assertThatThrownBy(() -> log(row, MAPPING.withValue("price"))).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("query has no column \"price\", which is mapped as the value")
                .hasMessageContaining("who, when, what").hasMessageContaining("ColumnMapping");
        assertThatThrownBy(() -> PurchaseLog.query(connection, "SELECT *, 2 AS who FROM (VALUES " + row + ")" + COLUMNS,
                MAPPING, LogRules.withDefaults())).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("two columns \"who\"").hasMessageContaining("user")
                .hasMessageContaining("in the query");
    }

    @Test
    void aQueryOfNoRowsIsRefused() {
        assertThatThrownBy(() -> PurchaseLog.query(connection, "SELECT * FROM (VALUES (1, '2024-03-05', 7, 1, 'A', 'B',"
                + " 'C', 1, 1))" + COLUMNS + " WHERE who = 2", MAPPING, LogRules.withDefaults()))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("no line is left of 0 read");
    }

    @Test
    void moreRowsThanAreFetchedAtOnceGiveTheLogOfTheirFile(@TempDir Path folder) {
        Table table = RandomLogs.table(7, 2_500);
        assertThat(table.rowCount()).isGreaterThan(1 << 16);
        Path file = folder.resolve("log.csv");
        table.write().csv(file.toFile());
        assertThat(SameLog.lines(PurchaseLog.query(connection, "SELECT * FROM '" + file + "'", RandomLogs.MAPPING,
                RandomLogs.RULES))).isEqualTo(SameLog.lines(PurchaseLog.read(file, RandomLogs.MAPPING,
                RandomLogs.RULES)));
    }

    /** A connection that says it is PostgreSQL's, and what was asked of it. */
    private Connection postgreSql(List<String> calls) {
        return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "getMetaData":
                            return Proxy.newProxyInstance(getClass().getClassLoader(),
                                    new Class<?>[] {DatabaseMetaData.class}, (p, m, a) -> "PostgreSQL");
                        case "setReadOnly":
                            calls.add("setReadOnly " + arguments[0]);
                            return null;
                        case "isReadOnly":
                            return false;
                        case "createStatement":
                            return statement(calls);
                        default:
                            if (method.getName().equals("setAutoCommit")) {
                                calls.add("setAutoCommit " + arguments[0]);
                            } else if (method.getName().equals("rollback")) {
                                calls.add("rollback");
                            }
                            return call(() -> method.invoke(connection, arguments));
                    }
                });
    }

    private Statement statement(List<String> calls) throws SQLException {
        Statement real = connection.createStatement();
        return (Statement) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Statement.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("setFetchSize")) {
                        calls.add("setFetchSize " + arguments[0]);
                    } else if (method.getName().equals("executeQuery")) {
                        calls.add("executeQuery, autocommit " + connection.getAutoCommit());
                    }
                    return call(() -> method.invoke(real, arguments));
                });
    }

    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    private static Object call(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void postgreSqlIsReadThroughACursorAndItsConnectionIsGivenBackAsItWas() throws SQLException {
        List<String> calls = new ArrayList<>();
        String sql = "SELECT * FROM (VALUES (1, DATE '2024-03-05', 7, 1, 'A', 'B', 'C', 1, 1))" + COLUMNS;
        String[] expected = {"setReadOnly true", "setAutoCommit false", "setFetchSize 10000",
            "executeQuery, autocommit false", "rollback", "setAutoCommit true", "setReadOnly false"};
        assertThat(PurchaseLog.query(postgreSql(calls), sql, MAPPING, LogRules.withDefaults()).lines()).isEqualTo(1);
        assertThat(calls).containsExactly(expected);

        calls.clear();
        assertThatThrownBy(() -> PurchaseLog.query(postgreSql(calls), sql, MAPPING.withValue("price"),
                LogRules.withDefaults())).isInstanceOf(ForesaleException.class).hasMessageContaining("price");
        assertThat(calls).containsExactly(expected);
        calls.clear();
        assertThatThrownBy(() -> PurchaseLog.query(postgreSql(calls), "SELECT * FROM nowhere", MAPPING,
                LogRules.withDefaults())).isInstanceOf(ForesaleException.class).hasMessageContaining("nowhere");
        assertThat(calls).containsExactly(expected);
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @Test
    void aTransactionThatIsUnderWayIsLeftAlone() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE line AS SELECT * FROM (VALUES (1, DATE '2024-03-05', 7, 1, 'A', 'B', 'C',"
                    + " 1, 1))" + COLUMNS);
        }
        List<String> calls = new ArrayList<>();
        assertThat(PurchaseLog.query(postgreSql(calls), "SELECT * FROM line", MAPPING, LogRules.withDefaults())
                .lines()).isEqualTo(1);
        assertThat(calls).containsExactly("setFetchSize 10000", "executeQuery, autocommit false");
        assertThat(connection.getAutoCommit()).isFalse();
        assertThat(PurchaseLog.query(connection, "SELECT * FROM line", MAPPING, LogRules.withDefaults()).lines())
                .isEqualTo(1);
    }
}
