package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Beside a map of Java's own. */
class NumberCodesTest {

    @Test
    void numbersHaveTheCodesOfAMap() {
        NumberCodes codes = new NumberCodes();
        Map<Long, Integer> map = new HashMap<>();
        Random random = new Random(9);
        long[] edges = {0, -1, 1023, 1024, (1 << 22) - 1, 1 << 22, Long.MAX_VALUE, Long.MIN_VALUE};
        for (int i = 0; i < 100_000; i++) {
            long number = switch (i % 4) {
                case 0 -> edges[random.nextInt(edges.length)];
                case 1 -> random.nextInt(5_000);
                case 2 -> random.nextLong(1 << 23);
                default -> random.nextLong();
            };
            assertThat(codes.get(number)).isEqualTo(map.getOrDefault(number, Coder.MISSING));
            codes.put(number, i);
            map.put(number, i);
        }
        map.forEach((number, code) -> assertThat(codes.get(number)).isEqualTo(code));
    }
}
