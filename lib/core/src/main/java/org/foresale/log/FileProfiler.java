package org.foresale.log;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.log.ColumnProfile.Type;
import org.foresale.log.internal.CsvShape;
import org.foresale.log.internal.DuckDb;
import org.foresale.log.internal.ReadableFile;

/**
 * Reads what the columns of a file hold. Of a large one, it looks at lines that are spread over it, in blocks of
 * neighbours, since those of an order lie together. What such lines cannot tell is asked of all lines: which texts a
 * column has if it has few, whether the day or the month comes first in dates, and whether ids come back of which the
 * lines looked at hold almost none twice.
 *
 * <p>DuckDB counts the texts: each crosses into Java once.
 */
final class FileProfiler {

    /** The texts of so many columns are counted together, while the lines go by. */
    private static final int COLUMNS_AT_ONCE = 24;
    private static final int LONGEST_TEXT = 200;
    /** Whether ids come back is looked for in about so many lines of a part of them. */
    private static final int LINES_OF_IDS = 500_000;
    /** A date of which the day or the month may come first. */
    private static final String DATE = "^\\s*(\\d{1,2}[/-]\\d{1,2}[/-]\\d{2,4})";
    private static final double ALL_BUT_A_FEW = 0.999;
    private static final String REMEDY = "Give the path of the file.";

    private final DuckDb duckDb;
    private final ReadableFile readable;
    private final Spread spread;
    private final List<String> names;
    private final List<String> sql;
    private final List<Type> types;

    /**
     * How many lines are looked at.
     *
     * @param linesABlock how many neighbours
     * @param blocks      how many blocks of them in all
     * @param compared    how many blocks whose cells are compared with each other
     * @param fewTexts    a column with no more different texts among the lines looked at is counted in all lines
     */
    record Spread(int linesABlock, int blocks, int compared, int fewTexts) {

        static final Spread USUAL = new Spread(1_000, 250, SampleRows.MAX_ROWS / 1_000, 5_000);
    }

    /**
     * Relations of lines.
     *
     * @param all      all lines
     * @param some     those looked at; the same text as that of all lines, if it is all of them
     * @param compared those whose cells are compared with each other
     */
    private record Lines(String all, String some, String compared) {
    }

    private FileProfiler(DuckDb duckDb, ReadableFile readable, Spread spread, List<String> names, List<String> sql,
            List<Type> types) {
        this.duckDb = duckDb;
        this.readable = readable;
        this.spread = spread;
        this.names = names;
        this.sql = sql;
        this.types = types;
    }

    /**
     * Reads a file.
     *
     * @throws ForesaleException if it is missing or unreadable
     */
    static SourceProfile read(Path file, FileLayout layout, Spread spread) {
        try (DuckDb duckDb = DuckDb.open(); ReadableFile readable = ReadableFile.open(file, layout)) {
            String title = String.valueOf(file.getFileName());
            return readable.reading(REMEDY, () -> readable.isParquet()
                    ? ofParquet(duckDb, title, readable, spread) : ofTexts(duckDb, title, readable, spread));
        }
    }

    private static SourceProfile ofParquet(DuckDb duckDb, String title, ReadableFile readable, Spread spread)
            throws SQLException {
        String all = readable.parquet(duckDb, List.of());
        Map<String, String> types = duckDb.columns(all);
        FileProfiler profiler = new FileProfiler(duckDb, readable, spread, List.copyOf(types.keySet()),
                types.keySet().stream().map(DuckDb::identifier).toList(),
                types.values().stream().map(FileProfiler::type).toList());
        return profiler.profile(title, new Lines(all,
                readable.parquetSpread(duckDb, spread.linesABlock, spread.blocks),
                readable.parquetSpread(duckDb, spread.linesABlock, spread.compared)));
    }

    /** The columns are those of the first file; another one that lacks some has nothing in them. */
    private static SourceProfile ofTexts(DuckDb duckDb, String title, ReadableFile readable, Spread spread)
            throws SQLException {
        List<ReadableFile.Part> all = readable.parts();
        List<String> names = all.get(0).shape().names();
        FileProfiler profiler = new FileProfiler(duckDb, readable, spread, names,
                IntStream.range(0, names.size()).mapToObj(column -> "c" + column).toList(),
                names.stream().map(name -> Type.TEXT).toList());
        // From lines that do not fit, nothing is guessed: all of them are looked at here.
        List<ReadableFile.Part> some = readable.spread(all, spread.linesABlock, spread.blocks);
        List<ReadableFile.Part> compared = readable.spread(some, spread.linesABlock, spread.compared);
        return profiler.profile(title, new Lines(profiler.relation(all), profiler.relation(some),
                profiler.relation(compared)));
    }

    private String relation(List<ReadableFile.Part> parts) {
        List<CsvShape> texts = parts.stream().map(ReadableFile.Part::shape).toList();
        return texts.size() == 1 ? texts.get(0).lines() : texts.stream().map(text -> "SELECT "
                + IntStream.range(0, names.size()).mapToObj(column -> place(text.names().indexOf(names.get(column)))
                        + " AS c" + column).collect(Collectors.joining(", ")) + " FROM " + text.lines())
                .collect(Collectors.joining(" UNION ALL ", "(", ")"));
    }

    private static String place(int column) {
        return column < 0 ? "NULL::VARCHAR" : "c" + column;
    }

    /** What cells of a type of DuckDB hold. */
    static Type type(String name) {
        if (name.equals("DATE") || name.startsWith("TIMESTAMP")) {
            return Type.TIME;
        }
        return name.matches("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*") ? Type.NUMBER : Type.TEXT;
    }

    private SourceProfile profile(String title, Lines lines) throws SQLException {
        List<ColumnProfile> columns = new ArrayList<>(IntStream.range(0, sql.size()).mapToObj(this::column).toList());
        count(lines.some, IntStream.range(0, sql.size()).boxed().collect(Collectors.toMap(place -> place, columns::get,
                (one, other) -> one, LinkedHashMap::new)));
        SampleRows sample = sample(lines.compared, columns);
        long looked = columns.isEmpty() ? 0 : columns.get(0).lines();
        if (lines.some.equals(lines.all)) {
            return new SourceProfile(title, looked, looked, columns, sample, Recurrence.NONE, readable.layout(),
                    !readable.isParquet());
        }
        Map<Integer, ColumnProfile> few = new LinkedHashMap<>();
        IntStream.range(0, sql.size()).filter(place -> types.get(place) != Type.TIME
                && columns.get(place).different() <= spread.fewTexts).forEach(place -> few.put(place, column(place)));
        count(lines.all, few);
        few.forEach(columns::set);
        for (int place = 0; place < columns.size(); place++) {
            ColumnProfile column = columns.get(place);
            if (!few.containsKey(place) && column.times().hasOrder()) {
                duckDb.each("SELECT regexp_extract(" + sql.get(place) + "::VARCHAR, '" + DATE + "', 1), count(*) FROM "
                        + lines.all + " GROUP BY 1", row -> column.times().addDate(row.getString(1), row.getLong(2)));
            }
        }
        long all = duckDb.rows(lines.all);
        return new SourceProfile(title, all, looked, columns, sample, recurrence(lines.all, all, columns, sample),
                readable.layout(), !readable.isParquet());
    }

    private ColumnProfile column(int place) {
        return new ColumnProfile(names.get(place), types.get(place), true);
    }

    /** Counts how often each text of some columns occurs. */
    private void count(String relation, Map<Integer, ColumnProfile> columns) throws SQLException {
        List<Integer> places = List.copyOf(columns.keySet());
        for (int first = 0; first < places.size(); first += COLUMNS_AT_ONCE) {
            List<Integer> some = places.subList(first, Math.min(places.size(), first + COLUMNS_AT_ONCE));
            duckDb.each(counts(relation, some), row -> {
                ColumnProfile column = columns.get(some.get(place(row.getLong(1), some.size())));
                column.add(text(column, row.getString(2)), row.getLong(3));
            });
        }
    }

    /** How often each text of some columns occurs; which column it is, is told by the bits of the first cell. */
    private String counts(String relation, List<Integer> places) {
        List<String> names = places.stream().map(place -> "t" + place).toList();
        // Numbers and times are counted as such, which is faster, and told as texts only then.
        String cells = places.stream().map(place -> (types.get(place) == Type.TEXT
                ? "left(" + sql.get(place) + "::VARCHAR, " + LONGEST_TEXT + ")" : sql.get(place)) + " AS t" + place)
                .collect(Collectors.joining(", "));
        return "SELECT GROUPING_ID(" + String.join(", ", names) + "), coalesce(" + names.stream()
                .map(name -> name + "::VARCHAR").collect(Collectors.joining(", ")) + "), count(*) FROM (SELECT "
                + cells + " FROM " + relation + ") GROUP BY GROUPING SETS ((" + String.join("), (", names) + "))";
    }

    /** The column whose bit is not set; that of the first column is the highest. */
    private static int place(long bits, int columns) {
        return columns - 1 - Long.numberOfTrailingZeros(~bits);
    }

    /** A whole number that is an id has no decimals, whatever its type. */
    private static String text(ColumnProfile column, String cell) {
        return column.type() == Type.NUMBER && cell != null && cell.matches("-?\\d+\\.0+")
                ? cell.substring(0, cell.indexOf('.')) : cell;
    }

    private SampleRows sample(String relation, List<ColumnProfile> columns) throws SQLException {
        SampleRows sample = new SampleRows(sql.size());
        duckDb.each("SELECT " + sql.stream().map(name -> name + "::VARCHAR").collect(Collectors.joining(", "))
                + " FROM " + relation + " LIMIT " + SampleRows.MAX_ROWS, row -> sample.add(texts(row, columns)));
        return sample;
    }

    private List<String> texts(ResultSet row, List<ColumnProfile> columns) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (int column = 0; column < sql.size(); column++) {
            texts.add(text(columns.get(column), row.getString(column + 1)));
        }
        return texts;
    }

    /** Looks in all lines for ids again of which those looked at hold almost none twice. */
    private Recurrence recurrence(String relation, long lines, List<ColumnProfile> columns, SampleRows sample)
            throws SQLException {
        long step = Math.max(1, lines / LINES_OF_IDS);
        Set<Integer> back = new HashSet<>();
        Set<Recurrence.OfOrders> orders = new HashSet<>();
        for (int place = 0; place < columns.size(); place++) {
            ColumnProfile column = columns.get(place);
            boolean once = column.lines() < lines && column.different() >= ALL_BUT_A_FEW * column.filled();
            if (once && Role.areNamed(column.plainName()) && comesBack(relation, step, place, place)) {
                back.add(place);
            }
            if (!Role.USER.isCalled(column.plainName())) {
                continue;
            }
            for (int order = 0; order < columns.size(); order++) {
                if (Role.BASKET.isCalled(columns.get(order).plainName())
                        && RelationDoubts.areAsMany(column, columns.get(order))
                        && sample.withOne(place, order).share() >= ALL_BUT_A_FEW
                        && comesBack(relation, step, place, order)) {
                    orders.add(new Recurrence.OfOrders(place, order));
                }
            }
        }
        return new Recurrence(back, orders);
    }

    /** Whether ids have several lines, or several orders; of a part of the ids, all lines are looked at. */
    private boolean comesBack(String relation, long step, int id, int order) throws SQLException {
        String each = id == order ? "count(*)" : "count(DISTINCT " + sql.get(order) + ")";
        boolean[] back = new boolean[1];
        duckDb.each("SELECT count(*), count(*) FILTER (WHERE orders > 1) FROM (SELECT " + each + " AS orders FROM "
                + relation + " WHERE hash(" + sql.get(id) + ") % " + step + " = 0 AND " + sql.get(id)
                + " IS NOT NULL GROUP BY " + sql.get(id) + ")",
                row -> back[0] = row.getLong(2) > (1 - ALL_BUT_A_FEW) * row.getLong(1));
        return back[0];
    }
}
