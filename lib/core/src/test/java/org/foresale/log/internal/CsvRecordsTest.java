package org.foresale.log.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import it.unimi.dsi.fastutil.longs.LongList;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** Whole stretches of text are passed over at once: what is counted must not depend on how the bytes come. */
final class CsvRecordsTest {

    private static final String[] SIGNS = {"a", "b", "é", " ", " ", ",", ",", ",", "\n", "\n", "\r\n", "\r", "\"",
        "\"\"", ",\"", "\",", "some words", "       ", "\u212A", ","};

    @Test
    void pieces_of_any_length_are_counted_as_single_bytes_are() {
        int sound = 0;
        int faulty = 0;
        for (int seed = 0; seed < 30_000; seed++) {
            Random random = new Random(seed);
            char separator = ",,; \t".charAt(random.nextInt(5));
            byte[] bytes = text(random, separator).getBytes(StandardCharsets.UTF_8);
            int columns = 1 + random.nextInt(5);
            Counted singly = count(bytes, separator, columns, () -> 1);
            assertEquals(singly, count(bytes, separator, columns, () -> Integer.MAX_VALUE), "seed " + seed);
            assertEquals(singly, count(bytes, separator, columns, () -> 1 + random.nextInt(20)), "seed " + seed);
            sound += singly.problem.isEmpty() && singly.records > 2 ? 1 : 0;
            faulty += singly.problem.isPresent() ? 1 : 0;
        }
        assertEquals("many of both", sound > 1_000 && faulty > 1_000 ? "many of both" : sound + " and " + faulty);
    }

    /** Half of the texts are made of rows that fit, so that counting does not end in the first of them. */
    private static String text(Random random, char separator) {
        StringBuilder text = new StringBuilder();
        int lines = random.nextInt(40);
        String cell = random.nextBoolean() ? "a longer cell" : "\"quoted, and \"\"so\"\"\n\"";
        int cells = 1 + random.nextInt(5);
        for (int line = 0; line < lines; line++) {
            text.append((cell + separator).repeat(cells - 1)).append(random.nextBoolean() ? cell : "  ").append('\n');
        }
        int signs = random.nextBoolean() ? 0 : random.nextInt(60);
        for (int sign = 0; sign < signs; sign++) {
            text.insert(random.nextInt(text.length() + 1), SIGNS[random.nextInt(SIGNS.length)].replace(',', separator));
        }
        return text.toString();
    }

    private static Counted count(byte[] bytes, char separator, int columns, IntSupplier lengths) {
        CsvRecords records = new CsvRecords(separator, columns, 0, false);
        records.rememberBlocks(1, 3);
        for (int from = 0; from < bytes.length;) {
            int to = (int) Math.min(bytes.length, (long) from + lengths.getAsInt());
            byte[] piece = Arrays.copyOfRange(bytes, from, to);
            records.add(piece, piece.length);
            from = to;
        }
        records.end();
        return new Counted(records.records(), records.problem(), records.otherCells(), LongList.of(records.blocks()
                .toLongArray()));
    }

    private record Counted(long records, Optional<String> problem, int otherCells, LongList blocks) {
    }
}
