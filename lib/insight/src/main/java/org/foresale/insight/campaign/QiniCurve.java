package org.foresale.insight.campaign;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.foresale.evaluate.Interval;
import org.foresale.log.internal.Names;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Shows whether a ranking by uplift finds the users whom a message moves: the extra buyers among the users with the
 * highest uplift, by how many are addressed (Radcliffe 2007).
 *
 * <p>The Qini coefficient is the area between the curve and the line of a random order, as a share of the same area of
 * the order that scikit-uplift calls perfect: addressed buyers first, and buyers who were held out last. It is about 0
 * for a random order, and where the effect is the same for all.
 */
public final class QiniCurve {

    private static final int ROUNDS = 1000;
    private static final double LEVEL = .95;
    private static final int POINTS = 200;
    /** With fewer, the interval is that of single users. */
    private static final int MIN_BUYERS = 10;

    private final String name;
    private final double[] uplift;
    private final boolean[] addressed;
    private final boolean[] bought;

    private QiniCurve(String name, double[] uplift, boolean[] addressed, boolean[] bought) {
        this.name = name;
        this.uplift = uplift;
        this.addressed = addressed;
        this.bought = bought;
    }

    /**
     * Returns the curve of a predictor on users whom it was not fitted to.
     *
     * @param name    name of the predictor
     * @param outcome the outcome of a campaign for these users
     * @param uplift  their uplift, as the predictor gives it for {@link CampaignOutcome#samples()}
     * @return the curve
     * @throws IllegalArgumentException if there are not as many numbers as users, if one is not finite, or if a group
     *     has no user or fewer than {@value #MIN_BUYERS} users bought
     */
    public static QiniCurve of(String name, CampaignOutcome outcome, double[] uplift) {
        boolean[] addressed = new boolean[outcome.size()];
        for (int i = 0; i < addressed.length; i++) {
            addressed[i] = outcome.isAddressed(i);
        }
        return of(name, uplift, addressed, outcome.samples().labels());
    }

    static QiniCurve of(String name, double[] uplift, boolean[] addressed, boolean[] bought) {
        if (uplift.length != addressed.length || uplift.length != bought.length
                || Arrays.stream(uplift).anyMatch(value -> !Double.isFinite(value))) {
            throw new IllegalArgumentException(uplift.length + " numbers of uplift for " + addressed.length
                    + " users: give one finite number each");
        }
        int treated = 0;
        int buyers = 0;
        for (int i = 0; i < addressed.length; i++) {
            treated += addressed[i] ? 1 : 0;
            buyers += bought[i] ? 1 : 0;
        }
        if (treated == 0 || treated == addressed.length || buyers < MIN_BUYERS) {
            throw new IllegalArgumentException(treated + " of " + addressed.length + " users were addressed, and "
                    + buyers + " bought: a curve needs users of both groups, and at least " + MIN_BUYERS + " buyers");
        }
        return new QiniCurve(name, uplift.clone(), addressed.clone(), bought.clone());
    }

    /** The points of a curve: how many users, and the extra buyers among them. */
    private record Points(double[] users, double[] extra) {

        double area() {
            double area = 0;
            for (int i = 1; i < users.length; i++) {
                area += (users[i] - users[i - 1]) * (extra[i] + extra[i - 1]) / 2;
            }
            return area;
        }
    }

    /** The users from the highest number down. */
    private static int[] order(double[] by) {
        return IntStream.range(0, by.length).boxed().sorted((i, j) -> Double.compare(by[j], by[i]))
                .mapToInt(Integer::intValue).toArray();
    }

    /** The curve of users in an order, each of whom comes so many times; equal numbers are one point. */
    private Points points(int[] order, double[] by, int[] times) {
        double[] users = new double[order.length + 1];
        double[] extra = new double[order.length + 1];
        int points = 1;
        double with = 0;
        double without = 0;
        double boughtWith = 0;
        double boughtWithout = 0;
        for (int rank = 0; rank < order.length; rank++) {
            int user = order[rank];
            if (addressed[user]) {
                with += times[user];
                boughtWith += bought[user] ? times[user] : 0;
            } else {
                without += times[user];
                boughtWithout += bought[user] ? times[user] : 0;
            }
            if (rank + 1 == order.length || by[order[rank + 1]] != by[user]) {
                users[points] = with + without;
                extra[points] = boughtWith - (without == 0 ? 0 : boughtWithout * with / without);
                points++;
            }
        }
        return new Points(Arrays.copyOf(users, points), Arrays.copyOf(extra, points));
    }

    /** Both orders, that of the predictor and the perfect one, which resamples share. */
    private final class Orders {

        private final int[] actual = order(uplift);
        private final double[] best = IntStream.range(0, bought.length)
                .mapToDouble(i -> !bought[i] ? 0 : addressed[i] ? 1 : -1).toArray();
        private final int[] perfect = order(best);

        double coefficient(int[] times) {
            Points most = points(perfect, best, times);
            int last = most.users().length - 1;
            double random = most.users()[last] * most.extra()[last] / 2;
            return (points(actual, uplift, times).area() - random) / (most.area() - random);
        }
    }

    private int[] once() {
        int[] once = new int[uplift.length];
        Arrays.fill(once, 1);
        return once;
    }

    /**
     * Returns the Qini coefficient.
     *
     * @return the coefficient with its interval of 95 %, by resamples of the users within both groups
     */
    public Interval coefficient() {
        int[] with = IntStream.range(0, uplift.length).filter(i -> addressed[i]).toArray();
        int[] without = IntStream.range(0, uplift.length).filter(i -> !addressed[i]).toArray();
        SplittableRandom random = new SplittableRandom(1);
        Orders orders = new Orders();
        double[] drawn = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            int[] times = new int[uplift.length];
            draw(random, with, times);
            draw(random, without, times);
            drawn[round] = orders.coefficient(times);
        }
        Arrays.sort(drawn);
        double estimate = orders.coefficient(once());
        int tail = (int) Math.round((1 - LEVEL) / 2 * ROUNDS);
        return new Interval(estimate, Math.min(estimate, drawn[tail]), Math.max(estimate, drawn[ROUNDS - 1 - tail]),
                LEVEL);
    }

    private static void draw(SplittableRandom random, int[] group, int[] times) {
        for (int i = 0; i < group.length; i++) {
            times[group[random.nextInt(group.length)]]++;
        }
    }

    /**
     * Returns the curve, to be drawn.
     *
     * @return one row a point, at most 400 of the predictor's: share of users addressed, extra buyers, and whose order
     *     it is: the predictor's or random
     */
    public Table curve() {
        Points points = points(order(uplift), uplift, once());
        DoubleColumn share = DoubleColumn.create("share addressed");
        DoubleColumn extra = DoubleColumn.create("extra buyers");
        StringColumn order = StringColumn.create("order");
        int last = points.users().length - 1;
        int step = Math.max(1, last / POINTS);
        for (int i = 0; i <= last; i += i + step > last && i < last ? last - i : step) {
            share.append(points.users()[i] / uplift.length);
            extra.append(points.extra()[i]);
            order.append(name);
        }
        for (int end = 0; end < 2; end++) {
            share.append(end);
            extra.append(end * points.extra()[last]);
            order.append("random order");
        }
        return Table.create("extra buyers by share addressed, " + name, share, extra, order);
    }

    /**
     * Tells what is shown.
     *
     * @return a sentence
     */
    public String verdict() {
        Interval qini = coefficient();
        String shown = qini.contains(0) ? "It is not shown that a message moves some users more than others"
                : qini.low() > 0 ? "The ranking finds users whom a message moves more"
                : "The ranking puts users first whom a message moves less";
        return String.format(Locale.ROOT, "%s: %s has a Qini coefficient of %s at %s.", shown, Names.quoted(name),
                qini.signed(), qini.percent());
    }

    /**
     * Returns what is shown in a sentence.
     *
     * @return the {@link #verdict()}
     */
    @Override
    public String toString() {
        return verdict();
    }
}
