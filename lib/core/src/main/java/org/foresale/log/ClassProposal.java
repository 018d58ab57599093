package org.foresale.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.foresale.log.FrequentTexts.Counted;

/** Tells where classes can be had from, if there are no three columns of them, with the figures that speak for it. */
final class ClassProposal {

    private static final List<String> SEPARATORS = List.of(" > ", ">", "|", "/", ".", " - ");
    private static final int LEVELS = 3;
    private static final int MAX_PROPOSED = 3;
    private static final int MAX_CLASSES = 2_000;
    private static final double HALF = 0.5;
    /** Of texts that are codes of classes, many begin alike. */
    private static final double ALIKE = 0.7;

    private final SourceProfile source;

    ClassProposal(SourceProfile source) {
        this.source = source;
    }

    /**
     * Proposes classes that are the parts of codes.
     *
     * @param place the column
     * @return the call with its reason; empty if its texts have no parts
     */
    Optional<String> ofParts(int place) {
        ColumnProfile column = source.column(place);
        return SEPARATORS.stream().flatMap(separator -> ofParts(column, separator).stream()).findFirst();
    }

    private static Optional<String> ofParts(ColumnProfile column, String separator) {
        List<Counted> texts = column.frequent().kept();
        List<Set<String>> byDepth = new ArrayList<>(List.of(new HashSet<>(), new HashSet<>(), new HashSet<>()));
        long lines = 0;
        long parted = 0;
        for (Counted text : texts) {
            List<String> parts = List.of(text.text().split(Pattern.quote(separator)));
            lines += text.lines();
            parted += parts.size() > 1 && parts.stream().noneMatch(String::isBlank) ? text.lines() : 0;
            for (int depth = 0; depth < LEVELS; depth++) {
                byDepth.get(depth).add(String.join(separator, parts.subList(0, Math.min(parts.size(), depth + 1))));
            }
        }
        if (Figures.share(parted, lines) < HALF || byDepth.get(0).size() > ALIKE * texts.size()) {
            return Optional.empty();
        }
        return Optional.of("classesIn(" + ColumnMapping.quoted(column.name()) + ", " + ColumnMapping.quoted(separator)
                + ") for the parts of codes: " + Figures.part(parted, column.lines(), "lines")
                + " have several parts, and there are " + String.join(", ", byDepth.stream()
                .map(parts -> LogTables.count(parts.size())).toList()) + " different with 1, 2 and 3 parts");
    }

    /** Proposes classes that are the last words of what products are called. */
    List<String> ofWords() {
        return source.columns().stream().filter(column -> RoleNames.DESCRIPTIONS.contains(column.plainName()))
                .filter(column -> column.filled() > 0 && column.numberLines() < HALF * column.filled())
                .map(ClassProposal::ofWords).limit(MAX_PROPOSED).toList();
    }

    private static String ofWords(ColumnProfile column) {
        Map<String, Long> byLast = new TreeMap<>();
        List<Counted> texts = column.frequent().kept();
        for (Counted text : texts) {
            String[] words = text.text().split("[^\\p{L}\\p{M}\\p{N}]+");
            byLast.merge(words.length == 0 ? "" : words[words.length - 1], 1L, Long::sum);
        }
        return "classesOfWords(" + ColumnMapping.quoted(column.name()) + ") for the last words of names: "
                + (column.frequent().isComplete() ? "" : "the most frequent ") + LogTables.count(texts.size())
                + " different names end in " + LogTables.count(byLast.size()) + " different words";
    }

    /** Proposes one column for all levels: one whose texts are few, and the same on all lines of a product. */
    List<String> ofOneColumn(Optional<Integer> product, Set<Integer> taken) {
        if (product.isEmpty()) {
            return List.of();
        }
        return source.places().filter(place -> !taken.contains(place)).boxed()
                .flatMap(place -> ofOneColumn(product.get(), place).stream()).limit(MAX_PROPOSED).toList();
    }

    private Optional<String> ofOneColumn(int product, int place) {
        ColumnProfile column = source.column(place);
        SampleRows.Groups same = source.sample().same(product, place);
        boolean few = column.different() > 1 && column.different() <= MAX_CLASSES
                && 2 * column.different() <= source.column(product).different();
        return few && same.groups() > 0 && same.such() == same.groups() && 2 * column.blanks() < column.lines()
                ? Optional.of("classes(" + ColumnMapping.quoted(column.name()) + ") for one column on all levels: "
                        + column.differentText() + ", the same on all lines of a product for all of "
                        + LogTables.count(same.groups()) + " products with several lines") : Optional.empty();
    }

    /** All ways to have classes where no column is called as one. */
    List<String> all(Optional<Integer> product, Set<Integer> taken) {
        List<String> all = new ArrayList<>();
        IntStream columns = source.places().filter(place -> !taken.contains(place)
                && source.column(place).type() == ColumnProfile.Type.TEXT && source.column(place).filled() > 0
                && source.column(place).numberLines() < HALF * source.column(place).filled()
                && !TimeGuess.isDates(source.column(place)) && isOfTheProduct(product, place));
        columns.boxed().flatMap(place -> ofParts(place).stream()).limit(MAX_PROPOSED).forEach(all::add);
        all.addAll(ofOneColumn(product, taken));
        all.addAll(ofWords());
        return all;
    }

    private boolean isOfTheProduct(Optional<Integer> product, int place) {
        return product.isPresent() && source.sample().same(product.get(), place).groups() > 0
                && source.sample().same(product.get(), place).share() == 1;
    }
}
