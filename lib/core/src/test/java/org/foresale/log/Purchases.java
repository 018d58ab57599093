package org.foresale.log;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Invented purchases: the one truth that files of every layout are to tell. */
public final class Purchases {

    private static final List<Good> GOODS = List.of(
            new Good("0007", "Red tea pot", "kitchen", "tea", "pots"),
            new Good("0070", "Bowl, large", "kitchen", "tables", "bowls"),
            new Good("100200300400500600", "Blumentopf 12\" groß", "garden", "plants", "pots"),
            new Good("A-1", "Wärmflasche", "home", "beds", "bottles"),
            new Good("A-2", "Night light", "home", "lights", "lamps"),
            new Good("7", "Garden light", "garden", "lights", "lamps"));
    private static final List<Bought> ALL = bought();

    private Purchases() {
    }

    /** What a shop sells. */
    record Good(String id, String name, String first, String second, String third) {
        String code(String separator) {
            return String.join(separator, first, second, third);
        }
    }

    /** A purchase: one product in one order. */
    public record Bought(String user, LocalDateTime time, String order, Good good, int quantity, BigDecimal value) {

        LocalDate day() {
            return time.toLocalDate();
        }

        /** What a log is to say of it. */
        String line(boolean hasTime, String classes) {
            return line(user, hasTime, good.id(), classes, quantity, value.doubleValue());
        }

        /** What a log is to say of it where {@link #value} stands for the price of one piece. */
        String lineByPrice(boolean hasTime, String classes) {
            return line(user, hasTime, good.id(), classes, quantity, value.doubleValue() * quantity);
        }

        String line(String id, boolean hasTime, String product, String classes, double pieces, double money) {
            return String.join("|", id, day().toString(), hasTime ? Integer.toString(time.toLocalTime().toSecondOfDay())
                    : "", product, classes, Double.toString(pieces), Double.toString(money));
        }

        /** All three levels, as a log names them. */
        String classes() {
            return good.code(" > ");
        }
    }

    public static List<Bought> all() {
        return ALL;
    }

    private static List<Bought> bought() {
        Random random = new Random(3);
        List<Bought> all = new ArrayList<>();
        Set<String> met = new HashSet<>();
        for (int order = 0; order < 25; order++) {
            String user = "u" + (11 + random.nextInt(7));
            LocalDateTime time = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(60)).atTime(random.nextInt(24),
                    random.nextInt(60));
            int lines = 1 + random.nextInt(3);
            for (int i = 0; i < lines; i++) {
                Good good = GOODS.get(random.nextInt(GOODS.size()));
                if (met.add(user + time.toLocalDate() + good.id())) {
                    all.add(new Bought(user, time, "o" + (1000 + order), good, 1 + random.nextInt(4),
                            BigDecimal.valueOf(random.nextInt(300_000), 2)));
                }
            }
        }
        return List.copyOf(all);
    }
}
