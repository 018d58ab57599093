package org.foresale.log;

import java.util.ArrayList;
import java.util.Collections;
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
    private static final int ENOUGH_PRODUCTS = 20;
    private static final double OF_PRODUCTS = 0.9;

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
        Map<Integer, Long> linesByDepth = new TreeMap<>();
        long lines = 0;
        long parted = 0;
        for (Counted text : texts) {
            lines += text.lines();
            if (isParted(text.text(), separator)) {
                parted += text.lines();
                linesByDepth.merge(text.text().split(Pattern.quote(separator)).length, text.lines(), Long::sum);
            }
        }
        List<Long> classes = classes(ClassRule.parts(separator), texts);
        long most = linesByDepth.values().stream().mapToLong(Long::longValue).max().orElse(0);
        if (Figures.share(parted, lines) < HALF || most < HALF * parted || classes.get(0) > ALIKE * texts.size()) {
            return Optional.empty();
        }
        return Optional.of("classesIn(" + ColumnMapping.quoted(column.name()) + ", " + ColumnMapping.quoted(separator)
                + ") for the parts of codes: " + Figures.part(parted, column.lines(), "lines")
                + " have several parts, which makes " + String.join(", ",
                classes.stream().map(LogTables::count).toList()) + " classes from 1, 2 and 3 parts");
    }

    /** Whether a text has parts; a sign with a blank beside it, as the dot in No. 5 is, parts none. */
    private static boolean isParted(String text, String separator) {
        List<String> parts = List.of(text.split(Pattern.quote(separator)));
        return parts.size() > 1 && parts.stream().noneMatch(part -> part.isBlank()
                || !separator.contains(" ") && !part.equals(part.strip()));
    }

    /** How many classes a rule makes of texts on each level, the widest first. */
    private static List<Long> classes(ClassRule rule, List<Counted> texts) {
        List<List<String>> names = texts.stream().map(text -> rule.names(Collections.nCopies(LEVELS, text.text())))
                .filter(levels -> levels.stream().noneMatch(String::isBlank)).toList();
        return IntStream.range(0, LEVELS).mapToObj(level -> names.stream().map(levels -> levels.get(level)).distinct()
                .count()).toList();
    }

    /** Proposes classes that are the last words of what products are called. */
    List<String> ofWords() {
        return source.columns().stream().filter(column -> RoleNames.DESCRIPTIONS.contains(column.plainName()))
                .filter(column -> column.filled() > 0 && column.numberLines() < HALF * column.filled())
                .map(ClassProposal::ofWords).limit(MAX_PROPOSED).toList();
    }

    private static String ofWords(ColumnProfile column) {
        List<Counted> texts = column.frequent().kept();
        List<String> classes = classes(ClassRule.words(), texts).stream().map(LogTables::count).toList();
        return "classesOfWords(" + ColumnMapping.quoted(column.name()) + ") for the last words of names: "
                + (column.frequent().isComplete() ? "" : "the most frequent ") + LogTables.count(texts.size())
                + " different names end in " + String.join(", ", classes) + " different texts of 1, 2 and 3 words";
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
                        + column.differentText() + ", always the same on all lines of a product, for "
                        + LogTables.count(same.groups()) + " products with several lines") : Optional.empty();
    }

    /** All ways to have classes where no column is called as one. */
    List<String> all(Optional<Integer> product, Set<Integer> taken) {
        List<String> all = new ArrayList<>();
        IntStream columns = source.places().filter(place -> !taken.contains(place)
                && source.column(place).type() == ColumnProfile.Type.TEXT && source.column(place).filled() > 0
                && source.column(place).numberLines() < HALF * source.column(place).filled()
                && !TimeGuess.isDates(source.column(place)) && isOfTheProduct(product, place));
        columns.boxed().filter(place -> product.filter(of -> isEachAnother(of, place)).isEmpty())
                .flatMap(place -> ofParts(place).stream()).limit(MAX_PROPOSED).forEach(all::add);
        all.addAll(ofOneColumn(product, taken));
        all.addAll(ofWords());
        return all;
    }

    /** What is another text for each product, as its name is, has parts that make as many classes as products. */
    private boolean isEachAnother(int product, int place) {
        long products = source.column(product).different();
        return products >= ENOUGH_PRODUCTS && source.column(place).different() >= OF_PRODUCTS * products;
    }

    private boolean isOfTheProduct(Optional<Integer> product, int place) {
        return product.isPresent() && source.sample().same(product.get(), place).groups() > 0
                && source.sample().same(product.get(), place).share() == 1;
    }
}
