package org.foresale.study;

import java.util.Locale;

/** Whose purchases a task is about; figures of both kinds are never put together. */
enum Logs {
    REAL("real logs"), SIMULATED("invented users");

    private final String words;

    Logs(String words) {
        this.words = words;
    }

    /** Tasks on a simulated log are those named so. */
    static Logs of(Task task) {
        return task.name().toLowerCase(Locale.ROOT).startsWith(ShiftResults.SIMULATED) ? SIMULATED : REAL;
    }

    String words() {
        return words;
    }
}
