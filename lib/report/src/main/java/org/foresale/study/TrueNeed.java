package org.foresale.study;

import org.foresale.cohort.Samples;
import org.foresale.data.SimulatedLog;

/** Who knows the need of invented users: the bound of what anybody can learn from a simulated log. */
public final class TrueNeed {

    private TrueNeed() {
    }

    /**
     * Gives the probabilities that somebody would give who knows who has come to need the target by the cut, but not
     * who does the opposite of what the need asks for.
     *
     * @param simulated the simulation
     * @param samples   samples of its log, not shifted
     * @return 1 for a user who has come to need the target on the day of the cut or before it, else 0
     * @throws IllegalArgumentException if a user is not one of the simulation
     */
    public static double[] of(SimulatedLog simulated, Samples samples) {
        double[] probabilities = new double[samples.size()];
        for (int i = 0; i < probabilities.length; i++) {
            String id = samples.userId(i);
            if (!id.matches("[0-9]{1,9}") || Integer.parseInt(id) >= simulated.users()) {
                throw new IllegalArgumentException("the simulation has no user \"" + id + "\"");
            }
            int needDay = simulated.needDay(Integer.parseInt(id));
            probabilities[i] = needDay >= 0 && needDay <= samples.get(i).cut() ? 1 : 0;
        }
        return probabilities;
    }
}
