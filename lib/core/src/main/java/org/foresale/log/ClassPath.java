package org.foresale.log;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.Texts;

/**
 * Holds the path of a third-level class in the taxonomy: the class names from the first level down to the third.
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
     * Returns the path if all three names are present. Use it for names that come from data: leading and trailing white
     * space is removed, and the names are normalized to Unicode NFC.
     *
     * @param first  name at the first level, perhaps blank or null
     * @param second name at the second level, perhaps blank or null
     * @param third  name at the third level, perhaps blank or null
     * @return the path, empty if one of the names is blank or null
     */
    public static Optional<ClassPath> ifNamed(String first, String second, String third) {
        List<String> names = Stream.of(first, second, third).map(name -> name == null ? "" : Texts.clean(name))
                .toList();
        return names.contains("") ? Optional.empty()
                : Optional.of(new ClassPath(names.get(0), names.get(1), names.get(2)));
    }

    /**
     * Returns the class name at one level.
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
