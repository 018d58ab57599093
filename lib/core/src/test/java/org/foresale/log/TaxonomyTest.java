package org.foresale.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaxonomyTest {

    private static final List<String> LEVELS = List.of("department", "category", "type");
    private static final Taxonomy TAXONOMY = Taxonomy.of(LEVELS, List.of(
            new ClassPath("GROCERY", "PETS", "DRY"), new ClassPath("GROCERY", "PETS", "WET"),
            new ClassPath("DRUG", "PETS", "DRY"), new ClassPath("GROCERY", "BREAD", "DRY"),
            new ClassPath("GROCERY", "PETS", "DRY")));

    @Test
    void sameNamesUnderOtherParentsAreOtherClasses() {
        assertThat(TAXONOMY.size(Level.FIRST)).isEqualTo(2);
        assertThat(TAXONOMY.size(Level.SECOND)).isEqualTo(3);
        assertThat(TAXONOMY.size(Level.THIRD)).isEqualTo(4);
        assertThat(TAXONOMY.find(Level.SECOND, "PETS")).hasSize(2);
        assertThat(TAXONOMY.find(Level.THIRD, "DRY")).hasSize(3);
        assertThat(TAXONOMY.find(Level.THIRD, "none")).isEmpty();
    }

    @Test
    void ancestorsAreThoseOfThePath() {
        for (int third = 0; third < TAXONOMY.size(Level.THIRD); third++) {
            String path = TAXONOMY.path(Level.THIRD, third);
            String second = TAXONOMY.path(Level.SECOND, TAXONOMY.ancestor(third, Level.SECOND));
            String first = TAXONOMY.path(Level.FIRST, TAXONOMY.ancestor(third, Level.FIRST));
            assertThat(path).startsWith(second + " > ");
            assertThat(second).startsWith(first + " > ");
            assertThat(TAXONOMY.ancestor(third, Level.THIRD)).isEqualTo(third);
        }
    }

    @Test
    void codesDependOnTheClassesAlone() {
        Taxonomy other = Taxonomy.of(LEVELS, List.of(new ClassPath("GROCERY", "BREAD", "DRY"),
                new ClassPath("DRUG", "PETS", "DRY"), new ClassPath("GROCERY", "PETS", "WET"),
                new ClassPath("GROCERY", "PETS", "DRY")));
        for (Level level : Level.values()) {
            for (int code = 0; code < other.size(level); code++) {
                assertThat(other.path(level, code)).isEqualTo(TAXONOMY.path(level, code));
            }
        }
    }

    @Test
    void theTableCountsClasses() {
        assertThat(TAXONOMY.table().stringColumn("department").asList()).containsExactly("DRUG", "GROCERY");
        assertThat(TAXONOMY.table().intColumn("category classes").asList()).containsExactly(1, 2);
        assertThat(TAXONOMY.table().intColumn("type classes").asList()).containsExactly(1, 3);
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatThrownBy(() -> Taxonomy.of(List.of("one"), List.of(new ClassPath("a", "b", "c"))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("one");
        assertThatThrownBy(() -> Taxonomy.of(LEVELS, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TAXONOMY.name(Level.FIRST, 2)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("2");
        assertThatThrownBy(() -> new ClassPath("a", "", "c")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("second-level");
    }
}
