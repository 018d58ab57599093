package org.foresale.notebook;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.foresale.claims.Claim;
import org.foresale.claims.Claims;
import tech.tablesaw.api.Table;

/**
 * Writes the data of the report's first page as JSON: the article's claims with what was measured, and their chart. The
 * layout is left to the reader of the file.
 */
public final class FirstPage {

    private FirstPage() {
    }

    /**
     * Writes the file.
     *
     * @param arguments the folder with the results files, and the file to write
     * @throws IllegalArgumentException     if there are not exactly two arguments, or if a results file cannot be used
     * @throws IOException                  if the file cannot be written
     * @throws java.io.UncheckedIOException if the results cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("usage: FirstPage RESULTS FILE");
        }
        Files.writeString(Path.of(arguments[1]), json(Claims.of(Path.of(arguments[0]))));
    }

    static String json(Claims claims) throws IOException {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("claims", claims.all().stream().map(FirstPage::row).toList());
        Table f1 = claims.f1();
        page.put("charts", f1.isEmpty() ? List.of() : List.of(PlotlyJson.of(Charts.points(
                "F1 depends on the question and on leaks", f1, f1.column(0).name(), "question", "learner"))));
        return new ObjectMapper().writeValueAsString(page);
    }

    private static Map<String, Object> row(Claim claim) {
        return Map.of("title", claim.title(), "article", claim.article(), "measured", claim.measured(), "verdict",
                claim.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'), "words", claim.verdict().words(),
                "reason", claim.reason(), "aside", claim.aside(), "sections", claim.sections(), "keys", claim.keys());
    }
}
