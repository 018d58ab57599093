package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BuyerGroupsTest {

    private static List<String> labels(int groups, int... buyers) {
        return BuyerGroups.of(buyers, groups).stream()
                .map(range -> BuyerGroups.label(buyers[range.from()], buyers[range.to() - 1])).toList();
    }

    @Test
    void groupsOfDifferentNumbersAreEqual() {
        assertThat(BuyerGroups.of(new int[] {1, 2, 3, 4, 5, 6, 7}, 3)).containsExactly(new BuyerGroups.Range(0, 2),
                new BuyerGroups.Range(2, 4), new BuyerGroups.Range(4, 7));
    }

    @Test
    void noNumberOfBuyersIsInTwoGroups() {
        assertThat(labels(2, 11, 20, 52, 52, 52, 90)).containsExactly("11 to 20 buyers", "52 to 90 buyers");
        assertThat(labels(2, 11, 52, 52, 52, 70, 90)).containsExactly("11 to 52 buyers", "70 to 90 buyers");
        assertThat(labels(3, 5, 5, 5, 5, 5, 9)).containsExactly("5 buyers", "9 buyers");
        assertThat(labels(4, 5, 5, 5, 5)).containsExactly("5 buyers");
    }
}
