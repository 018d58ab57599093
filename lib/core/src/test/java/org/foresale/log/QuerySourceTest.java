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
import java.util.ArrayList;
import java.util.List;
import org.foresale.RandomLogs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class QuerySourceTest {

    private static final ColumnMapping MAPPING = ColumnMapping.ofUser("who").time("when").product("what")
            .classes("a", "b", "c")
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
        return LogSource.query(connection, "SELECT * FROM (VALUES " + rows + ")" + COLUMNS)
                .load(mapping, LogRules.withDefaults());
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
        String typed = """
                (1, DATE '2024-03-01', 'p', 1, 'A', 'B', 'C', 1, 1.0),
                (NULL, DATE '2024-03-01', 'p', 1, 'A', 'B', 'C', 1, 1.0),
                (1, NULL, 'p', 1, 'A', 'B', 'C', 1, 1.0), (1, DATE '2024-03-01', 'p', 1, 'A', 'B', 'C', NULL, 1.0),
                (1, DATE '2024-03-01', 'p', 1, 'A', 'B', 'C', 1, NULL)""";
        PurchaseLog log = log(typed, MAPPING);
        assertThat(log.hasTimeOfDay()).isFalse();
        assertThat(log.quality().findings()).extracting(QualityReport.Finding::reason, QualityReport.Finding::lines,
                QualityReport.Finding::example).containsExactly(
                tuple(QualityReport.Reason.NO_USER, 1L, "row 2, column who: empty"),
                tuple(QualityReport.Reason.UNREADABLE_DATE, 1L, "row 3, column when: empty"),
                tuple(QualityReport.Reason.UNREADABLE_NUMBER, 2L, "row 4, column many: empty"));
    }

    @Test
    void aDateFarOffIsNoDate() {
        PurchaseLog log = log("""
                (1, '2024-03-05', 7, 1, 'A', 'B', 'C', 1, 1),
                (1, '+99999-01-01', 7, 1, 'A', 'B', 'C', 1, 1)""", MAPPING);
        assertThat(log.days()).isEqualTo(1);
        assertThat(log.quality().findings())
                .containsExactly(new QualityReport.Finding(QualityReport.Reason.UNREADABLE_DATE, 1,
                "row 2, column when: \"+99999-01-01\""));
    }

    @Test
    void aColumnThatIsMissingOrThereTwiceIsRefused() {
        String row = "(1, '2024-03-05', 7, 1, 'A', 'B', 'C', 1, 1)";
        assertThatThrownBy(() -> log(row, MAPPING.withValue("price"))).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("query has no column \"price\", which is mapped as the value")
                .hasMessageContaining("who, when, what").hasMessageContaining("ColumnMapping");
        assertThatThrownBy(() -> LogSource.query(connection, "SELECT *, 2 AS who FROM (VALUES " + row + ")" + COLUMNS)
                .load(MAPPING, LogRules.withDefaults())).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("two columns \"who\"").hasMessageContaining("user")
                .hasMessageContaining("in the query");
    }

    @Test
    void whatADatabaseRefusesIsToldInItsWordsAlone() {
        assertThatThrownBy(() -> LogSource.query(connection, "SELECT price FROM (VALUES (1)) AS t(cost)")
                .load(MAPPING, LogRules.withDefaults())).isInstanceOf(ForesaleException.class)
                .hasMessageStartingWith("The database rejects the query: Binder Error: Referenced column \"price\"")
                .hasMessageNotContaining("LINE 1").hasMessageNotContaining("pending query");
    }

    @Test
    void moreRowsThanAreFetchedAtOnceGiveTheLogOfTheirFile(@TempDir Path folder) {
        Table table = RandomLogs.table(7, 2_500);
        assertThat(table.rowCount()).isGreaterThan(1 << 16);
        Path file = folder.resolve("log.csv");
        table.write().csv(file.toFile());
        assertThat(SameLog.lines(LogSource.query(connection, "SELECT * FROM '" + file + "'")
                .load(RandomLogs.MAPPING, RandomLogs.RULES)))
                .isEqualTo(SameLog.lines(LogSource.file(file).load(RandomLogs.MAPPING, RandomLogs.RULES)));
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
        assertThat(LogSource.query(postgreSql(calls), sql).load(MAPPING, LogRules.withDefaults()).lines()).isEqualTo(1);
        assertThat(calls).containsExactly(expected);

        calls.clear();
        assertThatThrownBy(() -> LogSource.query(postgreSql(calls), sql)
                .load(MAPPING.withValue("price"), LogRules.withDefaults())).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("price");
        assertThat(calls).containsExactly(expected);
        calls.clear();
        assertThatThrownBy(() -> LogSource.query(postgreSql(calls), "SELECT * FROM nowhere")
                .load(MAPPING, LogRules.withDefaults())).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("nowhere");
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
        assertThat(LogSource.query(postgreSql(calls), "SELECT * FROM line").load(MAPPING, LogRules.withDefaults())
                .lines()).isEqualTo(1);
        assertThat(calls).containsExactly("setFetchSize 10000", "executeQuery, autocommit false");
        assertThat(connection.getAutoCommit()).isFalse();
        assertThat(LogSource.query(connection, "SELECT * FROM line").load(MAPPING, LogRules.withDefaults()).lines())
                .isEqualTo(1);
    }
}
