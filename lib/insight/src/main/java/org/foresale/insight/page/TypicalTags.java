package org.foresale.insight.page;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.insight.audience.Audience;

/** The most common tags of an audience: those that differ in their numbers only are one, with the medians of these. */
final class TypicalTags {

    /** No text has it: a character of private use. */
    private static final String NUMBER = "\uE000";
    /** How {@link org.foresale.insight.audience.Tag#favourite()} begins. */
    private static final Pattern NAMES_CLASS = Pattern.compile("^buys (only|mostly) ");
    private static final Pattern NUMBERS = Pattern.compile("\\d+(\\.\\d+)?");
    private static final Pattern PARENTHESES = Pattern.compile("\\(.*?\\)");

    private TypicalTags() {
    }

    /** A tag, and the share of the audience that has it. */
    record Share(String words, double share) {
    }

    static List<Share> of(Audience audience, int max) {
        Map<String, List<String>> kinds = IntStream.range(0, audience.size()).boxed()
                .flatMap(i -> audience.row(i).tags().stream().distinct())
                .collect(Collectors.groupingBy(TypicalTags::kind, LinkedHashMap::new, Collectors.toList()));
        return kinds.values().stream().sorted(Comparator.comparingInt((List<String> tags) -> tags.size()).reversed())
                .limit(max).map(tags -> new Share(typical(tags), (double) tags.size() / audience.size())).toList();
    }

    /** A tag without its numbers, so that like tags are counted together; the name of a class keeps its own. */
    private static String kind(String tag) {
        return NAMES_CLASS.matcher(tag).find() ? tag
                : NUMBERS.matcher(PARENTHESES.matcher(tag).replaceAll("")).replaceAll(NUMBER).strip()
                        .replaceAll(NUMBER + " day\\b", NUMBER + " days");
    }

    private static String typical(List<String> tags) {
        String kind = kind(tags.get(0));
        if (NAMES_CLASS.matcher(kind).find() || !kind.contains(NUMBER)) {
            return kind;
        }
        List<double[]> numbers = tags.stream().map(tag -> NUMBERS.matcher(PARENTHESES.matcher(tag).replaceAll(""))
                .results().mapToDouble(found -> Double.parseDouble(found.group())).toArray()).toList();
        StringBuilder typical = new StringBuilder();
        String[] parts = kind.split(NUMBER, -1);
        for (int part = 0; part < parts.length; part++) {
            int place = part;
            typical.append(parts[part]);
            if (part < parts.length - 1) {
                double[] sorted = numbers.stream().mapToDouble(each -> each[place]).sorted().toArray();
                typical.append(String.format(Locale.ROOT, "%.0f", sorted[sorted.length / 2]));
            }
        }
        return typical.toString().replaceAll("\\b1 days\\b", "1 day")
                + (parts.length > 2 ? " (medians)" : " (median)");
    }
}
