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

    /** A cluster whose jobs are a script; it does not start if the script is to begin with the cluster. */
    private LocalCluster of(String script) throws IOException {
        return cluster("if [ \"$1\" != submit ]; then export FORESALE_SPARK_MASTER=here; exec \"${@:5}\"; fi\n" + script);
    }

    private LocalCluster cluster(String script) throws IOException {
        Path command = folder.resolve("spark");
        Files.writeString(command, "#!/bin/bash\n" + script);
        assertThat(command.toFile().setExecutable(true)).isTrue();
        return new LocalCluster(command, 3, 1024);
    }

    private static JobReport run(LocalCluster cluster, String... options) {
        try (RunningCluster running = cluster.start()) {
            return running.run("CohortJob", List.of(options), seconds -> { });
        }
    }

    @Test
    void theJobRunsWithItsOptionsAndItsReportIsRead() throws IOException {
        Path said = folder.resolve("said");
        JobReport report = run(of("echo \"$FORESALE_SPARK_MASTER $@\" >'" + said + "'; while [ \"$1\" != --report ]; do shift; done\n"
                + "echo '{\"linesRead\": 7, \"linesKept\": 6, \"users\": 5, \"results\": 4, \"partitions\": 3,"
                + " \"shuffleBytes\": 8, \"keptBytes\": 9, \"driverBytes\": 2, \"failedTasks\": 1,"
                + " \"peakHeap\": {\"0\": 11, \"1\": 12}, \"seconds\": 1.5}' >\"$2\""), "--name", "a b; rm x");
        assertThat(report).isEqualTo(new JobReport(7, 6, 5, 4, 3, 8, 9, 2, 1, Map.of("0", 11L, "1", 12L), 1.5));
        assertThat(Files.readString(said)).startsWith("here submit CohortJob --name a b; rm x --report ");
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
    void theClusterIsStartedOnceForAllJobsAndEndsWhenItIsClosed() throws Exception {
        Path starts = folder.resolve("starts");
        Path ended = folder.resolve("ended");
        LocalCluster cluster = cluster("if [ \"$1\" = submit ]; then echo '{\"peakHeap\": {}}' >\"${@: -1}\"; exit; fi\n"
                + "echo \"$@\" >>'" + starts + "'; export FORESALE_SPARK_MASTER=here\n"
                + "trap 'touch \"" + ended + "\"' EXIT; trap 'exit 143' TERM\n\"${@:5}\" <&0 &\nwait $!\n");
        try (RunningCluster running = cluster.start()) {
            running.run("CohortJob", List.of(), seconds -> { });
            running.run("ScoreJob", List.of(), seconds -> { });
            assertThat(ended).doesNotExist();
        }
        assertThat(ended).exists();
        assertThat(Files.readAllLines(starts)).hasSize(1).first().asString()
                .startsWith("--workers 3 --memory 1024m sh -c ");
    }

    @Test
    void aClusterThatDoesNotStartOrEndsSaysWhy() throws IOException {
        LocalCluster none = cluster("echo no memory >&2; exit 1");
        assertThatThrownBy(none::start).isInstanceOf(IllegalStateException.class)
                .hasMessage("the cluster does not start:\nno memory");
        LocalCluster ends = cluster("if [ \"$1\" = submit ]; then exec sleep 60; fi\n"
                + "echo FORESALE_SPARK_MASTER=here; echo ready; sleep 0.2; echo the master is gone >&2; exit 1");
        assertThatThrownBy(() -> run(ends)).isInstanceOf(IllegalStateException.class)
                .hasMessage("CohortJob: the cluster has ended under it:\nthe master is gone");
    }

    @Test
    void aJobThatFailsSaysWhy() throws IOException {
        assertThatThrownBy(() -> run(of("echo no such column >&2; exit 1")))
                .isInstanceOf(IllegalStateException.class).hasMessage("CohortJob failed:\nno such column");
        assertThatThrownBy(() -> run(of("exit 0")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("CohortJob cannot be run");
        assertThatThrownBy(() -> run(of("echo '{' >\"${@: -1}\"")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("the report of CohortJob");
    }

    /** Ends what runs when a file is there, by an interrupt, and returns what the thread threw. */
    private Throwable interrupted(LocalCluster cluster, Path begun) throws Exception {
        Throwable[] thrown = new Throwable[1];
        Thread job = new Thread(() -> {
            try {
                run(cluster);
            } catch (CancellationException e) {
                thrown[0] = e;
            }
        });
        job.start();
        while (!Files.exists(begun)) {
            Thread.sleep(10);
        }
        job.interrupt();
        job.join();
        return thrown[0];
    }

    @Test
    void anInterruptEndsTheJobAndTakesTheClusterDown() throws Exception {
        Path begun = folder.resolve("begun");
        Path ended = folder.resolve("ended");
        String waits = "trap 'touch \"" + ended + "\"; exit 143' TERM\ntouch '" + begun
                + "'\nwhile :; do sleep 0.05; done";
        assertThat(interrupted(of(waits), begun)).hasMessage("CohortJob was interrupted");
        assertThat(ended).exists();
        Files.delete(begun);
        Files.delete(ended);
        assertThat(interrupted(cluster(waits), begun)).hasMessage("the start of the cluster was interrupted");
        assertThat(ended).exists();
    }

    @Test
    void nothingIsLeftInTheTemporaryFolder() throws IOException {
        Path said = folder.resolve("said");
        assertThatThrownBy(() -> run(of("echo \"${@: -1}\" >'" + said + "'; touch \"${@: -1}\"; exit 1")))
                .isInstanceOf(IllegalStateException.class);
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
