package org.foresale.log;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresale.log.SampleRows.Groups;

/** Tells what the values of a column, beside those of others, say against a role. */
final class RelationDoubts {

    /** In fewer groups of lines, or with fewer texts, much is by chance. */
    private static final int ENOUGH_GROUPS = 10;
    private static final int ENOUGH_TEXTS = 20;
    private static final double ALMOST_ALL = 0.95;
    private static final double ALL_BUT_A_FEW = 0.999;
    private static final double MANY = 0.8;

    private final SourceProfile source;
    private final SampleRows sample;

    RelationDoubts(SourceProfile source) {
        this.source = source;
        this.sample = source.sample();
    }

    /** A mapping names a column, so that it cannot mean one of two that are called the same. */
    Optional<String> calledTheSame(int place) {
        String name = source.column(place).name();
        long same = source.names().stream().filter(name::equals).count();
        return same == 1 ? Optional.empty() : Optional.of(LogTables.count(same) + " columns have this name, and a"
                + " mapping cannot distinguish them");
    }

    Optional<String> eachLineAnother(int place) {
        return source.recurrence().columns().contains(place) ? Optional.empty()
                : ColumnDoubts.eachLineAnother(source.column(place));
    }

    Optional<String> eachOrderAnother(int place, Map<Role, Integer> chosen) {
        ColumnProfile user = source.column(place);
        if (!chosen.containsKey(Role.BASKET)) {
            return eachLineAnother(place);
        }
        if (source.recurrence().orders().contains(new Recurrence.OfOrders(place, chosen.get(Role.BASKET)))) {
            return Optional.empty();
        }
        ColumnProfile orders = source.column(chosen.get(Role.BASKET));
        Groups withOne = sample.withOne(place, chosen.get(Role.BASKET));
        return withOne.groups() >= ENOUGH_TEXTS && withOne.share() >= ALL_BUT_A_FEW && areAsMany(user, orders)
                ? Optional.of(user.differentText() + " for " + orders.differentText() + " in " + orders.shownName()
                        + ": a new one for each order, so no user ever returns") : Optional.empty();
    }

    /** Whether there are about as many users as orders. */
    static boolean areAsMany(ColumnProfile user, ColumnProfile orders) {
        return user.hasMoreDifferent() && orders.hasMoreDifferent()
                || user.different() >= ALL_BUT_A_FEW * orders.different();
    }

    Optional<String> severalUsers(int place) {
        List<Groups> users = source.places().filter(user -> Role.USER.isCalled(source.column(user).plainName()))
                .mapToObj(user -> sample.same(place, user)).filter(groups -> groups.groups() >= ENOUGH_GROUPS).toList();
        return users.stream().max((one, other) -> Double.compare(one.share(), other.share()))
                .filter(same -> same.share() < ALMOST_ALL)
                .map(same -> "the user is the same on all lines of only " + same.text("of the orders with several"
                        + " lines"));
    }

    Optional<String> numbered(int place, Map<Role, Integer> chosen) {
        return Optional.ofNullable(chosen.get(Role.BASKET)).map(basket -> sample.numbered(basket, place))
                .filter(numbered -> numbered.groups() >= ENOUGH_GROUPS && numbered.share() >= ALMOST_ALL)
                .map(numbered -> "counts the lines of an order (1, 2, 3, …) in "
                        + numbered.text("orders with several lines"));
    }

    Optional<String> asManyAsProducts(ColumnProfile column, Map<Role, Integer> chosen) {
        return Optional.ofNullable(chosen.get(Role.PRODUCT)).map(source::column)
                .filter(products -> products.different() >= ENOUGH_TEXTS
                        && column.different() >= 0.9 * products.different())
                .map(products -> column.differentText() + " for " + products.differentText() + " products: too many for"
                        + " classes");
    }

    Optional<String> notOfTheProduct(int place, Map<Role, Integer> chosen) {
        return Optional.ofNullable(chosen.get(Role.PRODUCT)).map(product -> sample.same(product, place))
                .filter(same -> same.groups() >= ENOUGH_GROUPS && same.share() < MANY)
                .map(same -> "the same on all lines of a product for only " + same.text("products of several lines"));
    }

    Optional<String> total(int place, Map<Role, Integer> chosen) {
        return Optional.ofNullable(chosen.get(Role.BASKET)).filter(basket -> source.column(place).different() > 2)
                .map(basket -> sample.same(basket, place))
                .filter(same -> same.groups() >= ENOUGH_GROUPS && same.share() >= ALMOST_ALL)
                .map(same -> "the same on all lines in " + same.text("orders with several lines")
                        + ": an order's total");
    }

    Optional<String> priceOfAPiece(int place, Map<Role, Integer> chosen) {
        Integer quantity = chosen.get(Role.QUANTITY);
        boolean numbers = source.column(place).areAlmostAll(source.column(place).numberLines());
        if (quantity == null || !chosen.containsKey(Role.PRODUCT) || !numbers) {
            return Optional.empty();
        }
        Groups same = sample.samePrice(chosen.get(Role.PRODUCT), quantity, place);
        if (same.groups() >= ENOUGH_GROUPS && same.share() >= MANY) {
            return Optional.of("the same for two different quantities of a product with "
                    + same.text("products that come in several quantities") + ": the price of one piece"
                    + unitPrice(place));
        }
        ColumnProfile pieces = source.column(quantity);
        long several = pieces.numberLines() - pieces.numbers().ones();
        return Optional.of("has the name of a price per piece, but in " + Figures.part(several, pieces.lines(),
                "lines") + " the quantity is not 1" + unitPrice(place)).filter(text -> several > 0
                && RoleNames.PRICES_OF_A_PIECE.contains(source.column(place).plainName()));
    }

    /** What makes a line's value of the price of a piece. */
    private String unitPrice(int place) {
        return "; use .withUnitPrice(" + ColumnMapping.quoted(source.column(place).name()) + ") instead of withValue to"
                + " multiply it by the quantity";
    }
}
