package org.foresale.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.log.ClassPath;
import org.foresale.log.ColumnMapping;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.LogBuilder;
import org.foresale.log.LogRules;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;

class RemovalTest {

    private static final PurchaseLog LOG = RandomLogs.log(5, 30);
    private static final Samples SAMPLES = Samples.everybody(LOG, Target.of("x", Level.SECOND, "X"), 120);

    private static List<List<Object>> lines(History history, BitSet without) {
        return IntStream.range(0, history.size()).filter(line -> !without.get(line))
                .mapToObj(line -> List.<Object>of(history.day(line), history.second(line), history.basket(line),
                        history.product(line), history.thirdClass(line), history.quantity(line), history.value(line)))
                .toList();
    }

    private static BitSet bits(int... lines) {
        return IntStream.of(lines).collect(BitSet::new, BitSet::set, BitSet::or);
    }

    @Test
    void whatIsTakenOutIsGoneAndTheRestStays() {
        BitSet some = bits(0, 3, 4);
        BitSet everything = new BitSet();
        everything.set(0, SAMPLES.history(2).size());
        Samples without = SAMPLES.without(List.of(new Samples.Removal(7, some), new Samples.Removal(2, everything),
                new Samples.Removal(7, new BitSet())));
        assertThat(lines(without.history(0), new BitSet())).isEqualTo(lines(SAMPLES.history(7), some));
        assertThat(without.history(1).isEmpty()).isTrue();
        assertThat(lines(without.history(2), new BitSet())).isEqualTo(lines(SAMPLES.history(7), new BitSet()));
        assertThat(IntStream.range(0, 3).mapToObj(without::get))
                .containsExactly(SAMPLES.get(7), SAMPLES.get(2), SAMPLES.get(7));
        assertThat(without.userId(0)).isEqualTo(SAMPLES.userId(7));
        assertThat(without.history(0).before(60).size())
                .isEqualTo(lines(SAMPLES.history(7).before(60), some).size());
        assertThat(SAMPLES.without(List.of()).size()).isZero();
    }

    @Test
    void aHistoryIsNeverWithoutLinesThatItLacks() {
        int size = SAMPLES.history(1).size();
        assertThatThrownBy(() -> SAMPLES.without(List.of(new Samples.Removal(1, bits(size)))))
                .isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("line " + size);
        assertThatThrownBy(() -> SAMPLES.history(1).without(bits(size)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SAMPLES.without(List.of(new Samples.Removal(30, new BitSet()))))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new Samples.Removal(-1, new BitSet())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void noSamplesAreMadeOfThoseThatLackLines() {
        Samples without = SAMPLES.without(List.of(new Samples.Removal(0, bits(0))));
        assertThatThrownBy(() -> without.without(List.of(new Samples.Removal(0, bits(0)))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> without.and(SAMPLES)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLogOfDatesOnlyStaysOne() {
        ColumnMapping columns = ColumnMapping.ofUser("user").time("day").product("product").classes("a", "b", "c");
        History history = LogBuilder.of("dates", columns).add(line("p1")).add(line("p2")).add(line("p3"))
                .build(LogRules.withDefaults()).history(0);
        History shorter = history.without(bits(0));
        assertThat(lines(shorter, new BitSet())).isEqualTo(lines(history, bits(0)));
        assertThat(shorter.second(0)).isEqualTo(-1);
        assertThat(shorter.basket(0)).isEqualTo(-1);
    }

    private static LogBuilder.Line line(String product) {
        return LogBuilder.Line.of("u", LocalDate.of(2024, 1, 1), product, Optional.of(new ClassPath("a", "b", "c")));
    }

    @Test
    void aRemovalKeepsItsLines() {
        BitSet lines = bits(1);
        Samples.Removal removal = new Samples.Removal(0, lines);
        lines.set(2);
        removal.lines().set(3);
        assertThat(removal.lines()).isEqualTo(bits(1));
    }
}
