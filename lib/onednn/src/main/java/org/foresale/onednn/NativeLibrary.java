package org.foresale.onednn;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.dnnl.engine;

/** oneDNN itself: its engine for the processor, or why there is none. */
final class NativeLibrary {

    private static final System.Logger LOG = System.getLogger("org.foresale.onednn");

    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private NativeLibrary() {
    }

    /** Loaded when first asked for, so that a network without need of oneDNN never loads it. */
    private static final class Loaded {

        private static final engine ENGINE;

        private static final String PROBLEM;

        static {
            engine engine = null;
            String problem = null;
            try {
                engine = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
                // It outlives whichever scope it happens to be first asked for in.
                engine.retainReference();
            } catch (LinkageError | RuntimeException e) {
                problem = "oneDNN cannot be loaded (" + e.getMessage() + "): put org.bytedeco:dnnl-platform and"
                        + " org.bytedeco:opencl-platform with their natives for " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch") + " on the class path";
            }
            ENGINE = engine;
            PROBLEM = problem;
        }
    }

    /** Why oneDNN cannot be used here; empty if it can. */
    static Optional<String> problem() {
        return Optional.ofNullable(Loaded.PROBLEM);
    }

    /** Says once, on the system's log, what to install. */
    static void warnOnce(String problem) {
        if (!WARNED.getAndSet(true)) {
            LOG.log(System.Logger.Level.WARNING, problem + "; the network stays at Deeplearning4j's own speed");
        }
    }

    /** The processor, as oneDNN knows it; safe to use from any thread. */
    static engine engine() {
        if (Loaded.ENGINE == null) {
            throw new IllegalStateException(Loaded.PROBLEM);
        }
        return Loaded.ENGINE;
    }
}
