package org.foresale.insight.page;

import java.util.Locale;
import org.foresale.insight.audience.Audience;

/** A histogram of probabilities as SVG, with the users of an audience in another shade than the rest. */
final class Histogram {

    private static final int BINS = 20;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 220;
    private static final int LEFT = 60;
    private static final int BOTTOM = 44;
    private static final int TOP = 12;

    private final int[] chosen = new int[BINS];
    private final int[] rest = new int[BINS];
    private final double highest;

    private Histogram(double highest) {
        this.highest = highest;
    }

    /** Both audiences come from the same users; the chosen one is a part of the other. */
    static Histogram of(Audience everybody, Audience audience) {
        double highest = everybody.size() == 0 ? 1 : Math.max(1e-9, everybody.probability(0));
        Histogram histogram = new Histogram(highest);
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

    /** So many that the marks of the axis differ, also for a target that hardly anybody buys. */
    private int decimals() {
        return (int) Math.max(2, 1 - Math.floor(Math.log10(highest)));
    }

    private int bin(double probability) {
        return Math.min(BINS - 1, (int) (BINS * probability / highest));
    }

    String svg() {
        int most = 1;
        for (int bin = 0; bin < BINS; bin++) {
            most = Math.max(most, chosen[bin] + rest[bin]);
        }
        double width = (WIDTH - LEFT) / (double) BINS;
        double unit = (HEIGHT - BOTTOM - TOP) / (double) most;
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" role=\"img\""
                + " aria-labelledby=\"histogram\"><title id=\"histogram\">Number of users by probability; the lower"
                + " part of each bar is the audience.</title>", WIDTH, HEIGHT));
        for (int bin = 0; bin < BINS; bin++) {
            double x = LEFT + bin * width;
            double ofChosen = chosen[bin] * unit;
            double ofRest = rest[bin] * unit;
            double base = HEIGHT - BOTTOM;
            bar(svg, "in", x, base - ofChosen, width, ofChosen);
            bar(svg, "out", x, base - ofChosen - ofRest, width, ofRest);
        }
        svg.append(String.format(Locale.ROOT, "<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", LEFT,
                HEIGHT - BOTTOM, WIDTH, HEIGHT - BOTTOM));
        for (int mark = 0; mark <= 4; mark++) {
            text(svg, LEFT + (WIDTH - LEFT) * mark / 4.0, HEIGHT - BOTTOM + 18, mark == 4 ? "end"
                    : mark == 0 ? "start" : "middle", String.format(Locale.ROOT, "%." + decimals() + "f",
                            highest * mark / 4));
        }
        text(svg, (LEFT + WIDTH) / 2.0, HEIGHT - 6, "middle", "probability to buy");
        text(svg, LEFT - 6, TOP + 12, "end", String.format(Locale.ROOT, "%,d", most));
        text(svg, LEFT - 6, HEIGHT - BOTTOM, "end", "0");
        return svg.append("</svg>").toString();
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
