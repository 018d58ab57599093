package org.foresale.claims;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.foresale.study.Results;
import org.foresale.study.Results.Figure;

/** The results files of a folder. */
final class ResultsFolder {

    private static final String ENDING = ".json";
    private static final String SAMPLES = " / test / samples";
    private static final String OVER = " over ";

    private final Map<String, Results> studies;
    private final Consumer<ResultsKey> reader;

    private ResultsFolder(Map<String, Results> studies, Consumer<ResultsKey> reader) {
        this.studies = studies;
        this.reader = reader;
    }

    static ResultsFolder in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder
                    + " with results: run the notebooks first, with environment/report");
        }
        Map<String, Results> studies = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(ENDING)).sorted().forEach(file -> {
                String name = file.getFileName().toString();
                studies.put(name.substring(0, name.length() - ENDING.length()), Results.read(file));
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the results in " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return new ResultsFolder(studies, key -> { });
    }

    /** Returns the same results, which tell a reader the place of each figure and count that is asked for. */
    ResultsFolder noting(Consumer<ResultsKey> newReader) {
        return new ResultsFolder(studies, newReader);
    }

    private Results study(String name) {
        if (!studies.containsKey(name)) {
            throw new MissingFigureException("no results of " + name);
        }
        return studies.get(name);
    }

    Figure figure(String study, String what) {
        Figure figure = study(study).figures().get(what);
        if (figure == null || Double.isNaN(figure.value())) {
            throw new MissingFigureException("the results of " + study + " have no figure \"" + what + "\"");
        }
        reader.accept(new ResultsKey(study, what));
        return figure;
    }

    double value(String study, String what) {
        return figure(study, what).value();
    }

    /** Reads a figure of all active users at the test where they were asked, else of the test samples. */
    double ofMost(String study, String what) {
        String population = what + " of the population";
        return value(study, study(study).figures().containsKey(population) ? population : what);
    }

    /** The figures that have a value, in their order. */
    private Map<String, Figure> measured(String study) {
        Map<String, Figure> figures = new LinkedHashMap<>(study(study).figures());
        figures.values().removeIf(figure -> Double.isNaN(figure.value()));
        return figures;
    }

    /** Figures whose names end alike. */
    List<Figure> ending(String study, String ending) {
        return ending(study, ending, name -> true);
    }

    /** Figures whose names end alike, of those that are asked for. */
    List<Figure> ending(String study, String ending, Predicate<String> which) {
        Map<String, Figure> figures = measured(study);
        figures.keySet().removeIf(name -> !name.endsWith(ending) || !which.test(name));
        if (figures.isEmpty()) {
            throw new MissingFigureException("the results of " + study + " have no figure of \"" + ending + "\"");
        }
        figures.keySet().forEach(name -> reader.accept(new ResultsKey(study, name)));
        return List.copyOf(figures.values());
    }

    /** Figures whose names start alike, with their names. */
    Map<String, Figure> allStarting(String study, String start) {
        Map<String, Figure> figures = new TreeMap<>(measured(study));
        figures.keySet().removeIf(name -> !name.startsWith(start));
        if (figures.isEmpty()) {
            throw new MissingFigureException("the results of " + study + " have no figure of \"" + start + "\"");
        }
        figures.keySet().forEach(name -> reader.accept(new ResultsKey(study, name)));
        return figures;
    }

    /** The mean over several tasks; the end of its name tells over how many. */
    Figure overTasks(String study, String what) {
        return overTasksIfKept(study, what).orElseThrow(() -> new MissingFigureException("the results of " + study
                + " have no figure \"" + what + OVER + "\""));
    }

    /** The mean over several tasks, where the study was run and has it. */
    Optional<Figure> overTasksIfKept(String study, String what) {
        return studies.containsKey(study) ? measured(study).keySet().stream()
                .filter(name -> name.startsWith(what + OVER)).findFirst()
                .map(name -> figure(study, name)) : Optional.empty();
    }

    /** Whether a study has a figure of this name. */
    boolean has(String study, String what) {
        return studies.containsKey(study) && study(study).figures().containsKey(what);
    }

    long count(String study, String what) {
        Long count = study(study).counts().get(what);
        if (count == null) {
            throw new MissingFigureException("the results of " + study + " have no count \"" + what + "\"");
        }
        reader.accept(new ResultsKey(study, what));
        return count;
    }

    List<String> tasks(String study) {
        return study(study).counts().keySet().stream().filter(name -> name.endsWith(SAMPLES))
                .map(name -> name.substring(0, name.length() - SAMPLES.length())).toList();
    }

    /** A ratio with its interval of 95 %, or with its standard deviation if it has none. */
    static String ratio(Figure figure) {
        return (figure.more().getOrDefault("censored", 0.) > 0 ? "at most " : "") + estimate(figure);
    }

    private static String estimate(Figure figure) {
        return isBounded(figure) ? words("%.3f [%.3f, %.3f]", figure.value(), low(figure), high(figure))
                : Double.isFinite(figure.more().getOrDefault("sd", Double.NaN))
                ? words("%.3f ± %.3f", figure.value(), figure.more().get("sd"))
                : words("%.3f", figure.value());
    }

    /** Whether a figure has an interval, with two ends. */
    static boolean isBounded(Figure figure) {
        return Double.isFinite(figure.more().getOrDefault("low", Double.NaN))
                && Double.isFinite(figure.more().getOrDefault("high", Double.NaN));
    }

    /** The adjusted p-value of a difference. */
    static double pValue(Figure figure) {
        return beside(figure, "p");
    }

    /** A difference with its interval of 95 %. */
    static String signed(Figure figure) {
        return words("%+.3f [%+.3f, %+.3f]", figure.value(), low(figure), high(figure));
    }

    static double low(Figure figure) {
        return beside(figure, "low");
    }

    static double high(Figure figure) {
        return beside(figure, "high");
    }

    /** What is known beside a figure, such as "low". */
    static double beside(Figure figure, String which) {
        Double beside = figure.more().get(which);
        if (beside == null || beside.isNaN()) {
            throw new MissingFigureException("a figure has no \"" + which + "\"");
        }
        return beside;
    }

    static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
