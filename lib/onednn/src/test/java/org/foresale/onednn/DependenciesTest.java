package org.foresale.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.CrashReportingUtil;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deeplearning4j without the old libraries that it asks for. */
class DependenciesTest {

    @TempDir
    private File folder;

    @Test
    void theOldLibrariesAreNotThere() {
        for (String name : new String[] {"oshi.SystemInfo", "com.sun.jna.Native", "org.threeten.bp.LocalDate",
            "org.apache.commons.net.util.Base64", "org.apache.commons.compress.archivers.zip.ZipFile",
            "com.google.gson.Gson"}) {
            assertThatThrownBy(() -> Class.forName(name)).as(name).isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void aNetworkIsWrittenAndReadWithoutThem() throws IOException {
        MultiLayerNetwork network = Networks.ofSequence(3, 4, Networks.lstm(2));
        File file = new File(folder, "network.zip");
        ModelSerializer.writeModel(network, file, true);
        assertThat(ModelSerializer.restoreMultiLayerNetwork(file).params()).isEqualTo(network.params());
    }

    @Test
    void theReportOfAnExhaustedMemoryDoesNotHideIt() {
        CrashReportingUtil.crashDumpOutputDirectory(folder);
        try {
            // What a network calls before it throws an OutOfMemoryError on.
            assertThatCode(() -> CrashReportingUtil.writeMemoryCrashDump(Networks.ofSequence(3, 4, Networks.lstm(2)),
                    new OutOfMemoryError("exhausted"))).doesNotThrowAnyException();
        } finally {
            CrashReportingUtil.crashDumpOutputDirectory(null);
        }
    }
}
