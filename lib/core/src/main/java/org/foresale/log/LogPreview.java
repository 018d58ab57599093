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
 * What a source looks like before all of it is read: its columns, what its first lines hold, and what a mapping makes
 * of them.
 *
 * @param source  what is read: the name of a file, a table or a query
 * @param kind    what kind of source it is, as of a file its encoding and what parts its cells; blank if its name says
 *                all
 * @param lines   how many lines were looked at: the first 1,000, or all if there are fewer
 * @param columns the columns of the source, in its order
 * @param mapping which column holds what, if that was given
 * @param quality what becomes of these lines under the mapping; empty without one, and where it names a column that is
 *                missing. Lines that say the same again are told by a whole log only
 */
public record LogPreview(String source, String kind, int lines, List<Column> columns, Optional<ColumnMapping> mapping,
        Optional<QualityReport> quality) {

    private static final String MISSING = "MISSING";

    /**
     * A column of a source.
     *
     * @param name     its name
     * @param type     its type, as the source calls it
     * @param example  the first cell that is not blank, cut to one short line; empty if there is none
     * @param empty    how many of the lines have nothing in it
     * @param distinct how many different texts the others have
     */
    public record Column(String name, String type, String example, int empty, int distinct) {
    }

    /**
     * Takes the columns over.
     */
    public LogPreview {
        columns = List.copyOf(columns);
    }

    /**
     * Returns the columns that are mapped, but not there.
     *
     * @return their names, in the order of the mapping
     */
    public List<String> missing() {
        List<String> present = columns.stream().map(Column::name).toList();
        return mapping.stream().flatMap(mapped -> mapped.columns().stream()).distinct()
                .filter(name -> !present.contains(name)).toList();
    }

    /**
     * Tells whether a log can be made of the source, as far as its first lines tell: to be asked before long work
     * starts.
     *
     * @return what becomes of the first lines
     * @throws ForesaleException if a mapped column is missing, or if none of the lines can be used, as where the column
     *     of the users holds nothing; the message says why, and what to do
     * @throws IllegalStateException if no mapping was given
     */
    public QualityReport check() {
        ColumnMapping mapped = mapping.orElseThrow(() -> new IllegalStateException(
                "the preview of " + source + " has no mapping to check: preview the source with one"));
        SourceColumns.require(source, mapped, columns.stream().map(Column::name).toList(), () -> SourceColumns.REMEDY
                + (columns.size() == 1 && !kind.isEmpty() ? " It was read as " + kind + "." : ""));
        QualityReport report = quality.orElseThrow();
        if (report.kept() == 0) {
            throw new ForesaleException(source + ": not one of the first " + lines + " lines can be used. "
                    + report.findings().stream().map(QualityReport.Finding::text).collect(Collectors.joining(" "))
                    + " Check the column mapping, which also says how dates (withTimeFormat) and numbers (withNumbers)"
                    + " are written. If only the first lines are like this, load the log without this check.");
        }
        return report;
    }

    /**
     * Returns the columns as a table.
     *
     * @return one row a column, those that are mapped first: its name, type and an example; how many percent of the
     *     lines have nothing in it, how many different texts the others have; and what it is mapped as
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
