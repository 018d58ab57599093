package org.foresale.log;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.Headings;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Represents a product taxonomy of three levels as a tree.
 *
 * <p>The classes of a level have the codes 0 to {@link #size(Level)} - 1 in the order of their paths. The codes depend
 * only on the set of classes, not on their order in the source.
 */
public final class Taxonomy implements Serializable {

    /** Value for a class that is not one of the requested classes. */
    public static final int NO_PLACE = -1;

    private static final long serialVersionUID = 1L;

    private static final Level[] LEVELS = Level.values();

    private final List<String> levelNames;
    private final ClassPath[] thirds;
    /** For each level, the code of each third-level class's ancestor there. */
    private final int[][] ancestors;
    /** For each level, one third-level class below each class. */
    private final int[][] samples;

    private Taxonomy(List<String> levelNames, ClassPath[] thirds) {
        this.levelNames = distinct(levelNames);
        this.thirds = thirds;
        this.ancestors = new int[LEVELS.length][thirds.length];
        this.samples = new int[LEVELS.length][];
        for (Level level : LEVELS) {
            List<Integer> firstBelow = new ArrayList<>();
            for (int third = 0; third < thirds.length; third++) {
                if (third == 0 || !prefix(level, thirds[third]).equals(prefix(level, thirds[third - 1]))) {
                    firstBelow.add(third);
                }
                ancestors[level.ordinal()][third] = firstBelow.size() - 1;
            }
            samples[level.ordinal()] = firstBelow.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /**
     * Creates a taxonomy of the given classes.
     *
     * @param levelNames the names of the three levels, first level first, such as department, category, type; if two
     *                   names are equal, the level is appended
     * @param classes    the third-level classes with their ancestors; they may be repeated
     * @return the taxonomy
     * @throws IllegalArgumentException if there are not exactly three level names, or if there is no class
     */
    public static Taxonomy of(List<String> levelNames, Collection<ClassPath> classes) {
        if (levelNames.size() != LEVELS.length) {
            throw new IllegalArgumentException("a taxonomy needs three level names, not " + levelNames);
        }
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("a taxonomy needs at least one class");
        }
        return new Taxonomy(levelNames, classes.stream().sorted().distinct().toArray(ClassPath[]::new));
    }

    /** Levels of one name, as those of a single column, are told apart: they are headings of tables. */
    private static List<String> distinct(List<String> names) {
        List<String> distinct = new ArrayList<>();
        for (Level level : LEVELS) {
            distinct.add(Headings.of(names.get(level.ordinal()), level.name().toLowerCase(Locale.ROOT) + " level",
                    distinct.toArray(String[]::new)));
        }
        return List.copyOf(distinct);
    }

    private static List<String> prefix(Level level, ClassPath path) {
        return Arrays.stream(LEVELS).limit(level.ordinal() + 1L).map(path::name).toList();
    }

    /**
     * Returns the name of a level.
     *
     * @param level the level
     * @return its name, such as "department"
     */
    public String levelName(Level level) {
        return levelNames.get(level.ordinal());
    }

    /**
     * Returns the number of classes of a level.
     *
     * @param level the level
     * @return the number of classes
     */
    public int size(Level level) {
        return samples[level.ordinal()].length;
    }

    /**
     * Returns the name of a class.
     *
     * @param level the class's level
     * @param code  the class's code at that level
     * @return its name, without its ancestors
     * @throws IndexOutOfBoundsException if the level has no such code
     */
    public String name(Level level, int code) {
        return pathOfSample(level, code).name(level);
    }

    /**
     * Returns the name of a class after the names of its ancestors, first level first.
     *
     * @param level the class's level
     * @param code  the class's code at that level
     * @return for example "GROCERY > DOG FOODS"
     * @throws IndexOutOfBoundsException if the level has no such code
     */
    public String path(Level level, int code) {
        return String.join(" > ", prefix(level, pathOfSample(level, code)));
    }

    /**
     * Finds classes by their paths. Use paths rather than codes to compare logs, because codes are specific to one log.
     *
     * @param level the level of the paths
     * @param paths the paths, each once
     * @return for each third-level class code, the index in the list of paths of its ancestor at the level, or {@link
     *     #NO_PLACE}
     */
    public int[] placesOfThirds(Level level, List<String> paths) {
        Map<String, Integer> places = new HashMap<>();
        paths.forEach(path -> places.put(path, places.size()));
        int[] ofLevel = IntStream.range(0, size(level))
                .map(code -> places.getOrDefault(path(level, code), NO_PLACE)).toArray();
        return IntStream.range(0, size(Level.THIRD)).map(third -> ofLevel[ancestor(third, level)]).toArray();
    }

    /** The names of a class's ancestors, widest first, as in its path; empty at the first level. */
    String parents(Level level, int code) {
        List<String> names = prefix(level, pathOfSample(level, code));
        return String.join(" > ", names.subList(0, names.size() - 1));
    }

    private ClassPath pathOfSample(Level level, int code) {
        Arguments.index(levelName(level), code, size(level));
        return thirds[samples[level.ordinal()][code]];
    }

    /**
     * Returns the ancestor of a third-level class at a given level.
     *
     * @param third code of a third-level class
     * @param level the level of the ancestor
     * @return the code of the ancestor; the class itself at {@link Level#THIRD}
     * @throws IndexOutOfBoundsException if there is no such third-level class
     */
    public int ancestor(int third, Level level) {
        return ancestors[level.ordinal()][Arguments.index(levelName(Level.THIRD), third, thirds.length)];
    }

    /**
     * Finds classes by name.
     *
     * @param level the level to search
     * @param name  the exact name in the data
     * @return the codes of all classes with that name: several if the name occurs under several parents, none if there
     *     is no such class
     */
    public int[] find(Level level, String name) {
        return IntStream.range(0, size(level)).filter(code -> name(level, code).equals(name)).toArray();
    }

    ClassPath classPath(int third) {
        return thirds[third];
    }

    /**
     * Returns the names of the levels.
     *
     * @return the names of the three levels, first level first
     */
    public List<String> levelNames() {
        return levelNames;
    }

    Taxonomy withLevelNames(List<String> names) {
        return of(names, List.of(thirds));
    }

    /** The code of a third-level class, below 0 if it is not in this taxonomy. */
    int codeOf(ClassPath path) {
        return Arrays.binarySearch(thirds, path);
    }

    /**
     * Returns the first-level classes as a table, with the number of classes below each.
     *
     * @return one row per first-level class, in the order of the names: its name, and the numbers of second-level and
     *     third-level classes below it
     */
    public Table table() {
        Map<String, int[]> below = new TreeMap<>();
        for (int second = 0; second < size(Level.SECOND); second++) {
            below.computeIfAbsent(pathOfSample(Level.SECOND, second).first(), first -> new int[2])[0]++;
        }
        for (ClassPath third : thirds) {
            below.get(third.first())[1]++;
        }
        return Table.create("taxonomy",
                StringColumn.create(levelName(Level.FIRST), below.keySet()),
                IntColumn.create(levelName(Level.SECOND) + " classes",
                        below.values().stream().mapToInt(counts -> counts[0]).toArray()),
                IntColumn.create(levelName(Level.THIRD) + " classes",
                        below.values().stream().mapToInt(counts -> counts[1]).toArray()));
    }

    @Override
    public String toString() {
        return thirds.length + " classes, by " + String.join(", ", levelNames);
    }
}
