package org.foresale.log.internal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Finds the names that somebody may have meant who wrote another one. */
public final class Spelling {

    private static final int MAX_SUGGESTED = 5;
    private static final double ALIKE = .8;

    private Spelling() {
    }

    /**
     * Returns the names that are spelt most like another. Upper and lower case are not distinguished.
     *
     * @param name  the name that was written
     * @param names the names that there are
     * @return the similar names, the most similar first; at most five, none if no name is similar
     */
    public static List<String> similar(String name, Collection<String> names) {
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

    /**
     * Returns a question for a message about a name that is missing.
     *
     * @param name  the name that was written
     * @param names the names that there are; they may come from untrusted input
     * @return such as " Did you mean \"user\"?"; empty if no name is similar
     */
    public static String question(String name, Collection<String> names) {
        return similar(name, names).stream().findFirst()
                .map(nearest -> " Did you mean \"" + OneLine.of(nearest) + "\"?").orElse("");
    }
}
