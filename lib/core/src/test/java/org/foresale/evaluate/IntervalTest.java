package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IntervalTest {

    private static Difference difference(double low, double high) {
        return new Difference("CNN", "XGBoost", "ROC AUC", Spread.of(.003),
                new Interval((low + high) / 2, low, high, .95), .5, Difference.MIN_USERS);
    }

    @Test
    void anIntervalIsReadInOneLine() {
        Interval interval = new Interval(.8834, .8612, .9029, .95);
        assertThat(interval).hasToString("0.883 [0.861, 0.903]");
        assertThat(interval.range()).isEqualTo("[0.861, 0.903]");
        assertThat(new Interval(.003, -.01, .016, .95).signed()).isEqualTo("+0.003 [-0.010, +0.016]");
        assertThat(interval.percent()).isEqualTo("95 %");
        assertThat(new Interval(0, 0, 0, .9).percent()).isEqualTo("90 %");
        assertThat(new Interval(0, 0, 0, .975).percent()).isEqualTo("97.5 %");
    }

    @Test
    void itsEndsBelongToIt() {
        Interval interval = new Interval(.5, .25, .75, .95);
        assertThat(interval.contains(.25)).isTrue();
        assertThat(interval.contains(.75)).isTrue();
        assertThat(interval.contains(.2)).isFalse();
        assertThat(interval.contains(.8)).isFalse();
        assertThat(interval.contains(Double.NaN)).isFalse();
    }

    @Test
    void percentilesLeaveOutAsManyAboveAsBelow() {
        double[] values = IntStream.rangeClosed(0, 100).mapToDouble(i -> 100 - i).toArray();
        assertThat(Interval.percentile(42, values, .5)).isEqualTo(new Interval(42, 25, 75, .5));
        assertThat(Interval.percentile(1, new double[] {1, 2}, .5)).isEqualTo(new Interval(1, 1.25, 1.75, .5));
        assertThat(Interval.percentile(3, new double[] {3}, .95)).isEqualTo(new Interval(3, 3, 3, .95));
    }

    @Test
    void itsStandardErrorIsThatOfANormalEstimate() {
        // scipy.stats.norm.interval(.95, 3, .25) and scipy.stats.norm.interval(.9, 3, .25)
        assertThat(new Interval(3, 2.5100090038649863, 3.4899909961350137, .95).standardError())
                .isCloseTo(.25, within(1e-9));
        assertThat(new Interval(3, 2.5887865932621313, 3.4112134067378687, .9).standardError())
                .isCloseTo(.25, within(1e-9));
    }

    @Test
    void aDifferenceIsShownOrNot() {
        assertThat(difference(-.010, .016))
                .hasToString("CNN less XGBoost, ROC AUC: +0.003 [-0.010, +0.016] at 95 % — no difference is shown");
        assertThat(difference(.010, .016))
                .hasToString("CNN less XGBoost, ROC AUC: +0.013 [+0.010, +0.016] at 95 % — CNN is higher");
        assertThat(difference(-.016, -.010).verdict())
                .isEqualTo("CNN less XGBoost, ROC AUC: -0.013 [-0.016, -0.010] at 95 % — CNN is lower");
        assertThat(difference(0, .1).finding()).isEqualTo("no difference");
        assertThat(difference(.01, .1).finding(.051)).isEqualTo("no difference");
        assertThat(difference(-.01, .1).finding(.05)).isEqualTo("higher");
        assertThat(difference(-.1, .01).finding(.05)).isEqualTo("lower");
    }

    private static Stream<JsonNode> shares() throws IOException {
        return ofScipy("shares");
    }

    private static Stream<JsonNode> means() throws IOException {
        return ofScipy("means");
    }

    private static Stream<JsonNode> ofScipy(String part) throws IOException {
        return StreamSupport.stream(HolmTest.expected(part).spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("shares")
    void theIntervalOfAShareIsThatOfScipy(JsonNode expected) {
        int users = expected.get("users").asInt();
        double share = (double) expected.get("found").asInt() / users;
        Interval interval = Interval.ofShare(share, users);
        assertThat(interval.estimate()).isEqualTo(share);
        assertThat(interval.low()).isCloseTo(expected.get("low").asDouble(), within(1e-9));
        assertThat(interval.high()).isCloseTo(expected.get("high").asDouble(), within(1e-9));
        assertThat(interval.contains(share)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("means")
    void theIntervalOfAMeanIsThatOfScipy(JsonNode expected) {
        Spread spread = Spread.of(Cases.doubles(expected.get("values")));
        Interval interval = spread.interval().orElseThrow();
        assertThat(interval.estimate()).isEqualTo(spread.mean());
        assertThat(interval.low()).isCloseTo(expected.get("low").asDouble(), within(1e-8));
        assertThat(interval.high()).isCloseTo(expected.get("high").asDouble(), within(1e-8));
        assertThat(Spread.of(1).interval()).isEmpty();
    }

    @Test
    void whatIsNoShareIsRefused() {
        assertThatThrownBy(() -> Interval.ofShare(0, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 users");
        assertThatThrownBy(() -> Interval.ofShare(1.5, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
    }

    @Test
    void whatIsNoIntervalIsRefused() {
        assertThatThrownBy(() -> new Interval(0, 1, -1, .95)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.0").hasMessageContaining("-1.0").hasMessageContaining("the lower one first");
        assertThatThrownBy(() -> new Interval(0, Double.NaN, 1, .95)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Interval(0, 0, 0, 95)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("95.0");
    }
}
