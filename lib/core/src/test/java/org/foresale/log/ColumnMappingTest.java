package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnMappingTest {

    private static final ColumnMapping PLAIN =
            ColumnMapping.ofUser("who").time("when").product("what").classes("a", "b", "b");
    private static final ColumnMapping FULL = PLAIN.withBasket("basket").withQuantity("\"many\"").withValue("paid\\")
            .withTimeFormat("dd.MM.yyyy").withZone(ZoneId.of("Europe/Berlin")).withNumbers(NumberStyle.COMMA)
            .withOnly("event", "purchase", "buy").without("status", "refunded").without("flag", "R");

    @TempDir
    Path folder;

    @Test
    void aMappingIsReadAsItWasWritten() {
        ColumnMapping prices = FULL.withUnitPrice("price");
        for (ColumnMapping mapping : List.of(PLAIN, FULL, prices)) {
            assertThat(ColumnMapping.fromJson(mapping.toJson())).isEqualTo(mapping).hasSameHashCodeAs(mapping);
            mapping.write(folder.resolve("mapping.json"));
            assertThat(ColumnMapping.read(folder.resolve("mapping.json"))).isEqualTo(mapping);
        }
        assertThat(prices).isNotEqualTo(FULL.withValue("price"));
        assertThat(prices.withValue("price")).isEqualTo(FULL.withValue("price"));
        assertThat(prices.toString()).contains(".withUnitPrice(\"price\")").doesNotContain("withValue");
        assertThat(PLAIN).isNotEqualTo(FULL).isNotEqualTo(PLAIN.withOnly("event", "buy"));
    }

    @Test
    void aMappingIsShownAsTheCallThatMakesIt() {
        assertThat(FULL).hasToString("""
                ColumnMapping.ofUser("who").time("when").product("what")
                    .classes("a", "b", "b")
                    .withBasket("basket")
                    .withQuantity("\\"many\\"")
                    .withValue("paid\\\\")
                    .withTimeFormat("dd.MM.yyyy")
                    .withZone(ZoneId.of("Europe/Berlin"))
                    .withNumbers(NumberStyle.COMMA)
                    .withOnly("event", "purchase", "buy")
                    .without("status", "refunded")
                    .without("flag", "R")""");
    }

    @Test
    void whatIsNoMappingIsRefused() throws IOException {
        String good = PLAIN.toJson();
        for (List<String> wrong : List.of(List.of("[]", "not a JSON object"), List.of("{\"user\": \"who\"}",
                "time is missing"),
                List.of(good.replace("\"who\"", "3"), "\"user\" must be a text"),
                List.of(good.replace("\"who\"", "\" \""), "blank"),
                List.of(good.replace("[ \"a\", \"b\", \"b\" ]", "[ \"a\", \"b\" ]"), "not three"),
                List.of(good.replace("{", "{\"classesIn\": \"x\", "), "classSeparator"),
                List.of(good.replace("{", "{\"classesOfWords\": \"x\", "), "in 2 ways"),
                List.of(good.replace("{", "{\"value\": \"x\", \"unitPrice\": \"y\", "), "only one of them is allowed"),
                List.of(good.replace("{", "{\"filledDown\": true, "), "basket"),
                List.of(good.replace("{", "{\"filledDown\": 1, "), "true or false"),
                List.of(good.replace("{", "{\"layout\": {\"skippedLines\": -1}, "), "0 to 1000, not -1"),
                List.of(good.replace("{", "{\"layout\": {\"encoding\": \"Latin-9000\"}, "), "Latin-9000"),
                List.of(good.replace("{", "{\"layout\": {\"separator\": \"x\"}, "), "must be one character"),
                List.of(good.replace("{", "{\"layout\": {\"columns\": [\"a\", \"a\"]}, "), "twice"),
                List.of(good.replace("{", "{\"layout\": {\"colour\": 1}, "), "no field \"colour\""),
                List.of(good.replace("{", "{\"usr\": \"x\", "), "no field \"usr\""),
                List.of(good.replace("{", "{\"user\": \"x\", "), "Duplicate"),
                List.of(good.replace("{", "{\"numbers\": \"german\", "), "plain, point or comma"),
                List.of(good.replace("{", "{\"zone\": \"Mars/One\", "), "Mars/One"),
                List.of(good.replace("{", "{\"timeFormat\": \"qqqqqqq\", "), "qqqqqqq"),
                List.of(good.replace("{", "{\"only\": {\"event\": \"x\"}, "), "\"only\" must be a list"),
                List.of(good.replace("{", "{\"only\": [{\"column\": \"event\", \"values\": []}], "), "no value"),
                List.of(good + "{}", "is not a column mapping"), List.of("", "is not a column mapping"))) {
            Path file = Files.writeString(folder.resolve("wrong.json"), wrong.get(0));
            assertThatThrownBy(() -> ColumnMapping.read(file)).as(wrong.get(0)).isInstanceOf(ForesaleException.class)
                    .hasMessageContaining("wrong.json").hasMessageContaining(wrong.get(1));
        }
        assertThatThrownBy(() -> ColumnMapping.read(folder.resolve("none.json"))).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("none.json");
        Path large = Files.writeString(folder.resolve("large.json"), " ".repeat(2 << 20));
        assertThatThrownBy(() -> ColumnMapping.read(large)).hasMessageContaining("2097152 bytes");
    }

    @Test
    void aFileThatBeginsWithAByteOrderMarkIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("mapping.json"), "\uFEFF" + PLAIN.toJson());
        assertThat(ColumnMapping.read(file)).isEqualTo(PLAIN);
        assertThat(ColumnMapping.fromJson("\uFEFF" + PLAIN.toJson())).isEqualTo(PLAIN);
    }
}
