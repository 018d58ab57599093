package org.foresale.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryLabelsTest {

    private static final List<String> CATEGORIES = List.of("milk", "bread");

    private static final List<BitSet> NONE = List.of(CategoryCases.bits());

    @Test
    void eachSampleHasItsPurchases() {
        CategoryLabels labels = CategoryLabels.of(CATEGORIES, new int[] {7, 3},
                List.of(CategoryCases.bits(1), CategoryCases.bits(0, 1)),
                List.of(CategoryCases.bits(0), CategoryCases.bits()));
        assertThat(labels.size()).isEqualTo(2);
        assertThat(labels.categories()).isEqualTo(CATEGORIES);
        assertThat(labels.users()).containsExactly(7, 3);
        assertThat(labels.buys(0, 0)).isFalse();
        assertThat(labels.buys(0, 1)).isTrue();
        assertThat(labels.buys(1, 0)).isTrue();
        assertThat(labels.boughtBefore(0, 0)).isTrue();
        assertThat(labels.boughtBefore(0, 1)).isFalse();
        assertThat(labels.boughtBefore(1, 0)).isFalse();
    }

    @Test
    void whatWasGivenMayChangeLater() {
        int[] users = {7};
        BitSet buys = CategoryCases.bits(1);
        BitSet before = CategoryCases.bits(0);
        CategoryLabels labels = CategoryLabels.of(CATEGORIES, users, List.of(buys), List.of(before));
        users[0] = 8;
        labels.users()[0] = 9;
        buys.set(0);
        before.clear();
        assertThat(labels.users()).containsExactly(7);
        assertThat(labels.buys(0, 0)).isFalse();
        assertThat(labels.boughtBefore(0, 0)).isTrue();
    }

    private static void refused(String why, List<String> categories, int[] users, List<BitSet> buys,
            List<BitSet> before) {
        assertThatThrownBy(() -> CategoryLabels.of(categories, users, buys, before))
                .isInstanceOf(IllegalArgumentException.class).hasMessage(why);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        int[] one = {1};
        refused("there is no category", List.of(), one, NONE, NONE);
        refused("the category \"milk\" comes twice", List.of("milk", "bread", "milk"), one, NONE, NONE);
        refused("the name of a category is blank", List.of("milk", " "), one, NONE, NONE);
        refused("2 users, but purchases of 1 samples and earlier ones of 1", CATEGORIES, new int[2], NONE, NONE);
        refused("1 users, but purchases of 0 samples and earlier ones of 1", CATEGORIES, one, List.of(), NONE);
        refused("1 users, but purchases of 1 samples and earlier ones of 0", CATEGORIES, one, NONE, List.of());
        List<BitSet> beyond = List.of(CategoryCases.bits(0, 2));
        refused("sample 0 buys category 2, but there are 2", CATEGORIES, one, beyond, NONE);
        refused("sample 0 had bought category 2, but there are 2", CATEGORIES, one, NONE, beyond);
    }

    @Test
    void whatIsNotThereIsRefused() {
        CategoryLabels labels = CategoryLabels.of(CATEGORIES, new int[1], NONE, NONE);
        assertThatThrownBy(() -> labels.buys(1, 0)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("sample 1");
        assertThatThrownBy(() -> labels.boughtBefore(0, 2)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("category 2");
    }
}
