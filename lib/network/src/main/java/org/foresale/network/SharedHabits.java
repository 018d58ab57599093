package org.foresale.network;

import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.foresale.cohort.CategorySamples;

/** Networks of habits that were trained already, for as long as their training samples are in use. */
final class SharedHabits {

    private static final Map<CategorySamples, Map<Asked, HabitNetworkLearner.Fit>> KNOWN = new WeakHashMap<>();

    private SharedHabits() {
    }

    private record Asked(HabitNetworkLearner learner, CategorySamples validation) {
    }

    /** What a learner makes of samples; whoever asks for the same while it is trained waits for it. */
    static HabitNetworkLearner.Fit of(HabitNetworkLearner learner, CategorySamples train, CategorySamples validation) {
        Map<Asked, HabitNetworkLearner.Fit> ofSamples;
        synchronized (KNOWN) {
            ofSamples = KNOWN.computeIfAbsent(train, any -> new HashMap<>());
        }
        Asked asked = new Asked(learner, validation);
        synchronized (ofSamples) {
            HabitNetworkLearner.Fit known = ofSamples.get(asked);
            if (known == null) {
                known = learner.train(train, validation);
                ofSamples.put(asked, known);
            }
            return known;
        }
    }
}
