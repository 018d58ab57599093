package org.foresale.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.foresale.learn.Learner;

/**
 * Holds candidate settings of one learner, for a search.
 *
 * @param learner  name of the learner in tables, such as "XGBoost"
 * @param settings learners that differ in their settings only, by the name of the settings; the first are the defaults
 */
public record Candidates(String learner, Map<String, Learner> settings) {

    /** Names the default settings. */
    public static final String DEFAULT = "default";

    /**
     * Copies the settings in order.
     *
     * @throws IllegalArgumentException if the first settings are not called {@value #DEFAULT}
     */
    public Candidates {
        if (settings.isEmpty() || !settings.keySet().iterator().next().equals(DEFAULT)) {
            throw new IllegalArgumentException("the first settings of " + learner + " are called \"" + DEFAULT
                    + "\", but there are " + settings.keySet());
        }
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /**
     * Returns the default settings as the only candidate.
     *
     * @param learner the learner with its default settings; its name becomes that of the candidates
     * @return the candidates
     */
    public static Candidates of(Learner learner) {
        return new Candidates(learner.name(), Map.of(DEFAULT, learner));
    }

    /**
     * Returns a copy with one more candidate.
     *
     * @param name  the difference from the defaults, such as "depth 2"
     * @param other the learner with these settings
     * @return the new candidates
     * @throws IllegalArgumentException if there are settings of this name already
     */
    public Candidates with(String name, Learner other) {
        if (settings.containsKey(name)) {
            throw new IllegalArgumentException("two settings of " + learner + " are called \"" + name + "\"");
        }
        Map<String, Learner> more = new LinkedHashMap<>(settings);
        more.put(name, other);
        return new Candidates(learner, more);
    }

    /** The default settings as a text. */
    String defaults() {
        return settings.get(DEFAULT).toString();
    }
}
