package org.foresale.log.internal;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.foresale.log.FileLayout;
import org.foresale.log.ForesaleException;

/**
 * Provides a file or folder in a form that DuckDB can read: Parquet as it is, and everything else as delimited text in
 * UTF-8. Other formats are converted into temporary text files, which are deleted on close.
 */
public final class ReadableFile implements AutoCloseable {

    /** Columns that DuckDB adds to those of Parquet files, where no column is called so. */
    private static final Set<String> VIRTUAL = Set.of("file_row_number", "file_index");

    private final Path file;
    private final FileLayout layout;
    private final Set<String> needed;
    private final Set<String> commas;
    private final List<Part> parts = new ArrayList<>();
    /** What people know a file by that DuckDB reads. */
    private final Map<Path, Path> origins = new HashMap<>();
    private List<Path> parquetFiles = List.of();
    private String description = "Parquet";
    private Optional<ScratchFolder> scratch = Optional.empty();
    private FileLayout used;

    /**
     * Holds one delimited text.
     *
     * @param shape its structure
     * @param rows  number of rows written to it, if it was converted from another format
     */
    public record Part(CsvShape shape, OptionalLong rows) {

        /**
         * Counts the lines of data independently of the reader.
         *
         * @return the number of lines
         * @throws ForesaleException if the file is damaged, or if a line does not match the header row
         */
        public long count() {
            return rows.orElseGet(shape::count);
        }
    }

    private ReadableFile(Path file, FileLayout layout, Set<String> needed, Set<String> commas) {
        this.file = file;
        this.needed = Set.copyOf(needed);
        this.commas = Set.copyOf(commas);
        this.layout = layout;
        this.used = layout;
    }

    /**
     * Opens a file for a preview, like {@link #open(Path, FileLayout, boolean, Set, Set)}.
     *
     * @param file   the file, or a folder
     * @param layout the given layout; if it has no encoding, the encoding is guessed
     * @return the readable form, to be closed
     * @throws ForesaleException if its format is unknown, or if it is damaged; the message says what to do
     */
    public static ReadableFile open(Path file, FileLayout layout) {
        return open(file, layout, true, Set.of(), Set.of());
    }

    /**
     * Opens a file.
     *
     * @param file    the file, or a folder
     * @param layout  the given layout
     * @param guesses whether an encoding that is not given may be guessed; if not, the file is rejected
     * @param needed  the columns that will be read; empty if they are not known yet
     * @param commas  number columns to write with a decimal comma, if the file has them as numbers rather than texts
     * @return the readable form, to be closed
     * @throws ForesaleException if its format is unknown, or if it is damaged; the message says what to do
     */
    public static ReadableFile open(Path file, FileLayout layout, boolean guesses, Set<String> needed,
            Set<String> commas) {
        ReadableFile readable = new ReadableFile(file, layout, needed, commas);
        boolean open = false;
        try {
            readable.open(guesses);
            open = true;
            return readable;
        } catch (IOException e) {
            throw CsvShape.unreadable(file, e);
        } finally {
            if (!open) {
                readable.close();
            }
        }
    }

    /**
     * Returns whether the file is Parquet.
     *
     * @return true if {@link #parquet} returns its data, false if {@link #parts} does
     */
    public boolean isParquet() {
        return !parquetFiles.isEmpty();
    }

    /**
     * Runs work that reads the file with DuckDB.
     *
     * @param remedy what to do if the file cannot be read, for messages
     * @param work   what to do
     * @param <T>    what the work gives
     * @return what the work gives
     * @throws ForesaleException if the file cannot be read; the message names the original file
     */
    public <T> T reading(String remedy, DuckDb.Work<T> work) {
        return DuckDb.reading(file, remedy, () -> {
            try {
                return work.run();
            } catch (SQLException e) {
                String message = String.valueOf(e.getMessage());
                for (Map.Entry<Path, Path> origin : origins.entrySet()) {
                    message = message.replace(origin.getKey().toString(), origin.getValue().toString());
                }
                throw new SQLException(message, e);
            }
        });
    }

    /**
     * Returns the Parquet files as one relation.
     *
     * @param duckDb the database that reads them
     * @param mapped the columns that will be read
     * @return a table function, or a query in brackets
     * @throws ForesaleException if a column has different types in two files, or if a folder name gives a column that
     *     the files also have
     * @throws SQLException      if a file cannot be read
     */
    public String parquet(DuckDb duckDb, List<String> mapped) throws SQLException {
        ParquetFolder.requireAlike(duckDb, file, parquetFiles, layout.partitions(), mapped);
        String relation = DuckDb.parquet(parquetFiles, layout.partitions());
        return layout.partitions() ? ParquetFolder.named(duckDb, relation) : relation;
    }

    /**
     * Counts the rows of each of several Parquet files.
     *
     * @param duckDb the database that reads them
     * @return the number of rows by file name, in the order in which the files are read; empty if there is only one
     *     file
     * @throws SQLException if a file cannot be read
     */
    public Map<String, Long> parquetRows(DuckDb duckDb) throws SQLException {
        Map<String, Long> rows = new LinkedHashMap<>();
        if (parquetFiles.size() > 1) {
            Map<String, Long> told = DuckDb.parquetRows(duckDb, parquetFiles);
            parquetFiles.forEach(path -> rows.put(name(path), told.get(path.toString())));
        }
        return rows;
    }

    /**
     * Returns the name of one of several files.
     *
     * @param path its path
     * @return its name in their folder
     */
    public String name(Path path) {
        return file.relativize(path).toString();
    }

    /**
     * Returns a sample of the lines of Parquet files, in blocks of adjacent lines spread over all lines.
     *
     * @param duckDb      the database that reads them
     * @param linesABlock number of lines per block
     * @param blocks      approximate number of blocks
     * @return a table function, or a query in parentheses, with the same lines each time; all lines if there are not
     *     more blocks
     * @throws SQLException if a file cannot be read
     */
    public String parquetSpread(DuckDb duckDb, int linesABlock, int blocks) throws SQLException {
        String all = DuckDb.parquet(parquetFiles, layout.partitions());
        long step = -Math.floorDiv(Math.floorDiv(-duckDb.rows(all), linesABlock), blocks);
        boolean named = duckDb.columns(all).keySet().stream().map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(VIRTUAL::contains);
        String some = step <= 1 || named ? all : "(SELECT * FROM " + all + " WHERE (file_row_number // " + linesABlock
                + " + file_index) % " + step + " = 0)";
        return layout.partitions() ? ParquetFolder.named(duckDb, some) : some;
    }

    /**
     * Returns a sample of the lines of texts, in blocks of adjacent lines spread over all lines.
     *
     * @param texts       the texts
     * @param linesABlock number of lines per block
     * @param most        maximum number of blocks
     * @return the sampled lines, the same each time; the texts themselves if they do not have more blocks
     * @throws ForesaleException if a text is damaged, or if a line does not match the header row
     */
    public List<Part> spread(List<Part> texts, int linesABlock, int most) {
        List<CsvShape.Blocks> blocks = texts.stream()
                .map(text -> text.shape().blocks(linesABlock, text.rows().isPresent())).toList();
        long all = blocks.stream().mapToLong(some -> some.starts().size()).sum();
        if (all <= most) {
            return texts;
        }
        List<Part> spread = new ArrayList<>();
        long before = 0;
        int next = 0;
        for (int text = 0; text < texts.size(); text++) {
            CsvShape.Blocks here = blocks.get(text);
            IntList taken = new IntArrayList();
            for (; next < most && next * all / most < before + here.starts().size(); next++) {
                taken.add((int) (next * all / most - before));
            }
            long rows = taken.intStream().mapToLong(block ->
                    Math.min(linesABlock, here.lines() - (long) block * linesABlock)).sum();
            spread.add(new Part(texts.get(text).shape().copy(here, taken, scratch().file(".csv")),
                    OptionalLong.of(rows)));
            before += here.starts().size();
        }
        return spread;
    }

    /**
     * Returns the texts.
     *
     * @return one text per file; empty if the file is Parquet
     */
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /**
     * Returns a description of the file format.
     *
     * @return a short description
     */
    public String description() {
        return description;
    }

    /**
     * Returns the layout, including what was guessed.
     *
     * @return the layout, for use in a mapping
     */
    public FileLayout layout() {
        return used;
    }

    private void open(boolean guesses) throws IOException {
        requirePlain(file);
        DuckDb.requireThere(file, "Give the path of your file, and map its columns in the ColumnMapping.");
        if (Files.isDirectory(file)) {
            openFolder(guesses);
        } else {
            add(file, file, guesses);
        }
    }

    private static void requirePlain(Path path) {
        if (path.toString().matches("(?s).*[*?\\[\\]{}].*")) {
            throw new ForesaleException("The path " + OneLine.of(path.toString()) + " contains one of * ? [ ] { },"
                    + " which would be read as a pattern for several files. Rename the file or folder.");
        }
    }

    private static List<Path> files(Path folder, boolean deep, FileKind kind) throws IOException {
        try (Stream<Path> all = deep ? Files.walk(folder) : Files.list(folder)) {
            return all.filter(path -> !isHidden(folder.relativize(path)) && kind.has(path) && Files.isRegularFile(path))
                    .sorted().toList();
        }
    }

    /** What systems and writers put beside data begins with a dot or an underline, as does what is not whole yet. */
    private static boolean isHidden(Path path) {
        for (Path name : path) {
            if (name.toString().matches("(?s)[._].*")) {
                return true;
            }
        }
        return false;
    }

    /** Refuses a folder that holds more than is read of it: nothing is left out in silence. */
    private void requireNothingElse(List<Path> read) throws IOException {
        try (Stream<Path> all = Files.walk(file)) {
            Optional<Path> other = all.filter(path -> !isHidden(file.relativize(path)) && !Files.isDirectory(path)
                    && !read.contains(path)).sorted().findFirst();
            if (other.isPresent()) {
                throw new ForesaleException("The folder " + file + " contains " + read.size() + " files that can be"
                        + " read together, starting with " + file.relativize(read.get(0)) + ", but also "
                        + file.relativize(other.get()) + ". Move the files of the log to a folder of their own.");
            }
        }
    }

    private String firstName() throws IOException {
        try (Stream<Path> all = Files.list(file)) {
            return all.map(path -> String.valueOf(path.getFileName())).filter(name -> !isHidden(Path.of(name))).sorted()
                    .findFirst().orElse("");
        }
    }

    private void openFolder(boolean guesses) throws IOException {
        List<List<Path>> found = new ArrayList<>();
        for (FileKind kind : FileKind.values()) {
            List<Path> files = files(file, layout.partitions() && kind == FileKind.PARQUET, kind);
            if (!files.isEmpty()) {
                found.add(files);
            }
        }
        if (found.size() > 1) {
            throw new ForesaleException("The folder " + file + " contains both " + found.get(0).get(0).getFileName()
                    + " and " + found.get(1).get(0).getFileName() + ". Move the files of one kind to a folder of their"
                    + " own.");
        }
        if (found.isEmpty()) {
            boolean below = !files(file, true, FileKind.PARQUET).isEmpty();
            throw new ForesaleException("The folder " + file + " contains no file that can be read. " + (below ? "Its"
                    + " subfolders do. If their names are partitions, as in day=2024-01-31, specify so: "
                    + LayoutCall.of(layout.withPartitions()) + ". If not, give the path of one of them."
                    : FileKind.remedy(firstName(), "")));
        }
        List<Path> files = found.get(0);
        requireNothingElse(files);
        files.forEach(ReadableFile::requirePlain);
        if (FileKind.PARQUET.has(files.get(0))) {
            parquetFiles = files;
            description = files.size() + " Parquet files" + (layout.partitions() ? ", partitioned by folder"
                    + " names" : "");
            return;
        }
        add(files.get(0), files.get(0), guesses);
        String first = description;
        for (Path one : files.subList(1, files.size())) {
            add(one, one, guesses);
        }
        description = files.size() + " files, the first of them " + first + otherColumns();
    }

    /** Tells of the first file whose columns are others than those of the file before all others. */
    private String otherColumns() {
        List<String> first = parts.get(0).shape().names();
        for (Part part : parts) {
            List<String> here = part.shape().names();
            if (!new HashSet<>(here).equals(new HashSet<>(first))) {
                return "; " + name(part.shape().origin()) + " has other columns: " + Arguments.listed(here);
            }
        }
        return "";
    }

    /**
     * Adds a file.
     *
     * @param given   the file
     * @param origin  what people know it by: itself, or the zip that it was in with its name there
     * @param guesses whether its encoding may be guessed
     */
    private void add(Path given, Path origin, boolean guesses) throws IOException {
        String name = String.valueOf(given.getFileName());
        FileKind kind = FileKind.of(name).orElseThrow(() -> new ForesaleException("The format of the file " + given
                + " cannot be recognized by its name. " + FileKind.remedy(name, " Anything else can be read into a"
                + " Table first, and loaded from there.")));
        FileForm.require(given, origin, kind);
        switch (kind) {
            case PARQUET -> {
                parquetFiles = List.of(given);
                origins.put(given, origin);
            }
            case TEXT -> addText(PlainText.of(given, origin, layout, guesses, this::scratch), origin, guesses);
            case JSON -> {
                Path cells = scratch().file(".csv");
                addCells(cells, origin, new JsonRecords(given, origin, needed, commas).write(cells), "JSON");
            }
            case EXCEL -> {
                Path cells = scratch().file(".csv");
                addCells(cells, origin, rows(given, origin, cells), "Excel");
            }
            case ZIP -> {
                ZippedFile packed = ZippedFile.unpack(given, scratch());
                add(packed.unpacked(), Path.of(given + "/" + packed.name()), guesses);
                description = "zip with " + packed.name() + ", " + description;
            }
            default -> throw new IllegalStateException(kind.toString());
        }
    }

    private long rows(Path workbook, Path origin, Path cells) {
        try {
            return new Workbook(workbook, origin, layout, commas).write(cells);
        } catch (NoClassDefFoundError e) {
            throw new ForesaleException("The workbook " + origin + " cannot be read. Add org.dhatim:fastexcel-reader to"
                    + " the class path, which is not included because of its size, or save the workbook as CSV in"
                    + " UTF-8.", e);
        }
    }

    private void addCells(Path cells, Path origin, long rows, String kind) {
        origins.put(cells, origin);
        parts.add(new Part(CsvShape.of(cells, origin, FileLayout.guessed().withSeparator(',')), OptionalLong.of(rows)));
        description = kind;
    }

    private void addText(PlainText text, Path origin, boolean guesses) {
        CsvShape shape = CsvShape.of(text.file(), origin, text.guessed() ? layout.withEncoding(text.encoding())
                : layout);
        if (guesses && (needed.isEmpty() || !shape.names().containsAll(needed))) {
            shape.requireNoTitle();
        }
        origins.put(text.file(), origin);
        parts.add(new Part(shape, OptionalLong.empty()));
        used = text.guessed() ? used.withEncoding(text.encoding()) : used;
        String sign = shape.separator() == '\t' ? "a tab" : String.valueOf(shape.separator());
        description = "text in " + text.encoding() + (text.guessed() ? " (guessed)" : "") + ", cells separated by "
                + sign + shape.otherSeparator().map(other -> "; each line has another character as often as the first,"
                + " so the separator may be " + other).orElse("");
    }

    private ScratchFolder scratch() {
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
