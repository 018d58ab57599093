package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A study whose process is killed, and started again. */
@Tag("slow")
class KilledStudyTest {

    @TempDir
    private Path folder;

    private Process start(Path cells, Path results) throws IOException {
        return new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx512m", "-cp",
                System.getProperty("java.class.path"), KilledStudy.class.getName(), cells.toString(),
                results.toString()).redirectError(folder.resolve("errors").toFile()).start();
    }

    private static long cells(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".cell")).count();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 20})
    void itLosesTheRunsInFlightAndEndsWithTheSameFile(int killedAfter) throws Exception {
        Path cells = folder.resolve("cells");
        Path results = folder.resolve("results.json");
        Process process = start(cells, results);
        int told = 0;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            while (told < killedAfter) {
                String line = out.readLine();
                assertThat(line).as(Files.readString(folder.resolve("errors"))).isNotNull();
                told = Integer.parseInt(line);
            }
            process.destroyForcibly();
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(results).doesNotExist();
        long kept = cells(cells);
        assertThat(kept).isBetween((long) told, (long) KilledStudy.RUNS);

        List<Integer> again = new ArrayList<>();
        KilledStudy.study(cells).run((done, all, run) -> again.add(done)).results("killed").write(results);
        assertThat(again).hasSize((int) (KilledStudy.RUNS - kept));
        Path whole = folder.resolve("whole.json");
        KilledStudy.study(folder.resolve("others")).run(StudyListener.NONE).results("killed").write(whole);
        assertThat(results).hasSameBinaryContentAs(whole);
    }
}
