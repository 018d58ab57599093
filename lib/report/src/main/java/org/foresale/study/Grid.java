package org.foresale.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Fills the cells of a study, several at a time. What a cell holds follows from its key, so neither the number of
 * threads nor a run that was cut short before changes what comes out.
 *
 * @param keys        the cells, each with a key of all that its content depends on
 * @param threads     how many cells are filled at a time
 * @param checkpoints where cells are kept as soon as they are filled; nowhere if empty
 */
record Grid(Map<Cell, String> keys, int threads, Optional<Path> checkpoints) {

    /** Fills all cells; gives them in order. */
    List<Run> fill(Function<Cell, Predictions> work, StudyListener listener) {
        Optional<Checkpoints> kept = checkpoints.map(Checkpoints::in);
        Map<Cell, Predictions> filled = new LinkedHashMap<>();
        kept.ifPresent(store -> keys.forEach((cell, key) ->
                store.read(key).ifPresent(predictions -> filled.put(cell, predictions))));
        if (!filled.isEmpty()) {
            listener.resumed(filled.size(), keys.size());
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "study");
            thread.setDaemon(true);
            return thread;
        });
        try {
            CompletionService<Run> runs = new ExecutorCompletionService<>(pool);
            int left = 0;
            for (Cell cell : keys.keySet()) {
                if (!filled.containsKey(cell)) {
                    runs.submit(() -> {
                        Predictions predictions = uninterrupted(work, cell);
                        kept.ifPresent(store -> store.write(keys.get(cell), predictions));
                        return new Run(cell, predictions);
                    });
                    left++;
                }
            }
            for (; left > 0; left--) {
                Run run = runs.take().get();
                filled.put(run.cell(), run.predictions());
                listener.done(filled.size(), keys.size(), run);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            listener.interrupted(filled.size(), keys.size(), kept.isPresent());
            throw new CancellationException("the study was interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause
                    : new IllegalStateException("a run of the study failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
        kept.ifPresent(store -> store.forgetAllBut(keys.values()));
        List<Run> runs = new ArrayList<>();
        keys.keySet().forEach(cell -> runs.add(new Run(cell, filled.get(cell))));
        return runs;
    }

    private static Predictions uninterrupted(Function<Cell, Predictions> work, Cell cell) {
        Predictions predictions = work.apply(cell);
        if (Thread.currentThread().isInterrupted()) {
            // A training that was cut short has weights, but they are not those of the study.
            throw new CancellationException("the study was interrupted");
        }
        return predictions;
    }
}
