package org.foresale.log;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A log in a file.
 *
 * @param file   the file
 * @param layout how it is laid out, where a mapping says nothing of it
 */
record LogFile(Path file, FileLayout layout) implements LogSource {

    @Override
    public String name() {
        return String.valueOf(file.getFileName());
    }

    private ColumnMapping complete(ColumnMapping mapping) {
        return mapping.layout().equals(FileLayout.guessed()) ? mapping.withLayout(layout) : mapping;
    }

    @Override
    public LogPreview preview(Optional<ColumnMapping> mapping) {
        return FileSource.preview(file, layout, mapping.map(this::complete));
    }

    @Override
    public MappingGuess guess() {
        return MappingGuesser.guess(FileProfiler.read(file, layout, FileProfiler.Spread.USUAL));
    }

    @Override
    public PurchaseLog load(ColumnMapping mapping, LogRules rules) {
        return FileSource.read(file, complete(mapping), rules);
    }

    @Override
    public String toString() {
        return "file " + name();
    }
}
