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
    private static final String HEADER = "day,model,users,addressed,held_out,expected_buyers,advice,why";
    private static final String LINE = "(?s)\\d{4,}-\\d\\d-\\d\\d,[0-9a-f]+,\\d{1,9},\\d{1,9},\\d{1,9},\\d+\\.\\d,.*";
    private static final long LARGEST = 1L << 26;

    private ScoreHistory() {
    }

    /** Refuses a history that a run could not be added to, before the run has written anything. */
    static void check(Path folder) {
        read(folder.resolve(FILE));
    }

    /**
     * What is kept of a day.
     *
     * @param day       the first day that was not seen
     * @param model     the beginning of the SHA-256 sum of the model's file
     * @param users     number of users scored
     * @param addressed number of users to address
     * @param heldOut   number of users held out
     * @param expected  number of buyers expected of both
     * @param health    the health of the model
     */
    record Line(LocalDate day, String model, int users, int addressed, int heldOut, double expected,
            ModelHealth health) {

        private String csv() {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%s,%s,%d,%d,%d,%.1f,%s,", day, model,
                    users, addressed, heldOut, expected, health.advice()));
            Csv.cell(line, health.verdict());
            return line.toString();
        }
    }

    /** Changes model, advice and reason of a day that has a line; what was addressed stays. */
    static void advise(Path folder, Line now) {
        String kept = lines(folder.resolve(FILE)).get(now.day().toString());
        if (kept == null) {
            write(folder, now);
        } else {
            String[] cells = kept.split(",", 7);
            write(folder, new Line(now.day(), now.model(), Integer.parseInt(cells[2]), Integer.parseInt(cells[3]),
                    Integer.parseInt(cells[4]), Double.parseDouble(cells[5]), now.health()));
        }
    }

    /** Puts the line of a day into the history of a folder. */
    static void write(Path folder, Line now) {
        Path file = folder.resolve(FILE);
        Map<String, String> lines = lines(file);
        lines.put(now.day().toString(), now.csv());
        NewFile.make(file, true, partial -> Files.writeString(partial, HEADER + "\r\n"
                + String.join("\r\n", lines.values()) + "\r\n", StandardCharsets.UTF_8));
    }

    private static Map<String, String> lines(Path file) {
        Map<String, String> lines = new TreeMap<>();
        for (String kept : read(file)) {
            lines.put(kept.substring(0, kept.indexOf(',')), kept);
        }
        return lines;
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
                    || lines.stream().skip(1).anyMatch(line -> !line.matches(LINE))) {
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
