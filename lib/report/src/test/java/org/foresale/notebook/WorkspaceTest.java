package org.foresale.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class WorkspaceTest {

    @Test
    void itIsTheTargetOfTheProject() {
        Path results = Workspace.results("shift-study");
        assertThat(results.toString()).endsWith(Path.of("target", "full", "results", "shift-study.json").toString());
        assertThat(Files.exists(results.resolve("../../../../pom.xml").normalize())).isTrue();
        assertThat(Workspace.runs("shift-study").getFileName()).hasToString("shift-study");
    }

    @Test
    void aTemporaryFolderIsOnesOwn() throws IOException {
        Path folder = Workspace.temporary();
        assertThat(folder).isNotEqualTo(Workspace.temporary()).isWritable();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
    }

    @Test
    void namesThatLeadElsewhereAreRefused() {
        assertThatThrownBy(() -> Workspace.results("../x")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../x");
        assertThatThrownBy(() -> Workspace.runs("")).isInstanceOf(IllegalArgumentException.class);
    }
}
