package org.foresale.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.foresale.RandomLogs;
import org.foresale.log.ForesaleException;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.Parquet;
import org.foresale.log.internal.FolderSums;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;
import tech.tablesaw.api.TimeColumn;

class CohortFilesTest {

    @TempDir
    Path folder;

    private static Cohort snapshot() {
        return Snapshot.of(Target.of("x", Level.SECOND, "X")).withDays(List.of(60, 90, 120), 160, 40)
                .cohort(RandomLogs.log(4, 150));
    }

    /** All that a learner may know of the samples. */
    private static List<List<Object>> known(Cohort cohort) {
        List<List<Object>> known = new ArrayList<>();
        for (Split split : Split.values()) {
            Samples samples = cohort.samples(split);
            for (int i = 0; i < samples.size(); i++) {
                Sample sample = samples.get(i);
                known.add(List.of(samples.userId(i), sample.cut(), sample.label(), sample.split(), sample.shift()));
                History history = samples.history(i);
                for (int line = 0; line < history.size(); line++) {
                    known.add(List.of(history.day(line), history.second(line),
                            samples.taxonomy().path(Level.THIRD, history.thirdClass(line)),
                            samples.isTarget(history.thirdClass(line)), history.quantity(line), history.value(line)));
                }
            }
        }
        return known;
    }

    private void same(Cohort cohort, String name) {
        cohort.write(folder.resolve(name));
        Cohort read = Cohort.read(folder.resolve(name));
        assertThat(known(read)).isEqualTo(known(cohort));
        assertThat(read.name()).isEqualTo(cohort.name());
        assertThat(read.target()).isEqualTo(cohort.target());
        assertThat(read.funnel()).isEqualTo(cohort.funnel());
        assertThat(read.sentinel()).isEqualTo(cohort.sentinel());
        assertThat(read.summary().toString()).isEqualTo(cohort.summary().toString());
        assertThat(read.train().taxonomy().levelNames()).isEqualTo(cohort.train().taxonomy().levelNames());
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        same(snapshot(), "snapshot");
        same(snapshot().withShift(Split.TRAIN, Shift.by(0, 1, 3)), "shifted");
        same(FirstNeed.of(Target.of("x", Level.SECOND, "X")).withBurnIn(10, 1).cohort(RandomLogs.log(12, 300)), "need");
    }

    @Test
    void anotherToolFindsTheSamplesAndNothingOfTheirFuture() throws SQLException {
        Cohort cohort = snapshot();
        cohort.write(folder.resolve("c"));
        assertThat(one("SELECT count(*) FROM 'c/samples.parquet' WHERE label AND split = 'train'"))
                .isEqualTo(cohort.train().positives());
        assertThat(one("SELECT count(*) FROM 'c/events/*.parquet'"))
                .isEqualTo(one("SELECT sum(events) FROM 'c/samples.parquet'")).isPositive();
        assertThat(one("SELECT count(*) FROM 'c/events/*.parquet' e JOIN 'c/samples.parquet' s USING (sample)"
                + " WHERE e.time >= s.cut OR e.user <> s.user")).isZero();
    }

    private long one(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet row = connection.prepareStatement(sql.replace("'c/", "'" + folder + "/c/")).executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Altered by somebody who knows how: the checksums are those of the altered files. */
    private Path altered(String name, UnaryOperator<Table> change) throws IOException {
        Path cohort = folder.resolve(name);
        snapshot().write(cohort);
        Path samples = cohort.resolve("samples.parquet");
        Parquet.write(change.apply(Parquet.read(samples)), samples);
        FolderSums.write(cohort);
        return cohort;
    }

    @Test
    void whatIsAlteredOrNoCohortIsRefused() throws IOException {
        assertThatThrownBy(() -> Cohort.read(folder)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("cohort.json");
        Path later = altered("later", samples -> {
            samples.dateColumn("cut").set(0, samples.dateColumn("cut").get(0).plusDays(30));
            samples.dateColumn("cut").set(1, samples.dateColumn("cut").get(1).minusDays(30));
            return samples;
        });
        assertThatThrownBy(() -> Cohort.read(later)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("events before");
        Path stranger = altered("stranger", samples -> {
            samples.stringColumn("user").set(0, "nobody");
            return samples;
        });
        assertThatThrownBy(() -> Cohort.read(stranger)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("nobody").hasMessageContaining("no event");
        Path both = altered("both", samples -> {
            String user = samples.stringColumn("user").get(0);
            for (int row = 0; row < samples.rowCount(); row++) {
                if (samples.stringColumn("user").get(row).equals(user)) {
                    samples.stringColumn("split").set(row, row == 0 ? "test" : "train");
                }
            }
            return samples.append(samples.first(1).replaceColumn("split",
                    samples.first(1).stringColumn("split").set(0, "train")));
        });
        assertThatThrownBy(() -> Cohort.read(both)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("two splits");
        Path odd = altered("odd", samples -> {
            samples.stringColumn("split").set(0, "holdout");
            return samples;
        });
        assertThatThrownBy(() -> Cohort.read(odd))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("HOLDOUT");
        Path narrow = altered("narrow", samples -> samples.removeColumns("cut"));
        assertThatThrownBy(() -> Cohort.read(narrow)).isInstanceOf(ForesaleException.class).hasMessageContaining("cut")
                .hasMessageContaining("damaged");
        Path typed = altered("typed", samples -> samples.replaceColumn("cut",
                samples.intColumn("sample").copy().setName("cut")));
        assertThatThrownBy(() -> Cohort.read(typed)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("damaged");
        Path json = altered("json", samples -> samples).resolve("cohort.json");
        Files.writeString(json, Files.readString(json).replace("foresale-cohort-1", "foresale-cohort-9"));
        FolderSums.write(json.getParent());
        assertThatThrownBy(() -> Cohort.read(json.getParent())).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("foresale-cohort-9").hasMessageContaining("anew");
        Files.writeString(json, "{");
        FolderSums.write(json.getParent());
        assertThatThrownBy(() -> Cohort.read(json.getParent())).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("damaged");
        Path existing = Files.createDirectory(folder.resolve("existing"));
        assertThatThrownBy(() -> snapshot().write(existing)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("there already");
    }

    @Test
    void everyFlippedBitIsSeen() throws IOException {
        Path cohort = folder.resolve("flipped");
        snapshot().write(cohort);
        Cohort.read(cohort);
        Random random = new Random(4);
        List<Path> files;
        try (Stream<Path> all = Files.walk(cohort)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(3);
        for (Path file : files) {
            byte[] good = Files.readAllBytes(file);
            for (int flip = 0; flip < 40; flip++) {
                byte[] bad = good.clone();
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bad);
                assertThatThrownBy(() -> Cohort.read(cohort)).isInstanceOf(ForesaleException.class)
                        .hasMessageContaining("SHA256SUMS");
            }
            Files.write(file, good);
        }
        Path samples = cohort.resolve("samples.parquet");
        byte[] good = Files.readAllBytes(samples);
        Files.delete(samples);
        assertThatThrownBy(() -> Cohort.read(cohort)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("samples.parquet is missing");
        Files.write(samples, good);
        Path added = Files.copy(samples, cohort.resolve("events/added.parquet"));
        assertThatThrownBy(() -> Cohort.read(cohort)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("added.parquet was not there");
        Files.delete(added);
        assertThat(known(Cohort.read(cohort))).isEqualTo(known(snapshot()));
        Files.delete(cohort.resolve("SHA256SUMS"));
        assertThatThrownBy(() -> Cohort.read(cohort)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("has no SHA256SUMS").hasMessageContaining("Write the folder again");
    }

    /** An interrupt may come at any time: the work is done all the same, or is told to be interrupted. */
    @Test
    void anInterruptIsNoDamage() throws Exception {
        Cohort cohort = snapshot();
        Path written = folder.resolve("interrupted");
        cohort.write(written);
        Random random = new Random(6);
        for (int i = 0; i < 40; i++) {
            Path another = folder.resolve("another" + i);
            boolean writes = i % 2 == 0;
            AtomicReference<Throwable> told = new AtomicReference<>();
            AtomicBoolean stays = new AtomicBoolean();
            Thread worker = new Thread(() -> {
                try {
                    if (writes) {
                        cohort.write(another);
                    } else {
                        Cohort.read(written);
                    }
                } catch (RuntimeException e) {
                    told.set(e);
                }
                stays.set(Thread.currentThread().isInterrupted());
            });
            worker.start();
            Thread.sleep(random.nextInt(i < 4 ? 1 : 40));
            boolean inTime = worker.isAlive();
            worker.interrupt();
            worker.join();
            if (told.get() != null) {
                assertThat(told.get()).isInstanceOf(CancellationException.class);
                assertThat(stays).isTrue();
                assertThat(another).doesNotExist();
            } else if (writes) {
                Cohort.read(another);
            }
            assertThat(inTime || told.get() == null).isTrue();
        }
        assertThat(known(Cohort.read(written))).isEqualTo(known(cohort));
    }

    @Test
    void aFolderHasTheRightsOfAnyOther() throws IOException {
        Path usual = Files.createDirectory(folder.resolve("usual"));
        Path cohort = folder.resolve("cohort");
        snapshot().write(cohort);
        assertThat(Files.getPosixFilePermissions(cohort)).isEqualTo(Files.getPosixFilePermissions(usual));
        Path file = Files.writeString(usual.resolve("file"), "");
        try (Stream<Path> all = Files.walk(cohort)) {
            for (Path one : all.filter(Files::isRegularFile).toList()) {
                assertThat(Files.getPosixFilePermissions(one)).as(one.toString())
                        .isEqualTo(Files.getPosixFilePermissions(file));
            }
        }
    }

    @Test
    void aColumnThatParquetDoesNotTakeIsNamed() {
        Table table = Table.create("t", TimeColumn.create("clock"));
        assertThatThrownBy(() -> Parquet.write(table, folder.resolve("t.parquet")))
                .isInstanceOf(ForesaleException.class)
                .hasMessageContaining("clock").hasMessageContaining("LOCAL_TIME");
    }
}
