package org.foresale.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.RandomLogs;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Samples;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Split;
import org.foresale.cohort.Target;
import org.foresale.cohort.TestSamples;
import org.foresale.evaluate.Calibration;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.evaluate.Threshold;
import org.foresale.learn.AlwaysPositive;
import org.foresale.learn.Learner;
import org.foresale.learn.RichTreesLearner;
import org.foresale.learn.TimingLearner;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;
import org.foresale.network.EventKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class PurchaseModelTest {

    /** Of the refusal of contents; a model of this size takes less. */
    private static final long LITTLE = 64L << 20;
    private static final LocalDate DAY = RandomLogs.FIRST_DAY.plusDays(160);
    private static final Map<String, PurchaseModel> FITTED = new HashMap<>();

    @TempDir
    Path folder;

    static Stream<Learner> learners() {
        return Stream.of(Models.NETWORK, Models.NETWORK.withEvents(EventKind.LINES, 30), Models.RICH_NETWORK,
                Models.TREES, RichTreesLearner.of(Models.TREES), Models.LOGISTIC, Models.BG_NBD, new TimingLearner(),
                new AlwaysPositive(), Models.BLEND);
    }

    private static PurchaseModel model(Learner learner) {
        return FITTED.computeIfAbsent(learner.name(), name -> PurchaseModel.fit(Models.COHORT, learner));
    }

    private static double[] predictions(PurchaseModel model, PurchaseLog log, int cut) {
        return model.predictor().predict(Samples.everybody(log, model.target(), cut));
    }

    private static double[] probabilities(ScoredUsers users) {
        return IntStream.range(0, users.size()).mapToDouble(users::probability).toArray();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void whatIsReadIsWhatWasWritten(Learner learner) throws IOException {
        Path file = folder.resolve("new folder").resolve("model.zip");
        PurchaseModel model = model(learner);
        model.write(file);
        PurchaseModel read = PurchaseModel.read(file);
        for (Split split : Split.values()) {
            Samples samples = Models.COHORT.samples(split);
            assertThat(read.predictor().predict(samples)).isEqualTo(model.predictor().predict(samples));
        }
        assertThat(probabilities(read.score(Models.LOG, DAY))).isEqualTo(probabilities(model.score(Models.LOG, DAY)));
        assertThat(read.target()).isEqualTo(model.target()).isEqualTo(Models.COHORT.target());
        assertThat(read.threshold()).isEqualTo(model.threshold());
        assertThat(read.calibration()).isEqualTo(model.calibration());
        assertThat(read.baseRate()).isEqualTo(model.baseRate()).isEqualTo(Models.COHORT.baseRate(Split.TRAIN));
        assertThat(read.validation()).isEqualTo(model.validation());
        assertThat(read.test()).isEqualTo(model.test());
        assertThat(read.provenance()).isEqualTo(model.provenance());
        assertThat(read.card()).isEqualTo(model.card());
        Path again = folder.resolve("again.zip");
        read.write(again);
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void theSameModelGivesTheSameBytesAndTakesThePlaceOfWhatWasThere() throws IOException {
        Path one = folder.resolve("one.zip");
        Path two = Files.writeString(folder.resolve("two.zip"), "something else");
        model(Models.NETWORK).write(one);
        model(Models.NETWORK).write(two);
        assertThat(two).hasSameBinaryContentAs(one);
        model(Models.LOGISTIC).write(one);
        assertThat(PurchaseModel.read(one).provenance().learner()).isEqualTo("logistic regression");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(one, two);
        }
    }

    @Test
    void aModelKnowsWhatItIsWorthAndWhereItComesFrom() {
        PurchaseModel model = model(Models.TREES);
        Samples test = Models.COHORT.test();
        Samples validation = Models.COHORT.validation();
        Scores scores = Scores.of(validation.labels(), model.predictor().predict(validation));
        assertThat(model.threshold()).isEqualTo(Threshold.BREAK_EVEN.of(scores));
        assertThat(model.validation()).isEqualTo(Metrics.of(scores, model.threshold()));
        assertThat(model.test()).isEqualTo(
                Metrics.of(Scores.of(test.labels(), model.predictor().predict(test)), model.threshold()));
        Provenance from = model.provenance();
        assertThat(from.cohort()).isEqualTo(Models.COHORT.name());
        assertThat(from.learner()).isEqualTo("XGBoost");
        assertThat(from.java()).isEqualTo(Runtime.version().toString());
        assertThat(from.splits()).contains(new Provenance.Count(Split.TEST, test.size(), test.positives()));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void settingsAreTheSameInEveryRun(Learner learner) {
        assertThat(model(learner).provenance().settings()).doesNotContain("listener").doesNotContain("@");
    }

    @Test
    void settingsTellTheSizesAndTheSeed() {
        assertThat(model(Models.LOGISTIC).provenance().settings()).isEqualTo("LogisticLearner[penalty=1.0]");
        assertThat(model(Models.NETWORK).provenance().settings()).startsWith("NetworkLearner[")
                .contains("kind=CNN_LSTM", "units=8", "epochs=1").endsWith("seed=1]");
        assertThat(model(Models.BLEND).provenance().settings()).startsWith("Blend[first=BoostedTreesLearner[")
                .contains("rounds=5", "seed=1], second=NetworkLearner[").endsWith("seed=1]]");
    }

    @Test
    void theCardNamesTheTargetAndFigures() {
        PurchaseModel model = model(Models.TREES);
        assertThat(model.card()).startsWith("# Who buys x?\n").contains("XGBoost", "| ROC AUC | ")
                .contains("The test has " + model.test().samples() + " samples");
    }

    @Test
    void aTestWithoutABuyerSaysNothingOfRecall() {
        PurchaseModel model = model(Models.LOGISTIC);
        Metrics nobody = Metrics.of(Scores.of(new boolean[3], new double[3]), .5);
        assertThat(ModelCard.of(new PurchaseModel.Facts(Target.of("x", Level.SECOND, "X"), .5,
                Calibration.NONE, .1, model.test(), nobody, model.provenance())))
                .contains("0 of them buyers: it cannot measure recall and ROC AUC.").doesNotContain("Infinity");
    }

    @Test
    void namesDoNotBecomeMarkdownOrHtml() {
        Target target = Target.of("<script>alert(1)</script> | # x\n# y $z$ [a](b) `c`", Level.SECOND, "X");
        Cohort cohort = new Snapshot(target, List.of(60, 90, 120), 160, 40, 3, 60,
                Models.QUESTION.split(), true).cohort(Models.LOG);
        String card = PurchaseModel.fit(cohort, Models.LOGISTIC).card();
        assertThat(card).contains("&lt;script>alert(1)").doesNotContain("<");
        assertThat(card).doesNotContainPattern("[^\\\\]\\$|[^\\\\]\\[|[^\\\\]`").contains("\\| \\# x \\# y");
        assertThat(card.lines().filter(line -> line.startsWith("# "))).hasSize(1);
        assertThat(card.lines().filter(line -> line.contains(" | ")).toList())
                .allMatch(line -> line.startsWith("| "));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void usersWithoutHistoryGetTheShareOfBuyers(Learner learner) {
        PurchaseModel model = model(learner);
        ScoredUsers users = model.score(Models.LOG, RandomLogs.FIRST_DAY.plusDays(5));
        Samples samples = Samples.everybody(Models.LOG, model.target(), 5);
        assertThat(users.size()).isEqualTo(Models.LOG.users());
        int without = 0;
        for (int i = 0; i < users.size(); i++) {
            boolean empty = samples.history(i).isEmpty();
            without += empty ? 1 : 0;
            assertThat(users.isKnown(i)).isEqualTo(!empty);
            assertThat(users.userId(i)).isEqualTo(samples.userId(i));
            if (empty) {
                assertThat(users.probability(i)).isEqualTo(model.baseRate());
                assertThat(users.table().booleanColumn("predicted to buy").get(i)).isFalse();
            }
        }
        assertThat(users.withoutHistory()).isEqualTo(without).isBetween(users.size() / 2, users.size() - 1);
        assertThat(users.table().booleanColumn("has a history").countFalse()).isEqualTo(without);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void scoresGoWithThePredictions(Learner learner) {
        PurchaseModel model = model(learner);
        ScoredUsers users = model.score(Models.LOG, DAY);
        double[] predictions = predictions(model, Models.LOG, 160);
        double before = 0;
        for (int i : IntStream.range(0, users.size()).filter(users::isKnown).boxed()
                .sorted(Comparator.comparingDouble(i -> predictions[i])).toList()) {
            assertThat(users.probability(i)).isBetween(before, 1.0);
            before = users.probability(i);
            assertThat(users.table().booleanColumn("predicted to buy").get(i))
                    .isEqualTo(predictions[i] >= model.threshold());
        }
        assertThat(users.table().doubleColumn("probability").asDoubleArray()).isEqualTo(probabilities(users));
        assertThat(users.day()).isEqualTo(DAY);
        Samples everybody = Samples.everybody(Models.LOG, model.target(), 160);
        double[] ofSamples = model.probabilities(everybody);
        boolean[] predicted = model.predicted(everybody);
        for (int i : IntStream.range(0, users.size()).filter(users::isKnown).toArray()) {
            assertThat(ofSamples[i]).isEqualTo(users.probability(i));
            assertThat(predicted[i]).isEqualTo(users.isPredicted(i));
        }
    }

    @Test
    void daysThatTheLogDoesNotReachAreRefused() {
        PurchaseModel model = model(Models.LOGISTIC);
        LocalDate first = RandomLogs.FIRST_DAY;
        LocalDate last = first.plusDays(RandomLogs.DAYS);
        for (LocalDate day : List.of(first.plusDays(1), last)) {
            assertThat(model.score(Models.LOG, day).size()).isEqualTo(300);
        }
        for (LocalDate day : List.of(first, first.minusDays(1), last.plusDays(1), LocalDate.MIN, LocalDate.MAX)) {
            assertThatThrownBy(() -> model.score(Models.LOG, day)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2024-01-02").hasMessageContaining("2024-07-19")
                    .hasMessageContaining(day.toString());
        }
    }

    @Test
    void aLogWithoutTheTargetIsRefused() {
        Table others = Models.LINES.where(Models.LINES.stringColumn("b").isNotEqualTo("X"));
        PurchaseLog log = LogSource.table(others).load(RandomLogs.MAPPING, RandomLogs.RULES);
        assertThatThrownBy(() -> model(Models.LOGISTIC).score(log, DAY)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"X\"");
    }

    /** The same log but for a class that sorts before all others, so that each class has another code. */
    @ParameterizedTest
    @MethodSource("learners")
    void theCodesOfTheClassesDoNotMatter(Learner learner) {
        Table more = Models.LINES.copy();
        Row row = more.appendRow();
        for (String name : List.of("user", "basket", "product", "a", "b", "c")) {
            row.setString(name, name.equals("user") ? "u0" : "0" + name);
        }
        row.setDateTime("time", RandomLogs.FIRST_DAY.plusDays(190).atTime(9, 0));
        row.setDouble("quantity", 1);
        row.setDouble("value", 1);
        PurchaseLog log = LogSource.table(more).load(RandomLogs.MAPPING, RandomLogs.RULES);
        assertThat(log.taxonomy().find(Level.SECOND, "X")).isNotEqualTo(Models.LOG.taxonomy().find(Level.SECOND, "X"));
        PurchaseModel model = model(learner);
        assertThat(probabilities(model.score(log, DAY))).isEqualTo(probabilities(model.score(Models.LOG, DAY)));
    }

    @Test
    void onAverageTheProbabilitiesAreTheShareOfBuyers() {
        PurchaseLog other = RandomLogs.log(12, 600);
        Cohort many = Models.QUESTION.cohort(RandomLogs.log(11, 3_000));
        for (Learner learner : learners().toList()) {
            // BG/NBD is fitted to users who bought the target twice, of whom a small log has few.
            PurchaseModel model = learner.equals(Models.BG_NBD) ? PurchaseModel.fit(many, learner) : model(learner);
            double[] probabilities = probabilities(model.score(other, RandomLogs.FIRST_DAY.plusDays(120)));
            assertThat(model.baseRate()).isBetween(.2, .35);
            assertThat(Arrays.stream(probabilities).average().orElseThrow()).as(learner.name())
                    .isCloseTo(model.baseRate(), within(.05));
        }
        // Half of the samples are buyers, and so the predictions say; but fewer of the users are.
        double[] predictions = predictions(model(new TimingLearner()), other, 120);
        assertThat(Arrays.stream(predictions).average().orElseThrow()).isCloseTo(.5, within(.05));
    }

    private Map<String, byte[]> pieces(Learner learner) {
        Path file = folder.resolve("good.zip");
        model(learner).write(file);
        return new TreeMap<>(Bundle.read(file, Bundle.MAX_FILES));
    }

    /** Pieces with right checksums, whatever they say. */
    private String refusal(Map<String, byte[]> pieces, long most) {
        Path file = folder.resolve("bad.zip");
        Bundle.write(file, pieces, Bundle.MAX_FILES);
        return Models.refusal(file, most);
    }

    private String refusal(Learner learner, String name, String place, String instead) {
        Map<String, byte[]> pieces = pieces(learner);
        String text = new String(pieces.get(name), StandardCharsets.UTF_8);
        String altered = text.replaceFirst(place, instead == null ? "" : instead);
        assertThat(altered).isNotEqualTo(text);
        pieces.put(name, altered.getBytes(StandardCharsets.UTF_8));
        return refusal(pieces, LITTLE);
    }

    /** Part of the JSON of a piece and what comes in its place; part of the reason for the refusal. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "threshold" : [^,]*,(\\s*)"calib    | "threshold" : 7, "calib           | 7.0
            "threshold" : [^,]*,(\\s*)"calib    | "threshold" : null, "calib        | null
            "threshold" : [^,]*,(\\s*)"calib    | "calib                            | null
            "threshold" : [^,]*,(\\s*)"calib    | "threshold" : "NaN", "calib       | NaN
            "baseRate" : [^,]*                  | "baseRate" : 0                    | 0.0
            "baseRate" : [^,]*                  | "baseRate" : 1                    | 1.0
            "baseRate" : [^,]*                  | "baseRate" : {}                   | double
            (?s)"target" : .*?\\}               | "target" : null                   | target
            (?s)"target" : .*?\\}               | "target" : {}                     | name
            (?s)"target" : .*?\\}               | "target" : 1                      | Target
            "name" : "x"                        | "name" : " "                      | blank
            "level" : "SECOND"                  | "level" : null                    | no level
            "level" : "SECOND"                  | "level" : "FOURTH"                | FOURTH
            "classes" : \\[[^\\]]*\\]           | "classes" : []                    | no class
            "classes" : \\[[^\\]]*\\]           | "classes" : null                  | no class
            "classes" : \\[[^\\]]*\\]           | "classes" : ["X", null]           | null
            "slope" : [^,]*                     | "slope" : -1                      | -1.0
            "slope" : [^,]*                     | "slope" : 1e999                   | Infinity
            "slope" : [^,]*,                    |                                   | null
            "intercept" : .*                    | "intercept" : "NaN"               | NaN
            (?s)"calibration" : .*?\\}          | "calibration" : null              | calibration
            (?s)"validation" : .*?\\}           | "validation" : null               | figure
            (?s)"test" : .*?\\}                 | "test" : null                     | figure
            (?s)"test" : .*?\\}                 | "test" : {}                       | null
            (?s)"provenance" : .*               | "provenance" : null }             | provenance
            "settings" : .*                     | "settings" : null,                | provenance
            (?s)"splits" : .*?\\]               | "splits" : null                   | splits
            (?s)"splits" : .*?\\]               | "splits" : [null]                 | splits
            (?s)"splits" : .*?\\]               | "splits" : [{},{},{},{}]          | null
            "split" : "TRAIN"                   | "split" : null                    | split
            "buyers" : [0-9]*                   | "buyers" : -1                     | -1
            "buyers" : [0-9]*                   | "buyers" : 123456                 | 123456
            (?s)^\\{                            | { "more" : 1,                     | more
            (?s).*                              | null                              | null
            (?s).*                              | []                                | Facts
            (?s).*                              | ''                                | empty
            (?s).*                              | { "target" :                      | JSON
            """)
    void absurdFactsAreRefused(String place, String instead, String why) {
        assertThat(refusal(Models.LOGISTIC, "model.json", place, instead)).contains("model.json").contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            units                               | 2147483647                        | 2147483647
            units                               | 2147483648                        | int
            units                               | -1                                | -1
            units                               | 0                                 | 0
            units                               | null                              | null
            units                               | 9                                 | weights
            embedding                           | 2048                              | weights
            filters                             | 2048                              | weights
            kernel                              | 1000000                           | 1000000
            pool                                | 2048                              | too short
            dropout                             | 1                                 | 1.0
            dropout                             | "NaN"                             | NaN
            kind                                | null                              | null
            kind                                | "java.lang.Runtime"               | java.lang.Runtime
            kind                                | ["LSTM"]                          | Kind
            kind                                | "CNN"                             | weights
            more                                | 1                                 | more
            """)
    void absurdArchitecturesAreRefused(String field, String value, String why) {
        String place = field.equals("more") ? "^\\{" : "\"" + field + "\" : [^,}]*";
        String instead = field.equals("more") ? "{ \"more\" : 1," : "\"" + field + "\" : " + value;
        assertThat(refusal(Models.NETWORK, "predictor/architecture.json", place, instead)).contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "length" : [0-9]*                   | "length" : 0                      | 0
            "length" : [0-9]*                   | "length" : 4097                   | 4097
            "length" : [0-9]*                   | "length" : 1                      | too short
            "events" : "DAYS"                   | "events" : null                   | events
            "events" : "DAYS"                   | "events" : "LINES"                | 8
            "classes" : \\[                     | "classes" : [ "new",              | weights
            "classes" : \\[                     | "classes" : [ null,               | missing
            "classes" : \\[                     | "classes" : [ "same", "same",     | repeat
            "classes" : \\[                     | "classes" : [ [],                 | String
            "classes" : \\[[^\\]]*\\]           | "classes" : null                  | classes
            "classes" : \\[[^\\]]*\\]           | "classes" : []                    | weights
            "mean" : \\[ [^,]*                  | "mean" : [ "Infinity"             | finite
            "mean" : \\[ [^,]*                  | "mean" : [ 1e999                  | finite
            "mean" : \\[ [^,]*                  | "mean" : [ null                   | finite
            "mean" : \\[ [^,]*,                 | "mean" : [                        | finite
            "sd" : \\[ [^,]*                    | "sd" : [ 0                        | finite
            "sd" : \\[ [^,]*                    | "sd" : [ -1                       | finite
            "sd" : \\[ [^,]*                    | "sd" : [ "NaN"                    | finite
            (?s)"sd" : .*                       | "sd" : null }                     | deviations
            """)
    void absurdEncodersAreRefused(String place, String instead, String why) {
        assertThat(refusal(Models.NETWORK, "predictor/encoder.json", place, instead)).contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "further" : \\[[^\\]]*\\],           | ''                                | finite
            "further" : \\[                     | "further" : [ "more",             | more
            "further" : \\[                     | "further" : [ null,               | null
            "further" : \\[[^\\]]*\\]           | "further" : "log gap ratio"       | String
            "mean" : \\[ [^,]*,                 | "mean" : [                        | finite
            "sd" : \\[ [^,]*                    | "sd" : [ 0                        | finite
            "classes" : \\[                     | "classes" : [ "new",              | weights
            """)
    void absurdEncodersOfRichInputsAreRefused(String place, String instead, String why) {
        assertThat(refusal(Models.RICH_NETWORK, "predictor/encoder.json", place, instead)).contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "weights" : \\[ \\[ [^,]*           | "weights" : [ [ 1e10              | 1.0E10
            "weights" : \\[ \\[ [^,]*           | "weights" : [ [ "NaN"             | NaN
            "weights" : \\[ \\[ [^,]*,          | "weights" : [ [                   | weights
            (?s)"weights" : .*                  | "weights" : [] }                  | rows
            (?s)"classes" : \\{[^}]*\\}         | "classes" : null                  | no class
            """)
    void absurdAffinitiesAreRefused(String place, String instead, String why) {
        assertThat(refusal(Models.RICH_NETWORK, "predictor/affinities.json", place, instead)).contains(why);
    }

    /** Models written before there were rich inputs say nothing of them; their bytes stay the same. */
    @Test
    void plainNetworksSayNothingOfRichInputs() {
        Map<String, byte[]> pieces = pieces(Models.NETWORK);
        assertThat(pieces).doesNotContainKey("predictor/affinities.json");
        assertThat(new String(pieces.get("predictor/encoder.json"), StandardCharsets.UTF_8))
                .doesNotContain("further");
        Map<String, byte[]> rich = pieces(Models.RICH_NETWORK);
        rich.remove("predictor/affinities.json");
        assertThat(refusal(rich, LITTLE)).contains("affinities.json");
    }

    @Test
    void encodersOfTooManyOrTooLongClassesAreRefused() {
        String many = IntStream.range(0, 100_001).mapToObj(i -> "\"" + i + "\",").reduce(new StringBuilder(),
                StringBuilder::append, StringBuilder::append).toString();
        String place = "\"classes\" : \\[";
        assertThat(refusal(Models.NETWORK, "predictor/encoder.json", place, "\"classes\" : [" + many))
                .contains("too many");
        assertThat(refusal(Models.NETWORK, "predictor/encoder.json", place,
                "\"classes\" : [\"" + "a".repeat(2_000) + "\",")).contains("too long");
    }

    @Test
    void sequencesTooLongForTheirLayersAreRefused() {
        Map<String, byte[]> pieces = pieces(Models.NETWORK);
        replace(pieces, "predictor/encoder.json", "\"length\" : [0-9]*", "\"length\" : 4096");
        replace(pieces, "predictor/architecture.json", "\"units\" : 8", "\"units\" : 2048");
        assertThat(refusal(pieces, LITTLE)).contains("4096 events is too long");
    }

    /** Whose weights, all of them zero, are packed in few bytes. */
    @Test
    void networksThatTakeMinutesAreRefused() {
        Map<String, byte[]> pieces = pieces(Models.NETWORK);
        replace(pieces, "predictor/encoder.json", "\"length\" : [0-9]*", "\"length\" : 500");
        replace(pieces, "predictor/architecture.json", "CNN_LSTM", "LSTM");
        replace(pieces, "predictor/architecture.json", "\"units\" : 8", "\"units\" : 2048");
        long multiplications = 500 * (8 + 4 * 2_048L * (8 + 2_048 + 1));
        assertThat(refusal(pieces, LITTLE)).contains("500 events", "2048 units", multiplications + " multiplications",
                "at most 134217728");
    }

    private static void replace(Map<String, byte[]> pieces, String name, String place, String instead) {
        pieces.put(name, new String(pieces.get(name), StandardCharsets.UTF_8).replaceFirst(place, instead)
                .getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 1e30f, -1e30f})
    void absurdWeightsAreRefused(float weight) {
        Map<String, byte[]> pieces = pieces(Models.NETWORK);
        byte[] weights = pieces.get("predictor/weights.bin");
        ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).putFloat(40, weight);
        assertThat(refusal(pieces, LITTLE)).contains("number 10", Float.toString(weight));
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, -4, -1, 1, 4, 400, 40_000_000})
    void weightsOfAnotherNumberAreRefused(int more) {
        Map<String, byte[]> pieces = pieces(Models.NETWORK);
        byte[] weights = pieces.get("predictor/weights.bin");
        pieces.put("predictor/weights.bin", Arrays.copyOf(weights, weights.length + more));
        assertThat(refusal(pieces, more > 1_000_000 ? 4 * LITTLE : LITTLE))
                .contains((weights.length + more) + " bytes", Integer.toString(weights.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"java.lang.Runtime\"", "\"\"", "null", "1", "[]", "{\"network\":1}", "", "network",
        "\"network\" 1", "\"model\"", "\"boosted trees\"", "\"blend\""})
    void otherKindsAreRefused(String kind) {
        Map<String, byte[]> pieces = pieces(Models.NETWORK);
        pieces.put("predictor/kind.json", kind.getBytes(StandardCharsets.UTF_8));
        assertThat(refusal(pieces, LITTLE)).containsPattern("kind|lacks|no ");
    }

    @Test
    void partsThatAreMissingAreNamed() {
        for (String name : pieces(Models.BLEND).keySet()) {
            Map<String, byte[]> pieces = pieces(Models.BLEND);
            pieces.remove(name);
            if (!name.equals("card.md")) {
                assertThat(refusal(pieces, LITTLE)).contains(name.substring(name.lastIndexOf('/') + 1));
            }
        }
    }

    @Test
    void jsonOfMillionsOfValuesIsRefusedBeforeItIsBuilt() {
        for (String name : List.of("model.json", "predictor/kind.json", "predictor/encoder.json")) {
            for (String value : List.of("[],", "{},", "0,", "\"\",")) {
                Map<String, byte[]> pieces = pieces(Models.NETWORK);
                pieces.put(name, ("[" + value.repeat(5_000_000) + "0]").getBytes(StandardCharsets.UTF_8));
                assertThat(refusal(pieces, 2 * LITTLE)).contains("more than 1048576");
            }
        }
        Map<String, byte[]> pieces = pieces(Models.NETWORK);
        pieces.put("model.json", "[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
        assertThat(refusal(pieces, LITTLE)).contains("JSON");
    }

    @Test
    void blendsOfBlendsWithoutEndAreRefused() {
        Map<String, byte[]> pieces = pieces(new AlwaysPositive());
        String at = "predictor/";
        for (int depth = 0; depth < 20; depth++) {
            pieces.put(at + "kind.json", "\"blend\"".getBytes(StandardCharsets.UTF_8));
            pieces.put(at + "second/kind.json", "\"always positive\"".getBytes(StandardCharsets.UTF_8));
            at += "first/";
        }
        pieces.put(at + "kind.json", "\"always positive\"".getBytes(StandardCharsets.UTF_8));
        assertThat(refusal(pieces, LITTLE)).contains("10 folders");
    }

    /** Any of the networks alone would do. */
    @Test
    void aBlendOfManyNetworksThatTakesMinutesIsRefused() {
        Map<String, byte[]> network = networkOfLength(400);
        network.put("architecture.json", """
                {"kind": "LSTM", "embedding": 1, "filters": 1, "kernel": 1, "pool": 1, "units": 256,
                "dropout": 0}""".getBytes(StandardCharsets.UTF_8));
        int features = 2 + EventKind.DAYS.numbers().size();
        long lstm = 4 * 256L * (1 + 256 + 1);
        network.put("weights.bin", new byte[4 * (features + 1 + (int) lstm + 256 + 1)]);
        Map<String, byte[]> pieces = pieces(new AlwaysPositive());
        blend(pieces, "predictor/", 2, network);
        Path file = folder.resolve("four.zip");
        Bundle.write(file, pieces, Bundle.MAX_FILES);
        assertThat(PurchaseModel.read(file).predictor().multiplications()).isEqualTo(4 * 400 * (lstm + 1));
        Map<String, byte[]> more = pieces(new AlwaysPositive());
        blend(more, "predictor/", 3, network);
        assertThat(refusal(more, 2 * LITTLE)).contains(8 * 400 * (lstm + 1) + " multiplications",
                "at most 536870912");
    }

    /** Each of the networks fills 64 MiB with a batch. */
    @Test
    void aBlendOfManyWideNetworksTakesLittleMemoryUntilItIsAsked() {
        Map<String, byte[]> network = networkOfLength(4_096);
        network.put("architecture.json", """
                {"kind": "NO_SEQUENCE", "embedding": 1024, "filters": 1, "kernel": 1, "pool": 1, "units": 1,
                "dropout": 0}""".getBytes(StandardCharsets.UTF_8));
        int features = 2 + EventKind.DAYS.numbers().size();
        network.put("weights.bin", new byte[4 * ((features + 1) * 1_024 + 1_025 + 2)]);
        Map<String, byte[]> pieces = pieces(new AlwaysPositive());
        blend(pieces, "predictor/", 5, network);
        Path file = folder.resolve("wide.zip");
        Bundle.write(file, pieces, Bundle.MAX_FILES);
        AtomicReference<PurchaseModel> model = new AtomicReference<>();
        assertThat(Models.taken(() -> model.set(PurchaseModel.read(file)))).isLessThan(2 * LITTLE);
        Samples one = TestSamples.first(Models.COHORT.test(), 1);
        assertThat(model.get().predictor().predict(one)).containsExactly(.5);
    }

    /** The pieces of a network that reads sequences of a length, and no class. */
    private Map<String, byte[]> networkOfLength(int length) {
        Map<String, byte[]> network = new HashMap<>();
        pieces(Models.NETWORK).forEach((name, bytes) -> {
            if (name.startsWith("predictor/")) {
                network.put(name.substring("predictor/".length()), bytes);
            }
        });
        replace(network, "encoder.json", "\"length\" : [0-9]*", "\"length\" : " + length);
        replace(network, "encoder.json", "\"classes\" : \\[[^\\]]*\\]", "\"classes\" : []");
        return network;
    }

    private static void blend(Map<String, byte[]> pieces, String at, int depth, Map<String, byte[]> leaf) {
        if (depth == 0) {
            leaf.forEach((name, bytes) -> pieces.put(at + name, bytes));
            return;
        }
        pieces.put(at + "kind.json", "\"blend\"".getBytes(StandardCharsets.UTF_8));
        blend(pieces, at + "first/", depth - 1, leaf);
        blend(pieces, at + "second/", depth - 1, leaf);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "left_children":\\[[0-9]+           | "left_children":[0                | child 0
            "left_children":\\[[0-9]+           | "left_children":[2                | child 2
            "left_children":\\[[0-9]+           | "left_children":[9999             | 9999
            "right_children":\\[[0-9]+          | "right_children":[-1              | one child
            "parents":\\[[0-9]+                 | "parents":[1                      | parent
            "split_indices":\\[[0-9]+           | "split_indices":[100000           | 100000
            "num_trees":"5"                     | "num_trees":"6"                   | 5
            binary:logistic                     | java.lang.Runtime                 | java.lang.Runtime
            (?s).*                              | {}                                | objective
            (?s).*                              | ''                                | trees
            """)
    void absurdTreesAreRefused(String place, String instead, String why) {
        assertThat(refusal(Models.TREES, "predictor/trees.json", place, instead)).contains(why);
    }

    @Test
    void treesThatAreNoTextAreRefused() {
        Map<String, byte[]> pieces = pieces(Models.TREES);
        for (byte[] bytes : new byte[][] {{0, 0, 0, '{', 127, 0, 0, 0}, {0, 0, 0, '{', 0}, {'{', '"', -1, -2, '"'},
            {-1, -2, '{'}, {0}}) {
            pieces.put("predictor/trees.json", bytes);
            assertThat(refusal(pieces, LITTLE)).contains("trees");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "classes" : \\[[^\\]]*\\]           | "classes" : []                    | classes
            "classes" : \\[                     | "classes" : [ null,               | no name
            "classes" : \\[                     | "classes" : [ "new",              | features
            "classes" : \\[                     | "classes" : [ "same", "same",     | twice
            """)
    void absurdFeaturesAreRefused(String place, String instead, String why) {
        assertThat(refusal(Models.TREES, "predictor/features.json", place, instead)).contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "horizonDays" : 40                  | "horizonDays" : 0                 | horizon
            "horizonDays" : 40,                 |                                   | null
            "horizonDays" : 40                  | "horizonDays" : null              | null
            "share" : [^,]*                     | "share" : 1                       | share
            "share" : [^,]*                     | "share" : "NaN"                   | NaN
            "share" : [^,]*                     | "share" : -0.1                    | -0.1
            (?s)"buyers" : .*                   | "buyers" : null }                 | buyers
            (?s)"buyers" : .*                   | "buyers" : [ null ] }             | buyers
            (?s)"buyers" : .*                   | "buyers" : [ {} ] }               | BG/NBD
            (?s),\\s*"buyers" : .*               | }                                 | buyers
            (?s)"model" : [^}]*\\}               | "model" : null                    | BG/NBD
            "r" : [^,]*                         | "r" : 0                           | 0.0
            "r" : [^,]*                         | "r" : "Infinity"                  | Infinity
            "alpha" : [^,]*,                    |                                   | null
            "b" : [0-9.E-]*                     | "b" : 1e10                        | 1.0E10
            "weight" : [^,]*                    | "weight" : null                   | weights
            "weight" : [^,]*                    | "weight" : 1e300                  | 1.0E300
            (?s)"intercept" : [0-9.E-]*         | "intercept" : "NaN"               | NaN
            (?s).*                              | {}                                | null
            (?s).*                              | null                              | null
            (?s).*                              | ''                                | empty
            """)
    void absurdBgNbdModelsAreRefused(String place, String instead, String why) {
        assertThat(refusal(Models.BG_NBD, "predictor/bgnbd.json", place, instead)).contains(why);
    }
}
