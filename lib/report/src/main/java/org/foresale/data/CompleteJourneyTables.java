package org.foresale.data;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.foresale.log.ForesaleException;
import org.foresale.log.internal.DuckDb;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The files of Complete Journey beside its purchases: households, campaigns and coupons. */
final class CompleteJourneyTables {

    private static final int MAX_ROWS = 5_000_000;
    private static final Cell USER = text("household_id", "user");
    private static final Cell CAMPAIGN = text("campaign_id", "campaign");
    private static final Cell COUPON = text("coupon_upc", "coupon");

    private CompleteJourneyTables() {
    }

    /**
     * A column of a file.
     *
     * @param source its name in the file
     * @param title  its name in the table
     * @param isDate whether it holds dates; else texts
     */
    private record Cell(String source, String title, boolean isDate) {

        String sql() {
            return DuckDb.identifier(source) + (isDate ? "::DATE" : "::VARCHAR");
        }

        Column<?> column() {
            return isDate ? DateColumn.create(title) : StringColumn.create(title);
        }
    }

    static Table demographics(Path folder) {
        return read(folder, "demographics.parquet", "households of Complete Journey", USER, text("age", "age"),
                text("income", "income"), text("home_ownership", "home ownership"),
                text("marital_status", "marital status"), text("household_size", "household size"),
                text("household_comp", "household composition"), text("kids_count", "children"));
    }

    static Table campaigns(Path folder) {
        return read(folder, "campaigns.parquet", "recipients of campaigns", CAMPAIGN, USER);
    }

    static Table campaignDescriptions(Path folder) {
        return read(folder, "campaign_descriptions.parquet", "campaigns", CAMPAIGN, text("campaign_type", "type"),
                date("start_date", "start"), date("end_date", "end"));
    }

    static Table coupons(Path folder) {
        return read(folder, "coupons.parquet", "products of coupons", CAMPAIGN, COUPON, text("product_id", "product"));
    }

    static Table couponRedemptions(Path folder) {
        return read(folder, "coupon_redemptions.parquet", "redeemed coupons", USER, CAMPAIGN, COUPON,
                date("redemption_date", "date"));
    }

    private static Cell text(String source, String title) {
        return new Cell(source, title, false);
    }

    private static Cell date(String source, String title) {
        return new Cell(source, title, true);
    }

    private static Table read(Path folder, String name, String title, Cell... cells) {
        Path file = folder.resolve(name);
        String relation = DuckDb.parquet(file.toString());
        List<Column<?>> columns = List.of(cells).stream().<Column<?>>map(Cell::column).toList();
        try (DuckDb files = DuckDb.open()) {
            return DuckDb.reading(file, CompleteJourney.REMEDY, () -> {
                DuckDb.requireColumns(file, CompleteJourney.REMEDY, List.of(cells).stream().map(Cell::source).toList(),
                        files.columns(relation).keySet());
                requireFew(files.count(relation, file.toString()), file);
                files.each("SELECT " + List.of(cells).stream().map(Cell::sql).collect(Collectors.joining(", "))
                        + " FROM " + relation, row -> {
                            for (int i = 0; i < cells.length; i++) {
                                append(columns.get(i), Optional.ofNullable(row.getString(i + 1)));
                            }
                        });
                return Table.create(title, columns);
            });
        }
    }

    private static void requireFew(int rows, Path file) {
        if (rows > MAX_ROWS) {
            throw new ForesaleException("The file " + file + " has " + rows + " rows, more than the " + MAX_ROWS
                    + " that are read into a table. " + CompleteJourney.REMEDY);
        }
    }

    private static void append(Column<?> column, Optional<String> cell) {
        Optional<String> known = cell.filter(text -> !text.isBlank());
        if (known.isEmpty()) {
            column.appendMissing();
        } else if (column instanceof DateColumn dates) {
            dates.append(LocalDate.parse(known.get()));
        } else if (column instanceof StringColumn texts) {
            texts.append(known.get());
        }
    }
}
