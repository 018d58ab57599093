package org.foresale.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureWordsTest {

    private static final PurchaseFeatures FEATURES =
            new PurchaseFeatures(List.of("GROCERY > DOG FOODS", "A > " + "long\n".repeat(30)));
    private static final FeatureWords WORDS = new FeatureWords(FEATURES);

    private static String of(String feature, double value) {
        return WORDS.of(FEATURES.names().indexOf(feature), value);
    }

    @Test
    void countsAreSaidWithTheirWindow() {
        assertThat(of("lines of GROCERY > DOG FOODS in 60 days", 5))
                .isEqualTo("bought DOG FOODS 5 times in the last 60 days");
        assertThat(of("lines of GROCERY > DOG FOODS in 15 days", 1))
                .isEqualTo("bought DOG FOODS once in the last 15 days");
        assertThat(of("lines of GROCERY > DOG FOODS", 0)).isEqualTo("bought no DOG FOODS");
        assertThat(of("lines of classes unknown in training", 2))
                .isEqualTo("bought classes unknown in training 2 times");
    }

    @Test
    void habitsAreSaidInWords() {
        assertThat(of("days since the last purchase of the target", 1)).isEqualTo("last bought the target 1 day ago");
        assertThat(of("days since the last purchase of the target", Double.NaN)).isEqualTo("never bought the target");
        assertThat(of("mean days from purchase to purchase of the target", Double.NaN))
                .isEqualTo("did not come back for the target");
        assertThat(of("days since the last shopping day", Double.NaN)).isEqualTo("never bought anything");
        assertThat(of("lines of the target in 30 days", 0)).isEqualTo("did not buy the target in the last 30 days");
        assertThat(of("lines of the target", 3)).isEqualTo("bought the target 3 times");
        assertThat(of("money spent in 60 days", 12.345)).isEqualTo("spent 12.35 in the last 60 days");
        assertThat(of("date of the cut, in days since 1970", 17_467)).isEqualTo("is asked about on 2017-10-28");
        assertThat(IntStream.range(0, FEATURES.columns()).mapToObj(column -> WORDS.of(column, 2)))
                .doesNotHaveDuplicates().noneMatch(String::isBlank);
    }

    @Test
    void numbersOfOneSubjectAreTold() {
        List<String> names = FEATURES.names();
        assertThat(IntStream.range(0, names.size()).filter(column -> names.get(column).contains("DOG FOODS"))
                .mapToObj(WORDS::subject)).containsOnly("GROCERY > DOG FOODS").hasSize(5);
        assertThat(IntStream.range(0, names.size()).filter(column -> WORDS.subject(column).equals(FeatureWords.TARGET))
                .mapToObj(names::get)).hasSize(7).allMatch(name -> name.contains("target"));
        assertThat(IntStream.range(0, names.size()).mapToObj(WORDS::subject).distinct()).hasSize(7);
        assertThatThrownBy(() -> WORDS.subject(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void namesFromOutsideStayOneShortLine() {
        assertThat(FeatureWords.bought(FEATURES.classes().get(1), 2)).hasSizeLessThan(80).doesNotContain("\n")
                .endsWith("… 2 times");
        assertThatThrownBy(() -> WORDS.of(FEATURES.columns(), 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
