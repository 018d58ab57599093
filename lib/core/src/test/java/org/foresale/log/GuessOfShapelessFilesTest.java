package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Where there are no lines or no columns to guess from, that alone is said. */
class GuessOfShapelessFilesTest {

    private static final String HEADER = "customer_id,order_id,date,sku,department,category,subcategory,paid";

    @TempDir
    Path folder;

    private Path file(List<String> lines) throws IOException {
        return Files.write(Files.createTempFile(folder, "orders", ".csv"), lines);
    }

    /** Orders with a text between the cells. */
    private Path separated(String separator) throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEADER.replace(",", separator)));
        InventedOrders.lines(50).forEach(line -> lines.add(String.join(separator, "c" + line.user(), "" + line.order(),
                line.time().toLocalDate().toString(), "p" + line.product(), line.first(), line.second(), line.third(),
                line.money(line.paid()))));
        return file(lines);
    }

    @Test
    void aFileOfAHeaderAloneIsToldOnce() throws IOException {
        Path file = file(List.of(HEADER));
        MappingGuess guess = LogSource.file(file).guess();
        assertThat(guess.questions()).containsExactly(file.getFileName() + " has no line below its header row, so the"
                + " contents of its columns are unknown. Export its lines too, and guess again.");
        assertThat(guess.table().rowCount()).isEqualTo(1);
        assertThatThrownBy(guess::mapping).isInstanceOf(ForesaleException.class).hasMessageNotContaining("0 of 0")
                .hasMessageContainingAll("has no line below its header row", "ofUser(\"…\")");
    }

    @Test
    void aTableWithoutLinesHasNoHeader() {
        assertThat(LogSource.table(Table.create("orders", StringColumn.create("customer_id"))).guess().questions())
                .singleElement().asString().startsWith("orders has no line, so");
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "^", "#", "!"})
    void anUnusualSeparatorIsAskedAbout(String separator) throws IOException {
        Path file = separated(separator);
        MappingGuess guess = LogSource.file(file).guess();
        FileLayout layout = FileLayout.guessed().withSeparator(separator.charAt(0));
        assertThat(guess.questions()).singleElement().asString().startsWith("Does " + separator + " separate the"
                + " cells?").contains("occurs 7 times in it, and as often in", "(100 %)", "LogSource.file(path, "
                + layout + ")");
        assertThat(LogSource.file(file, layout).guess().mapping().user()).isEqualTo("customer_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::", "§"})
    void aSeparatorThatCannotBeToldIsToBeReplaced(String separator) throws IOException {
        assertThat(LogSource.file(separated(separator)).guess().questions()).singleElement().asString()
                .contains("separate the cells?", "replace it by a semicolon");
    }

    @Test
    void aColumnWhoseNameAloneHasASignIsOne() throws IOException {
        assertThat(LogSource.file(file(List.of("user #", "17", "18", "17"))).guess().questions().get(0))
                .startsWith("Which column is the ");
    }
}
