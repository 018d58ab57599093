package org.foresale.notebook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.evaluate.Difference;
import org.foresale.evaluate.Holm;
import org.foresale.evaluate.Interval;
import org.foresale.evaluate.Scoreboard;
import org.foresale.log.internal.Names;

/**
 * What a run's figures show, in sentences that follow from the figures.
 *
 * <p>A notebook shows a finding below the figures that decide it, so that its prose never claims what a run did not
 * show. In a quick run, a finding says that it is one. Names of learners stand in quotation marks, as they have commas
 * and words of sentences in them. A sentence begins with an upper-case letter.
 */
public final class Finding {

    /** What a finding of a quick run adds to its sentences. */
    static final String QUICK_NOTE = "This was a quick run: do not quote it.";

    private static final int LEVEL_DIGITS = 6;

    private final List<String> sentences;

    private Finding(List<String> sentences) {
        this.sentences = sentences;
    }

    /**
     * Returns a finding of sentences that were computed elsewhere, such as the verdict of a study.
     *
     * @param sentences one or more sentences; a text of several lines has one a line
     * @return the finding
     * @throws IllegalArgumentException if there is no sentence, or if one of them or a line is blank
     */
    public static Finding of(String... sentences) {
        if (sentences.length == 0 || Arrays.stream(sentences).anyMatch(sentence -> sentence.isBlank()
                || sentence.lines().anyMatch(String::isBlank))) {
            throw new IllegalArgumentException("a finding of " + Arrays.toString(sentences) + " says nothing: give one"
                    + " sentence or more, and no blank line");
        }
        return new Finding(Arrays.stream(sentences).flatMap(String::lines).toList());
    }

    /**
     * Returns a finding of one sentence or another, as the figures decide.
     *
     * @param shown     what the figures decide, such as {@code nothing.isNegligible("risk set")}
     * @param then      the sentence if it is true
     * @param otherwise the sentence if it is not
     * @return the finding
     * @throws IllegalArgumentException if one of the sentences is blank, also the one that is not shown
     */
    public static Finding when(boolean shown, String then, String otherwise) {
        Finding ifShown = of(then);
        Finding ifNot = of(otherwise);
        return shown ? ifShown : ifNot;
    }

    /**
     * Returns what differences between learners show, a sentence for each. If there are several, they are judged by
     * their p-values adjusted by Holm's procedure (1979).
     *
     * @param differences one difference or more
     * @return the finding
     * @throws IllegalArgumentException if there is no difference
     */
    public static Finding of(Difference... differences) {
        return ofDifferences(List.of(differences));
    }

    /**
     * Returns what differences between learners show, as {@link #of(Difference...)} does.
     *
     * @param differences one difference or more
     * @return the finding
     * @throws IllegalArgumentException if there is no difference
     */
    public static Finding ofDifferences(List<Difference> differences) {
        double[] adjusted = Holm.adjusted(differences.stream().mapToDouble(Difference::pValue).toArray());
        return of(IntStream.range(0, adjusted.length).mapToObj(i -> adjusted.length == 1
                ? sentence(differences.get(i), differences.get(i).finding(), "")
                : sentence(differences.get(i), differences.get(i).finding(adjusted[i]),
                        String.format(Locale.ROOT, " (p = %.4f by Holm's procedure)", adjusted[i])))
                .toArray(String[]::new));
    }

    /**
     * Returns what differences in several groups show, such as kinds of categories: a sentence for each, which begins
     * with its group. They are judged together, as {@link #of(Difference...)} does.
     *
     * @param groups what each group is called, with its difference
     * @return the finding
     * @throws IllegalArgumentException if there is no group
     */
    public static Finding ofGroups(List<Map.Entry<String, Difference>> groups) {
        List<String> shown = ofDifferences(groups.stream().map(Map.Entry::getValue).toList()).sentences;
        return of(IntStream.range(0, shown.size()).mapToObj(i -> placed(groups.get(i).getKey(), shown.get(i)))
                .toArray(String[]::new));
    }

    private static String placed(String where, String sentence) {
        return where + ": " + sentence;
    }

    /** The interval is that of the difference alone, so an adjusted p-value may tell otherwise: it stands beside. */
    private static String sentence(Difference difference, String shown, String adjusted) {
        // The comma ends a figure with commas, such as "recall at 10, first purchase".
        String about = difference.figure() + (difference.figure().contains(",") ? ", of " : " of ")
                + Names.quoted(difference.first()) + " against " + Names.quoted(difference.second()) + ": ";
        String figures = difference.interval().signed() + adjusted;
        return switch (shown) {
            case Difference.TOO_FEW -> about + figures + ". There are too few users to tell.";
            case Difference.NO_DIFFERENCE -> about + "no difference is shown, " + figures + ".";
            default -> about + shown + ", " + figures + ".";
        };
    }

    /**
     * Returns for which learners a figure is shown to lie above a level: those whose whole interval does.
     *
     * @param figure   what the figure is called in a sentence, such as "the F1"
     * @param level    the level, such as 0.8
     * @param learners names of the learners; the baseline that is always positive is left out
     * @param interval the figure of a learner with its interval
     * @return the finding, which also gives the learner with the highest estimate, and those for which the figure is
     *     not defined
     * @throws IllegalArgumentException if there is no learner, or if the level is not finite
     */
    public static Finding above(String figure, double level, List<String> learners,
            Function<String, Interval> interval) {
        List<String> judged = Scoreboard.judged(learners);
        if (judged.isEmpty()) {
            throw new IllegalArgumentException("there is no learner in " + learners);
        }
        if (!Double.isFinite(level)) {
            throw new IllegalArgumentException("a level is finite, not " + level);
        }
        List<Interval> intervals = judged.stream().map(interval).toList();
        Map<Boolean, List<Integer>> defined = IntStream.range(0, judged.size()).boxed()
                .collect(Collectors.partitioningBy(i -> Double.isFinite(intervals.get(i).estimate())));
        List<String> undefined = defined.get(false).stream().map(judged::get).toList();
        if (undefined.size() == judged.size()) {
            return of(figure + " is not defined for any learner.");
        }
        int highest = defined.get(true).stream()
                .max(Comparator.comparingDouble(i -> intervals.get(i).estimate())).orElseThrow();
        List<String> above = defined.get(true).stream().filter(i -> intervals.get(i).low() > level)
                .map(judged::get).toList();
        String whose = above.isEmpty() ? "no learner"
                : above.size() == judged.size() && above.size() > 1 ? "all " + above.size() + " learners"
                : Names.quoted(above);
        String leftOut = judged.size() == learners.size() ? ""
                : " (" + Names.quoted(Scoreboard.ALWAYS_POSITIVE) + " is left out)";
        return of(String.format(Locale.ROOT, "The whole interval of %s lies above %s for %s%s. The highest estimate is"
                + " that of %s: %s.%s", figure, shortest(level), whose, leftOut, Names.quoted(judged.get(highest)),
                intervals.get(highest), undefined.isEmpty() ? ""
                        : " It is not defined for " + Names.quoted(undefined) + "."));
    }

    /** A level that was computed, such as .1 + .2, as it is meant. */
    private static String shortest(double level) {
        return new BigDecimal(level).round(new MathContext(LEVEL_DIGITS)).stripTrailingZeros().toPlainString();
    }

    /**
     * Returns this finding with the name of what it holds for before each sentence.
     *
     * @param where for example the name of a log
     * @return the new finding
     */
    public Finding at(String where) {
        return new Finding(sentences.stream().map(sentence -> placed(where, sentence)).toList());
    }

    /**
     * Returns this finding with the sentences of another one after its own.
     *
     * @param other the other finding
     * @return the new finding
     */
    public Finding and(Finding other) {
        return new Finding(Stream.concat(sentences.stream(), other.sentences.stream()).toList());
    }

    /**
     * Returns the sentences, one a line.
     *
     * @return the sentences; of a quick run, the last one says so
     */
    @Override
    public String toString() {
        return String.join("\n", shown(RunMode.current()));
    }

    /** The sentences as HTML, set off from the prose that does not follow from the run. */
    String html() {
        return html(RunMode.current());
    }

    String html(RunMode mode) {
        StringBuilder html = new StringBuilder("<blockquote class=\"").append(Html.NO_FORMULAS).append("\">");
        shown(mode).forEach(sentence -> html.append("<p>").append(Html.escape(sentence)).append("</p>"));
        return html.append("</blockquote>").toString();
    }

    List<String> shown(RunMode mode) {
        List<String> shown = new ArrayList<>(sentences.stream().map(Finding::begun).toList());
        if (mode == RunMode.QUICK) {
            shown.add(QUICK_NOTE);
        }
        return shown;
    }

    /** What stands first, such as a figure or the name of a log, may be written with a lower-case letter elsewhere. */
    private static String begun(String sentence) {
        int first = sentence.codePointAt(0);
        return Character.toString(Character.toTitleCase(first)) + sentence.substring(Character.charCount(first));
    }
}
