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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A study whose process is killed, and started again. */
@Tag("slow")
class KilledStudyTest {

    /** What a study gives that nobody kills: the same for each that is killed. */
    @TempDir
    private static Path undisturbed;

    @TempDir
    private Path folder;

    @BeforeAll
    static void runUndisturbed() {
        KilledStudy.study(undisturbed.resolve("cells")).run(StudyListener.NONE).results("killed").write(whole());
    }

    private static Path whole() {
        return undisturbed.resolve("whole.json");
    }

    private Process start(Path cells, Path results) throws IOException {
        return new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx512m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), KilledStudy.class.getName(),
                cells.toString(), results.toString()).redirectError(folder.resolve("errors").toFile()).start();
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
        assertThat(results).hasSameBinaryContentAs(whole());
    }
}
