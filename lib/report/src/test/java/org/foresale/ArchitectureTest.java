package org.foresale;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.CategoryLearner;
import org.foresale.learn.Learner;

/** Which package may use which. */
@AnalyzeClasses(packages = "org.foresale", importOptions = ArchitectureTest.OnlyMain.class)
class ArchitectureTest {

    /** The packages of the module that is for these notebooks only. */
    private static final List<String> REPORT = Stream.of("claims", "data", "notebook", "scale", "study")
            .map(name -> "org.foresale." + name).toList();

    /** The tests of the other modules come in jars or folders of their own. */
    static final class OnlyMain implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule PACKAGES = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("log").definedBy("org.foresale.log..")
            .layer("trees").definedBy("org.foresale.internal.trees..")
            .layer("regression").definedBy("org.foresale.internal.regression..")
            .layer("bgnbd").definedBy("org.foresale.internal.bgnbd..")
            .layer("cohort").definedBy("org.foresale.cohort..")
            .layer("learn").definedBy("org.foresale.learn..")
            .layer("onednn").definedBy("org.foresale.onednn..")
            .layer("network").definedBy("org.foresale.network..")
            .layer("model").definedBy("org.foresale.model..")
            .layer("study").definedBy("org.foresale.study..")
            .layer("evaluate").definedBy("org.foresale.evaluate..")
            .layer("claims").definedBy("org.foresale.claims..")
            .layer("insight").definedBy("org.foresale.insight..")
            .layer("notebook").definedBy("org.foresale.notebook..")
            .layer("spark").definedBy("org.foresale.spark..")
            .layer("scale").definedBy("org.foresale.scale..")
            .layer("data").definedBy("org.foresale.data..")
            .whereLayer("log").mayNotAccessAnyLayer()
            .whereLayer("trees").mayOnlyAccessLayers("log")
            .whereLayer("regression").mayNotAccessAnyLayer()
            .whereLayer("bgnbd").mayNotAccessAnyLayer()
            .whereLayer("cohort").mayOnlyAccessLayers("evaluate", "trees", "regression", "log")
            .whereLayer("learn").mayOnlyAccessLayers("evaluate", "cohort", "trees", "regression", "bgnbd", "log")
            .whereLayer("evaluate").mayOnlyAccessLayers("regression", "log")
            .whereLayer("onednn").mayNotAccessAnyLayer()
            .whereLayer("network").mayOnlyAccessLayers("onednn", "learn", "evaluate", "cohort", "log")
            .whereLayer("model").mayOnlyAccessLayers("learn", "evaluate", "cohort", "log")
            .whereLayer("data").mayOnlyAccessLayers("log")
            .whereLayer("study").mayOnlyAccessLayers("data", "onednn", "network", "learn", "evaluate", "cohort", "log")
            .whereLayer("claims").mayOnlyAccessLayers("study", "evaluate")
            .whereLayer("claims").mayOnlyBeAccessedByLayers("notebook")
            .whereLayer("insight").mayOnlyAccessLayers("model", "learn", "evaluate", "cohort", "log")
            .whereLayer("insight").mayOnlyBeAccessedByLayers("notebook")
            .whereLayer("notebook").mayOnlyBeAccessedByLayers("notebook")
            .whereLayer("spark").mayOnlyAccessLayers("model", "cohort", "log")
            .whereLayer("spark").mayOnlyBeAccessedByLayers("spark", "scale")
            .whereLayer("scale").mayOnlyAccessLayers("spark", "data", "learn", "evaluate", "cohort", "log")
            .whereLayer("scale").mayOnlyBeAccessedByLayers("notebook");

    @ArchTest
    static final ArchRule ROOMS_OF_INSIGHT = slices().matching("org.foresale.insight.(*)..")
            .should().notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("org.foresale.insight.internal"))
            // A campaign addresses an audience; an audience knows of no campaign.
            .ignoreDependency(resideInAPackage("org.foresale.insight.campaign"),
                    resideInAPackage("org.foresale.insight.audience"))
            // A page and the command put together what the others have; nobody asks them.
            .ignoreDependency(resideInAnyPackage("org.foresale.insight.page", "org.foresale.insight.command"),
                    resideInAPackage("org.foresale.insight.."));

    @ArchTest
    static final ArchRule DEEPLEARNING4J_STAYS_INSIDE = noClasses()
            .that().resideOutsideOfPackages("org.foresale.network..", "org.foresale.onednn..")
            .should().dependOnClassesThat().resideInAnyPackage("org.deeplearning4j..", "org.nd4j..");

    @ArchTest
    static final ArchRule ONEDNN_STANDS_ALONE = noClasses().that().resideInAPackage("org.foresale.onednn..")
            .should().dependOnClassesThat().resideInAnyPackage("tech.tablesaw..", "it.unimi.dsi..", "org.duckdb..",
                    "ml.dmlc..", "com.fasterxml..", "org.dflib..");

    @ArchTest
    static final ArchRule THE_NATIVE_LIBRARY_STAYS_INSIDE = noClasses()
            .that().resideOutsideOfPackage("org.foresale.onednn..")
            .should().dependOnClassesThat().resideInAnyPackage("org.bytedeco..");

    @ArchTest
    static final ArchRule THE_KERNEL_STAYS_INSIDE = noClasses().that().resideOutsideOfPackage("org.foresale.notebook..")
            .should().dependOnClassesThat().resideInAnyPackage("org.dflib.jjava..");

    @ArchTest
    static final ArchRule SPARK_STAYS_INSIDE = noClasses().that().resideOutsideOfPackage("org.foresale.spark..")
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..");

    @ArchTest
    static final ArchRule XGBOOST_STAYS_INSIDE = noClasses().that()
            .resideOutsideOfPackage("org.foresale.internal.trees..")
            .should().dependOnClassesThat().resideInAnyPackage("ml.dmlc..");

    @ArchTest
    static final ArchRule NO_DATAVEC = noClasses().should().dependOnClassesThat().resideInAnyPackage("org.datavec..");

    @ArchTest
    static final ArchRule NOTHING_IS_DESERIALISED = noClasses().should()
            .dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream");

    @ArchTest
    static final ArchRule FIELDS_ARE_FINAL_IN_THE_API = classes().that()
            .resideInAnyPackage("org.foresale.internal.bgnbd..",
            "org.foresale.claims..", "org.foresale.cohort..",
            "org.foresale.evaluate..", "org.foresale.insight..", "org.foresale.learn..",
            "org.foresale.internal.regression..",
            "org.foresale.internal.trees..")
                    .should().haveOnlyFinalFields();

    /**
     * What another project has to read through, artifact by artifact: more would be another library. Nested types stand
     * with their owner.
     */
    @ArchTest
    static void theDoorsAreNarrow(JavaClasses all) {
        Map<String, Integer> most = Map.of("onednn", 3, "core", 95, "network", 12, "insight", 25, "spark", 7);
        Map<String, List<String>> offered = all.stream().filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.isTopLevelClass() && !type.getPackageName().contains(".internal")
                && REPORT.stream().noneMatch(type.getPackageName()::equals)).map(JavaClass::getName).sorted()
                .collect(Collectors.groupingBy(name -> artifact(name.split("\\.")[2])));
        assertThat(offered.keySet()).isEqualTo(most.keySet());
        offered.forEach((artifact, types) -> assertThat(types).as(artifact).hasSizeLessThanOrEqualTo(most.get(artifact))
                .hasSizeGreaterThan(most.get(artifact) * 3 / 4));
    }

    private static String artifact(String room) {
        return List.of("onednn", "network", "insight", "spark").contains(room) ? room : "core";
    }

    /** A new learner cannot forget to tell that it is a network, or asks a learner that may be one. */
    @ArchTest
    static void everyNetworkAndEveryLearnerThatAsksAnotherTells(JavaClasses all) {
        List<JavaClass> telling = all.stream().filter(each -> !each.isInterface() && isLearner(each))
                .filter(each -> each.getPackageName().startsWith("org.foresale.network")
                        || each.getFields().stream().map(JavaField::getRawType).anyMatch(field -> isLearner(field)
                                && !field.isEquivalentTo(BoostedTreesLearner.class))).toList();
        assertThat(telling).hasSizeGreaterThanOrEqualTo(8)
                .allMatch(each -> each.tryGetMethod("usesNetwork").isPresent());
    }

    private static boolean isLearner(JavaClass one) {
        return one.isAssignableTo(Learner.class) || one.isAssignableTo(CategoryLearner.class);
    }
}
