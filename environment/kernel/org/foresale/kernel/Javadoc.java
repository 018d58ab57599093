package org.foresale.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A signature and what its Javadoc says, as plain text.
 *
 * @param signature  of a class or a method
 * @param paragraphs of the description
 * @param tags       such as "target: what is bought", "returns the rule", "throws …"
 */
record Javadoc(String signature, List<String> paragraphs, List<String> tags) {

    /** A tag within a text, such as {@code {@link Cohort#train() the training samples}}; some have one in them. */
    private static final Pattern INLINE = Pattern.compile("\\{@(\\w+)\\s*((?:[^{}]|\\{[^{}]*\\})*)\\}");
    private static final Pattern BLOCK = Pattern.compile("(?m)^\\s*@(?=\\w)");
    private static final Pattern PARAGRAPH = Pattern.compile("(?i)</?(?:p|ul|ol|pre|table|tr)\\b[^>]*>");
    private static final Pattern HTML_TAG = Pattern.compile("</?[A-Za-z][^>]*>");
    private static final String PARAM = "param ";

    static Javadoc of(String signature, String comment) {
        String[] blocks = BLOCK.split(comment);
        List<String> paragraphs = PARAGRAPH.splitAsStream(inlined(blocks[0]).replaceAll("(?i)<li>", "<p>- "))
                .map(Javadoc::plain).filter(text -> !text.isEmpty()).toList();
        List<String> tags = Stream.of(blocks).skip(1).map(block -> plain(inlined(block))).toList();
        return new Javadoc(signature, paragraphs, tags);
    }

    /** What is said of a parameter, or of a component of a record. */
    Optional<String> parameter(String name) {
        String start = PARAM + name + " ";
        return tags.stream().filter(tag -> tag.startsWith(start)).map(tag -> tag.substring(start.length())).findFirst();
    }

    /** It in lines. */
    String text() {
        List<String> lines = new ArrayList<>(List.of(signature));
        lines.addAll(paragraphs);
        tags.forEach(tag -> lines.add(readable(tag)));
        return String.join("\n", lines);
    }

    /** It as HTML, in which nothing of the comment is markup. */
    String html() {
        return "<p><code>" + escaped(signature) + "</code></p>" + Stream.concat(paragraphs.stream(),
                tags.stream().map(Javadoc::readable)).map(text -> "<p>" + escaped(text) + "</p>")
                .collect(Collectors.joining());
    }

    private static String readable(String tag) {
        if (tag.startsWith(PARAM)) {
            String[] words = tag.split(" ", 3);
            return words[1] + (words.length > 2 ? ": " + words[2] : "");
        }
        return tag.startsWith("return ") ? "Returns " + tag.substring("return ".length())
                : tag.startsWith("throws ") ? "Throws " + tag.substring("throws ".length()) : tag;
    }

    private static String inlined(String text) {
        // From the inside out.
        String within = text;
        for (String before = ""; !before.equals(within);) {
            before = within;
            within = INLINE.matcher(within).replaceAll(tag -> Matcher.quoteReplacement(shown(tag)));
        }
        return within;
    }

    private static String shown(MatchResult tag) {
        String content = tag.group(2).strip();
        return switch (tag.group(1)) {
            case "link", "linkplain" -> {
                Matcher parts = Pattern.compile("([^\\s(]+(?:\\([^)]*\\))?)(?:\\s+(.*))?", Pattern.DOTALL)
                        .matcher(content);
                yield !parts.matches() ? content : parts.group(2) != null ? parts.group(2)
                        : parts.group(1).replaceFirst("^#", "").replace('#', '.');
            }
            case "code", "literal" -> content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            case "inheritDoc" -> "";
            default -> content;
        };
    }

    private static String plain(String html) {
        return HTML_TAG.matcher(html).replaceAll("").replaceAll("\\s+", " ").replace("&lt;", "<").replace("&gt;", ">")
                .replace("&nbsp;", " ").replace("&quot;", "\"").replace("&amp;", "&").strip();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
