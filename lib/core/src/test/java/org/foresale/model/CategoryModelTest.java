package org.foresale.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySnapshot;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.learn.BoostedTreesLearner;
import org.foresale.learn.CategoryLearner;
import org.foresale.learn.LogisticLearner;
import org.foresale.log.ForesaleException;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.Parquet;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class CategoryModelTest {

    private static final PurchaseLog LOG = RandomLogs.log(12, 600);
    private static final List<Integer> TRAIN = List.of(60, 90, 120);
    private static final CategoryCohort COHORT = CategorySnapshot.of(Level.SECOND).withDays(TRAIN, 160, 40)
            .withMinBuyers(20).cohort(LOG);
    private static final CategoryModel MODEL = CategoryModel.fit(COHORT, CategoryLearner.logistic());
    private static final LocalDate DAY = RandomLogs.FIRST_DAY.plusDays(160);

    @TempDir
    Path folder;

    @Test
    void aModelReadAgainSaysTheSame() {
        Path file = folder.resolve("all.zip");
        MODEL.write(file);
        CategoryModel read = CategoryModel.read(file);
        assertThat(read.categories()).isEqualTo(COHORT.categories());
        assertThat(read.card()).isEqualTo(MODEL.card()).contains("| A > X |");
        assertThat(read.provenance()).isEqualTo(MODEL.provenance());
        assertThat(read).hasToString("Model of " + COHORT.categories().size() + " categories: "
                + CategoryLearner.logistic().name());
        ScoredCategories scored = MODEL.score(LOG, DAY);
        ScoredCategories again = read.score(LOG, DAY);
        for (int i = 0; i < scored.size(); i++) {
            for (int category = 0; category < read.categories().size(); category++) {
                assertThat(again.probability(i, category)).isEqualTo(scored.probability(i, category));
            }
        }
    }

    /** One model a category is many parts. */
    @Test
    void manyModelsFitIntoOneFile() {
        CategoryModel many = CategoryModel.fit(COHORT,
                CategoryLearner.oneEach(BoostedTreesLearner.withDefaults().withRounds(2)));
        many.write(folder.resolve("many.zip"));
        assertThat(CategoryModel.read(folder.resolve("many.zip")).score(LOG, DAY).probability(3, 2))
                .isEqualTo(many.score(LOG, DAY).probability(3, 2));
    }

    /** The same learner for one category alone calibrates and cuts the same. */
    @Test
    void oneCategoryIsWhatAModelOfItAloneIs() {
        LogisticLearner learner = new LogisticLearner();
        CategoryModel all = CategoryModel.fit(COHORT, CategoryLearner.oneEach(learner));
        PurchaseModel one = PurchaseModel.fit(Snapshot.of(Target.of("x", Level.SECOND, "X")).withDays(TRAIN, 160, 40)
                .withAllActiveUsers().cohort(LOG), learner);
        ScoredUsers ofAll = all.score(LOG, DAY).of("A > X");
        ScoredUsers ofOne = one.score(LOG, DAY);
        assertThat(ofAll.size()).isEqualTo(ofOne.size());
        for (int i = 0; i < ofAll.size(); i++) {
            assertThat(ofAll.userId(i)).isEqualTo(ofOne.userId(i));
            if (ofOne.isKnown(i)) {
                assertThat(ofAll.probability(i)).isCloseTo(ofOne.probability(i), within(1e-9));
            }
            assertThat(ofAll.isPredicted(i)).isEqualTo(ofOne.isPredicted(i));
            assertThat(ofAll.isKnown(i)).isEqualTo(ofOne.isKnown(i));
        }
    }

    @Test
    void whoNeverBoughtACategoryIsAnAudienceOfItsOwn() {
        ScoredCategories scored = MODEL.score(LOG, DAY);
        ScoredUsers first = scored.firstTime("A > X");
        Map<String, Boolean> bought = new HashMap<>();
        for (int user = 0; user < LOG.users(); user++) {
            History before = LOG.history(user).before(160);
            bought.put(LOG.userId(user), IntStream.range(0, before.size()).anyMatch(line -> LOG.taxonomy()
                    .path(Level.THIRD, before.thirdClass(line)).startsWith("A > X > ")));
        }
        assertThat(first.size()).isEqualTo((int) bought.values().stream().filter(had -> !had).count())
                .isBetween(1, LOG.users() - 1);
        IntStream.range(0, first.size()).forEach(i -> assertThat(bought.get(first.userId(i))).isFalse());
        ScoredUsers all = scored.of("A > X");
        Map<String, Double> probabilities = new HashMap<>();
        IntStream.range(0, all.size()).forEach(i -> probabilities.put(all.userId(i), all.probability(i)));
        IntStream.range(0, first.size()).forEach(i ->
                assertThat(first.probability(i)).isEqualTo(probabilities.get(first.userId(i))));
    }

    @Test
    void whatIsRecommendedIsNewAndTheLikeliestFirst() {
        ScoredCategories scored = MODEL.score(LOG, DAY);
        Table rows = scored.recommend(3);
        Map<String, Integer> users = new HashMap<>();
        IntStream.range(0, scored.size()).forEach(i -> users.put(scored.userId(i), i));
        Map<String, Integer> counts = new HashMap<>();
        for (int row = 0; row < rows.rowCount(); row++) {
            String id = rows.stringColumn("user").get(row);
            int user = users.get(id);
            int place = scored.categories().place(rows.stringColumn("category").get(row));
            assertThat(scored.boughtBefore(user, place)).isFalse();
            int rank = rows.intColumn("rank").getInt(row);
            assertThat(counts.merge(id, 1, Integer::sum)).isEqualTo(rank);
            long better = IntStream.range(0, scored.categories().size()).filter(other ->
                    !scored.boughtBefore(user, other)
                            && scored.probability(user, other) > scored.probability(user, place)).count();
            assertThat(better).isLessThan(rank);
            assertThat(rows.doubleColumn("probability").getDouble(row)).isEqualTo(scored.probability(user, place));
        }
        IntStream.range(0, scored.size()).forEach(i -> assertThat(counts.getOrDefault(scored.userId(i), 0)).isEqualTo(
                (int) Math.min(3, IntStream.range(0, scored.categories().size())
                        .filter(place -> !scored.boughtBefore(i, place)).count())));
        assertThatThrownBy(() -> scored.recommend(0)).hasMessageContaining("not 0");
    }

    @Test
    void filesHoldOneRowAUserAndCategory() {
        ScoredCategories scored = MODEL.score(LOG, DAY);
        scored.write(folder.resolve("scores"));
        Table rows = Parquet.read(folder.resolve("scores"));
        int categories = COHORT.categories().size();
        assertThat(rows.rowCount()).isEqualTo(LOG.users() * categories);
        for (int row = 0; row < rows.rowCount(); row += 17) {
            int user = LOG.findUser(rows.stringColumn("user").get(row)).orElseThrow();
            int category = COHORT.categories().place(rows.stringColumn("category").get(row));
            assertThat(rows.doubleColumn("probability").getDouble(row))
                    .isEqualTo(scored.probability(user, category));
            assertThat(rows.booleanColumn("bought_before").get(row)).isEqualTo(scored.boughtBefore(user, category));
        }
        assertThatThrownBy(() -> scored.write(folder.resolve("scores"))).isInstanceOf(ForesaleException.class);
    }

    @Test
    void aUsersYearIsWhatIsScoredOnEachDay() {
        List<LocalDate> days = List.of(RandomLogs.FIRST_DAY.plusDays(3), DAY.minusDays(40), DAY);
        String id = LOG.userId(7);
        Table year = MODEL.through(LOG, id, days, 4);
        List<ScoredCategories> scored = days.stream().map(day -> MODEL.score(LOG, day)).toList();
        assertThat(year.rowCount()).isEqualTo(12);
        double last = 1;
        for (int row = 0; row < 12; row++) {
            ScoredCategories ofDay = scored.get(row % 3);
            int place = ofDay.categories().place(year.stringColumn("category").get(row));
            assertThat(year.dateColumn("day").get(row)).isEqualTo(days.get(row % 3));
            assertThat(year.doubleColumn("probability").getDouble(row))
                    .isCloseTo(ofDay.probability(7, place), within(1e-9));
            assertThat(year.booleanColumn("bought before").get(row)).isEqualTo(ofDay.boughtBefore(7, place));
            double highest = scored.stream().mapToDouble(each -> each.probability(7, place)).max().orElseThrow();
            assertThat(highest).isLessThanOrEqualTo(last);
            last = highest;
        }
        double least = last;
        assertThat(IntStream.range(0, COHORT.categories().size()).filter(place -> scored.stream()
                .mapToDouble(each -> each.probability(7, place)).max().orElseThrow() > least)).hasSize(3);
        assertThatThrownBy(() -> MODEL.through(LOG, "nobody", days, 4)).hasMessageContaining("no user \"nobody\"");
        assertThatThrownBy(() -> MODEL.through(LOG, id, List.of(), 4)).hasMessageContaining("not 0 and 4");
    }

    /** Who never bought anything can but buy for the first time. */
    @Test
    void whoHasNoHistoryGetsTheShareOfFirstPurchases() {
        ScoredCategories scored = MODEL.score(LOG, RandomLogs.FIRST_DAY.plusDays(3));
        int unknown = IntStream.range(0, scored.size()).filter(i -> !scored.isKnown(i)).findFirst().orElseThrow();
        int place = COHORT.categories().place("B > S2");
        int others = 0;
        int buyers = 0;
        for (int i = 0; i < COHORT.train().size(); i++) {
            if (!COHORT.train().boughtBefore(i).get(place)) {
                others++;
                buyers += COHORT.train().buys(i).get(place) ? 1 : 0;
            }
        }
        assertThat(scored.probability(unknown, place)).isEqualTo((buyers + 1.) / (others + 2))
                .isNotEqualTo((double) COHORT.train().positives()[place] / COHORT.train().size());
        assertThat(scored.of("B > S2").isPredicted(unknown)).isFalse();
    }

    /** With fewer than ten buyers among the validation samples there is no calibration of its own. */
    @Test
    void rareCategoriesShareACalibration() {
        CategoryCohort few = CategorySnapshot.of(Level.SECOND).withDays(List.of(60), 160, 40).withMinBuyers(5)
                .cohort(RandomLogs.log(5, 60));
        int[] positives = few.validation().positives();
        assertThat(IntStream.of(positives).min().orElseThrow()).isLessThan(10);
        CategoryModel model = CategoryModel.fit(few, CategoryLearner.logistic());
        assertThat(model.card()).contains("| of all |");
        for (int place = 0; place < positives.length; place++) {
            String row = few.categories().paths().get(place) + " | ";
            assertThat(model.card().lines().filter(line -> line.startsWith("| " + row)).findFirst().orElseThrow())
                    .endsWith(positives[place] < 10 ? "| of all |" : "| its own |");
        }
    }

    @Test
    void whatTheModelDoesNotKnowIsRefused() {
        ScoredCategories scored = MODEL.score(LOG, DAY);
        assertThatThrownBy(() -> scored.of("A > Y")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"A > Y\" is not one of the")
                .hasMessageContaining("A category goes by its path, such as A > X");
        assertThat(scored.firstTime("A > X").isOf(Target.of("x", Level.SECOND, "A > X"))).isTrue();
        assertThat(scored.of("A > X").isOf(Target.of("s2", Level.SECOND, "S2"))).isFalse();
        assertThatThrownBy(() -> scored.of("A > X").isOf(Target.of("y", Level.SECOND, "Y")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scored.firstTime("")).isInstanceOf(IllegalArgumentException.class);
        Table foreign = RandomLogs.table(3, 20);
        for (int row = 0; row < foreign.rowCount(); row++) {
            foreign.stringColumn("a").set(row, "elsewhere");
        }
        PurchaseLog other = LogSource.table(foreign).load(RandomLogs.MAPPING, RandomLogs.RULES);
        assertThatThrownBy(() -> MODEL.score(other, DAY)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none of the").hasMessageContaining("other names for its classes");
        assertThatThrownBy(() -> MODEL.score(LOG, RandomLogs.FIRST_DAY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void modelsOfOneTargetAndOfCategoriesAreNotTakenForEachOther() {
        MODEL.write(folder.resolve("all.zip"));
        assertThatThrownBy(() -> PurchaseModel.read(folder.resolve("all.zip"))).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("CategoryModel.read reads it");
        PurchaseModel one = PurchaseModel.fit(Snapshot.of(Target.of("x", Level.SECOND, "X")).withDays(TRAIN, 160, 40)
                .cohort(LOG), new LogisticLearner());
        one.write(folder.resolve("one.zip"));
        assertThatThrownBy(() -> CategoryModel.read(folder.resolve("one.zip"))).isInstanceOf(ForesaleException.class)
                .hasMessageContaining("PurchaseModel.read reads it");
        assertThat(CategoryModel.isIn(folder.resolve("all.zip"))).isTrue();
        assertThat(CategoryModel.isIn(folder.resolve("one.zip"))).isFalse();
        assertThatThrownBy(() -> CategoryModel.isIn(folder.resolve("none.zip"))).isInstanceOf(ForesaleException.class);
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        MODEL.write(folder.resolve("all.zip"));
        byte[] bytes = Files.readAllBytes(folder.resolve("all.zip"));
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(folder.resolve("damaged.zip"), damaged);
            try {
                assertThat(CategoryModel.read(file).categories()).isEqualTo(COHORT.categories());
            } catch (ForesaleException e) {
                assertThat(e.getMessage()).contains("damaged.zip");
            }
        }
    }
}
