package org.foresale.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foresale.data.SimulatedLog;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scoreboard;
import org.foresale.learn.LogisticLearner;
import org.foresale.model.PurchaseModel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study whose job runs on Spark in a process of its own, without a cluster. */
@Tag("slow")
class ScaleStudyTest {

    @TempDir
    Path folder;

    /** A cluster whose jobs are a script. */
    private LocalCluster cluster(String name, String script) throws IOException {
        Path command = folder.resolve(name);
        Files.writeString(command, "#!/bin/bash\n[ \"$1\" = submit ] || exec \"${@:5}\"\n" + script);
        assertThat(command.toFile().setExecutable(true)).isTrue();
        return new LocalCluster(command, 2, 1024);
    }

    private LocalCluster spark() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // Such a process is short: it is at its end before the last compiler is worth its while.
        List<String> words = new ArrayList<>(List.of(java, "-Xmx1g", "-XX:TieredStopAtLevel=1",
                "-Dspark.master=local[2]", "-Dspark.ui.enabled=false", "-Dspark.driver.host=127.0.0.1",
                "-Dspark.driver.bindAddress=127.0.0.1"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-Djdk.reflect"))
                .forEach(words::add);
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return cluster("spark", "exec " + words.stream().map(word -> "'" + word + "'")
                .collect(Collectors.joining(" ")) + " \"org.foresale.spark.$2\" \"${@:3}\"\n");
    }

    @Test
    void bothWaysGiveTheSameSamplesAndOnlyCohortsStay() throws IOException {
        Path runs = folder.resolve("runs");
        List<SimulatedLog> logs = List.of(SimulatedLog.of(5, 60), SimulatedLog.of(5, 200));
        List<Double> shares = new ArrayList<>();
        ScaleCurve curve = ScaleStudy.of(spark(), runs).withMaxLinesAlone(logs.get(0).log().lines())
                .run(logs, (share, note) -> shares.add(share));
        ScaleTrial first = curve.trials().get(0);
        ScaleTrial second = curve.trials().get(1);
        assertThat(first.lines()).isEqualTo(logs.get(0).log().lines());
        assertThat(second.lines()).isEqualTo(logs.get(1).log().lines());
        assertThat(first.samples()).isEqualTo((int) first.onCluster().results()).isPositive();
        assertThat(first.alone()).hasValueSatisfying(alone -> {
            assertThat(alone.equal()).isEqualTo(first.samples());
            assertThat(alone.seconds()).isPositive();
        });
        assertThat(second.alone()).isEmpty();
        assertThat(second.onCluster().keptBytes()).isGreaterThan(second.lines());
        assertThat(shares).isSorted().allMatch(share -> share >= 0 && share < 1);
        Scoreboard board = MoreSamples.board(curve, new LogisticLearner());
        assertThat(board.learners()).contains(first.cohort().train().size() + " samples",
                second.cohort().train().size() + " samples");
        // The largest is tested as a model of it is.
        assertThat(board.spread(second.cohort().train().size() + " samples", Metrics::rocAuc).mean())
                .isCloseTo(PurchaseModel.fit(second.cohort(), new LogisticLearner()).test().rocAuc(), within(1e-12));
        try (Stream<Path> left = Files.list(runs)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("cohort-60", "cohort-200");
        }
    }

    /** In the first size while its job runs, and in the second while its log is written. */
    @Test
    void anInterruptedStudyTellsAfterHowManyLogs() throws IOException {
        LocalCluster waits = cluster("waits", "exec sleep 60\n");
        Path runs = folder.resolve("runs");
        Interrupting first = new Interrupting("60 users: the cohort on the cluster");
        assertThatThrownBy(() -> ScaleStudy.of(waits, runs)
                .run(List.of(SimulatedLog.of(5, 60), SimulatedLog.of(5, 200)), first))
                .isInstanceOf(CancellationException.class).hasMessage("CohortJob was interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(first.endings).containsExactly("0 of 2");
        Interrupting second = new Interrupting("200 users: ");
        assertThatThrownBy(() -> ScaleStudy.of(spark(), runs).withMaxLinesAlone(0)
                .run(List.of(SimulatedLog.of(5, 60), SimulatedLog.of(5, 200)), second))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(second.endings).containsExactly("1 of 2");
    }

    /** Interrupts the study at the first note that begins so. */
    private static final class Interrupting implements ScaleListener {

        private final String note;
        private final List<String> endings = new ArrayList<>();

        Interrupting(String note) {
            this.note = note;
        }

        @Override
        public void at(double share, String told) {
            if (told.startsWith(note)) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void done(int logs) {
            endings.add("all " + logs);
        }

        @Override
        public void interrupted(int done, int all) {
            endings.add(done + " of " + all);
        }
    }

    @Test
    void aJobThatFailsLeavesNoLog() throws IOException {
        LocalCluster fails = cluster("fails", "echo out of memory; exit 1\n");
        Path runs = folder.resolve("runs");
        assertThatThrownBy(() -> ScaleStudy.of(fails, runs)
                .run(List.of(SimulatedLog.of(5, 60)), (share, note) -> { }))
                .hasMessageContaining("out of memory");
        assertThat(runs).isEmptyDirectory();
    }
}
