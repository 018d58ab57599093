package org.foresale.log;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A way in which shops or public data sets lay out their purchases, with invented ones in it.
 *
 * @param name    whose layout it is
 * @param header  the columns, of texts all
 * @param rows    the rows
 * @param others  further tables, by name: their header and their rows
 * @param query   what to ask where there are further tables; the first is called lines
 * @param mapping which column holds what
 * @param expects what a purchase is to become
 * @param left    how many rows are to be left out, by reason
 */
public record Layout(String name, List<String> header, List<List<String>> rows, Map<String, List<List<String>>> others,
        String query, ColumnMapping mapping, Function<Purchases.Bought, String> expects,
        Map<QualityReport.Reason, Integer> left) {

    static Layout of(String name, List<String> header, List<List<String>> rows, ColumnMapping mapping,
            Function<Purchases.Bought, String> expects, Map<QualityReport.Reason, Integer> left) {
        return new Layout(name, header, rows, Map.of(), "", mapping, expects, left);
    }

    Layout withOther(String table, List<List<String>> content) {
        Map<String, List<List<String>>> all = new TreeMap<>(others);
        all.put(table, content);
        return new Layout(name, header, rows, all, query, mapping, expects, left);
    }

    Layout withQuery(String sql) {
        return new Layout(name, header, rows, others, sql, mapping, expects, left);
    }

    /** The mapping for sources that are no files of this layout, such as tables of texts. */
    public ColumnMapping tableMapping() {
        return mapping.withLayout(FileLayout.guessed());
    }

    /** What the log should say, line by line. */
    public List<String> expected() {
        return Purchases.all().stream().map(expects).sorted().toList();
    }

    /** What a log says, line by line, in the words of {@link #expected}. */
    public static List<String> said(PurchaseLog log) {
        return SameLog.lines(log).stream().map(line -> String.join("|", line.get(0).toString(), line.get(1).toString(),
                log.hasTimeOfDay() ? line.get(2).toString() : "", line.get(4).toString(), line.get(5).toString(),
                Double.toString((Double) line.get(6)), Double.toString((Double) line.get(7)))).sorted().toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
