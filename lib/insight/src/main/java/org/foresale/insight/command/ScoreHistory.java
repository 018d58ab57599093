package org.foresale.insight.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.foresale.insight.health.ModelHealth;
import org.foresale.insight.internal.Csv;
import org.foresale.log.ForesaleException;
import org.foresale.log.internal.NewFile;

/** The history of scoring runs: a CSV file with one line a day. A day that is scored again has its line replaced. */
final class ScoreHistory {

    static final String FILE = "history.csv";
    private static final String HEADER = "day,model,users,addressed,expected_buyers,advice,why";
    private static final long LARGEST = 1L << 26;

    private ScoreHistory() {
    }

    /** Refuses a history that a run could not be added to, before the run has written anything. */
    static void check(Path folder) {
        read(folder.resolve(FILE));
    }

    /** Puts the line of a day into the history of a folder. */
    static void write(Path folder, LocalDate day, String model, int users, int addressed, double expected,
            ModelHealth health) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%s,%s,%d,%d,%.1f,%s,", day, model, users,
                addressed, expected, health.advice()));
        Csv.cell(line, health.verdict());
        Path file = folder.resolve(FILE);
        Map<String, String> lines = new TreeMap<>();
        for (String kept : read(file)) {
            lines.put(kept.substring(0, kept.indexOf(',')), kept);
        }
        lines.put(day.toString(), line.toString());
        NewFile.make(file, true, partial -> Files.writeString(partial, HEADER + "\r\n"
                + String.join("\r\n", lines.values()) + "\r\n", StandardCharsets.UTF_8));
    }

    private static List<String> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new ForesaleException("The history " + file + " is larger than any history. Move it away.");
            }
            List<String> lines = TextLines.of(file);
            if (lines.isEmpty() || !lines.get(0).equals(HEADER)
                    || lines.stream().skip(1).anyMatch(line -> !line.matches("(?s)\\d{4,}-\\d\\d-\\d\\d,.*"))) {
                throw new ForesaleException("The file " + file + " is not a history of scoring runs. Move it away, or"
                        + " name another folder.");
            }
            return lines.subList(1, lines.size());
        } catch (IOException e) {
            throw new ForesaleException("The history " + file + " cannot be read: " + e.getMessage()
                    + ". Move it away, and it is begun anew.", e);
        }
    }
}
