package org.foresale.learn;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import org.foresale.cohort.Samples;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;

/** Classes that go by their paths, such as "GROCERY &gt; DOG FOODS", as codes are those of one log only. */
final class ClassPaths {

    private static final int MAX_CLASSES = 100_000;
    private static final int LONGEST_PATH = 10_000;

    private ClassPaths() {
    }

    /**
     * Checks paths.
     *
     * @throws IllegalArgumentException if there is none or more than 100,000, if one is missing, blank or of more than
     *     10,000 characters, or if one comes twice
     */
    static List<String> checked(List<String> paths) {
        if (paths == null || paths.isEmpty() || paths.size() > MAX_CLASSES) {
            throw new IllegalArgumentException("features need 1 to " + MAX_CLASSES + " classes, not "
                    + (paths == null ? "none" : paths.size()));
        }
        for (String path : paths) {
            if (path == null || path.isBlank() || path.length() > LONGEST_PATH) {
                throw new IllegalArgumentException(path == null || path.isBlank() ? "a class has no name"
                        : "the name of a class has " + path.length() + " characters, more than " + LONGEST_PATH);
            }
        }
        if (new HashSet<>(paths).size() < paths.size()) {
            throw new IllegalArgumentException("a class comes twice among " + paths.size());
        }
        return List.copyOf(paths);
    }

    /**
     * Collects the classes of a level that histories hold, in the order of their codes.
     *
     * @throws IllegalArgumentException if no sample has a line
     */
    static List<String> met(Samples train, Level level) {
        BitSet thirds = new BitSet();
        for (int i = 0; i < train.size(); i++) {
            thirds.or(train.history(i).classes());
        }
        if (thirds.isEmpty()) {
            throw new IllegalArgumentException("none of the " + train.size() + " training samples has a line");
        }
        Taxonomy taxonomy = train.taxonomy();
        return thirds.stream().map(third -> taxonomy.ancestor(third, level)).distinct()
                .mapToObj(code -> taxonomy.path(level, code)).distinct().toList();
    }
}
