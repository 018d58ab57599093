package org.foresale.cohort;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;
import org.foresale.log.internal.OneLine;
import org.foresale.log.internal.Spelling;

/**
 * Lists the classes of one level that are predicted together. They are identified by their paths, such as "GROCERY &gt;
 * DOG FOODS", so that they are the same in every log that uses the same names.
 *
 * @param level the level
 * @param paths the path of each category
 */
public record Categories(Level level, List<String> paths) implements Serializable {

    private static final int MIN = 2;
    private static final int MAX = 100_000;
    private static final int LONGEST_PATH = 10_000;
    private static final int MAX_SUGGESTED = 5;

    /**
     * Checks the paths.
     *
     * @throws IllegalArgumentException if there is no level, if there are fewer than 2 or more than 100,000 paths, if
     *     one is missing, blank or longer than 10,000 characters, or if one is given twice
     */
    public Categories {
        if (level == null) {
            throw new IllegalArgumentException("categories are classes of a level, but no level is given");
        }
        if (paths == null || paths.size() < MIN || paths.size() > MAX) {
            throw new IllegalArgumentException("there are " + (paths == null ? "no" : paths.size()) + " categories of"
                    + " the level " + level + ", not " + MIN + " to " + MAX + ": for a single one, use Snapshot");
        }
        for (String path : paths) {
            if (path == null || path.isBlank() || path.length() > LONGEST_PATH) {
                throw new IllegalArgumentException(path == null || path.isBlank() ? "a category has no name"
                        : "the name of a category has " + path.length() + " characters, more than " + LONGEST_PATH);
            }
        }
        HashSet<String> seen = new HashSet<>();
        for (String path : paths) {
            if (!seen.add(path)) {
                throw new IllegalArgumentException("the category \"" + OneLine.of(path) + "\" comes twice");
            }
        }
        paths = List.copyOf(paths);
    }

    /**
     * Returns the number of categories.
     *
     * @return the number of categories, at least 2
     */
    public int size() {
        return paths.size();
    }

    /**
     * Returns the place of a category.
     *
     * @param path its path
     * @return its place, 0 to {@link #size()} - 1
     * @throws IllegalArgumentException if it is not one of the categories; the message suggests similar ones
     */
    public int place(String path) {
        if (path == null) {
            throw new IllegalArgumentException("a category goes by its path, such as " + paths.get(0)
                    + ", but it is null");
        }
        int place = paths.indexOf(path);
        if (place < 0) {
            throw new IllegalArgumentException("\"" + OneLine.of(path) + "\" is not one of the " + size()
                    + " categories. A category goes by its path, such as " + similar(path).stream()
                    .map(OneLine::of).collect(Collectors.joining(", ")) + ".");
        }
        return place;
    }

    /** Paths that are spelt alike, whether all of them was given or their last part only; any if there are none. */
    private List<String> similar(String path) {
        String name = last(path);
        List<String> names = Spelling.similar(name, paths.stream().map(Categories::last).distinct().toList());
        List<String> similar = names.stream().flatMap(each -> paths.stream().filter(other -> last(other).equals(each)))
                .limit(MAX_SUGGESTED).toList();
        return similar.isEmpty() ? paths.subList(0, 1) : similar;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('>') + 1).strip();
    }

    /**
     * Returns the categories that a log does not have.
     *
     * @param taxonomy the log's classes
     * @return their paths
     */
    public List<String> missingIn(Taxonomy taxonomy) {
        HashSet<String> there = new HashSet<>();
        IntStream.range(0, taxonomy.size(level)).forEach(code -> there.add(taxonomy.path(level, code)));
        return paths.stream().filter(path -> !there.contains(path)).toList();
    }

    /**
     * Checks that a log has at least one of the categories, and no two classes with the path of the same category.
     *
     * @param taxonomy the log's classes
     * @throws IllegalArgumentException if the log has none of the categories, or if two of its classes have the path of
     *     one
     */
    public void requireSomeIn(Taxonomy taxonomy) {
        if (missingIn(taxonomy).size() == size()) {
            throw new IllegalArgumentException("the log has none of the " + size() + " categories, such as "
                    + paths.get(0) + ": does it use other names for its classes?");
        }
        List<String> all = IntStream.range(0, taxonomy.size(level)).mapToObj(code -> taxonomy.path(level, code))
                .toList();
        requireClear(paths, all);
    }

    /** Refuses classes that cannot be told from others by their paths, as where "A > B" is the name of a class. */
    static void requireClear(List<String> asked, List<String> all) {
        HashSet<String> wanted = new HashSet<>(asked);
        HashSet<String> seen = new HashSet<>();
        for (String path : all) {
            if (!seen.add(path) && wanted.contains(path)) {
                throw new IllegalArgumentException("two classes of the log have the path \"" + OneLine.of(path)
                        + "\", so they cannot be told apart as categories: rename one of them");
            }
        }
    }

    /** By the code of a third-level class, the place of its category, or {@link Taxonomy#NO_PLACE}. */
    int[] placesOfThirds(Taxonomy taxonomy) {
        return taxonomy.placesOfThirds(level, paths);
    }

    /** The third-level classes of each category. */
    static BitSet[] thirds(int[] placesOfThirds, int categories) {
        BitSet[] thirds = new BitSet[categories];
        Arrays.setAll(thirds, place -> new BitSet());
        for (int third = 0; third < placesOfThirds.length; third++) {
            if (placesOfThirds[third] != Taxonomy.NO_PLACE) {
                thirds[placesOfThirds[third]].set(third);
            }
        }
        return thirds;
    }
}
