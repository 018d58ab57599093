package org.foresale;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.evaluate.Scoreboard;
import org.foresale.evaluate.Scores;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.CategoryPredictor;
import org.foresale.learn.LogisticLearner;
import org.foresale.learn.Predictor;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.foresale.model.PurchaseModel;
import org.foresale.network.Architecture;
import org.foresale.network.Architecture.Kind;
import org.foresale.network.NetworkLearner;
import org.foresale.network.NetworkPredictor;
import org.foresale.network.TrainingPlan;
import org.junit.jupiter.api.Test;

/** What a cell of a notebook that ends in a value shows: what it is, in a line, and no address in memory. */
@AnalyzeClasses(packages = "org.foresale", importOptions = ArchitectureTest.OnlyMain.class)
class ReadableValuesTest {

    /** Such as Samples@1a2b3c, [I@1a2b3c, or Rule$$Lambda/0x01@1a2b3c. */
    private static final String ADDRESS = "(?s).*@[0-9a-f]{4,}\\b.*";
    private static final int SHORT = 400;

    private static final PurchaseLog LOG = RandomLogs.log(11, 200);
    private static final Snapshot QUESTION =
            Snapshot.of(Target.of("x", Level.SECOND, "X")).withDays(List.of(60, 90, 120), 160, 40);
    private static final Cohort COHORT = QUESTION.cohort(LOG);
    private static final NetworkLearner NETWORK =
            NetworkLearner.of(new Architecture(Kind.LSTM, 6, 6, 3, 2, 6, 0.2)).withEpochs(2);

    private static List<JavaClass> values(JavaClasses all) {
        List<JavaClass> values = new ArrayList<>();
        for (JavaClass found : all) {
            Class<?> type = found.reflect();
            if (!found.getPackageName().contains("internal") && !Modifier.isAbstract(type.getModifiers())
                    && !type.isEnum() && !Throwable.class.isAssignableFrom(type) && isMet(type) && hasState(type)) {
                values.add(found);
            }
        }
        return values;
    }

    /** Whether it is public, or one of the predictors that learners give. */
    private static boolean isMet(Class<?> type) {
        return isPublic(type) || Predictor.class.isAssignableFrom(type)
                || CategoryPredictor.class.isAssignableFrom(type);
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
    }

    private static boolean hasState(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields()).anyMatch(field -> !Modifier.isStatic(field.getModifiers()));
    }

    /** Whether a record that says nothing of its own would show an address: of an array, or of a function. */
    private static boolean hidesAnAddress(Type type) {
        if (type instanceof ParameterizedType generic) {
            return hidesAnAddress(generic.getRawType())
                    || Arrays.stream(generic.getActualTypeArguments()).anyMatch(ReadableValuesTest::hidesAnAddress);
        }
        return type instanceof Class<?> plain && (plain.isArray() || plain.getName().startsWith("java.util.function.")
                || plain.isAnnotationPresent(FunctionalInterface.class));
    }

    private static boolean saysOfItself(JavaClass found) throws NoSuchMethodException {
        Class<?> type = found.reflect();
        // What the compiler writes for a record looks at no field by itself.
        return type.getMethod("toString").getDeclaringClass() != Object.class && !(type.isRecord()
                && found.getMethod("toString").getAccessesFromSelf().isEmpty()
                && Arrays.stream(type.getRecordComponents())
                        .anyMatch(component -> hidesAnAddress(component.getGenericType())));
    }

    @ArchTest
    static void everyValueSaysWhatItIs(JavaClasses all) throws NoSuchMethodException {
        List<JavaClass> values = values(all);
        assertThat(values).hasSizeGreaterThan(100);
        List<String> silent = new ArrayList<>();
        for (JavaClass found : values) {
            if (!saysOfItself(found)) {
                silent.add(found.getName());
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void functionsAndArraysAreFound() {
        record Silent(LongFunction<String> function) {
        }

        record Fine(Map<String, List<Integer>> numbers) {
        }

        assertThat(new Silent(number -> "").toString()).matches(ADDRESS);
        assertThat(hidesAnAddress(Silent.class.getDeclaredFields()[0].getGenericType())).isTrue();
        assertThat(hidesAnAddress(Fine.class.getDeclaredFields()[0].getGenericType())).isFalse();
        assertThat(hidesAnAddress(int[].class)).isTrue();
        assertThat(hidesAnAddress(Function.class)).isTrue();
    }

    @Test
    void whatNotebooksEndInIsOneReadableLine() {
        NetworkPredictor network = NETWORK.fit(COHORT);
        Map<Object, String> values = new LinkedHashMap<>();
        values.put(LOG, "\\w+: [\\d,]+ lines of 200 users, 2024-01-01 to 2024-07-18");
        values.put(COHORT.train(), "\\d+ samples, \\d+ of them of buyers");
        values.put(COHORT.train().history(0), "\\d+ lines of a user");
        values.put(LOG.taxonomy(), "\\d+ classes, by .+");
        values.put(network, "LSTM: best epoch [12] of 2, validation loss 0\\.\\d{3}");
        values.put(BoostedTreesLearner.withDefaults().withRounds(20).fit(COHORT),
                "XGBoost, fitted: \\d+ trees on \\d+ features");
        values.put(new LogisticLearner().fit(COHORT), "Logistic regression, fitted");
        values.put(Scores.of(COHORT.test().labels(), network.predict(COHORT.test())), "\\d+ scores");
        values.put(network.inspect(COHORT.test(), 0), "Outputs of the layers of .* for \\d+ events");
        values.put(Scoreboard.of("test", COHORT.test().labels())
                .with("LSTM", List.of(network.predict(COHORT.test()))), "test: scores of .*LSTM");
        values.put(PurchaseModel.fit(COHORT, new LogisticLearner()), "Model of x: logistic regression.*");
        values.forEach((value, text) -> assertThat(value.toString()).matches(text));
        for (Object value : List.of(COHORT, QUESTION, QUESTION.target(), NETWORK, NETWORK.architecture(),
                TrainingPlan.withDefaults(), RandomLogs.RULES, new LogisticLearner(),
                network.epochs().get(0))) {
            values.put(value, value.toString());
        }
        assertThat(values).hasSize(20);
        assertThat(values.keySet()).extracting(Object::toString).allSatisfy(text ->
                assertThat(text).doesNotContain("\n").hasSizeBetween(5, SHORT).doesNotMatch(ADDRESS));
    }
}
