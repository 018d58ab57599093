package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A query of a log reads, and does nothing else. */
class ReadingStatementTest {

    private static final ColumnMapping MAPPING =
            ColumnMapping.ofUser("who").time("when").product("what").classes("a", "b", "c");
    private static final String ROW =
            "SELECT 'ann' AS who, DATE '2024-03-01' AS \"when\", 'p' AS what, 'A' AS a, 'B' AS b, 'C' AS c";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1", " select 1 ; ", "WITH t AS (SELECT 1) SELECT * FROM t", "(SELECT 1)", "FROM t",
        "VALUES (1)", "TABLE t", "-- note; more\nSELECT 1", "/* a; b */ SELECT ';' AS \"x;y\"", "SELECT $$a;b$$",
        "SELECT 'it''s; INTO' AS \"INTO\"", "SELECT updated_at, into_shop FROM t"})
    void whatReadsIsAsked(String sql) {
        assertThatCode(() -> ReadingStatement.require(sql)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"COPY t TO 'x.csv'", "SELECT 1; COPY t TO 'x.csv'", "EXPORT DATABASE 'x'", "DROP TABLE t",
        "INSTALL httpfs", "LOAD 'x'", "ATTACH 'x'", "PRAGMA version", "SET x = 1", "SELECT * INTO t FROM s",
        "WITH t AS (SELECT 1) INSERT INTO s SELECT * FROM t", "WITH t AS (DELETE FROM s RETURNING *) SELECT * FROM t",
        "WITH t AS (UPDATE s SET x = 1 RETURNING *) SELECT * FROM t", "-- SELECT\nDROP TABLE t", "CALL f()", ";",
        "'SELECT' DROP TABLE t"})
    void whatDoesMoreIsRefused(String sql) {
        assertThatThrownBy(() -> ReadingStatement.require(sql)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("The query");
    }

    private Path database(String table) throws SQLException {
        Path file = folder.resolve("shop.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TABLE " + table + " AS " + ROW);
        }
        return file;
    }

    @Test
    void aQueryWritesNothing() throws SQLException {
        String address = "jdbc:duckdb:" + database("line");
        Path stolen = folder.resolve("stolen.csv");
        for (String sql : List.of("COPY line TO '" + stolen + "'", ROW + "; COPY line TO '" + stolen + "'",
                "EXPORT DATABASE '" + stolen + "'", "INSTALL httpfs")) {
            assertThatThrownBy(() -> LogSource.query(address, sql).load(MAPPING)).as(sql)
                    .isInstanceOf(ForesaleException.class).hasMessageContaining("The query");
        }
        assertThat(Files.exists(stolen)).isFalse();
        assertThat(LogSource.query(address, ROW + ";").load(MAPPING).lines()).isEqualTo(1);
    }

    @Test
    void anAddressOpensForReadingOnly() throws SQLException {
        Path file = database("line");
        for (String setting : List.of(";duckdb.read_only=false", ";access_mode=READ_WRITE", ";DUCKDB.READ_ONLY=0")) {
            assertThatThrownBy(() -> LogSource.query("jdbc:duckdb:" + file + setting, "line").load(MAPPING))
                    .as(setting).isInstanceOf(ForesaleException.class).hasMessageContaining("read-only");
        }
    }

    @Test
    void namesOfTablesAreThoseOfAnyLanguage() throws SQLException {
        for (List<String> table : List.of(List.of("k\u00e4ufe", "k\u00e4ufe"), List.of("\u8ba2\u5355", "\u8ba2\u5355"),
                List.of("\"t\"\"q\"", "t\"q"), List.of("main.\"my lines\"", "main.my lines"))) {
            LogSource source = LogSource.query("jdbc:duckdb:" + database(table.get(0)), table.get(0));
            assertThat(source.load(MAPPING).lines()).isEqualTo(1);
            assertThat(source.name()).isEqualTo(table.get(1));
        }
    }

    @Test
    void aMessageDoesNotShowTheQuery() throws SQLException {
        String address = "jdbc:duckdb:" + database("line");
        assertThatThrownBy(() -> LogSource.query(address, "SELECT 'secret' AS who FROM nowhere").load(MAPPING))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("nowhere")
                .hasMessageNotContainingAny("secret", "LINE 1");
        try (Connection open = DriverManager.getConnection(address)) {
            assertThatThrownBy(() -> LogSource.query(open, "SELECT 'secret' AS who FROM nowhere").load(MAPPING))
                    .isInstanceOf(ForesaleException.class).hasMessageNotContainingAny("secret", "LINE 1").hasNoCause();
        }
    }

    @Test
    void anAddressInQuotationMarksIsAnAddressAndNoPasswordIsShown() {
        Path otherwise = Path.of("other.csv");
        for (String written : List.of("\"jdbc:postgresql://ann:secret@localhost/shop\"",
                " 'jdbc:postgresql://ann:secret@localhost/shop' ")) {
            assertThat(SourceVariables.source(Map.of("FORESALE_LOG", written, "FORESALE_LOG_QUERY", "line"),
                    otherwise)).asString().contains("jdbc:postgresql").doesNotContain("secret");
        }
        assertThatThrownBy(() -> SourceVariables.source(Map.of("FORESALE_LOG",
                "url=jdbc:postgresql://ann:secret@localhost/shop"), otherwise)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("does not begin").hasMessageNotContaining("secret");
    }
}
