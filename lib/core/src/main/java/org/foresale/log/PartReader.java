package org.foresale.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.foresale.log.RawLog.Field;
import org.foresale.log.internal.Arguments;
import org.foresale.log.internal.Texts;

/**
 * Reads one part of the rows of a source and applies the rules to them, so that several readers can share the work. The
 * result is the same as that of {@link LogSource#load(ColumnMapping, LogRules)}. Rows are read in batches of {@value
 * #STRETCH}, so a part does not have to fit into memory.
 */
public final class PartReader {

    private static final int STRETCH = 50_000;

    private final String part;
    private final ColumnMapping mapping;
    private final LogRules rules;
    private final TimeReader times;
    private final List<LineFilter.Test> tests;

    /**
     * Creates a reader of one part.
     *
     * @param part    the name of the part for messages, such as "part 3"
     * @param mapping the mapping of the columns
     * @param rules   the lines that belong to the log; without a window, all days are kept
     * @throws IllegalArgumentException if the name of the part is blank
     */
    public PartReader(String part, ColumnMapping mapping, LogRules rules) {
        this.part = Arguments.text("name of a part", part);
        this.mapping = mapping;
        this.rules = rules;
        this.times = new TimeReader(mapping);
        this.tests = mapping.filters().stream().map(LineFilter::test).toList();
    }

    /**
     * Applies the rules to rows and collects a survey of them.
     *
     * @param rows the rows of the part
     * @return the survey of the part; the surveys of all parts together are needed before lines can be read
     */
    public LogSurvey survey(Iterator<Cells> rows) {
        LogSurvey all = LogSurvey.none();
        while (rows.hasNext()) {
            Stretch stretch = new Stretch(rows, all.read());
            all = all.and(stretch.survey());
        }
        return all;
    }

    /**
     * Returns the lines that the rules keep.
     *
     * @param rows     the rows of the part
     * @param taxonomy the classes of the whole log, which include the classes of all lines that are kept
     * @return the lines in the order of the rows, including duplicates
     */
    public Iterator<Line> lines(Iterator<Cells> rows, Taxonomy taxonomy) {
        return new Iterator<>() {
            private Iterator<Line> ready = Collections.emptyIterator();
            private long read;

            @Override
            public boolean hasNext() {
                while (!ready.hasNext() && rows.hasNext()) {
                    Stretch stretch = new Stretch(rows, read);
                    read += stretch.raw.rows();
                    ready = stretch.lines(taxonomy).iterator();
                }
                return ready.hasNext();
            }

            @Override
            public Line next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("no line is left of " + read + " rows");
                }
                return ready.next();
            }
        };
    }

    /**
     * Returns the values of a row that can fill blank cells of the same order, for {@link
     * ColumnMapping#withFilledDown}. Equal values are returned as equal texts, even if they are written differently,
     * such as 10:00 and 10:00:00.
     *
     * @param row the row
     * @return the user, the time, and then each of the mark columns
     */
    public List<Told> told(Cells row) {
        String user = Texts.clean(row.user());
        List<Told> told = new ArrayList<>();
        told.add(new Told(user.isEmpty(), Optional.of(user).filter(id -> !id.isEmpty())));
        long seconds = isMissing(row.time()) ? RawLog.NO_TIME : times.of(row.time());
        told.add(new Told(isMissing(row.time()) || TimeReader.isTyped(row.time()) && seconds == RawLog.NO_TIME,
                seconds == RawLog.NO_TIME ? Optional.empty() : Optional.of(Long.toString(seconds))));
        for (int i = 0; i < tests.size(); i++) {
            String mark = row.marks().get(i);
            told.add(new Told(isMissing(mark), isMissing(mark) ? Optional.empty()
                    : Optional.of(Boolean.toString(tests.get(i).isPurchase(mark)))));
        }
        return told;
    }

    /** The columns of what is {@link #told}. */
    private String column(int place) {
        return switch (place) {
            case 0 -> mapping.user();
            case 1 -> mapping.time();
            default -> mapping.markColumns().get(place - 2);
        };
    }

    private static boolean isMissing(Object cell) {
        return cell instanceof String text && Texts.clean(text).isEmpty();
    }

    /** Some rows that are in memory together. */
    private final class Stretch {

        private final RawLog raw;
        private final CellReader cells;

        Stretch(Iterator<Cells> rows, long before) {
            raw = new RawLog(part, RawLog.columns(mapping), STRETCH, mapping.basket().isPresent(), part, before);
            cells = new CellReader(raw, times, mapping.numbers());
            while (rows.hasNext() && raw.rows() < STRETCH) {
                add(rows.next());
            }
            raw.multiplyPrices(mapping);
        }

        private void add(Cells row) {
            row.filled().forEach(place -> raw.countFilled(column(place)));
            for (int i = 0; i < tests.size(); i++) {
                String told = row.marks().get(i);
                raw.mark(i, mapping.filters().get(i).column(), told, tests.get(i).isPurchase(told));
            }
            int path = raw.pathOfLine(mapping, row.first(), row.second(), row.third());
            long seconds = isMissing(row.time()) ? RawLog.NO_TIME : cells.seconds(row.time());
            raw.add(raw.users.code(row.user()), seconds, raw.baskets.code(row.basket()),
                    raw.products.code(row.product()), path,
                    mapping.quantity().isPresent() ? number(Field.QUANTITY, row.quantity()) : RawLog.DEFAULT_QUANTITY,
                    mapping.value().isPresent() ? number(Field.VALUE, row.value()) : RawLog.DEFAULT_VALUE);
        }

        private double number(Field field, Object cell) {
            if (cell instanceof Double number) {
                return number;
            }
            return isMissing(cell) ? Double.NaN : cells.number(field, cell.toString());
        }

        LogSurvey survey() {
            LineJudge judge = new LineJudge(raw, rules);
            SortedSet<ClassPath> classes = new TreeSet<>();
            boolean[] met = new boolean[raw.paths.size()];
            SortedMap<Long, Long> days = new TreeMap<>();
            long kept = 0;
            boolean baskets = false;
            raw.requireExactIds();
            for (int row = 0; row < raw.rows(); row++) {
                if (judge.keeps(row)) {
                    kept++;
                    met[raw.path.getInt(row)] = true;
                    days.merge(raw.day(row), 1L, Long::sum);
                    baskets |= mapping.basket().isPresent() && raw.basket.getInt(row) != Coder.MISSING;
                }
            }
            for (int path = 0; path < met.length; path++) {
                if (met[path]) {
                    classes.add(raw.paths.get(path));
                }
            }
            Map<QualityReport.Reason, QualityReport.Finding> findings = new EnumMap<>(QualityReport.Reason.class);
            judge.findings().forEach(finding -> findings.put(finding.reason(), finding));
            SortedMap<String, QualityReport.Remark> remarks = new TreeMap<>();
            raw.remarks().forEach(remark -> remarks.merge(remark.text(), remark, LogSurvey::and));
            return new LogSurvey(raw.rows(), kept, findings, classes, days, times.timeOfDay(), baskets, remarks,
                    rules.excludedOf(raw.paths));
        }

        List<Line> lines(Taxonomy taxonomy) {
            LineJudge judge = new LineJudge(raw, rules);
            int[] codes = raw.paths.stream().mapToInt(taxonomy::codeOf).toArray();
            List<Line> lines = new ArrayList<>(raw.rows());
            for (int row = 0; row < raw.rows(); row++) {
                if (judge.keeps(row)) {
                    lines.add(new Line(raw.users.words().get(raw.user.getInt(row)), raw.time.getLong(row), basket(row),
                            raw.products.words().get(raw.product.getInt(row)), codes[raw.path.getInt(row)],
                            raw.quantity.getDouble(row), raw.value.getDouble(row)));
                }
            }
            return lines;
        }

        private String basket(int row) {
            boolean none = raw.basket.isEmpty() || raw.basket.getInt(row) == Coder.MISSING;
            return none ? "" : raw.baskets.words().get(raw.basket.getInt(row));
        }
    }

    /**
     * Holds one line of a log that the rules keep.
     *
     * @param user       the user's id
     * @param seconds    local time in seconds since 1970-01-01
     * @param basket     id of the basket; blank if there is none
     * @param product    id of the product
     * @param thirdClass code of the third-level class in the taxonomy of the log's {@link LogFrame}
     * @param quantity   units bought, above 0
     * @param value      money spent, 0 or more
     */
    public record Line(String user, long seconds, String basket, String product, int thirdClass, double quantity,
            double value) {
    }

    /**
     * Holds the cells of one row of a source, before the rules are applied. Missing cells are blank texts.
     *
     * @param user     user id
     * @param time     an Instant, a LocalDateTime, a LocalDate or a text
     * @param basket   basket id; ignored if the mapping has no basket column
     * @param product  product id
     * @param first    name of the first-level class
     * @param second   name of the second-level class
     * @param third    name of the third-level class
     * @param quantity a Double or a text; ignored if the mapping has no such column
     * @param value    a Double or a text; ignored if the mapping has no such column
     * @param marks    the cells of the columns in {@link ColumnMapping#markColumns}
     * @param filled   the cells that were blank and have been filled from another line, by their index in the result of
     *                 {@link #told}
     */
    public record Cells(String user, Object time, String basket, String product, String first, String second,
            String third, Object quantity, Object value, List<String> marks, List<Integer> filled) {
    }

    /**
     * Holds the value of a cell that can fill blank cells of the same order.
     *
     * @param isBlank whether the cell is blank, so that it can be filled from another line
     * @param said    the value, as the same text for equal values; empty if the cell is blank or unreadable
     */
    public record Told(boolean isBlank, Optional<String> said) {
    }

    @Override
    public String toString() {
        return "Reader of " + part + ", " + mapping;
    }
}
