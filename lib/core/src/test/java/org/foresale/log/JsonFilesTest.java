package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of JSON objects: what their numbers, lists and escapes are taken for. */
class JsonFilesTest {

    private static final ColumnMapping MAPPING = ColumnMapping.ofUser("who").time("when").product("what")
            .classes("class");
    private static final String GOOD = "{\"who\": \"K\", \"when\": \"2024-01-01\", \"what\": \"p\", \"class\": \"c\"}\n";

    @TempDir
    private Path folder;

    private Path file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("lines.jsonl"), String.join("\n", lines));
    }

    private static String with(String field, String value) {
        return GOOD.replaceFirst("\"" + field + "\": \"[^\"]*\"", "\"" + field + "\": " + value.replace("\\", "\\\\"))
                .strip();
    }

    /** DuckDB reads each file for itself, its numbers as doubles. */
    @Test
    void idsThatAreNumbersAreTheSameHoweverTheyAreWritten() throws IOException, SQLException {
        List<String> lines = new ArrayList<>();
        for (String id : List.of("1000", "1e3", "1E+3", "1000.0", "1.0e3", "0.1E4", "10000e-1", "1.5", "1.50", "15e-1",
                "0", "-0", "0.0", "0e5", "-7", "-7.0", "1.2345678E7", "12345678", "1e-3", "0.001")) {
            lines.add(with("what", id));
        }
        Path file = file(lines.toArray(String[]::new));
        PurchaseLog log = LogSource.file(file).load(MAPPING);
        List<String> ids = log.table().stringColumn("product").unique().asList();
        assertThat(ids).containsExactlyInAnyOrder("1000", "1.5", "0", "-7", "12345678", "0.001");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(DISTINCT what) FROM read_json('" + file
                        + "', columns = {what: 'DOUBLE'})")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(ids.size());
        }
    }

    @Test
    void idsThatAreNumbersKeepTheirDigitsOrAreRefused() throws IOException {
        for (String id : List.of("123456789012345678901234567890", "1234567890123456789", "0.1234567890123456789")) {
            assertThat(LogSource.file(file(with("who", id))).load(MAPPING).userId(0)).isEqualTo(id);
        }
        for (String id : List.of("1.51592e18", "1E18", "1.51592E+11")) {
            Path file = file(with("who", id));
            assertThatThrownBy(() -> LogSource.file(file).load(MAPPING)).isInstanceOf(ForesaleException.class)
                    .hasMessageContaining("Digits are lost");
        }
        Path file = file(with("who", "1e99999999999"));
        assertThatThrownBy(() -> LogSource.file(file).load(MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("line 1, record 1: the field who");
        assertThat(LogSource.file(file(with("who", "1e-999999999"))).load(MAPPING).userId(0)).isEqualTo("1E-999999999");
    }

    @Test
    void listsAndObjectsMatterOnlyWhereTheyAreUsed() throws IOException {
        String more = ", \"tags\": [1, {\"a\": [2]}], \"of\": {\"list\": [3], \"name\": \"n\"}, \"cut\": \"\\ud83d\","
                + " \"big\": 1e99999999999}";
        Path file = file(GOOD.strip(), with("what", "\"q\"").replaceFirst("}$", more.replace("\\", "\\\\")), GOOD);
        PurchaseLog log = LogSource.file(file).load(MAPPING);
        assertThat(log.lines()).isEqualTo(2);
        assertThat(log.quality().read()).isEqualTo(3);
        assertThat(LogSource.file(file).preview().columns()).extracting(LogPreview.Column::name,
                LogPreview.Column::example).contains(tuple("tags", "[…]"),
                tuple("of.name", "n"));
        assertThat(LogSource.file(file).load(MAPPING.withBasket("of.name")).hasBaskets()).isTrue();
        for (ColumnMapping used : List.of(MAPPING.withBasket("tags"), MAPPING.without("tags", "1"),
                MAPPING.withBasket("of"), MAPPING.withBasket("tags.a"), MAPPING.withOnly("of.list", "3"),
                MAPPING.withBasket("cut"))) {
            assertThatThrownBy(() -> LogSource.file(file).load(used)).isInstanceOf(ForesaleException.class)
                    .hasMessageContaining("lines.jsonl, line 2, record 2: the field ");
            assertThatThrownBy(() -> LogSource.file(file).preview(used)).isInstanceOf(ForesaleException.class)
                    .hasMessageContaining("line 2");
        }
    }

    @Test
    void fieldsThatAreManyMatterOnlyWhereTheyAreUsed() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int field = 0; field < 2_000; field++) {
            many.append("\"f").append(field).append("\": 1, ");
        }
        Path file = file("{\"by\": {" + many + "\"last\": 2}, " + GOOD.substring(1));
        assertThat(LogSource.file(file).load(MAPPING.withBasket("by.last")).lines()).isEqualTo(1);
        assertThatThrownBy(() -> LogSource.file(file).preview()).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("more than 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "a\\udc4d", "\\udc4d\\ud83d", "\\ud83d\\ud83d\\udc4d"})
    void halfACharacterIsRefused(String text) throws IOException {
        Path file = file("[" + GOOD.strip() + ", " + with("who", '"' + text + '"') + "]");
        assertThatThrownBy(() -> LogSource.file(file).load(MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("line 1, record 2: the field who contains \\u").hasMessageContaining("half");
        assertThat(LogSource.file(file(with("who", "\"\\ud83d\\udc4d\""))).load(MAPPING).userId(0))
                .isEqualTo("\uD83D\uDC4D");
    }
}
