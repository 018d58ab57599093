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
 * A product taxonomy of three levels, a strict tree.
 *
 * <p>The classes of a level are coded 0 to {@link #size(Level)} - 1 in the order of their paths, so the codes depend
 * on the set of classes alone and not on the order in which they were met.
 */
public final class Taxonomy implements Serializable {

    /** Where a class is none of those asked for. */
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
     * Returns a taxonomy of the given classes.
     *
     * @param levelNames the names of the three levels, widest first, such as department, category, type; where two
     *                   are the same, the level is added
     * @param classes    the third-level classes with their ancestors; repeats are welcome
     * @return the taxonomy
     * @throws IllegalArgumentException if there are not three level names or no class
     */
    public static Taxonomy of(List<String> levelNames, Collection<ClassPath> classes) {
        if (levelNames.size() != LEVELS.length) {
            throw new IllegalArgumentException("a taxonomy has three levels, but these names came: " + levelNames);
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
     * Tells what a level is called in this taxonomy.
     *
     * @param level the level
     * @return its name, such as "department"
     */
    public String levelName(Level level) {
        return levelNames.get(level.ordinal());
    }

    /**
     * Tells how many classes a level has.
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
     * Returns the name of a class with the names of its ancestors, widest first.
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
     * Finds classes that go by their paths, as codes are those of one log only.
     *
     * @param level the level of the paths
     * @param paths the paths, each once
     * @return by the code of a third-level class, the place among the paths of its class of the level, or
     *     {@link #NO_PLACE}
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
     * Returns the class of a given level that a third-level class belongs to.
     *
     * @param third code of a third-level class
     * @param level the level asked for
     * @return the code of its ancestor there; the class itself at {@link Level#THIRD}
     * @throws IndexOutOfBoundsException if there is no such third-level class
     */
    public int ancestor(int third, Level level) {
        return ancestors[level.ordinal()][Arguments.index(levelName(Level.THIRD), third, thirds.length)];
    }

    /**
     * Returns the classes of one name.
     *
     * @param level the level to look at
     * @param name  the name, exactly as the data has it
     * @return the codes of all classes of that name: several where the name stands under several parents, none where
     *     there is no such class
     */
    public int[] find(Level level, String name) {
        return IntStream.range(0, size(level)).filter(code -> name(level, code).equals(name)).toArray();
    }

    ClassPath classPath(int third) {
        return thirds[third];
    }

    /**
     * Tells what the levels are called.
     *
     * @return the names of the three levels, widest first
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
     * Returns the first level's classes with the number of classes below each.
     *
     * @return one row a first-level class, in the order of the names: its name, and how many second-level and how many
     *     third-level classes are below it
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
