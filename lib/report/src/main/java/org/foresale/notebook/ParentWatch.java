package org.foresale.notebook;

import java.util.Optional;

/**
 * Ends the kernel when the process that started it is gone. A killed report or server would otherwise leave a JVM
 * behind, training on for nobody.
 */
final class ParentWatch {

    /** Set by Jupyter for every kernel it starts. */
    private static final String VARIABLE = "JPY_PARENT_PID";
    private static final int KILLED = 137;

    private ParentWatch() {
    }

    static void start() {
        Optional.ofNullable(System.getenv(VARIABLE))
                .filter(pid -> pid.matches("\\d{1,18}"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(KILLED)));
    }
}
