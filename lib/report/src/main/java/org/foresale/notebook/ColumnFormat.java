package org.foresale.notebook;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/**
 * How the cells of one column are written: numbers with the same decimals all the way down, thousands separated,
 * percentages with their sign, and differences that go both ways with theirs; what is true or false as yes or no.
 */
final class ColumnFormat {

    /** A percentage in its name, as in "buyers %", but not the level of an interval, as in "recall, 95 %". */
    private static final Pattern PERCENT = Pattern.compile(".*(?<!\\d )%");
    /** Shares keep their decimals where all of them happen to be 0 or 1. */
    private static final Pattern SHARE =
            Pattern.compile("(?i).*\\b(AUC|F1|precision|recall|share|probability|score)\\b.*");
    private static final Pattern LOSS = Pattern.compile("(?i).*\\bloss\\b.*");
    /** Numbers that name something: nobody separates their thousands. */
    private static final Pattern NAME = Pattern.compile("(?i)(.*\\W)?(id|user|year|sample|basket|product|seed)");
    /** Figures that are above or below nothing. */
    private static final Pattern SIGNED = Pattern.compile("(?i).*\\b(difference|gain|effect|correlation|skill)\\b.*");
    private static final int SHARE_DECIMALS = 3;
    private static final int LOSS_DECIMALS = 4;
    private static final int MAX_DECIMALS = 6;
    /** Amounts of money have no more than these. */
    private static final int EXACT_DECIMALS = 2;
    private static final double EXACT = 1e-6;

    private final Column<?> column;
    private final String pattern;

    private ColumnFormat(Column<?> column, String pattern) {
        this.column = column;
        this.pattern = pattern;
    }

    /**
     * Chooses the format of a column.
     *
     * @param column the column
     * @param rows   how many of its first rows are shown
     */
    static ColumnFormat of(Column<?> column, int rows) {
        if (!(column instanceof NumericColumn<?> numbers)) {
            return new ColumnFormat(column, "");
        }
        double[] sizes = IntStream.range(0, rows).filter(row -> !column.isMissing(row))
                .mapToDouble(row -> Math.abs(numbers.getDouble(row))).filter(Double::isFinite).toArray();
        boolean percent = PERCENT.matcher(column.name()).matches();
        int decimals = percent ? percentDecimals(sizes) : decimals(column.name(), sizes);
        String group = NAME.matcher(column.name()).matches() ? "" : ",";
        boolean signed = SIGNED.matcher(column.name()).matches() && IntStream.range(0, rows)
                .anyMatch(row -> !column.isMissing(row) && numbers.getDouble(row) < 0);
        return new ColumnFormat(column, (signed ? "%+" : "%") + group + "." + decimals + "f" + (percent ? " %%" : ""));
    }

    /** The cell of a row; empty if it is missing. */
    String text(int row) {
        if (column.isMissing(row)) {
            return "";
        }
        if (column instanceof NumericColumn<?> numbers) {
            String text = String.format(Locale.ROOT, pattern, numbers.getDouble(row));
            return text.matches("[-+]0(\\.0+)?( %)?") ? text.substring(1) : text;
        }
        if (column instanceof BooleanColumn answers) {
            return answers.get(row) ? "yes" : "no";
        }
        String text = column.getString(row);
        return column instanceof DateTimeColumn ? text.replace('T', ' ').replaceFirst("\\.0+$", "") : text;
    }

    private static int percentDecimals(double... sizes) {
        return exactDecimals(sizes) == 0 ? 0 : enoughForTheLeast(1, sizes);
    }

    private static int decimals(String name, double... sizes) {
        double most = Arrays.stream(sizes).max().orElse(0);
        if (most <= 1 && LOSS.matcher(name).matches()) {
            return LOSS_DECIMALS;
        }
        if (most <= 1 && SHARE.matcher(name).matches()) {
            return SHARE_DECIMALS;
        }
        int exact = exactDecimals(sizes);
        if (exact == 0 || most > 1 && exact <= EXACT_DECIMALS) {
            return exact;
        }
        // Three digits of the largest, and one of the smallest.
        int whole = (int) Math.floor(Math.log10(most));
        int ofLargest = whole >= 0 ? Math.max(0, SHARE_DECIMALS - whole) : Math.max(SHARE_DECIMALS, 1 - whole);
        return enoughForTheLeast(Math.min(ofLargest, MAX_DECIMALS), sizes);
    }

    /** The fewest decimals that say all of every number; more than two if that takes more. */
    private static int exactDecimals(double... sizes) {
        for (int decimals = 0; decimals <= EXACT_DECIMALS; decimals++) {
            double scale = Math.pow(10, decimals);
            if (Arrays.stream(sizes).allMatch(size -> Math.abs(size * scale - Math.rint(size * scale)) < EXACT)) {
                return decimals;
            }
        }
        return EXACT_DECIMALS + 1;
    }

    /** More decimals, up to three, if the smallest number would be written as 0. */
    private static int enoughForTheLeast(int decimals, double... sizes) {
        double least = Arrays.stream(sizes).filter(size -> size > 0).min().orElse(1);
        int enough = decimals;
        while (enough < SHARE_DECIMALS && least < Math.pow(10, -enough)) {
            enough++;
        }
        return enough;
    }
}
