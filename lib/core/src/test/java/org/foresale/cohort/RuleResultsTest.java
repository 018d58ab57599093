package org.foresale.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.log.History;
import org.foresale.log.PurchaseLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users who are asked on all cores, beside the same users asked one after the other. */
class RuleResultsTest {

    /** Tells of every third user how many lines it has; counts the users of each split, and the lines. */
    private record Size() implements RuleResults.Rule<Integer> {

        @Override
        public int counters() {
            return Split.values().length + 1;
        }

        @Override
        public Optional<Integer> judge(Split split, History history, int[] counters) {
            counters[split.ordinal()]++;
            counters[Split.values().length] += history.size();
            return history.size() % 3 == 0 ? Optional.of(history.size()) : Optional.empty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 15, 16, 17, 500})
    void areThoseOfOneUserAfterTheOther(int users) {
        PurchaseLog log = RandomLogs.log(users, users);
        UserSplit split = UserSplit.of(1);
        RuleResults<Integer> results = Users.of(log, split).ask(new Size());
        List<RuleResults.Result<Integer>> given = new ArrayList<>();
        for (int user = 0; user < log.users(); user++) {
            int lines = log.history(user).size();
            if (lines % 3 == 0) {
                given.add(new RuleResults.Result<>(log.userId(user), 0, user, lines));
            }
        }
        assertThat(results.given()).isEqualTo(given);
        for (Split part : Split.values()) {
            assertThat(results.counters()[part.ordinal()]).isEqualTo(IntStream.range(0, log.users())
                    .filter(user -> split.of(log.userId(user)) == part).count());
        }
        assertThat(results.counters()[Split.values().length]).isEqualTo(log.lines());
    }

    @Test
    void ofAllPartsStandInTheOrderOfTheIds() {
        PurchaseLog log = RandomLogs.log(2, 100);
        RuleResults<Integer> all = Users.of(log, UserSplit.of(1)).ask(new Size());
        RuleResults<Integer> part = RuleResults.of(log, 0, UserSplit.of(1), new Size());
        assertThat(part.given()).isEqualTo(all.given());
        RuleResults<Integer> merged = RuleResults.merged(List.of(part, part));
        assertThat(merged.given()).isSortedAccordingTo((one, other) -> PurchaseLog.order().compare(one.id(), other.id()))
                .hasSize(2 * all.given().size());
        assertThat(merged.counters()[0]).isEqualTo(2 * all.counters()[0]);
    }
}
