package org.foresale.log.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.foresale.log.ForesaleException;

/** Several Parquet files that are read as one: a column is to be of one kind in all of them. */
final class ParquetFolder {

    private static final Set<String> WHOLE = Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT",
            "USMALLINT", "UINTEGER");
    private static final Set<String> BROKEN = Set.of("FLOAT", "DOUBLE");

    private static final Pattern CODED = Pattern.compile("(%\\p{XDigit}{2})+");

    private ParquetFolder() {
    }

    /**
     * What a type is: two of one kind can be read as one without a change. A whole number becomes another text where
     * it is read as a number with decimals, and a text of digits another number.
     */
    private static String kind(String type) {
        if (WHOLE.contains(type)) {
            return "whole numbers";
        }
        if (BROKEN.contains(type)) {
            return "numbers";
        }
        return type;
    }

    /**
     * Refuses files that do not go together.
     *
     * @param duckDb     the database that reads them
     * @param folder     the folder, for messages
     * @param files      the files
     * @param partitions whether the names of folders are cells
     * @param mapped     the columns that are read
     * @throws ForesaleException if two files have a column of different kinds, if one of them lacks it, if a folder
     *     is called as a column, or if the names of folders are cells of different columns
     */
    static void requireAlike(DuckDb duckDb, Path folder, List<Path> files, boolean partitions, List<String> mapped)
            throws SQLException {
        if (partitions) {
            requireSameFolders(folder, files);
        }
        Map<String, String> types = new HashMap<>();
        Map<String, Path> met = new HashMap<>();
        Map<String, Path> lacking = new HashMap<>();
        for (Path file : files.size() > 1 || partitions ? files : List.<Path>of()) {
            Map<String, String> here = duckDb.columns(DuckDb.parquet(file.toString()));
            for (String column : mapped) {
                String type = here.get(column);
                if (type == null) {
                    lacking.putIfAbsent(column, file);
                    continue;
                }
                if (partitions && isFolder(folder, file, column)) {
                    throw new ForesaleException("The file " + file + " has a column \"" + OneLine.of(column) + "\", and"
                            + " is in a folder that also names this column. It is unclear which of the two is meant."
                            + " Rename the folder, or read without partitions.");
                }
                String before = types.putIfAbsent(column, type);
                if (before != null && !kind(before).equals(kind(type))) {
                    throw new ForesaleException("The column \"" + OneLine.of(column) + "\" is " + before + " in "
                            + met.get(column) + ", but " + type + " in " + file + ". Converting them to a common type"
                            + " would change one of them. Write both files with the same type.");
                }
                met.putIfAbsent(column, file);
            }
        }
        lacking.keySet().retainAll(met.keySet());
        lacking.forEach((column, file) -> {
            throw new ForesaleException("The file " + file + " has no column \"" + OneLine.of(column) + "\", unlike "
                    + met.get(column) + ". Write the file with that column, or remove it from the folder.");
        });
    }

    /** Refuses folders whose names are cells of other columns than those of the first: rows would lack some. */
    private static void requireSameFolders(Path top, List<Path> files) {
        Path first = files.get(0);
        for (Path file : files) {
            if (!columns(top, file).equals(columns(top, first))) {
                throw new ForesaleException("The names of the folders in " + top + " give different partition columns"
                        + " for " + top.relativize(first) + " (" + listed(columns(top, first)) + ") and for "
                        + top.relativize(file) + " (" + listed(columns(top, file)) + "). Put all files at the same"
                        + " depth, in folders that name the same columns, or read one of the folders.");
            }
        }
    }

    private static String listed(Set<String> columns) {
        return columns.isEmpty() ? "none" : Arguments.listed(columns);
    }

    /** The columns whose cells the names of a file's folders are. */
    private static Set<String> columns(Path top, Path file) {
        Set<String> columns = new TreeSet<>();
        for (Path name : top.relativize(file.getParent())) {
            int end = name.toString().indexOf('=');
            if (end > 0) {
                columns.add(name.toString().substring(0, end));
            }
        }
        return columns;
    }

    /**
     * Gives the cells that are names of folders the names of columns as they were before they were written into a path.
     *
     * @param duckDb   the database that reads them
     * @param relation the files
     * @return a table function, or a query in brackets
     * @throws SQLException if a file cannot be read
     */
    static String named(DuckDb duckDb, String relation) throws SQLException {
        List<String> renamed = duckDb.columns(relation).keySet().stream().filter(name -> CODED.matcher(name).find())
                .map(name -> DuckDb.identifier(name) + " AS "
                        + DuckDb.identifier(URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8)))
                .toList();
        return renamed.isEmpty() ? relation : "(SELECT * RENAME (" + String.join(", ", renamed) + ") FROM " + relation
                + ")";
    }

    private static boolean isFolder(Path top, Path file, String column) {
        return StreamSupport.stream(top.relativize(file).spliterator(), false)
                .map(name -> name.toString().toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.startsWith(column.toLowerCase(Locale.ROOT) + "="));
    }
}
