package org.foresale.internal.bgnbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The model beside lifetimes, scipy and mpmath, see bgnbd.py and purchases.py, and customers who live as it says. */
class BgNbdTest {

    /** Largest relative difference of parameters from those of lifetimes. */
    private static final double CLOSE = 1e-3;
    private static final BgNbd MODEL = new BgNbd(.8, 20, .7, 2.5);

    static Stream<JsonNode> cases() throws IOException {
        try (InputStream in = BgNbdTest.class.getResourceAsStream("/org/foresale/bgnbd.json.gz");
                InputStream unzipped = new GZIPInputStream(in)) {
            return StreamSupport.stream(new ObjectMapper().readTree(unzipped).get("cases").spliterator(), false);
        }
    }

    private static double[] doubles(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false).mapToDouble(JsonNode::asDouble).toArray();
    }

    private static Customers customers(JsonNode expected) {
        return new Customers(Arrays.stream(doubles(expected.get("frequency"))).mapToInt(x -> (int) x).toArray(),
                doubles(expected.get("recency")), doubles(expected.get("age")));
    }

    private static BgNbdFit fit(Customers customers) {
        return BgNbd.fit(customers.frequency(), customers.recency(), customers.age());
    }

    private static double[] parameters(BgNbd model) {
        return new double[] {model.r(), model.alpha(), model.a(), model.b()};
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFitIsThatOfLifetimes(JsonNode expected) {
        BgNbdFit fit = fit(customers(expected));
        double[] params = doubles(expected.get("params"));
        for (int k = 0; k < params.length; k++) {
            assertThat(parameters(fit.model())[k]).isCloseTo(params[k], within(CLOSE * params[k]));
        }
        double logLikelihood = expected.get("logLikelihood").asDouble();
        assertThat(fit.logLikelihood()).isCloseTo(logLikelihood, within(1e-9 * Math.abs(logLikelihood)));
        assertThat(fit.converged()).isTrue();
    }

    @Test
    void theFitToCdnowIsThatOfThePaper() throws IOException {
        BgNbdFit fit = fit(customers(cases().findFirst().orElseThrow()));
        // Table 2 of Fader, Hardie and Lee (2005)
        double[] published = {.243, 4.414, .793, 2.426};
        for (int k = 0; k < published.length; k++) {
            assertThat(parameters(fit.model())[k]).isCloseTo(published[k], within(.001));
        }
        assertThat(fit.logLikelihood()).isCloseTo(-9582.4, within(.05));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void probabilitiesAndExpectationsAreThoseOfLifetimesAndOfIntegration(JsonNode expected) {
        double[] params = doubles(expected.get("params"));
        BgNbd model = new BgNbd(params[0], params[1], params[2], params[3]);
        for (JsonNode asked : expected.get("asked")) {
            int frequency = asked.get("frequency").asInt();
            double recency = asked.get("recency").asDouble();
            double age = asked.get("age").asDouble();
            double horizon = asked.get("horizon").asDouble();
            assertThat(model.probabilityAlive(frequency, recency, age))
                    .isCloseTo(asked.get("alive").asDouble(), within(1e-12));
            double purchases = asked.get("expected").asDouble();
            assertThat(model.expectedPurchases(horizon, frequency, recency, age))
                    .isCloseTo(purchases, within(1e-9 * Math.max(1, purchases)));
            assertThat(model.probabilityOfPurchase(horizon, frequency, recency, age))
                    .isCloseTo(asked.get("buys").asDouble(), within(1e-8));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theDerivativesAreThoseOfFiniteDifferences(JsonNode expected) {
        LogLikelihood likelihood = new LogLikelihood(customers(expected));
        Random random = new Random(1);
        for (int i = 0; i < 5; i++) {
            double[] at = random.doubles(4, -4, 4).toArray();
            double[] gradient = likelihood.at(at).gradient();
            for (int k = 0; k < at.length; k++) {
                double step = 1e-5;
                double[] above = at.clone();
                above[k] += step;
                double[] below = at.clone();
                below[k] -= step;
                assertThat((likelihood.at(above).value() - likelihood.at(below).value()) / (2 * step))
                        .isCloseTo(gradient[k], within(1e-6 * (1 + Math.abs(gradient[k]))));
            }
        }
    }

    /** Customers who buy and cease as the model says, then what they do within the horizon. */
    @Test
    void customersOfTheModelBuyAsOftenAsItSays() {
        int customers = 200_000;
        double horizon = 15;
        Well19937c random = new Well19937c(5);
        GammaDistribution rates = new GammaDistribution(random, MODEL.r(), 1 / MODEL.alpha());
        BetaDistribution ceasing = new BetaDistribution(random, MODEL.a(), MODEL.b());
        // By frequency, 5 for all above 4: customers, and for buyers, purchases and those alive the sums of what was
        // done less what was expected, and of the squares of that.
        double[][] sums = new double[6][7];
        for (int i = 0; i < customers; i++) {
            double age = 10 + 30 * random.nextDouble();
            double rate = rates.sample();
            double ceases = ceasing.sample();
            int frequency = 0;
            double recency = 0;
            int bought = 0;
            boolean aliveAtAge = true;
            double next = -Math.log(1 - random.nextDouble()) / rate;
            while (next < age + horizon) {
                boolean goes = random.nextDouble() < ceases;
                if (next < age) {
                    frequency++;
                    recency = next;
                    aliveAtAge = !goes;
                } else {
                    bought++;
                }
                next = goes ? Double.POSITIVE_INFINITY : next - Math.log(1 - random.nextDouble()) / rate;
            }
            double[] errors = {
                (bought > 0 ? 1 : 0) - MODEL.probabilityOfPurchase(horizon, frequency, recency, age),
                bought - MODEL.expectedPurchases(horizon, frequency, recency, age),
                (aliveAtAge ? 1 : 0) - MODEL.probabilityAlive(frequency, recency, age)};
            double[] sum = sums[Math.min(frequency, 5)];
            sum[6]++;
            for (int k = 0; k < errors.length; k++) {
                sum[k] += errors[k];
                sum[3 + k] += errors[k] * errors[k];
            }
        }
        for (double[] sum : sums) {
            assertThat(sum[6]).isGreaterThan(1_000);
            for (int k = 0; k < 3; k++) {
                assertThat(Math.abs(sum[k])).isLessThanOrEqualTo(4 * Math.sqrt(sum[3 + k]));
            }
        }
    }

    @Test
    void anOfOneIsNothingSpecial() {
        double below = new BgNbd(2, 10, 1 - 1e-7, .5).expectedPurchases(30, 3, 20, 25);
        double one = new BgNbd(2, 10, 1, .5).expectedPurchases(30, 3, 20, 25);
        double above = new BgNbd(2, 10, 1 + 1e-7, .5).expectedPurchases(30, 3, 20, 25);
        assertThat(one).isBetween(above, below).isCloseTo((above + below) / 2, within(1e-12));
    }

    @Test
    void whoNeverCeasesBuysAsInTheNegativeBinomialModel() {
        // With a next to 0 the mean is that of the gamma distribution of the rates: (r + x) / (alpha + age) a time.
        BgNbd model = new BgNbd(3, 10, 1e-13, 1);
        for (double horizon : new double[] {0, 1e-9, 1, 100, 20_000}) {
            assertThat(model.expectedPurchases(horizon, 400, 39, 40))
                    .isCloseTo(403 / 50.0 * horizon, within(1e-9 * 403 / 50.0 * horizon));
        }
        assertThat(model.probabilityOfPurchase(0, 400, 39, 40)).isZero();
        assertThat(model.probabilityOfPurchase(1e300, 400, 39, 40)).isCloseTo(1, within(1e-9));
    }

    @Test
    void theSameCustomersInAnotherOrderOrUnitGiveTheSameModel() throws IOException {
        Customers cdnow = customers(cases().findFirst().orElseThrow());
        int[] frequency = new int[cdnow.size()];
        double[] recency = new double[cdnow.size()];
        double[] age = new double[cdnow.size()];
        for (int i = 0; i < cdnow.size(); i++) {
            int from = cdnow.size() - 1 - i;
            frequency[i] = cdnow.frequency()[from];
            recency[i] = 7 * cdnow.recency()[from];
            age[i] = 7 * cdnow.age()[from];
        }
        BgNbd weeks = fit(cdnow).model();
        BgNbd days = BgNbd.fit(frequency, recency, age).model();
        assertThat(days.r()).isCloseTo(weeks.r(), within(1e-6));
        assertThat(days.alpha()).isCloseTo(7 * weeks.alpha(), within(1e-4));
        assertThat(days.probabilityOfPurchase(56, 2, 70, 210))
                .isCloseTo(weeks.probabilityOfPurchase(8, 2, 10, 30), within(1e-6));
    }

    static Stream<JsonNode> manyPurchases() throws IOException {
        try (InputStream in = BgNbdTest.class.getResourceAsStream("/org/foresale/purchases.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).get("cases").spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("manyPurchases")
    @Timeout(2)
    void manyPurchasesAreExpectedAsSoonAsFew(JsonNode expected) {
        double[] asked = doubles(expected.get("asked"));
        double purchases = expected.get("expected").asDouble();
        assertThat(new BgNbd(asked[0], asked[1], asked[2], asked[3])
                .expectedPurchases(asked[4], (int) asked[5], asked[6], asked[7]))
                .isCloseTo(purchases, within(1e-9 * purchases));
    }

    @Test
    void theSumOfPurchasesIsTheirIntegral() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            double[] parameter = random.doubles(4, -4, 4).map(Math::exp).toArray();
            PurchasesIfAlive purchases = new PurchasesIfAlive(parameter[0] * parameter[0], parameter[1] * parameter[1],
                    Math.pow(parameter[2], 4), Math.pow(parameter[3], 4));
            assertThat(purchases.integral()).as(purchases.toString())
                    .isCloseTo(purchases.sum(), within(1e-10 * purchases.sum()));
        }
    }

    /** Where all customers cease with the same probability p, the mean over their rates is a closed form. */
    @Test
    void customersWhoAreAlikeBuyAsTheMeanOverTheirRates() {
        for (double p : new double[] {1e-6, .01, .5, 1 - 1e-6}) {
            BgNbd model = new BgNbd(1e6, 10, 1e9 * p, 1e9 * (1 - p));
            double expected = -Math.expm1(-1e6 * Math.log1p(p * 3)) / p;
            assertThat(model.expectedPurchases(30, 0, 0, 0)).isCloseTo(expected, within(2e-3 * expected));
        }
        for (double extreme : new double[] {Double.MIN_VALUE, 1e-9, 1, 1e9}) {
            for (double other : new double[] {Double.MIN_VALUE, 1e-9, 1, 1e9}) {
                for (double r : new double[] {Double.MIN_VALUE, 1, 1e9}) {
                    assertThat(new BgNbd(r, 1, extreme, other).expectedPurchases(1000, 0, 0, 0))
                            .as(r + ", " + extreme + ", " + other).isBetween(0., 1000 * r * (1 + 1e-9));
                }
            }
        }
    }

    /** Days that come as seconds, and what else a mean age cannot be. */
    @Test
    void timesInAUnitThatIsTooShortOrTooLongAreRefused() throws IOException {
        Customers cdnow = customers(cases().findFirst().orElseThrow());
        for (double factor : new double[] {7 * 86_400, 1e300}) {
            assertThatThrownBy(() -> BgNbd.fit(cdnow.frequency(), Arrays.stream(cdnow.recency()).map(t -> t * factor)
                    .toArray(), Arrays.stream(cdnow.age()).map(t -> t * factor).toArray()))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("mean age")
                    .hasMessageContaining("days instead of seconds");
        }
        assertThatThrownBy(() -> BgNbd.fit(new int[2], new double[2], new double[] {1e308, 1.7e308}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("days instead of seconds");
        assertThatThrownBy(() -> BgNbd.fit(new int[] {1}, new double[] {1e-300}, new double[] {1e-299}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1.0E-299")
                .hasMessageContaining("shorter unit");
        for (double mean : new double[] {2e-5, 5e4}) {
            for (int frequency : new int[] {0, 1, 50}) {
                assertThat(BgNbd.fit(new int[] {frequency, 0}, new double[] {frequency == 0 ? 0 : mean / 2, 0},
                        new double[] {mean, mean}).logLikelihood()).isFinite();
            }
        }
    }

    /** Frequency, recency and age of customers who do not tell the parameters apart. */
    static Stream<double[][]> customersThatTellLittle() {
        return Stream.of(new double[][] {{0, 0, 50}}, new double[][] {{0, 0, 50}, {0, 0, 20}, {0, 0, 90}},
                new double[][] {{3, 40, 50}}, new double[][] {{1, 1, 1}}, new double[][] {{2, 50, 50}, {2, 50, 50}},
                new double[][] {{3_000, 50, 50}}, new double[][] {{0, 0, 0}, {1, 5, 5}});
    }

    @ParameterizedTest
    @MethodSource("customersThatTellLittle")
    void customersThatTellLittleGiveAModelThatDidNotConverge(double[][] customers) {
        BgNbdFit fit = BgNbd.fit(Stream.of(customers).mapToInt(each -> (int) each[0]).toArray(),
                Stream.of(customers).mapToDouble(each -> each[1]).toArray(),
                Stream.of(customers).mapToDouble(each -> each[2]).toArray());
        assertThat(fit.converged()).isFalse();
        assertThat(fit.logLikelihood()).isFinite();
        for (double[] each : customers) {
            int frequency = (int) each[0];
            assertThat(fit.model().probabilityAlive(frequency, each[1], each[2])).isBetween(0.0, 1.0);
            assertThat(fit.model().probabilityOfPurchase(30, frequency, each[1], each[2])).isBetween(0.0, 1.0);
        }
    }

    @Test
    void extremeParametersGiveProbabilities() {
        double[] extremes = {Double.MIN_VALUE, 1e-9, 1, 1e9};
        for (int i = 0; i < 256; i++) {
            BgNbd model = new BgNbd(extremes[i & 3], extremes[i >> 2 & 3], extremes[i >> 4 & 3], extremes[i >> 6]);
            for (int frequency : new int[] {0, 1, 100_000}) {
                double recency = frequency == 0 ? 0 : 1e-9;
                for (double age : new double[] {1e-9, 1e300}) {
                    assertThat(model.probabilityAlive(frequency, recency, age)).isBetween(0.0, 1.0);
                    assertThat(model.probabilityOfPurchase(60, frequency, recency, age)).isBetween(0.0, 1.0);
                }
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        for (double bad : new double[] {0, -1, 1.1e9, Double.NaN}) {
            assertThatThrownBy(() -> new BgNbd(1, 1, bad, 1)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Double.toString(bad));
        }
        refused("-1", -1, 0, 5);
        refused("100001", 100_001, 1, 5);
        refused("6.0", 1, 6, 5);
        refused("NaN", 1, Double.NaN, 5);
        refused("-3.0", 0, -3, 5);
        refused("Infinity", 0, 0, Double.POSITIVE_INFINITY);
        refused("frequency is 0 and the recency 2.0", 0, 2, 5);
        refused("frequency is 2 and the recency 0.0", 2, 0, 5);
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> MODEL.probabilityOfPurchase(bad, 1, 1, 1))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(Double.toString(bad));
            assertThatThrownBy(() -> MODEL.expectedPurchases(bad, 1, 1, 1))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(Double.toString(bad));
        }
        assertThatThrownBy(() -> MODEL.expectedPurchases(25_000, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("25000").hasMessageContaining("shorter");
        assertThatThrownBy(() -> BgNbd.fit(new int[0], new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at least one");
        assertThatThrownBy(() -> BgNbd.fit(new int[2], new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 ages");
        assertThatThrownBy(() -> BgNbd.fit(new int[2], new double[2], new double[2]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("all 2 ages are 0");
    }

    private static void refused(String message, int frequency, double recency, double age) {
        assertThatThrownBy(() -> MODEL.probabilityAlive(frequency, recency, age))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
        assertThatThrownBy(() -> BgNbd.fit(new int[] {frequency}, new double[] {recency}, new double[] {age}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
