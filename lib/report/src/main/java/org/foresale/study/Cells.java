package org.foresale.study;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The runs of a study, in order, before they are done. */
final class Cells {

    private final Map<Cell, String> keys = new LinkedHashMap<>();
    private final Map<Cell, Supplier<Predictions>> work = new LinkedHashMap<>();

    /**
     * Adds a run.
     *
     * @param cell where it stands
     * @param key  checksum of all that it depends on; anything if no run is kept
     * @param run  trains and asks
     */
    void add(Cell cell, String key, Supplier<Predictions> run) {
        keys.put(cell, key);
        work.put(cell, run);
    }

    /** Does all runs that are not kept, as {@link Grid} does; gives all in order. */
    List<Run> fill(int threads, Optional<Path> checkpoints, StudyListener listener) {
        return new Grid(keys, threads, checkpoints).fill(cell -> work.get(cell).get(), listener);
    }
}
