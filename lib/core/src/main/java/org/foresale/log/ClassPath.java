package org.foresale.log;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.foresale.log.internal.Arguments;

/**
 * The place of a third-level class in the taxonomy: the names from the widest level down to it.
 *
 * <p>Two classes of the same name under different parents are different classes.
 *
 * @param first  name at the first level
 * @param second name at the second level
 * @param third  name at the third level
 */
public record ClassPath(String first, String second, String third)
        implements Comparable<ClassPath>, Serializable {

    private static final Comparator<ClassPath> BY_NAMES = Comparator.comparing(ClassPath::first)
            .thenComparing(ClassPath::second)
            .thenComparing(ClassPath::third);

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException if a name is blank
     */
    public ClassPath {
        Arguments.text("first-level class", first);
        Arguments.text("second-level class", second);
        Arguments.text("third-level class", third);
    }

    /**
     * Returns the path, unless a name is missing: for names that come from data.
     *
     * @param first  name at the first level, perhaps blank or null
     * @param second name at the second level, perhaps blank or null
     * @param third  name at the third level, perhaps blank or null
     * @return the path, empty if one of the names is blank or null
     */
    public static Optional<ClassPath> ifNamed(String first, String second, String third) {
        boolean named = Stream.of(first, second, third).allMatch(name -> name != null && !name.isBlank());
        return named ? Optional.of(new ClassPath(first, second, third)) : Optional.empty();
    }

    /**
     * Returns the name at one level.
     *
     * @param level the level
     * @return the name there
     */
    public String name(Level level) {
        return switch (level) {
            case FIRST -> first;
            case SECOND -> second;
            case THIRD -> third;
        };
    }

    @Override
    public int compareTo(ClassPath other) {
        return BY_NAMES.compare(this, other);
    }
}
