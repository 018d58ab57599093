package org.foresale.log;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.foresale.log.internal.DuckDb;

/**
 * Whether the lines of a CSV file have as many cells as its header. DuckDB takes a file in which one has more or fewer
 * for a file of a single column, whose name is the whole header.
 */
final class CsvShape {

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

    private CsvShape() {
    }

    /**
     * Has DuckDB name the line that does not fit.
     *
     * @param file   the file
     * @param header its first line
     * @throws SQLException if the header has several cells, and a line more or fewer
     */
    static void requireEven(DuckDb duckDb, Path file, String header) throws SQLException {
        char separator = SEPARATORS.stream().max(Comparator.comparingLong(each -> count(header, each))).orElseThrow();
        long separators = count(header, separator);
        if (separators == 0) {
            return;
        }
        String columns = LongStream.rangeClosed(1, separators + 1).mapToObj(cell -> "'" + cell + "': 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        duckDb.each("SELECT count(*) FROM read_csv(" + DuckDb.literal(file.toString()) + ", auto_detect = false,"
                + " header = true, skip = 0, comment = '', quote = '\"', escape = '\"',"
                + " hive_partitioning = false, delim = " + DuckDb.literal(String.valueOf(separator)) + ", columns = "
                + columns + ")", row -> { });
    }

    private static long count(String text, char separator) {
        return text.chars().filter(character -> character == separator).count();
    }
}
