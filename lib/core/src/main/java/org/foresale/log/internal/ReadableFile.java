package org.foresale.log.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.foresale.log.FileLayout;
import org.foresale.log.ForesaleException;

/**
 * A file or folder in a form that DuckDB reads: Parquet as it is, and all else as texts in UTF-8 with separators. What
 * is in another form is written into such a text first, which goes when this is closed.
 */
public final class ReadableFile implements AutoCloseable {

    private static final int SAMPLE_BYTES = 1 << 20;
    private static final int BUFFER = 1 << 16;
    /** Deflate cannot do better than some 1,000; texts of purchases are far from that. */
    private static final long MAX_RATIO = 200;
    private static final long SMALL = 1L << 27;
    private static final List<String> TEXTS = List.of(".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt", ".txt.gz");
    private static final List<String> RECORDS = List.of(".jsonl", ".ndjson", ".json", ".jsonl.gz", ".ndjson.gz",
            ".json.gz");
    private static final String PARQUET = ".parquet";
    private static final String EXCEL = ".xlsx";
    private static final String ZIP = ".zip";
    private static final String KINDS = "It may be .csv, .tsv or .txt (also .gz), .parquet, .xlsx, .jsonl, .json, a"
            + " .zip with one of them, or a folder of files of one kind.";

    private final Path file;
    private final FileLayout layout;
    private final List<Part> parts = new ArrayList<>();
    private List<Path> parquetFiles = List.of();
    private String description = "Parquet";
    private Optional<ScratchFolder> scratch = Optional.empty();
    private FileLayout used;

    /**
     * One text with separators.
     *
     * @param shape its shape
     * @param rows  how many rows were written to it, if it was made of something else
     */
    public record Part(CsvShape shape, OptionalLong rows) {

        /**
         * Counts the lines of data by another way than whoever reads them.
         *
         * @return how many there are
         * @throws ForesaleException if the file is damaged, or if a line does not fit
         */
        public long count() {
            return rows.orElseGet(shape::count);
        }
    }

    private ReadableFile(Path file, FileLayout layout) {
        this.file = file;
        this.layout = layout;
        this.used = layout;
    }

    /**
     * Makes a file readable.
     *
     * @param file    the file, or a folder
     * @param layout  what is said of it
     * @param guesses whether an encoding that is not said may be guessed; if not, it is refused
     * @return the readable form, to be closed
     * @throws ForesaleException if it is of no kind that is known, or if it is damaged; the message says what to do
     */
    public static ReadableFile open(Path file, FileLayout layout, boolean guesses) {
        ReadableFile readable = new ReadableFile(file, layout);
        try {
            readable.open(guesses);
            return readable;
        } catch (IOException e) {
            readable.close();
            throw CsvShape.unreadable(file, e);
        } catch (RuntimeException e) {
            readable.close();
            throw e;
        }
    }

    /**
     * Tells whether it is Parquet.
     *
     * @return whether {@link #parquet} has it, and not {@link #parts}
     */
    public boolean isParquet() {
        return !parquetFiles.isEmpty();
    }

    /**
     * Returns the Parquet files, if they go together.
     *
     * @param duckDb the database that reads them
     * @param mapped the columns that will be read
     * @return a table function, or a query in brackets
     * @throws ForesaleException if two files have a column of different kinds, or if a folder is called as a column
     * @throws SQLException      if a file cannot be read
     */
    public String parquet(DuckDb duckDb, List<String> mapped) throws SQLException {
        ParquetFolder.requireAlike(duckDb, file, parquetFiles, layout.partitions(), mapped);
        String relation = DuckDb.parquet(parquetFiles, layout.partitions());
        return layout.partitions() ? ParquetFolder.named(duckDb, relation) : relation;
    }

    /**
     * Returns the texts.
     *
     * @return one for each file; none if it is Parquet
     */
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /**
     * Describes what kind of file it is.
     *
     * @return some words
     */
    public String description() {
        return description;
    }

    /**
     * Returns the layout with what was guessed.
     *
     * @return the layout, to be said in a mapping
     */
    public FileLayout layout() {
        return used;
    }

    private void open(boolean guesses) throws IOException {
        requirePlain(file);
        DuckDb.requireThere(file, "Give the path of the file, and name its columns in the ColumnMapping.");
        if (Files.isDirectory(file)) {
            openFolder(guesses);
        } else if (ends(file, List.of(PARQUET))) {
            parquetFiles = List.of(file);
        } else {
            add(file, file, guesses);
        }
    }

    private static void requirePlain(Path path) {
        if (path.toString().matches(".*[*?\\[\\]{}].*")) {
            throw new ForesaleException("The path " + OneLine.of(path.toString()) + " holds one of * ? [ ] { }, which"
                    + " would be taken for a pattern of several files. Rename it.");
        }
    }

    private static boolean ends(Path path, List<String> endings) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return endings.stream().anyMatch(name::endsWith);
    }

    private static List<Path> files(Path folder, boolean deep, List<String> endings) throws IOException {
        try (Stream<Path> all = deep ? Files.walk(folder) : Files.list(folder)) {
            return all.filter(path -> !String.valueOf(path.getFileName()).matches("[._].*") && ends(path, endings)
                    && Files.isRegularFile(path)).sorted().toList();
        }
    }

    private void openFolder(boolean guesses) throws IOException {
        List<List<Path>> kinds = new ArrayList<>();
        for (List<String> endings : List.of(List.of(PARQUET), TEXTS, RECORDS, List.of(EXCEL), List.of(ZIP))) {
            kinds.add(files(file, layout.partitions() && kinds.isEmpty(), endings));
        }
        List<Path> columnar = kinds.get(0);
        List<List<Path>> found = kinds.stream().filter(kind -> !kind.isEmpty()).toList();
        if (found.size() > 1) {
            throw new ForesaleException("The folder " + file + " holds both " + found.get(0).get(0).getFileName()
                    + " and " + found.get(1).get(0).getFileName() + ". Put files of one kind into a folder of their"
                    + " own.");
        }
        List<Path> others = columnar.isEmpty() && !found.isEmpty() ? found.get(0) : List.of();
        if (columnar.isEmpty() && others.isEmpty()) {
            boolean below = !files(file, true, List.of(PARQUET)).isEmpty();
            throw new ForesaleException("The folder " + file + " holds no file of a log. " + (below
                    ? "Its folders do: if their names are cells, as in day=2024-01-31, say so in the ColumnMapping:"
                    + " .withLayout(FileLayout.guessed().withPartitions()); if not, name one of them."
                    : KINDS));
        }
        columnar.forEach(ReadableFile::requirePlain);
        others.forEach(ReadableFile::requirePlain);
        if (!columnar.isEmpty()) {
            parquetFiles = columnar;
            description = columnar.size() + " files of Parquet" + (layout.partitions()
                    ? ", the names of whose folders are cells" : "");
            return;
        }
        for (Path other : others) {
            add(other, other, guesses);
        }
        description = others.size() + " files, the first of them " + description;
    }

    /**
     * Adds a file.
     *
     * @param given   the file
     * @param origin  what people know it by: itself, or the zip that it was in
     * @param guesses whether its encoding may be guessed
     */
    private void add(Path given, Path origin, boolean guesses) throws IOException {
        if (ends(given, List.of(ZIP))) {
            addZip(given, guesses);
        } else if (ends(given, List.of(EXCEL))) {
            Path cells = scratch().file(".csv");
            addMade(cells, origin, new Workbook(given, origin, layout).write(cells), "Excel");
        } else if (ends(given, RECORDS)) {
            Path cells = scratch().file(".csv");
            addMade(cells, origin, new JsonRecords(given, origin).write(cells), "JSON");
        } else if (ends(given, TEXTS)) {
            addText(given, origin, guesses);
        } else {
            throw new ForesaleException("What kind of file " + given + " is cannot be told by its name. " + KINDS
                    + " All else can be read as a Table, and a log be made of that.");
        }
    }

    private void addMade(Path cells, Path origin, long rows, String kind) {
        parts.add(new Part(CsvShape.of(cells, origin, FileLayout.guessed().withSeparator(',')), OptionalLong.of(rows)));
        description = kind;
    }

    private void addText(Path text, Path origin, boolean guesses) throws IOException {
        byte[] sample;
        try (InputStream in = CsvShape.open(text)) {
            sample = in.readNBytes(SAMPLE_BYTES);
        }
        String encoding = encoding(origin, sample, guesses);
        Path plain = text;
        if (!encoding.equals("UTF-8") || layout.skippedLines() > 0) {
            plain = scratch().file(".csv");
            transcode(text, origin, Charset.forName(encoding), plain);
        }
        CsvShape shape = CsvShape.of(plain, origin, layout);
        parts.add(new Part(shape, OptionalLong.empty()));
        String sign = shape.separator() == '\t' ? "a tab" : String.valueOf(shape.separator());
        description = "text in " + encoding + (used.encoding().isPresent() && layout.encoding().isEmpty()
                ? " by its bytes" : "") + ", its cells parted by " + sign;
    }

    /** The encoding: what is said, what a byte-order mark tells, UTF-8 if it can be that, or a guess. */
    private String encoding(Path text, byte[] sample, boolean guesses) {
        if (layout.encoding().isPresent()) {
            return Charset.forName(layout.encoding().get()).name();
        }
        String encoding = Encodings.guessed(sample);
        if (encoding.equals("UTF-8") || Encodings.marked(sample).isPresent()) {
            return encoding;
        }
        if (!guesses) {
            throw new ForesaleException("The file " + text + " is no text in UTF-8; it looks like one in " + encoding
                    + ". If it is, say so in the ColumnMapping: .withLayout(FileLayout.guessed().withEncoding(\""
                    + encoding + "\")).");
        }
        used = used.withEncoding(encoding);
        return encoding;
    }

    /** Writes a text in UTF-8, without the lines to skip and without a byte-order mark. */
    private void transcode(Path text, Path origin, Charset encoding, Path plain) throws IOException {
        char[] buffer = new char[BUFFER];
        try (InputStream in = CsvShape.open(text);
                Reader letters = new InputStreamReader(in, Encodings.strict(encoding));
                Writer out = Files.newBufferedWriter(plain)) {
            int skip = layout.skippedLines();
            boolean first = true;
            for (int read = letters.read(buffer); read >= 0; read = letters.read(buffer)) {
                int start = first && read > 0 && buffer[0] == '\uFEFF' ? 1 : 0;
                first = false;
                while (skip > 0 && start < read) {
                    skip -= buffer[start++] == '\n' ? 1 : 0;
                }
                out.write(buffer, start, read - start);
            }
        } catch (CharacterCodingException e) {
            throw new ForesaleException("The file " + origin + " is no text in " + encoding.name() + ". Nothing of it"
                    + " is taken. Say in the ColumnMapping which encoding it is: .withLayout(FileLayout.guessed()"
                    + ".withEncoding(\"…\")).", e);
        }
    }

    private void addZip(Path zip, boolean guesses) throws IOException {
        try (ZipFile entries = new ZipFile(zip.toFile())) {
            List<? extends ZipEntry> all = entries.stream().filter(entry -> !entry.isDirectory()
                    && !entry.getName().matches("(.*/)?([._][^/]*|__MACOSX/.*)")).toList();
            if (all.size() != 1) {
                throw new ForesaleException("The file " + zip + " holds " + all.size() + " files"
                        + (all.isEmpty() ? "" : ": " + Arguments.listed(all.stream().map(ZipEntry::getName).toList()))
                        + ". One is read: unpack it, and name the file or the folder that is the log.");
            }
            ZipEntry entry = all.get(0);
            String name = entry.getName().toLowerCase(Locale.ROOT);
            String ending = Stream.of(TEXTS, RECORDS, List.of(EXCEL, PARQUET)).flatMap(List::stream)
                    .filter(name::endsWith).findFirst().orElseThrow(() -> new ForesaleException("The file " + zip
                            + " holds " + OneLine.of(entry.getName()) + ". " + KINDS));
            Path unpacked = scratch().file(ending);
            try (CheckedInputStream in = new CheckedInputStream(entries.getInputStream(entry), new CRC32())) {
                unpack(in, zip, unpacked);
                ZipSum.require(entry, in);
            }
            if (ending.equals(PARQUET)) {
                parquetFiles = List.of(unpacked);
                } else {
                add(unpacked, zip, guesses);
            }
            description = "zip with " + OneLine.of(entry.getName()) + ", " + description;
        }
    }

    private static void unpack(InputStream in, Path zip, Path unpacked) throws IOException {
        long most = Math.max(SMALL, Files.size(zip) * MAX_RATIO);
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        try (var out = Files.newOutputStream(unpacked)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                if (bytes > most) {
                    throw new ForesaleException("The file " + zip + " unpacks to more than " + most + " bytes, "
                            + MAX_RATIO + " times its own, which no log does. Unpack it yourself if it is one.");
                }
                out.write(buffer, 0, read);
            }
        }
    }

    private ScratchFolder scratch() throws IOException {
        if (scratch.isEmpty()) {
            scratch = Optional.of(new ScratchFolder());
        }
        return scratch.get();
    }

    @Override
    public void close() {
        scratch.ifPresent(ScratchFolder::close);
    }
}
