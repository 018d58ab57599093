package org.foresale.study;

import org.foresale.cohort.Samples;
import org.foresale.log.SimulatedLog;

/** Who knows the need of invented users: the bound of what anybody can learn from a simulated log. */
public final class TrueNeed {

    private TrueNeed() {
    }

    /**
     * The chances that somebody would give who knows who comes to need the target, but not who does the opposite of
     * what the need asks for.
     *
     * @param simulated the simulation
     * @param samples   samples of its log
     * @return 1 for a user who comes to need the target, else 0
     * @throws IllegalArgumentException if a user is not one of the simulation
     */
    public static double[] of(SimulatedLog simulated, Samples samples) {
        double[] chances = new double[samples.size()];
        for (int i = 0; i < chances.length; i++) {
            String id = samples.userId(i);
            if (!id.matches("[0-9]{1,9}") || Integer.parseInt(id) >= simulated.users()) {
                throw new IllegalArgumentException("the simulation has no user \"" + id + "\"");
            }
            chances[i] = simulated.needDay(Integer.parseInt(id)) >= 0 ? 1 : 0;
        }
        return chances;
    }
}
