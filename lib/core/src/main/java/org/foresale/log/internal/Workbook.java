package org.foresale.log.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.foresale.log.FileLayout;
import org.foresale.log.ForesaleException;

/**
 * An Excel workbook (.xlsx), of which sheets are written to a file of cells: dates as ISO 8601 has them, numbers with
 * all digits that the workbook holds.
 */
final class Workbook {

    /** More than Excel itself fits into one sheet. */
    private static final long MAX_BYTES = 8L << 30;
    /** Texts of all cells are held in memory. */
    private static final long MAX_BYTES_OF_TEXTS = 1L << 30;
    private static final String TEXTS = "sharedStrings.xml";
    private static final Pattern NO_FIELDS = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.|\\*.");
    private static final Pattern DATE_FIELD = Pattern.compile("[ymdhsYMDHS]");

    private final Path file;
    private final Path origin;
    private final FileLayout layout;

    Workbook(Path file, Path origin, FileLayout layout) {
        this.file = file;
        this.origin = origin;
        this.layout = layout;
    }

    /**
     * Writes the sheets to a file of cells.
     *
     * @param cells the file to make
     * @return how many rows it has below the one that names the columns
     * @throws ForesaleException if the workbook is damaged, or leaves a choice of sheets; the message says which
     */
    long write(Path cells) {
        try {
            requireBounded();
            try (ReadableWorkbook book = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, false));
                    CellsFile out = new CellsFile(cells)) {
                List<String> header = List.of();
                for (Sheet sheet : sheets(book)) {
                    header = write(sheet, header, out);
                }
                return Math.max(0, out.rows() - 1);
            }
        } catch (IOException e) {
            Interrupts.passOn("the workbook " + origin, e);
            throw damaged(e);
        } catch (ForesaleException e) {
            throw e;
        } catch (RuntimeException e) {
            // The reader's own exceptions for XML that is none, all of them unchecked.
            throw damaged(e);
        }
    }

    private ForesaleException damaged(Exception e) {
        return new ForesaleException("The workbook " + origin + " is damaged or none: " + OneLine.of(String.valueOf(
                e.getMessage())) + ". Nothing of it is taken. Save it again as .xlsx, or as CSV in UTF-8.", e);
    }

    /** What a workbook unpacks to is counted before any of it is held. */
    private void requireBounded() throws IOException {
        long left = MAX_BYTES;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                long most = entry.getName().endsWith(TEXTS) ? Math.min(left, MAX_BYTES_OF_TEXTS) : left;
                try (InputStream in = zip.getInputStream(entry)) {
                    left -= ZippedFile.copy(entry, in, OutputStream.nullOutputStream(), most, "The workbook " + origin);
                }
            }
        }
    }

    private List<Sheet> sheets(ReadableWorkbook book) throws IOException {
        List<Sheet> all = book.getSheets().toList();
        List<String> names = all.stream().map(Sheet::getName).toList();
        if (!layout.sheets().isEmpty()) {
            List<Sheet> chosen = new ArrayList<>();
            for (String name : layout.sheets()) {
                chosen.add(book.findSheet(name).orElseThrow(() -> new ForesaleException("The workbook " + origin
                        + " has no sheet \"" + OneLine.of(name) + "\". It has: " + Arguments.listed(names) + ".")));
            }
            return chosen;
        }
        List<Sheet> filled = new ArrayList<>();
        for (Sheet sheet : all) {
            try (Stream<Row> rows = sheet.openStream()) {
                if (rows.anyMatch(row -> !isBlank(row))) {
                    filled.add(sheet);
                }
            }
        }
        if (filled.isEmpty()) {
            throw new ForesaleException("The workbook " + origin + " is empty: its first row is to name the columns.");
        }
        if (filled.size() > 1) {
            throw new ForesaleException("The workbook " + origin + " has several sheets: "
                    + Arguments.listed(filled.stream().map(Sheet::getName).toList()) + ". Say which of them belong to"
                    + " the log, in the ColumnMapping: .withLayout(FileLayout.guessed().withSheets(\"…\")).");
        }
        return filled;
    }

    private static boolean isBlank(Row row) {
        return row.stream().allMatch(cell -> text(cell).isBlank());
    }

    /** Writes a sheet's rows; the columns of a later one are those of the first. */
    private List<String> write(Sheet sheet, List<String> before, CellsFile out) throws IOException {
        List<String> header = List.of();
        try (Stream<Row> stream = sheet.openStream()) {
            for (Iterator<Row> rows = stream.iterator(); rows.hasNext();) {
                Row row = rows.next();
                if (row.getRowNum() <= layout.skippedLines() || isBlank(row)) {
                    continue;
                }
                List<String> texts = texts(row);
                if (header.isEmpty()) {
                    header = layout.columns().isEmpty() ? texts : layout.columns();
                    requireSame(sheet, before, header);
                    if (before.isEmpty()) {
                        out.add(header);
                    }
                    if (layout.columns().isEmpty()) {
                        continue;
                    }
                }
                if (texts.size() > header.size()) {
                    throw new ForesaleException("The workbook " + origin + ", sheet " + OneLine.of(sheet.getName())
                            + ", row " + row.getRowNum() + " has a cell in column " + texts.size() + ", but the header"
                            + " has " + header.size() + ". Is the header in another row? Then say how many come"
                            + " before it: .withLayout(FileLayout.guessed().withSkippedLines(…)).");
                }
                texts.addAll(Collections.nCopies(header.size() - texts.size(), ""));
                out.add(texts);
            }
        }
        return header.isEmpty() ? before : header;
    }

    private void requireSame(Sheet sheet, List<String> before, List<String> header) {
        if (!before.isEmpty() && !before.equals(header)) {
            throw new ForesaleException("The sheet " + OneLine.of(sheet.getName()) + " of the workbook " + origin
                    + " has other columns than the one before it: " + Arguments.listed(header) + ", not "
                    + Arguments.listed(before) + ".");
        }
    }

    /** The texts of a row up to its last cell that is not blank. */
    private static List<String> texts(Row row) {
        List<String> texts = new ArrayList<>();
        for (Cell cell : row) {
            texts.add(cell == null ? "" : text(cell));
        }
        while (!texts.isEmpty() && texts.get(texts.size() - 1).isBlank()) {
            texts.remove(texts.size() - 1);
        }
        return texts;
    }

    private static String text(Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return "";
        }
        if (cell.getType() == CellType.STRING) {
            return cell.asString();
        }
        String raw = Optional.ofNullable(cell.getRawValue()).orElse("");
        if (cell.getType() == CellType.BOOLEAN) {
            return raw.equals("1") ? "true" : "false";
        }
        return isDate(cell) ? date(cell, raw) : raw;
    }

    private static boolean isDate(Cell cell) {
        String format = cell.getDataFormatString();
        return format != null && (cell.getType() == CellType.NUMBER || cell.getType() == CellType.FORMULA)
                && DATE_FIELD.matcher(NO_FIELDS.matcher(format).replaceAll("")).find();
    }

    private static String date(Cell cell, String raw) {
        if (cell.getType() == CellType.NUMBER) {
            return iso(cell.asDate());
        }
        try {
            // Days since 1899-12-30, as Excel counts from March 1900 on.
            BigDecimal days = new BigDecimal(raw);
            return iso(LocalDateTime.of(1899, 12, 30, 0, 0).plusSeconds(days.multiply(BigDecimal.valueOf(86_400))
                    .longValue()));
        } catch (NumberFormatException e) {
            return raw;
        }
    }

    private static String iso(LocalDateTime time) {
        LocalDateTime rounded = time.plus(500, ChronoUnit.MILLIS).truncatedTo(ChronoUnit.SECONDS);
        return rounded.toLocalTime().equals(LocalTime.MIDNIGHT) ? rounded.toLocalDate().toString()
                : rounded.toString();
    }
}
