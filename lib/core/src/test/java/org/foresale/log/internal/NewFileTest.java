package org.foresale.log.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.foresale.log.ForesaleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {

    @TempDir
    Path folder;

    private void assertFiles(Path... expected) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(expected);
        }
    }

    @Test
    void aFileIsThereWholeOrNotAtAll() throws IOException {
        Path file = folder.resolve("a.txt");
        assertThatThrownBy(() -> NewFile.make(file, false, partial -> {
            Files.writeString(partial, "half");
            assertThat(file).doesNotExist();
            throw new IOException("no room");
        })).isInstanceOf(ForesaleException.class).hasMessageContaining("a.txt").hasMessageContaining("no room");
        assertFiles();
        NewFile.make(file, false, partial -> Files.writeString(partial, "whole"));
        assertThat(file).hasContent("whole");
        assertFiles(file);
    }

    @Test
    void whatIsThereStaysUnlessItIsToBeReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        assertThatThrownBy(() -> NewFile.make(file, false, partial -> {
            throw new AssertionError("nothing is written for nothing");
        })).isInstanceOf(ForesaleException.class).hasMessageContaining("there already");
        assertThatThrownBy(() -> NewFile.make(file, true, partial -> {
            throw new IllegalStateException("on the way");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(file).hasContent("old");
        NewFile.make(file, true, partial -> Files.writeString(partial, "new"));
        assertThat(file).hasContent("new");
        assertFiles(file);
    }

    @Test
    void aFileThatComesMeanwhileStays() throws IOException {
        Path file = folder.resolve("new folder").resolve("a.txt");
        assertThatThrownBy(() -> NewFile.make(file, false, partial -> {
            Files.writeString(partial, "mine");
            Files.writeString(file, "theirs");
        })).isInstanceOf(ForesaleException.class).hasMessageContaining("there already");
        assertThat(file).hasContent("theirs");
    }

    @Test
    void aReplacedFileIsThereWholeOrAsItWas() throws IOException {
        Path file = folder.resolve("new folder").resolve("a.txt");
        NewFile.replace(file, partial -> {
            assertThat(partial).doesNotExist();
            assertThat(partial.getParent()).isEqualTo(file.getParent());
            assertThat(partial.getFileName().toString()).startsWith(NewFile.PARTIAL);
            Files.writeString(partial, "old");
        });
        assertThatThrownBy(() -> NewFile.replace(file, partial -> {
            Files.writeString(partial, "half");
            throw new IOException("no room");
        })).isInstanceOf(IOException.class).hasMessage("no room");
        assertThat(file).hasContent("old");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
        Path usual = Files.writeString(folder.resolve("usual.txt"), "");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void aFolderIsNoFile() {
        for (boolean replace : new boolean[] {false, true}) {
            assertThatThrownBy(() -> NewFile.make(folder, replace, partial -> Files.writeString(partial, "x")))
                    .isInstanceOf(ForesaleException.class).hasMessageContaining("is a folder");
        }
    }
}
