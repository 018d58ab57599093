package org.foresale.notebook;

import java.util.ArrayList;
import java.util.Arrays;
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

/**
 * What a run's figures show, in sentences that follow from the figures.
 *
 * <p>A notebook shows a finding below the figures that decide it, so that its prose never claims what a run did not
 * show. In a quick run, a finding says that it is one.
 */
public final class Finding {

    /** What a finding of a quick run adds to its sentences. */
    static final String QUICK_NOTE = "This was a quick run: do not quote it.";

    private final List<String> sentences;

    private Finding(List<String> sentences) {
        this.sentences = sentences;
    }

    /**
     * Returns a finding of sentences that were computed elsewhere, such as the verdict of a study.
     *
     * @param sentences one or more sentences; a text of several lines has one a line
     * @return the finding
     * @throws IllegalArgumentException if there is no sentence, or if one is blank
     */
    public static Finding of(String... sentences) {
        if (sentences.length == 0 || Arrays.stream(sentences).anyMatch(sentence -> sentence.strip().isEmpty())) {
            throw new IllegalArgumentException("a finding of " + Arrays.toString(sentences) + " says nothing: give one"
                    + " sentence or more");
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
        String about = difference.first() + " against " + difference.second() + ", " + difference.figure() + ": ";
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
     * @return the finding, which also gives the learner with the highest estimate
     * @throws IllegalArgumentException if there is no learner
     */
    public static Finding above(String figure, double level, List<String> learners,
            Function<String, Interval> interval) {
        List<String> judged = Scoreboard.judged(learners);
        if (judged.isEmpty()) {
            throw new IllegalArgumentException("there is no learner in " + learners);
        }
        List<Interval> intervals = judged.stream().map(interval).toList();
        int highest = IntStream.range(0, judged.size()).boxed()
                .max((i, j) -> Double.compare(intervals.get(i).estimate(), intervals.get(j).estimate())).orElseThrow();
        List<String> above = IntStream.range(0, judged.size()).filter(i -> intervals.get(i).low() > level)
                .mapToObj(judged::get).toList();
        String whose = above.isEmpty() ? "for no learner"
                : above.size() == judged.size() && above.size() > 1 ? "for all " + above.size() + " learners"
                : "for " + above.stream().collect(Collectors.joining("; "));
        return of(String.format(Locale.ROOT, "The whole interval of %s lies above %s %s. The highest estimate is that"
                + " of %s: %s.", figure, level, whose, judged.get(highest), intervals.get(highest)));
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
        List<String> shown = new ArrayList<>(sentences);
        if (mode == RunMode.QUICK) {
            shown.add(QUICK_NOTE);
        }
        return shown;
    }
}
