package org.foresale.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;

class CrossFitTest {

    private static final Target X = Target.of("x", Level.SECOND, "X");
    private static final Snapshot QUESTION = Snapshot.of(X).withDays(List.of(40, 60, 80, 100), 160, 30);
    private static final PurchaseLog LOG = RandomLogs.log(11, 200);

    @Test
    void theFirstFoldsCanBeAskedForALook() {
        CrossFit all = CrossFit.of(FirstNeed.of(Target.of("x", Level.SECOND, "X")));
        assertThat(all.withFolds(2).parts()).isEqualTo(all.parts().subList(0, 2));
        for (int folds : new int[] {0, 6}) {
            assertThatThrownBy(() -> all.withFolds(folds)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(folds + " folds").hasMessageContaining("makes 5")
                    .hasMessageContaining("withFolds");
        }
    }

    @Test
    void everyUserIsInTheTestOfOneFold() {
        for (int folds : new int[] {3, 4, 5, 7, 10}) {
            List<UserSplit> splits = UserSplit.ofFolds(3, folds).eachFold();
            assertThat(splits).hasSize(folds);
            for (int user = 0; user < 1000; user++) {
                String id = "u" + user;
                List<Split> of = splits.stream().map(split -> split.of(id)).toList();
                assertThat(of).filteredOn(Split.TEST::equals).hasSize(1);
                assertThat(of).filteredOn(Split.VALIDATION::equals).hasSize(1);
                assertThat(of).filteredOn(Split.TRAIN::equals).hasSize(folds - 2);
            }
        }
    }

    @Test
    void theFirstOfFiveFoldsIsTheSingleSplit() {
        UserSplit single = UserSplit.of(1);
        assertThat(single.eachFold()).hasSize(5);
        assertThat(single.eachFold().get(0)).isEqualTo(UserSplit.ofFolds(1, 5));
        for (int user = 0; user < 1000; user++) {
            assertThat(single.eachFold().get(0).of("u" + user)).isEqualTo(single.of("u" + user));
        }
        assertThat(named(CrossFit.of(QUESTION).cohorts(LOG).get(0))).isEqualTo(named(QUESTION.cohort(LOG)));
    }

    @Test
    void whatAPartLacksIsASentenceOfItsOwn() {
        CrossFit tooLong = CrossFit.of(QUESTION.withDays(List.of(40, 60), 190, 30));
        assertThatThrownBy(() -> tooLong.cohorts(LOG)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--horizon. If a part");
        // Of 12 users some fold has no buyer, which is said with a full stop.
        assertThatThrownBy(() -> CrossFit.of(QUESTION).cohorts(RandomLogs.log(11, 12)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("users. If a part");
    }

    private static List<List<List<Object>>> named(Cohort cohort) {
        return List.of(Split.values()).stream().map(split -> CohortChecks.named(cohort, split)).toList();
    }

    @Test
    void foldsWhoseTestsDoNotHoldEveryUserOnceAreRefused() {
        assertThatThrownBy(() -> CrossFit.of(QUESTION.withSplit(new UserSplit(1, .5, .2))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("3 folds")
                .hasMessageContaining("0.3000").hasMessageContaining("UserSplit.ofFolds(seed, 3)");
        assertThatThrownBy(() -> new UserSplit(1, .6, .2, 5, 5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fold 5 of 5");
        for (UserSplit odd : List.of(new UserSplit(1, .1, .1), new UserSplit(1, .5, .5 - 1e-10))) {
            assertThatThrownBy(() -> CrossFit.of(Snapshot.of(X).withSplit(odd)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a test's share of");
        }
        assertThatThrownBy(() -> UserSplit.ofFolds(1, Integer.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 1000");
        assertThatThrownBy(() -> Snapshot.of(X).withDays(List.of(90, 120), 160, Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2147483767");
        assertThatThrownBy(() -> UserSplit.ofFolds(1, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 folds");
    }

    @Test
    void theTestDaysOfAYearAreThreeHorizonsApart() {
        CrossFit question = CrossFit.of(Snapshot.of(X)).withMaxDays();
        assertThat(question.days()).isEqualTo(3);
        assertThat(question.parts()).hasSize(15);
        List<Snapshot> first = question.parts().subList(0, 3).stream()
                .map(part -> (Snapshot) part.question()).toList();
        assertThat(first).extracting(Snapshot::testCut).containsExactly(180, 240, 300);
        assertThat(first).extracting(Snapshot::trainCuts).containsExactly(List.of(90, 120), List.of(90, 120, 150, 180),
                List.of(90, 120, 150, 180, 210, 240));
        assertThat(question.parts()).extracting(CrossFit.Part::name).startsWith("fold 1 of 5, day 180")
                .endsWith("fold 5 of 5, day 300");
        assertThat(CrossFit.of(Snapshot.of(X)).parts().get(4).question())
                .isEqualTo(Snapshot.of(X).withSplit(UserSplit.of(1).eachFold().get(4)));
        assertThat(CrossFit.of(FirstNeed.of(X)).withMaxDays().parts()).hasSize(5)
                .allMatch(part -> part.question() instanceof FirstNeed);
    }

    @Test
    void moreTestDaysThanTheLogHasAreRefused() {
        assertThatThrownBy(() -> CrossFit.of(Snapshot.of(X)).withDays(4)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("test day 120 of 4 test days").hasMessageContaining("60 days apart")
                .hasMessageContaining("[]").hasMessageContaining("at most 3");
        assertThatThrownBy(() -> CrossFit.of(Snapshot.of(X)).withDays(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 test days");
        assertThatThrownBy(() -> CrossFit.of(FirstNeed.of(X)).withDays(2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only a snapshot");
        assertThatThrownBy(() -> CrossFit.of(FirstNeed.of(X)).activeUsers(LOG))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("first need");
        assertThatThrownBy(() -> CrossFit.of(Snapshot.of(X)).cohorts(LOG)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fold 1 of 5").hasMessageContaining("day 360").hasMessageContaining("200 days")
                .hasMessageContaining("withDays");
        assertThatThrownBy(() -> CrossFit.of(Snapshot.of(Target.of("y", Level.SECOND, "Y"))).cohorts(LOG))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"Y\"");
    }

    @Test
    void aFoldWithoutBuyersIsNamed() {
        assertThatThrownBy(() -> CrossFit.of(QUESTION).cohorts(RandomLogs.log(2, 14)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageMatching("fold \\d of 5: .* split has 0 buyers"
                        + " and \\d+ non-buyers .*a target that is bought more often.*fewer folds.*ofFolds.*");
    }

    @Test
    void theTestsOfAllFoldsHoldAllActiveUsersOfEachDayOnce() {
        CrossFit question = CrossFit.of(QUESTION).withMaxDays();
        assertThat(question.days()).isEqualTo(3);
        List<Samples> tests = question.activeUsers(LOG);
        List<List<Object>> tested = new ArrayList<>();
        for (Samples samples : tests) {
            IntStream.range(0, samples.size()).forEach(i -> tested.add(List.of(samples.get(i).user(),
                    samples.get(i).cut(), samples.get(i).label())));
        }
        Set<List<Object>> expected = IntStream.of(100, 130, 160).boxed()
                .flatMap(cut -> IntStream.range(0, LOG.users())
                        .filter(user -> isActive(LOG.history(user).before(cut), cut))
                        .mapToObj(user -> List.<Object>of(user, cut, buys(LOG.history(user), cut))))
                .collect(Collectors.toSet());
        assertThat(tested).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
    }

    private static boolean isActive(History before, int cut) {
        return IntStream.of(before.days()).count() >= 3 && IntStream.of(before.days()).anyMatch(day -> day >= cut - 60);
    }

    private static boolean buys(History whole, int cut) {
        return IntStream.range(0, whole.size()).anyMatch(line -> whole.day(line) >= cut && whole.day(line) < cut + 30
                && X.in(LOG.taxonomy()).get(whole.thirdClass(line)));
    }

    @Test
    void everyPartIsACohortLikeAnyOther() {
        CrossFit.of(QUESTION).withMaxDays().cohorts(LOG).forEach(CohortChecks::check);
        CrossFit.of(FirstNeed.of(X).withBurnIn(5, 1)).cohorts(LOG).forEach(CohortChecks::check);
    }
}
