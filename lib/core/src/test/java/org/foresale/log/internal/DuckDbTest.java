package org.foresale.log.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class DuckDbTest {

    @Test
    void whatMemoryDoesNotHoldGoesIntoAFolderOfItsOwn() throws Exception {
        Path spills;
        try (DuckDb database = DuckDb.open()) {
            spills = database.spills();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spills))).isEqualTo("rwx------");
            try (Statement statement = database.connection().createStatement()) {
                statement.execute("SET threads = 1");
                statement.execute("SET memory_limit = '40MB'");
                statement.execute("CREATE TABLE large AS SELECT range AS id, md5(range::VARCHAR) AS text"
                        + " FROM range(2000000)");
                try (ResultSet files = statement.executeQuery("SELECT path FROM duckdb_temporary_files()")) {
                    assertThat(files.next()).isTrue();
                    assertThat(Path.of(files.getString(1)).getParent()).isEqualTo(spills);
                }
            }
        }
        assertThat(spills).doesNotExist();
    }
}
