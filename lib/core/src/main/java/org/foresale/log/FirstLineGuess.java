package org.foresale.log;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.foresale.log.internal.OneLine;

/** Tells whether the first line of a file looks like one of data, and names no columns. */
final class FirstLineGuess {

    private static final int SHOWN = 6;

    private FirstLineGuess() {
    }

    /**
     * Asks, where no column is called as columns are.
     *
     * @param source the source
     * @return the question, with what to do; empty if the names look like names
     */
    static Optional<String> question(SourceProfile source) {
        List<String> names = source.names();
        boolean data = source.text() && source.layout().columns().isEmpty()
                && names.stream().noneMatch(name -> Role.areNamed(ColumnProfile.plainName(name)))
                && names.stream().anyMatch(FirstLineGuess::isData);
        return !data ? Optional.empty() : Optional.of("Is the first line a header row? It is "
                + names.stream().limit(SHOWN).map(OneLine::of).collect(Collectors.joining(", "))
                + (names.size() > SHOWN ? ", …" : "") + ", which looks like data. If it is data, name the columns and"
                + " guess again: LogSource.file(path, FileLayout.guessed().withColumns("
                + names.stream().limit(SHOWN).map(name -> "\"…\"").collect(Collectors.joining(", "))
                + (names.size() > SHOWN ? ", and so on" : "") + ")), with a name such as customer, date or price for"
                + " each of the " + names.size() + " columns.");
    }

    private static boolean isData(String name) {
        return !Double.isNaN(NumberStyle.PLAIN.read(name)) || TimeFormat.iso().read(name).isPresent();
    }
}
