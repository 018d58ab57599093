package org.foresale.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.foresale.log.internal.NewFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells that are kept, found again, damaged, or left behind. */
class GridTest {

    private static final StudyListener NONE = StudyListener.NONE;

    @TempDir
    private Path folder;

    private static Map<Cell, String> cells(int number, String version) {
        Map<Cell, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < number; i++) {
            cells.put(new Cell("task", "", "learner", i), Fingerprint.of(version, String.valueOf(i)));
        }
        return cells;
    }

    private static Predictions work(Cell cell) {
        Random random = new Random(cell.seed());
        return Predictions.none().with("validation", random.doubles(20).toArray())
                .with("test", random.doubles(30).toArray()).with("nothing", new double[0]);
    }

    private Grid grid(Map<Cell, String> cells) {
        return new Grid(cells, 2, Optional.of(folder));
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void whatIsKeptIsNotDoneAgainAndIsTheSame() {
        List<Run> first = grid(cells(7, "a")).fill(GridTest::work, NONE);
        AtomicInteger resumed = new AtomicInteger();
        List<Run> second = grid(cells(7, "a")).fill(cell -> {
            throw new IllegalStateException("done again: " + cell);
        }, new StudyListener() {
            @Override
            public void resumed(int kept, int all) {
                resumed.set(10 * kept + all);
            }

            @Override
            public void done(int done, int all, Run run) {
                throw new IllegalStateException("nothing is left to do");
            }
        });
        assertThat(second).isEqualTo(first);
        assertThat(first).extracting(Run::predictions).containsExactlyElementsOf(first.stream()
                .map(run -> work(run.cell())).toList());
        assertThat(resumed).hasValue(77);
    }

    @Test
    void aStudyThatFailsInTheMiddleGoesOnWhereItWas() {
        assertThatThrownBy(() -> new Grid(cells(6, "a"), 1, Optional.of(folder)).fill(cell -> {
            if (cell.seed() == 4) {
                throw new IllegalStateException("killed");
            }
            return work(cell);
        }, NONE)).hasMessage("killed");
        List<Long> again = new ArrayList<>();
        List<Run> runs = new Grid(cells(6, "a"), 1, Optional.of(folder)).fill(cell -> {
            again.add(cell.seed());
            return work(cell);
        }, NONE);
        assertThat(again).contains(4L).doesNotContain(0L, 1L, 2L, 3L);
        assertThat(runs).isEqualTo(new Grid(cells(6, "a"), 1, Optional.empty()).fill(GridTest::work, NONE));
    }

    @Test
    void anInterruptKeepsWhatWasDoneAndNothingElse() throws IOException {
        List<String> told = new ArrayList<>();
        StudyListener listener = new StudyListener() {
            @Override
            public void done(int done, int all, Run run) {
            }

            @Override
            public void interrupted(int done, int all, boolean kept) {
                told.add(done + " of " + all + ", kept: " + kept);
            }
        };
        Thread caller = Thread.currentThread();
        assertThatThrownBy(() -> new Grid(cells(50, "a"), 1, Optional.of(folder)).fill(cell -> {
            if (cell.seed() == 3) {
                caller.interrupt();
                try {
                    Thread.sleep(20_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return work(cell);
        }, listener)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(kept()).hasSize(3);
        // The interrupt may come before the last of those that are done has been told.
        assertThat(told).hasSize(1).first().asString().matches("[0-3] of 50, kept: true");
    }

    @Test
    void otherKeysAreOtherCellsAndOldOnesAreDeleted() throws IOException {
        grid(cells(3, "a")).fill(GridTest::work, NONE);
        Files.writeString(folder.resolve(NewFile.PARTIAL + "123"), "left by a kill");
        Files.writeString(folder.resolve("notes.txt"), "somebody's own");
        AtomicInteger done = new AtomicInteger();
        grid(cells(2, "b")).fill(cell -> {
            done.incrementAndGet();
            return work(cell);
        }, NONE);
        assertThat(done).hasValue(2);
        assertThat(kept()).hasSize(3).anyMatch(path -> path.endsWith("notes.txt"));
    }

    @Test
    void damagedFilesAreDoneAgain() throws IOException {
        List<Run> whole = grid(cells(1, "a")).fill(GridTest::work, NONE);
        Path file = kept().get(0);
        byte[] bytes = Files.readAllBytes(file);
        Random random = new Random(8);
        for (int i = 0; i < 60; i++) {
            byte[] damaged = i % 3 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
            if (i % 3 != 0) {
                damaged[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(file, damaged);
            AtomicInteger done = new AtomicInteger();
            List<Run> again = grid(cells(1, "a")).fill(cell -> {
                done.incrementAndGet();
                return work(cell);
            }, NONE);
            assertThat(done).hasValue(1);
            assertThat(again).isEqualTo(whole);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void aFolderThatCannotBeMadeIsRefusedBeforeTheWork() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> new Grid(cells(1, "a"), 1, Optional.of(file)).fill(cell -> {
            throw new IllegalStateException("worked");
        }, NONE)).isInstanceOf(UncheckedIOException.class).hasMessageContaining(file.toString());
    }
}
