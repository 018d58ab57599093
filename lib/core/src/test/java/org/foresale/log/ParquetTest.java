package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class ParquetTest {

    @TempDir
    Path folder;

    private static Table table(int... numbers) {
        return Table.create("numbers", IntColumn.create("number", numbers));
    }

    /** What another name of the old file still holds was not written over. */
    @Test
    void aNewFileTakesThePlaceOfTheOldOneWhenItIsWhole() throws IOException {
        Path file = folder.resolve("made/numbers.parquet");
        Parquet.write(table(1, 2), file);
        Path old = Files.createLink(folder.resolve("old.parquet"), file);
        Parquet.write(table(3), file);
        assertThat(Parquet.read(file).intColumn("number").asList()).containsExactly(3);
        assertThat(Parquet.read(old).intColumn("number").asList()).containsExactly(1, 2);
        try (Stream<Path> left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void whatCannotBeWrittenIsRefused() throws IOException {
        assertThatThrownBy(() -> Parquet.write(table(1), folder)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("is a folder");
        Path text = Files.writeString(folder.resolve("text"), "no folder");
        assertThatThrownBy(() -> Parquet.write(table(1), text.resolve("numbers.parquet")))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("cannot be written");
    }
}
