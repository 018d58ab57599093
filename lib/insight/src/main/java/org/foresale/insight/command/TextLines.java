package org.foresale.insight.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lines of a text file that a spreadsheet may have saved. */
final class TextLines {

    private TextLines() {
    }

    /** Without the mark that a spreadsheet begins a file with, and without blank lines. */
    static List<String> of(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "").lines()
                .filter(line -> !line.isBlank()).toList();
    }
}
