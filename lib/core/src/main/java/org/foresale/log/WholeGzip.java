package org.foresale.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.GZIPInputStream;

/** Whether a compressed file is whole: DuckDB looks at neither its end nor its checksum. */
final class WholeGzip {

    private static final int BUFFER = 1 << 16;

    private final CompletableFuture<Void> checked;

    private WholeGzip(CompletableFuture<Void> checked) {
        this.checked = checked;
    }

    /** Begins to read a file to its end, beside whoever reads its lines; one that is not compressed is whole. */
    static WholeGzip check(Path file) {
        return new WholeGzip(file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")
                ? CompletableFuture.runAsync(() -> readToTheEnd(file)) : CompletableFuture.completedFuture(null));
    }

    private static void readToTheEnd(Path file) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), BUFFER)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new ForesaleException("The file " + file + " is damaged or cut short: " + e.getMessage()
                    + ". Nothing of it is taken. Copy or export it again; gzip -t tells whether it is whole.", e);
        }
    }

    /**
     * Waits for the end.
     *
     * @throws ForesaleException if the file is damaged or cut short
     */
    void require() {
        try {
            checked.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ForesaleException damaged) {
                throw damaged;
            }
            throw e;
        }
    }
}
