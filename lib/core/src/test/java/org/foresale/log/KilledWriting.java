package org.foresale.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.log.internal.NewFolder;
import tech.tablesaw.api.Table;

/** Writes files and folders and reads what has to be unpacked, until it is killed. */
public final class KilledWriting {

    private KilledWriting() {
    }

    /**
     * Runs.
     *
     * @param arguments the folder to write to; how many rounds
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Table table = RandomLogs.table(1, 200);
        Cohort cohort = Snapshot.of(Target.of("x", Level.SECOND, "X")).withDays(List.of(60, 90, 120), 160, 40)
                .cohort(RandomLogs.log(2, 200));
        Path zip = folder.resolve("lines.zip");
        if (!Files.exists(zip)) {
            new LayoutFiles(folder).write(Layouts.all().get(0), LayoutFiles.Kind.ZIP);
        }
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            Parquet.write(table, folder.resolve("table.parquet"));
            LogSource.file(zip).preview();
            String text = "whole ".repeat(200_000);
            NewFolder.make(folder.resolve("replaced"), Optional.of("mark"), files -> {
                Files.writeString(files.resolve("text"), text);
                return Files.writeString(files.resolve("mark"), "");
            });
            Path kept = folder.resolve("cohort");
            NewFolder.delete(kept);
            cohort.write(kept);
            System.out.println(round);
        }
    }
}
