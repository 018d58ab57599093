package org.foresale.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.log.Level;
import org.junit.jupiter.api.Test;

class LeakExamplesTest {

    private static final Cohort COHORT = Snapshot.of(Target.of("x", Level.SECOND, "X"))
            .withDays(List.of(60, 90, 120), 160, 40).cohort(RandomLogs.log(11, 200));
    private static final Shift SHIFT = Shift.by(0, 1, 2);

    private static Set<String> users(Samples samples) {
        Set<String> users = new HashSet<>();
        IntStream.range(0, samples.size()).forEach(i -> users.add(samples.userId(i)));
        return users;
    }

    @Test
    void onlyBuyersAreCopiedAndTheTestStays() {
        Cohort wrong = LeakExamples.onlyBuyersShifted(COHORT, SHIFT);
        assertThat(wrong.test().asList()).isEqualTo(COHORT.test().asList());
        for (Split split : List.of(Split.TRAIN, Split.VALIDATION)) {
            Samples samples = wrong.samples(split);
            assertThat(samples.asList()).filteredOn(sample -> !sample.label())
                    .containsExactlyElementsOf(COHORT.samples(split).asList().stream()
                            .filter(sample -> !sample.label()).toList());
            assertThat(samples.positives()).isEqualTo(SHIFT.of(COHORT.samples(split)).positives());
        }
    }

    @Test
    void usersInSeveralSplitsAreInSeveralSplits() {
        Cohort wrong = LeakExamples.usersInSeveralSplits(COHORT, SHIFT, 1);
        Set<String> both = users(wrong.train());
        both.retainAll(users(wrong.test()));
        assertThat(both).isNotEmpty();
        Set<String> right = users(COHORT.train());
        right.retainAll(users(COHORT.test()));
        assertThat(right).isEmpty();
        int all = 0;
        int copies = 0;
        for (Split split : Split.values()) {
            all += wrong.samples(split).size();
            copies += SHIFT.of(COHORT.samples(split)).size();
        }
        assertThat(all).isEqualTo(copies);
        assertThat(LeakExamples.usersInSeveralSplits(COHORT, SHIFT, 1).test().asList())
                .isEqualTo(wrong.test().asList());
    }
}
