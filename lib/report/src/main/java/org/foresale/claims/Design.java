package org.foresale.claims;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.foresale.claims.Article.Judgement;
import org.foresale.study.Results.Figure;

/**
 * What was measured in one design on real users, beside what a claim says of it.
 *
 * @param name  where the claim holds if it holds in this design, such as "for buying again"
 * @param parts the intervals, each with the rule that judges it
 */
record Design(String name, List<Part> parts) {

    /** An interval beside what the claim says of it. */
    private record Part(Rule rule, double low, double high) {

        private Verdict verdict() {
            return rule.of(low, high);
        }

        private double width() {
            return high - low;
        }

        private String words() {
            return Double.isInfinite(width()) ? "there is no interval"
                    : ResultsFolder.words("the interval, %.3f wide, holds %s", width(), rule);
        }
    }

    static Design of(String name) {
        return new Design(name, List.of());
    }

    /** The design that the article describes. */
    static Design own() {
        return of("in the article's own design");
    }

    /** With one more figure, which has an interval. */
    Design with(Rule rule, Figure figure) {
        return with(new Part(rule, ResultsFolder.low(figure), ResultsFolder.high(figure)));
    }

    /** With one more figure, of which nothing is known. */
    Design withNothing(Rule rule) {
        return with(new Part(rule, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    private Design with(Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return new Design(name, List.copyOf(more));
    }

    Verdict verdict() {
        return Rule.together(parts.stream().map(Part::verdict).toList());
    }

    /** The widest of the intervals that hold their figure, in words; empty if the design settles the claim. */
    private String unsettled() {
        return verdict() == Verdict.CONSISTENT ? parts.stream().filter(part -> part.verdict() == Verdict.CONSISTENT)
                .max(Comparator.comparingDouble(Part::width)).map(part -> "(" + part.words() + ")").orElseThrow() : "";
    }

    /** Judges a claim by this design, which is the article's own, and by others. */
    Judgement judged(List<String> measured, Design... others) {
        Verdict verdict = Rule.over(verdict(), Stream.of(others).map(Design::verdict).toList());
        return new Judgement(measured, verdict, switch (verdict) {
            case REPRODUCED_ONLY -> named(Verdict.REPRODUCED, others) + "; " + name + " " + verdict().words()
                    + (unsettled().isEmpty() ? "" : " " + unsettled());
            case NOT_REPRODUCED -> named(Verdict.CONSISTENT, others).isEmpty() ? ""
                    : "(not settled " + named(Verdict.CONSISTENT, others) + ")";
            default -> unsettled();
        });
    }

    private static String named(Verdict verdict, Design... designs) {
        return String.join(", ", Stream.of(designs).filter(design -> design.verdict() == verdict).map(Design::name)
                .toList());
    }
}
