package org.foresale.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.foresale.claims.Claims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstPageTest {

    private static final Path COMMITTED = Path.of("../../notebooks/results");

    @TempDir
    private Path folder;

    @Test
    void holdsTheClaimsAndTheirChart() throws IOException {
        Path file = folder.resolve("page.json");
        FirstPage.main(new String[] {COMMITTED.toString(), file.toString()});
        JsonNode page = new ObjectMapper().readTree(Files.readString(file));
        Claims claims = Claims.of(COMMITTED);
        assertThat(page.at("/claims").size()).isEqualTo(claims.all().size());
        for (int i = 0; i < claims.all().size(); i++) {
            JsonNode row = page.at("/claims/" + i);
            assertThat(row.at("/title").asText()).isEqualTo(claims.all().get(i).title());
            assertThat((row.at("/words").asText() + " " + row.at("/reason").asText()).strip())
                    .isEqualTo(claims.all().get(i).conclusion());
            assertThat(row.at("/aside").isArray()).isTrue();
            assertThat(row.at("/aside").size()).isEqualTo(claims.all().get(i).aside().size());
            assertThat(row.at("/notebooks")).isNotEmpty().allSatisfy(notebook ->
                    assertThat(COMMITTED.resolve("../" + notebook.asText() + ".ipynb")).exists());
        }
        assertThat(page.at("/charts/0/data").size()).isEqualTo(3);
    }

    @Test
    void withoutResultsThereIsNothingToDraw() throws IOException {
        JsonNode page = new ObjectMapper().readTree(FirstPage.json(Claims.of(folder.resolve("absent"))));
        assertThat(page.at("/claims/0/verdict").asText()).isEqualTo("not-measured");
        assertThat(page.at("/charts").isEmpty()).isTrue();
        assertThatThrownBy(() -> FirstPage.main(new String[0])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("usage");
    }
}
