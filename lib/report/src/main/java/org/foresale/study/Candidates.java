package org.foresale.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.foresale.learn.Learner;

/**
 * Settings of one learner that are tried against each other.
 *
 * @param learner  what tables call the learner, such as "XGBoost"
 * @param settings by name, learners that differ in settings only; the first are the default ones
 */
public record Candidates(String learner, Map<String, Learner> settings) {

    /** What the default settings are called. */
    public static final String DEFAULT = "default";

    /**
     * Copies the settings, in their order.
     *
     * @throws IllegalArgumentException if the first are not called {@value #DEFAULT}
     */
    public Candidates {
        if (settings.isEmpty() || !settings.keySet().iterator().next().equals(DEFAULT)) {
            throw new IllegalArgumentException("the first settings of " + learner + " are called \"" + DEFAULT
                    + "\", but there are " + settings.keySet());
        }
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /**
     * Begins with the default settings.
     *
     * @param learner the learner with its default settings; its name is that of the candidates
     * @return the default settings alone
     */
    public static Candidates of(Learner learner) {
        return new Candidates(learner.name(), Map.of(DEFAULT, learner));
    }

    /**
     * Adds other settings.
     *
     * @param name  what is another than by default, such as "depth 2"
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
