package org.foresale.cohort;

import java.io.Serializable;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;

/**
 * Defines what is to be predicted: a purchase in a named set of classes.
 *
 * @param name    the name of the target
 * @param level   the level of its classes
 * @param classes the names of its classes; a name that occurs under several parents means all of these classes, and a
 *                path, such as "Food > Coffee", means one of them
 */
public record Target(String name, Level level, List<String> classes) implements Serializable {

    private static final int MAX_SUGGESTED = 5;
    private static final double ALIKE = .8;

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
     * @throws IllegalArgumentException if the taxonomy lacks one of the classes; the message suggests similar names
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
        classes.stream().flatMapToInt(name -> IntStream.of(find(name, taxonomy))).forEach(codes::set);
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
    private int[] find(String className, Taxonomy taxonomy) {
        int[] named = taxonomy.find(level, className);
        return named.length > 0 ? named : IntStream.range(0, taxonomy.size(level))
                .filter(code -> taxonomy.path(level, code).equals(className)).toArray();
    }

    private BitSet codesOf(String className, Taxonomy taxonomy) {
        int[] found = find(className, taxonomy);
        if (found.length == 0) {
            List<String> similar = similar(className, taxonomy);
            throw new IllegalArgumentException("the target \"" + this.name + "\" names the class \"" + className
                    + "\", which is not among the " + taxonomy.size(level) + " classes of the level "
                    + taxonomy.levelName(level) + (similar.isEmpty() ? "" : "; similar: " + String.join(", ", similar))
                    + ". PurchaseLog.classTable lists them.");
        }
        return IntStream.of(found).collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /** The names of the level that are spelt most like another, the most alike first. */
    private List<String> similar(String className, Taxonomy taxonomy) {
        return similar(className, IntStream.range(0, taxonomy.size(level))
                .mapToObj(code -> taxonomy.name(level, code)).toList());
    }

    /** Those of some names that are spelt most like another, the most alike first. */
    static List<String> similar(String name, List<String> names) {
        JaroWinklerSimilarity likeness = new JaroWinklerSimilarity();
        String wanted = name.toUpperCase(Locale.ROOT);
        Map<String, Double> alike = new LinkedHashMap<>();
        for (String each : names) {
            alike.computeIfAbsent(each, other -> likeness.apply(wanted, other.toUpperCase(Locale.ROOT)));
        }
        return alike.entrySet().stream().filter(entry -> entry.getValue() >= ALIKE)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(MAX_SUGGESTED).map(Map.Entry::getKey).toList();
    }
}
