package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are refused, or read as another reader has them. */
class FileFuzzTest {

    /** More by -Dforesale.mutations=5000, and without an end by environment/fuzz. */
    private static final int FILES = Integer.getInteger("foresale.mutations", 150);

    @TempDir
    private Path folder;

    @Test
    void noDamageIsReadInSilence() throws IOException {
        FileFuzz fuzz = new FileFuzz(folder);
        for (int seed = 0; seed < FILES; seed++) {
            try {
                fuzz.run(seed);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assertThat(fuzz.outcomes().get("read")).isGreaterThan(FILES / 10);
        assertThat(fuzz.outcomes().get("refused")).isGreaterThan(FILES / 10);
        System.out.println(FILES + " damaged files: " + fuzz.outcomes());
    }
}
