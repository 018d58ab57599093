package org.foresale.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.foresale.spark.JobReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that is run, with scripts in the place of a cluster. */
class LocalClusterTest {

    @TempDir
    Path folder;

    private LocalCluster of(String script) throws IOException {
        Path command = folder.resolve("spark");
        Files.writeString(command, "#!/bin/bash\n" + script);
        assertThat(command.toFile().setExecutable(true)).isTrue();
        return new LocalCluster(command, 3, 1024);
    }

    @Test
    void theJobRunsWithItsOptionsAndItsReportIsRead() throws IOException {
        Path said = folder.resolve("said");
        JobReport report = of("echo \"$@\" >'" + said + "'; while [ \"$1\" != --report ]; do shift; done\n"
                + "echo '{\"linesRead\": 7, \"linesKept\": 6, \"users\": 5, \"results\": 4, \"partitions\": 3,"
                + " \"shuffleBytes\": 8, \"keptBytes\": 9, \"driverBytes\": 2, \"failedTasks\": 1,"
                + " \"peakHeap\": {\"0\": 11, \"1\": 12}, \"seconds\": 1.5}' >\"$2\"")
                .run("CohortJob", List.of("--name", "a b; rm x"), seconds -> { });
        assertThat(report).isEqualTo(new JobReport(7, 6, 5, 4, 3, 8, 9, 2, 1, Map.of("0", 11L, "1", 12L), 1.5));
        assertThat(Files.readString(said)).startsWith("--workers 3 --memory 1024m submit CohortJob --name a b; rm x"
                + " --report ");
    }

    @Test
    void whatIsTypedMeansToAShellWhatTheJobGets() throws Exception {
        List<String> options = List.of("--target", "the need", "--class", "FRUIT & 'NUTS' $HOME", "--zone",
                "America/New_York", "--name", "", "--overwrite");
        String typed = LocalCluster.typed("CohortJob", options);
        assertThat(typed).startsWith("environment/spark submit CohortJob \\\n    --target 'the need' \\\n    --class ")
                .endsWith(" \\\n    --overwrite");
        Process shell = new ProcessBuilder("sh", "-c", typed.replace("environment/spark", "printf '%s\\n'")).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList())
                .startsWith("submit", "CohortJob").endsWith(options.toArray(String[]::new)).hasSize(2 + options.size());
    }

    @Test
    void aJobThatFailsSaysWhy() throws IOException {
        assertThatThrownBy(() -> of("echo no such column >&2; exit 1").run("CohortJob", List.of(), seconds -> { }))
                .isInstanceOf(IllegalStateException.class).hasMessage("CohortJob failed:\nno such column");
        assertThatThrownBy(() -> of("exit 0").run("CohortJob", List.of(), seconds -> { }))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("CohortJob cannot be run");
        assertThatThrownBy(() -> of("echo '{' >\"${@: -1}\"").run("CohortJob", List.of(), seconds -> { }))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("the report of CohortJob");
    }

    @Test
    void anInterruptTakesTheClusterDown() throws Exception {
        Path ended = folder.resolve("ended");
        LocalCluster cluster = of("trap 'touch \"" + ended + "\"; exit 143' TERM\ntouch '" + folder.resolve("begun")
                + "'\nwhile :; do sleep 0.05; done");
        Throwable[] thrown = new Throwable[1];
        Thread job = new Thread(() -> {
            try {
                cluster.run("CohortJob", List.of(), seconds -> { });
            } catch (CancellationException e) {
                thrown[0] = e;
            }
        });
        job.start();
        while (!Files.exists(folder.resolve("begun"))) {
            Thread.sleep(10);
        }
        job.interrupt();
        job.join();
        assertThat(thrown[0]).hasMessage("CohortJob was interrupted");
        assertThat(ended).exists();
    }

    @Test
    void nothingIsLeftInTheTemporaryFolder() throws IOException {
        Path said = folder.resolve("said");
        assertThatThrownBy(() -> of("echo \"${@: -1}\" >'" + said + "'; touch \"${@: -1}\"; exit 1")
                .run("CohortJob", List.of(), seconds -> { })).isInstanceOf(IllegalStateException.class);
        Path report = Path.of(Files.readString(said).trim());
        assertThat(report.getFileName().toString()).endsWith(".json");
        assertThat(report.getParent()).doesNotExist();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        Path script = folder.resolve("none");
        assertThatThrownBy(() -> new LocalCluster(script, 2, 2048)).hasMessageContaining("none");
        assertThat(LocalCluster.ofProject().command()).isExecutable().endsWith(Path.of("environment", "spark"));
        assertThatThrownBy(() -> new LocalCluster(LocalCluster.ofProject().command(), 2, 511)).hasMessageContaining("511");
        assertThatThrownBy(() -> new LocalCluster(LocalCluster.ofProject().command(), 0, 512))
                .hasMessageContaining("not 0 of 512");
    }
}
