package org.foresale.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {

    /** Ends of intervals, with the figure among them. */
    private static final List<Double> ENDS = List.of(Double.NEGATIVE_INFINITY, -2., -1., 0., 1., 2.,
            Double.POSITIVE_INFINITY);
    private static final double FIGURE = 0;

    private record Ends(double low, double high) {

        private boolean contains(Ends other) {
            return low <= other.low && high >= other.high;
        }
    }

    private static List<Ends> intervals() {
        List<Ends> all = new ArrayList<>();
        for (double low : ENDS) {
            ENDS.stream().filter(high -> high >= low).forEach(high -> all.add(new Ends(low, high)));
        }
        return all;
    }

    private static List<Rule> rules() {
        return List.of(Rule.atLeast(FIGURE), Rule.above(FIGURE), Rule.below(FIGURE));
    }

    @ParameterizedTest
    @CsvSource({"1, 2, REPRODUCED, REPRODUCED, NOT_REPRODUCED", "0, 1, REPRODUCED, CONSISTENT, NOT_REPRODUCED",
        "0, 0, REPRODUCED, NOT_REPRODUCED, NOT_REPRODUCED", "-1, 1, CONSISTENT, CONSISTENT, CONSISTENT",
        "-1, 0, CONSISTENT, NOT_REPRODUCED, CONSISTENT", "-2, -1, NOT_REPRODUCED, NOT_REPRODUCED, REPRODUCED",
        "-1, -1, NOT_REPRODUCED, NOT_REPRODUCED, REPRODUCED", "1, 1, REPRODUCED, REPRODUCED, NOT_REPRODUCED",
        "-Infinity, Infinity, CONSISTENT, CONSISTENT, CONSISTENT"})
    void everyOrderOfFigureAndInterval(double low, double high, Verdict atLeast, Verdict above, Verdict below) {
        assertThat(Rule.atLeast(FIGURE).of(low, high)).isEqualTo(atLeast);
        assertThat(Rule.above(FIGURE).of(low, high)).isEqualTo(above);
        assertThat(Rule.below(FIGURE).of(low, high)).isEqualTo(below);
    }

    @Test
    void aNarrowerIntervalTakesNoVerdictBackAndAWiderOneReproducesNoMore() {
        int pairs = 0;
        for (Rule rule : rules()) {
            for (Ends wide : intervals()) {
                for (Ends narrow : intervals()) {
                    if (wide.contains(narrow)) {
                        pairs++;
                        Verdict before = rule.of(wide.low, wide.high);
                        Verdict after = rule.of(narrow.low, narrow.high);
                        assertThat(before == Verdict.CONSISTENT || before == after)
                                .as("%s: %s, then %s: %s", wide, before, narrow, after).isTrue();
                    }
                }
            }
        }
        assertThat(pairs).isGreaterThan(300);
    }

    /** The interval of a mean with a standard error of 1 / sqrt(users), 1.96 of them to each side. */
    @Test
    void fewerUsersNeverReproduceMore() {
        Random random = new Random(1);
        int lost = 0;
        for (int round = 0; round < 2000; round++) {
            List<Double> means = Stream.generate(() -> random.nextGaussian() / 5).limit(4).toList();
            int users = 20 + random.nextInt(2000);
            int fewer = 2 + random.nextInt(users - 2);
            boolean reproduced = reproduces(overall(means, users));
            assertThat(reproduced || !reproduces(overall(means, fewer))).as("%s of %d and %d", means, users, fewer)
                    .isTrue();
            lost += reproduced && !reproduces(overall(means, fewer)) ? 1 : 0;
        }
        assertThat(lost).isGreaterThan(20);
    }

    /** Two figures of the article's own design, two of another. */
    private static Verdict overall(List<Double> means, int users) {
        List<Verdict> each = means.stream().map(mean -> Rule.atLeast(FIGURE)
                .of(mean - 1.96 / Math.sqrt(users), mean + 1.96 / Math.sqrt(users))).toList();
        return Rule.over(Rule.together(each.subList(0, 2)), List.of(Rule.together(each.subList(2, 4))));
    }

    private static boolean reproduces(Verdict verdict) {
        return verdict == Verdict.REPRODUCED || verdict == Verdict.REPRODUCED_ONLY;
    }

    @Test
    void severalFiguresAreReproducedTogether() {
        assertThat(Rule.together(List.of(Verdict.REPRODUCED, Verdict.REPRODUCED))).isEqualTo(Verdict.REPRODUCED);
        assertThat(Rule.together(List.of(Verdict.REPRODUCED, Verdict.CONSISTENT))).isEqualTo(Verdict.CONSISTENT);
        assertThat(Rule.together(List.of(Verdict.CONSISTENT, Verdict.NOT_REPRODUCED, Verdict.REPRODUCED)))
                .isEqualTo(Verdict.NOT_REPRODUCED);
        assertThatThrownBy(() -> Rule.together(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherDesignsHelpOnlyWhereTheOwnDoesNotReproduce() {
        List<Verdict> found = List.of(Verdict.NOT_REPRODUCED, Verdict.REPRODUCED);
        assertThat(Rule.over(Verdict.REPRODUCED, found)).isEqualTo(Verdict.REPRODUCED);
        assertThat(Rule.over(Verdict.CONSISTENT, found)).isEqualTo(Verdict.REPRODUCED_ONLY);
        assertThat(Rule.over(Verdict.NOT_REPRODUCED, found)).isEqualTo(Verdict.REPRODUCED_ONLY);
        assertThat(Rule.over(Verdict.NOT_REPRODUCED, List.of(Verdict.CONSISTENT))).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(Rule.over(Verdict.CONSISTENT, List.of())).isEqualTo(Verdict.CONSISTENT);
    }

    @Test
    void whatIsNoIntervalIsRefused() {
        assertThatThrownBy(() -> Rule.above(0).of(1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 1.0 to 0.0").hasMessageContaining("the lower one first");
        assertThatThrownBy(() -> Rule.above(0).of(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rule.atLeast(Double.NaN)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void theFigureIsTold() {
        assertThat(Stream.of(Rule.atLeast(.87), Rule.above(0), Rule.below(1))).extracting(Rule::toString)
                .containsExactly("0.87", "0", "1");
    }
}
