package org.foresale.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs a process of its own. */
@Tag("slow")
class ProcessesTest {

    /** What a process printed, and what it printed as errors. */
    private record Printed(List<String> out, String errors) {
    }

    private static Printed run(String classPath, Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"),
                "-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch", "-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        File errors = File.createTempFile("errors", ".txt");
        Process process = new ProcessBuilder(command).redirectError(errors).start();
        try {
            String out = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
            String err = java.nio.file.Files.readString(errors.toPath());
            assertThat(process.exitValue()).as(err).isZero();
            return new Printed(out.lines().toList(), err);
        } finally {
            process.destroyForcibly();
            assertThat(errors.delete()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"steps, 10000", "marks, 10000", "networks, 90"})
    void nativeMemoryStaysFlat(String what, String rounds) throws Exception {
        Printed printed = run(System.getProperty("java.class.path"), Soak.class, what, rounds);
        assertThat(Long.parseLong(printed.out().get(printed.out().size() - 1)))
                .as("growth of the resident memory in bytes").isLessThan(24L << 20);
    }

    @Test
    void withoutTheNativeLibraryOneWarningSaysWhatToInstallAndAllRunsStock() throws Exception {
        String without = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !new File(entry).getName().matches("dnnl-\\d.*-\\w+-\\w+\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        Printed printed = run(without, WithoutLibrary.class);
        assertThat(printed.errors().lines().filter(line -> line.contains("oneDNN cannot be loaded"))).hasSize(1)
                .first().asString().contains("org.bytedeco:dnnl-platform").contains(System.getProperty("os.arch"));
        assertThat(printed.out()).last().isEqualTo("false");
        assertThat(String.join("\n", printed.out())).contains("stock   oneDNN cannot be loaded")
                .doesNotContain("oneDNN  masked");
    }
}
