package org.foresale.log;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A log in a file.
 *
 * @param file the file
 */
record LogFile(Path file) implements LogSource {

    @Override
    public String name() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public LogPreview preview(Optional<ColumnMapping> mapping) {
        return FileSource.preview(file, mapping);
    }

    @Override
    public PurchaseLog load(ColumnMapping mapping, LogRules rules) {
        return FileSource.read(file, mapping, rules);
    }

    @Override
    public String toString() {
        return "file " + name();
    }
}
