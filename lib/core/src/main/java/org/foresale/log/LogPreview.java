package org.foresale.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Shows the columns and the first lines of a source before all of it is read, and the result of a mapping for these
 * lines.
 *
 * @param source  the name of the file or table, or "query"
 * @param kind    a description of the source, such as the encoding and the separator of a file; blank if there is
 *                nothing to add to the name
 * @param lines   number of lines examined: the first 1,000, or all if there are fewer
 * @param columns the columns in the order of the source
 * @param mapping the mapping, if one was given
 * @param quality the quality report of these lines; empty if there is no mapping, or if it names a missing column.
 *                Duplicate lines are only detected when a whole log is loaded
 */
public record LogPreview(String source, String kind, int lines, List<Column> columns, Optional<ColumnMapping> mapping,
        Optional<QualityReport> quality) {

    private static final String MISSING = "MISSING";

    /**
     * Describes a column of a source.
     *
     * @param name     its name
     * @param type     its type, in the words of the source
     * @param example  the first cell that is not blank, shortened to one line; empty if there is none
     * @param empty    number of blank cells
     * @param distinct number of distinct texts in the other cells
     */
    public record Column(String name, String type, String example, int empty, int distinct) {
    }

    /**
     * Copies the list of columns.
     */
    public LogPreview {
        columns = List.copyOf(columns);
    }

    /**
     * Returns the mapped columns that the source does not have.
     *
     * @return their names, in the order of the mapping
     */
    public List<String> missing() {
        List<String> present = columns.stream().map(Column::name).toList();
        return mapping.stream().flatMap(mapped -> mapped.columns().stream()).distinct()
                .filter(name -> !present.contains(name)).toList();
    }

    /**
     * Checks on the first lines whether the source can be loaded with the mapping. Call this before a long load.
     *
     * @return the quality report of the first lines
     * @throws ForesaleException if a mapped column is missing, or if none of the lines can be used, such as when the
     *     user column is empty; the message says why, and what to do
     * @throws IllegalStateException if no mapping was given
     */
    public QualityReport check() {
        ColumnMapping mapped = mapping.orElseThrow(() -> new IllegalStateException(
                "the preview of " + source + " has no mapping to check: call preview with a mapping"));
        SourceColumns.require(source, mapped, columns.stream().map(Column::name).toList(), () -> SourceColumns.REMEDY
                + (columns.size() == 1 && !kind.isEmpty() ? " It was read as " + kind + "." : ""));
        QualityReport report = quality.orElseThrow();
        if (report.kept() == 0) {
            throw new ForesaleException(source + ": none of the first " + lines + " lines can be used. "
                    + report.findings().stream().map(QualityReport.Finding::text).collect(Collectors.joining(" "))
                    + " Check the column mapping, which also sets the formats of dates (withTimeFormat) and numbers"
                    + " (withNumbers). If only the first lines are like this, load the log without this check.");
        }
        return report;
    }

    /**
     * Returns the columns as a table.
     *
     * @return one row per column, mapped columns first: name, type, example, percentage of blank cells, number of
     *     distinct texts, and the field it is mapped to
     */
    public Table table() {
        StringColumn name = StringColumn.create("column");
        StringColumn type = StringColumn.create("type");
        StringColumn example = StringColumn.create("example");
        DoubleColumn empty = DoubleColumn.create("empty %");
        IntColumn distinct = IntColumn.create("different");
        StringColumn role = StringColumn.create("mapped as");
        for (Column column : ordered()) {
            name.append(column.name());
            type.append(column.type());
            example.append(column.example());
            role.append(roles(column.name()));
            if (column.type().equals(MISSING)) {
                empty.appendMissing();
                distinct.appendMissing();
            } else {
                empty.append(lines == 0 ? 0 : 100.0 * column.empty() / lines);
                distinct.append(column.distinct());
            }
        }
        Table table = Table.create(source + ": the first " + LogTables.count(lines) + " lines"
                + (kind.isEmpty() ? "" : " (" + kind + ")"), name, type, example,
                empty, distinct);
        return mapping.isPresent() ? table.addColumns(role) : table;
    }

    /** The mapped columns in the order of their roles, with those that are missing; then the others. */
    private List<Column> ordered() {
        List<Column> all = new ArrayList<>(columns);
        missing().forEach(name -> all.add(new Column(name, MISSING, "", 0, 0)));
        List<String> mapped = mapping.map(ColumnMapping::columns).orElse(List.of());
        all.sort(Comparator.comparingInt(column -> mapped.contains(column.name()) ? mapped.indexOf(column.name())
                : mapped.size()));
        return all;
    }

    private String roles(String name) {
        return mapping.map(ColumnMapping::roles).orElse(Map.of()).entrySet().stream()
                .filter(role -> role.getValue().equals(name)).map(role -> role.getKey().text())
                .collect(Collectors.joining(", "));
    }
}
