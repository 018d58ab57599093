package org.foresale.study;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.cohort.CategoryCohort;

/**
 * What figures come from. It is told beside them, and never compared.
 *
 * @param facts name and value: the commit (of the environment variable {@value #COMMIT}, or "unknown"), versions of
 *              Java, of this library and of those it computes with, the processor, its cores, the machine's memory, the
 *              day (UTC), how many seeds and which, and the SHA-256 of the samples of each task with all that is seen
 *              of them; what earlier versions wrote lacks some of them
 */
public record Origin(Map<String, String> facts) {

    /** Environment variable with the commit of the source that runs. */
    public static final String COMMIT = "FORESALE_COMMIT";

    private static final String UNKNOWN = "unknown";
    private static final String PROCESSOR = "processor";
    /** A processor's name, as the system tells it, has one of these in it. */
    private static final List<String> MAKES = List.of("Intel", "AMD", "aarch64");
    private static final String MADE_BY = "made by";
    private static final double BYTES_A_GIB = 1 << 30;
    /** One day for all that a process makes, so that what it makes twice is the same. */
    private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC);

    /**
     * Copies the facts, in their order.
     */
    public Origin {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /**
     * Tells where figures of this process come from.
     *
     * @param tasks the tasks whose samples they are about
     * @param seeds how many seeds, from 1 on
     * @return commit, versions, machine, day, seeds and the checksums of the samples
     */
    public static Origin of(Collection<Task> tasks, int seeds) {
        Map<String, String> samples = new LinkedHashMap<>();
        tasks.forEach(task -> samples.put(task.name(), Fingerprint.of(task)));
        return of(samples, seeds);
    }

    /**
     * Tells where figures of every category come from.
     *
     * @param cohorts the samples that they are about, by the name of the log
     * @return the same facts
     */
    public static Origin ofCategories(Map<String, CategoryCohort> cohorts) {
        Map<String, String> samples = new TreeMap<>();
        cohorts.forEach((name, cohort) -> samples.put(name, Fingerprint.of(cohort)));
        return of(samples, 1);
    }

    /** Where figures of this process come from, with the checksum of the samples of each task. */
    static Origin of(Map<String, String> samples, int seeds) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("commit", Optional.ofNullable(System.getenv(COMMIT)).orElse(UNKNOWN));
        facts.putAll(versions());
        facts.put("Java", Runtime.version().toString());
        facts.put(PROCESSOR, processor());
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", memory());
        facts.put("date", DAY.toString());
        facts.put("seeds", Integer.toString(seeds));
        facts.put("list of seeds", IntStream.rangeClosed(1, seeds).mapToObj(Integer::toString)
                .collect(Collectors.joining(", ")));
        samples.forEach((task, checksum) -> facts.put("samples of " + task, checksum));
        return new Origin(facts);
    }

    /** Returns a copy that names the command that made the figures, where it is not environment/report. */
    Origin madeBy(String command) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(MADE_BY, command);
        return new Origin(more);
    }

    /** The command that made the figures; empty if it is environment/report. */
    Optional<String> madeBy() {
        return Optional.ofNullable(facts.get(MADE_BY));
    }

    /** The processor's name as the system told it. */
    String processorName() {
        return facts.getOrDefault(PROCESSOR, UNKNOWN);
    }

    /** The make of the processor, such as "Intel"; empty if its name does not tell. */
    Optional<String> make() {
        return MAKES.stream().filter(processorName()::contains).findFirst();
    }

    private static Map<String, String> versions() {
        Properties properties = new Properties();
        try (InputStream in = Origin.class.getResourceAsStream("versions.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("this library's versions cannot be read: " + e.getMessage(), e);
        }
        Map<String, String> versions = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> versions.put(name, properties.getProperty(name)));
        return versions;
    }

    /** The memory of the machine, or of the container that this runs in. */
    private static String memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? String.format(Locale.ROOT, "%.1f GiB", system.getTotalMemorySize() / BYTES_A_GIB) : UNKNOWN;
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).trim()).orElseGet(Origin::architecture);
        } catch (IOException e) {
            return architecture();
        }
    }

    /** Linux on aarch64 tells no name of a processor. */
    private static String architecture() {
        return System.getProperty("os.arch", UNKNOWN);
    }
}
