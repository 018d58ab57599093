package org.foresale.log;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresale.log.internal.OneLine;
import org.foresale.log.internal.Texts;

/**
 * Lines just as a source gives them, before any rule: texts coded, what is missing or unreadable marked as such.
 *
 * <p>A source calls {@link #add} once a line, in its own order; the first line of data is row 1.
 */
final class RawLog {

    /** A time that is missing or unreadable. */
    static final long NO_TIME = Long.MIN_VALUE;

    /** What a column holds, to name it in examples. */
    enum Field { USER, TIME, PRODUCT, CLASS, QUANTITY, VALUE }

    /** Quantity of a line whose source has no quantities. */
    static final double DEFAULT_QUANTITY = 1;
    /** Value of a line whose source has no values. */
    static final double DEFAULT_VALUE = 0;

    static final int SECONDS_A_DAY = 86_400;
    private static final int MAX_TEXTS_KEPT = 10_000;

    final Coder users;
    final Coder products;
    final Coder baskets;
    final List<ClassPath> paths = new ArrayList<>();
    final IntArrayList user;
    final LongArrayList time;
    /** Stays empty where the source has no baskets. */
    final IntArrayList basket;
    final IntArrayList product;
    final IntArrayList path;
    final DoubleArrayList quantity;
    final DoubleArrayList value;

    private final String source;
    private final String part;
    private final long rowsBefore;
    private RowPlaces places = RowPlaces.of(Map.of());
    private final boolean hasBaskets;
    private final Map<Field, String> columns;
    private final LineMarks marks = new LineMarks();
    private final BitSet unreadableTimes = new BitSet();
    private final List<QualityReport.Remark> filled = new ArrayList<>();
    private final Map<String, QualityReport.Remark> filledBefore = new LinkedHashMap<>();
    private long cleanedClasses;
    private Optional<String> cleanedClass = Optional.empty();
    private final Map<Integer, String> noClass = new HashMap<>();
    private final Map<ClassPath, Integer> pathCodes = new HashMap<>();
    private final Map<String, Integer> pathOfCell = new HashMap<>();
    private final Map<Field, Map<Integer, String>> unreadable = new EnumMap<>(Field.class);

    /**
     * No line yet.
     *
     * @param source  what is read, for messages: a file's or a table's name
     * @param columns what the columns are called there, for messages
     * @param rows    how many lines will come: room is made for them at once, as growing would copy it
     * @param baskets whether the source has baskets
     */
    RawLog(String source, Map<Field, String> columns, int rows, boolean baskets) {
        this(source, columns, rows, baskets, new Coder(), new Coder(), new Coder());
    }

    /**
     * No line yet of a stretch of a source that is read in parts, and each part in stretches.
     *
     * @param source     what is read, for messages
     * @param columns    what the columns are called there, for messages
     * @param rows       how many lines will come
     * @param hasBaskets whether the source has baskets
     * @param part       what the part is called, for messages
     * @param rowsBefore how many rows of the part came before
     */
    RawLog(String source, Map<Field, String> columns, int rows, boolean hasBaskets, String part, long rowsBefore) {
        this(source, columns, rows, hasBaskets, new Coder(), new Coder(), new Coder(), part + ", ", rowsBefore);
    }

    /**
     * No line yet, but texts coded already.
     *
     * @param source     what is read, for messages: a file's or a table's name
     * @param columns    what the columns are called there, for messages
     * @param rows       how many lines will come
     * @param hasBaskets whether the source has baskets
     * @param users      user ids
     * @param baskets    basket ids
     * @param products   product ids
     */
    RawLog(String source, Map<Field, String> columns, int rows, boolean hasBaskets, Coder users, Coder baskets,
            Coder products) {
        this(source, columns, rows, hasBaskets, users, baskets, products, "", 0);
    }

    private RawLog(String source, Map<Field, String> columns, int rows, boolean hasBaskets, Coder users, Coder baskets,
            Coder products, String part, long rowsBefore) {
        this.source = source;
        this.part = part;
        this.rowsBefore = rowsBefore;
        this.users = users;
        this.baskets = baskets;
        this.products = products;
        this.columns = Map.copyOf(columns);
        this.user = new IntArrayList(rows);
        this.time = new LongArrayList(rows);
        this.basket = new IntArrayList(hasBaskets ? rows : 0);
        this.product = new IntArrayList(rows);
        this.path = new IntArrayList(rows);
        this.quantity = new DoubleArrayList(rows);
        this.value = new DoubleArrayList(rows);
        this.hasBaskets = hasBaskets;
    }

    /** What the columns of a mapped source are called, for messages. */
    static Map<Field, String> columns(ColumnMapping mapping) {
        return Map.of(Field.USER, mapping.user(), Field.TIME, mapping.time(), Field.PRODUCT, mapping.product(),
                Field.CLASS, String.join(", ", new LinkedHashSet<>(mapping.classes())),
                Field.QUANTITY, mapping.quantity().orElse("quantity"), Field.VALUE, mapping.value().orElse("value"));
    }

    String source() {
        return source;
    }

    /** The day of a time, in days since 1970-01-01. */
    static long day(long seconds) {
        return Math.floorDiv(seconds, SECONDS_A_DAY);
    }

    /** The second of the day of a time. */
    static int second(long seconds) {
        return Math.floorMod(seconds, SECONDS_A_DAY);
    }

    /** The time of a second of a day. */
    static long seconds(long day, int second) {
        return day * SECONDS_A_DAY + second;
    }

    /** The day of a row with a readable time, in days since 1970-01-01. */
    long day(int row) {
        return day(time.getLong(row));
    }

    int rows() {
        return user.size();
    }

    /**
     * The code of a class by its names, -1 if one is missing or blank. Names that differ in what cannot be seen are
     * one; lines that have such are not counted here.
     */
    int pathCode(String first, String second, String third) {
        return ClassPath.ifNamed(first, second, third).map(this::pathCode).orElse(Coder.MISSING);
    }

    /** The code of the class of the coming line by its cells: if one of them is not clean, the line is counted. */
    int pathOfLine(ColumnMapping mapping, String first, String second, String third) {
        ClassRule rule = mapping.classRule();
        if (isUnclean(first) || isUnclean(second) || isUnclean(third)) {
            countCleanedClass(Arrays.asList(first, second, third));
        }
        int code = rule.isOfOneCell() && first != null ? pathOfCell.computeIfAbsent(first, cell -> pathCode(rule, cell,
                cell, cell)) : pathCode(rule, first, second, third);
        if (code == Coder.MISSING) {
            noClass(mapping, first, second, third);
        }
        return code;
    }

    /** Remembers which cells of the coming line name no class, to show them as an example. */
    void noClass(ColumnMapping mapping, String first, String second, String third) {
        if (noClass.size() < MAX_TEXTS_KEPT) {
            List<String> names = mapping.classRule().names(Arrays.asList(first, second, third));
            noClass.put(rows(), IntStream.range(0, names.size()).filter(level -> names.get(level) == null
                    || Texts.isNothing(Texts.clean(names.get(level)))).mapToObj(mapping.classes()::get).distinct()
                    .collect(Collectors.joining(", ")));
        }
    }

    /** The code of the class that cells tell, -1 if they tell none. */
    int pathCode(ClassRule rule, String first, String second, String third) {
        List<String> names = rule.names(Arrays.asList(first, second, third));
        return pathCode(names.get(0), names.get(1), names.get(2));
    }

    /** Counts one more line that has a name of a class that is not clean. */
    void countCleanedClass(List<String> names) {
        cleanedClasses++;
        if (cleanedClass.isEmpty()) {
            cleanedClass = names.stream().filter(RawLog::isUnclean).findFirst();
        }
    }

    private static boolean isUnclean(String name) {
        return name != null && !Texts.isClean(name);
    }

    /**
     * Refuses ids in scientific notation: of what a spreadsheet has made of long numbers, many are the same.
     *
     * @throws ForesaleException if there is one; the message has its column
     */
    void requireExactIds() {
        requireExact(users, columns.getOrDefault(Field.USER, "user"));
        requireExact(products, columns.getOrDefault(Field.PRODUCT, "product"));
        requireExact(baskets, "of the basket");
    }

    private void requireExact(Coder coder, String column) {
        coder.words().stream().filter(Texts::isScientific).findFirst().ifPresent(id -> {
            throw new ForesaleException(source + ": the column " + column + " has the id " + OneLine.of(id)
                    + " in scientific notation. Digits are lost, so different ids may have become the same. Export the"
                    + " column as text, with all digits.");
        });
    }

    /** What was made the same in ids and names, column by column. */
    List<QualityReport.Remark> remarks() {
        List<QualityReport.Remark> remarks = new ArrayList<>(filled);
        remarks.addAll(filledBefore.values());
        cleaned(columns.getOrDefault(Field.USER, "user"), users.cleaned(), users.example()).ifPresent(remarks::add);
        cleaned(columns.getOrDefault(Field.PRODUCT, "product"), products.cleaned(), products.example())
                .ifPresent(remarks::add);
        cleaned(columns.getOrDefault(Field.CLASS, "class"), cleanedClasses, cleanedClass).ifPresent(remarks::add);
        cleaned("basket", baskets.cleaned(), baskets.example()).ifPresent(remarks::add);
        return remarks;
    }

    private static Optional<QualityReport.Remark> cleaned(String column, long lines, Optional<String> example) {
        return lines == 0 ? Optional.empty() : Optional.of(new QualityReport.Remark("column " + column
                + ": leading or trailing white space removed, or Unicode normalized (NFC)", lines,
                Texts.shown(example.orElse(""))));
    }

    int pathCode(ClassPath classPath) {
        return pathCodes.computeIfAbsent(classPath, added -> {
            paths.add(added);
            return paths.size() - 1;
        });
    }

    /**
     * One more line, its texts as codes of {@link #users}, {@link #baskets} and {@link #products}.
     *
     * @param userCode    user, -1 if missing
     * @param seconds     local time in seconds since 1970-01-01, or {@link #NO_TIME}
     * @param basketCode  basket, -1 if there is none; not looked at where the source has no baskets
     * @param productCode product, -1 if missing
     * @param classPath   a code of {@link #pathCode}, -1 if the product has no class
     * @param units       quantity, NaN if unreadable
     * @param money       value, NaN if unreadable
     */
    void add(int userCode, long seconds, int basketCode, int productCode, int classPath, double units, double money) {
        user.add(userCode);
        time.add(seconds);
        if (hasBaskets) {
            basket.add(basketCode);
        }
        product.add(productCode);
        path.add(classPath);
        // Zero is written with a minus by some programs, and is the same.
        quantity.add(units + 0.0);
        value.add(money + 0.0);
    }

    /** Takes what a column says of the coming line, as {@link LineMarks} has it. */
    void mark(int nth, String column, String text, boolean isPurchase) {
        marks.add(rows(), nth, column, text, isPurchase);
    }

    boolean isPurchase(int row) {
        return marks.isPurchase(row);
    }

    /** Whether a row has a time that is not blank, but cannot be read. */
    boolean isTimeUnreadable(int row) {
        return unreadableTimes.get(row);
    }

    /** Does what a mapping asks of whole lines, once all are there. */
    void end(ColumnMapping mapping) {
        multiplyPrices(mapping);
        if (mapping.isFilledDown()) {
            filled.addAll(FilledDown.fill(this, marks, mapping));
        }
    }

    /** Makes values of prices, if a mapping says that it names the price of one piece. */
    void multiplyPrices(ColumnMapping mapping) {
        if (mapping.hasUnitPrices()) {
            for (int row = 0; row < rows(); row++) {
                value.set(row, value.getDouble(row) * quantity.getDouble(row));
            }
        }
    }

    /** Counts that a cell of the coming line was blank, and filled before it came here. */
    void countFilled(String column) {
        filledBefore.merge(column, FilledDown.remark(column, 1, place(rows())), (first, one) ->
                FilledDown.remark(column, first.lines() + 1, first.example()));
    }

    /** Where a row stands that is none of a purchase, and what says so. */
    String noPurchaseCell(int row) {
        return place(row) + marks.why(row).map(why -> ", " + why).orElse("");
    }

    /** Remembers the text of a cell of the coming line that could not be read, to show it as an example. */
    void unreadable(Field field, Optional<String> text) {
        Map<Integer, String> texts = unreadable.computeIfAbsent(field, key -> new HashMap<>());
        if (field == Field.TIME && text.filter(cell -> !Texts.clean(cell).isEmpty()).isPresent()) {
            unreadableTimes.set(rows());
        }
        if (text.isPresent() && texts.size() < MAX_TEXTS_KEPT) {
            texts.put(rows(), text.get());
        }
    }

    /** Takes over where rows stand that come from several files. */
    void placed(RowPlaces known) {
        places = known;
    }

    /** Where a row stands in its source, such as: row 17. */
    String place(int row) {
        return part + places.of(rowsBefore + row);
    }

    /** A cell, named and shown, such as: row 17, column date: "31/31/2017". */
    String cell(int row, Field field, String text) {
        return place(row) + ", column " + columns.get(field) + ": \"" + OneLine.of(text) + "\"";
    }

    /** A cell that is empty or could not be read. */
    String unreadableCell(int row, Field field) {
        String text = unreadable.getOrDefault(field, Map.of()).get(row);
        String column = field == Field.CLASS ? noClass.getOrDefault(row, columns.get(field)) : columns.get(field);
        return text == null ? place(row) + ", column " + column + ": empty"
                : cell(row, field, text);
    }
}
