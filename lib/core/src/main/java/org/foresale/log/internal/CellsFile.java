package org.foresale.log.internal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of cells in UTF-8, each in quotation marks and with commas between them, for DuckDB to read. */
final class CellsFile implements AutoCloseable {

    private final BufferedWriter out;
    private long rows;

    CellsFile(Path file) throws IOException {
        out = Files.newBufferedWriter(file);
    }

    /** Writes one more row. */
    void add(List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            out.write(i == 0 ? "\"" : ",\"");
            out.write(cells.get(i).replace("\"", "\"\""));
            out.write('"');
        }
        out.write('\n');
        rows++;
    }

    /** How many rows there are, the one that names the columns among them. */
    long rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
