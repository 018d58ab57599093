package org.foresale.kernel;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.dflib.jjava.kernel.execution.CodeEvaluator;
import org.dflib.jjava.kernel.execution.IncompleteSourceException;

/**
 * Runs cells, and on an interrupt lets the code end by itself: a training keeps its best weights and its cell their
 * variable. Only code that takes no notice, and a second interrupt, end as they do in JJava: with an error, at once.
 */
final class PatientEvaluator extends CodeEvaluator {

    private static final long PATIENCE_SECONDS = 10;
    /** The names of the threads on which JJava runs cells begin with it. */
    private static final String WORKER = "jjava-exec-";
    /** What code throws that gives up because it is interrupted. */
    private static final Set<String> GIVING_UP = Set.of("java.util.concurrent.CancellationException",
            "java.lang.InterruptedException");

    private volatile CompletableFuture<Void> cell = CompletableFuture.completedFuture(null);
    private volatile boolean interrupted;

    PatientEvaluator(String name) {
        super(name, -1, TimeUnit.MILLISECONDS);
    }

    /**
     * Runs the parts of a cell, one after the other.
     *
     * @throws StoppedCell if it was interrupted, and what ran then has ended by itself
     */
    @Override
    public Object eval(JShell shell, String code) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        interrupted = false;
        cell = mine;
        try {
            SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
            Object result = null;
            CompletionInfo next = analysis.analyzeCompletion(code);
            while (next.completeness().isComplete()) {
                result = part(shell, next.source());
                if (next.completeness() == Completeness.COMPLETE && result instanceof Boolean
                        && next.source().strip().endsWith(";")) {
                    // What a statement such as list.add(one); answers was not asked for.
                    result = null;
                }
                next = analysis.analyzeCompletion(next.remaining());
                if (interrupted) {
                    boolean whole = next.completeness() == Completeness.EMPTY;
                    throw new StoppedCell(whole ? "Interrupted." : "Interrupted: the rest of the cell was not run.",
                            whole ? result : null);
                }
            }
            if (next.completeness() != Completeness.EMPTY) {
                throw new IncompleteSourceException(next.remaining().strip());
            }
            return result;
        } finally {
            mine.complete(null);
        }
    }

    private Object part(JShell shell, String source) {
        try {
            return evalSingle(shell, source);
        } catch (RuntimeException e) {
            if (interrupted && e.getCause() instanceof EvalException thrown
                    && GIVING_UP.contains(thrown.getExceptionClassName())) {
                throw new StoppedCell(sentence(thrown.getMessage()), null);
            }
            throw e;
        }
    }

    private static String sentence(String message) {
        return message.isEmpty() ? "Interrupted."
                : Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
    }

    @Override
    public void interrupt() {
        CompletableFuture<Void> running = cell;
        if (interrupted) {
            super.interrupt();
        } else if (!running.isDone()) {
            interrupted = true;
            Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith(WORKER))
                    .forEach(Thread::interrupt);
            running.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).exceptionally(late -> {
                super.interrupt();
                return null;
            });
        }
    }
}
