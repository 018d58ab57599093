package org.foresale.log.internal;

import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.longs.LongList;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.foresale.log.FileLayout;
import org.foresale.log.ForesaleException;

/**
 * Describes the structure of a delimited text file. The first line is the header row unless the columns are named in
 * the layout. There are no comment lines. Only the separator is guessed, from the first lines. Quotation marks inside
 * quoted cells are doubled (RFC 4180).
 *
 * @param file      the file, in UTF-8, optionally compressed with gzip
 * @param origin    the file to name in messages: the file itself, or the file it was converted from
 * @param before    number of lines skipped at the beginning of the original file
 * @param separator separator between cells
 * @param names     the names of the columns
 * @param header    whether the first line is a header row
 * @param layout    layout given for the original file
 */
public record CsvShape(Path file, Path origin, int before, char separator, List<String> names, boolean header,
        FileLayout layout) {

    static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
    private static final int SAMPLE_BYTES = 1 << 20;
    private static final int BUFFER = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Copies the names. */
    public CsvShape {
        names = List.copyOf(names);
    }

    /**
     * Examines the first lines of a file.
     *
     * @param file   the file
     * @param layout the known layout, such as the separator and the columns
     * @return its shape
     * @throws ForesaleException if it cannot be read, is empty, or if its first line does not end within a megabyte
     */
    public static CsvShape of(Path file, FileLayout layout) {
        return of(file, file, layout);
    }

    /**
     * Looks at the first lines of a file that was made of another.
     *
     * @param file   the file
     * @param origin the other file, which messages are to name
     * @param layout what is known of it; the lines to skip are not there any more
     * @return its shape
     * @throws ForesaleException if it cannot be read, is empty, or if its first line does not end within a megabyte
     */
    static CsvShape of(Path file, Path origin, FileLayout layout) {
        byte[] sample;
        try (InputStream in = open(file)) {
            sample = in.readNBytes(SAMPLE_BYTES);
        } catch (IOException e) {
            throw unreadable(origin, e);
        }
        String header = new String(sample, StandardCharsets.UTF_8);
        if (header.isBlank()) {
            throw new ForesaleException("The file " + origin + " is empty. Its first line must be a header row with the"
                    + " names of the columns.");
        }
        char separator = layout.separator().orElseGet(() -> separator(sample, header));
        List<String> names = header(header, separator);
        if (sample.length == SAMPLE_BYTES && names.stream().mapToLong(String::length).sum() > SAMPLE_BYTES / 2) {
            throw new ForesaleException("The first line of the file " + origin + " is too long for a header row. Is"
                    + " this a delimited text file?");
        }
        int before = file.equals(origin) ? 0 : layout.skippedLines();
        return layout.columns().isEmpty() ? new CsvShape(file, origin, before, separator, names, true, layout)
                : new CsvShape(file, origin, before, separator, layout.columns(), false, layout);
    }

    private static char separator(byte[] sample, String header) {
        return SEPARATORS.stream().max(Comparator.<Character>comparingLong(candidate ->
                        alike(sample, candidate, header(header, candidate).size()))
                .thenComparing(SEPARATORS::indexOf, Comparator.reverseOrder())).orElseThrow();
    }

    /** How many of the first records have as many cells as the header; none if that is one cell only. */
    private static long alike(byte[] sample, char separator, int columns) {
        if (columns == 1) {
            return 0;
        }
        CsvRecords records = new CsvRecords(separator, columns, 0, false);
        records.add(sample, sample.length);
        return Math.max(1, records.records()) * columns;
    }

    /** The cells of the first record. */
    static List<String> header(String text, char separator) {
        List<String> cells = new ArrayList<>();
        record(text, 0, separator, cells);
        return cells;
    }

    /**
     * Reads the cells of one record.
     *
     * @param text      the text
     * @param start     where the record begins
     * @param separator what parts the cells
     * @param cells     gets the cells, without white space around them
     * @return where the record ends: at the end of a line, or of the text
     */
    static int record(String text, int start, char separator, List<String> cells) {
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int i = start;
        for (; i < text.length(); i++) {
            char next = text.charAt(i);
            if (quoted && next == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append(text.charAt(++i));
            } else if (next == '"' && (quoted || cell.isEmpty())) {
                quoted = !quoted;
            } else if (!quoted && (next == '\n' || next == '\r')) {
                break;
            } else if (!quoted && next == separator) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(next);
            }
        }
        cells.add(cell.toString().strip());
        return i;
    }

    /**
     * Looks for a header row below the first line, as in a file with a title above the table.
     *
     * @param needed the names that the header row must contain
     * @return the number of lines above the header row in the original file; empty if none of the first lines has all
     *     names
     * @throws ForesaleException if the file is damaged
     */
    public OptionalInt linesBefore(Collection<String> needed) {
        List<String> lines = new String(sample(), StandardCharsets.UTF_8).lines().limit(CsvSample.MAX_TITLE)
                .toList();
        return IntStream.range(1, lines.size())
                .filter(line -> SEPARATORS.stream().anyMatch(sign -> header(lines.get(line), sign).containsAll(needed)))
                .map(line -> before + line).findFirst();
    }

    /** The bytes of a file, uncompressed and without a byte-order mark of UTF-8. */
    static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        PushbackInputStream bytes = new PushbackInputStream(FileKind.isGzip(file)
                ? new GZIPInputStream(in, BUFFER) : in, BYTE_ORDER_MARK.length);
        byte[] first = bytes.readNBytes(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(first, BYTE_ORDER_MARK)) {
            bytes.unread(first);
        }
        return bytes;
    }

    static ForesaleException unreadable(Path file, IOException e) {
        Interrupts.passOn("the file " + file, e);
        if (String.valueOf(e.getMessage()).contains("No space left")) {
            return new ForesaleException("The file " + file + " cannot be decompressed: no space is left in the"
                    + " temporary directory (java.io.tmpdir).", e);
        }
        if (e instanceof FileSystemException) {
            return new ForesaleException("The file " + file + " cannot be read: " + Damage.words(e) + ". Nothing was"
                    + " loaded.", e);
        }
        return new ForesaleException("The file " + file + " is damaged or truncated: " + Damage.words(e) + ". Nothing"
                + " was loaded. Copy or export the file again." + Damage.tool(file), e);
    }

    /**
     * Returns some columns of the lines as a relation of texts.
     *
     * @param columns their names, each of which occurs once in the file
     * @return a query in parentheses
     */
    public String relation(List<String> columns) {
        String selected = columns.stream().map(name -> "c" + names.indexOf(name) + " AS " + DuckDb.identifier(name))
                .collect(Collectors.joining(", "));
        return "(SELECT " + selected + " FROM " + lines() + ")";
    }

    /**
     * Returns the lines as a relation of texts.
     *
     * @return a table function with the columns c0, c1 and so on
     */
    public String lines() {
        String columns = IntStream.range(0, names.size()).mapToObj(column -> "'c" + column + "': 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        return "read_csv(" + DuckDb.literal(file.toString()) + ", auto_detect = false, columns = " + columns
                + ", header = " + header + ", skip = 0, delim = " + DuckDb.literal(String.valueOf(separator))
                + ", compression = '" + (FileKind.isGzip(file) ? "gzip" : "none") + "', quote = '\"', escape = '\"',"
                + " comment = '', strict_mode = false, null_padding = false, hive_partitioning = false)";
    }

    /**
     * Checks that each of the first lines matches the header row.
     *
     * @throws ForesaleException if the file is damaged, or if a line does not match; the message names the line
     */
    public void requireFirstLines() {
        CsvRecords records = new CsvRecords(separator, names.size(), before, false);
        byte[] sample = sample();
        records.add(sample, sample.length);
        requireNone(records);
    }

    /**
     * Looks whether the first line is a title as wide as the table, as of a workbook that was saved as CSV.
     *
     * @throws ForesaleException if it is; the message says what to do
     */
    void requireNoTitle() {
        if (header && 2 * names.stream().filter(name -> !name.isBlank()).count() <= names.size()) {
            requireNoTitle(firstLines());
        }
    }

    private void requireNoTitle(CsvSample sample) {
        title(sample).ifPresent(what -> {
            throw new ForesaleException("The file " + origin + " cannot be read as it is: " + what + ".");
        });
    }

    /**
     * Looks for a title above the header.
     *
     * @return which lines are the title and how to skip them, as text without a final full stop; empty if no title is
     *     found
     */
    public Optional<String> title() {
        return title(firstLines());
    }

    private Optional<String> title(CsvSample sample) {
        return (header ? sample.title(layout.separator()) : Optional.<Integer>empty()).map(lines -> {
            int skipped = before + lines;
            return (lines == 1 ? "line " : "lines " + (before + 1) + " to ") + skipped
                    + (lines == 1 ? " looks like a title. Skip it with " : " look like a title. Skip them with ")
                    + LayoutCall.of(layout.withSkippedLines(skipped));
        });
    }

    private byte[] sample() {
        try (InputStream in = open(file)) {
            return in.readNBytes(SAMPLE_BYTES);
        } catch (IOException e) {
            throw unreadable(origin, e);
        }
    }

    private CsvSample firstLines() {
        byte[] sample = sample();
        return new CsvSample(new String(sample, StandardCharsets.UTF_8), sample.length == SAMPLE_BYTES);
    }

    private void requireNone(CsvRecords records) {
        Optional<String> problem = records.problem();
        if (problem.isPresent()) {
            CsvSample sample = firstLines();
            requireNoTitle(sample);
            Optional<CsvSample.Usual> usual = header && names.size() > 1 ? sample.usual(separator)
                    .filter(lines -> lines.cells() > 1 && lines.cells() == records.otherCells()) : Optional.empty();
            throw new ForesaleException("The file " + origin + " cannot be read as it is: " + problem.get() + ". "
                    + usual.map(this::otherThanHeader).orElse("Correct the line, or export the file again."
                    + (names.size() == 1 ? " If its first lines are a title, skip them with "
                    + LayoutCall.of(layout, ".withSkippedLines(…)") + "." : "")));
        }
    }

    /** What to do where the header alone does not fit. */
    private String otherThanHeader(CsvSample.Usual usual) {
        List<String> all = names;
        String why;
        if (usual.cells() < names.size()) {
            List<String> rest = names.subList(usual.cells(), names.size());
            boolean ends = rest.stream().allMatch(String::isBlank);
            why = ends ? "the header ends with a separator, but the lines do not"
                    : "the header has one name too many, or a cell is missing from the lines";
            all = ends ? names.subList(0, usual.cells()) : List.of();
        } else {
            why = usual.endsBlank() ? "the lines end with a separator, but the header does not"
                    : "a name is missing from the header";
            all = usual.endsBlank() && usual.cells() == names.size() + 1 ? withOneMore(names) : List.of();
        }
        boolean canBeNamed = !all.isEmpty() && all.stream().noneMatch(String::isBlank)
                && all.stream().distinct().count() == all.size();
        FileLayout below = layout.withSkippedLines(before + 1);
        return usual.alike() + " of the first " + usual.lines() + " lines have that many: " + why + ". Correct the"
                + " header, or skip it and name the " + usual.cells() + " columns yourself with "
                + (canBeNamed ? LayoutCall.of(below.withColumns(all.toArray(String[]::new)))
                : LayoutCall.of(below, ".withColumns(\"…\", …)")) + ".";
    }

    private static List<String> withOneMore(List<String> names) {
        List<String> all = new ArrayList<>(names);
        String blank = "blank";
        while (all.contains(blank)) {
            blank += "_";
        }
        all.add(blank);
        return all;
    }

    /**
     * Looks for another separator if there is only one column.
     *
     * @return the layout with that separator, if it is equally frequent in each of the first lines
     */
    public Optional<FileLayout> otherSeparator() {
        return header && names.size() == 1 ? firstLines().otherSeparator().map(layout::withSeparator)
                : Optional.empty();
    }

    /**
     * Counts the lines of data independently of the reader, and checks that each matches the header row.
     *
     * @return the number of lines
     * @throws ForesaleException if the file is damaged or truncated, or if a line does not match; the message names the
     *     line
     */
    public long count() {
        return blocks(Integer.MAX_VALUE, false).lines();
    }

    /**
     * Where the lines of data lie.
     *
     * @param lines  how many there are
     * @param starts at which byte each block of them begins
     * @param end    at which byte the last block ends
     */
    record Blocks(long lines, LongList starts, long end) {
    }

    /**
     * Counts the lines as {@link #count} does, and tells where blocks of them begin.
     *
     * @param linesABlock how many lines a block has
     * @param sound       whether the file was written or looked through here, so that no quotation mark is missing
     */
    Blocks blocks(int linesABlock, boolean sound) {
        CsvRecords records = new CsvRecords(separator, names.size(), before, sound);
        records.rememberBlocks(header ? 1 : 0, linesABlock);
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = open(file)) {
            for (int read = in.read(buffer); read >= 0 && records.problem().isEmpty(); read = in.read(buffer)) {
                records.add(buffer, read);
            }
        } catch (IOException e) {
            throw unreadable(origin, e);
        }
        records.end();
        requireNone(records);
        return new Blocks(header ? records.records() - 1 : records.records(), records.blocks(), records.bytes());
    }

    /**
     * Copies some blocks of lines, without those that name the columns.
     *
     * @param blocks where the blocks lie
     * @param some   which of them to copy, in ascending order
     * @param to     the file to write
     * @return the shape of that file
     */
    CsvShape copy(Blocks blocks, IntList some, Path to) {
        long place = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = open(file); OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
            for (int block : some) {
                long start = blocks.starts().getLong(block);
                long end = block + 1 < blocks.starts().size() ? blocks.starts().getLong(block + 1) : blocks.end();
                in.skipNBytes(start - place);
                for (place = start; place < end;) {
                    int read = in.read(buffer, 0, (int) Math.min(buffer.length, end - place));
                    if (read < 0) {
                        throw new EOFException("it became shorter while it was being read");
                    }
                    out.write(buffer, 0, read);
                    place += read;
                }
            }
        } catch (IOException e) {
            throw unreadable(origin, e);
        }
        return new CsvShape(to, origin, before, separator, names, false, layout);
    }
}
