package org.foresale.insight.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DaysUntilTest {

    private static final int[] DAYS = {5, 10, 15, 20, 25, 30};

    /** Within a step each day has the same probability, so the days in an interval can be counted. */
    @Test
    void theIntervalHoldsWhatItsWholeDaysHold() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            double scale = random.nextDouble();
            double[] probabilities = DoubleStream.generate(random::nextDouble).limit(DAYS.length).sorted()
                    .map(each -> each * scale).toArray();
            DaysUntil until = DaysUntil.of(DAYS, probabilities);
            double days = IntStream.rangeClosed(1, 30).filter(until::holds).mapToDouble(day -> {
                int step = (day - 1) / 5;
                return (probabilities[step] - (step == 0 ? 0 : probabilities[step - 1])) / 5;
            }).sum();
            double later = until.holds(Double.POSITIVE_INFINITY) ? 1 - probabilities[5] : 0;
            assertThat(until.held()).as("%s", until).isCloseTo(days + later, within(1e-9));
            assertThat(until.held()).isGreaterThanOrEqualTo(Double.isInfinite(until.low()) ? .9 : .8 - 1e-9);
        }
    }
}
