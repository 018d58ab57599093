package org.foresale.insight.page;

import java.util.Locale;
import org.foresale.insight.audience.Audience;

/** A histogram of probabilities as SVG, with the users of an audience in another shade than the rest. */
final class Histogram {

    private static final int BINS = 20;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 250;
    private static final int LEFT = 76;
    private static final int RIGHT = 24;
    private static final int BOTTOM = 52;
    private static final int TOP = 32;
    private static final int BASE = HEIGHT - BOTTOM;
    private static final int MAX_MARKS = 5;
    private static final double[] STEPS = {1, 2, 5};

    private final int[] chosen = new int[BINS];
    private final int[] rest = new int[BINS];
    private final Axis probability;

    private Histogram(Axis probability) {
        this.probability = probability;
    }

    /** An axis from 0, with a mark at each multiple of a round step. */
    private record Axis(double step, int marks) {

        /** The axis that reaches to a number with at most five marks above 0. */
        static Axis to(double max, double minStep) {
            double power = Math.pow(10, Math.floor(Math.log10(max)) - 1);
            while (true) {
                for (double step : STEPS) {
                    double size = Math.max(minStep, step * power);
                    int marks = (int) Math.ceil(max / size - 1e-9);
                    if (marks <= MAX_MARKS) {
                        return new Axis(size, marks);
                    }
                }
                power *= 10;
            }
        }

        double end() {
            return step * marks;
        }
    }

    /** Both audiences come from the same users; the chosen one is a part of the other. */
    static Histogram of(Audience everybody, Audience audience) {
        Histogram histogram = new Histogram(
                Axis.to(everybody.size() == 0 ? 1 : Math.max(1e-9, everybody.probability(0)), 0));
        for (int i = 0; i < everybody.size(); i++) {
            histogram.rest[histogram.bin(everybody.probability(i))]++;
        }
        for (int i = 0; i < audience.size(); i++) {
            int bin = histogram.bin(audience.probability(i));
            histogram.chosen[bin]++;
            histogram.rest[bin]--;
        }
        return histogram;
    }

    private int bin(double value) {
        return Math.min(BINS - 1, (int) (BINS * value / probability.end()));
    }

    /**
     * Draws the histogram.
     *
     * @param within what follows "probability to buy", such as " within 30 days"
     */
    String svg(String within) {
        int max = 1;
        for (int bin = 0; bin < BINS; bin++) {
            max = Math.max(max, chosen[bin] + rest[bin]);
        }
        Axis users = Axis.to(max, 1);
        double width = (WIDTH - LEFT - RIGHT) / (double) BINS;
        double unit = (BASE - TOP) / users.end();
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" role=\"img\""
                + " aria-labelledby=\"histogram\"><title id=\"histogram\">Number of users by probability; the lower"
                + " part of each bar is the audience.</title>", WIDTH, HEIGHT));
        for (int mark = 0; mark <= users.marks(); mark++) {
            double y = BASE - mark * users.step() * unit;
            line(svg, mark == 0 ? "axis" : "grid", y);
            text(svg, LEFT - 8, y + 5, "end", String.format(Locale.ROOT, "%,.0f", mark * users.step()));
        }
        for (int bin = 0; bin < BINS; bin++) {
            double x = LEFT + bin * width;
            double ofChosen = chosen[bin] * unit;
            double ofRest = rest[bin] * unit;
            bar(svg, "in", x, BASE - ofChosen, width, ofChosen);
            bar(svg, "out", x, BASE - ofChosen - ofRest, width, ofRest);
        }
        // So many decimals that the marks differ, also for a target that hardly anybody buys.
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(100 * probability.step()) + 1e-9));
        for (int mark = 0; mark <= probability.marks(); mark++) {
            text(svg, LEFT + (double) (WIDTH - LEFT - RIGHT) * mark / probability.marks(), BASE + 20, "middle",
                    String.format(Locale.ROOT, "%." + decimals + "f %%", 100 * mark * probability.step()));
        }
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "middle", "probability to buy" + within);
        text(svg, LEFT - 8, TOP - 16, "end", "users");
        return svg.append("</svg>").toString();
    }

    private static void line(StringBuilder svg, String kind, double y) {
        svg.append(String.format(Locale.ROOT, "<line class=\"%s\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
                kind, LEFT, y, WIDTH - RIGHT, y));
    }

    private static void bar(StringBuilder svg, String kind, double x, double y, double width, double height) {
        if (height > 0) {
            svg.append(String.format(Locale.ROOT, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\""
                    + " height=\"%.1f\"/>", kind, x + 1, y, width - 2, height));
        }
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor,
                text));
    }
}
