package org.foresale.log.internal;

import java.util.List;

/**
 * Writes names in sentences. They stand in quotation marks: names of learners have commas and words of sentences in
 * them, such as "popularity, first purchases" and "always positive".
 */
public final class Names {

    private Names() {
    }

    /**
     * Returns a name as it stands in a sentence.
     *
     * @param name the name
     * @return the name in typographic quotation marks
     */
    public static String quoted(String name) {
        return "“" + name + "”";
    }

    /**
     * Returns names as they stand in a sentence.
     *
     * @param names one name or more
     * @return the names in typographic quotation marks, with commas between them and "and" before the last one
     */
    public static String quoted(List<String> names) {
        int last = names.size() - 1;
        List<String> quoted = names.stream().map(Names::quoted).toList();
        return last == 0 ? quoted.get(0) : String.join(", ", quoted.subList(0, last)) + " and " + quoted.get(last);
    }
}
