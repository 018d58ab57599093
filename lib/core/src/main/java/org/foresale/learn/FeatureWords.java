package org.foresale.learn;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import org.foresale.log.internal.OneLine;

/**
 * Describes the features of a user in words.
 *
 * @param features the features
 */
public record FeatureWords(PurchaseFeatures features) {

    /** Subject of all features about the target. */
    public static final String TARGET = "the target";

    private static final String UNKNOWN = "classes unknown in training";
    private static final String PATH_SEPARATOR = " > ";

    /**
     * Describes a feature and its value.
     *
     * @param column index of the feature, from 0
     * @param value  its value; NaN if it is missing
     * @return for example "bought DOG FOODS 5 times in the last 60 days"
     * @throws IndexOutOfBoundsException if there is no such feature
     */
    public String of(int column, double value) {
        int counts = counts();
        Objects.checkIndex(column, features.columns());
        if (column < counts) {
            int window = column % PurchaseFeatures.COUNTS;
            String bought = bought(features.classes().get(column / PurchaseFeatures.COUNTS), (int) value);
            return window < PurchaseFeatures.WINDOWS.length
                    ? bought + " in the last " + PurchaseFeatures.WINDOWS[window] + " days" : bought;
        }
        if (column == counts) {
            return bought(UNKNOWN, (int) value);
        }
        return habit(Habit.values()[column - counts - 1], value);
    }

    /**
     * Returns the subject of a feature. Features with the same subject, such as the lines of a class in several
     * windows, carry nearly the same information.
     *
     * @param column index of the feature, from 0
     * @return the path of a class, "classes unknown in training", {@link #TARGET}, "shopping", "spend" or "date"
     * @throws IndexOutOfBoundsException if there is no such feature
     */
    public String subject(int column) {
        int counts = counts();
        Objects.checkIndex(column, features.columns());
        if (column < counts) {
            return features.classes().get(column / PurchaseFeatures.COUNTS);
        }
        if (column == counts) {
            return UNKNOWN;
        }
        return switch (Habit.values()[column - counts - 1]) {
            case RECENCY, SHOPPING_DAYS, SHOPPING_DAYS_30, SHOPPING_DAYS_60, TENURE, LINES -> "shopping";
            case SPEND, SPEND_60, SPEND_A_DAY -> "spend";
            case TARGET_LINES, TARGET_DAYS, TARGET_RECENCY, TARGET_LINES_30, TARGET_LINES_60, TARGET_SPEND, TARGET_GAP
                    -> TARGET;
            case CUT -> "date";
        };
    }

    private int counts() {
        return features.classes().size() * PurchaseFeatures.COUNTS;
    }

    /**
     * Describes how often something was bought.
     *
     * @param path  the class, with or without its ancestors; only the part after the last " > " is shown, up to 60
     *     characters
     * @param times number of lines
     * @return for example "bought DOG FOODS 5 times"
     */
    public static String bought(String path, int times) {
        String shown = OneLine.of(path.substring(path.lastIndexOf(PATH_SEPARATOR) < 0 ? 0
                : path.lastIndexOf(PATH_SEPARATOR) + PATH_SEPARATOR.length()));
        return switch (times) {
            case 0 -> "bought no " + shown;
            case 1 -> "bought " + shown + " once";
            default -> "bought " + shown + " " + times + " times";
        };
    }

    private static String habit(Habit habit, double value) {
        if (Double.isNaN(value)) {
            return switch (habit) {
                case TARGET_RECENCY -> "never bought the target";
                case TARGET_GAP -> "did not come back for the target";
                default -> "never bought anything";
            };
        }
        long number = Math.round(value);
        return switch (habit) {
            case RECENCY -> "last shopped " + count(number, "day") + " ago";
            case SHOPPING_DAYS -> "shopped on " + count(number, "day");
            case SHOPPING_DAYS_30 -> "shopped on " + count(number, "day") + " of the last 30";
            case SHOPPING_DAYS_60 -> "shopped on " + count(number, "day") + " of the last 60";
            case TENURE -> "first shopped " + count(number, "day") + " ago";
            case LINES -> "has " + count(number, "line");
            case SPEND -> "spent " + money(value);
            case SPEND_60 -> "spent " + money(value) + " in the last 60 days";
            case SPEND_A_DAY -> "spends " + money(value) + " a shopping day";
            case TARGET_LINES -> target(number);
            case TARGET_DAYS -> "bought the target on " + count(number, "day");
            case TARGET_RECENCY -> "last bought the target " + count(number, "day") + " ago";
            case TARGET_LINES_30 -> target(number) + " in the last 30 days";
            case TARGET_LINES_60 -> target(number) + " in the last 60 days";
            case TARGET_SPEND -> "spent " + money(value) + " on the target";
            case TARGET_GAP -> "comes back for the target every " + count(number, "day");
            case CUT -> "is asked about on " + LocalDate.ofEpochDay(number);
        };
    }

    private static String target(long times) {
        return times == 0 ? "did not buy the target" : bought(TARGET, (int) times);
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    private static String money(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
