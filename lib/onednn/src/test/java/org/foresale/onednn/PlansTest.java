package org.foresale.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlansTest {

    private final List<Integer> closed = new ArrayList<>();

    /** Holds as many bytes as its shape says. */
    private record Fake(int shape, List<Integer> closed) implements Plan {

        @Override
        public long bytes() {
            return shape;
        }

        @Override
        public void close() {
            closed.add(shape);
        }
    }

    @Test
    void aShapeSeenBeforeIsNotPlannedAgain() {
        Plans<Integer, Fake> plans = new Plans<>(shape -> new Fake(shape, closed), 100);
        assertThat(plans.of(10)).isSameAs(plans.of(10));
        assertThat(plans.bytes()).isEqualTo(10);
    }

    @Test
    void theLeastRecentlyUsedGoFirst() {
        Plans<Integer, Fake> plans = new Plans<>(shape -> new Fake(shape, closed), 100);
        plans.of(40);
        plans.of(50);
        plans.of(40);
        plans.of(30);
        assertThat(closed).containsExactly(50);
        assertThat(plans.bytes()).isEqualTo(70);
    }

    @Test
    void theOneInUseStaysHoweverLarge() {
        Plans<Integer, Fake> plans = new Plans<>(shape -> new Fake(shape, closed), 100);
        plans.of(20);
        plans.of(30);
        assertThat(plans.of(1000).bytes()).isEqualTo(1000);
        assertThat(closed).containsExactly(20, 30);
        plans.close();
        assertThat(closed).containsExactly(20, 30, 1000);
        assertThat(plans.bytes()).isZero();
    }
}
