package org.foresale.learn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.cohort.CategorySamples;
import org.foresale.log.History;
import org.foresale.log.Level;
import org.foresale.log.Taxonomy;

/**
 * What a user's own purchases tell of each category, for all categories in one pass over a history: how the user shops,
 * how often, how lately and how regularly the user buys the category, and what the user buys in its departments.
 *
 * <p>"log" is log(1 + x), and "in n days" is in the n days before the cut. All numbers are finite: a category that was
 * never bought was last bought a day before the first purchase of any.
 */
final class CategoryHabits {

    /** How the user shops, whatever the category. */
    static final List<String> OF_USER = List.of("log days since the last purchase", "log shopping days",
            "log tenure in days", "log shopping days in 30 days", "log shopping days in 60 days",
            "log lines a shopping day");
    /** How the user buys a category. */
    static final List<String> OF_CATEGORY = List.of("category bought",
            "log days since the last purchase of the category", "log days with the category",
            "log days with the category in 30 days", "log days with the category in 60 days",
            "share of the category in all lines", "category bought on several days",
            "log of days since the last purchase of the category over mean gap",
            "log lines of the departments in 60 days", "share of the departments in all lines");

    private static final int SHORT = 30;
    private static final int LONG = 60;

    /** Logarithms of small counts, of which there are several for each category of each sample. */
    private static final float[] LOGS = new float[1024];

    static {
        for (int count = 0; count < LOGS.length; count++) {
            LOGS[count] = log((double) count);
        }
    }

    private final CategorySamples samples;
    private final int categories;
    /** By the code of a third-level class. */
    private final int[] categoryOf;
    private final int[] departmentOf;
    private final int[] departmentOfCategory;
    private final int departments;

    private CategoryHabits(CategorySamples samples) {
        this.samples = samples;
        categories = samples.categories().size();
        Taxonomy taxonomy = samples.taxonomy();
        categoryOf = samples.places();
        departments = taxonomy.size(Level.FIRST);
        departmentOf = IntStream.range(0, taxonomy.size(Level.THIRD))
                .map(third -> taxonomy.ancestor(third, Level.FIRST)).toArray();
        departmentOfCategory = new int[categories];
        Arrays.fill(departmentOfCategory, -1);
        for (int third = 0; third < categoryOf.length; third++) {
            if (categoryOf[third] >= 0) {
                departmentOfCategory[categoryOf[third]] = departmentOf[third];
            }
        }
    }

    static CategoryHabits of(CategorySamples samples) {
        return new CategoryHabits(samples);
    }

    static List<String> names() {
        return Stream.concat(OF_USER.stream(), OF_CATEGORY.stream()).toList();
    }

    /**
     * Returns the habits of one sample.
     *
     * @param i which sample
     * @return first {@link #OF_USER}, then {@link #OF_CATEGORY} category by category
     */
    float[] of(int i) {
        History history = samples.history(i);
        int cut = samples.cut(i);
        int[] days = new int[categories];
        int[] days30 = new int[categories];
        int[] days60 = new int[categories];
        int[] lines = new int[categories];
        int[] first = new int[categories];
        int[] last = new int[categories];
        int[] linesOfDepartment = new int[departments];
        int[] lines60OfDepartment = new int[departments];
        int shopping = 0;
        int shopping30 = 0;
        int shopping60 = 0;
        int newest = Integer.MIN_VALUE;
        for (int line = 0; line < history.size(); line++) {
            int day = history.day(line);
            int age = cut - day;
            if (day != newest) {
                newest = day;
                shopping++;
                shopping30 += age <= SHORT ? 1 : 0;
                shopping60 += age <= LONG ? 1 : 0;
            }
            int third = history.thirdClass(line);
            linesOfDepartment[departmentOf[third]]++;
            lines60OfDepartment[departmentOf[third]] += age <= LONG ? 1 : 0;
            int category = categoryOf[third];
            if (category >= 0) {
                if (lines[category] == 0) {
                    first[category] = day;
                }
                if (lines[category] == 0 || last[category] != day) {
                    last[category] = day;
                    days[category]++;
                    days30[category] += age <= SHORT ? 1 : 0;
                    days60[category] += age <= LONG ? 1 : 0;
                }
                lines[category]++;
            }
        }
        double size = Math.max(1, history.size());
        int tenure = history.isEmpty() ? 0 : cut - history.day(0);
        float[] row = new float[OF_USER.size() + categories * OF_CATEGORY.size()];
        int at = 0;
        row[at++] = log(history.isEmpty() ? 0 : cut - newest);
        row[at++] = log(shopping);
        row[at++] = log(tenure);
        row[at++] = log(shopping30);
        row[at++] = log(shopping60);
        row[at++] = log(history.size() / Math.max(1., shopping));
        float[] logLines60 = new float[departments];
        float[] share = new float[departments];
        for (int department = 0; department < departments; department++) {
            logLines60[department] = log(lines60OfDepartment[department]);
            share[department] = (float) (linesOfDepartment[department] / size);
        }
        for (int k = 0; k < categories; k++) {
            int department = departmentOfCategory[k];
            boolean several = days[k] > 1;
            double gap = several ? (last[k] - first[k]) / (days[k] - 1.) : 0;
            row[at++] = days[k] > 0 ? 1 : 0;
            row[at++] = log(days[k] > 0 ? cut - last[k] : tenure + 1);
            row[at++] = log(days[k]);
            row[at++] = log(days30[k]);
            row[at++] = log(days60[k]);
            row[at++] = (float) (lines[k] / size);
            row[at++] = several ? 1 : 0;
            row[at++] = several ? log((cut - last[k]) / gap) : 0;
            row[at++] = department < 0 ? 0 : logLines60[department];
            row[at++] = department < 0 ? 0 : share[department];
        }
        return row;
    }

    private static float log(int count) {
        return count < LOGS.length ? LOGS[count] : log((double) count);
    }

    private static float log(double x) {
        return (float) Math.log1p(x);
    }
}
