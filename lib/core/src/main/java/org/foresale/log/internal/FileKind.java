package org.foresale.log.internal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What kind of file it is, by how its name ends. */
enum FileKind {

    PARQUET(".parquet"),
    TEXT(".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt", ".txt.gz"),
    JSON(".jsonl", ".ndjson", ".json", ".jsonl.gz", ".ndjson.gz", ".json.gz"),
    EXCEL(".xlsx"),
    ZIP(".zip");

    /** All kinds, for messages. */
    static final String KNOWN = "Supported are .csv, .tsv and .txt (also .gz), .parquet, .xlsx, .jsonl, .json, a .zip"
            + " with one of these, and a folder of files of one kind.";

    /** Workbooks of other kinds. */
    private static final String OTHER_WORKBOOK = "(?is).*\\.(xls|xlsb|xlsm|xltx|ods|numbers)";

    private final List<String> endings;

    FileKind(String... endings) {
        this.endings = List.of(endings);
    }

    /** How the name of a file ends, if that is an ending of this kind. */
    Optional<String> ending(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return endings.stream().filter(small::endsWith).findFirst();
    }

    /** Whether a file is compressed by gzip. */
    static boolean isGzip(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    /** Whether a file is of this kind. */
    boolean has(Path file) {
        return ending(String.valueOf(file.getFileName())).isPresent();
    }

    /**
     * Tells what to do with a file of no kind.
     *
     * @param name   what it is called
     * @param others what can be done with a file that is no workbook
     * @return some sentences
     */
    static String remedy(String name, String others) {
        return name.matches(OTHER_WORKBOOK) ? "This workbook format is not supported. Open the file in Excel or another"
                + " spreadsheet program, and save it as \"Excel Workbook (.xlsx)\" or as CSV in UTF-8."
                : KNOWN + others;
    }

    /** The kind of a file, if its name tells. */
    static Optional<FileKind> of(String name) {
        return Arrays.stream(values()).filter(kind -> kind.ending(name).isPresent()).findFirst();
    }
}
