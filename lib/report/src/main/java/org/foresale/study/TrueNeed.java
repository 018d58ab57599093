package org.foresale.study;

import org.foresale.cohort.Samples;
import org.foresale.data.SimulatedLog;

/** Predicts invented users from their true needs: the upper bound of what can be learnt from a simulated log. */
public final class TrueNeed {

    private TrueNeed() {
    }

    /**
     * Returns the predictions of an oracle that knows who has come to need the target by the cut, but not who does the
     * opposite of what the need suggests.
     *
     * @param simulated the simulation
     * @param samples   samples of its log, not shifted
     * @return 1 for a user who came to need the target on or before the day of the cut, otherwise 0
     * @throws IllegalArgumentException if a user does not belong to the simulation
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
