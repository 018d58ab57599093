package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.foresale.cohort.Cohort;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed: nothing broken has a name, and the next start clears what was left. */
@Tag("slow")
class KilledWritingTest {

    /** More by -Dforesale.kills=50. */
    private static final int KILLS = Integer.getInteger("foresale.kills", 4);

    @TempDir
    private Path folder;
    @TempDir
    private Path temporary;

    private Process start(int rounds) throws IOException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> words = List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx512m",
                "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary, "-cp", path,
                KilledWriting.class.getName(), folder.toString(), Integer.toString(rounds));
        return new ProcessBuilder(words).redirectErrorStream(true).start();
    }

    private List<String> left() throws IOException {
        List<String> left = new ArrayList<>();
        for (Path place : List.of(folder, temporary)) {
            try (Stream<Path> files = Files.list(place)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.startsWith(".") || name.startsWith("foresale-") || name.startsWith("lib"))
                        .forEach(left::add);
            }
        }
        return left;
    }

    @Test
    void aKillLeavesNothingBrokenAndNothingForLong() throws Exception {
        Random random = new Random(8);
        int leftAtAll = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start(Integer.MAX_VALUE);
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = out.readLine(); line != null && !line.equals("0"); line = out.readLine()) {
                    assertThat(line).doesNotContain("Exception");
                }
                process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
                process.destroyForcibly();
            }
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            leftAtAll += left().size();
            assertThat(Parquet.read(folder.resolve("table.parquet")).rowCount()).isPositive();
            if (Files.exists(folder.resolve("cohort"))) {
                Cohort.read(folder.resolve("cohort"));
            }
        }
        assertThat(leftAtAll).isPositive();
        // A library may belong to a process that is just starting, for some minutes.
        try (Stream<Path> files = Files.list(temporary)) {
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith("lib")).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3_600)));
            }
        }
        Process last = start(1);
        assertThat(new String(last.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("0");
        assertThat(last.waitFor()).isZero();
        assertThat(left()).isEmpty();
        assertThat(folder.resolve("replaced/text")).content().endsWith("whole ");
    }
}
