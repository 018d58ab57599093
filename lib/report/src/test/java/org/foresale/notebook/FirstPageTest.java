package org.foresale.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.foresale.claims.Claims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstPageTest {

    private static final Path COMMITTED = Path.of("../../notebooks/results");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void holdsTheClaimsAndTheirChart() throws IOException {
        Path file = folder.resolve("page.json");
        FirstPage.main(new String[] {COMMITTED.toString(), file.toString()});
        JsonNode page = JSON.readTree(Files.readString(file));
        Claims claims = Claims.of(COMMITTED);
        assertThat(page.at("/claims").size()).isEqualTo(claims.all().size());
        for (int i = 0; i < claims.all().size(); i++) {
            JsonNode row = page.at("/claims/" + i);
            assertThat(row.at("/title").asText()).isEqualTo(claims.all().get(i).title());
            assertThat((row.at("/words").asText() + " " + row.at("/reason").asText()).strip())
                    .isEqualTo(claims.all().get(i).conclusion());
            assertThat(row.at("/aside").isArray()).isTrue();
            assertThat(row.at("/aside").size()).isEqualTo(claims.all().get(i).aside().size());
            assertThat(row.at("/sections")).isNotEmpty().allSatisfy(section ->
                    assertThat(headings(section.at("/notebook").asText())).contains(section.at("/heading").asText()));
            assertThat(row.at("/keys")).isNotEmpty().allSatisfy(key ->
                    assertThat(keys(key.at("/study").asText())).contains(key.at("/key").asText()));
        }
        assertThat(page.at("/charts/0/data").size()).isEqualTo(3);
    }

    @Test
    void theChartNamesItsRowsAndItsAxisInWords() throws IOException {
        JsonNode chart = JSON.readTree(FirstPage.json(Claims.of(COMMITTED))).at("/charts/0");
        List<String> names = new ArrayList<>();
        chart.at("/data/1/y").forEach(name -> names.add(name.asText()));
        assertThat(names).containsExactly("first need: pets", "first need: dog", "first need: baby",
                "first need: makeup", "first need: baby, Ta-Feng", "buys again: pets", "buys again: dog",
                "buys again: baby", "buys again: baby, Ta-Feng", "leak: copies of test users",
                "leak: non-buyers cut late", "the article");
        assertThat(chart.at("/layout/xaxis/title/text").asText()).isEqualTo("F1 on as many buyers as non-buyers");
    }

    private static List<String> headings(String notebook) throws IOException {
        List<String> headings = new ArrayList<>();
        for (JsonNode cell : JSON.readTree(Files.readString(COMMITTED.resolve("../" + notebook + ".ipynb")))
                .at("/cells")) {
            for (JsonNode line : cell.at("/cell_type").asText().equals("markdown") ? cell.at("/source")
                    : JSON.createArrayNode()) {
                if (line.asText().startsWith("#")) {
                    headings.add(line.asText().replaceFirst("^#+ ", "").strip());
                }
            }
        }
        return headings;
    }

    private static Set<String> keys(String study) throws IOException {
        JsonNode results = JSON.readTree(Files.readString(COMMITTED.resolve(study + ".json")));
        Set<String> keys = new HashSet<>();
        results.at("/figures").fieldNames().forEachRemaining(keys::add);
        results.at("/counts").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void withoutResultsThereIsNothingToDraw() throws IOException {
        JsonNode page = JSON.readTree(FirstPage.json(Claims.of(folder.resolve("absent"))));
        assertThat(page.at("/claims/0/verdict").asText()).isEqualTo("not-measured");
        assertThat(page.at("/claims")).allSatisfy(claim -> assertThat(claim.at("/keys")).isEmpty());
        assertThat(page.at("/charts").isEmpty()).isTrue();
        assertThatThrownBy(() -> FirstPage.main(new String[0])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("usage");
    }
}
