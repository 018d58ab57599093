package org.foresale.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.foresale.RandomLogs;
import org.foresale.log.Level;
import org.junit.jupiter.api.Test;

class UserFoldsTest {

    private static final Cohort COHORT = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40).cohort(RandomLogs.log(11, 600));

    @Test
    void foldsAreThoseOfTheHashOfTheUserId() throws NoSuchAlgorithmException {
        int[] folds = new UserFolds(7, 5).of(COHORT.train());
        for (int i = 0; i < folds.length; i++) {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("7|fold|" + COHORT.train().userId(i)).getBytes(StandardCharsets.UTF_8));
            // The fifth of all numbers of 256 bits in which the digest lies.
            assertThat(folds[i]).isEqualTo(new BigInteger(1, digest).multiply(BigInteger.valueOf(5)).shiftRight(256)
                    .intValue());
        }
    }

    @Test
    void allSamplesOfAUserShareAFoldOfAboutTheSameSize() {
        int[] folds = new UserFolds(1, 3).of(COHORT.train());
        Map<String, Integer> ofUser = new HashMap<>();
        for (int i = 0; i < folds.length; i++) {
            assertThat(ofUser.merge(COHORT.train().userId(i), folds[i], (first, second) -> first))
                    .isEqualTo(folds[i]);
        }
        assertThat(ofUser.size()).isLessThan(folds.length);
        for (int fold = 0; fold < 3; fold++) {
            int now = fold;
            assertThat((double) ofUser.values().stream().filter(each -> each == now).count() / ofUser.size())
                    .isBetween(.2, .47);
        }
        assertThat(new UserFolds(2, 3).of(COHORT.train())).isNotEqualTo(folds);
    }

    @Test
    void theSamplesOfAllFoldsAreAllSamplesOnce() {
        UserFolds halves = new UserFolds(1, 2);
        int[] folds = halves.of(COHORT.train());
        int[] next = new int[2];
        Samples[] parts = {halves.samples(COHORT.train(), 0), halves.samples(COHORT.train(), 1)};
        for (int i = 0; i < folds.length; i++) {
            assertThat(parts[folds[i]].get(next[folds[i]]++)).isEqualTo(COHORT.train().get(i));
        }
        assertThat(next).containsExactly(parts[0].size(), parts[1].size());
        assertThatThrownBy(() -> halves.samples(COHORT.train(), 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no fold 2 of 2");
    }

    @Test
    void oneFoldIsRefused() {
        assertThatThrownBy(() -> new UserFolds(1, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 1");
    }
}
