package org.foresale.cohort;

import java.io.Serializable;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;
import org.foresale.log.internal.Spelling;

/**
 * Defines what is to be predicted: a purchase in a named set of classes.
 *
 * @param name    the name of the target
 * @param level   the level of its classes
 * @param classes the names of its classes; a name that occurs under several parents means all of these classes, and a
 *                path, such as "Food > Coffee", means one of them
 */
public record Target(String name, Level level, List<String> classes) implements Serializable {

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException if the name is missing or blank, if there is no level or no class, or if a class
     *     is null
     */
    public Target {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a target needs a name, but it is " + (name == null ? "null" : "blank"));
        }
        if (level == null) {
            throw new IllegalArgumentException("the target \"" + name + "\" has no level");
        }
        if (classes == null || classes.isEmpty() || classes.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("the target \"" + name + "\" has no class, or one that is null");
        }
        classes = List.copyOf(classes);
    }

    /**
     * Returns a target of the given classes.
     *
     * @param name    the name of the target
     * @param level   the level of its classes
     * @param classes the names of its classes, or their paths
     * @return the target
     * @throws IllegalArgumentException if the name is blank or there is no class
     */
    public static Target of(String name, Level level, String... classes) {
        return new Target(name, level, List.of(classes));
    }

    /**
     * Returns the third-level classes of the target in a taxonomy.
     *
     * @param taxonomy the taxonomy of a log
     * @return the codes of all third-level classes at or below the target's classes
     * @throws IllegalArgumentException if the taxonomy lacks one of the classes; the message names the level that
     *     has it, or similar names
     */
    public BitSet in(Taxonomy taxonomy) {
        BitSet codes = new BitSet();
        for (String name : classes) {
            codes.or(codesOf(name, taxonomy));
        }
        return below(codes, taxonomy);
    }

    /** Finds those of the classes that a taxonomy has, maybe none. */
    BitSet presentIn(Taxonomy taxonomy) {
        BitSet codes = new BitSet();
        classes.stream().flatMapToInt(name -> IntStream.of(find(name, level, taxonomy))).forEach(codes::set);
        return below(codes, taxonomy);
    }

    private BitSet below(BitSet codes, Taxonomy taxonomy) {
        BitSet thirds = new BitSet();
        IntStream.range(0, taxonomy.size(Level.THIRD))
                .filter(third -> codes.get(taxonomy.ancestor(third, level)))
                .forEach(thirds::set);
        return thirds;
    }

    /** A name comes before a path, should a class have one that looks like a path. */
    private static int[] find(String className, Level level, Taxonomy taxonomy) {
        int[] named = taxonomy.find(level, className);
        return named.length > 0 ? named : IntStream.range(0, taxonomy.size(level))
                .filter(code -> taxonomy.path(level, code).equals(className)).toArray();
    }

    private BitSet codesOf(String className, Taxonomy taxonomy) {
        int[] found = find(className, level, taxonomy);
        if (found.length == 0) {
            throw new IllegalArgumentException("the target \"" + this.name + "\" names the class \"" + className
                    + "\", which is not among the " + taxonomy.size(level) + " classes of the level "
                    + taxonomy.levelName(level) + advice(className, taxonomy)
                    + ". PurchaseLog.classTable lists them.");
        }
        return IntStream.of(found).collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /** Where the name is that of a class of another level, that level; or else names that are spelt like it. */
    private String advice(String className, Taxonomy taxonomy) {
        String elsewhere = Stream.of(Level.values()).filter(other -> find(className, other, taxonomy).length > 0)
                .map(other -> ". It is a class of the level " + taxonomy.levelName(other) + ": use Target.of(\"" + name
                        + "\", Level." + other + ", \"" + className + "\")").collect(Collectors.joining());
        if (!elsewhere.isEmpty()) {
            return elsewhere;
        }
        List<String> here = similar(className, level, taxonomy);
        return !here.isEmpty() ? "; similar: " + String.join(", ", here) : Stream.of(Level.values())
                .filter(other -> !similar(className, other, taxonomy).isEmpty())
                .map(other -> "; similar at Level." + other + ", " + taxonomy.levelName(other) + ": "
                        + String.join(", ", similar(className, other, taxonomy))).collect(Collectors.joining());
    }

    private static List<String> similar(String className, Level level, Taxonomy taxonomy) {
        return Spelling.similar(className, IntStream.range(0, taxonomy.size(level))
                .mapToObj(code -> taxonomy.name(level, code)).toList());
    }
}
