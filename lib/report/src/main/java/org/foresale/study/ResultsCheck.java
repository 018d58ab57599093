package org.foresale.study;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.foresale.log.ForesaleException;
import tech.tablesaw.api.Table;

/** Compares results files that were made anew with those that were kept; a program of its own. */
public final class ResultsCheck {

    private ResultsCheck() {
    }

    /**
     * Compares all files of a folder with those of another, and says what has moved, by which rule, and which figures
     * of networks needed the wider allowance of another make of processor. Files that another command than
     * environment/report made are left out.
     *
     * @param arguments the folder with the results that were kept, and the folder with the new ones; ends with 0 if
     *                  nothing has moved, with 1 if something has or there is no results file, and with 2 if there are
     *                  not two folders
     * @throws IOException if a folder cannot be read
     * @throws IllegalArgumentException if one is no folder, or if a file is no results file, or one of another version
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: ResultsCheck KEPT NEW (two folders with results files)");
            System.exit(2);
        }
        try {
            System.exit(movedIn(Path.of(arguments[0]), Path.of(arguments[1]), System.out) == 0 ? 0 : 1);
        } catch (IllegalArgumentException | ForesaleException e) {
            System.err.println("foresale: error: " + e.getMessage());
            System.exit(2);
        }
    }

    /** Prints what has moved; gives how much. */
    static int movedIn(Path kept, Path made, PrintStream out) throws IOException {
        List<Path> files = resultsIn(kept);
        int moved = files.isEmpty() ? 1 : 0;
        if (files.isEmpty()) {
            out.println("there is no results file in " + kept);
        }
        for (Path file : files) {
            Results was = Results.read(file);
            if (was.origin().madeBy().isPresent()) {
                out.println(file.getFileName() + ": made by " + was.origin().madeBy().get() + ", left out");
                continue;
            }
            Path anew = made.resolve(file.getFileName().toString());
            if (!Files.exists(anew)) {
                out.println(file.getFileName() + ": was not made anew");
                moved++;
                continue;
            }
            Comparison compared = Comparison.of(was, Results.read(anew));
            Table table = compared.moved();
            out.println(file.getFileName() + ": " + compared.words(table));
            if (!table.isEmpty()) {
                out.println(table.printAll());
            }
            moved += table.rowCount();
        }
        for (Path file : resultsIn(made)) {
            if (!Files.exists(kept.resolve(file.getFileName().toString()))) {
                out.println(file.getFileName() + ": is not among the results that were kept");
                moved++;
            }
        }
        return moved;
    }

    private static List<Path> resultsIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder
                    + " with results: name the folder that is kept and the one that environment/report has made");
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }
}
