package org.foresale.onednn;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The plans of one layer by shape, so that batches of a shape seen before allocate nothing. The least recently used are
 * closed while all together hold more than a bound; the one in use always stays.
 *
 * @param <K> the shape
 * @param <P> the plan
 */
final class Plans<K, P extends Plan> {

    /** Enough for a batch of 256 sequences of 256 steps, in training and in inference, and a smaller last batch. */
    static final long BOUND = 512L << 20;

    private final Map<K, P> plans = new LinkedHashMap<>(16, .75f, true);

    private final Function<K, P> planner;

    private final long bound;

    Plans(Function<K, P> planner, long bound) {
        this.planner = planner;
        this.bound = bound;
    }

    /** The plan for a shape; the one in use from now on. */
    P of(K shape) {
        P plan = plans.get(shape);
        if (plan == null) {
            plan = planner.apply(shape);
            plans.put(shape, plan);
            evict();
        }
        return plan;
    }

    private void evict() {
        long bytes = bytes();
        Iterator<P> oldestFirst = plans.values().iterator();
        while (bytes > bound && plans.size() > 1) {
            P oldest = oldestFirst.next();
            bytes -= oldest.bytes();
            oldest.close();
            oldestFirst.remove();
        }
    }

    /** Native memory held by all, in bytes. */
    long bytes() {
        return plans.values().stream().mapToLong(Plan::bytes).sum();
    }

    /** Closes all. */
    void close() {
        plans.values().forEach(Plan::close);
        plans.clear();
    }
}
