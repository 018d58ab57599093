package org.foresale.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.foresale.cohort.Funnel;

/**
 * One bar of a funnel: those that are left after a step beside those it left out. A bar is never longer than the one
 * above it, unless something else is counted from there on.
 *
 * @param name    the step; of something else that is counted from there on, it says so
 * @param left    how many are left
 * @param leftOut how many this step left out
 */
record FunnelBar(String name, int left, int leftOut) {

    static List<FunnelBar> of(Funnel funnel) {
        List<FunnelBar> bars = new ArrayList<>();
        List<Funnel.Step> steps = funnel.steps();
        int left = 0;
        int i = 0;
        while (i < steps.size()) {
            Funnel.Step step = steps.get(i);
            int parts = partsOfAll(steps, i, left);
            if (step.kind() == Funnel.Kind.LEFT_OUT) {
                left -= step.all();
                bars.add(new FunnelBar(step.text(), left, step.all()));
            } else if (parts > 1) {
                // Buyers and others are all that is left: two bars would seem to be a step down and one up.
                String names = steps.subList(i, i + parts).stream()
                        .map(part -> String.format(Locale.ROOT, "%,d %s", part.all(), part.text()))
                        .collect(Collectors.joining(", "));
                bars.add(new FunnelBar(names, left, 0));
                i += parts - 1;
            } else {
                boolean anew = i > 0 && step.all() > left;
                left = step.all();
                bars.add(new FunnelBar(step.text() + (anew ? " (counted anew)" : ""), left, 0));
            }
            i++;
        }
        return bars;
    }

    /** How many steps from one on are kept and together all that is left; 0 if they are not. */
    private static int partsOfAll(List<Funnel.Step> steps, int from, int left) {
        int sum = 0;
        for (int i = from; i < steps.size() && steps.get(i).kind() == Funnel.Kind.KEPT && sum < left; i++) {
            sum += steps.get(i).all();
            if (sum == left) {
                return i + 1 - from;
            }
        }
        return 0;
    }
}
