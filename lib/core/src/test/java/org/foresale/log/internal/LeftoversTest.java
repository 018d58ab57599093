package org.foresale.log.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    private static final String NOBODY = "999999999";

    @TempDir
    Path folder;

    /** A folder with a file, as a process of some number and some machine would call what it makes. */
    private Path left(String like, String machine, String process, Duration age) throws IOException {
        String[] parts = like.split("-", 4);
        Path made = Files.createDirectory(folder.resolve(parts[0] + "-" + parts[1].replaceAll(".+", machine) + "-"
                + process + "-" + parts[3]));
        Path file = Files.writeString(made.resolve("users"), "u1");
        FileTime then = FileTime.from(Instant.now().minus(age));
        Files.setLastModifiedTime(file, then);
        Files.setLastModifiedTime(made, then);
        return made;
    }

    /** Another name each time. */
    private static String like() {
        return Leftovers.partial(Path.of("elsewhere", "x")).getFileName().toString();
    }

    @Test
    void onlyWhatNobodyWritesGoes() throws IOException {
        String here = like().split("-")[1];
        Path dead = left(like(), here, NOBODY, Duration.ZERO);
        Path live = left(like(), here, String.valueOf(ProcessHandle.current().parent().orElseThrow().pid()),
                Duration.ofDays(30));
        Path elsewhere = left(like(), "another0host", NOBODY, Duration.ofDays(6));
        Path abandoned = left(like(), "another0host", NOBODY, Duration.ofDays(8));
        Path busy = left(like(), "another0host", NOBODY, Duration.ofDays(8));
        Files.writeString(busy.resolve("more users"), "u2");
        Path file = Files.writeString(folder.resolve(".new-recipe.txt"), "a user's own");

        Leftovers.partial(folder.resolve("x"));

        assertThat(dead).doesNotExist();
        assertThat(abandoned).doesNotExist();
        assertThat(live).isDirectory();
        assertThat(elsewhere).isDirectory();
        assertThat(busy).isDirectory();
        assertThat(file).exists();
    }

    @Test
    void aFolderGetsItsNameBackThatWasBeingReplaced() throws IOException {
        String earlier = Leftovers.earlier(folder.resolve("dog")).getFileName().toString();
        Path dead = left(earlier, earlier.split("-")[1], NOBODY, Duration.ZERO);

        Leftovers.partial(folder.resolve("x"));

        assertThat(dead).doesNotExist();
        assertThat(folder.resolve("dog").resolve("users")).hasContent("u1");
    }
}
