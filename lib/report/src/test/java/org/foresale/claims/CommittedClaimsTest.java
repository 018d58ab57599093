package org.foresale.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.foresale.study.Results;
import org.foresale.study.Results.Figure;
import org.junit.jupiter.api.Test;

class CommittedClaimsTest {

    private static final Path COMMITTED = Path.of("../../notebooks/results");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.,])[-+]?[\\d,]*[.,]\\d+(?!\\w)");

    @Test
    void everyNumberThatIsSaidToBeMeasuredIsOneOfTheCommittedResults() throws IOException {
        Set<String> known = new HashSet<>();
        try (var files = Files.list(COMMITTED)) {
            for (Path file : files.toList()) {
                Results results = Results.read(file);
                results.counts().values().forEach(count -> known.add(String.format("%,d", count)));
                results.figures().values().forEach(figure -> known.addAll(shown(figure)));
            }
        }
        List<Claim> claims = Claims.of(COMMITTED).all();
        assertThat(claims).extracting(Claim::verdict).doesNotContain(Verdict.NOT_MEASURED);
        for (Claim claim : claims) {
            assertThat(claim.measured()).as(claim.title()).anyMatch(text -> !numbers(text).isEmpty());
            for (String sentence : Stream.of(claim.measured(), claim.aside(), List.of(claim.reason()))
                    .flatMap(List::stream).toList()) {
                assertThat(known).as(sentence).containsAll(numbers(sentence));
            }
        }
    }

    /** A figure and what stands beside it, in every form in which it may be told. */
    private static Set<String> shown(Figure figure) {
        List<Double> values = new ArrayList<>(figure.more().values());
        values.add(figure.value());
        values.add(figure.more().getOrDefault("high", 0.) - figure.more().getOrDefault("low", 0.));
        Set<String> shown = new HashSet<>();
        for (double value : values) {
            shown.add(String.format("%.3f", value));
            shown.add(String.format("%+.3f", value));
            shown.add(String.format("%.1f", value));
            shown.add(String.format("%.1f", 100 * value));
        }
        return shown;
    }

    /**
     * Its decimal numbers but for bounds and the article's figures, and those of a thousand and more: the smaller whole
     * ones are days, seeds and categories.
     */
    private static List<String> numbers(String sentence) {
        List<String> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(sentence.replaceAll("(loss of|holds|contains|would be) \\d\\.\\d+", ""));
        while (matcher.find()) {
            numbers.add(matcher.group());
        }
        return numbers;
    }
}
