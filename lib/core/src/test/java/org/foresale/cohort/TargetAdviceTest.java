package org.foresale.cohort;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.foresale.log.ClassPath;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;
import org.junit.jupiter.api.Test;

class TargetAdviceTest {

    private static final Taxonomy TAXONOMY = Taxonomy.of(List.of("department", "product_category", "product_type"),
            List.of(new ClassPath("GROCERY", "DOG FOODS", "DRY DOG FOOD"),
                    new ClassPath("GROCERY", "CAT FOOD", "CANNED CAT FOOD"),
                    new ClassPath("DRUG", "VITAMINS", "VITAMINS")));

    @Test
    void aNameOfAnotherLevelIsRefusedWithThatLevel() {
        assertThatThrownBy(() -> Target.of("dog", Level.THIRD, "DOG FOODS").in(TAXONOMY))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("the level product_type. It is a"
                        + " class of the level product_category: use Target.of(\"dog\", Level.SECOND, \"DOG FOODS\").")
                .hasMessageNotContaining("similar");
        assertThatThrownBy(() -> Target.of("pills", Level.FIRST, "VITAMINS").in(TAXONOMY))
                .hasMessageContaining("level product_category: use").hasMessageContaining("level product_type: use");
    }

    @Test
    void aMisspeltNameOfAnotherLevelIsSuggestedWithItsLevel() {
        assertThatThrownBy(() -> Target.of("cat", Level.FIRST, "cat foods").in(TAXONOMY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("; similar at Level.SECOND, product_category: CAT FOOD");
        assertThatThrownBy(() -> Target.of("cat", Level.SECOND, "cat foods").in(TAXONOMY))
                .hasMessageContaining("; similar: CAT FOOD").hasMessageNotContaining("Level.");
    }
}
