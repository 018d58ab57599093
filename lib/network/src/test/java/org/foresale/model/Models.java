package org.foresale.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.learn.BgNbdLearner;
import org.foresale.learn.Blend;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.LogisticLearner;
import org.foresale.log.ForesaleException;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.foresale.network.Architecture.Kind;
import org.foresale.network.Architecture;
import org.foresale.network.NetworkLearner;
import tech.tablesaw.api.Table;

/** Small models, and what a refusal has to be. */
final class Models {

    static final Snapshot QUESTION = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40);
    static final Table LINES = RandomLogs.table(11, 300);
    static final PurchaseLog LOG = LogSource.table(LINES).load(RandomLogs.MAPPING, RandomLogs.RULES);
    static final Cohort COHORT = QUESTION.cohort(LOG);
    static final NetworkLearner NETWORK =
            NetworkLearner.of(new Architecture(Kind.CNN_LSTM, 8, 8, 3, 2, 8, 0.2)).withEpochs(1);
    static final NetworkLearner RICH_NETWORK = NETWORK.withRichInputs();
    static final BoostedTreesLearner TREES = BoostedTreesLearner.withDefaults().withRounds(5);
    static final LogisticLearner LOGISTIC = new LogisticLearner();
    static final BgNbdLearner BG_NBD = BgNbdLearner.of(40);
    static final Blend BLEND = Blend.of(TREES, NETWORK);

    private static final Duration QUICKLY = Duration.ofSeconds(30);

    private Models() {
    }

    /** The message of the refusal of a file, for which this thread takes no more memory than given. */
    static String refusal(Path file, long mostBytes) {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        long taken = taken(() -> assertTimeout(QUICKLY,
                () -> thrown.set(catchThrowable(() -> PurchaseModel.read(file)))));
        assertThat(thrown.get()).isExactlyInstanceOf(ForesaleException.class);
        assertThat(thrown.get().getMessage()).contains(file.toString()).doesNotEndWith(": null")
                .doesNotEndWith("null.").hasSizeLessThan(file.toString().length() + 1_000);
        assertThat(taken).as(thrown.get().getMessage()).isLessThan(mostBytes);
        return thrown.get().getMessage();
    }

    /** Bytes that this thread takes from the heap, whether it gives them back or not. */
    static long taken(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        work.run();
        return threads.getThreadAllocatedBytes(thread) - before;
    }
}
