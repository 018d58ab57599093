package org.foresale.log;

import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * A log in a table in memory.
 *
 * @param table the table
 */
record LogTable(Table table) implements LogSource {

    @Override
    public String name() {
        return TableSource.name(table);
    }

    @Override
    public LogPreview preview(Optional<ColumnMapping> mapping) {
        return TableSource.preview(table, mapping);
    }

    @Override
    public MappingGuess guess() {
        return MappingGuesser.guess(ProfileReader.ofTable(table));
    }

    @Override
    public PurchaseLog load(ColumnMapping mapping, LogRules rules) {
        return TableSource.read(table, mapping, rules);
    }

    @Override
    public String toString() {
        return "table " + name();
    }
}
