package org.foresale.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Orders of an invented shop, always the same ones, to be written in the layout of any export. */
final class InventedOrders {

    private static final List<String> NOUNS = List.of("HOLDER", "LANTERN", "MUG", "BAG", "CLOCK", "FRAME");
    private static final int PRODUCTS = 120;
    private static final int USERS = 60;

    /**
     * A line of an order.
     *
     * @param order    number of the order, from 1
     * @param nth      number of the line in its order, from 1
     * @param user     number of the user
     * @param time     when
     * @param product  number of the product
     * @param first    its widest class
     * @param second   its class
     * @param third    its narrowest class
     * @param name     what it is called
     * @param quantity how many pieces
     * @param price    of one piece
     * @param total    of the whole order
     */
    record Line(int order, int nth, int user, LocalDateTime time, int product, String first, String second,
            String third, String name, int quantity, double price, double total) {

        double paid() {
            return quantity * price;
        }

        String money(double amount) {
            return String.format(Locale.ROOT, "%.2f", amount);
        }
    }

    private InventedOrders() {
    }

    /** The lines of some orders. */
    static List<Line> lines(int orders) {
        Random random = new Random(7);
        List<Line> lines = new ArrayList<>();
        LocalDateTime time = LocalDateTime.of(2023, 1, 2, 9, 5, 30);
        for (int order = 1; order <= orders; order++) {
            time = time.plusMinutes(200 + random.nextInt(1_000));
            int user = random.nextInt(USERS);
            List<Integer> products = random.ints(0, PRODUCTS).distinct().limit(1 + random.nextInt(4)).boxed().toList();
            List<Line> some = new ArrayList<>();
            for (int product : products) {
                some.add(new Line(order, some.size() + 1, user, time, product, "F" + product % 3, "S" + product % 12,
                        "T" + product % 36, "NICE " + product + " " + NOUNS.get(product % NOUNS.size()),
                        1 + random.nextInt(3), 1.25 + product * 0.75, 0));
            }
            double total = some.stream().mapToDouble(Line::paid).sum();
            some.forEach(line -> lines.add(new Line(line.order, line.nth, line.user, line.time, line.product,
                    line.first, line.second, line.third, line.name, line.quantity, line.price, total)));
        }
        return lines;
    }

    /** A file with these lines. */
    static LogSource file(Path folder, int orders, String header, Function<Line, List<Object>> cells) {
        List<String> text = new ArrayList<>(List.of(header));
        lines(orders).forEach(line -> text.add(cells.apply(line).stream().map(InventedOrders::quoted)
                .collect(Collectors.joining(","))));
        try {
            return LogSource.file(Files.write(Files.createTempFile(folder, "orders", ".csv"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(Object cell) {
        return '"' + cell.toString().replace("\"", "\"\"") + '"';
    }

    /** The column that a guess takes for a role; blank if that is not known. */
    static String column(MappingGuess guess, String role) {
        return cell(guess, role, "column");
    }

    /** A cell of a guess's table. */
    static String cell(MappingGuess guess, String role, String column) {
        int row = guess.table().stringColumn("role").asList().indexOf(role);
        return guess.table().stringColumn(column).get(row);
    }
}
