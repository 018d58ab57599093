package org.foresale.log;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.foresale.log.LayoutFiles.Kind;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Damages files of every layout and kind, and looks what becomes of them: each has to be refused with a message for
 * people, or to be read as another reader has it. What is packed has to be refused, or to say what it said before.
 */
public final class FileFuzz {

    /** Kinds whose bytes are no text: what they say is not to change, or not to be read. */
    private static final Set<Kind> PACKED = EnumSet.of(Kind.GZIP, Kind.ZIP, Kind.EXCEL);
    /** Kinds that are looked at for crashes and for lines without an account: another text says other things. */
    private static final Set<Kind> OTHERS = EnumSet.of(Kind.JSON_LINES, Kind.JSON_ARRAY, Kind.PARQUET, Kind.UTF_16);
    private static final Set<Kind> TEXTS = EnumSet.of(Kind.CSV, Kind.TSV);
    private static final String[] PIECES = {"\"", ",", ";", "\t", "\n", "\r\n", "\r", "\"\"", "\0", "\uFEFF", "NULL",
        "#", "\u00A0", "\u2028", "=", "-", "0", "1e400", "2024-02-30", "\uD83D\uDE00", " ", "x", "|", "\u0085",
        "\u200B"};

    private final Path folder;
    private final List<Layout> layouts = Layouts.all().stream().filter(layout -> layout.others().isEmpty()).toList();
    private final Map<String, Integer> outcomes = new TreeMap<>();

    FileFuzz(Path folder) {
        this.folder = folder;
    }

    /**
     * Runs for some time.
     *
     * @param arguments how many minutes, and the first seed
     */
    public static void main(String[] arguments) throws IOException {
        long end = System.nanoTime() + (long) (Double.parseDouble(arguments[0]) * 60e9);
        long seed = Long.parseLong(arguments[1]);
        long first = seed;
        Path folder = Files.createTempDirectory("foresale-fuzz-");
        FileFuzz fuzz = new FileFuzz(folder);
        try {
            while (System.nanoTime() < end) {
                fuzz.run(seed++);
            }
        } catch (AssertionError | RuntimeException e) {
            System.err.println("seed " + (seed - 1) + ": " + e + "\nThe file is in " + folder);
            throw e;
        }
        System.out.println((seed - first) + " damaged files, seeds " + first + " to " + (seed - 1) + ": "
                + fuzz.outcomes() + "; no crash, no line unaccounted for, no silent change");
    }

    /** How many files came to which end. */
    Map<String, Integer> outcomes() {
        return outcomes;
    }

    /** Damages one file and looks what becomes of it. */
    void run(long seed) throws IOException {
        Random random = new Random(seed);
        Layout layout = layouts.get(random.nextInt(layouts.size()));
        List<Kind> kinds = new ArrayList<>(random.nextInt(3) > 0 ? TEXTS : random.nextBoolean() ? PACKED : OTHERS);
        Kind kind = kinds.get(random.nextInt(kinds.size()));
        clear();
        LayoutFiles.Written written = new LayoutFiles(folder).write(layout, kind);
        byte[] good = Files.readAllBytes(written.file());
        byte[] bad = damaged(good, random);
        Files.write(written.file(), bad);
        String outcome = outcome(layout, kind, written, bad);
        outcomes.merge(outcome, 1, Integer::sum);
    }

    private void clear() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private String outcome(Layout layout, Kind kind, LayoutFiles.Written written, byte[] bytes) {
        PurchaseLog log;
        try {
            written.source().preview(written.mapping());
            log = written.source().load(written.mapping());
        } catch (ForesaleException e) {
            require(e.getMessage().contains("lines"), "a message that does not name its file: " + e.getMessage());
            if (e.getMessage().contains("no line is left") && TEXTS.contains(kind)) {
                require(expected(written, bytes).map(table -> refuses(layout, table)).orElse(false), "all lines lost");
            }
            return "refused";
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("a crash on " + layout + ", " + kind + ": " + e, e);
        }
        QualityReport quality = log.quality();
        require(quality.kept() == log.lines(), "a line that is kept is not in the log");
        if (PACKED.contains(kind)) {
            require(Layout.said(log).equals(layout.expected()), layout + ", " + kind + ": a silent change");
        }
        if (TEXTS.contains(kind)) {
            Table table = expected(written, bytes).orElseThrow(() -> new AssertionError(layout + ", " + kind
                    + ": another reader refuses what was read"));
            PurchaseLog other = LogSource.table(table).load(layout.tableMapping());
            require(quality.read() == table.rowCount(), layout + ", " + kind + ": read " + quality.read()
                    + " lines of " + table.rowCount());
            require(Layout.said(log).equals(Layout.said(other)), layout + ", " + kind + ": a silent change: "
                    + Layout.said(log) + " and by another reader " + Layout.said(other));
            require(counts(quality).equals(counts(other.quality())), layout + ", " + kind + ": other reasons: "
                    + counts(quality) + ", " + counts(other.quality()));
        }
        return "read";
    }

    private static boolean refuses(Layout layout, Table table) {
        try {
            LogSource.table(table).load(layout.tableMapping());
            return false;
        } catch (ForesaleException e) {
            return true;
        }
    }

    private static Map<String, Long> counts(QualityReport quality) {
        Map<String, Long> counts = new LinkedHashMap<>();
        quality.findings().forEach(finding -> counts.put(finding.reason().text(), finding.lines()));
        return counts;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** What FastCSV reads; empty if it refuses the text, or if the text is none. */
    private static Optional<Table> expected(LayoutFiles.Written written, byte[] bytes) {
        FileLayout layout = written.mapping().layout();
        boolean tabs = written.file().toString().endsWith(".tsv");
        try {
            String encoding = layout.encoding().orElse("UTF-8");
            String text = Charset.forName(encoding).newDecoder().decode(ByteBuffer.wrap(bytes))
                    .toString();
            text = text.startsWith("\uFEFF") ? text.substring(1) : text;
            List<List<String>> rows = new ArrayList<>();
            for (CsvRecord row : CsvReader.builder().fieldSeparator(layout.separator().orElse(tabs ? '\t' : ','))
                    .allowExtraFields(false).allowMissingFields(false).allowExtraCharsAfterClosingQuote(false)
                    .skipEmptyLines(true).ofCsvRecord(text)) {
                rows.add(row.getFields());
            }
            List<String> header = layout.columns().isEmpty() ? rows.get(0) : layout.columns();
            List<String> used = written.mapping().columns().stream().distinct().toList();
            List<List<String>> lines = layout.columns().isEmpty() ? rows.subList(1, rows.size()) : rows;
            Table table = Table.create("lines");
            for (String name : used) {
                int column = header.stream().map(String::strip).toList().indexOf(name);
                table.addColumns(StringColumn.create(name, lines.stream().map(row -> row.get(column)).toList()));
            }
            return Optional.of(table);
        } catch (CharacterCodingException | CsvParseException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bytes = good;
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(bytes.length + 1);
            int end = Math.min(bytes.length, at + random.nextInt(40));
            switch (random.nextInt(7)) {
                case 0 -> bytes = spliced(bytes, at, at, PIECES[random.nextInt(PIECES.length)]
                        .getBytes(StandardCharsets.UTF_8));
                case 1 -> bytes = spliced(bytes, at, Math.min(bytes.length, at + 1),
                        PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
                case 2 -> bytes = spliced(bytes, at, end, new byte[0]);
                case 3 -> bytes = spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
                case 4 -> bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : bytes;
                case 5 -> {
                    bytes = bytes.clone();
                    if (at < bytes.length) {
                        bytes[at] ^= (byte) (1 << random.nextInt(8));
                    }
                }
                default -> {
                    bytes = bytes.clone();
                    if (at < bytes.length) {
                        bytes[at] = (byte) random.nextInt(256);
                    }
                }
            }
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int start, int end, byte[] piece) {
        byte[] all = new byte[bytes.length - (end - start) + piece.length];
        System.arraycopy(bytes, 0, all, 0, start);
        System.arraycopy(piece, 0, all, start, piece.length);
        System.arraycopy(bytes, end, all, start + piece.length, bytes.length - end);
        return all;
    }
}
