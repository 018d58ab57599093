package org.foresale.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.foresale.learn.PredictorParts;
import org.foresale.log.ForesaleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are no model, or no longer one: each is refused with a reason, within bounds, and without a trace. */
class BundleTest {

    private static final String MANIFEST = "manifest.json";
    private static final long MIB = 1L << 20;
    private static final long LITTLE = 32 * MIB;

    private static byte[] good;
    private static Map<String, byte[]> pieces;

    @TempDir
    Path parent;

    private Path file;

    @BeforeAll
    static void oneModel(@TempDir Path folder) throws IOException {
        PurchaseModel.fit(Models.COHORT, Models.BLEND).write(folder.resolve("good.zip"));
        good = Files.readAllBytes(folder.resolve("good.zip"));
        pieces = Bundle.read(folder.resolve("good.zip"), Bundle.MAX_FILES);
    }

    @BeforeEach
    void place() throws IOException {
        file = Files.createDirectory(parent.resolve("models")).resolve("model.zip");
    }

    @AfterEach
    void nothingElseIsOnTheDisk() throws IOException {
        try (Stream<Path> all = Files.walk(parent)) {
            assertThat(all).isSubsetOf(parent, file.getParent(), file);
        }
    }

    private String refusal(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        return Models.refusal(file, LITTLE);
    }

    /** All files of a bundle in their order, the manifest among them. */
    private static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static byte[] zipped(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] withManifest(UnaryOperator<String> change) throws IOException {
        Map<String, byte[]> files = unzipped(good);
        String manifest = new String(files.get(MANIFEST), StandardCharsets.UTF_8);
        files.put(MANIFEST, change.apply(manifest).getBytes(StandardCharsets.UTF_8));
        return zipped(files);
    }

    /** The same bytes, with one text in place of another of the same length wherever it comes. */
    private static byte[] replaced(byte[] bytes, String text, String other) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace(text, other)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void theZipsOfTheseTestsAreReadIfNothingIsWrong() throws IOException {
        Files.write(file, withManifest(UnaryOperator.identity()));
        assertThat(Bundle.read(file, Bundle.MAX_FILES)).containsOnlyKeys(pieces.keySet());
    }

    @Test
    void modelsThatWereCutOffAreRefused() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            refusal(Arrays.copyOf(good, i == 0 ? good.length - 1 : random.nextInt(good.length)));
        }
    }

    @Tag("slow")
    @Test
    void aByteThatFlipsIsNoticedOrMakesNoDifference() throws IOException {
        Random random = new Random(2);
        Path again = parent.resolve("models").resolve("again.zip");
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            byte[] flipped = good.clone();
            // The last bytes are the zip's own lists, where a flip is most likely to mislead its reader.
            int at = i % 2 == 0 ? random.nextInt(good.length) : good.length - 1 - random.nextInt(1_500);
            flipped[at] ^= (byte) (i % 3 == 0 ? 0xff : 1 << random.nextInt(8));
            Files.write(file, flipped);
            try {
                PurchaseModel.read(file).write(again);
                assertThat(Files.readAllBytes(again)).as("byte %d", at).isEqualTo(good);
            } catch (ForesaleException e) {
                assertThat(e.getMessage()).contains(file.toString()).doesNotContain("null");
                refused++;
            }
        }
        Files.delete(again);
        assertThat(refused).isGreaterThan(200);
    }

    static Stream<String> badNames() {
        return Stream.of("../evil", "..", "/etc/x", "a\\b", "A.json", "", "a//b", "a/", "a b", "a\nb", "\u00e4", "a:b",
                "manifest.json/", "a".repeat(201), "a".repeat(40_000), "a.".repeat(20_000) + "a",
                "a/".repeat(20_000) + "a");
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void namesThatNoModelHasAreRefused(String name) throws IOException {
        Map<String, byte[]> more = new TreeMap<>(pieces);
        more.put(name, new byte[] {1});
        Bundle.write(file, more, Bundle.MAX_FILES);
        assertThat(Models.refusal(file, LITTLE)).containsPattern("no model has|manifest");
    }

    @Test
    void aNameThatComesTwiceIsRefused() throws IOException {
        Map<String, byte[]> more = new TreeMap<>(pieces);
        more.put("carx.md", pieces.get("card.md"));
        Bundle.write(file, more, Bundle.MAX_FILES);
        assertThat(refusal(replaced(Files.readAllBytes(file), "carx.md", "card.md"))).contains("card.md", "twice");
        Map<String, byte[]> two = unzipped(good);
        two.put("manifesx.json", two.get(MANIFEST));
        assertThat(refusal(replaced(zipped(two), "manifesx.json", MANIFEST))).contains("two files", MANIFEST);
    }

    @Test
    void namesAndCommentsThatAreNoTextAreRefused() throws IOException {
        assertThat(refusal(replaced(good, "card.md", "card\u00ff\u00fe\u00fd"))).contains("no model");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry(MANIFEST);
            entry.setComment("comment");
            zip.putNextEntry(entry);
        }
        assertThat(refusal(replaced(bytes.toByteArray(), "comment", "comm\u00ff\u00fe\u00fd"))).contains("no model");
    }

    @Test
    void filesWithoutAManifestAndManifestsWithoutTheirFilesAreRefused() throws IOException {
        Map<String, byte[]> files = unzipped(good);
        files.put("more.txt", new byte[] {1});
        assertThat(refusal(zipped(files))).contains("more.txt", "manifest");
        files.remove("more.txt");
        files.remove("card.md");
        assertThat(refusal(zipped(files))).contains("lacks");
        files.remove(MANIFEST);
        assertThat(refusal(zipped(files))).contains("no \"manifest.json\"");
        assertThat(refusal(zipped(Map.of("META-INF/MANIFEST.MF", new byte[0], "org/A.class", new byte[9]))))
                .contains("no \"manifest.json\"");
    }

    /** A part of the manifest and what comes in its place; part of the reason for the refusal. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "version" : 1            | "version" : 2               | version 2; this library reads version 1
            "version" : 1            | "version" : "x"             | not the JSON it should be
            "version" : 1            | "version" : null            | not the JSON it should be
            "version" : 1,           |                             | not the JSON it should be
            "version" : 1            | "version" : 1, "more" : 2   | not the JSON it should be
            foresale-model           | foresale-table              | not that of a model
            "files"                  | "fields"                    | not the JSON it should be
            (?s)"files" : .*         | "files" : null }            | not that of a model
            (?s)"files" : .*         | "files" : {} }              | does not list
            (?s)"files" : .*         | "files" : [] }              | not the JSON it should be
            (?s).*                   | null                        | not that of a model
            (?s).*                   | []                          | not the JSON it should be
            (?s).*                   | 7                           | not the JSON it should be
            (?s).*                   | {} {}                       | not the JSON it should be
            (?s).*                   | Who buys?                   | not the JSON it should be
            (?s).*                   | ''                          | not the JSON it should be
            "sha256" : "[0-9a-f]     | "sha256" : "g               | altered or damaged
            "sha256" : "[0-9a-f]*"   | "sha256" : null             | does not list
            "sha256" : "[0-9a-f]*"   | "sha256" : ""               | altered or damaged
            "bytes" : [0-9]*         | "bytes" : 1                 | unpacks to more than 1 bytes
            "bytes" : [0-9]*         | "bytes" : 9999              | altered or damaged
            "bytes" : [0-9]*         | "bytes" : -1                | does not list
            "bytes" : [0-9]*         | "bytes" : null              | not the JSON it should be
            "bytes" : [0-9]*         | "bytes" : 2147483648        | unpacks to more than
            "bytes" : [0-9]*         | "bytes" : 9223372036854775807 | unpacks to more than
            "bytes" : [0-9]*         | "bytes" : 1e400             | not the JSON it should be
            """)
    void manifestsThatAreWrongAreRefused(String place, String instead, String why) throws IOException {
        String other = instead == null ? "" : instead;
        byte[] altered = withManifest(manifest -> manifest.replaceFirst(place, other));
        assertThat(unzipped(altered).get(MANIFEST)).isNotEqualTo(unzipped(good).get(MANIFEST));
        assertThat(refusal(altered)).contains(why);
    }

    @Test
    void sizesThatTogetherAreTooLargeAreRefused() throws IOException {
        byte[] altered = withManifest(manifest -> manifest.replaceAll("\"bytes\" : [0-9]*", "\"bytes\" : 134217728"));
        Files.write(file, altered);
        // The first file is unpacked, the second no more.
        assertThat(Models.refusal(file, LITTLE)).contains("card.md");
    }

    @Test
    void manifestsThatAreDeepOrLongAreRefused() throws IOException {
        assertThat(refusal(withManifest(manifest -> "[".repeat(60_000)))).contains("JSON");
        assertThat(refusal(withManifest(manifest -> "{\"files\":".repeat(5_000)))).contains("JSON");
        assertThat(refusal(withManifest(manifest -> manifest + " ".repeat(70_000)))).contains("65536");
    }

    /** Zeros without end, which a zip holds in few bytes. */
    private void bomb(String manifest, String name, long size) throws IOException {
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            if (!name.equals(MANIFEST)) {
                zip.putNextEntry(new ZipEntry(MANIFEST));
                zip.write(manifest.getBytes(StandardCharsets.UTF_8));
            }
            zip.putNextEntry(new ZipEntry(name));
            byte[] zeros = new byte[(int) MIB];
            for (long done = 0; done < size; done += zeros.length) {
                zip.write(zeros);
            }
        }
    }

    @Tag("slow")
    @Test
    void bombsAreRefusedBeforeTheyGoOff() throws IOException {
        long huge = 2048 * MIB;
        String manifest = """
                {"format": "foresale-model", "version": 1, "files": {"bomb.bin": {"bytes": %d, "sha256": "0"}}}""";
        bomb(manifest.formatted(1_000), "bomb.bin", huge);
        assertThat(Files.size(file)).isLessThan(20 * MIB);
        assertThat(Models.refusal(file, LITTLE)).contains("bomb.bin", "more than 1000 bytes");
        bomb(manifest.formatted(huge), "bomb.bin", huge / 8);
        assertThat(Models.refusal(file, LITTLE)).contains("more than 134217728 bytes");
        bomb(manifest.formatted(128 * MIB), "bomb.bin", huge / 8);
        assertThat(Models.refusal(file, 400 * MIB)).contains("bomb.bin", "more than 134217728 bytes");
        bomb("", MANIFEST, 64 * MIB);
        assertThat(Models.refusal(file, LITTLE)).contains(MANIFEST, "more than 65536 bytes");
    }

    @Test
    void manyFilesAreRefused() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        IntStream.range(0, 20_000).forEach(i -> files.put("file" + i, new byte[0]));
        assertThat(refusal(zipped(files))).contains("20000", "200");
    }

    @Test
    void longFilesAreRefusedUnread() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(good);
            sparse.setLength(128 * MIB + 1);
        }
        assertThat(Models.refusal(file, MIB)).contains("134217729", "134217728");
    }

    @Test
    void whatIsNoZipIsRefused() throws IOException {
        assertThat(refusal(new byte[0])).contains("no model");
        assertThat(refusal("user,time,product\n".repeat(100).getBytes(StandardCharsets.UTF_8))).contains("no model");
        byte[] png = new byte[5_000];
        new Random(3).nextBytes(png);
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, 0, png, 0, 8);
        assertThat(refusal(png)).contains("no model");
        assertThat(refusal(zipped(Map.of("a.txt", new byte[1])))).contains("no model");
        Files.delete(file);
        assertThat(Models.refusal(file, MIB)).isEqualTo("There is no model file " + file + ".");
        Files.createDirectory(file);
        assertThat(Models.refusal(file, MIB)).isEqualTo("There is no model file " + file + ".");
    }

    @Test
    void whatCouldNotBeReadAgainIsNotWritten() throws IOException {
        Files.write(file, good);
        Map<String, byte[]> many = new TreeMap<>();
        IntStream.range(0, 200).forEach(i -> many.put("file" + i, new byte[0]));
        Map<String, byte[]> long129 = Map.of("a", new byte[(int) (65 * MIB)], "b", new byte[(int) (64 * MIB)]);
        for (Map<String, byte[]> each : List.of(many, long129)) {
            assertThatThrownBy(() -> Bundle.write(file, each, Bundle.MAX_FILES)).isInstanceOf(ForesaleException.class)
                    .hasMessageContaining("too large");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(good);
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsToldOf() throws IOException {
        Files.write(file, good);
        Path inside = file.resolve("model.zip");
        assertThatThrownBy(() -> Bundle.write(inside, pieces, Bundle.MAX_FILES)).isInstanceOf(ForesaleException.class)
                .hasMessageContaining(inside.toString());
        assertThat(Files.readAllBytes(file)).isEqualTo(good);
    }

    /** A name that ends the line, or turns its direction, could make a refusal say something else. */
    @Test
    void aNameIsShownInOneLine() throws IOException {
        Map<String, byte[]> files = unzipped(good);
        files.put("x\u202Egnp.json\u2028y", new byte[] {'{', '}'});
        assertThat(refusal(zipped(files))).contains("\"x gnp.json y\"");
        assertThatThrownBy(() -> PredictorParts.of(Map.of("x\u202Egnp.json\u2028y", new byte[0])))
                .isInstanceOf(ForesaleException.class).hasMessageContaining("\"x gnp.json y\"");
    }
}
