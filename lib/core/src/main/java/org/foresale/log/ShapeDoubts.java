package org.foresale.log;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.foresale.log.MappingGuess.Finding;
import org.foresale.log.internal.OneLine;
import org.foresale.log.internal.Texts;

/** Tells where a source has no columns that a guess could be made from: then nothing else is asked. */
final class ShapeDoubts {

    private static final double ALMOST_ALL = 0.95;
    private static final int MAX_ASCII = 127;
    /** Signs within names and numbers, and those around cells. */
    private static final String NO_SEPARATORS = "_-. \"'";

    private ShapeDoubts() {
    }

    /**
     * Looks at a source.
     *
     * @return a guess that asks about the source alone; empty if it has columns and lines
     */
    static Optional<MappingGuess> of(SourceProfile source) {
        if (source.lines() == 0) {
            String none = source.text() ? "no line below its header row" : "no line";
            return Optional.of(asking(source, new Finding("lines", "", "there are none", ""), source.source()
                    + " has " + none + ", so the contents of its columns are unknown. Export its lines too, and guess"
                    + " again."));
        }
        boolean single = source.text() && source.names().size() == 1 && source.layout().separator().isEmpty()
                && source.layout().columns().isEmpty();
        return !single ? Optional.empty() : source.names().get(0).chars().filter(ShapeDoubts::mayPart).distinct()
                .mapToObj(sign -> (char) sign).flatMap(sign -> parted(source, sign).stream()).findFirst();
    }

    private static MappingGuess asking(SourceProfile source, Finding finding, String question) {
        return new MappingGuess(source.source(), source.linesText(), List.of(finding), List.of(question),
                new GuessedCall(Collections.emptyMap(), EnumSet.noneOf(Role.class), Optional.empty(),
                        Optional.of(NumberStyle.PLAIN), List.of(), List.of(), false, source.layout()));
    }

    private static boolean mayPart(int sign) {
        return !Character.isLetterOrDigit(sign) && !Character.isSurrogate((char) sign)
                && NO_SEPARATORS.indexOf(sign) < 0;
    }

    private static long count(String text, char sign) {
        return text.chars().filter(letter -> letter == sign).count();
    }

    private static Optional<MappingGuess> parted(SourceProfile source, char sign) {
        String header = source.names().get(0);
        long times = count(header, sign);
        long lines = IntStream.range(0, source.sample().rows())
                .filter(row -> count(source.sample().text(0, row), sign) == times).count();
        if (lines < ALMOST_ALL * source.sample().rows()) {
            return Optional.empty();
        }
        return Optional.of(asking(source, new Finding("separator", "", Texts.shown(String.valueOf(sign)) + " occurs "
                + times + " times in the header, and as often in " + Figures.part(lines, source.sample().rows(), "lines"
                + " examined"), ""), "Does " + sign + " separate the cells? The file has one column, "
                + OneLine.of(header) + ". " + sign + " occurs " + times + " times in it, and as often in "
                + Figures.part(lines, source.sample().rows(), "lines examined") + ". " + remedy(header,
                sign)));
    }

    private static String remedy(String header, char sign) {
        String twice = String.valueOf(sign).repeat(2);
        if (sign > MAX_ASCII || header.contains(twice) && count(header.replace(twice, ""), sign) == 0) {
            return "If it does, replace it by a semicolon in the file: a separator must be a single ASCII character.";
        }
        return "If it does, guess again: LogSource.file(path, " + FileLayout.guessed().withSeparator(sign) + ").";
    }
}
