package org.foresale.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class OneThreadRandomTest {

    @Test
    void theNumbersAreThoseOfJava() {
        for (long seed : new long[] {0, 1, -7, Long.MAX_VALUE}) {
            Random stock = new Random(seed);
            Random own = new OneThreadRandom(seed);
            for (int i = 0; i < 1_000; i++) {
                assertThat(own.nextDouble()).isEqualTo(stock.nextDouble());
                assertThat(own.nextInt(1 + i)).isEqualTo(stock.nextInt(1 + i));
                assertThat(own.nextLong()).isEqualTo(stock.nextLong());
                assertThat(own.nextGaussian()).isEqualTo(stock.nextGaussian());
            }
            stock.setSeed(seed + 1);
            own.setSeed(seed + 1);
            assertThat(own.nextInt()).isEqualTo(stock.nextInt());
        }
    }
}
