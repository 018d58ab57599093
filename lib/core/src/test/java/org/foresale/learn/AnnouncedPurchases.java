package org.foresale.learn;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.foresale.RandomLogs;
import org.foresale.cohort.CategoryCohort;
import org.foresale.cohort.CategorySamples;
import org.foresale.cohort.CategorySnapshot;
import org.foresale.evaluate.Metrics;
import org.foresale.evaluate.Scores;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import tech.tablesaw.api.Table;

/** Random purchases in which one class announces another, or none does. */
public final class AnnouncedPurchases {

    /** Which categories are asked for. */
    public static final CategorySnapshot QUESTION =
            CategorySnapshot.of(Level.SECOND).withDays(List.of(60, 90, 120), 160, 40).withMinBuyers(20);

    private AnnouncedPurchases() {
    }

    /**
     * Draws a cohort.
     *
     * @param seed  of the draw
     * @param users their number
     * @param rule  whether one class announces another
     * @return the cohort
     */
    public static CategoryCohort cohort(long seed, int users, boolean rule) {
        return QUESTION.cohort(LogSource.table(log(seed, users, rule)).load(RandomLogs.MAPPING, RandomLogs.RULES));
    }

    /**
     * All users shop two of 30 classes every ten days, drawn by lot; with the rule, who buys one of the classes R0 to
     * R9 buys the class T of the same number several times as likely from then on as anybody else.
     */
    static Table log(long seed, int users, boolean rule) {
        Random random = new Random(seed);
        RandomLogs.Lines all = new RandomLogs.Lines();
        for (int u = 0; u < users; u++) {
            boolean[] announced = new boolean[10];
            for (int day = u % 10; day < RandomLogs.DAYS; day += 10) {
                for (int line = 0; line < 2; line++) {
                    String second = second(random, announced, rule);
                    if (second.startsWith("R")) {
                        announced[second.charAt(1) - '0'] = true;
                    }
                    all.add("u" + u, RandomLogs.FIRST_DAY.plusDays(day).atTime(10, line), "u" + u + "-" + day,
                            "p" + second, "A", second, second + "-" + random.nextInt(2), 1, 1);
                }
            }
        }
        return all.table("rule");
    }

    private static String second(Random random, boolean[] announced, boolean rule) {
        int drawn = random.nextInt(200);
        int[] now = IntStream.range(0, 10).filter(k -> announced[k]).toArray();
        if (rule && drawn >= 180 && now.length > 0) {
            return "T" + now[random.nextInt(now.length)];
        }
        return (drawn < 30 ? "R" : drawn < 40 ? "T" : "S") + drawn % 10;
    }

    /**
     * Returns the mean ROC AUC over categories, among samples that had not bought the category.
     *
     * @param scores  of the samples
     * @param samples the samples
     * @param some    which categories
     * @return the mean
     */
    public static double aucOfFirst(double[][] scores, CategorySamples samples, Predicate<String> some) {
        return IntStream.range(0, samples.categories().size())
                .filter(k -> some.test(samples.categories().paths().get(k))).mapToDouble(k -> {
                    int[] rows = IntStream.range(0, samples.size()).filter(i -> !samples.boughtBefore(i).get(k))
                            .toArray();
                    boolean[] labels = new boolean[rows.length];
                    IntStream.range(0, rows.length).forEach(i -> labels[i] = samples.buys(rows[i]).get(k));
                    return Metrics.of(Scores.of(labels, Arrays.stream(rows).mapToDouble(i -> scores[i][k]).toArray()))
                            .rocAuc();
                }).average().orElseThrow();
    }
}
