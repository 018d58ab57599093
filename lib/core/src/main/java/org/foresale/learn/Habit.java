package org.foresale.learn;

import org.foresale.cohort.Samples;
import org.foresale.log.History;

/** A number that tells how a user shops, and how the user buys the target. */
enum Habit {
    RECENCY("days since the last shopping day"),
    SHOPPING_DAYS("shopping days"),
    SHOPPING_DAYS_30("shopping days in 30 days"),
    SHOPPING_DAYS_60("shopping days in 60 days"),
    TENURE("days since the first shopping day"),
    LINES("lines"),
    SPEND("money spent"),
    SPEND_60("money spent in 60 days"),
    SPEND_A_DAY("money spent a shopping day"),
    TARGET_LINES("lines of the target"),
    TARGET_DAYS("days with the target"),
    TARGET_RECENCY("days since the last purchase of the target"),
    TARGET_LINES_30("lines of the target in 30 days"),
    TARGET_LINES_60("lines of the target in 60 days"),
    TARGET_SPEND("money spent on the target"),
    TARGET_GAP("mean days from purchase to purchase of the target"),
    CUT("date of the cut, in days since 1970");

    private final String label;

    Habit(String label) {
        this.label = label;
    }

    /** What the number is called. */
    String label() {
        return label;
    }

    /** This number among all of a sample. */
    double in(double[] all) {
        return all[ordinal()];
    }

    /**
     * Returns all numbers of a sample.
     *
     * @param samples the samples
     * @param i       which of them
     * @return a number for each habit, in their order; NaN where there is no day to count from. "In n days" is in the n
     *     days before the cut
     */
    static double[] all(Samples samples, int i) {
        History history = samples.history(i);
        int cut = samples.get(i).cut();
        double[] values = new double[values().length];
        add(values, SHOPPING_DAYS, history.shoppingDays());
        add(values, LINES, history.size());
        add(values, CUT, samples.date(cut).toEpochDay());
        int newest = -1;
        int firstOfTarget = -1;
        int lastOfTarget = -1;
        for (int line = 0; line < history.size(); line++) {
            int day = history.day(line);
            int age = cut - day;
            add(values, SPEND, history.value(line));
            add(values, SPEND_60, age <= 60 ? history.value(line) : 0);
            if (day != newest) {
                newest = day;
                add(values, SHOPPING_DAYS_30, age <= 30 ? 1 : 0);
                add(values, SHOPPING_DAYS_60, age <= 60 ? 1 : 0);
            }
            if (samples.isTarget(history.thirdClass(line))) {
                add(values, TARGET_LINES, 1);
                add(values, TARGET_LINES_30, age <= 30 ? 1 : 0);
                add(values, TARGET_LINES_60, age <= 60 ? 1 : 0);
                add(values, TARGET_SPEND, history.value(line));
                add(values, TARGET_DAYS, day == lastOfTarget ? 0 : 1);
                firstOfTarget = firstOfTarget < 0 ? day : firstOfTarget;
                lastOfTarget = day;
            }
        }
        double targetDays = TARGET_DAYS.in(values);
        add(values, RECENCY, history.isEmpty() ? Double.NaN : cut - newest);
        add(values, TENURE, history.isEmpty() ? Double.NaN : cut - history.day(0));
        add(values, SPEND_A_DAY, SPEND.in(values) / SHOPPING_DAYS.in(values));
        add(values, TARGET_RECENCY, targetDays == 0 ? Double.NaN : cut - lastOfTarget);
        add(values, TARGET_GAP, targetDays < 2 ? Double.NaN : (lastOfTarget - firstOfTarget) / (targetDays - 1));
        return values;
    }

    private static void add(double[] values, Habit habit, double value) {
        values[habit.ordinal()] += value;
    }
}
