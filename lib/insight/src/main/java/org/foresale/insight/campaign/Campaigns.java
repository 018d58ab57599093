package org.foresale.insight.campaign;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.foresale.insight.internal.Characteristics;
import org.foresale.log.internal.OneLine;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Holds campaigns that were sent out, with their recipients, coupons and redemptions. */
public final class Campaigns {

    private static final String CAMPAIGN = "campaign";
    private static final String COUPON = "coupon";
    private static final int LISTED = 30;

    private final List<Campaign> all;

    private Campaigns(List<Campaign> all) {
        this.all = all;
    }

    /**
     * A redeemed coupon.
     *
     * @param user   who redeemed it
     * @param coupon which coupon
     * @param date   when
     */
    record Redemption(String user, String coupon, LocalDate date) {
    }

    /**
     * A campaign.
     *
     * @param id          its name
     * @param type        its type
     * @param start       its first day
     * @param end         the last day of which coupons are taken
     * @param recipients  whom it was sent to, in the order of their ids
     * @param products    for each coupon the products that it is good for
     * @param redemptions the redeemed coupons
     */
    record Campaign(String id, String type, LocalDate start, LocalDate end, List<String> recipients,
            Map<String, Set<String>> products, List<Redemption> redemptions) {
    }

    /**
     * Reads campaigns from tables. Rows of campaigns that have no description are ignored.
     *
     * @param descriptions one row per campaign: campaign, type, and the dates start and end
     * @param recipients   one row per campaign and recipient: campaign, user
     * @param coupons      one row per campaign, coupon and product: campaign, coupon, product
     * @param redemptions  one row per redemption: user, campaign, coupon, and its date
     * @return the campaigns
     * @throws IllegalArgumentException if a table lacks a column, if a cell is missing, if a column of dates holds
     *     other values, or if a campaign is described twice or ends before it starts
     */
    public static Campaigns of(Table descriptions, Table recipients, Table coupons, Table redemptions) {
        require(descriptions, CAMPAIGN, "type", "start", "end");
        require(recipients, CAMPAIGN, Characteristics.USER);
        require(coupons, CAMPAIGN, COUPON, "product");
        require(redemptions, Characteristics.USER, CAMPAIGN, COUPON, "date");
        requireDates(descriptions, "start", "end");
        requireDates(redemptions, "date");
        Map<String, Set<String>> sent = new HashMap<>();
        recipients.forEach(row -> sent.computeIfAbsent(text(row, CAMPAIGN), id -> new LinkedHashSet<>())
                .add(text(row, Characteristics.USER)));
        Map<String, Map<String, Set<String>>> goodFor = new HashMap<>();
        coupons.forEach(row -> goodFor.computeIfAbsent(text(row, CAMPAIGN), id -> new HashMap<>())
                .computeIfAbsent(text(row, COUPON), id -> new LinkedHashSet<>()).add(text(row, "product")));
        Map<String, List<Redemption>> redeemed = new HashMap<>();
        redemptions.forEach(row -> redeemed.computeIfAbsent(text(row, CAMPAIGN), id -> new ArrayList<>())
                .add(new Redemption(text(row, Characteristics.USER), text(row, COUPON), row.getDate("date"))));
        List<Campaign> all = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Row row : descriptions) {
            String id = text(row, CAMPAIGN);
            LocalDate start = row.getDate("start");
            LocalDate end = row.getDate("end");
            if (!seen.add(id) || end.isBefore(start)) {
                throw new IllegalArgumentException("the campaign " + OneLine.of(id) + ", from " + start
                        + " to " + end + ", is described twice or ends before its start");
            }
            all.add(new Campaign(id, text(row, "type"), start, end,
                    sent.getOrDefault(id, Set.of()).stream().sorted().toList(), goodFor.getOrDefault(id, Map.of()),
                    redeemed.getOrDefault(id, List.of())));
        }
        return new Campaigns(List.copyOf(all));
    }

    /**
     * Returns the campaigns of one type.
     *
     * @param type the type, such as "Type A"
     * @return the campaigns of that type
     * @throws IllegalArgumentException if there is none
     */
    public Campaigns ofType(String type) {
        return only(all.stream().filter(campaign -> campaign.type().equals(type)).toList(), "type", type,
                all.stream().map(Campaign::type).distinct().toList());
    }

    /**
     * Returns a single campaign.
     *
     * @param id id of the campaign, such as "18"
     * @return that campaign alone
     * @throws IllegalArgumentException if there is no such campaign
     */
    public Campaigns only(String id) {
        return only(all.stream().filter(campaign -> campaign.id().equals(id)).toList(), "name", id,
                all.stream().map(Campaign::id).toList());
    }

    /**
     * Returns the campaigns that start on a given day or later.
     *
     * @param day the day
     * @return the campaigns that start then
     * @throws IllegalArgumentException if there is none
     */
    public Campaigns from(LocalDate day) {
        return only(all.stream().filter(campaign -> !campaign.start().isBefore(day)).toList(), "start from",
                day.toString(), all.stream().map(campaign -> campaign.start().toString()).toList());
    }

    private static Campaigns only(List<Campaign> found, String what, String wanted, Collection<String> present) {
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no campaign of the " + what + " "
                    + OneLine.of(wanted) + ", but of " + present.stream().map(OneLine::of)
                            .limit(LISTED).toList());
        }
        return new Campaigns(found);
    }

    List<Campaign> all() {
        return all;
    }

    private static void require(Table table, String... columns) {
        for (String column : columns) {
            if (!table.containsColumn(column) || table.column(column).countMissing() > 0) {
                throw new IllegalArgumentException("the table \"" + OneLine.of(table.name())
                        + "\" has no column \"" + column + "\", or one with missing cells");
            }
        }
    }

    private static void requireDates(Table table, String... columns) {
        for (String column : columns) {
            if (!(table.column(column) instanceof DateColumn)) {
                throw new IllegalArgumentException("the column \"" + column + "\" of the table \""
                        + OneLine.of(table.name()) + "\" holds " + table.column(column).type()
                        + ", not dates");
            }
        }
    }

    private static String text(Row row, String column) {
        return String.valueOf(row.getObject(column));
    }

    @Override
    public String toString() {
        return all.size() + " campaigns";
    }
}
