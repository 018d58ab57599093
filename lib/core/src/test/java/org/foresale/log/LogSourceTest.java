package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** The same lines in a file, a database and a table are looked at and loaded in the same way. */
class LogSourceTest {

    private static final String LINES = """
            note,customer_id,ordered at,SKU,department,category,sub-category,pieces,paid
            ,ann,2024-03-01 08:00:00,p,A,B,C,1,9.90
            ,,2024-03-01 08:00:00,p,A,B,C,1,9.90
            <b>x</b>,bob,2024-03-02 08:00:00,q,A,B,D,one,9.90
            y,bob,2024-03-03 08:00:00,q,A,B,D,2,3.10
            """;
    private static final ColumnMapping MAPPING = ColumnMapping.ofUser("customer_id").time("ordered at").product("SKU")
            .classes("department", "category", "sub-category").withQuantity("pieces").withValue("paid");

    @TempDir
    Path folder;
    private Path csv;
    private Path database;

    @BeforeEach
    void sources() throws IOException, SQLException {
        csv = Files.writeString(folder.resolve("lines.csv"), LINES);
        database = folder.resolve("shop.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE lines AS SELECT * FROM read_csv('" + csv + "', all_varchar = true)");
            statement.execute("CREATE SCHEMA \"the shop\"");
            statement.execute("CREATE VIEW \"the shop\".late AS SELECT * FROM lines");
        }
    }

    private List<LogSource> all() {
        Table table = Table.read().usingOptions(CsvReadOptions.builder(csv.toFile())
                .columnTypes(name -> ColumnType.STRING).tableName("lines"));
        return List.of(LogSource.file(csv), LogSource.query("jdbc:duckdb:" + database, "lines"),
                LogSource.query("jdbc:duckdb:" + database, "\"the shop\".late"),
                LogSource.query("jdbc:duckdb:" + database, "SELECT * FROM lines WHERE paid <> '?'"),
                LogSource.table(table));
    }

    @Test
    void whereverItLiesALogIsPreviewedAndLoadedInTheSameWay() {
        PurchaseLog expected = LogSource.file(csv).load(MAPPING, LogRules.withDefaults());
        assertThat(expected.lines()).isEqualTo(2);
        for (LogSource source : all()) {
            LogPreview preview = source.preview();
            assertThat(preview.columns()).as(source.toString()).extracting(LogPreview.Column::name,
                    LogPreview.Column::example, LogPreview.Column::empty, LogPreview.Column::distinct).containsExactly(
                    tuple("note", "<b>x</b>", 2, 2), tuple("customer_id", "ann", 1, 2),
                    tuple("ordered at", "2024-03-01 08:00:00", 0, 3), tuple("SKU", "p", 0, 2),
                    tuple("department", "A", 0, 1), tuple("category", "B", 0, 1), tuple("sub-category", "C", 0, 2),
                    tuple("pieces", "1", 0, 3), tuple("paid", "9.90", 0, 2));
            assertThat(preview.lines()).isEqualTo(4);
            assertThat(preview.quality()).isEmpty();
            assertThat(source.guess().mapping()).as(source.toString()).isEqualTo(MAPPING);
            QualityReport first = source.preview(MAPPING).quality().orElseThrow();
            assertThat(first.findings()).containsExactly(
                    new QualityReport.Finding(QualityReport.Reason.NO_USER, 1, "row 2, column customer_id: empty"),
                    new QualityReport.Finding(QualityReport.Reason.UNREADABLE_NUMBER, 1,
                    "row 3, column pieces: \"one\""));
            assertThat(source.preview(MAPPING).check()).isEqualTo(first);
            PurchaseLog log = source.load(MAPPING);
            assertThat(SameLog.lines(log)).isEqualTo(SameLog.lines(expected));
            assertThat(log.quality().findings()).isEqualTo(first.findings());
            assertThat(log.name()).isEqualTo(source.name());
        }
        assertThat(all()).extracting(LogSource::name).containsExactly("lines.csv", "lines", "the shop.late", "query",
                "lines");
    }

    @Test
    void aPreviewShowsTheRolesAndWhatIsMissing() {
        LogPreview preview = LogSource.file(csv)
                .preview(ColumnMapping.ofUser("customer").time("ordered at").product("SKU")
                .classes("department", "category", "category"));
        assertThat(preview.missing()).containsExactly("customer");
        assertThat(preview.quality()).isEmpty();
        assertThatThrownBy(preview::check).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("lines.csv has no column \"customer\", which is mapped as the user")
                .hasMessageContaining("customer_id");
        assertThatThrownBy(() -> LogSource.file(csv).preview().check()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lines.csv");
        Table table = preview.table();
        assertThat(table.name()).isEqualTo("lines.csv: the first 4 lines (text in UTF-8, cells separated by ,)");
        assertThat(table.stringColumn("column").asList()).containsExactly("customer", "ordered at", "SKU",
                "department", "category", "note", "customer_id", "sub-category", "pieces", "paid");
        assertThat(table.stringColumn("mapped as").asList()).containsExactly("user", "time", "product",
                "first-level class", "second-level class, third-level class", "", "", "", "", "");
        assertThat(table.stringColumn("type").asList()).startsWith("MISSING", "text");
        assertThat(table.doubleColumn("empty %").getDouble(5)).isEqualTo(50);
        assertThat(table.column("empty %").isMissing(0)).isTrue();
        assertThat(LogSource.file(csv).preview().table().columnNames()).doesNotContain("mapped as");
    }

    @Test
    void aPreviewLooksAtTheFirstLinesOnlyAndKeepsNoLongText() throws IOException {
        StringBuilder text = new StringBuilder("who,when,what,a,b,c\n");
        text.append("w\u001b").append("x".repeat(5_000)).append(",2024-01-01,p,A,B,C\n");
        text.append("ann,2024-01-01,p,A,B,C\n".repeat(998)).append(",2024-01-01,p,A,B,C\n");
        text.append("late,2024-01-01,q,A,B,C\n".repeat(10));
        Path file = Files.writeString(folder.resolve("long.csv"), text);
        ColumnMapping mapping = ColumnMapping.ofUser("who").time("when").product("what").classes("a", "b", "c");
        for (LogSource source : List.of(LogSource.file(file),
                LogSource.query("jdbc:duckdb:", "SELECT * FROM read_csv('" + file + "', all_varchar = true)"))) {
            LogPreview preview = source.preview(mapping);
            assertThat(preview.lines()).isEqualTo(1_000);
            assertThat(preview.columns().get(0).example()).hasSizeLessThan(70).doesNotContain("\u001b");
            assertThat(preview.columns().get(0).distinct()).isEqualTo(2);
            assertThat(preview.columns().get(0).empty()).isEqualTo(1);
            assertThat(preview.quality().orElseThrow().read()).isEqualTo(1_000);
            assertThat(preview.quality().orElseThrow().kept()).isEqualTo(999);
        }
    }

    @Test
    void typesAreThoseOfTheSource() {
        LogPreview preview = LogSource.query("jdbc:duckdb:",
                "SELECT 1 AS who, DATE '2024-01-01' AS day, 'x' AS text, NULL::BIGINT AS nothing").preview();
        assertThat(preview.columns()).extracting(LogPreview.Column::type, LogPreview.Column::example)
                .containsExactly(tuple("integer", "1"), tuple("date", "2024-01-01"), tuple("text", "x"),
                        tuple("bigint", ""));
    }

    @Test
    void anEmptySourceHasAPreview() throws IOException {
        Path file = Files.writeString(folder.resolve("empty.csv"), "who,when\n");
        LogPreview preview = LogSource.file(file).preview();
        assertThat(preview.lines()).isZero();
        assertThat(preview.table().doubleColumn("empty %").asList()).containsExactly(0.0, 0.0);
    }

    private LogSource oneLine(List<String> columns, String time) {
        Table table = Table.create("named");
        columns.forEach(column -> table.addColumns(StringColumn.create(column, column.equals(time) ? "2024-03-01"
                : List.of("qty", "price", "amount", "quantity", "sales_value").contains(column) ? "2" : "x")));
        return LogSource.table(table);
    }

    @ParameterizedTest
    @CsvSource({"customer_id,date,sku", "CustomerID,Order Date,Product ID", "household_id,transaction_timestamp,upc",
        "user,timestamp,item"})
    void commonNamesAreGuessed(String user, String time, String product) {
        List<String> columns = List.of("row", product, "Sub-Category", "price", user, "dept", "Category", time, "qty",
                "Order ID", "customer_name");
        assertThat(oneLine(columns, time).guess().mapping())
                .isEqualTo(ColumnMapping.ofUser(user).time(time).product(product)
                .classes("dept", "Category", "Sub-Category").withQuantity("qty").withValue("price")
                .withBasket("Order ID"));
        assertThat(oneLine(columns.stream().filter(name -> !name.equals("price")).toList(), time).guess().mapping()
                .value()).isEmpty();
    }

    @Test
    void theColumnsOfCompleteJourneyAreGuessed() {
        assertThat(oneLine(List.of("household_id", "store_id", "basket_id", "product_id", "quantity",
                "sales_value", "retail_disc", "week", "transaction_timestamp", "department", "product_category",
                "product_type"), "transaction_timestamp").guess().mapping())
                .isEqualTo(ColumnMapping.ofUser("household_id").time("transaction_timestamp")
                .product("product_id").classes("department", "product_category", "product_type")
                .withBasket("basket_id").withQuantity("quantity")
                .withValue("sales_value"));
    }

    @Test
    void aGuessAsksWhereNamesLeaveAChoice() {
        MappingGuess guess = oneLine(List.of("user", "date", "timestamp", "sku", "department", "category", "price",
                "amount"), "timestamp").guess();
        assertThat(guess.questions()).singleElement().asString().contains("Which column is the value: price",
                "or amount", "omit withValue");
        assertThatThrownBy(guess::mapping).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("user: user (the name fits; 1 different in 1 lines")
                .hasMessageContaining("value: ? (2 columns have a fitting name")
                .hasMessageContaining("Which column is the value").hasMessageContaining("Fill in each \"…\"")
                .hasMessageContaining(guess.toString());
        assertThat(guess.toString()).contains(".classes(\"department\", \"category\", \"category\")",
                ".withValue(\"…\")");
        assertThatThrownBy(() -> LogSource.table(Table.create("empty", StringColumn.create("x"))).guess().mapping())
                .isInstanceOf(ForesaleException.class).hasMessageContaining("the columns of empty")
                .hasMessageContaining("empty has no line, so the contents of its columns are unknown.")
                .hasMessageContaining("ColumnMapping.ofUser(\"…\").time(\"…\").product(\"…\")\n"
                + "    .classes(\"…\", \"…\", \"…\")");
        assertThat(oneLine(List.of("user_id", "userId"), "").guess().questions()).first().asString()
                .contains("Which column is the user: user_id", "or userId");
    }

    @Test
    void aColumnOfNullsIsNoUser() {
        LogSource source = LogSource.query("jdbc:duckdb:" + database, "SELECT * REPLACE (NULL AS customer_id)"
                + " FROM lines");
        assertThat(source.preview(MAPPING).quality().orElseThrow().kept()).isZero();
        assertThatThrownBy(() -> source.preview(MAPPING).check()).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("none of the first 4 lines").hasMessageContaining("4 left out: no user (row 1,"
                + " column customer_id: empty).").hasMessageContaining("Check the column mapping");
        assertThatThrownBy(() -> source.load(MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("no line is left of 4 read").hasMessageContaining("no user")
                .hasMessageContaining("column customer_id").hasMessageContaining("Check the column mapping");
    }

    @Test
    void theEnvironmentNamesTheSource() {
        Path shop = folder.resolve("shop.csv");
        assertThat(SourceVariables.source(Map.of(), shop)).isEqualTo(LogSource.file(shop));
        assertThat(SourceVariables.source(Map.of("FORESALE_LOG", " "), shop)).isEqualTo(LogSource.file(shop));
        assertThat(SourceVariables.source(Map.of("FORESALE_LOG", csv.toString()), shop))
                .isEqualTo(LogSource.file(csv));
        ColumnMapping mapping = MAPPING.withLayout(FileLayout.guessed().withEncoding("GBK"));
        mapping.write(folder.resolve("mapping.json"));
        Map<String, String> both = Map.of("FORESALE_LOG", csv.toString(), "FORESALE_LOG_MAPPING",
                folder.resolve("mapping.json").toString());
        assertThat(SourceVariables.source(both, shop)).isEqualTo(LogSource.file(csv, mapping.layout()));
        assertThat(SourceVariables.mapping(both)).contains(mapping);
        assertThat(SourceVariables.mapping(Map.of())).isEmpty();
        assertThatThrownBy(() -> SourceVariables.mapping(Map.of("FORESALE_LOG_MAPPING", "no.json")))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("no.json");
        Map<String, String> address = Map.of("FORESALE_LOG", "jdbc:postgresql://host/shop", "FORESALE_LOG_QUERY", "t");
        assertThat(SourceVariables.source(address, shop))
                .isEqualTo(LogSource.query("jdbc:postgresql://host/shop", "t"));
        assertThat(SourceVariables.source(Map.of("FORESALE_LOG", "jdbc:postgresql://host/shop", "FORESALE_LOG_QUERY",
                "t", "FORESALE_LOG_USER", "me", "FORESALE_LOG_PASSWORD", "word"), shop))
                .isEqualTo(LogSource.query("jdbc:postgresql://host/shop", "t", "me", "word"));
        assertThatThrownBy(() -> SourceVariables.source(Map.of("FORESALE_LOG", "jdbc:postgresql://host/shop"), shop))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("set the environment variable FORESALE_LOG_QUERY");
        assertThatThrownBy(() -> SourceVariables.source(Map.of("FORESALE_LOG_QUERY", "t"), shop))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("Set FORESALE_LOG to an address such as");
        assertThatThrownBy(() -> SourceVariables.source(Map.of("FORESALE_LOG", "postgresql://me:word@host/shop"), shop))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("jdbc:postgresql://localhost/shop")
                .hasMessageNotContaining("word");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://me:s3cret@127.0.0.1:1/shop", "jdbc:postgresql://127.0.0.1:1/shop?"
            + "user=me&password=s3cret", "jdbc:oracle:thin:scott/s3cret@//host:1521/x", "jdbc:nowhere:PWD=s3cret;x=1",
        "jdbc:sqlserver://host;user=me;password=s3cret", "jdbc:mysql://(host=x,password=s3cret)/db",
        "jdbc:postgresql://127.0.0.1:1/shop?password=x@s3cret", "jdbc:duckdb:/nowhere/s?password=s3cret"})
    void noPasswordIsShown(String address) {
        LogSource source = LogSource.query(address, "t");
        assertThat(source.toString()).startsWith("table t of jdbc:").doesNotContain("s3cret");
        assertThatThrownBy(source::preview).isInstanceOf(ForesaleException.class).hasMessageNotContaining("s3cret")
                .hasNoCause();
        assertThatThrownBy(() -> source.load(MAPPING)).isInstanceOf(ForesaleException.class)
                .hasMessageNotContaining("s3cret").hasNoCause();
    }

    @Test
    void aDriversWordsAreShownWithoutThePassword() {
        JdbcAddress address = new JdbcAddress("jdbc:x://h/d?password=inUrl", Optional.of("me"),
                Optional.of("apart"));
        assertThat(address.withoutSecrets(new SQLException("jdbc:x://h/d?password=inUrl is refused: me, apart, inUrl")))
                .isEqualTo("jdbc:x://h/d is refused: me, …, …");
        assertThat(address).hasToString("jdbc:x://h/d");
        LogSource source = LogSource.query("jdbc:postgresql://127.0.0.1:1/shop", "t", "me", "s3cret");
        assertThat(source).hasToString("table t of jdbc:postgresql://127.0.0.1:1/shop");
        assertThatThrownBy(source::preview).isInstanceOf(ForesaleException.class).hasMessageNotContaining("s3cret")
                .hasMessageContaining("cannot be opened").hasMessageContaining("Is the server running")
                .hasMessageContaining("give both to LogSource.query")
                .hasMessageContaining("the environment variables FORESALE_LOG_USER and FORESALE_LOG_PASSWORD");
    }

    @Test
    void aMisspeltColumnIsRefusedWithTheColumnsAndTheNearestName() throws IOException {
        Path file = Files.writeString(folder.resolve("typo.csv"), "customer_id,bought_at,product\nu,2024-01-02,x\n");
        assertThatThrownBy(() -> LogSource.file(file)
                .load(ColumnMapping.ofUser("custmer_id").time("bought_at").product("product")
                        .classes("product", "product", "product")))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("has no column \"custmer_id\"")
                .hasMessageContaining("It has: customer_id, bought_at, product. Did you mean \"customer_id\"?");
        assertThatThrownBy(() -> LogSource.file(file)
                .load(ColumnMapping.ofUser("zzz").time("bought_at").product("product")
                        .classes("product", "product", "product")))
                .isInstanceOf(ForesaleException.class).hasMessageNotContaining("Did you mean");
    }

    @Test
    void whatCannotBeReachedIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> LogSource.query("jdbc:nosuch://host/db", "t").preview())
                .isInstanceOf(ForesaleException.class).hasMessageContaining("No JDBC driver")
                .hasMessageContaining("%maven");
        assertThatThrownBy(() -> LogSource.query("jdbc:duckdb:" + database, "nowhere").preview())
                .isInstanceOf(ForesaleException.class).hasMessageContaining("rejects the query")
                .hasMessageContaining("nowhere").hasMessageContaining("Give a table");
        Path other = folder.resolve("other.duckdb");
        assertThatThrownBy(() -> LogSource.query("jdbc:duckdb:" + other, "t").preview())
                .isInstanceOf(ForesaleException.class).hasMessageContaining("cannot be opened");
        assertThat(other).as("a database is never made").doesNotExist();
        assertThatThrownBy(() -> LogSource.file(folder.resolve("no.csv")).preview())
                .isInstanceOf(ForesaleException.class)
                .hasMessageContaining("no.csv").hasMessageContaining("Give the path");
        assertThatThrownBy(() -> LogSource.file(csv).load(MAPPING.withValue("price")))
                .isInstanceOf(ForesaleException.class)
                .hasMessageContaining("\"price\"");
        assertThatThrownBy(() -> LogSource.query("postgresql://host", "t"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("jdbc:");
        assertThatThrownBy(() -> LogSource.query("jdbc:duckdb:", " ")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("query is blank");
        assertThatThrownBy(() -> LogSource.query("jdbc:duckdb:", "t", "", "x"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("database user");
    }
}
