package org.foresale.log.internal;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipException;
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

    private static final Pattern NO_FIELDS = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.|\\*.");
    private static final Pattern ERROR = Pattern.compile("#(?:REF!|VALUE!|NAME\\?|DIV/0!|NUM!|NULL!|N/A|SPILL!|CALC!)");
    private static final BigDecimal MAX_DAYS = BigDecimal.valueOf(2_958_465);
    private static final int SECONDS_A_DAY = 86_400;
    /** Formats of dates and times that are known by their numbers alone. */
    private static final Set<Integer> DATES_OF_EAST_ASIA = IntStream.concat(IntStream.rangeClosed(27, 36),
            IntStream.rangeClosed(50, 58)).boxed().collect(Collectors.toUnmodifiableSet());
    private static final Pattern DATE_FIELD = Pattern.compile("[ymdhsYMDHS]");

    private final Path file;
    private final Path origin;
    private final Set<String> commas;
    private final FileLayout layout;
    private boolean counts1904;

    Workbook(Path file, Path origin, FileLayout layout, Set<String> commas) {
        this.file = file;
        this.origin = origin;
        this.commas = commas;
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
            WorkbookParts parts = WorkbookParts.of(file, origin);
            try (ReadableWorkbook book = new ReadableWorkbook(file.toFile(),
                    new ReadingOptions(parts.hasStyles(), false));
                    CellsFile out = new CellsFile(cells)) {
                counts1904 = parts.counts1904() || book.isDate1904();
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
        if (e instanceof EOFException || e instanceof ZipException) {
            return new ForesaleException("The workbook " + origin + " is damaged or truncated: " + Damage.words(e) + "."
                    + " Nothing was loaded. Copy or export it again, or open it in Excel and save it as \"Excel"
                    + " Workbook (.xlsx)\" or as CSV in UTF-8." + Damage.tool(origin), e);
        }
        return new ForesaleException("The workbook " + origin + " is damaged, or written in a form that is not"
                + " supported: "
                + OneLine.of(String.valueOf(e.getMessage())) + ". Nothing was loaded. Open it in Excel and save it as"
                + " \"Excel Workbook (.xlsx)\" or as CSV in UTF-8.", e);
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
            throw new ForesaleException("The workbook " + origin + " is empty. Its first row must be a header row with"
                    + " the names of the columns.");
        }
        if (filled.size() > 1) {
            throw new ForesaleException("The workbook " + origin + " has several sheets: "
                    + Arguments.listed(filled.stream().map(Sheet::getName).toList()) + ". Specify which of them belong"
                    + " to the log: " + LayoutCall.of(layout, ".withSheets(\"…\")") + ".");
        }
        return filled;
    }

    private boolean isBlank(Row row) {
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
                            + " row has only " + header.size() + " columns. "
                            + (row.getRowNum() > CsvSample.MAX_TITLE ? "Correct the row."
                            : "If row " + row.getRowNum() + " is the header row, skip the rows above it with "
                            + LayoutCall.of(layout.withSkippedLines(row.getRowNum() - 1)) + "."));
                }
                writeCommas(header, row, texts);
                texts.addAll(Collections.nCopies(header.size() - texts.size(), ""));
                out.add(texts);
            }
        }
        return header.isEmpty() ? before : header;
    }

    private void writeCommas(List<String> header, Row row, List<String> texts) {
        for (int column = 0; column < texts.size(); column++) {
            boolean isNumber = row.getOptionalCell(column).filter(cell -> cell.getValue() instanceof BigDecimal)
                    .isPresent();
            if (isNumber && commas.contains(header.get(column))) {
                texts.set(column, texts.get(column).replace('.', ','));
            }
        }
    }

    private void requireSame(Sheet sheet, List<String> before, List<String> header) {
        if (!before.isEmpty() && !before.equals(header)) {
            throw new ForesaleException("The sheet " + OneLine.of(sheet.getName()) + " of the workbook " + origin
                    + " has different columns than the sheet before it: " + Arguments.listed(header) + ", not "
                    + Arguments.listed(before) + ".");
        }
    }

    /** The texts of a row up to its last cell that is not blank. */
    private List<String> texts(Row row) {
        List<String> texts = new ArrayList<>();
        for (Cell cell : row) {
            texts.add(cell == null ? "" : text(cell));
        }
        while (!texts.isEmpty() && texts.get(texts.size() - 1).isBlank()) {
            texts.remove(texts.size() - 1);
        }
        return texts;
    }

    private String text(Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY || cell.getType() == CellType.ERROR) {
            return "";
        }
        if (cell.getType() == CellType.STRING) {
            return cell.asString();
        }
        String raw = Optional.ofNullable(cell.getRawValue()).orElse("");
        if (cell.getValue() instanceof Boolean truth) {
            return truth.toString();
        }
        if (cell.getValue() instanceof BigDecimal) {
            return isDate(cell) ? date(raw) : Texts.ofNumber(raw);
        }
        return ERROR.matcher(raw).matches() ? "" : raw;
    }

    private static boolean isDate(Cell cell) {
        String format = cell.getDataFormatString();
        if (format == null) {
            return cell.getDataFormatId() != null && DATES_OF_EAST_ASIA.contains(cell.getDataFormatId());
        }
        return DATE_FIELD.matcher(NO_FIELDS.matcher(format).replaceAll("")).find();
    }

    /** The date and time of a number of days; what is none stays a number, as does a time of day without a date. */
    private String date(String raw) {
        try {
            BigDecimal days = new BigDecimal(raw);
            if (days.compareTo(BigDecimal.ONE) < 0 || days.compareTo(MAX_DAYS) > 0) {
                return raw;
            }
            long seconds = days.multiply(BigDecimal.valueOf(SECONDS_A_DAY)).setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
            // Excel takes 1900 for a leap year, so from March 1900 on its days are those since 1899-12-30.
            LocalDateTime time = (counts1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, 30)).atStartOfDay()
                    .plusSeconds(seconds);
            return time.toLocalTime().equals(LocalTime.MIDNIGHT) ? time.toLocalDate().toString() : time.toString();
        } catch (NumberFormatException | ArithmeticException e) {
            return raw;
        }
    }
}
