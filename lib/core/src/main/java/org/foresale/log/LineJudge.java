package org.foresale.log;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.log.RawLog.Field;
import org.foresale.log.internal.OneLine;
import org.foresale.log.internal.Texts;

/** Applies the rules to raw lines and counts what they leave out, with the first example of each reason. */
final class LineJudge {

    /** Sums over all lines of a user stay finite in the single precision that learners count in. */
    private static final double MAX_NUMBER = 1e18;

    private final RawLog raw;
    private final LogRules rules;
    private final int rows;
    private final boolean[] excluded;
    private final BitSet excludedUsers = new BitSet();
    private final BitSet nobody = new BitSet();
    private final BitSet noProducts = new BitSet();
    private final BitSet noClasses = new BitSet();
    private final long firstDay;
    private final long lastDay;
    private final Map<QualityReport.Reason, Long> dropped = new EnumMap<>(QualityReport.Reason.class);
    private final Map<QualityReport.Reason, String> example = new EnumMap<>(QualityReport.Reason.class);
    private int firstRepeat = Integer.MAX_VALUE;

    LineJudge(RawLog raw, LogRules rules) {
        this.raw = raw;
        this.rules = rules;
        this.rows = raw.rows();
        this.excluded = new boolean[raw.paths.size()];
        for (int path = 0; path < excluded.length; path++) {
            excluded[path] = rules.excludes(raw.paths.get(path));
            noClasses.set(path, isNothing(raw.paths.get(path)));
        }
        for (int user = 0; user < raw.users.words().size(); user++) {
            String id = raw.users.words().get(user);
            excludedUsers.set(user, rules.excludesUser(id));
            nobody.set(user, rules.isNobody(id));
        }
        for (int product = 0; product < raw.products.words().size(); product++) {
            noProducts.set(product, Texts.isNothing(raw.products.words().get(product)));
        }
        this.firstDay = rules.firstDay().map(LocalDate::toEpochDay).orElse(Long.MIN_VALUE);
        this.lastDay = rules.lastDay().map(LocalDate::toEpochDay).orElse(Long.MAX_VALUE);
    }

    /** What becomes of lines where every day and class counts; repeats are told by a whole log only. */
    static QualityReport report(RawLog raw) {
        LineJudge judge = new LineJudge(raw, LogRules.withDefaults());
        return judge.report((int) IntStream.range(0, raw.rows()).filter(judge::keeps).count());
    }

    private static boolean isNothing(ClassPath path) {
        return Stream.of(path.first(), path.second(), path.third()).anyMatch(Texts::isNothing);
    }

    /** Whether a row belongs to the log; if not, it is counted. */
    boolean keeps(int row) {
        Optional<QualityReport.Reason> reason = judge(row);
        reason.ifPresent(found -> drop(found, row));
        return reason.isEmpty();
    }

    private Optional<QualityReport.Reason> judge(int row) {
        if (!raw.isPurchase(row)) {
            return Optional.of(QualityReport.Reason.NO_PURCHASE);
        }
        if (raw.user.getInt(row) == Coder.MISSING) {
            return Optional.of(QualityReport.Reason.NO_USER);
        }
        if (nobody.get(raw.user.getInt(row))) {
            return Optional.of(QualityReport.Reason.NOBODY);
        }
        if (raw.product.getInt(row) == Coder.MISSING || noProducts.get(raw.product.getInt(row))) {
            return Optional.of(QualityReport.Reason.NO_PRODUCT);
        }
        if (raw.time.getLong(row) == RawLog.NO_TIME) {
            return Optional.of(QualityReport.Reason.UNREADABLE_DATE);
        }
        if (raw.day(row) < firstDay || raw.day(row) > lastDay) {
            return Optional.of(QualityReport.Reason.OUTSIDE_WINDOW);
        }
        double quantity = raw.quantity.getDouble(row);
        double value = raw.value.getDouble(row);
        if (!isUsable(quantity) || !isUsable(value)) {
            return Optional.of(QualityReport.Reason.UNREADABLE_NUMBER);
        }
        if (quantity <= 0) {
            return Optional.of(QualityReport.Reason.QUANTITY_NOT_POSITIVE);
        }
        if (value < 0) {
            return Optional.of(QualityReport.Reason.NEGATIVE_VALUE);
        }
        int path = raw.path.getInt(row);
        if (path == Coder.MISSING || noClasses.get(path)) {
            return Optional.of(QualityReport.Reason.NO_CLASS);
        }
        if (excluded[path]) {
            return Optional.of(QualityReport.Reason.EXCLUDED_CLASS);
        }
        return excludedUsers.get(raw.user.getInt(row)) ? Optional.of(QualityReport.Reason.EXCLUDED_USER)
                : Optional.empty();
    }

    private static boolean isUsable(double number) {
        return Math.abs(number) <= MAX_NUMBER;
    }

    private String number(int row, Field field, double number) {
        return Double.isFinite(number) ? raw.cell(row, field, Double.toString(number)) : raw.unreadableCell(row, field);
    }

    /** Counts a row that is left out; all but repeats come in the order of the source. */
    void drop(QualityReport.Reason reason, int row) {
        dropped.merge(reason, 1L, Long::sum);
        if (reason == QualityReport.Reason.DUPLICATE) {
            firstRepeat = Math.min(firstRepeat, row);
            example.put(reason, raw.place(firstRepeat));
        } else {
            example.computeIfAbsent(reason, first -> exampleOf(first, row));
        }
    }

    QualityReport report(int kept) {
        List<QualityReport.Remark> remarks = new ArrayList<>(raw.remarks());
        remarks.addAll(notThere(rules, rules.excludedOf(raw.paths)));
        return new QualityReport(raw.source(), rows, kept, findings(), remarks);
    }

    /** That classes are to be left out which no line has. */
    static List<QualityReport.Remark> notThere(LogRules rules, Map<Level, Set<String>> there) {
        List<QualityReport.Remark> remarks = new ArrayList<>();
        for (Level level : Level.values()) {
            Set<String> names = new TreeSet<>(rules.excluded().getOrDefault(level, Set.of()));
            names.removeAll(there.getOrDefault(level, Set.of()));
            names.forEach(name -> remarks.add(new QualityReport.Remark("excluded class that does not occur", 0,
                    OneLine.of(name) + ", " + level.name().toLowerCase(Locale.ROOT) + " level")));
        }
        return remarks;
    }

    private String exampleOf(QualityReport.Reason reason, int row) {
        return switch (reason) {
            case NO_PURCHASE -> raw.noPurchaseCell(row);
            case NO_USER -> raw.unreadableCell(row, Field.USER);
            case NOBODY, EXCLUDED_USER ->
                    raw.cell(row, Field.USER, raw.users.words().get(raw.user.getInt(row)));
            case NO_PRODUCT -> raw.product.getInt(row) == Coder.MISSING ? raw.unreadableCell(row, Field.PRODUCT)
                    : raw.cell(row, Field.PRODUCT, raw.products.words().get(raw.product.getInt(row)));
            case UNREADABLE_DATE -> raw.unreadableCell(row, Field.TIME);
            case OUTSIDE_WINDOW -> raw.cell(row, Field.TIME, timeText(row));
            case UNREADABLE_NUMBER -> isUsable(raw.quantity.getDouble(row))
                    ? number(row, Field.VALUE, raw.value.getDouble(row))
                    : number(row, Field.QUANTITY, raw.quantity.getDouble(row));
            case QUANTITY_NOT_POSITIVE -> raw.cell(row, Field.QUANTITY, Double.toString(raw.quantity.getDouble(row)));
            case NEGATIVE_VALUE -> raw.cell(row, Field.VALUE, Double.toString(raw.value.getDouble(row)));
            case NO_CLASS -> raw.path.getInt(row) == Coder.MISSING ? raw.unreadableCell(row, Field.CLASS)
                    : raw.cell(row, Field.CLASS, classes(row));
            case EXCLUDED_CLASS -> raw.place(row) + ", class " + OneLine.of(excludedClass(row));
            case DUPLICATE -> raw.place(row);
        };
    }

    private String excludedClass(int row) {
        ClassPath path = raw.paths.get(raw.path.getInt(row));
        return path.first() + " > " + path.second();
    }

    private String classes(int row) {
        ClassPath path = raw.paths.get(raw.path.getInt(row));
        return String.join(", ", path.first(), path.second(), path.third());
    }

    private String timeText(int row) {
        return LocalDateTime.ofEpochSecond(raw.time.getLong(row), 0, ZoneOffset.UTC).toString();
    }

    /** All that was left out so far, in the order of {@link QualityReport.Reason}. */
    List<QualityReport.Finding> findings() {
        return dropped.entrySet().stream().map(found -> new QualityReport.Finding(found.getKey(), found.getValue(),
                example.get(found.getKey()))).toList();
    }

    /** That no line is left, and why. */
    static ForesaleException nothingLeft(String source, long read, List<QualityReport.Finding> findings) {
        if (read == 0) {
            return new ForesaleException(source + " contains no purchases. It should have one line for each product in"
                    + " a basket. In a file, the lines follow the header row.");
        }
        String reasons = findings.stream().map(QualityReport.Finding::text).collect(Collectors.joining(" "));
        return new ForesaleException(source + ": no line is left of " + read + " read. " + reasons + " Check the column"
                + " mapping and the window. The mapping also sets the formats of dates (withTimeFormat) and numbers"
                + " (withNumbers).");
    }
}
